"""Who has signed off a version, as those who may know it read it: always from ``visible_to``."""

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.curriculum.models import Curriculum, CurriculumVersion, SignOff
from waypost.curriculum.policies import is_consulted
from waypost.curriculum.signing import Standing, departments, standings


def standing_of(viewer: Viewer, curriculum: Curriculum, version: CurriculumVersion) -> list[Standing]:
    """How each department of the group stands with a version today; nothing for whoever may not know. Two queries."""
    if not is_consulted(viewer, curriculum):
        return []
    rows = SignOff.visible_to(viewer).filter(version__curriculum=curriculum.pk).select_related("version")
    return standings(departments(curriculum.group_id, clock.today()), version, rows)


def sign_off_named(viewer: Viewer, curriculum: Curriculum, public_id: str) -> SignOff | None:
    rows = SignOff.visible_to(viewer).filter(version__curriculum=curriculum.pk, public_id=public_id)
    return rows.select_related("scan", "organisation").first()
