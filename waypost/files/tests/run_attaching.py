"""Attaching a file, as a process of its own: see test_killed. Arguments: ids of author and item, and a name."""

import os
import sys

import django


def main(author: str, item: str, name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()

    from tests.cast import NOON
    from waypost.core import clock
    from waypost.files.intake import Clean
    from waypost.files.kinds import PDF
    from waypost.files.tests.test_killed import CONTENT, PREVIEW
    from waypost.people.backend import with_post
    from waypost.publications.actions import attaching
    from waypost.publications.models import Publication

    clock.run_by(lambda: NOON)
    attaching.attach(
        by=with_post().get(public_id=author),
        publication=Publication.unfiltered.get(public_id=item),
        clean=Clean(name, PDF, CONTENT, PREVIEW, 1, None, None),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
