from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "waypost.requests"
    label = "requests"

    def ready(self) -> None:
        from waypost.publications.search import beside
        from waypost.requests import actions, found, notices

        notices.declare_all()
        beside.register(found.found, actions.finding.differences, actions.finding.rebuild_all)
        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, register

    register("requests", _("Requests"), "requests", order=35, at={Place.ROOMS, Place.FOOT})
