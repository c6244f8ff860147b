"""The web server's way in."""

import os

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
application = get_wsgi_application()

# A web server runs no command, and only commands run the system checks: so it refuses to start here.
BaseCommand().check()
