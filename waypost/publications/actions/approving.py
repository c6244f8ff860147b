"""The second pair of eyes, and what follows from its yes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Person
from waypost.publications import search
from waypost.publications.actions.drafting import check_still_right, reopen
from waypost.publications.actions.gating import check_gate, check_words
from waypost.publications.kinds import kind_of
from waypost.publications.models import Addressee, Publication, Text, Version
from waypost.publications.policies import may
from waypost.publications.reaching import asked
from waypost.publications.states import Stage


@action("publications.returned", allowed=may("return"))
def send_back(*, by: Person, publication: Publication, because: str) -> Publication:  # noqa: ARG001
    """The approver sends the version back with a reason."""
    if not because.strip():
        raise Refused(_("Say why you send it back, so that the author can mend it."), because=_("Say why."))
    check_words(contacts=True, because=because)
    reopen(publication, because.strip())
    return publication


@action("publications.published", allowed=may("approve"))
def approve(
    *,
    by: Person,
    publication: Publication,
    version: int,
    languages: frozenset[str],
    revision: int | None = None,
) -> Publication:
    """Publish the version the approver read, in the languages the approver answers for.

    Each language is approved by itself; the authoritative one always. Refused when the author is the same person.
    ``revision`` is the head's when the approver's page was opened: a version may be taken back, changed and sent
    again under the same number. None where no page was.
    """
    waiting = publication.in_work()
    assert waiting is not None  # noqa: S101  the policy asked
    if waiting.number != version or revision not in (None, publication.revision):
        raise Overtaken(
            _("This is not what you read: it was changed and sent again. Read it again before you approve."),
            theirs=waiting,
        )
    if waiting.author_id == by.pk:
        raise Refused(_("You wrote this version. Another person has to approve it."))
    check_still_right(publication)
    check_gate(publication, waiting)
    at = clock.now()
    _approve_texts(waiting, by, at, languages)
    _publish_version(waiting, by, at, publication)
    _publish_head(publication, waiting, at)
    _settle_part(publication, waiting.part)
    publication.recompile()
    search.index(publication)
    addressed = _address_those_reached(publication, waiting, at)
    doors.note(
        version=waiting.number,
        mark=Mark(publication.mark).label,
        addressed=addressed,
        first=waiting.number == 1,
    )
    return publication


def _settle_part(publication: Publication, part: dict[str, Any]) -> None:
    """Copy the published version's part into the kind's own columns, for filters."""
    model = kind_of(publication.kind).model
    names = {field.attname for field in model._meta.local_fields}
    columns = {name: value for name, value in part.items() if name in names}
    if columns:
        model.unfiltered.filter(pk=publication.pk).update(**columns)


def _publish_version(version: Version, by: Person, at: datetime, publication: Publication) -> None:
    version.stage, version.approved_by, version.published_at = Stage.PUBLISHED, by, at
    version.asks_answer = publication.asks_answer
    version.due_at = at + timedelta(hours=publication.answer_within) if publication.asks_answer else None
    version.save()


def _approve_texts(version: Version, by: Person, at: datetime, languages: frozenset[str]) -> None:
    texts = Text.unfiltered.filter(version=version.pk)
    main = texts.get(authoritative=True).language
    if main not in languages:
        raise Refused(
            _("The authoritative text has to be among those you approve."),
            languages=_("Tick the authoritative text."),
        )
    texts.filter(language__in=languages).exclude(author=by.pk).update(
        approved_by=by, approved_at=at, first_approved_at=at
    )
    if texts.filter(language=main, approved_at__isnull=True).exists():
        raise Refused(_("You wrote the authoritative text. Another person has to approve it."))


def _publish_head(publication: Publication, version: Version, at: datetime) -> None:
    publication.live_id, publication.stage = version.pk, Stage.PUBLISHED
    publication.published_at = at
    publication.public_at = None  # decided of the words that visitors read until now, not of these
    publication.revision += 1
    publication.save()


def _address_those_reached(publication: Publication, version: Version, at: datetime) -> int:
    """Fix the denominator: who is addressed now is who is asked. Returns how many."""
    if not version.asks_answer or version.due_at is None:
        return 0
    rows = addressees(publication, version, at, version.due_at)
    Addressee.unfiltered.bulk_create(rows)
    return len(rows)


def addressees(
    publication: Publication, version: Version, at: datetime, due_at: datetime, *, late: bool = False
) -> list[Addressee]:
    """One row for each organisation (under RED each person) that the publication reaches, but the originator's own."""
    return [
        Addressee(
            version_id=version.pk,
            organisation_id=organisation,
            person_id=person,
            at=at,
            due_at=due_at,
            late=late,
        )
        for organisation, person in asked(publication)
    ]
