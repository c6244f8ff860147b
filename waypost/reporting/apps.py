from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "waypost.reporting"
    label = "reporting"

    def ready(self) -> None:
        from waypost.face import navigation
        from waypost.reporting import actions, figures, notices, ticks  # noqa: F401  they register themselves
        from waypost.reporting.lists import editions as lists

        navigation.register(
            "edition",
            _("Newsletter"),
            "edition",
            order=70,
            at={navigation.Place.FOOT},
            shown_to=lambda _viewer: lists.newest() is not None,
        )
