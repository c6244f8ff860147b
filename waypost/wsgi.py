"""The web server's way in."""

import gc
import os

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
application = get_wsgi_application()

# A web server runs no command, and only commands run the system checks: so it refuses to start here.
BaseCommand().check()

# What stands now stays, and a page's objects go when it is answered: looking for cycles among them as often as Python
# does by itself took up to a tenth of a page.
gc.collect()
gc.freeze()
gc.set_threshold(25_000, 20, 20)
