from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "waypost.curriculum"
    label = "curriculum"

    def ready(self) -> None:
        from waypost.curriculum import actions, figures, notices, ticks, told  # noqa: F401  they register themselves
