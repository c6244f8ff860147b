"""From notes on the agenda to minutes that are adopted and sealed; what was said about them on the way."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.groups.actions.meetings import check_revision, check_unsealed
from waypost.groups.models import (
    ActionItem,
    AgendaItem,
    Meeting,
    MinutesComment,
    MinutesParagraph,
    Presence,
)
from waypost.groups.models.meetings import Outcome, Stage, digest_of
from waypost.groups.models.minutes import MOST_PARAGRAPHS, Kind, Settled
from waypost.groups.policies.meetings import may_comment, may_keep
from waypost.people.models import Person

STEP = 1000  # between the places of two paragraphs: what is added later finds room between them


@action("groups.item_noted", allowed=may_keep)
def note(
    *,
    by: Person,
    meeting: Meeting,
    item: AgendaItem,
    revision: int,
    notes: str,
    outcome: str = Outcome.NONE,
    decision: str = "",
) -> AgendaItem:
    """Write what was said about an item, and what was decided by consensus. ``revision`` is the item's."""
    _check_held(meeting)
    kept = AgendaItem.unfiltered.get(pk=item.pk, meeting=meeting.pk)
    if revision != kept.revision:
        raise Overtaken(
            _(
                "Somebody wrote notes on this item since you opened the page. What stands now is shown beside yours."
            ),
            theirs=kept,
        )
    if decision and not outcome:
        sentence = _("Say whether it was agreed, noted, deferred or referred.")
        raise Refused(sentence, outcome=sentence)
    check_words(notes=notes, decision=decision)
    kept.notes, kept.outcome, kept.decision = notes, outcome, decision
    kept.revision += 1
    kept.save()
    doors.note(item=kept.public_id, outcome=outcome)
    return kept


@action("groups.minutes_compiled", allowed=may_keep)
def compile_minutes(*, by: Person, meeting: Meeting, revision: int) -> Meeting:
    """Put the notes of all items together as a draft. A draft that stands already is compiled anew, as long as nobody
    commented on it.
    """
    check_revision(meeting, revision)
    _check_held(meeting)
    if not Presence.unfiltered.filter(meeting=meeting.pk).exists():
        raise Refused(_("Say who was there first: the minutes begin with it."))
    if meeting.stage == Stage.CIRCULATED:
        raise Refused(_("These minutes are circulated: change their paragraphs, and answer the comments."))
    items = list(AgendaItem.unfiltered.filter(meeting=meeting.pk).order_by("place"))
    if not any(each.notes or each.outcome for each in items):
        raise Refused(_("No item has notes yet. Write down what was said, then compile the minutes."))
    MinutesParagraph.unfiltered.filter(meeting=meeting.pk).delete()
    rows = [row for item in items for row in _paragraphs(meeting, item)]
    for nth, row in enumerate(rows[:MOST_PARAGRAPHS], 1):
        row.place = nth * STEP
        row.save()
    meeting.stage = Stage.DRAFT
    _changed(meeting)
    doors.note(paragraphs=len(rows))
    return meeting


@action("groups.paragraph_written", allowed=may_keep)
def write_paragraph(
    *,
    by: Person,
    meeting: Meeting,
    paragraph: MinutesParagraph,
    revision: int,
    text: str,
    is_out: bool = False,
) -> MinutesParagraph:
    """Say a paragraph anew, or take it out. Comments on it keep the text as it stood."""
    _check_written(meeting)
    kept = MinutesParagraph.unfiltered.get(pk=paragraph.pk, meeting=meeting.pk)
    if revision != kept.revision:
        raise Overtaken(
            _(
                "Somebody changed this paragraph since you opened the page. What stands now is shown beside yours."
            ),
            theirs=kept,
        )
    check_words(text=text)
    kept.text, kept.is_out = _lines(text), is_out
    kept.revision += 1
    kept.save()
    doors.note(paragraph=kept.public_id, out=is_out)
    return kept


@action("groups.paragraph_added", allowed=may_keep)
def add_paragraph(*, by: Person, meeting: Meeting, after: MinutesParagraph, text: str) -> MinutesParagraph:
    """One more paragraph, behind another."""
    _check_written(meeting)
    check_words(text=text)
    rows = MinutesParagraph.unfiltered.filter(meeting=meeting.pk)
    before = rows.get(pk=after.pk)
    if rows.count() >= MOST_PARAGRAPHS:
        raise Refused(_("Minutes have 200 paragraphs at most. Put some of them together."))
    later = rows.filter(place__gt=before.place).order_by("place").values_list("place", flat=True).first()
    place = before.place + STEP if later is None else (before.place + later) // 2
    if place == before.place:
        raise Refused(_("There is no room between these two. Write it into one of them."))
    made = MinutesParagraph(meeting_id=meeting.pk, item_id=before.item_id, place=place, text=_lines(text))
    made.save()
    doors.note(paragraph=made.public_id)
    return made


@action("groups.minutes_circulated", allowed=may_keep)
def circulate(*, by: Person, meeting: Meeting, revision: int, comments_until: date) -> Meeting:
    """Send the draft to everybody invited, for comments until a day. Sent again, it gives another day."""
    check_revision(meeting, revision)
    _check_written(meeting)
    if comments_until <= clock.today():
        sentence = _("Leave at least one day for comments. Give a later day.")
        raise Refused(sentence, comments_until=sentence)
    meeting.stage = Stage.CIRCULATED
    meeting.circulated_at, meeting.comments_until = clock.now(), comments_until
    _changed(meeting)
    return meeting


@action("groups.minutes_commented", allowed=may_comment)
def comment(
    *, by: Person, meeting: Meeting, paragraph: MinutesParagraph, text_then: str, words: str
) -> MinutesComment:
    """Comment on a paragraph, for the own organisation. ``text_then`` is the text that was read: where the paragraph
    changed meanwhile, the comment is kept beside the text it was about.
    """
    check_unsealed(meeting)
    if meeting.stage != Stage.CIRCULATED:
        raise Refused(_("These minutes are not circulated yet. Comment when they have come."))
    if not words:
        raise Refused(
            _("The comment is empty. Write what is to be changed, and why."), words=_("Write it here.")
        )
    kept = MinutesParagraph.unfiltered.get(pk=paragraph.pk, meeting=meeting.pk)
    check_words(words=words, text_then=text_then)
    made = MinutesComment(
        meeting_id=meeting.pk,
        paragraph_id=kept.pk,
        text_then=_lines(text_then) or kept.text,
        organisation=by.organisation,
        by=by,
        at=clock.now(),
        words=words,
    )
    made.save()
    doors.note(comment=made.public_id, paragraph=kept.public_id)
    return made


@action("groups.comment_settled", allowed=may_keep)
def settle(
    *,
    by: Person,
    meeting: Meeting,
    comment: MinutesComment,
    revision: int,
    settled: str,
    answer: str = "",
    into: MinutesComment | None = None,
) -> MinutesComment:
    """Accept a comment, not accept it, or deal with it together with another. It can be settled anew until the minutes
    are sealed.
    """
    check_unsealed(meeting)
    rows = MinutesComment.unfiltered.filter(meeting=meeting.pk)
    kept = rows.get(pk=comment.pk)
    if revision != kept.revision:
        raise Overtaken(
            _(
                "Somebody settled this comment since you opened the page. What stands now is shown beside yours."
            ),
            theirs=kept,
        )
    if settled == Settled.OPEN:
        raise Refused(_("Say what becomes of this comment."), settled=_("Choose one."))
    if settled == Settled.REJECTED and not answer:
        raise Refused(_("Say why it is not accepted, in one sentence."), answer=_("One sentence."))
    other = rows.filter(pk=into.pk).first() if into is not None else None
    if settled == Settled.MERGED and (
        other is None or other.pk == kept.pk or other.settled == Settled.MERGED
    ):
        sentence = _("Say with which other comment it is dealt with: one that stands by itself.")
        raise Refused(sentence, into=sentence)
    check_words(answer=answer)
    kept.settled, kept.answer = settled, answer
    kept.merged_into_id = other.pk if other is not None and settled == Settled.MERGED else None
    kept.answered_by, kept.answered_at = by, clock.now()
    kept.revision += 1
    kept.save()
    doors.note(comment=kept.public_id, settled=settled)
    return kept


@action("groups.minutes_adopted", allowed=may_keep)
def adopt(*, by: Person, meeting: Meeting, revision: int) -> Meeting:
    """Adopt the circulated minutes, and seal them: the digest of what they say goes into the audit log, and nothing of
    it changes from then on.
    """
    check_revision(meeting, revision)
    check_unsealed(meeting)
    if meeting.stage != Stage.CIRCULATED:
        raise Refused(
            _("Circulate the minutes first: they are adopted after those who were invited read them.")
        )
    n = MinutesComment.unfiltered.filter(meeting=meeting.pk, settled=Settled.OPEN).count()
    if n:
        raise Refused(
            ngettext(
                "%(n)d comment is not settled yet. Settle it, then adopt the minutes.",
                "%(n)d comments are not settled yet. Settle them, then adopt the minutes.",
                n,
            )
            % {"n": n}
        )
    meeting.stage, meeting.adopted_at = Stage.ADOPTED, clock.now()
    meeting.digest = digest_of(canonical(meeting))
    _changed(meeting)
    doors.note(digest=meeting.digest)
    return meeting


def canonical(meeting: Meeting) -> dict[str, Any]:
    """What minutes say, as plain values in a fixed order: what the digest is of."""
    paragraphs = MinutesParagraph.unfiltered.filter(meeting=meeting.pk, is_out=False).order_by("place")
    there = Presence.unfiltered.filter(meeting=meeting.pk).order_by("organisation__code", "seat", "pk")
    actions = ActionItem.unfiltered.filter(meeting=meeting.pk, at__lte=meeting.adopted_at or clock.now())
    return {
        "meeting": [meeting.public_id, meeting.title, meeting.place, meeting.link, meeting.zone],
        "from": meeting.starts_at.isoformat(),
        "until": meeting.ends_at.isoformat(),
        "there": [list(row) for row in there.values_list("organisation__code", "seat", "how", "people")],
        "paragraphs": [list(row) for row in paragraphs.values_list("public_id", "kind", "text")],
        "actions": [
            [number, words, code, seat, due.isoformat()]
            for number, words, code, seat, due in actions.order_by("number").values_list(
                "number", "words", "organisation__code", "seat", "due_on"
            )
        ],
    }


def _paragraphs(meeting: Meeting, item: AgendaItem) -> Iterator[MinutesParagraph]:
    """Its heading, its notes as they are parted by empty lines, and what was decided."""
    about = {"meeting_id": meeting.pk, "item_id": item.pk}
    yield MinutesParagraph(**about, kind=Kind.HEADING, text=item.title)
    for part in _lines(item.notes).split("\n\n"):
        if part.strip():
            yield MinutesParagraph(**about, kind=Kind.TEXT, text=part.strip())
    if item.outcome:
        yield MinutesParagraph(
            **about, kind=Kind.DECISION, text=item.decision or str(Outcome(item.outcome).label)
        )


def _lines(text: str) -> str:
    """With line ends of one kind: a form sends others than it was given, and texts are compared."""
    return text.replace("\r\n", "\n").strip()


def _check_held(meeting: Meeting) -> None:
    check_unsealed(meeting)
    if meeting.is_cancelled:
        raise Refused(_("This meeting was cancelled. Call another one."))
    if meeting.starts_at > clock.now():
        raise Refused(_("This meeting has not begun. Write notes once it has."))


def _check_written(meeting: Meeting) -> None:
    check_unsealed(meeting)
    if meeting.stage == Stage.NONE:
        raise Refused(_("There are no minutes yet. Compile them from the notes first."))


def _changed(meeting: Meeting) -> None:
    meeting.revision += 1
    meeting.save()
