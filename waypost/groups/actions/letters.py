"""Entering a letter in the register of a group, and striking one out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.gate.refusing import check_words
from waypost.groups.models import Letter, Space, Wants, Way
from waypost.groups.models.letters import WAITED_FOR
from waypost.groups.policies import may_keep
from waypost.people.models import Organisation, Person

FAMILIES = ("pdf", "image")


@dataclass(frozen=True)
class Entry:
    """A letter as it is entered. ``other``: who wrote it, or to whom it went."""

    way: Way
    number: str
    dated: date
    other: str
    subject: str
    wants: Wants
    organisation: Organisation | None = None
    due_on: date | None = None


@action("groups.letter_entered", allowed=may_keep)
def enter(
    *, by: Person, space: Space, entry: Entry, answers: Letter | None = None, scan: Clean | None = None
) -> Letter:
    """One more line of the register. The scan, a PDF or a picture, is read by those who sit in the group."""
    _check(space, entry, answers)
    if scan is not None and scan.kind.family not in FAMILIES:
        raise Refused(_("Send the scan as a PDF or a picture."), scan=_("A PDF or a picture."))
    letter = Letter(
        space_id=space.pk,
        **vars(entry),
        answers_id=answers.pk if answers else None,
        scan=vault.keep(scan) if scan else None,
        entered_at=clock.now(),
    )
    letter.save()
    doors.about(letter)
    doors.note(way=entry.way.value, answers=answers is not None)
    return letter


@action("groups.letter_struck", allowed=may_keep)
def strike(*, by: Person, space: Space, letter: Letter, because: str) -> Letter:
    """Entered by mistake: its line stays and says why, and it is waited for no longer."""
    kept = Letter.unfiltered.get(pk=letter.pk, space=space.pk)
    if kept.struck_because:
        raise Refused(_("This letter is struck out already."))
    if not because:
        raise Refused(_("Say why, in one sentence."), because=_("One sentence."))
    check_words(because=because)
    kept.struck_because = because
    kept.save()
    doors.about(kept)
    return kept


def _check(space: Space, entry: Entry, answers: Letter | None) -> None:
    check_words(number=entry.number, other=entry.other, subject=entry.subject)
    if entry.dated > clock.today():
        raise Refused(
            _("This day is still to come. Write the date on the letter."), dated=_("Still to come.")
        )
    if entry.due_on is not None and entry.wants not in WAITED_FOR:
        sentence = _(
            "Only a letter for action or comment has a day until which it is answered. Leave it empty."
        )
        raise Refused(sentence, due_on=_("Leave it empty."))
    if entry.due_on is not None and entry.due_on < entry.dated:
        raise Refused(
            _("This is before the date of the letter. Give a later day."), due_on=_("Give a later day.")
        )
    if entry.wants == Wants.RESPONSE and answers is None:
        raise Refused(_("Choose the letter it answers."), answers=_("Choose the letter it answers."))
    if answers is not None:
        _check_answer(space, entry, answers)
    if Letter.same(space.pk, entry.way, entry.number, entry.dated).exists():
        raise Refused(
            _("A letter with this number and date stands in the register already."),
            number=_("There already."),
        )


def _check_answer(space: Space, entry: Entry, answers: Letter) -> None:
    """It goes the other way than what it answers, and not before it."""
    kept = Letter.unfiltered.filter(pk=answers.pk, space=space.pk, struck_because="").first()
    if kept is None or kept.way == entry.way or kept.dated > entry.dated:
        sentence = _("A letter answers an earlier one that went the other way. Choose another, or none.")
        raise Refused(sentence, answers=_("Choose another, or none."))
