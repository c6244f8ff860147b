from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "waypost.requests"
    label = "requests"

    def ready(self) -> None:
        from waypost.requests import actions, notices  # noqa: F401  registers doors and ticks

        notices.declare_all()
        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("requests", _("Requests"), "requests", order=35, at={Place.ROOMS, Place.FOOT})
