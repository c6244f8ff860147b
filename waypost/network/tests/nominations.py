"""Nominations for tests: ``nominated(cast)`` is one that a mission focal point just proposed."""

from datetime import date
from typing import Any

from tests.cast import NOON, Cast
from waypost.core import clock
from waypost.files.intake import Clean
from waypost.files.kinds import PDF
from waypost.files.tests import corpus
from waypost.network import actions
from waypost.network.actions import Call, Proposal
from waypost.network.models import Nomination
from waypost.network.states import Stage
from waypost.people.actions import invitations
from waypost.people.actions.invitations import Enrolment
from waypost.people.models import Invitation, Person, Tenure

PROPOSAL = Proposal(
    email="new.focal@customs.invalid",
    name_latin="Dewi Lestari",
    rank_title="Ms",
    title_en="Organizational Focal Point",
    title_th="ผู้ประสานงานประจำหน่วยงาน",
    letter_number="B-12/2020",
    letter_date=date(2020, 8, 20),
    signatory="Director-General",
)


def letter(text: str = "Letter of nomination", name: str = "letter.pdf") -> Clean:
    return Clean(name, PDF, corpus.pdf(text), None, 1, None, None)


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def nominated(cast: Cast, organisation: str = "customs", **given: Any) -> Nomination:
    """Customs has a sister organisation with a focal point, so it isn't the member's first."""
    from dataclasses import replace

    return actions.propose(
        by=cast.mission_focal_point,
        organisation=getattr(cast, organisation),
        network=cast.regional,
        proposal=replace(PROPOSAL, **given),
        letter=letter(),
    )


def call(number: str = "+62 21 555 0101") -> Call:
    return Call(number=number, whom="Duty officer", at=clock.now())


def invited(cast: Cast, **given: Any) -> tuple[Nomination, str]:
    nomination = nominated(cast, **given)
    actions.register(by=cast.secretariat, nomination=nomination)
    _invitation, secret = actions.invite(
        by=cast.mission_focal_point, nomination=fresh(nomination), call=call()
    )
    return fresh(nomination), secret


def come_in(invitation: Invitation) -> Tenure:
    """The candidate accepts; a newcomer with a password and an app."""
    person = Person.objects.get(pk=invitation.person_id)
    enrolment = None if person.second_factor else Enrolment(password="x", app_secret="S" * 32, app_step=1)
    invitations.accept(by=person, invitation=Invitation.objects.get(pk=invitation.pk), enrolment=enrolment)
    tenure = Invitation.objects.get(pk=invitation.pk).tenure
    assert tenure is not None
    return tenure


def at_stage(cast: Cast, stage: Stage, hands: Any) -> Nomination:
    """A nomination that stands at this stage, by the portal's own steps."""
    staff, first = cast.secretariat, stage == Stage.SECOND
    if first:
        Tenure.objects.filter(post__role="focal-point").update(until=NOON.date())
    nomination = nominated(cast)
    if stage == Stage.WITHDRAWN:
        actions.withdraw(by=cast.mission_focal_point, nomination=nomination)
    elif stage == Stage.RETURNED:
        actions.send_back(by=staff, nomination=nomination, because="The date can't be read.")
    elif stage != Stage.PROPOSED:
        actions.register(by=staff, nomination=nomination)
    if stage in (Stage.INVITED, Stage.LAPSED, Stage.PROVISIONAL, Stage.MEMBER, Stage.LEFT):
        actions.invite(by=cast.mission_focal_point, nomination=fresh(nomination), call=call())
    if stage in (Stage.PROVISIONAL, Stage.MEMBER, Stage.LEFT):
        invitation = fresh(nomination).invitation
        assert invitation is not None
        tenure = come_in(invitation)
        if stage == Stage.LEFT:
            Tenure.objects.filter(pk=tenure.pk).update(since=NOON.date().replace(month=8), until=NOON.date())
    if stage in (Stage.LAPSED, Stage.MEMBER):
        hands.forward(days=4 if stage == Stage.LAPSED else 30)
    found = fresh(nomination)
    assert found.stage_now == stage
    return found
