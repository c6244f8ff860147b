from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "waypost.demo"
    label = "demo"

    def ready(self) -> None:
        from waypost.demo import (
            actions,  # noqa: F401  registers the doors
            notices,  # noqa: F401  says that nobody is told
            stamp,
        )

        stamp.run_the_clock()
