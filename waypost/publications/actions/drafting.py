"""From nothing to "waiting for approval"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.access.keys import Audience, opened
from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Route, Topic
from waypost.publications.actions.attaching import check_files
from waypost.publications.actions.gating import check_gate
from waypost.publications.kinds import kind_of
from waypost.publications.models import Publication, ReferenceSeries, Release, Text, Version
from waypost.publications.policies import may, may_start, may_start_in
from waypost.publications.reaching import asked, told
from waypost.publications.states import Stage


@dataclass(frozen=True)
class Terms:
    """Everything about an item that is not its words: who sees it, how urgent, what is asked, until when."""

    mark: Mark
    to: frozenset[int] = frozenset()
    not_to: frozenset[int] = frozenset()
    national_marking: str = ""
    urgency: str = "routine"
    topics: tuple[Topic, ...] = ()
    routes: tuple[Route, ...] = ()
    asks_answer: bool = False
    answer_within: int = 72
    review_by: date | None = None
    expires_on: date | None = None
    approved_by: str = Publication.ApprovedBy.OWN
    approver: Person | None = None
    part: dict[str, Any] = field(default_factory=dict)


@action("publications.draft_started", allowed=may_start)
def start(
    *, by: Person, organisation: Organisation, kind: str, network: Network, language: str
) -> Publication:
    """Begin a draft of ``kind`` for the organisation the author acts for. The first language is the
    authoritative one.
    """
    if not may_start_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    at = clock.now()
    publication = kind_of(kind).model(
        kind=kind,
        reference=next_reference(organisation, at.year),
        network=network,
        originator=organisation,
        author=by,
        started_at=at,
    )
    publication.save()
    version = Version(publication_id=publication.pk, number=1, author=by)
    version.save()
    Text(version_id=version.pk, language=language, authoritative=True, author=by, saved_at=at).save()
    publication.recompile()
    doors.about(publication)
    doors.note(kind=kind, network=network.key)
    return publication


@quiet_action(
    "publications.text_saved",
    allowed=may("edit"),
    because="autosave runs every few seconds; submitting is recorded",
)
def save_text(
    *, by: Person, publication: Publication, language: str, revision: int, title: str, summary: str, body: str
) -> Text:
    """Keep the words of the version in work. ``revision`` is the one the form was opened on (0 for a new language).

    Raises Overtaken, with what stands now, if somebody else saved different words since.
    """
    version = publication.in_work()
    text = Text.unfiltered.filter(version=version.pk, language=language).first() if version else None
    new = {"title": title, "summary": summary, "body": body}
    if text is None:
        text = Text(version_id=version.pk, language=language, author=by, saved_at=clock.now(), **new)  # type: ignore[union-attr]
        text.save()
        return text
    same = all(getattr(text, name) == value for name, value in new.items())
    if text.revision != revision and not same:
        raise Overtaken(
            _(
                "Somebody saved other words since you opened this page. Both are shown below; nothing is lost."
            ),
            theirs=text,
        )
    if not same:
        for name, value in new.items():
            setattr(text, name, value)
        text.revision, text.saved_at, text.author = text.revision + 1, clock.now(), by
        text.save()
    return text


@quiet_action("publications.part_saved", allowed=may("edit"), because="autosave; submitting is recorded")
def save_part(
    *,
    by: Person,
    publication: Publication,
    part: dict[str, Any],
    changes: str = "",
    revision: int | None = None,
) -> Version:
    """Keep what the kind adds, and the sentence on what changed, of the version in work.

    ``revision`` is the version's when the form was opened; None where no form was. Raises Overtaken, with the version
    as it stands now, if somebody else saved something else since.
    """
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    if (version.part, version.changes) == (part, changes):
        return version
    demand_current(version, revision)
    version.part, version.changes, version.revision = part, changes, version.revision + 1
    version.save(update_fields=["part", "changes", "revision"])
    return version


def demand_current(version: Version, revision: int | None) -> None:
    """Raise Overtaken, with the version as it stands now, if it was saved since a form was opened on ``revision``; None
    where no form was.
    """
    if revision not in (None, version.revision):
        raise Overtaken(
            _(
                "Somebody saved other details since you opened this page. Both are shown below; nothing is lost."
            ),
            theirs=version,
        )


@action("publications.addressed", allowed=may("address"))
def address(*, by: Person, publication: Publication, revision: int, terms: Terms) -> Publication:
    """Set mark, releases and the rest of a draft. ``revision`` is the head's when the form was opened."""
    if publication.revision != revision:
        raise Overtaken(
            _(
                "Somebody changed who sees this since you opened the page. What stands now is shown beside yours."
            ),
            theirs=publication,
        )
    _check_terms(publication, terms)
    check_dates(terms.review_by, terms.expires_on)
    for name in (
        "mark",
        "national_marking",
        "urgency",
        "asks_answer",
        "answer_within",
        "review_by",
        "expires_on",
        "approved_by",
        "approver",
    ):
        setattr(publication, name, getattr(terms, name))
    _check_named(publication)
    publication.revision += 1
    publication.save()
    publication.topics.set(terms.topics)
    publication.routes.set(terms.routes)
    _replace_releases(publication, terms.to, terms.not_to)
    publication.recompile()
    doors.note(mark=Mark(terms.mark).label, to=sorted(terms.to), not_to=sorted(terms.not_to))
    return publication


@action("publications.submitted", allowed=may("submit"))
def submit(*, by: Person, publication: Publication) -> Publication:
    """Ask the approver for the second pair of eyes. Everything that could be wrong is said here, not later."""
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    check_complete(by, publication, version)
    check_can_go_out(publication, version)
    version.stage, version.submitted_at, version.returned_because = Stage.REVIEW, clock.now(), ""
    version.save()
    if publication.stage == Stage.DRAFT:
        publication.stage = Stage.REVIEW
    publication.revision += 1  # so that an approver who read what stood before it was taken back is told
    publication.save()
    publication.recompile()
    doors.note(version=version.number)
    return publication


def check_complete(by: Person, publication: Publication, version: Version) -> None:
    """Raise Refused while something is missing: words, files, readers, or in a later version what changed."""
    _check_words(version)
    check_files(publication, version)
    if version.number == 1:
        _check_ready(by, publication)
    elif not version.changes.strip():
        raise Refused(
            _("Say in one sentence what changed since the version before."), changes=_("Say what changed.")
        )


def check_can_go_out(publication: Publication, version: Version) -> None:
    """Raise Refused where it could not be published as things stand: asked when it is sent and when it goes out."""
    check_still_right(publication)
    check_gate(publication, version)
    kind_of(publication.kind).check(publication, version)


@action("publications.taken_back", allowed=may("take_back"))
def take_back(*, by: Person, publication: Publication) -> Publication:
    """The author takes a waiting version back to work on it."""
    reopen(publication)
    return publication


@action("publications.discarded", allowed=may("discard"))
def discard(*, by: Person, publication: Publication) -> None:
    """Drop the draft: a first version with its head, a later one alone."""
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    doors.note(reference=publication.reference, version=version.number)
    version.delete()
    if version.number == 1:
        publication.forget_reach()
        publication.delete()


def reopen(publication: Publication, because: str = "") -> None:
    """Back to draft, with the approver's reason if there is one. Inside an action."""
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    version.stage, version.returned_because = Stage.DRAFT, because
    version.save()
    if publication.stage == Stage.REVIEW:
        publication.stage = Stage.DRAFT
        publication.save()
    publication.recompile()
    doors.note(version=version.number)


def check_dates(review_by: date | None, expires_on: date | None) -> None:
    """Raise Refused unless the dates that are given lie ahead."""
    today = clock.today()
    past = {
        name: _("Give a day after today.")
        for name, day in (("review_by", review_by), ("expires_on", expires_on))
        if day is not None and day <= today
    }
    if past:
        raise Refused(_("A date has passed already. Give days after today, or none."), **past)


def check_reviewed(kind: str, review_by: date | None) -> None:
    """Raise Refused where a kind that is always reviewed has no date for it."""
    if kind_of(kind).always_reviewed and review_by is None:
        raise Refused(_("Say by when this has to be reviewed."), review_by=_("Give a date."))


def check_still_right(publication: Publication) -> None:
    """Raise Refused where what was chosen is not possible (any more): asked before sending and before publishing,
    because memberships, ceilings and the date move on in between.
    """
    check_dates(publication.review_by, publication.expires_on)
    _check_ceiling(publication, publication.national_marking)
    _check_named(publication)
    if publication.asks_answer:
        _check_deadline(publication)
    _check_reached(publication)


def _check_named(publication: Publication) -> None:
    """Naming a person is a choice among those who approve, not a way around them."""
    named = publication.approver_id
    by_name = publication.approved_by == Publication.ApprovedBy.NAMED or publication.mark == Mark.RED
    if by_name and named and not publication.may_be_named().filter(pk=named).exists():
        raise Refused(
            _(
                "The person you name does not approve for your organisation. Name one of its focal points or deputies."
            ),
            approver=_("Does not approve for your organisation."),
        )


def _check_deadline(publication: Publication) -> None:
    due_at = clock.now() + timedelta(hours=publication.answer_within)
    if publication.is_expired(timezone.localdate(due_at, timezone.get_default_timezone())):
        raise Refused(
            _("It would expire before the answers are due. Give a later day, or less time to answer."),
            expires_on=_("Before the answers are due."),
        )


def _check_reached(publication: Publication) -> None:
    """Somebody has to be reached, and where an answer is asked, somebody else than the originator."""
    readers = told(publication).exclude(pk__in=[publication.author_id, publication.approver_id or 0])
    if not readers.exists():
        raise Refused(
            _("This reaches nobody. Name who shall see it, or choose another mark."),
            to=_("Nobody is reached."),
        )
    if publication.asks_answer and not asked(publication):
        raise Refused(
            _(
                "You ask for an answer, and nobody outside your organisation is reached. Name somebody, or ask nobody."
            ),
            asks_answer=_("Nobody is there to answer."),
        )


def next_reference(organisation: Organisation, year: int) -> str:
    """The organisation's next number: one series for everything it shares or asks, so that a number names one thing.
    Inside an action.
    """
    series, _made = ReferenceSeries.objects.select_for_update().get_or_create(
        organisation=organisation, year=year
    )
    ReferenceSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return f"{organisation.code}-{year}-{series.last:03d}"


def _replace_releases(publication: Publication, to: Iterable[int], not_to: Iterable[int]) -> None:
    Release.unfiltered.filter(publication=publication.pk).delete()
    rows = [Release(publication_id=publication.pk, key=value, barred=False) for value in sorted(to)]
    rows += [Release(publication_id=publication.pk, key=value, barred=True) for value in sorted(not_to)]
    Release.unfiltered.bulk_create(rows)


def _check_terms(publication: Publication, terms: Terms) -> None:
    """What may be named under which mark is data; so is the ceiling of national markings."""
    allowed = Mark(terms.mark).terms
    wrong_to = {opened(value)[0] for value in terms.to} - allowed.to
    wrong_not = {opened(value)[0] for value in terms.not_to} - allowed.not_to
    label = Mark(terms.mark).label
    if wrong_to:
        raise Refused(
            _("%(mark)s cannot be released to what you named. Remove it or choose another mark.")
            % {"mark": label},
            to=_("Not possible under this mark."),
        )
    if wrong_not:
        raise Refused(
            _("%(mark)s has no “not to” of this kind. Remove it or choose another mark.") % {"mark": label},
            not_to=_("Not possible under this mark."),
        )
    scopes = {
        network for kind, _ident, network in map(opened, terms.to | terms.not_to) if kind != Audience.PERSON
    }
    if scopes - {publication.network_id}:
        raise Refused(_("Everybody named has to be in the network of the item."))
    _check_ceiling(publication, terms.national_marking)


def _check_ceiling(publication: Publication, marking: str) -> None:
    if publication.network.refuses(marking):
        raise Refused(
            _(
                "“%(marking)s” is above what this network may carry. Do not put this item here; "
                "use your national channel."
            )
            % {"marking": marking},
            national_marking=_("Above the ceiling of this network."),
        )


def _check_words(version: Version) -> None:
    for text in Text.unfiltered.filter(version=version.pk):
        missing = {
            name: _("Write this before you send it.")
            for name in ("title", "summary", "body")
            if not getattr(text, name).strip()
        }
        if missing:
            raise Refused(_("The text is not complete: title, summary and text are needed."), **missing)


def _check_ready(by: Person, publication: Publication) -> None:
    """The first version's head: somebody is named where the mark wants it, and a second person can approve."""
    releases = Release.unfiltered.filter(publication=publication.pk, barred=False)
    if Mark(publication.mark).terms.to and publication.mark != Mark.AMBER and not releases.exists():
        raise Refused(
            _("Nobody is named. Name who shall see this, or choose another mark."), to=_("Name at least one.")
        )
    if not publication.topics.exists():
        raise Refused(
            _("No topic is chosen. Choose at least one, so that those who follow it find this."),
            topics=_("Choose at least one."),
        )
    check_reviewed(publication.kind, publication.review_by)
    _check_approver(by, publication)


def _check_approver(by: Person, publication: Publication) -> None:
    approvers = publication.approvers().exclude(pk=by.pk)
    if not approvers.exists():
        raise Refused(
            _("Nobody else can approve this. Choose where the second person comes from."),
            approved_by=_("Nobody is there to approve."),
        )
    choice, own = publication.approved_by, Publication.ApprovedBy
    if publication.mark == Mark.RED and choice != own.NAMED:
        raise Refused(_("Under TLP:RED you name the approver."), approver=_("Name one person."))
    if choice == own.SECRETARIAT and publication.mark >= Mark.STRICT:
        raise Refused(
            _("The secretariat does not approve under this mark. Choose the sister organisation."),
            approved_by=_("Not under this mark."),
        )
    if choice in (own.SISTER, own.SECRETARIAT) and publication.own_approvers().exclude(pk=by.pk).exists():
        raise Refused(
            _("Your own organisation has a second focal point. Ask that person."),
            approved_by=_("Choose your own organisation."),
        )
