"""Working groups of a network: who sits in them, when they meet, what they decide."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "waypost.groups"
    label = "groups"

    def ready(self) -> None:
        from waypost.groups import actions, figures, notices, ticks  # noqa: F401  they register themselves

        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("groups", _("Groups"), "groups", order=38, at={Place.ROOMS, Place.FOOT})
    register("meetings", _("Meetings"), "meetings", order=39, at={Place.FOOT})
