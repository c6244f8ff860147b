from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "waypost.desk"
    label = "desk"

    def ready(self) -> None:
        from waypost.desk import actions, menu, notices, ticks  # noqa: F401  registers the door, its telling, the tick

        menu.fill()
