"""From the state's letter to a confirmed focal point, through the pages; and what goes wrong on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import NOON, TODAY, Cast
from waypost.core.errors import Denied, Refused
from waypost.core.figures import Window
from waypost.core.models import Event
from waypost.files.tests import corpus
from waypost.network import actions
from waypost.network.models import Nomination
from waypost.network.needs import tasks_of
from waypost.network.states import Stage
from waypost.network.tests.nominations import at_stage, call, come_in, fresh, invited, nominated
from waypost.notices.models import Notice
from waypost.notices.worker import tell
from waypost.people.actions import posts
from waypost.people.figures import officials_recruited
from waypost.people.models import Person, Tenure

Enter = Callable[[Person], Client]


def form(cast: Cast, **given: Any) -> dict[str, Any]:
    return {
        "organisation": cast.customs.public_id,
        "network": cast.regional.key,
        "name_latin": "Dewi Lestari",
        "email": "Dewi@Customs.invalid",
        "title_en": "Organizational Focal Point",
        "title_th": "ผู้ประสานงาน",
        "language": "en",
        "letter_number": "B-12/2020",
        "letter_date": "2020-08-20",
        "signatory": "Director-General",
        "letter": SimpleUploadedFile("scan.pdf", corpus.pdf("Letter")),
        **given,
    }


def called(**given: str) -> dict[str, str]:
    return {"number": "+62 21 555 0101", "whom": "Duty officer", "at": "2020-09-01T12:00", **given}


def page(browser: Client, name: str, nomination: Nomination) -> Any:
    return browser.get(reverse(name, args=[nomination.public_id]))


def test_from_the_letter_to_the_member(cast: Cast, enter: Enter, hands: Any) -> None:
    mission, staff = enter(cast.mission_focal_point), enter(cast.secretariat)
    answer = mission.post(reverse("propose"), form(cast))
    nomination = Nomination.objects.get()
    assert answer.url == reverse("nomination", args=[nomination.public_id])
    assert nomination.stage_now == Stage.PROPOSED

    assert "Dewi Lestari" in staff.get("/").content.decode()
    assert page(staff, "nomination_letter", nomination).headers["Content-Type"] == "application/pdf"
    staff.post(reverse("register_nomination", args=[nomination.public_id]))
    assert fresh(nomination).stage_now == Stage.REGISTERED

    invite = reverse("invite_candidate", args=[nomination.public_id])
    handed = mission.post(invite, called())
    assert handed.url == reverse("hand_over")
    found = fresh(nomination)
    assert (found.stage_now, found.called_number, found.called_by) == (
        Stage.INVITED,
        "+62 21 555 0101",
        cast.mission_focal_point,
    )
    assert found.invitation is not None
    assert "+62 21 555 0101" in found.invitation.evidence

    tenure = come_in(found.invitation)
    assert tenure.recruited_by == cast.mission_focal_point.acting_as
    assert fresh(nomination).stage_now == Stage.PROVISIONAL
    assert "Provisional member" in page(staff, "nomination", nomination).content.decode()
    staff.post(reverse("confirm_member", args=[tenure.public_id]))
    assert fresh(nomination).stage_now == Stage.MEMBER
    assert not Person.objects.get(email="dewi@customs.invalid").is_provisional
    assert tenure in officials_recruited.query(Window(since=TODAY, until=TODAY))


def test_a_members_first_wants_two_different_persons(cast: Cast, hands: Any) -> None:
    nomination = at_stage(cast, Stage.SECOND, hands)
    with pytest.raises(Denied):
        actions.register(by=cast.secretariat, nomination=nomination)
    actions.register(by=cast.second_secretariat, nomination=nomination)
    found = fresh(nomination)
    assert (found.stage_now, found.registered_by, found.second) == (
        Stage.REGISTERED,
        cast.secretariat,
        cast.second_secretariat,
    )


def test_the_secretariat_does_not_register_what_it_proposed(cast: Cast) -> None:
    nomination = nominated(cast)
    Nomination.objects.update(proposed_by=cast.secretariat, proposing=cast.secretariat.acting_as)
    with pytest.raises(Denied):
        actions.register(by=cast.secretariat, nomination=nomination)
    actions.register(by=cast.second_secretariat, nomination=nomination)


def test_one_proposes_for_the_members_one_covers(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.mission_focal_point)
    offered = browser.get(reverse("propose")).context["form"].fields["organisation"].queryset
    assert {each.member.key for each in offered} == {"th", "id", "vn"}
    assert '<option value="" selected>' in str(
        browser.get(reverse("propose")).context["form"]["organisation"]
    )
    assert browser.post(reverse("propose"), form(cast, organisation="")).status_code == 422
    assert browser.post(reverse("propose"), form(cast, organisation=cast.office.public_id)).status_code == 422
    with pytest.raises(Denied):
        nominated(cast, "office")
    for name in ("officer", "focal_point", "deputy", "auditor", "outsider", "donor"):
        assert enter(getattr(cast, name)).get(reverse("propose")).status_code == 404, name
        assert enter(getattr(cast, name)).get(reverse("recruiting")).status_code == 404, name


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"letter": SimpleUploadedFile("a.txt", b"no letter")}, "letter"),
        ({"letter": SimpleUploadedFile("a.pdf", b"%PDF-broken")}, "letter"),
        ({"letter": ""}, "letter"),
        ({"letter_date": "2020-09-02"}, "letter_date"),
        ({"letter_date": "1899-12-31"}, "letter_date"),
        ({"letter_date": "yesterday"}, "letter_date"),
        ({"name_latin": "เดวี"}, "name_latin"),
        ({"network": "thai-programme"}, "network"),
    ],
)
def test_what_is_wrong_is_said_beside_it(cast: Cast, enter: Enter, given: dict[str, Any], field: str) -> None:
    answer = enter(cast.mission_focal_point).post(reverse("propose"), form(cast, **given))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Dewi@Customs.invalid" in answer.content.decode()
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("at", ["2020-09-01T12:30", "2020-08-01T10:00", "", "soon", "0001-01-01T00:00"])
def test_the_call_comes_after_the_proposal_and_not_in_the_future(
    cast: Cast, enter: Enter, hands: Any, at: str
) -> None:
    nomination = at_stage(cast, Stage.REGISTERED, hands)
    address = reverse("invite_candidate", args=[nomination.public_id])
    answer = enter(cast.mission_focal_point).post(address, called(at=at))
    assert answer.status_code == 422
    assert "at" in answer.context["form"].errors
    assert fresh(nomination).invitation is None


def test_sent_back_and_proposed_again(cast: Cast, enter: Enter) -> None:
    nomination, staff, mission = nominated(cast), enter(cast.secretariat), enter(cast.mission_focal_point)
    address = reverse("return_nomination", args=[nomination.public_id])
    assert staff.post(address, {"because": ""}).status_code == 422
    staff.post(address, {"because": "The stamp can't be read."})
    assert "The stamp can&#x27;t be read." in page(mission, "nomination", nomination).content.decode()
    changed = form(cast, letter_number="B-13/2020")
    mission.post(reverse("correct_nomination", args=[nomination.public_id]), {**changed, "letter": ""})
    found = fresh(nomination)
    assert (found.stage_now, found.letter_number, found.letter_id) == (
        Stage.PROPOSED,
        "B-13/2020",
        nomination.letter_id,
    )


def test_who_comes_too_late_reads_a_sentence(cast: Cast, enter: Enter) -> None:
    nomination = nominated(cast)
    staff = enter(cast.second_secretariat)
    actions.register(by=cast.secretariat, nomination=nomination)
    answer = staff.post(reverse("register_nomination", args=[nomination.public_id]))
    assert answer.status_code == 409
    assert "moved on" in answer.content.decode()
    stranger = enter(cast.coast_focal_point)
    assert stranger.post(reverse("register_nomination", args=[nomination.public_id])).status_code == 404


def test_an_invitation_opened_twice_ends_in_a_sentence(cast: Cast, enter: Enter) -> None:
    nomination, secret = invited(cast)
    assert nomination.invitation is not None
    come_in(nomination.invitation)
    answer = Client().get(reverse("open_invitation", args=[secret]))
    assert answer.status_code == 410
    assert nomination.name_latin not in answer.content.decode()


def test_a_member_elsewhere_comes_in_like_anybody(cast: Cast, enter: Enter) -> None:
    """What the proposer and the secretariat see is the same as for a newcomer, and the account keeps its details."""
    member = cast.lone_officer
    nomination, _secret = invited(cast, email=member.email.upper())
    for name in ("mission_focal_point", "secretariat"):
        shown = page(enter(getattr(cast, name)), "nomination", nomination).content.decode()
        assert member.name not in shown
        assert cast.lone.name not in shown
    assert nomination.invitation is not None
    tenure = come_in(nomination.invitation)
    member.refresh_from_db()
    assert (member.name_latin, member.acting_as) == ("Lone Officer", cast.lone_officer.acting_as)
    assert tenure.is_provisional(TODAY)
    assert not Person.objects.get(pk=member.pk).is_provisional  # at the post they act for


def test_an_officer_of_the_organisation_can_become_its_focal_point(cast: Cast) -> None:
    nomination, _secret = invited(cast, email=cast.customs_officer.email)
    assert nomination.invitation is not None
    assert come_in(nomination.invitation).post.role == "focal-point"


def test_a_focal_point_is_not_nominated_twice(cast: Cast) -> None:
    nomination = nominated(cast, "coast", email=cast.coast_focal_point.email)
    actions.register(by=cast.secretariat, nomination=nomination)
    with pytest.raises(Refused, match="already"):
        actions.invite(by=cast.mission_focal_point, nomination=fresh(nomination), call=call())


def test_the_recruit_counts_for_whoever_proposed(cast: Cast) -> None:
    """Whoever of the secretariat made the call and the link."""
    nomination = nominated(cast)
    actions.register(by=cast.secretariat, nomination=nomination)
    invitation, _secret = actions.invite(by=cast.secretariat, nomination=fresh(nomination), call=call())
    assert come_in(invitation).recruited_by == cast.mission_focal_point.acting_as


def test_whose_turn_it_is_stands_on_the_first_page(cast: Cast, hands: Any) -> None:
    def waiting(*names: str) -> dict[str, list[str]]:
        return {name: [str(task.what) for task in tasks_of(getattr(cast, name))] for name in names}

    names = ("mission_focal_point", "secretariat", "second_secretariat", "focal_point")
    nomination = nominated(cast)
    assert waiting(*names) == {
        "mission_focal_point": [],
        "secretariat": ["Register, or send back"],
        "second_secretariat": ["Register, or send back"],
        "focal_point": [],
    }
    actions.register(by=cast.secretariat, nomination=nomination)
    assert waiting(*names)["mission_focal_point"] == ["Call the office, and invite"]
    assert waiting(*names)["secretariat"] == []
    hands.forward(days=8)
    assert fresh(nomination).is_late


def test_the_letter_opens_to_those_who_see_the_nomination_only(cast: Cast, enter: Enter) -> None:
    nomination = nominated(cast)
    for name, person in cast.people().items():
        if person.suspended_at or not person.second_factor:
            continue
        answer = page(enter(person), "nomination_letter", nomination)
        allowed = name in ("mission_focal_point", "secretariat", "second_secretariat")
        assert (answer.status_code == 200) == allowed, name
        if allowed:
            assert answer.headers["Cache-Control"] == "private, no-store"


def test_who_is_told(cast: Cast) -> None:
    nomination = nominated(cast)

    def told() -> set[str]:
        for event in Event.objects.filter(told_at=None):
            tell(event)
        found = set(Notice.objects.values_list("person__email", flat=True))
        Notice.objects.all().delete()
        return {email.split("@")[0] for email in found}

    assert told() == {"secretariat", "second-secretariat"}
    actions.send_back(by=cast.secretariat, nomination=nomination, because="No.")
    assert told() == {"mission-focal-point"}


def test_provisional_ends_by_itself(cast: Cast, hands: Any) -> None:
    nomination, _secret = invited(cast)
    assert nomination.invitation is not None
    tenure = come_in(nomination.invitation)
    assert tenure.provisional_until == NOON.date() + timedelta(days=30)
    hands.forward(days=30)
    person = Person.objects.get(pk=tenure.person_id)
    assert (person.is_provisional, person.role) == (False, "focal-point")
    with pytest.raises(Refused):
        posts.confirm(by=cast.secretariat, tenure=Tenure.objects.get(pk=tenure.pk))


def test_who_vouched_does_not_confirm(cast: Cast) -> None:
    nomination = nominated(cast)
    actions.register(by=cast.secretariat, nomination=nomination)
    invitation, _secret = actions.invite(by=cast.secretariat, nomination=fresh(nomination), call=call())
    tenure = come_in(invitation)
    with pytest.raises(Denied):
        posts.confirm(by=cast.secretariat, tenure=tenure)
    with pytest.raises(Denied):
        posts.confirm(by=cast.coast_focal_point, tenure=tenure)
    posts.confirm(by=cast.second_secretariat, tenure=tenure)
