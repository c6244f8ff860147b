"""Alerts and a genuine reference of the leak matrix: one alert of every mark, and one in every other stage.

What an alert has beside what all items have carries canaries too: its findings, its picture, what the approver alone is
told, the words of those who saw it too and of the issuing state, and its number series, whose numbers are canaries in
capitals. The coast guard's state issued the document.
"""

from dataclasses import replace
from functools import cache, partial
from typing import Any, NamedTuple

from tests.cast import Cast
from tests.leaks import (
    READERS,
    Item,
    More,
    make_item,
    new,
    words,
)
from tests.test_rule import Thing
from waypost.access.marks import Mark
from waypost.alerts.actions import contesting, redacting, seeing, writing
from waypost.alerts.models import Term
from waypost.alerts.policies import may_contest
from waypost.alerts.tests.alerting import PART, declared
from waypost.alerts.tests.urgent import alone, urgent
from waypost.core import clock
from waypost.files.intake import Clean, take_in
from waypost.files.tests import corpus
from waypost.publications.actions import attaching, drafting
from waypost.publications.models import Attachment, Publication
from waypost.publications.states import Stage

ISSUER, DOCUMENT = PART["issuer"], PART["document"]
NUMBERS = ("1000", "1999")  # what a series begins and ends with, behind its canary
# Under each mark, what the picture shows: under AMBER a genuine one and a false one make an exercise of the drill.
ROLES = {Mark.GREEN: ("FAL",), Mark.AMBER: ("GEN", "FAL")}


def make_alerts(cast: Cast) -> list[Item]:
    """Every mark, published; a draft, one that waits, one that was withdrawn; one that a focal point published alone.
    All name one reference, which not all of their readers see, and point into its picture.
    """
    Term.objects.filter(vocabulary="issuer", code=ISSUER).update(member_key=cast.coast.member.key)
    lent: list[str] = []
    say = partial(_say_of_a_reference, lent=lent)
    reference = make_item(cast, Mark.AMBER, Stage.PUBLISHED, "specimen", More(write=say))
    specimen = Reference(reference.public_id, *lent)
    stages = [(mark, Stage.PUBLISHED) for mark in Mark]
    stages += [(Mark.RED, Stage.DRAFT), (Mark.GREEN, Stage.REVIEW), (Mark.AMBER, Stage.WITHDRAWN)]
    alerts = [make_alert(cast, mark, stage, specimen) for mark, stage in stages]
    return [reference, *alerts, _published_alone(cast)]


class Reference(NamedTuple):
    """A genuine reference and its picture, by the public ids of item and file."""

    item: str
    file: str


def make_alert(
    cast: Cast, mark: Mark, stage: Stage, specimen: Reference | None = None, issuer: str = ISSUER
) -> Item:
    def say(cast: Cast, item: Item) -> None:
        _say(cast, item, specimen, issuer)

    return make_item(cast, mark, stage, "alert", More(say, _gather))


def _say(cast: Cast, item: Item, specimen: Reference | None, issuer: str) -> None:
    files = [_show(cast, item, role, item.content) for role in ROLES.get(item.thing.mark, ("GEN",))]
    part = {
        **PART,
        "issuer": issuer,
        "issuer_printed": _found(item),
        "model": _found(item),
        "without_issuer": new(item.work),
        "specimen": specimen.item if specimen else "",
        "findings": [_finding(item, each, files[0], specimen) for each in PART["findings"]],
    }
    drafting.save_part(by=cast.officer, publication=item.publication, part=part)
    _declare(cast, item, item.numbers)


def _finding(item: Item, each: dict[str, Any], file: str, specimen: Reference | None) -> dict[str, Any]:
    said = {side: {"en": _found(item), "th": _found(item)} for side in ("expected", "observed")}
    spots = {"false": {"file": file, "x": 0.4, "y": 0.6}}
    if specimen is not None:
        spots["genuine"] = {"file": specimen.file, "x": 0.5, "y": 0.5}
    return {**each, **said, **spots}


def _found(item: Item) -> str:
    """A canary of the content that the search finds."""
    item.part.append(new(item.content))
    return item.part[-1]


def _say_of_a_reference(cast: Cast, item: Item, lent: list[str]) -> None:
    lent.append(_show(cast, item, "GEN", item.content))
    part = {"issuer": ISSUER, "document": DOCUMENT, "model": _found(item)}
    drafting.save_part(by=cast.officer, publication=item.publication, part=part)


def _declare(cast: Cast, item: Item, into: list[str]) -> None:
    """A series whose numbers begin with a canary."""
    into.append(new([]).upper())
    series = replace(declared(*(f"{into[-1]}{each}" for each in NUMBERS)), reference=new(item.content))
    writing.save_findings(by=cast.officer, publication=item.publication, declared=[series])


@cache
def _picture() -> Clean:
    return take_in(corpus.picture(size=(240, 160)), "page.jpg")


def _show(cast: Cast, item: Item, role: str, into: list[str]) -> str:
    """A picture that says what it shows, with something covered in it. Returns the file's public id."""
    by, publication = cast.officer, item.publication
    clean = replace(_picture(), name=f"{new(into)}.jpg")
    row = attaching.attach(by=by, publication=publication, clean=clean)
    attaching.describe(by=by, publication=publication, descriptions={row.public_id: f"Item {new(into)}"})
    writing.place_pictures(
        by=by, publication=publication, pictures={row.public_id: writing.Says(role, "WHT")}
    )
    redacting.redact(
        by=by,
        publication=publication,
        attachment=row.public_id,
        file=row.file.public_id,
        boxes=[(0.1, 0.1, 0.2, 0.2)],
        clean=clean,
    )
    return str(Attachment.unfiltered.get(pk=row.pk).file.public_id)


def _gather(cast: Cast, item: Item) -> None:
    """Seen too, and contested twice: one word was answered, the other waits. And a series in the version in work."""
    by, publication = cast.coast_focal_point, Publication.unfiltered.get(pk=item.publication.pk)
    if item.thing.mark < Mark.RED:
        month = clock.today().replace(day=1)
        seeing.tell_seen(
            by=by, publication=publication, month=month, point="AIR", band="1", note=new(item.requests)
        )
    if may_contest(by, publication):
        contest = contesting.contest(by=by, publication=publication, reason=new(item.requests))
        contesting.answer_contest(
            by=cast.officer,
            publication=publication,
            contest=contest.public_id,
            outcome="upheld",
            answer=new(item.requests),
        )
        contesting.contest(by=by, publication=publication, reason=new(item.requests))
    item.publication = publication
    _declare(cast, item, item.coming)


def _published_alone(cast: Cast) -> Item:
    """Urgent, and written by the focal point: a second person has not checked it yet."""
    readers = READERS[Mark.AMBER]
    item = Item(Thing(Mark.AMBER, Stage.PUBLISHED, readers, author="focal_point"), Publication())
    part = {
        **PART,
        "issuer_printed": _found(item),
        "model": _found(item),
        "without_issuer": new(item.work),
    }
    written = urgent(cast, Mark.AMBER, to=[cast.coast], words=words(item.content), part=part)
    item.publication = Publication.unfiltered.get(
        pk=alone(written, cast.focal_point, ticked=frozenset({"without_issuer"})).pk
    )
    return item
