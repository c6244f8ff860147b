"""Signs the officer in and lets things happen that have to be told, as a process of its own; prints what came of it."""

import json
import os
import sys

import django


def main(many: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()

    from django.conf import settings
    from django.test import Client

    from tests import cast
    from tests.cast import NOON
    from tests.fixtures import sign_in
    from waypost.core import clock
    from waypost.files.models import StoredFile
    from waypost.notices.tests import world
    from waypost.people.models import Person
    from waypost.publications.models import Attachment

    clock.run_by(lambda: NOON)
    people = cast.gather()
    client = sign_in(Client(), people.officer)
    for _ in range(many):
        world.happened(people.police, everybody=True)
    file = Attachment.unfiltered.select_related("file").order_by("pk")[0]
    print(
        json.dumps(
            {
                "session": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
                "csrf": settings.CSRF_COOKIE_NAME,
                "network": people.regional.pk,
                "active": Person.objects.active().count(),
                "files": StoredFile.objects.count(),
                "size": file.file.size,
            }
        )
    )


main(int(sys.argv[1]))
