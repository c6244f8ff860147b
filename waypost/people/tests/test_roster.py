"""The participants of a programme come in by its roster: all or nobody, as learners, into no other network."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOON, TODAY, Cast
from tests.fixtures import Hands
from waypost.core import clock
from waypost.core.errors import Denied
from waypost.core.models import AuditRow
from waypost.network.tests.nominations import come_in
from waypost.notices import worker
from waypost.notices.models import Notice
from waypost.people.actions import invitations, persons, rosters
from waypost.people.actions.invitations import ENDORSED_FOR
from waypost.people.actions.rosters import Participant, Roster
from waypost.people.models import Endorsement, Invitation, Organisation, Person, Post, Tenure
from waypost.people.roster import MOST

Enter = Callable[[Person], Client]

TYPED = """Wipa Kaewmanee; Wipa@ministry.invalid; Officer, Ranong; เจ้าหน้าที่ด่านระนอง; วิภา แก้วมณี

Thongchai Meesuk\tthongchai@ministry.invalid\tOfficer"""


def typed(cast: Cast, participants: str = TYPED, **given: Any) -> dict[str, Any]:
    return {
        "network": cast.programme.key,
        "participants": participants,
        "evidence": "Roster 3/2563 of 20 August",
        "language": "th",
        **given,
    }


def page(cast: Cast) -> str:
    return reverse("invite_roster", args=[cast.ministry.public_id])


def roster(cast: Cast, **given: Any) -> Roster:
    one = Participant("Wipa Kaewmanee", "wipa@ministry.invalid", "Officer", "Officer")
    return Roster(**{"network": cast.programme, "evidence": "Roster 3", "participants": (one,), **given})


def test_everybody_on_it_is_invited_and_a_slip_is_shown_once(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.secretariat)
    assert browser.get(page(cast)).status_code == 200
    assert browser.post(page(cast), typed(cast)).url == reverse("hand_over")
    said = browser.get(reverse("hand_over")).content.decode()
    assert said.count("/join/") == 2
    assert browser.get(reverse("hand_over")).url == reverse("invitations")
    made = Invitation.objects.order_by("pk")
    assert [(each.role, list(each.networks.all())) for each in made] == [("learner", [cast.programme])] * 2
    wipa, thongchai = [each.person for each in made]
    assert (wipa.email, wipa.name_native, wipa.language) == ("wipa@ministry.invalid", "วิภา แก้วมณี", "th")
    assert (made[0].title_th, made[1].title_th) == ("เจ้าหน้าที่ด่านระนอง", "Officer")
    assert thongchai.name_latin == "Thongchai Meesuk"
    row = AuditRow.objects.get(action="people.roster_invited")
    assert b"wipa" not in bytes(row.canonical).lower()


def test_who_comes_in_reads_the_programme_and_not_the_region(cast: Cast) -> None:
    enlisted = rosters.invite_roster(by=cast.secretariat, organisation=cast.ministry, roster=roster(cast))
    [(invitation, _secret)] = enlisted.invited
    come_in(invitation)
    person = Person.objects.get(email="wipa@ministry.invalid")
    assert person.networks() == [cast.programme.pk]


@pytest.mark.parametrize(
    ("participants", "sentence"),
    [
        ("Wipa; wipa@ministry.invalid", "Line 1: This wants name, mail address and post"),
        (
            "A B; a@x.invalid; O\n\nWipa; nowhere; Officer",
            "Line 3: Official mail address: This is no mail address.",
        ),
        (
            "วิภา; wipa@ministry.invalid; Officer",
            "Line 1: Full name in Latin letters: Write this name in Latin",
        ),
        ("A B; a@x.invalid; O\nC D; A@x.invalid; O", "Line 2: This address stands in line 1 too."),
        ("A B; a@x.invalid; O; O; O; O", "Line 1: This wants"),
        ("A B; a@x.invalid; O\n" * (MOST + 1), "At most 40 at once. This has 41 lines"),
        (" ", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_by_its_line_and_nobody_is_invited(
    cast: Cast, enter: Enter, participants: str, sentence: str
) -> None:
    answer = enter(cast.secretariat).post(page(cast), typed(cast, participants))
    assert answer.status_code == 422
    assert sentence in " ".join(" ".join(said) for said in answer.context["form"].errors.values())
    assert not Invitation.objects.exists()


def line(person: Person) -> str:
    return f"{person.name_latin}; {person.email}; Officer"


def paste(cast: Cast, browser: Client, organisation: Organisation, *lines: str, **given: Any) -> Any:
    address = reverse("invite_roster", args=[organisation.public_id])
    return browser.post(address, typed(cast, "\n".join(lines), **given), follow=True)


def words(person: Person) -> list[tuple[str, str, date, date]]:
    """Every word ever given for somebody: at which post, for which network, from when to when."""
    found = Endorsement.objects.filter(tenure__person=person).order_by("pk")
    return list(found.values_list("tenure__post__role", "network__key", "since", "until"))


def regional_only(cast: Cast) -> Person:
    """An officer of the department whose focal point is in the programme, who is not in it themselves."""
    person = cast.immigration_officer
    Endorsement.objects.filter(tenure__person=person, network=cast.programme).delete()
    return person


def test_who_has_an_account_takes_part_beside_their_post(cast: Cast, enter: Enter) -> None:
    person = regional_only(cast)
    before = words(person)
    answer = paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person), TYPED)
    assert answer.content.decode().count("/join/") == 2
    assert f"these take part now and are told: {person.name}." in answer.content.decode()
    assert not Invitation.objects.filter(person=person).exists()
    assert Person.objects.filter(email=person.email).count() == 1
    learner = Tenure.objects.get(person=person, post__role="learner")
    assert learner.is_provisional(TODAY)
    assert words(person) == [*before, ("learner", cast.programme.key, TODAY, TODAY + ENDORSED_FOR)]
    person.refresh_from_db()
    assert (person.role, person.networks()) == ("officer", [cast.regional.pk])
    persons.act_for(by=person, person=person, tenure=learner)
    assert Person.objects.get(pk=person.pk).networks() == [cast.programme.pk]
    facts = json.loads(bytes(AuditRow.objects.get(action="people.roster_invited").canonical))["facts"]
    assert facts == {"network": cast.programme.key, "participants": 3, "posts": [learner.post.public_id]}


def test_they_are_told_and_nobody_else_is(cast: Cast, enter: Enter) -> None:
    person = regional_only(cast)
    paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person), TYPED)
    for event in worker.untold():
        worker.tell(event)
    assert [notice.person for notice in Notice.objects.filter(kind="network.taking_part")] == [person]
    assert "You take part in a programme" in enter(person).get(reverse("inbox")).content.decode()


def test_a_roster_pasted_again_changes_nothing(cast: Cast, enter: Enter, hands: Hands) -> None:
    person = regional_only(cast)
    browser = enter(cast.immigration_focal_point)
    paste(cast, browser, cast.immigration, line(person))
    before = words(person)
    hands.forward(days=40)
    browser = enter(cast.immigration_focal_point)
    for again in (line(person), line(cast.immigration_focal_point)):
        answer = paste(cast, browser, cast.immigration, again)
        assert "take part already, and nothing was changed" in answer.content.decode()
    assert words(person) == before
    assert Tenure.objects.filter(person=person).count() == 2


def test_it_gives_back_no_word_that_ended(cast: Cast, enter: Enter, hands: Hands) -> None:
    """Neither the learner's own nor, by the learner's, the region's."""
    person = regional_only(cast)
    paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person))
    hands.forward(days=366)
    Endorsement.objects.filter(tenure__person=person, network=cast.regional).update(until=clock.today())
    before = words(person)
    answer = paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person), TYPED)
    assert answer.status_code == 422
    assert "nobody’s word holds any more" in answer.content.decode()
    assert words(person) == before
    assert not Invitation.objects.exists()


def test_a_word_for_a_learner_opens_nothing_at_the_post_beside_it(cast: Cast, enter: Enter) -> None:
    person = regional_only(cast)
    Endorsement.objects.filter(tenure__person=person).update(until=TODAY)
    paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person))
    assert Tenure.objects.filter(person=person, post__role="learner").exists()
    assert Person.objects.get(pk=person.pk).networks() == []


@pytest.mark.parametrize("lacking", [{"suspended_at": NOON}, {"second_factor": False}])
def test_who_could_not_come_in_holds_up_all(cast: Cast, enter: Enter, lacking: dict[str, Any]) -> None:
    person = regional_only(cast)
    Person.objects.filter(pk=person.pk).update(**lacking)
    answer = paste(cast, enter(cast.immigration_focal_point), cast.immigration, TYPED, line(person))
    assert answer.status_code == 422
    assert f"{person.name} can&#x27;t sign in at present" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert not Tenure.objects.filter(post__role="learner", person=person).exists()


def test_nobody_vouches_for_themselves(cast: Cast, enter: Enter) -> None:
    """The secretariat holds a post in the ministry, too."""
    post = Post.objects.get(tenures__person=cast.ministry_officer)
    Tenure.objects.create(person=cast.secretariat, post=post, since=TODAY)
    answer = paste(cast, enter(cast.secretariat), cast.ministry, line(cast.secretariat))
    assert "is you: somebody else vouches for you" in answer.content.decode()


def test_a_way_in_that_was_open_is_closed_and_no_other(cast: Cast, enter: Enter) -> None:
    """Of somebody who joins, the invitation as a learner: else they would be one twice."""
    person = regional_only(cast)
    kept = {
        "person": person, "organisation": cast.immigration, "title_en": "Officer", "title_th": "Officer", "at": NOON,
        "invited_by": cast.secretariat, "vouching": cast.secretariat.tenure, "expires_at": NOON + timedelta(hours=72),
    }  # fmt: skip
    as_learner, as_deputy, renewal = (
        Invitation.objects.create(secret_hash=str(number), role=role, purpose=purpose, **kept)
        for number, (role, purpose) in enumerate(
            [("learner", "post"), ("deputy", "post"), ("officer", "renewal")]
        )
    )
    paste(cast, enter(cast.immigration_focal_point), cast.immigration, line(person))
    still = Invitation.objects.filter(withdrawn_at=None)
    assert set(still) == {as_deputy, renewal}
    assert as_learner not in still


def seen(cast: Cast, answer: Any, line: str) -> str:
    """What the paster's page says, without what differs by what they typed themselves and by chance."""
    text = answer.content.decode()
    for word in (
        *re.findall(r"/join/[\w-]+", text),
        *re.findall(r"data:image[^\"]+", text),
        *line.split("; "),
    ):
        text = text.replace(word, "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.mark.parametrize(
    "elsewhere", ["officer", "coast_focal_point", "suspended", "auditor", "ministry_officer"]
)
def test_of_a_post_elsewhere_it_tells_nothing(cast: Cast, enter: Enter, elsewhere: str) -> None:
    """To the focal point of another organisation each is as much a stranger as an address nobody knows."""
    person, paster = getattr(cast, elsewhere), cast.immigration_focal_point
    member, stranger = (
        f"{name}; {email}; Officer"
        for name, email in (
            ("Wipa Kaewmanee", person.email),
            ("Wipa Kaewmanee", "nobody@immigration.invalid"),
        )
    )
    said = seen(cast, paste(cast, enter(paster), cast.immigration, member), member)
    assert said == seen(cast, paste(cast, enter(paster), cast.immigration, stranger), stranger)
    assert said.count("/join/") == 0
    assert "…" in said
    assert not Tenure.objects.filter(person=person, post__role="learner").exists()


def test_nor_to_the_secretariat_of_the_programme_who_is_in_the_region(cast: Cast, enter: Enter) -> None:
    """Whoever runs the programme alone may not know who of a department belongs to the region."""
    person, paster = regional_only(cast), cast.secretariat
    Endorsement.objects.filter(tenure__person=paster, network=cast.regional).delete()
    stranger = f"{person.name_latin}; nobody@immigration.invalid; Officer"
    said = seen(cast, paste(cast, enter(paster), cast.immigration, line(person)), line(person))
    assert said == seen(cast, paste(cast, enter(paster), cast.immigration, stranger), stranger)
    invitation = Invitation.objects.get(person=person)
    invitations.accept(by=person, invitation=invitation, enrolment=None)
    assert (
        Tenure.objects.get(person=person, post__role="learner").endorsements.get().network == cast.programme
    )


def test_only_whoever_is_in_charge_of_learners_there_and_in_the_programme(cast: Cast, enter: Enter) -> None:
    for name, status in (
        ("focal_point", 404),  # the region only
        ("immigration_focal_point", 403),  # another organisation
        ("ministry_officer", 403),
        ("learner", 404),
        ("outsider", 404),
    ):
        browser = enter(getattr(cast, name))
        assert browser.get(page(cast)).status_code == status, name
        assert browser.post(page(cast), typed(cast)).status_code == status, name
    with pytest.raises(Denied):
        rosters.invite_roster(
            by=cast.immigration_focal_point, organisation=cast.ministry, roster=roster(cast)
        )


def test_it_opens_no_network_but_a_programme(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.secretariat).post(page(cast), typed(cast, network=cast.regional.key))
    assert answer.status_code == 422
    with pytest.raises(Denied):
        rosters.invite_roster(
            by=cast.secretariat, organisation=cast.ministry, roster=roster(cast, network=cast.regional)
        )


def test_nor_does_the_invitation_of_one_learner(cast: Cast, enter: Enter) -> None:
    form = {
        "name_latin": "Wipa Kaewmanee",
        "email": "wipa@ministry.invalid",
        "role": "learner",
        "title_en": "Officer",
        "title_th": "Officer",
        "language": "th",
        "networks": [cast.regional.pk, cast.programme.pk],
        "evidence": "Called.",
    }
    browser = enter(cast.secretariat)
    address = reverse("invite", args=[cast.ministry.public_id])
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert "to a programme only" in answer.content.decode()
    assert browser.post(address, {**form, "networks": [cast.programme.pk]}).status_code == 302


def test_nor_does_it_tell_the_secretariat_of_one_network_who_is_in_another(cast: Cast, enter: Enter) -> None:
    person, paster = regional_only(cast), cast.secretariat
    form = {
        "name_latin": "Wipa Kaewmanee",
        "email": person.email,
        "role": "learner",
        "title_en": "Officer",
        "title_th": "Officer",
        "language": "th",
        "networks": [cast.programme.pk],
        "evidence": "Called.",
    }
    address = reverse("invite", args=[cast.immigration.public_id])
    assert "has access for this organisation already" in enter(paster).post(address, form).content.decode()
    Endorsement.objects.filter(tenure__person=paster, network=cast.regional).delete()
    assert enter(paster).post(address, form).url == reverse("hand_over")
