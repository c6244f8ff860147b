"""What happens to a published item: new versions, translations, wider release, withdrawal."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from waypost.access.keys import opened
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Person
from waypost.publications import search
from waypost.publications.actions.approving import addressees
from waypost.publications.actions.attaching import carry_over
from waypost.publications.actions.drafting import check_dates, check_reviewed
from waypost.publications.actions.gating import check_gate, check_words
from waypost.publications.kinds import kind_of
from waypost.publications.models import (
    Addressee,
    Publication,
    Release,
    Text,
    Version,
    Warned,
    WiderRequest,
)
from waypost.publications.models.gating import carry_reasons_over
from waypost.publications.policies import may, may_ask_wider, may_make_public
from waypost.publications.states import Stage


@action("publications.version_started", allowed=may("start_version"))
def start_version(*, by: Person, publication: Publication) -> Version:
    """Begin the next version from the live one's words. One at a time."""
    if publication.in_work() is not None:
        raise Refused(_("A new version is already being written. Open that one."))
    live = publication.live_version()
    assert live is not None  # noqa: S101  published has a version
    version = Version(publication_id=publication.pk, number=live.number + 1, author=by, part=live.part)
    version.save()
    for text in Text.unfiltered.filter(version=live.pk):
        Text(
            version_id=version.pk,
            language=text.language,
            authoritative=text.authoritative,
            title=text.title,
            summary=text.summary,
            body=text.body,
            author=by,
            saved_at=clock.now(),
        ).save()
    carry_over(live, version)
    carry_reasons_over(live, version)
    kind_of(publication.kind).carry_over(live, version)
    doors.note(version=version.number)
    return version


@action("publications.translation_saved", allowed=may("translate"))
def save_translation(
    *,
    by: Person,
    publication: Publication,
    language: str,
    title: str,
    summary: str,
    body: str,
    revision: int | None = None,
) -> Text:
    """Add or redo the translation of the live version. It waits for another person's approval; the
    authoritative text stays. ``revision`` is the text's when the form was opened, 0 where there was none; None where
    no form was.
    """
    if not (title.strip() and summary.strip() and body.strip()):
        raise Refused(_("The text is not complete: title, summary and text are needed."))
    text = Text.unfiltered.filter(version=publication.live_id, language=language).first()
    if text is not None and text.authoritative:
        raise Refused(_("This is the authoritative language. Start a new version to change it."))
    if text is not None and revision not in (None, text.revision):
        raise Overtaken(
            _(
                "Somebody kept another translation since you opened this page. Both are shown; nothing is lost."
            ),
            theirs=text,
        )
    if text is None:
        text = Text(version=publication.live_version(), language=language)
    else:
        text.revision += 1
    text.title, text.summary, text.body, text.author, text.saved_at = title, summary, body, by, clock.now()
    text.approved_by, text.approved_at = None, None
    text.save()
    search.index(publication)
    doors.note(language=language)
    return text


@action("publications.translation_approved", allowed=may("translate"))
def approve_translation(
    *, by: Person, publication: Publication, language: str, revision: int | None = None
) -> Text:
    """Another person than the translator lets a translation be read: the one they read, by its ``revision``."""
    text = Text.unfiltered.filter(
        version=publication.live_id, language=language, approved_at__isnull=True
    ).first()
    if text is None:
        raise Refused(_("This translation waits for nobody."))
    if revision not in (None, text.revision):
        raise Overtaken(
            _("The translation was changed since you opened the page. Read it again, then approve it."),
            theirs=text,
        )
    if text.author_id == by.pk:
        raise Refused(_("You translated this. Another person has to approve it."))
    first = text.first_approved_at is None
    _check_live(publication, place=f"text:{language}:")
    text.approved_by, text.approved_at = by, clock.now()
    text.first_approved_at = text.first_approved_at or text.approved_at
    text.save()
    search.index(publication)
    doors.note(language=language, first=first)
    return text


@action("publications.withdrawn", allowed=may("withdraw"))
def withdraw(
    *,
    by: Person,
    publication: Publication,
    because: str,
    revision: int | None = None,
) -> Publication:
    """Take the content away from its readers. They still see that it was withdrawn, and why."""
    demand_current(publication, revision)
    if not because.strip():
        raise Refused(
            _("Say why it is withdrawn. The readers see this sentence instead of the content."),
            because=_("Say why."),
        )
    check_words(because=because)
    publication.stage, publication.withdrawn_at, publication.withdrawn_because = (
        Stage.WITHDRAWN,
        clock.now(),
        because.strip(),
    )
    publication.revision += 1
    publication.save()
    publication.recompile()
    Addressee.unfiltered.filter(version=publication.live_id, answered=False).update(answered=True)
    search.index(publication)
    doors.note(version=publication.live_id)
    return publication


@action("publications.extended", allowed=may("extend"))
def extend(
    *,
    by: Person,
    publication: Publication,
    review_by: date | None,
    expires_on: date | None,
    revision: int | None = None,
) -> Publication:
    """Reviewed and still right: new dates, of which the originator is warned anew."""
    demand_current(publication, revision)
    check_dates(review_by, expires_on)
    check_reviewed(publication.kind, review_by)
    publication.review_by, publication.expires_on = review_by, expires_on
    publication.review_warned = publication.expiry_warned = Warned.NOT
    publication.revision += 1
    publication.save()
    doors.note(review_by=review_by, expires_on=expires_on)
    return publication


@action("publications.made_public", allowed=may_make_public)
def make_public(*, by: Person, publication: Publication, revision: int | None = None) -> Publication:
    """The second decision by which a TLP:CLEAR item, as it was read, is shown to visitors who are not signed in."""
    demand_current(publication, revision)
    _check_live(publication)
    publication.public_at = clock.now()
    publication.revision += 1
    publication.save()
    publication.recompile()
    return publication


@action("publications.widened", allowed=may("widen"))
def widen(
    *,
    by: Person,
    publication: Publication,
    to: frozenset[int],
    revision: int | None = None,
) -> Publication:
    """Release to more. Those who come to see it are asked to answer too, counted apart as late."""
    demand_current(publication, revision)
    if to <= _released_to(publication):
        raise Refused(_("It is released to them already."), audience=_("Already released to this one."))
    _release_also(publication, to)
    return publication


@action("publications.wider_asked", allowed=may_ask_wider)
def ask_wider(*, by: Person, publication: Publication, key: int, reason: str) -> WiderRequest:
    """Ask the originator to release an item to one more audience. Never done without asking.

    What it is released to already, and what others asked for, is not said: readers don't know who else reads it.
    """
    if not reason.strip():
        raise Refused(_("Say what the information is needed for."), reason=_("Say why."))
    check_words(contacts=True, reason=reason)
    _check_audience(publication, frozenset({key}))
    own = WiderRequest.unfiltered.filter(publication=publication.pk, key=key)
    # Under RED the readers are persons, who do not know of each other within one organisation either.
    own = own.filter(by=by) if publication.mark == Mark.RED else own.filter(organisation=by.organisation)
    if own.filter(outcome=WiderRequest.Outcome.OPEN).exists():
        raise Refused(
            _("You asked for this already. The originator has not answered yet.")
            if publication.mark == Mark.RED
            else _("Your organisation asked for this already. The originator has not answered yet."),
            audience=_("Asked for already."),
        )
    request = WiderRequest(
        publication_id=publication.pk,
        by=by,
        organisation=by.organisation,
        key=key,
        reason=reason.strip(),
        at=clock.now(),
    )
    request.save()
    doors.note(key=key, request=request.public_id)
    return request


@action("publications.wider_answered", allowed=may("answer_wider"))
def answer_wider(
    *, by: Person, publication: Publication, request: str, grant: bool, answer: str
) -> WiderRequest:
    """The originator's answer: released, or not, with a sentence."""
    asked = WiderRequest.unfiltered.filter(publication=publication.pk, public_id=request).first()
    if asked is None:
        raise Refused(_("There is no such request. Open the page again."))
    if asked.outcome != WiderRequest.Outcome.OPEN:
        raise Overtaken(
            _("Somebody answered this request before you. Their answer holds; yours was not sent."),
            theirs=asked,
        )
    if not grant and not answer.strip():
        raise Refused(_("Say why not, so that they know whom to ask next."), answer=_("Say why not."))
    check_words(contacts=True, answer=answer)
    if grant:
        _release_also(publication, frozenset({asked.key}))
    asked.outcome = WiderRequest.Outcome.GRANTED if grant else WiderRequest.Outcome.DECLINED
    asked.answer, asked.answered_by, asked.answered_at = answer.strip(), by, clock.now()
    asked.save()
    doors.note(request=asked.public_id, outcome=asked.outcome)
    return asked


def _check_live(publication: Publication, *, place: str = "") -> None:
    """What readers see passes the gate again before more of it, or more readers, are let in: a file may have been read
    meanwhile.
    """
    live = publication.live_version()
    assert live is not None  # noqa: S101  published has a version
    check_gate(publication, live, place=place)


def demand_current(publication: Publication, revision: int | None) -> None:
    """Raise Overtaken unless the head is as it was when the form was opened; None where no form was."""
    if revision not in (None, publication.revision):
        raise Overtaken(
            _("Somebody changed this item since you opened the page. What stands now is shown beside yours."),
            theirs=publication,
        )


def _release_also(publication: Publication, to: frozenset[int]) -> None:
    """Add releases, and ask those who come to see it: each organisation with its own full time to answer."""
    _check_audience(publication, to)
    held = _released_to(publication)
    if to <= held:
        return
    _check_live(publication)
    before = _reading_keys(publication)
    Release.unfiltered.bulk_create(
        [Release(publication_id=publication.pk, key=value) for value in sorted(to - held)]
    )
    publication.revision += 1
    publication.save()
    publication.recompile()
    live = publication.live_version()
    if live is not None and live.asks_answer and live.due_at is not None:
        known = set(Addressee.unfiltered.filter(version=live.pk).values_list("organisation", "person"))
        at = clock.now()
        due_at = at + timedelta(hours=publication.answer_within)
        new = addressees(publication, live, at, due_at, late=True)
        Addressee.unfiltered.bulk_create(
            [row for row in new if (row.organisation_id, row.person_id) not in known]
        )
    doors.note(mark=Mark(publication.mark).label, to=sorted(to - held), before=sorted(before))


def _released_to(publication: Publication) -> set[int]:
    rows = Release.unfiltered.filter(publication=publication.pk, barred=False)
    return set(rows.values_list("key", flat=True))


def _reading_keys(publication: Publication) -> set[int]:
    """The keys of those who read it so far: whoever holds one of them is not newly reached."""
    rows = Reach.objects.filter(kind=publication.reach_kind, thing=publication.pk, side=Reach.Side.READS)
    return set(rows.values_list("key", flat=True))


def _check_audience(publication: Publication, keys: frozenset[int]) -> None:
    allowed = Mark(publication.mark).terms.to
    kinds: set[Any] = {opened(value)[0] for value in keys}
    if not keys or kinds - allowed:
        raise Refused(
            _("%(mark)s cannot be released to what you named.") % {"mark": Mark(publication.mark).label},
            to=_("Not possible under this mark."),
            audience=_("Not possible under this mark."),
        )
