from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "waypost.notices"
    label = "notices"

    def ready(self) -> None:
        from waypost.notices import actions, digests, notices  # noqa: F401  registers doors, ticks and tellings
