"""Verbs of the room: proposing a focal point, registering, sending back, inviting."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import Clockwork, about, action, note
from waypost.core.errors import Denied, Refused
from waypost.core.policies import only_the_clock
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.network.lists import came_to_nothing, is_first
from waypost.network.models import Nomination
from waypost.network.policies import Role, could, may, may_propose
from waypost.network.states import Stage
from waypost.people.actions.forgetting import AT_ONCE
from waypost.people.actions.invitations import Invited, make_invitation, person_of
from waypost.people.models import Invitation, Network, Organisation, Person, Tenure
from waypost.people.models.posts import current


@dataclass(frozen=True)
class Proposal:
    """The candidate, and the state's letter that names them."""

    email: str
    name_latin: str
    title_en: str
    title_th: str
    letter_number: str
    letter_date: date
    signatory: str
    name_native: str = ""
    rank_title: str = ""
    rank_native: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Call:
    """Who answered when the office was called back, at which of its published numbers."""

    number: str
    whom: str
    at: datetime


@action("network.focal_point_proposed", allowed=may_propose)
def propose(
    *, by: Person, organisation: Organisation, network: Network, proposal: Proposal, letter: Clean
) -> Nomination:
    """Propose somebody as an organisation's focal point. Nothing is asked about the candidate: whether the portal knows
    the address stays the portal's.
    """
    if network.pk not in by.networks():
        raise Denied("network.focal_point_proposed", "Not in that network.")
    assert by.tenure is not None  # noqa: S101  the policy asked
    now = clock.now()
    nomination = Nomination.objects.create(
        network=network,
        organisation=organisation,
        proposed_by=by,
        proposing=by.tenure,
        proposed_at=now,
        stage=Stage.PROPOSED,
        stage_since=now,
        letter=vault.keep(_stamped(letter)),
        **asdict(proposal),
    )
    about(nomination)
    note(organisation=organisation.public_id)
    return nomination


@action("network.nomination_corrected", allowed=may("correct"))
def correct(*, by: Person, nomination: Nomination, proposal: Proposal, letter: Clean | None) -> Nomination:
    """Propose again what was sent back. Without a new letter the old one stays."""
    for name, value in asdict(proposal).items():
        setattr(nomination, name, value)
    if letter is not None:
        nomination.letter = vault.keep(_stamped(letter))
    nomination.registered_by = nomination.second = None
    return _moved(nomination, Stage.PROPOSED)


@action("network.nomination_registered", allowed=may("register"))
def register(*, by: Person, nomination: Nomination) -> Nomination:
    """Take note that the letter is genuine and complete. A member's first focal point wants two different persons."""
    if nomination.stage == Stage.SECOND:
        nomination.second = by
        return _moved(nomination, Stage.REGISTERED)
    nomination.registered_by = by
    return _moved(nomination, Stage.SECOND if is_first(nomination) else Stage.REGISTERED)


@action("network.nomination_returned", allowed=may("send_back"))
def send_back(*, by: Person, nomination: Nomination, because: str) -> Nomination:
    """Ask whoever proposed for something else, with the reason."""
    nomination.returned_because = because
    return _moved(nomination, Stage.RETURNED)


@action("network.nomination_withdrawn", allowed=may("withdraw"))
def withdraw(*, by: Person, nomination: Nomination) -> Nomination:
    return _moved(nomination, Stage.WITHDRAWN)


@action("network.candidate_invited", allowed=may("invite"))
def invite(*, by: Person, nomination: Nomination, call: Call) -> tuple[Invitation, str]:
    """Invite the candidate once the office confirmed the letter on the telephone. ``by`` vouches; the recruit counts
    for whoever proposed. Returns the invitation and its secret, which exists in clear only here.
    """
    if call.at > clock.now():
        sentence = _("This is in the future. Write when you called.")
        raise Refused(sentence, at=sentence)
    if call.at < nomination.proposed_at.replace(second=0, microsecond=0):  # one writes hours and minutes
        sentence = _("This is before the nomination was proposed. Call the office again, and write when.")
        raise Refused(sentence, at=sentence)
    _refuse_holder(nomination)
    invited = Invited(
        email=nomination.email,
        name_latin=nomination.name_latin,
        name_native=nomination.name_native,
        rank_title=nomination.rank_title,
        rank_native=nomination.rank_native,
        role=Role.FOCAL_POINT,
        title_en=nomination.title_en,
        title_th=nomination.title_th,
        language=nomination.language,
        networks=(nomination.network,),
        evidence=_evidence(nomination, call),
    )
    person = person_of(nomination.organisation, invited)
    invitation, secret = make_invitation(
        by, nomination.organisation, invited, person, _counts_for(nomination)
    )
    assert secret is not None  # noqa: S101  a second voucher is wanted for deputies
    nomination.called_by, nomination.called_number = by, call.number
    nomination.called_whom, nomination.called_at = call.whom, call.at
    nomination.invitation = invitation
    _moved(nomination, Stage.INVITED)
    return invitation, secret


def too_late(act: str, by: Person, nomination: Nomination) -> Refused | None:
    """The sentence for somebody who might do ``act`` but comes when another was quicker; None where it can be done."""
    if may(act)(by, nomination) or not could(act, by, nomination):
        return None
    return Refused(
        _("This nomination has moved on: %(stage)s. Look at it again.")
        % {"stage": nomination.stage_now.label}
    )


def _moved(nomination: Nomination, stage: Stage) -> Nomination:
    nomination.stage, nomination.stage_since = stage, clock.now()
    nomination.save()
    note(stage=str(stage), organisation=nomination.organisation.public_id)
    return nomination


def _stamped(letter: Clean) -> Clean:
    """Every copy of a letter carries its reader's name, so it is something that can."""
    if not letter.kind.stamped:
        sentence = _("The letter is a PDF or a picture. Save it as one of these, and choose it again.")
        raise Refused(sentence, letter=sentence)
    return letter


def _refuse_holder(nomination: Nomination) -> None:
    """Focal points are known to the whole network: saying that somebody is one already tells nothing new."""
    held = Tenure.objects.filter(
        current(clock.today()),
        post__role=Role.FOCAL_POINT,
        post__organisation=nomination.organisation,
        person__email=nomination.email.strip().lower(),
    )
    if held.exists():
        raise Refused(
            _("This person is a focal point of this organisation already. Withdraw the nomination.")
        )


def _counts_for(nomination: Nomination) -> Tenure | None:
    proposing = nomination.proposing
    return proposing if proposing.post.role == Role.MISSION_FOCAL_POINT else None


def _evidence(nomination: Nomination, call: Call) -> str:
    letter = f"Letter {nomination.letter_number} of {nomination.letter_date.isoformat()}"
    called = f"called back {call.number} ({call.whom}) {call.at:%Y-%m-%d %H:%MZ}"
    return f"{letter}, signed by {nomination.signatory}; {called}"[:300]


@action("network.nominations_forgotten", allowed=only_the_clock)
def forget(*, by: Clockwork) -> bool:
    """Forget the nominations nobody came in by; their letters go with them. Returns whether there may be more."""
    past = list(came_to_nothing().order_by("pk").values_list("pk", "public_id")[:AT_ONCE])
    Nomination.objects.filter(pk__in=[pk for pk, _ident in past]).delete()
    note(nominations=[ident for _pk, ident in past])
    return len(past) == AT_ONCE
