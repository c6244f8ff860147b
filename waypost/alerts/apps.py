"""Document alerts and the document check."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "waypost.alerts"
    label = "alerts"

    def ready(self) -> None:
        from waypost.alerts import actions, notices, ticks  # noqa: F401  registers doors, the clock's work
        from waypost.alerts.kinds import register_kinds

        register_kinds()
        notices.declare_all()
        _enter_the_menu()


def _enter_the_menu() -> None:
    from django.utils.translation import gettext_lazy as _

    from waypost.alerts.policies import may_extend_words
    from waypost.face.navigation import Place, register

    alerts = ("kind", "alert")
    register("alerts", _("Alerts"), "items", order=20, at={Place.ROOMS, Place.FOOT}, only=alerts)
    register("check", _("Check"), "check", order=25, at={Place.ROOMS, Place.BAR, Place.FOOT})
    words = _("Words of alerts")
    register("alert-words", words, "alert_words", order=63, at={Place.FOOT}, shown_to=may_extend_words)
    register("drill", _("Drill"), "drill", order=45, at={Place.FOOT})
