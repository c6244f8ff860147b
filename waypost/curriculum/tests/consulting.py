"""A curriculum on which a group is consulted, for the tests of this room and of others."""

from datetime import date
from typing import Any

from tests.cast import Cast
from waypost.curriculum.actions.signing import sign_off
from waypost.curriculum.actions.versions import move, write
from waypost.curriculum.models import Curriculum, CurriculumVersion, SignOff, Status
from waypost.files.intake import take_in
from waypost.files.tests import corpus
from waypost.training.tests.teaching import taught

DAY = date(2020, 8, 20)


def kept() -> Curriculum:
    return Curriculum.unfiltered.get()


def version(number: str = "1.0.0") -> CurriculumVersion:
    return CurriculumVersion.unfiltered.get(number=number)


def consulted(cast: Cast) -> CurriculumVersion:
    """A version in consultation in the group of the police, who keep it, and the coast guard."""
    taught(cast)
    found = kept()
    words = {"title_en": found.title_en, "title_th": found.title_th, "mark": found.mark}
    write(by=cast.focal_point, curriculum=found, group=cast.maritime, **words)
    return move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.CONSULTATION)


def signed(by: Any, number: str = "1.0.0", digest: str = "", **more: Any) -> SignOff:
    given = {"organisation": by.organisation, "signed_on": DAY, "letter": "", **more}
    clean = take_in(corpus.pdf(), "letter.pdf")
    digest = digest or version(number).digest
    return sign_off(by=by, curriculum=kept(), number=number, digest=digest, scan=clean, **given)
