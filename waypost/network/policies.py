"""Who may do what with a nomination: the part a person has in it, looked up in the state table. Pure questions."""

from collections.abc import Callable

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.core.remembering import remembered
from waypost.network.models import Nomination
from waypost.network.states import SEES, Part, Stage, step
from waypost.people.models import Organisation, Person, Post
from waypost.people.policies import is_in_charge

Role = Post.Role


def part_of(by: Person, nomination: Nomination) -> Part:
    """The part ``by`` has in a nomination, at the post they act for now."""
    if nomination.network_id not in by.networks():
        return Part.STRANGER
    if by.pk == nomination.proposed_by_id:
        return Part.PROPOSER if by.has_role(Role.MISSION_FOCAL_POINT, Role.SECRETARIAT) else Part.STRANGER
    if by.has_role(Role.SECRETARIAT):
        return Part.SECRETARIAT if by.pk == nomination.registered_by_id else Part.SECOND
    left = not nomination.proposing.is_current(clock.today())
    return Part.PROPOSER if left and nomination.organisation.member_id in _covered(by) else Part.STRANGER


def _covered(by: Person) -> frozenset[int]:
    """The members a mission focal point covers."""
    tenure = by.tenure
    if tenure is None or not by.has_role(Role.MISSION_FOCAL_POINT):
        return frozenset()
    covers = tenure.post.covers
    return remembered(("covers", tenure.post_id), lambda: frozenset(covers.values_list("pk", flat=True)))


def sees(by: Person, nomination: Nomination) -> bool:
    return part_of(by, nomination) in SEES


def may(act: str) -> Callable[[Person, Nomination], bool]:
    """The policy of one act of the state table."""

    def policy(by: Person, nomination: Nomination) -> bool:
        return may_now(act, by, nomination)

    policy.__name__ = f"may_{act}"
    return policy


def may_now(act: str, by: Person, nomination: Nomination) -> bool:
    """May ``by`` do ``act`` as things stand?"""
    found = step(act, nomination.stage_now)
    return found is not None and part_of(by, nomination) in found.parts


def could(act: str, by: Person, nomination: Nomination) -> bool:
    """Has ``by`` the part that ``act`` wants in some stage: somebody who comes too late, not one with no business?"""
    part = part_of(by, nomination)
    return any(part in found.parts for stage in Stage if (found := step(act, stage)))


def may_propose(by: Person, organisation: Organisation) -> bool:
    """Whoever is in charge of focal points there: the member's mission focal points; where there are none, the
    secretariat. The secretariat's own organisation has no state that could nominate.
    """
    own = organisation.kind == Organisation.Kind.SECRETARIAT
    return not own and is_in_charge(by, organisation, Role.FOCAL_POINT)


def follows_recruiting(viewer: Viewer) -> bool:
    """For whom the board is: those who propose and those who register."""
    return viewer.is_active_member() and viewer.has_role(Role.MISSION_FOCAL_POINT, Role.SECRETARIAT)
