from django.apps import AppConfig


class OperatingConfig(AppConfig):
    name = "waypost.operating"
    label = "operating"

    def ready(self) -> None:
        from waypost.operating import actions, checks, notices  # noqa: F401  registers doors, checks, tellings
