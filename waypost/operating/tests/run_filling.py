"""Fills a portal with the tests' cast, items and stored files, as a process of its own."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()

    from tests import cast
    from tests.cast import NOON
    from waypost.core import clock
    from waypost.files.intake import Clean
    from waypost.files.kinds import PDF
    from waypost.publications.actions import attaching
    from waypost.publications.tests.sharing import drafted

    clock.run_by(lambda: NOON)
    cast.assemble()
    people = cast.gather()
    item = drafted(people, to=[people.coast])
    content = b"%PDF-CANARY " * 10_000
    for name in ("one.pdf", "two.pdf"):
        clean = Clean(name, PDF, content, b"small", 1, None, None)
        attaching.attach(by=people.officer, publication=item, clean=clean)


main()
