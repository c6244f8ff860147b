"""Who may read a programme's content. Who may begin and write one: ``access.policies``."""

from waypost.access.keys import Viewer
from waypost.training.models import Programme


def may_read(by: Viewer, programme: Programme) -> bool:
    return programme.is_visible_to(by)
