from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "waypost.people"
    label = "people"

    def ready(self) -> None:
        from waypost.people import actions, figures, notices, ticks  # noqa: F401  registers doors, figures, tellings, ticks
        from waypost.people.signin import checks, signals  # noqa: F401  follows what allauth does
