"""From a focal point's invitation to the newcomer's first page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core.doors import doors
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow
from waypost.people.actions import invitations, persons
from waypost.people.actions.invitations import Enrolment, Invited, hashed
from waypost.people.models import Endorsement, Invitation, Person, Post, Tenure
from waypost.people.signin import app_codes
from waypost.people.signin.passwords import stands_in
from waypost.people.tests.factors import code, give_app, is_in, password_step, secret_on, sign_in_with

Enter = Callable[[Person], Client]

FORM = {
    "name_latin": "Anong Rakthai",
    "name_native": "อนงค์ รักไทย",
    "rank_title": "Pol. Capt.",
    "address_as": "Khun Anong",
    "email": "Anong@Police.invalid",
    "role": "officer",
    "title_en": "Duty officer, pier 4",
    "title_th": "นายเวร ท่าเรือ 4",
    "language": "th",
    "evidence": "Appointment letter 12/2563 seen",
}
SECRET = re.compile(r"/join/([\w-]{43})/")


@pytest.fixture
def form(cast: Cast) -> dict[str, Any]:
    return {**FORM, "networks": [cast.regional.pk]}


def invite(enter: Enter, by: Person, form: dict[str, Any]) -> str:
    """A focal point fills in the form; the secret of the link shown."""
    browser = enter(by)
    answer = browser.post(reverse("invite", args=[by.organisation.public_id]), form)
    assert answer.status_code == 302, answer.content.decode()
    page = browser.get(answer.url)
    found = SECRET.search(page.content.decode())
    assert found
    assert browser.get(answer.url).url == reverse("invitations")  # shown once
    return found[1]


def newcomer(secret: str) -> Client:
    browser = Client()
    assert browser.get(reverse("open_invitation", args=[secret])).url == reverse("join")
    return browser


def enrol(browser: Client) -> str:
    """Details, password, app: up to the recovery codes. Returns the app's secret."""
    browser.post(reverse("join"), {"name_native": "อนงค์ รักไทย", "address_as": "Khun Nong"})
    browser.post(reverse("join_password"), {"password": "pier-lamp-orchid-rain"})
    secret = secret_on(browser.get(reverse("join_app")))
    answer = browser.post(reverse("join_app"), {"code": code(secret)})
    assert answer.url == reverse("codes")
    return str(secret)


def test_from_the_form_to_the_first_page_in_six_screens(
    cast: Cast, enter: Enter, form: dict[str, Any]
) -> None:
    browser = newcomer(invite(enter, cast.focal_point, form))
    page = browser.get(reverse("join")).content.decode()
    assert "Pol. Capt. Anong Rakthai" in page
    assert cast.focal_point.name in page
    secret = enrol(browser)
    shown = browser.get(reverse("codes")).content.decode()
    assert len(re.findall(r"<code>\d-\w{5}-\w{5}</code>", shown)) == 8
    assert browser.post(reverse("codes")).url == reverse("sign_rules")
    assert browser.get(reverse("codes")).url == reverse("sign_rules")  # never shown again
    assert browser.get(reverse("people")).url == reverse("sign_rules")
    assert browser.post(reverse("sign_rules"), {"agree": "yes"}).url == reverse("welcome")
    chosen = {"language": "en", "time_zone": "Asia/Bangkok", "mail_phrase": "lamp at pier 4"}
    last = browser.post(reverse("welcome"), chosen)
    assert last.url == reverse("home")
    assert last.cookies["language"].value == "en"

    person = Person.objects.get(email="anong@police.invalid")
    assert (person.address_as, person.mail_phrase, person.second_factor) == (
        "Khun Nong",
        "lamp at pier 4",
        True,
    )
    assert person.organisation == cast.police
    assert person.networks() == [cast.regional.pk]
    assert is_in(browser, person)
    again = Client()
    password_step(again, person, "pier-lamp-orchid-rain")
    again.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert is_in(again, person)


def test_who_vouched_and_why_is_kept(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    enrol(newcomer(invite(enter, cast.focal_point, form)))
    endorsement = Endorsement.objects.get(tenure__person__email="anong@police.invalid")
    assert endorsement.vouched_by == cast.focal_point
    assert endorsement.evidence == FORM["evidence"]
    assert (endorsement.until - endorsement.since).days == 365


def test_nobody_invites_a_members_focal_point_by_their_own_word(
    cast: Cast, enter: Enter, form: dict[str, Any]
) -> None:
    """That takes the member's letter: room ``network``. The secretariat's own has no state to nominate it."""
    page = reverse("invite", args=[cast.customs.public_id])
    assert enter(cast.mission_focal_point).get(page).status_code == 403
    browser = enter(cast.secretariat)
    assert browser.post(page, {**form, "role": "focal-point"}).status_code == 422
    own = browser.get(reverse("invite", args=[cast.office.public_id])).context["form"]
    assert "focal-point" in dict(own.fields["role"].choices)


def test_nothing_is_held_before_the_factor_stands(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    browser = newcomer(invite(enter, cast.focal_point, form))
    browser.post(reverse("join"), {})
    browser.post(reverse("join_password"), {"password": "pier-lamp-orchid-rain"})
    person = Person.objects.get(email="anong@police.invalid")
    assert not person.has_usable_password()
    assert not person.tenures.exists()
    assert not is_in(browser, person)
    kept = str(dict(browser.session.items()))
    assert "pier-lamp-orchid-rain" not in kept
    assert secret_on(browser.get(reverse("join_app"))) not in str(dict(browser.session.items()))


def test_the_secret_is_kept_as_a_hash(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    assert Invitation.objects.get().secret_hash == hashed(secret)
    assert secret not in "".join(bytes(row.canonical).decode() for row in AuditRow.objects.all())


def test_a_link_works_once(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    enrol(newcomer(secret))
    answer = Client().get(reverse("open_invitation", args=[secret]))
    assert answer.status_code == 410
    assert "used already" in answer.content.decode()


def test_two_browsers_cannot_both_use_it(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    first, second = newcomer(secret), newcomer(secret)
    second.post(reverse("join"), {})
    second.post(reverse("join_password"), {"password": "other-words-of-mine"})
    app = secret_on(second.get(reverse("join_app")))
    enrol(first)
    answer = second.post(reverse("join_app"), {"code": code(app)})
    assert answer.status_code == 410
    assert not is_in(second, Person.objects.get(email="anong@police.invalid"))


def test_a_link_is_good_for_72_hours(cast: Cast, enter: Enter, form: dict[str, Any], hands: Any) -> None:
    secret = invite(enter, cast.focal_point, form)
    hands.forward(hours=71, minutes=59)
    browser = newcomer(secret)
    hands.forward(minutes=1)
    answer = browser.get(reverse("join"))
    assert answer.status_code == 410
    assert "72 hours" in answer.content.decode()


@pytest.mark.parametrize("secret", ["x", "x" * 43, "ก" * 20, "%00", "x" * 3000])
def test_a_wrong_link_tells_nothing(client: Client, secret: str, db: None) -> None:
    answer = client.get(f"/join/{secret}/")
    assert answer.status_code == 404
    assert "copy all of it" in answer.content.decode()


def test_a_withdrawn_invitation_opens_nothing(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    browser = newcomer(secret)
    enter(cast.focal_point).post(reverse("withdraw_invitation", args=[Invitation.objects.get().public_id]))
    assert browser.get(reverse("join")).status_code == 410
    assert "no longer good" in browser.get(reverse("join")).content.decode()


def test_a_new_invitation_closes_the_earlier_one(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    old = invite(enter, cast.focal_point, form)
    new = invite(enter, cast.focal_point, {**form, "rank_title": "Pol. Maj."})
    assert Client().get(reverse("open_invitation", args=[old])).status_code == 410
    assert "Pol. Maj." in newcomer(new).get(reverse("join")).content.decode()


def test_an_invitation_dies_with_its_inviters_right(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    persons.suspend(by=cast.secretariat, person=cast.focal_point, because="under inquiry")
    assert Client().get(reverse("open_invitation", args=[secret])).status_code == 410


def test_an_invitation_dies_with_its_inviters_post(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = invite(enter, cast.focal_point, form)
    Tenure.objects.filter(person=cast.focal_point).update(until="2020-09-01")
    assert Client().get(reverse("open_invitation", args=[secret])).status_code == 410


def test_it_is_not_used_by_whoever_is_signed_in(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    """A focal point who tries the link does not enrol themself as the newcomer."""
    secret = invite(enter, cast.focal_point, form)
    browser = enter(cast.focal_point)
    browser.get(reverse("open_invitation", args=[secret]))
    for page in ("join", "join_password", "join_app"):
        assert browser.get(reverse(page)).status_code == 403
    assert browser.post(reverse("join_passkey")).status_code == 403


def test_a_known_address_is_invited_like_any_other(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    """The inviter's page is the same for an address of another organisation's official, who takes one more post."""
    secret = invite(enter, cast.focal_point, {**form, "email": cast.coast_officer.email})
    listed = enter(cast.focal_point).get(reverse("invitations")).content.decode()
    assert "Anong Rakthai" in listed
    assert cast.coast_officer.name not in listed
    stranger = Client()
    stranger.get(reverse("open_invitation", args=[secret]))
    assert stranger.get(reverse("join")).status_code == 403
    browser = enter(cast.coast_officer)
    browser.get(reverse("open_invitation", args=[secret]))
    assert browser.get(reverse("join_password")).url == reverse("join")
    assert browser.post(reverse("join")).url == reverse("profile")
    person = Person.objects.get(pk=cast.coast_officer.pk)
    assert person.name == "Coast Officer"
    assert {t.post.organisation for t in person.tenures.all()} == {cast.coast, cast.police}
    assert person.organisation == cast.coast


def test_somebody_of_the_own_organisation_is_not_invited_twice(
    cast: Cast, enter: Enter, form: dict[str, Any]
) -> None:
    browser = enter(cast.focal_point)
    page = reverse("invite", args=[cast.police.public_id])
    answer = browser.post(page, {**form, "email": cast.officer.email})
    assert answer.status_code == 422
    assert "has access for this organisation already" in answer.content.decode()
    assert "Anong Rakthai" in answer.content.decode()  # nothing typed is lost


def test_a_vacant_post_is_taken_again(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    Tenure.objects.filter(person=cast.colleague).update(until="2020-09-01")
    vacant = Post.objects.get(title_en="Post of colleague")
    enrol(newcomer(invite(enter, cast.focal_point, {**form, "title_en": "post of COLLEAGUE"})))
    assert Tenure.objects.get(person__email="anong@police.invalid").post == vacant


# Who may invite whom to what.


@pytest.mark.parametrize("role", ["focal-point", "secretariat", "auditor", "mission-focal-point", "king", ""])
def test_a_focal_point_gives_no_more_than_they_have(
    cast: Cast, enter: Enter, form: dict[str, Any], role: str
) -> None:
    answer = enter(cast.focal_point).post(
        reverse("invite", args=[cast.police.public_id]), {**form, "role": role}
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_the_door_itself_refuses_role_and_network(cast: Cast) -> None:
    invited = Invited(
        email="a@b.invalid",
        name_latin="A",
        role="officer",
        title_en="T",
        title_th="T",
        evidence="e",
        networks=(cast.regional,),
    )
    from dataclasses import replace

    for wrong in (
        replace(invited, role="secretariat"),
        replace(invited, networks=(cast.programme,)),
        replace(invited, networks=()),
    ):
        with pytest.raises(Denied):
            invitations.invite(by=cast.focal_point, organisation=cast.police, invited=wrong)
    invitations.invite(by=cast.focal_point, organisation=cast.police, invited=invited)


def test_nobody_else_invites(cast: Cast, enter: Enter) -> None:
    inviting = {"focal_point", "secretariat", "second_secretariat"}
    for name, person in cast.people().items():
        door = doors()["people.person_invited"]
        assert door.allowed(person, cast.police) == (name in inviting), name


def test_the_page_of_another_organisation_is_refused(cast: Cast, enter: Enter) -> None:
    assert enter(cast.focal_point).get(reverse("invite", args=[cast.coast.public_id])).status_code == 403
    assert enter(cast.officer).get(reverse("invite", args=[cast.police.public_id])).status_code == 403
    assert enter(cast.outsider).get(reverse("invite", args=[cast.police.public_id])).status_code == 404


def test_inviting_asks_for_a_fresh_factor(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from waypost.people.signin import standing

    give_app(cast.focal_point)
    browser = enter(cast.focal_point)
    true = time.time
    monkeypatch.setattr(standing.time, "time", lambda: true() + 400)
    assert browser.get(reverse("invite", args=[cast.police.public_id])).url.startswith(
        reverse("mfa_reauthenticate")
    )


# Details of the steps.


WITH_ONE = ["waypost pier lamp", "อนงค์นั่งเรือไปทะเล"]  # known words among others that are not
KNOWN_WORDS = [
    "Waypost-2026!!",
    "border portal 1",
    "รักไทยรักไทย2563!",
    "Rakthai@waypost",
    "anong-anong-123",
    "{name}2020!",
]
BREACHED = ["password1234", "1qaz2wsx3edc", "qwertyuiop123", "123123123123"]


@pytest.mark.parametrize("password", ["", "short", "anong rakthai", "x" * 1001, *KNOWN_WORDS, *BREACHED])
def test_a_weak_password_is_said_to_be(cast: Cast, enter: Enter, form: dict[str, Any], password: str) -> None:
    browser = newcomer(invite(enter, cast.focal_point, form))
    password = password.replace("{name}", cast.police.name_en)
    answer = browser.post(reverse("join_password"), {"password": password})
    assert answer.status_code == 422
    assert browser.get(reverse("join_app")).url == reverse("join_password")


def test_a_stolen_password_is_refused(
    cast: Cast, enter: Enter, form: dict[str, Any], settings: Any, tmp_path: Path
) -> None:
    settings.BREACHED = tmp_path / "stolen"
    settings.BREACHED.write_bytes(
        b"lantern over pier 9\nquiet harbour lamp\r\n\xc3\xa9t\xc3\xa9 au bord du lac\n"
    )
    browser = newcomer(invite(enter, cast.focal_point, form))
    for stolen in ("lantern over pier 9", "Quiet Harbour Lamp", "été au bord du lac"):
        answer = browser.post(reverse("join_password"), {"password": stolen})
        assert answer.status_code == 422
        assert "a list of stolen ones" in answer.content.decode()
    answer = browser.post(reverse("join_password"), {"password": "lantern over pier"})
    assert answer.url == reverse("join_app")


@hypothesis.settings(
    max_examples=200, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(
    known=st.lists(st.text(st.sampled_from("abé \U0001f511"), min_size=1, max_size=5)),
    sought=st.text(st.sampled_from("abé \U0001f511"), max_size=5),
)
def test_the_list_holds_its_lines_and_nothing_else(tmp_path: Path, known: list[str], sought: str) -> None:
    stolen = tmp_path / "stolen"
    lines = sorted({each.encode() for each in known})
    stolen.write_bytes(b"".join(line + b"\n" for line in lines))
    assert all(stands_in(stolen, each) for each in known)
    assert stands_in(stolen, sought) == (sought in known)


def test_any_long_password_will_do(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    browser = newcomer(invite(enter, cast.focal_point, form))
    for password in ("all lower case words", "ภาษาไทยก็ใช้ได้", "🔑🔒🗝️🚪 key lock door", "x1" * 400, *WITH_ONE):
        assert browser.post(reverse("join_password"), {"password": password}).url == reverse("join_app")


def test_the_first_code_must_fit(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    browser = newcomer(invite(enter, cast.focal_point, form))
    browser.post(reverse("join_password"), {"password": "pier-lamp-orchid-rain"})
    page = browser.get(reverse("join_app"))
    answer = browser.post(reverse("join_app"), {"code": "000000"})
    assert answer.status_code == 422
    assert answer.context["secret"] == page.context["secret"]  # the app set up already stays good
    assert Invitation.objects.get().used_at is None


def test_the_first_code_is_used_up(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    secret = enrol(newcomer(invite(enter, cast.focal_point, form)))
    person = Person.objects.get(email="anong@police.invalid")
    from waypost.people.tests.factors import app_of

    assert not app_codes.use(app_of(person), code(secret))


def test_rules_are_signed_by_ticking(cast: Cast, enter: Enter) -> None:
    cast.officer.rules_signed_at = None
    cast.officer.save()
    browser = enter(cast.officer)
    assert browser.post(reverse("sign_rules"), {}).status_code == 422
    cast.officer.refresh_from_db()
    assert cast.officer.rules_signed_at is None


def test_the_enrolment_must_fit_the_account(cast: Cast) -> None:
    """Somebody who is in cannot be given another password by an invitation to a post."""
    invited = Invited(
        email=cast.coast_officer.email,
        name_latin="A",
        role="officer",
        title_en="T",
        title_th="T",
        evidence="e",
        networks=(cast.regional,),
    )
    invitation, _secret = invitations.invite(by=cast.focal_point, organisation=cast.police, invited=invited)
    with pytest.raises(Denied):
        invitations.accept(by=cast.coast_officer, invitation=invitation, enrolment=Enrolment(password="x"))
    with pytest.raises(Denied):
        invitations.accept(by=cast.officer, invitation=invitation, enrolment=None)


def test_a_used_invitation_is_not_withdrawn(cast: Cast, enter: Enter, form: dict[str, Any]) -> None:
    enrol(newcomer(invite(enter, cast.focal_point, form)))
    with pytest.raises(Refused):
        invitations.withdraw(by=cast.focal_point, invitation=Invitation.objects.get())


@pytest.mark.parametrize(
    "other",
    ["Pier-lamp-orchid-rain", "pier-lamp-orchid-rain ", " pier-lamp-orchid-rain", "pier-lamp-orchid-rai", ""],
)
def test_a_password_is_compared_as_it_was_typed(
    cast: Cast, enter: Enter, form: dict[str, Any], other: str
) -> None:
    """Neither case nor spaces nor anything behind a certain length is passed over."""
    secret = enrol(newcomer(invite(enter, cast.focal_point, form)))
    person = Person.objects.get(email="anong@police.invalid")
    assert person.check_password("pier-lamp-orchid-rain")
    browser = Client()
    password_step(browser, person, other)
    browser.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert not is_in(browser, person)


def test_a_password_grows_no_older(cast: Cast, hands: Any) -> None:
    """Nobody is asked for another one because time has passed."""
    secret = give_app(cast.officer)
    hands.forward(days=300)
    browser = Client()
    assert sign_in_with(browser, cast.officer, secret).url == "/"
    assert is_in(browser, cast.officer)
