from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "waypost.library"
    label = "library"

    def ready(self) -> None:
        from waypost.library.kinds import register_kinds

        register_kinds()
