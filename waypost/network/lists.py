"""The board: where each candidate stands, for how long, and who acts next. And whom one may propose."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.core import clock
from waypost.network.models import Nomination
from waypost.network.policies import Role, follows_recruiting, may_now, part_of
from waypost.network.states import Part, Stage
from waypost.people.actions.forgetting import LEFT_KEPT
from waypost.people.models import Endorsement, Network, Organisation, Person, Tenure
from waypost.people.models.posts import current

CLOSED_SHOWN = 20


def nominations_visible_to(person: Person) -> QuerySet[Nomination]:
    """Those one proposed, those of the members one covers whose proposer has left, and, for the secretariat, all of the
    networks it runs. ``policies.sees``, as a condition.
    """
    if not follows_recruiting(person):
        return Nomination.objects.none()
    found = Nomination.objects.filter(network__in=person.networks())
    if not person.has_role(Role.SECRETARIAT):
        assert person.tenure is not None  # noqa: S101  it follows recruiting
        left = ~current(clock.today(), "proposing__")
        covered = person.tenure.post.covers.values("pk")
        found = found.filter(Q(proposed_by=person) | Q(left, organisation__member__in=covered))
    return found.select_related(
        "network",
        "organisation__member",
        "proposed_by",
        "proposing",
        "registered_by",
        "second",
        "called_by",
        "letter",
        "invitation__tenure__person",
    )


def board_of(person: Person) -> tuple[list[Nomination], list[Nomination]]:
    """The candidates on their way, what is latest first; and the newest of those who arrived or won't."""
    rows = list(nominations_visible_to(person))
    on_the_way = sorted((row for row in rows if not row.is_over), key=_by_deadline)
    over = sorted((row for row in rows if row.is_over), key=lambda row: row.since, reverse=True)
    return on_the_way, over[:CLOSED_SHOWN]


def waiting_for(person: Person) -> list[Nomination]:
    """The nominations in which this person acts next, what is latest first."""
    return [row for row in board_of(person)[0] if is_next(person, row)]


def is_next(person: Person, row: Nomination) -> bool:
    """Is it this person's turn?"""
    if row.next is None:
        return False
    part = part_of(person, row)
    if row.stage_now == Stage.PROVISIONAL:
        return person.has_role(Role.SECRETARIAT) and row.invitation.invited_by_id != person.pk  # type: ignore[union-attr]
    staff = {Part.SECRETARIAT: {Part.SECRETARIAT, Part.SECOND}}
    return part in staff.get(row.next.part, {row.next.part})


def acts_on(person: Person, row: Nomination) -> set[str]:
    """The acts of the table that this person may do now."""
    return {
        act for act in ("register", "send_back", "correct", "invite", "withdraw") if may_now(act, person, row)
    }


def came_to_nothing() -> QuerySet[Nomination]:
    """Withdrawn, or invited and never come in, for half a year."""
    before = clock.now() - LEFT_KEPT
    withdrawn = Q(stage=Stage.WITHDRAWN, stage_since__lt=before)
    ended = Q(invitation__expires_at__lt=before) | Q(invitation__withdrawn_at__lt=before)
    return Nomination.objects.filter(withdrawn | (Q(stage=Stage.INVITED, invitation__used_at=None) & ended))


def is_first(nomination: Nomination) -> bool:
    """Has the member no focal point in this network yet?"""
    endorsed = Endorsement.objects.filter(
        current(clock.today()), tenure=OuterRef("pk"), network=nomination.network_id
    )
    held = Tenure.objects.filter(
        current(clock.today()),
        Exists(endorsed),
        post__role=Role.FOCAL_POINT,
        post__organisation__member=nomination.organisation.member_id,
    )
    return not held.exists()


def organisations_to_propose(person: Person) -> QuerySet[Organisation]:
    """For which organisations this person may propose a focal point (``policies.may_propose``, as a condition)."""
    tenure = person.tenure
    if tenure is None or not follows_recruiting(person):
        return Organisation.objects.none()
    found = Organisation.objects.exclude(kind=Organisation.Kind.SECRETARIAT)
    if not person.has_role(Role.SECRETARIAT):
        found = found.filter(member__in=tenure.post.covers.values("pk"))
    return found.select_related("member").order_by("member__name_en", "name_en")


def networks_of(person: Person) -> QuerySet[Network]:
    return Network.objects.filter(pk__in=person.networks())


def _by_deadline(row: Nomination) -> datetime:
    assert row.due_at is not None  # noqa: S101  it is not over
    return row.due_at
