"""How comments are dealt with: the keeper's answer, the edit that followed, and what the department says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.curriculum.models import (
    Comment,
    Consultation,
    CurriculumVersion,
    Disposition,
    Outcome,
    Paragraph,
    State,
)
from waypost.curriculum.policies import may_dispose, may_release
from waypost.gate.refusing import check_words
from waypost.people.models import Person


@dataclass(frozen=True)
class Answered:
    """What is said to a comment. ``duplicate_of`` is the public id of the comment it repeats."""

    outcome: str
    reason: str = ""
    duplicate_of: str = ""


@dataclass(frozen=True)
class Edit:
    """The edit that applied a comment: a version of the same curriculum, by its number, and a paragraph in it."""

    number: str
    stable: str


@action("curriculum.comment_answered", allowed=may_dispose)
def dispose(
    *, by: Person, consultation: Consultation, public_id: str, answered: Answered, revision: int = 0
) -> Disposition:
    """Say how a released comment is dealt with. ``revision`` is the disposition's when the form was opened, 0 for none.
    Until everything is published it may be said otherwise.
    """
    found = _released(consultation, public_id)
    if consultation.published_at is not None:
        raise Refused(_("The dispositions are published: they stay as they are."))
    row = Disposition.unfiltered.filter(comment=found.pk).first()
    if (row.revision if row else 0) != revision:
        raise Overtaken(
            _("Somebody answered this comment since you opened the page. Their answer stands beside yours."),
            theirs=row,
        )
    duplicate = _duplicate_of(consultation, found, answered)
    if answered.outcome != Outcome.ACCEPTED and not answered.reason:
        raise Refused(_("Only an accepted comment needs no reason. Say why."), reason=_("Say why."))
    check_words(reason=answered.reason)
    row = row or Disposition(comment_id=found.pk, revision=0)
    row.outcome, row.reason, row.duplicate_of_id = answered.outcome, answered.reason, duplicate
    row.given_at, row.revision = clock.now(), row.revision + 1
    if not _is_applied(row.outcome):
        row.applied_in_id, row.applied_to = None, ""
    row.save()
    doors.about(found)
    doors.note(outcome=row.outcome)
    return row


@action("curriculum.comment_applied", allowed=may_dispose)
def apply(*, by: Person, consultation: Consultation, public_id: str, edit: Edit) -> Disposition:
    """Say in which paragraph of which version an accepted comment was applied, before or after publishing."""
    found = _released(consultation, public_id)
    row = Disposition.unfiltered.filter(comment=found.pk).first()
    if row is None or not _is_applied(row.outcome):
        raise Refused(_("Only an accepted comment leads to an edit. Accept it first."))
    curriculum = CurriculumVersion.unfiltered.get(pk=consultation.version_id).curriculum_id
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum, number=edit.number).first()
    if version is None:
        raise Refused(_("This curriculum has no such version."), number=_("Choose one of those listed."))
    if not Paragraph.unfiltered.filter(version=version.pk, stable=edit.stable).exists():
        raise Refused(
            _("This paragraph does not stand in that version. Choose one that does."),
            stable=_("Choose a paragraph of that version."),
        )
    row.applied_in_id, row.applied_to = version.pk, edit.stable
    row.revision += 1
    row.save()
    doors.about(found)
    doors.note(version=version.number)
    return row


@action("curriculum.dispositions_published", allowed=may_dispose)
def publish(*, by: Person, consultation: Consultation) -> Consultation:
    """Show every department of the group all that was released and how it was dealt with. It cannot be taken back."""
    if consultation.published_at is not None:
        raise Refused(_("The dispositions are published already."))
    if not consultation.is_over:
        raise Refused(_("Departments may still answer until the deadline. Publish after it."))
    released = Comment.unfiltered.filter(consultation=consultation.pk, state=State.RELEASED)
    answered = Disposition.unfiltered.filter(comment__consultation=consultation.pk).values("comment")
    open_ = released.exclude(pk__in=answered).count()
    if open_:
        raise Refused(
            ngettext(
                "%(n)d comment is not answered yet. Answer it first.",
                "%(n)d comments are not answered yet. Answer them first.",
                open_,
            )
            % {"n": open_}
        )
    consultation.published_at = clock.now()
    consultation.save()
    for each in released:
        each.recompile()
    doors.note(comments=len(released))
    return consultation


@action("curriculum.comment_settled", allowed=may_release)
def settle(*, by: Person, consultation: Consultation, public_id: str, satisfied: bool) -> Disposition:
    """Say for the department whether what became of its comment satisfies it."""
    row = (
        Disposition.unfiltered.select_related("comment")
        .filter(
            comment__consultation=consultation.pk,
            comment__public_id=public_id,
            comment__organisation=by.organisation.pk if by.organisation else None,
        )
        .first()
    )
    if row is None or consultation.published_at is None:
        raise Refused(_("There is no published answer to a comment of your department here."))
    row.satisfied = satisfied
    row.revision += 1
    row.save()
    doors.about(Comment.unfiltered.get(pk=row.comment_id))
    doors.note(satisfied=satisfied)
    return row


def _released(consultation: Consultation, public_id: str) -> Comment:
    found = Comment.unfiltered.filter(
        consultation=consultation.pk, public_id=public_id, state=State.RELEASED
    ).first()
    if found is None:
        raise Refused(_("Its department took this comment back, or it was never released. Look at the list."))
    return found


def _duplicate_of(consultation: Consultation, found: Comment, answered: Answered) -> int | None:
    """The comment that this one repeats, which repeats none itself: an answer is never more than one step away."""
    if answered.outcome not in Outcome.values:
        raise Refused(_("Choose how the comment is dealt with."), outcome=_("Choose one of those listed."))
    if answered.outcome != Outcome.DUPLICATE:
        return None
    of = Comment.unfiltered.filter(
        consultation=consultation.pk, public_id=answered.duplicate_of, state=State.RELEASED
    ).exclude(pk=found.pk)
    repeats = Disposition.unfiltered.filter(outcome=Outcome.DUPLICATE)
    other = of.exclude(pk__in=repeats.values("comment")).first()
    if other is None or repeats.filter(duplicate_of=found.pk).exists():
        raise Refused(
            _("Choose the comment that this one repeats: a released one that is no duplicate itself."),
            duplicate_of=_("Choose one of those listed."),
        )
    return other.pk


def _is_applied(outcome: str) -> bool:
    return outcome in (Outcome.ACCEPTED, Outcome.CHANGED)
