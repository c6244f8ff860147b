from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "waypost.projects"
    label = "projects"

    def ready(self) -> None:
        from waypost.projects import actions, notices  # noqa: F401  they register themselves
