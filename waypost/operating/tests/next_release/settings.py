"""The settings of the release to come: those of this one, and the app with its migration."""

from waypost.settings import *  # noqa: F403
from waypost.settings import INSTALLED_APPS as BEFORE

INSTALLED_APPS = [*BEFORE, "waypost.operating.tests.next_release"]
