from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "waypost.network"
    label = "network"

    def ready(self) -> None:
        from waypost.network import actions, notices, ticks  # noqa: F401  registers doors and ticks
        from waypost.network.policies import follows_recruiting

        notices.declare_all()
        _enter_the_menu(follows_recruiting)


def _enter_the_menu(shown_to: object) -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("recruiting", _("Recruiting"), "recruiting", order=60, at={Place.FOOT}, shown_to=shown_to)  # type: ignore[arg-type]
