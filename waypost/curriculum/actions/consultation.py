"""Consulting the departments of a group on a version: opening it, and what a department says until it has released it.

Officers write on paragraphs; the focal point makes one set of it. What was released before the deadline may be replaced
until then; a department that is late may still answer once, until the dispositions are published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_clock
from waypost.curriculum.actions.document import changed
from waypost.curriculum.actions.versions import demand_both_languages
from waypost.curriculum.lists.numbered import Place
from waypost.curriculum.models import (
    Comment,
    Consultation,
    Consulted,
    Curriculum,
    CurriculumVersion,
    Disposition,
    State,
    Status,
    departments_seated,
)
from waypost.curriculum.models.consultation import REMINDED_BEFORE, print_of
from waypost.curriculum.policies import may_change, may_comment, may_release
from waypost.gate.refusing import check_words
from waypost.people.models import Group, Organisation, Person

MOST_COMMENTS = 500  # of one department
LONGEST = timedelta(days=366)
_IN_THE_SET = (State.WRITTEN, State.RELEASED)


@dataclass(frozen=True)
class Asked:
    """What is asked, in both languages, and until which day."""

    deadline: date
    asked_en: str
    asked_th: str


@dataclass(frozen=True)
class CommentWords:
    """One comment as it is written."""

    kind: str
    said: str
    language: str
    proposed: str = ""


@dataclass(frozen=True)
class Changed:
    """A row of a table that says a comment otherwise than the comment that it was made from."""

    public_id: str
    print_then: str
    words: CommentWords


@action("curriculum.consultation_opened", allowed=may_write)
def open_consultation(
    *, by: Person, curriculum: Curriculum, number: str, group: Group, asked: Asked
) -> Consultation:
    """Put a version to the departments of a group. A draft goes into consultation with it."""
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or version.status not in (Status.DRAFT, Status.CONSULTATION):
        raise Refused(_("Departments are consulted on a draft. This version is none: write the next one."))
    if group.network_id != curriculum.network_id:
        raise Refused(_("This group is of another network than the curriculum. Choose one of its own."))
    if Consultation.unfiltered.filter(version=version.pk, group=group).exists():
        raise Refused(_("This group is consulted on this version already. Open that consultation."))
    seated = departments_seated(group, clock.today())
    if not seated:
        raise Refused(_("No department has a seat in this group today. Give seats first."))
    _check_asked(asked, after=clock.today())
    demand_both_languages(version, Status.CONSULTATION)
    version.status = Status.CONSULTATION
    version.save()
    changed(curriculum)
    made = _opened(curriculum, version, group, asked, seated)
    doors.about(made)
    doors.note(version=number, departments=len(seated))
    return made


@action("curriculum.consultation_extended", allowed=may_write)
def extend(*, by: Person, consultation: Consultation, deadline: date) -> Consultation:
    """Give the departments until a later day. Reminders begin anew."""
    _demand_open(consultation)
    if deadline <= consultation.deadline:
        raise Refused(
            _("The deadline moves to a later day only. Give one after the day that stands."),
            deadline=_("Give a later day."),
        )
    _check_deadline(deadline, after=clock.today())
    consultation.deadline = deadline
    consultation.save()
    Consulted.unfiltered.filter(consultation=consultation.pk).update(reminded=None)
    return consultation


@action("curriculum.comment_written", allowed=may_comment)
def comment(*, by: Person, consultation: Consultation, place: Place, words: CommentWords) -> Comment:
    """Comment on a paragraph, for one's department. ``place`` is the paragraph as the writer saw it."""
    made = _written(by, consultation, place, words)
    doors.about(made)
    return made


@action("curriculum.comment_rewritten", allowed=may_comment)
def rewrite(
    *, by: Person, consultation: Consultation, public_id: str, words: CommentWords, revision: int
) -> Comment:
    """Write a comment anew: one's own until it is released, the focal point every one of the department's. What was
    left out or merged stands for itself again.
    """
    found = _to_change(by, consultation, public_id)
    if found.revision != revision:
        raise Overtaken(
            _(
                "Somebody changed this comment since you opened it. What stands now is shown beside what you wrote."
            ),
            theirs=found,
        )
    _rewritten(found, words)
    doors.about(found)
    return found


@action("curriculum.comments_taken", allowed=may_comment)
def take(
    *,
    by: Person,
    consultation: Consultation,
    new: Sequence[tuple[Place, CommentWords]],
    rewritten: Sequence[Changed],
) -> None:
    """Take the rows of a table that came back: all of them, or nothing."""
    for place, words in new:
        _written(by, consultation, place, words)
    for each in rewritten:
        found = _to_change(by, consultation, each.public_id)
        if found.print_of != each.print_then:
            raise Overtaken(
                _("Somebody changed one of these comments just now. Check the file again."), theirs=found
            )
        _rewritten(found, each.words)
    doors.note(new=len(new), changed=len(rewritten))


@action("curriculum.comment_left_out", allowed=may_release)
def leave_out(*, by: Person, consultation: Consultation, public_id: str, because: str) -> Comment:
    """Leave a comment out of the set, and say to whoever wrote it why. One that was released is taken back."""
    found = _to_change(by, consultation, public_id)
    _check_nothing_hangs_on(found)
    if not because:
        raise Refused(_("Whoever wrote it reads why. Give a reason."), because=_("Give a reason."))
    check_words(because=because)
    found.because, found.merged_into_id = because, None
    _change_state(found, State.LEFT_OUT)
    doors.about(found)
    doors.note(author=found.author.public_id)
    return found


@action("curriculum.comment_merged", allowed=may_release)
def merge(*, by: Person, consultation: Consultation, public_id: str, into: str) -> Comment:
    """Merge a comment into another of the department's on the same paragraph: that one speaks for both."""
    found = _to_change(by, consultation, public_id)
    other = _own(by, consultation).filter(public_id=into, state__in=_IN_THE_SET).exclude(pk=found.pk).first()
    if other is None or other.stable != found.stable:
        raise Refused(_("Choose another comment of yours on the same paragraph, one that is not left out."))
    _check_nothing_hangs_on(found)
    found.because, found.merged_into_id = "", other.pk
    _change_state(found, State.MERGED)
    doors.about(found)
    doors.note(author=found.author.public_id)
    return found


@action("curriculum.set_released", allowed=may_release)
def release(*, by: Person, consultation: Consultation, seen: str) -> Consulted:
    """Release what the focal point saw as the department's one set; from then on its keeper reads it. ``seen`` is
    ``set_print`` of what stood on the page.
    """
    row = _answering(by, consultation)
    chosen = _own(by, consultation).filter(state__in=_IN_THE_SET)
    if seen != set_print(chosen):
        raise Overtaken(
            _("The comments changed since you opened this page. Look at them again, then release."),
            theirs=consultation,
        )
    if not chosen:
        raise Refused(_("There is no comment to release. Say “no comment” if your department has none."))
    for each in chosen.filter(state=State.WRITTEN):
        _change_state(each, State.RELEASED)
    row.answer, row.answered_at = Consulted.Answer.SET, clock.now()
    row.save()
    doors.note(department=row.organisation.public_id, comments=len(chosen))
    return row


@action("curriculum.no_comment_said", allowed=may_release)
def say_no_comment(*, by: Person, consultation: Consultation) -> Consulted:
    """Say that the department has no comment: an answer, where silence is none."""
    row = _answering(by, consultation)
    if _own(by, consultation).filter(state__in=_IN_THE_SET).exists():
        raise Refused(
            _("Your department has comments. Leave each of them out with a reason, or release them.")
        )
    row.answer, row.answered_at = Consulted.Answer.NONE, clock.now()
    row.save()
    doors.note(department=row.organisation.public_id)
    return row


@action("curriculum.silent_reminded", allowed=only_the_clock)
def remind(*, by: Clockwork, consultation: Consultation, before: int) -> None:
    """Remind the focal points of departments that are silent, so many days before the deadline."""
    rows = Consulted.silent(consultation).exclude(reminded__lte=before)
    found = sorted(rows.values_list("organisation__public_id", flat=True))
    rows.update(reminded=before)
    if not found:
        doors.unheard()
    doors.note(departments=found, days=before)


def remind_the_silent() -> int:
    """Every consultation whose next reminder is due. Returns of how many departments was reminded."""
    reminded = 0
    for each in Consultation.waiting():
        before = min(days for days in REMINDED_BEFORE if each.days_left <= days)
        waiting = Consulted.silent(each).exclude(reminded__lte=before).count()
        if waiting:
            remind(by=CLOCK, consultation=each, before=before)
        reminded += waiting
    return reminded


def set_print(chosen: Iterable[Comment]) -> str:
    """What a page carries of a set, so that nothing is released that nobody looked at."""
    rows = sorted(f"{each.public_id} {each.revision}" for each in chosen)
    return print_of(*rows)


def check_answering(consultation: Consultation, row: Consulted | None) -> None:
    """Raise Refused if this department may not say more, or say it otherwise."""
    _demand_open(consultation)
    if row is not None and consultation.is_over and row.answer:
        raise Refused(
            _(
                "The deadline has passed, and your department has answered: its answer stays. Write to whoever asked."
            )
        )


def _opened(
    curriculum: Curriculum,
    version: CurriculumVersion,
    group: Group,
    asked: Asked,
    seated: list[Organisation],
) -> Consultation:
    made = Consultation(
        version_id=version.pk,
        group=group,
        organisation_id=curriculum.organisation_id,
        network_id=curriculum.network_id,
        asked_en=asked.asked_en,
        asked_th=asked.asked_th,
        deadline=asked.deadline,
        opened_at=clock.now(),
    )
    made.save()
    Consulted.unfiltered.bulk_create(
        [Consulted(consultation_id=made.pk, organisation=each) for each in seated]
    )
    made.recompile()
    return made


def _written(by: Person, consultation: Consultation, place: Place, words: CommentWords) -> Comment:
    """A new comment, for whoever was allowed to write it."""
    _answering(by, consultation)
    _check_comment(words)
    if _own(by, consultation).count() >= MOST_COMMENTS:
        raise Refused(_("Your department has 500 comments here. Merge some of them before you write more."))
    assert by.organisation is not None  # noqa: S101  asked before
    made = Comment(
        consultation_id=consultation.pk,
        organisation=by.organisation,
        author=by,
        stable=place.stable,
        number=place.number,
        text_en=place.text_en,
        text_th=place.text_th,
        kind=words.kind,
        said=words.said,
        proposed=words.proposed,
        language=words.language,
        written_at=clock.now(),
    )
    made.save()
    made.recompile()
    return made


def _rewritten(found: Comment, words: CommentWords) -> None:
    """What was released stays released; what was left out or merged is written again."""
    _check_comment(words)
    found.kind, found.said = words.kind, words.said
    found.proposed, found.language = words.proposed, words.language
    found.because, found.merged_into_id = "", None
    _change_state(found, State.RELEASED if found.state == State.RELEASED else State.WRITTEN)


def _change_state(found: Comment, state: State) -> None:
    found.released_at = (found.released_at or clock.now()) if state == State.RELEASED else None
    found.state = state
    found.revision += 1
    found.save()
    found.recompile()


def _check_nothing_hangs_on(found: Comment) -> None:
    if Comment.unfiltered.filter(merged_into=found.pk).exists():
        raise Refused(
            _(
                "Another comment is merged into this one, which speaks for both. Write that one anew first, so "
                "that it stands for itself."
            )
        )


def _own(by: Person, consultation: Consultation) -> "QuerySet[Comment]":
    return Comment.of(consultation, by.organisation.pk if by.organisation else 0)


def _answering(by: Person, consultation: Consultation) -> Consulted:
    row = Consulted.of(consultation, by.organisation.pk if by.organisation else None)
    assert row is not None  # noqa: S101  asked before
    check_answering(consultation, row)
    return row


def _to_change(by: Person, consultation: Consultation, public_id: str) -> Comment:
    """A comment of the own department that may still be changed by this person."""
    _answering(by, consultation)
    found = _own(by, consultation).select_related("author").filter(public_id=public_id).first()
    if found is None:
        raise Refused(_("This comment is not your department’s, or it is not there. Look at the list."))
    if not may_change(by, consultation, found):
        raise Refused(
            _("Whoever wrote a comment changes it until it is released; after that your focal point does.")
        )
    if Disposition.unfiltered.filter(Q(comment=found.pk) | Q(duplicate_of=found.pk)).exists():
        raise Refused(_("This comment is answered already. Write another one."))
    return found


def _demand_open(consultation: Consultation) -> None:
    if consultation.published_at is not None:
        raise Refused(_("This consultation is over: its dispositions are published. Write to whoever asked."))


def _check_asked(asked: Asked, *, after: date) -> None:
    _check_deadline(asked.deadline, after=after)
    if not asked.asked_en or not asked.asked_th:
        raise Refused(_("Say in both languages what you ask the departments to look at."))
    check_words(asked_en=asked.asked_en, asked_th=asked.asked_th)


def _check_deadline(deadline: date, *, after: date) -> None:
    if not after < deadline <= after + LONGEST:
        raise Refused(
            _("The deadline is a day after today, and within a year."),
            deadline=_("Give a later day, within a year."),
        )


def _check_comment(words: CommentWords) -> None:
    if not words.said:
        raise Refused(_("The comment is empty. Write what you want to say."), said=_("This is empty."))
    check_words(said=words.said, proposed=words.proposed)
