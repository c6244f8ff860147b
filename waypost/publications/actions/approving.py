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
from waypost.publications.actions.drafting import check_can_go_out, check_complete, reopen
from waypost.publications.actions.gating import check_words
from waypost.publications.kinds import kind_of
from waypost.publications.models import Addressee, Publication, Text, Version
from waypost.publications.policies import may, may_publish_alone
from waypost.publications.reaching import asked
from waypost.publications.states import Stage


@action("publications.returned", allowed=may("return"))
def send_back(*, by: Person, publication: Publication, because: str) -> Publication:
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
    ticked: frozenset[str] = frozenset(),
) -> Publication:
    """Publish the version the approver read, in the languages the approver answers for.

    Each language is approved by itself; the authoritative one always. Refused when the author is the same person.
    ``revision`` is the head's when the approver's page was opened: a version may be taken back, changed and sent
    again under the same number. None where no page was. ``ticked`` are the sentences of the kind they answer for too.
    """
    waiting = _as_read(publication, version, revision)
    if waiting.author_id == by.pk:
        raise Refused(_("You wrote this version. Another person has to approve it."))
    return _publish(publication, waiting, by=by, languages=languages, ticked=ticked)


@action("publications.published_alone", allowed=may_publish_alone)
def publish_alone(
    *,
    by: Person,
    publication: Publication,
    version: int,
    languages: frozenset[str],
    revision: int | None = None,
    ticked: frozenset[str] = frozenset(),
) -> Publication:
    """Publish an urgent draft of one's own at once. Everything is asked that is asked when it is sent and approved but
    for the second person, who checks it afterwards (``confirm``).
    """
    writing = _as_read(publication, version, revision)
    check_complete(by, publication, writing)
    writing.alone = True
    return _publish(publication, writing, by=None, languages=languages, ticked=ticked)


def confirm(publication: Publication, version: Version, by: Person, ticked: frozenset[str]) -> None:
    """The second check of what was published alone: as an approval, after the fact. Inside an action."""
    _check_ticked(kind_of(publication.kind).ticks(publication, version), ticked)
    texts = Text.unfiltered.filter(version=version.pk, approved_at__isnull=False, approved_by__isnull=True)
    if texts.filter(author=by.pk, authoritative=True).exists():
        raise Refused(_("You wrote the authoritative text. Another person has to check it."))
    texts.exclude(author=by.pk).update(approved_by=by)
    version.approved_by = by
    version.save()
    publication.revision += 1
    publication.save()
    publication.recompile()


def demand_read(version: Version, number: int) -> None:
    """Raise Overtaken unless the live version is the one that was read."""
    if version.number != number:
        raise Overtaken(
            _("A new version was published since you opened this page. Read what changed, then answer."),
            theirs=version,
        )


def _as_read(publication: Publication, version: int, revision: int | None) -> Version:
    """The version in work, if it is the one that was read. Raises Overtaken where it is another."""
    waiting = publication.in_work()
    assert waiting is not None  # noqa: S101  the policy asked
    if waiting.number != version or revision not in (None, publication.revision):
        raise Overtaken(
            _("This is not what you read: it was changed and sent again. Read it again before you approve."),
            theirs=waiting,
        )
    return waiting


def _publish(
    publication: Publication,
    waiting: Version,
    *,
    by: Person | None,
    languages: frozenset[str],
    ticked: frozenset[str],
) -> Publication:
    """Let readers read it. ``by`` approves it; nobody does yet where its author publishes it alone."""
    check_can_go_out(publication, waiting)
    kind = kind_of(publication.kind)
    _check_ticked(kind.ticks(publication, waiting), ticked)
    at = clock.now()
    _approve_texts(waiting, by, at, languages)
    _publish_version(waiting, by, at, publication)
    _publish_head(publication, waiting, at)
    _settle_part(publication, waiting.part)
    kind.settle(publication, waiting)
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


def _check_ticked(asked: dict[str, Any], ticked: frozenset[str]) -> None:
    if not asked.keys() <= ticked:
        raise Refused(
            _("Look at what has to be ticked before this is published. Tick it, or send it back."),
            ticked=_("Tick what you have checked."),
        )


def _settle_part(publication: Publication, part: dict[str, Any]) -> None:
    """Copy the published version's part into the kind's own columns, for filters."""
    model = kind_of(publication.kind).model
    own = model._meta.local_fields  # what points at another item is chosen by an act of its own
    fields = [field for field in own if not field.primary_key and not field.is_relation]
    said = {name: value for name, value in part.items() if value not in ("", None)}
    columns = {field.attname: said.get(field.attname, field.get_default()) for field in fields}
    if columns:
        model.unfiltered.filter(pk=publication.pk).update(**columns)


def _publish_version(version: Version, by: Person | None, at: datetime, publication: Publication) -> None:
    version.stage, version.approved_by, version.published_at = Stage.PUBLISHED, by, at
    version.asks_answer = publication.asks_answer
    version.due_at = at + timedelta(hours=publication.answer_within) if publication.asks_answer else None
    version.save()


def _approve_texts(version: Version, by: Person | None, at: datetime, languages: frozenset[str]) -> None:
    texts = Text.unfiltered.filter(version=version.pk)
    main = texts.get(authoritative=True).language
    if main not in languages:
        raise Refused(
            _("The authoritative text has to be among those you approve."),
            languages=_("Tick the authoritative text."),
        )
    answered_for = texts.filter(language__in=languages)
    if by is not None:
        answered_for = answered_for.exclude(author=by.pk)
    answered_for.update(approved_by=by, approved_at=at, first_approved_at=at)
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
