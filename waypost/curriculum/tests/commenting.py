"""Consultations in tests, by the room's own actions: ``consulted(cast)``."""

from datetime import date
from typing import Any

from tests.cast import SINCE, Cast
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.actions.consultation import Asked, CommentWords
from waypost.curriculum.lists.numbered import Place, places_of
from waypost.curriculum.models import Comment, Consultation, Curriculum, CurriculumVersion
from waypost.people.models import Person, Seat
from waypost.training.tests.teaching import taught

DEADLINE = date(2020, 9, 16)
ASKED: dict[str, Any] = {"asked_en": "Is it clear?", "asked_th": "ชัดเจนหรือไม่"}


def seated(cast: Cast) -> None:
    """Department B too, by its focal point: the cast's group seats the police and the coast guard."""
    post = cast.immigration_focal_point.acting_as.post
    Seat.objects.get_or_create(group=cast.maritime, post=post, defaults={"since": SINCE})


def consulted(cast: Cast, *, code: str = "C-1", **asked: Any) -> Consultation:
    """A version of the police's curriculum, put to the three departments of the maritime group."""
    seated(cast)
    version = taught(cast, code=code)
    curriculum = Curriculum.unfiltered.get(pk=version.curriculum_id)
    words = Asked(**{"deadline": DEADLINE, **ASKED, **asked})
    made = actions.open_consultation(
        by=cast.focal_point, curriculum=curriculum, number=version.number, group=cast.maritime, asked=words
    )
    return fresh(made)


def places(person: Person, consultation: Consultation) -> list[Place]:
    version = CurriculumVersion.visible_to(person).get(pk=consultation.version_id)
    return places_of(person, version)


def said(by: Person, consultation: Consultation, words: str, *, at: int = 1, **more: Any) -> Comment:
    """A comment on a paragraph, by its place in the document."""
    given = {"kind": "technical", "language": "en", **more}
    place = places(by, consultation)[at]
    return actions.comment(
        by=by, consultation=consultation, place=place, words=CommentWords(said=words, **given)
    )


def released(by: Person, consultation: Consultation) -> None:
    """What stands of the focal point's department goes out as its set."""
    own = by.organisation
    assert own is not None
    rows = Comment.of(consultation, own.pk).filter(state__in=("written", "released"))
    actions.release(by=by, consultation=consultation, seen=actions.set_print(rows))


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.unfiltered.get(pk=consultation.pk)
