"""Addresses of the room. Of allauth only what we use is routed: no sign-up, no reset by mail, no change of address."""

from django.urls import path

import waypost.core.discreet  # noqa: F401  the converter "secret"
from waypost.people.views import (
    directory,
    enrolment,
    factors,
    invitations,
    newcomers,
    persons,
    posts,
    profile,
    referral,
    signin,
)

SIGNING_IN = [
    path("sign-in/", signin.sign_in, name="account_login"),
    path("sign-in/code/", signin.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", signin.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/lost/", signin.lost_factor, name="lost_factor"),
    path("sign-in/ended/", signin.access_ended, name="access_ended"),
    path("sign-out/", signin.sign_out, name="account_logout"),
    path("still-you/", signin.step_up, name="mfa_reauthenticate"),
    path("still-you/passkey/", signin.passkey_step_up, name="mfa_reauthenticate_webauthn"),
]

COMING_IN = [
    path("join/", enrolment.join, name="join"),
    path("join/password/", enrolment.join_password, name="join_password"),
    path("join/passkey/", enrolment.join_passkey, name="join_passkey"),
    path("join/app/", enrolment.join_app, name="join_app"),
    path("join/codes/", newcomers.codes, name="codes"),
    path("join/rules/", newcomers.sign_rules, name="sign_rules"),
    path("join/language/", newcomers.welcome, name="welcome"),
    path("join/<secret:secret>/", enrolment.open_invitation, name="open_invitation"),
]

ACCOUNT = [
    path("profile/", profile.profile, name="profile"),
    path("profile/post/", profile.act_for, name="act_for"),
    path("profile/sessions/", profile.sessions, name="sessions"),
    path("profile/password/", profile.password, name="change_password"),
    path("profile/factors/", factors.overview, name="factors"),
    path("profile/factors/app/", factors.app, name="change_app"),
    path("profile/factors/passkey/", factors.passkey, name="add_passkey"),
    path("profile/factors/codes/", factors.renew_codes, name="renew_codes"),
    path("profile/factors/<int:factor_id>/remove/", factors.remove, name="remove_factor"),
]

DIRECTORY = [
    path("people/", directory.people, name="people"),
    path("people/call/", directory.call, name="call"),
    path("people/call/<slug:key>/", directory.call_member, name="call_member"),
    path("people/organisations/<str:public_id>/", directory.organisation, name="organisation"),
    path("people/organisations/<str:public_id>/invite/", invitations.invite, name="invite"),
    path("people/organisations/<str:public_id>/roster/", invitations.invite_roster, name="invite_roster"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/hand-over/", invitations.hand_over, name="hand_over"),
    path("people/invitations/<str:public_id>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("people/invitations/<str:public_id>/confirm/", invitations.confirm, name="confirm_renewal"),
    path("people/persons/<str:public_id>/", persons.person, name="person"),
    path("people/review/", posts.review, name="review"),
    path("people/orphans/", posts.orphaned, name="orphans"),
    path("people/provisional/", posts.newcomers, name="provisional"),
    path("people/posts/<str:public_id>/vouch/", posts.vouch_again, name="vouch_again"),
    path("people/posts/<str:public_id>/confirm/", posts.confirm, name="confirm_member"),
    path("people/posts/<str:public_id>/end/", posts.end, name="end_post"),
    path("people/persons/<str:public_id>/details/", persons.details, name="person_details"),
    path("people/persons/<str:public_id>/suspend/", persons.suspend, name="suspend"),
    path("people/persons/<str:public_id>/restore/", persons.restore, name="restore"),
    path("people/persons/<str:public_id>/renew/", persons.renew, name="renew"),
]

REFERRAL = [
    path("referral/", referral.referral, name="referral"),
    path("referral/<slug:key>/", referral.referral_of, name="referral_of"),
    path("referral/<slug:key>/new/", referral.begin_referral, name="begin_referral"),
    path("referral/<slug:key>/<str:public_id>/", referral.keep_referral, name="keep_referral"),
]

urlpatterns = [*SIGNING_IN, *COMING_IN, *ACCOUNT, *DIRECTORY, *REFERRAL]
