from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "waypost.projects"
    label = "projects"

    def ready(self) -> None:
        from waypost.projects import actions, notices  # noqa: F401  they register themselves

        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("activities", _("Who does what"), "activities", order=61, at={Place.FOOT})
