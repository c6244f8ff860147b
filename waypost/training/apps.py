from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "waypost.training"
    label = "training"

    def ready(self) -> None:
        from waypost.publications.search import beside
        from waypost.training import actions, checks, figures, found, notices, ticks  # noqa: F401  they register themselves

        beside.register(found.found, found.differences, found.rebuild)
        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("training", _("Training"), "training", order=37, at={Place.ROOMS, Place.FOOT})
