"""What gunicorn serves in test_nodes: the portal, at the noon of the tests."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")

from waypost.wsgi import application  # isort: skip  # first: it sets Django up
from django.conf import settings

from tests.cast import NOON
from waypost.core import clock

# Files as they lie in the rooms, without a collectstatic first.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
clock.run_by(lambda: NOON)
__all__ = ["application"]
