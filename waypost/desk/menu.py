"""The menu's entries for the desk's own pages and for the rooms below the face, which cannot register theirs."""

from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.desk.policies import may_read_log, may_read_measures
from waypost.face.navigation import Place, everybody, register


def signed_in(viewer: Viewer) -> bool:
    return viewer.pk is not None


def active(viewer: Viewer) -> bool:
    return viewer.is_active_member()


def fill() -> None:
    register("home", _("Home"), "home", order=0, at={Place.ROOMS, Place.BAR}, shown_to=signed_in)
    register("people", _("People"), "people", order=40, at={Place.ROOMS, Place.FOOT})
    register("topics", _("Topics"), "topics", order=25, at={Place.FOOT})
    register("routes", _("Routes"), "routes", order=26, at={Place.FOOT})
    register("members", _("Members"), "members", order=27, at={Place.FOOT})
    register("coverage", _("Coverage"), "coverage", order=61, at={Place.FOOT}, shown_to=active)
    register(
        "measures",
        _("Measures of use"),
        "measures",
        order=62,
        at={Place.FOOT},
        shown_to=may_read_measures,
    )
    register(
        "audit",
        _("Audit log"),
        "audit",
        order=60,
        at={Place.ROOMS, Place.BAR, Place.FOOT},
        shown_to=may_read_log,
    )
    register("call", _("Who do I call?"), "call", order=45, at={Place.BAR, Place.FOOT})
    register("profile", _("Your profile"), "profile", order=80, at={Place.FOOT}, shown_to=signed_in)
    register("help", _("Help"), "help", order=90, at={Place.FOOT}, shown_to=everybody)
    register("handling", _("Handling rules"), "handling", order=91, at={Place.FOOT}, shown_to=everybody)
    register(
        "accessibility", _("Accessibility"), "accessibility", order=92, at={Place.FOOT}, shown_to=everybody
    )
    register("sign-out", _("Sign out"), "account_logout", order=99, at={Place.FOOT}, shown_to=signed_in)
