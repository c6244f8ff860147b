"""Who has signed off a version, as those who may know it read it: always from ``visible_to``."""

from waypost.access.keys import Viewer
from waypost.access.policies import may_write
from waypost.core import clock
from waypost.curriculum.models import Curriculum, CurriculumVersion, SignOff
from waypost.curriculum.policies import is_consulted, may_propose, may_sign_off
from waypost.curriculum.signing import Standing, departments, standings
from waypost.people.models import Organisation


def standing_of(viewer: Viewer, curriculum: Curriculum, version: CurriculumVersion) -> list[Standing]:
    """How each department of the group stands with a version today; nothing for whoever may not know. Two queries."""
    if not is_consulted(viewer, curriculum):
        return []
    rows = SignOff.visible_to(viewer).filter(version__curriculum=curriculum.pk).select_related("version")
    return standings(departments(curriculum.group_id, clock.today()), version, rows)


def sign_off_named(viewer: Viewer, curriculum: Curriculum, public_id: str) -> SignOff | None:
    rows = SignOff.visible_to(viewer).filter(version__curriculum=curriculum.pk, public_id=public_id)
    return rows.select_related("scan", "organisation").first()


def speaks(viewer: Viewer, curriculum: Curriculum) -> bool:
    """Does the viewer sit in the group for a department? A chair and a secretary may sit there for none."""
    own = viewer.organisation.pk if viewer.organisation else 0
    return may_propose(viewer, curriculum) and own in {
        each.pk for each in departments(curriculum.group_id, clock.today())
    }


def signs_for(viewer: Viewer, curriculum: Curriculum) -> list[Organisation]:
    """The departments whose sign-off this viewer may keep: the keeper each one's, a department its own."""
    if curriculum.group_id is None or not may_sign_off(viewer, curriculum):
        return []
    bodies = departments(curriculum.group_id, clock.today())
    own = viewer.organisation.pk if viewer.organisation else 0
    return bodies if may_write(viewer, curriculum) else [each for each in bodies if each.pk == own]
