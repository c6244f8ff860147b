from django.apps import AppConfig
from django.db.models.signals import m2m_changed


class AccessConfig(AppConfig):
    name = "waypost.access"
    label = "access"

    def ready(self) -> None:
        from waypost.access import actions, checks, notices  # noqa: F401  registers doors, tellings, system checks
        from waypost.access.marked import links_change_in_actions

        m2m_changed.connect(links_change_in_actions)
