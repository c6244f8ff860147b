"""Curricula: what is taught, and what departments say of it."""

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "waypost.curriculum"
    label = "curriculum"

    def ready(self) -> None:
        from waypost.curriculum import actions, figures, notices, ticks, told  # noqa: F401  they register themselves

        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("curricula", _("Curricula"), "curricula", order=40, at={Place.FOOT})
