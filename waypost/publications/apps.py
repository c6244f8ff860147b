from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "waypost.publications"
    label = "publications"

    def ready(self) -> None:
        from waypost.files.reading import when_read
        from waypost.publications import actions, figures, notices  # noqa: F401  registers doors and figures
        from waypost.publications.search import following
        from waypost.publications.search import notices as of_finding

        of_finding.declare_all()
        notices.declare_all()
        following.register_all()
        when_read(actions.attaching.text_was_read)
        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.face.navigation import Place, everybody, register

    register("items", _("Library"), "items", order=30, at={Place.ROOMS, Place.FOOT}, shown_to=everybody)
    register("find", _("Search"), "items", order=30, at={Place.BAR}, shown_to=everybody, alone=True)
