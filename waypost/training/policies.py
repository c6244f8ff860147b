"""Who may read a programme's content. Who may begin and write one: ``access.policies``."""

from typing import Any

from waypost.access.keys import Viewer
from waypost.training.models import EModule, Launched, Programme


def may_read(by: Viewer, programme: Programme) -> bool:
    return programme.is_visible_to(by)


def may_take(by: Viewer, module: EModule) -> bool:
    """Whoever may read the programme may take its e-modules, while they are there."""
    return module.taken_off_at is None and module.is_visible_to(by)


def may_go_on(by: Launched, _what: Any) -> bool:
    """May whoever opened an e-module still read its programme?"""
    return Programme(pk=by.launch.programme_id).is_visible_to(by.person)
