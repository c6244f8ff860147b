from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "waypost.core"
    label = "core"

    def ready(self) -> None:
        from waypost.core import seal  # noqa: F401  registers the sealer's tick
