"""What waits for a person: answers due, approvals, what was sent back, requests for wider release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.access.keys import ANYBODY, viewer_given
from waypost.core import clock
from waypost.core.compiled import Among, Compiled
from waypost.core.remembering import remembered
from waypost.people.models import Person
from waypost.publications.lists import (
    Reading,
    Row,
    best_of,
    columns,
    everything,
    listed,
    rows_for,
)
from waypost.publications.models import Addressee, Publication, Text, Version, WiderRequest
from waypost.publications.reminders import Heard, heard
from waypost.publications.states import Stage

_MOST = 20  # who has more than that waiting begins with the oldest


@dataclass(frozen=True)
class Need:
    """One thing to do: what, about which item, by when (or since when), and the page of the act."""

    what: Any
    row: Row
    address: str
    button: Any
    due_at: datetime | None = None
    since: datetime | None = None
    told: Any = ""
    main: bool = False
    is_review: bool = False

    @property
    def text(self) -> Text | None:
        return self.row.text


def needs_of(person: Person) -> list[Need]:
    """Everything that waits for this person: by deadline, what is late before all; then what has none, by how long
    it has waited.
    """
    return in_order([*_answers(person), *_in_work(person), *_wider(person)])


def in_order(needs: Iterable[Need]) -> list[Need]:
    now = clock.now()
    return sorted(needs, key=lambda need: (need.due_at is None, need.due_at or need.since or now))


def _answers(person: Person) -> list[Need]:
    """Answers the person may give: for the organisation as a focal point or deputy, under RED for oneself."""
    asked = {row.version_id: row for row in Addressee.to_answer(person)}
    items = listed(_ITEMS(versions=list(asked), **viewer_given(person)))
    reminded = any(row.rung for row in asked.values())
    told = heard(items, asked.values()) if reminded else {}
    return [
        Need(
            what=_("Acknowledge"),
            row=row,
            address=reverse("item", args=[row.publication.public_id]) + "#ack",
            button=_("Acknowledge"),
            due_at=asked[row.publication.live_id or 0].due_at,
            main=True,
            told=_("Your mission focal point was told.")
            if Heard.MISSION in told.get(asked[row.publication.live_id or 0].pk, ())
            else "",
        )
        for row in rows_for(person, items, reading=Reading(frozenset(), asked))
    ]


_ITEMS = Compiled(lambda versions: columns(everything(ANYBODY).filter(Among("live", versions))))


def _in_work(person: Person) -> list[Need]:
    """What waits for this person's approval, and what was sent back to them: four queries."""
    given = viewer_given(person)
    sent_back = [each for each in own_work(person) if each.stage == Stage.DRAFT and each.returned_because]
    now = clock.now()
    waiting = sorted([*_TO_APPROVE(**given), *sent_back], key=lambda each: each.submitted_at or now)
    versions = waiting[:_MOST]
    found = _HEADS(publications={each.publication_id for each in versions}, **given)
    heads = {head.pk: head for head in listed(found)}
    texts = best_of(_TEXTS(versions=[version.pk for version in versions], **given))
    return [
        (_approval if version.stage == Stage.REVIEW else _sent_back)(
            version, Row(heads[version.publication_id], texts.get(version.pk))
        )
        for version in versions
        if version.publication_id in heads
    ]


def own_work(person: Person) -> list[Version]:
    """The versions this person is writing, or has sent to approval. One query, once a request."""
    return remembered(("own work", person.pk), lambda: _OWN(**viewer_given(person)))


def _as_told(found: QuerySet[Version]) -> QuerySet[Version]:
    return found.only("publication", "stage", "submitted_at", "returned_because")


_OWN = Compiled(lambda: _as_told(Version.worked_on_by(ANYBODY).filter(author=ANYBODY.pk)))
_TO_APPROVE = Compiled(
    lambda: _as_told(
        Version.worked_on_by(ANYBODY)
        .filter(stage=Stage.REVIEW)
        .exclude(author=ANYBODY.pk)
        .order_by("submitted_at")[:_MOST]
    )
)
# Of what is withdrawn nothing is left to do.
_HEADS = Compiled(
    lambda publications: columns(
        Publication.visible_to(ANYBODY).filter(Among("pk", publications)).exclude(stage=Stage.WITHDRAWN)
    )
)
_TEXTS = Compiled(
    lambda versions: (
        Text.visible_to(ANYBODY)
        .filter(Among("version", versions))
        .only("version", "language", "authoritative", "title")
    )
)


def _approval(version: Version, row: Row) -> Need:
    return Need(
        what=_("Approve"),
        row=row,
        address=reverse("review", args=[row.publication.public_id]),
        button=_("Review"),
        since=version.submitted_at,
        is_review=True,
    )


def _sent_back(version: Version, row: Row) -> Need:
    return Need(
        what=_("Sent back to you"),
        row=row,
        address=reverse("write", args=[row.publication.public_id]),
        button=_("Change it"),
        since=version.submitted_at,
        told=version.returned_because,
    )


def _wider(person: Person) -> list[Need]:
    since = WiderRequest.to_answer(person)
    if not since:
        return []
    publications = Publication.visible_to(person).filter(pk__in=since).select_related("originator")
    return [
        Need(
            what=_("Wider release is asked"),
            row=row,
            address=reverse("wider", args=[row.publication.public_id]),
            button=pgettext("act", "Answer"),  # the noun is another word in Thai
            since=since[row.publication.pk],
        )
        for row in rows_for(person, publications, reading=Reading(frozenset(), {}))
    ]
