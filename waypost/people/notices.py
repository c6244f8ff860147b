"""Which of the room's acts are told: here, none. What is told (that a new way in was confirmed) is told by the
room ``network``, above ``notices``.
"""

from waypost.core.events import Silent, declare

_SILENT = {
    "people.bodies_registered": "the operator's own act, before anybody is in",
    "people.founder_invited": "the operator hands the link over",
    "people.person_invited": "the inviter hands the link over; the invited person has no inbox yet",
    "people.invitation_confirmed": "the second voucher hands the link over",
    "people.invitation_withdrawn": "the invited person was never in",
    "people.invitation_accepted": "the list of invitations shows it to whoever vouched",
    "people.renewal_asked": "the second person finds it on the list of invitations",
    "people.vouched_again": "nothing changes for the person",
    "people.orphan_taken_over": "nothing changes for the person; the page of orphans is one shorter",
    "people.member_confirmed": "the first page says what the person may do now",
    "people.post_ended": "the person left the post and knows",
    "people.person_suspended": "the person is out at once and is told why by their focal point",
    "people.person_restored": "the focal point tells the person",
    "people.details_changed": "pages show what stands now",
    "people.phone_confirmed": "the list of the hand-over shows who confirmed it and when",
    "people.rules_signed": "the person's own act",
    "people.own_data_exported": "the person's own act; the audit log shows it to whoever reads it",
    "people.membership_left": "the person's own act; whom they vouched for stands on the page of orphans",
    "people.acting_post_changed": "the person's own act, at the top of every page",
    "people.sessions_ended": "the person's own act",
    "people.everybody_signed_out": "everybody meets the page to sign in",
    "people.past_forgotten": "whoever it is about never came in, or left long ago",
    "people.factors_resealed": "everybody's app goes on as it was",
    "people.referral_kept": "the page of referral shows what stands now",
    "people.referral_ended": "the page of referral shows what stands now",
    "people.directory_read": "the audit log is where readings are looked at",
}

for _name, _reason in _SILENT.items():
    declare(_name, Silent(_reason))
