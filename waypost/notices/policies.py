"""Who may do what to notices, mails and preferences. Pure questions."""

from typing import Any

from waypost.access.keys import Audience, Viewer, keys_of, opened
from waypost.notices.models import Mail, Notice
from waypost.people.models import Person


def may_keep_own(by: Viewer, person: Person) -> bool:
    """What somebody wants to hear of is their own affair."""
    return by.pk is not None and by.pk == person.pk


def may_read(by: Viewer, notice: Notice) -> bool:
    return by.pk is not None and notice.person_id == by.pk


def may_follow(by: Viewer, _kind: Any) -> bool:
    return by.is_active_member()


def may_send_again(by: Viewer, mail: Mail) -> bool:
    """The secretariat of a network looks after the mail to its people."""
    return bool(networks_run_by(by) & mail.networks())


def networks_run_by(viewer: Viewer) -> frozenset[int]:
    """Ids of the networks whose secretariat the viewer is."""
    keys = map(opened, keys_of(viewer))
    return frozenset(network for kind, _id, network in keys if kind == Audience.SECRETARIAT)
