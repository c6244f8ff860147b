from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "waypost.files"
    label = "files"

    def ready(self) -> None:
        from waypost.files import actions, checks, notices, ticks  # noqa: F401  register doors, what is told, the clock's work
