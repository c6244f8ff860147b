"""What is told outside the pages: letters, digests, the log's bytes, what the portal keeps of content elsewhere.

What a letter may say follows the strictest mark in it: CLEAR and GREEN title and summary, AMBER number and deadline,
STRICT and RED that there is something new. Every letter the worker writes for every event of the world is read whole.
"""

import logging
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import Message
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.db import models

from tests.leaks import CANARY, canary, make_item
from tests.matrix import Matrix
from tests.numbering import numbers_in
from tests.personal import OF_A_PERSON
from tests.test_rule import Named
from waypost.access.keys import Audience, key
from waypost.access.marked import Seen
from waypost.access.marks import Mark
from waypost.alerts.actions.contesting import watch_contests
from waypost.alerts.actions.flash import watch_second_checks
from waypost.core import clock
from waypost.core.models import AuditRow, Event
from waypost.curriculum.models import Comment, Consultation, Curriculum
from waypost.groups.models import ActionItem, Charter, Meeting, Space, Thread
from waypost.notices import digests, letters, tidings, worker
from waypost.notices.models import Digest, Mail, Notice
from waypost.notices.sending import Outlet, deliver, waiting
from waypost.people.models import Person
from waypost.projects.models import Project
from waypost.publications.actions import afterwards, reminding
from waypost.publications.actions.expiring import watch_dates
from waypost.publications.actions.ladder import climb_ladders
from waypost.publications.models import Publication, Text, WiderRequest
from waypost.publications.states import Stage
from waypost.reporting.models import Overlap
from waypost.requests.actions.reminding import remind_the_silent
from waypost.requests.models import Question, Request
from waypost.training.models import Cohort, Intake, Joining, Nominee, PracticalSession, Programme, Trainer

pytestmark = pytest.mark.matrix

# Tellings that the world has no event of, and where they are tested.
NOT_IN_THE_WORLD = {
    "publications.somebody_found": "publications/tests/test_ladder.py",
    "publications.personal_data_found": "publications/tests/test_gate.py",
    **{
        f"curriculum.{name}": "curriculum/tests/test_consultation.py"
        for name in (
            "consultation_extended",
            "silent_reminded",
            "dispositions_published",
            "comment_merged",
        )
    },
    "requests.deadline_moved": "requests/tests/test_changing.py",
    "training.resource_overtaken": "training/tests/test_taught_from.py",
    "training.session_moved": "training/tests/test_joining.py",
    "training.left": "training/tests/test_joining.py",
    **{
        f"training.trainer_{kind}{whom}": "training/tests/test_trainers.py"
        for kind in ("ends", "over")
        for whom in ("", "_to_command")
    },
    **{
        f"groups.{kind}": "groups/tests/test_meetings.py"
        for kind in ("meeting_written", "minutes_adopted", "action_reminded", "action_opened_again")
    },
    "training.seat_freed": "training/tests/test_enrolment.py",
    "training.seats_set": "training/tests/test_enrolment.py",
    "training.test_opened": "training/tests/test_testing.py",
    "training.evaluation_reminded": "training/tests/test_evaluation.py",
    "alerts.superseded": "alerts/tests/test_lifecycle.py",
    "alerts.second_checked": "alerts/tests/test_flash.py",
    **{
        f"publications.published_followed_{pace}": "publications/tests/test_follows.py"
        for pace in ("at_once", "daily", "weekly", "portal")
    },
    **{
        f"publications.translation_approved_followed_{pace}": "publications/tests/test_translated.py"
        for pace in ("at_once", "daily", "weekly", "portal")
    },
}

ROLLED = (
    *("intake", "practicalsession", "nominee", "taughtfrom", "trainer", "consultation", "comment"),
    *("charter", "thread", "meeting", "actionitem", "overlap"),
)

# What holds content and is no marked model, and how it is reached.
KEEPS_CONTENT = {
    "StoredFile.name": "through the attachment",
    "FileText.pages": "the index, and through the attachment",
}


def send_all() -> list[tuple[Mail, Message]]:
    """Everything that may go out now, as the worker sends it: each mail with the letter that went out for it."""
    django_mail.outbox.clear()
    outlet = Outlet()
    mails = list(waiting())
    for each in mails:
        deliver(each, outlet)
    by_token = {each.token: each for each in mails}
    sent = [message.message() for message in django_mail.outbox]
    return [(by_token[letter["Message-ID"].strip("<>").partition("@")[0]], letter) for letter in sent]


def whole(letter: Message) -> str:
    """Everything in a letter that somebody could read, decoded; every header too, and lines of an entry unfolded."""
    lines = [f"{name}: {_decoded(str(value))}" for name, value in letter.items()]
    parts = [part for part in letter.walk() if part.get_content_maintype() == "text"]
    texts = [part.get_payload(decode=True).decode() for part in parts]
    return "\n".join([*lines, *texts]).replace("\r\n ", "").replace("\n ", "")


def _decoded(header: str) -> str:
    return str(make_header(decode_header(header)))


@pytest.fixture
def sent(matrix: Matrix) -> list[tuple[Mail, Message]]:
    """What goes out of the world as it stands: written once, for whoever only reads it."""
    if "sent" not in matrix.found:
        matrix.found["sent"] = send_all()
    letters: list[tuple[Mail, Message]] = matrix.found["sent"]
    return letters


@dataclass(frozen=True)
class Rolled:
    """A cohort that takes nominations, a practical session of it or somebody nominated for it, where letters are about
    that: read by whoever reads its programme. Or a trainer, of whom letters say which curriculum they teach; a meeting,
    or an action item of one; two activities that overlap.
    """

    public_id: str
    head: Any  # with its mark and code
    titles: str  # and its number

    @classmethod
    def all(cls) -> "list[Rolled]":
        heads = Curriculum.unfiltered.in_bulk()
        return [
            *(each for intake in Intake.unfiltered.all() for each in cls.of(intake)),
            *(cls.teaching(each.public_id, heads[each.curriculum_id]) for each in Trainer.unfiltered.all()),
            *cls.consulted(),
            *(each for meeting in Meeting.unfiltered.all() for each in cls.meeting(meeting)),
            *(cls.of_two(each) for each in Overlap.unfiltered.select_related("one", "other", "programme")),
        ]

    @classmethod
    def meeting(cls, head: Meeting) -> "list[Rolled]":
        """An invitation says all that an entry of a calendar does."""
        project = Project.unfiltered.filter(pk=head.project_id or 0).first()
        said = (head.title, head.place, head.link, head.because, project.code if project else "")
        actions = ActionItem.unfiltered.filter(meeting=head.pk)
        return [
            cls(head.public_id, head, " ".join(said)),
            *(cls(each.public_id, head, f"{each.words} {head.title}") for each in actions),
        ]

    @classmethod
    def of_two(cls, pair: Overlap) -> "Rolled":
        def readers() -> list[Person]:
            one, other = (list(each.people_who_can_see()) for each in pair.two())
            return [each for each in one if each in other]

        head = SimpleNamespace(pk=pair.one_id, code="", mark=pair.mark, people_who_can_see=readers)
        return cls(pair.public_id, head, pair.title)

    @classmethod
    def teaching(cls, public_id: str, head: Curriculum) -> "Rolled":
        return cls(public_id, head, " ".join((head.code, head.title_en, head.title_th)))

    @classmethod
    def consulted(cls) -> "list[Rolled]":
        """Consultations and comments, under their own mark: read by those whom each reaches."""
        things = list(Consultation.unfiltered.all())
        about = Consultation.versions(Consultation.unfiltered.all())
        rows: list[tuple[Any, int]] = [(each, each.pk) for each in things]
        rows += [(each, each.consultation_id) for each in Comment.unfiltered.all()]
        return [cls._of(each, about[pk].curriculum) for each, pk in rows]

    @classmethod
    def _of(cls, thing: Any, curriculum: Curriculum) -> "Rolled":
        readers = thing.people_who_can_see
        head = SimpleNamespace(
            mark=Consultation.mark, pk=curriculum.pk, code=curriculum.code, people_who_can_see=readers
        )
        return cls(thing.public_id, head, curriculum.code)

    @classmethod
    def of(cls, intake: Intake) -> "list[Rolled]":
        cohort = Cohort.unfiltered.get(pk=intake.cohort_id)
        head = Programme.unfiltered.get(pk=cohort.programme_id)
        columns = [
            f"{name}_{each}" for name in ("venue", "bring", "call", "because") for each in ("en", "th")
        ]
        rows = Joining.unfiltered.filter(intake=intake.pk).values_list(*columns)
        instructed = [said for row in rows for said in row]
        columns = ["title_en", "title_th", "place_en", "place_th", "vessel_name", "province"]
        held = PracticalSession.unfiltered.filter(intake=intake.pk)
        instructed += [said for row in held.values_list(*columns) for said in row]
        titles = " ".join(
            (head.code, head.title_en, head.title_th, cohort.name_en, cohort.name_th, *instructed)
        )
        idents = [intake.public_id, *held.values_list("public_id", flat=True)]
        idents += Nominee.unfiltered.filter(intake=intake.pk).values_list("public_id", flat=True)
        return [cls(ident, head, titles) for ident in idents]

    @property
    def thing(self) -> SimpleNamespace:
        return SimpleNamespace(mark=Mark(self.head.mark))


@dataclass(frozen=True)
class OfGroup(Rolled):
    """A group, of which letters say the name, or a thread of one, of which they say nothing."""

    mark: Mark = Mark.GREEN

    @classmethod
    def all(cls) -> "list[Rolled]":
        spaces = Space.unfiltered.in_bulk()
        charters: list[Rolled] = [cls(each.public_id, each, "") for each in Charter.unfiltered.all()]
        threads = Thread.unfiltered.values_list("public_id", "space")
        return charters + [cls(ident, spaces[space], "", Mark.AMBER) for ident, space in threads]

    @property
    def thing(self) -> SimpleNamespace:
        return SimpleNamespace(mark=self.mark)


def items_of(matrix: Matrix, each: Mail) -> list[Any]:
    """The items a mail is about: one of a notice, all that a digest gathered."""
    if "told of" not in matrix.found:
        every = (*matrix.items, *matrix.inquiries, *Rolled.all(), *OfGroup.all())
        matrix.found["told of"] = {item.public_id: item for item in every}
    by_id = matrix.found["told of"]
    if each.notice is not None:
        return [by_id[each.notice.subject_id]]
    assert each.digest is not None
    told = Notice.objects.filter(person=each.digest.person_id, pace=each.pace, at__lte=each.digest.until)
    return [by_id[notice.subject_id] for notice in told]


def check(matrix: Matrix, each: Mail, letter: Message) -> Mark:
    """One letter against the table of marks. Returns the strictest mark in it."""
    items, said = items_of(matrix, each), whole(letter)
    mark = max(item.thing.mark for item in items)
    found = matrix.canaries & set(CANARY.findall(said))
    if each.post_id is not None or mark >= Mark.AMBER:
        # The number of an item is no word of anybody's; that of a programme is its organisation's own.
        numbers = {getattr(item.head, "code", "") for item in items if isinstance(item, Rolled)}
        assert found <= numbers, f"A letter under {mark.label} says {found}"
    assert found <= _titles_and_summaries(items), f"A letter says more than title and summary: {found}"
    person = each.notice.person if each.notice else each.digest.person  # type: ignore[union-attr]
    assert found <= matrix.allowed_to(person), f"A letter tells {person} of {items}"
    named = set(OF_A_PERSON.findall(said)) - matrix.allowed_to(person)
    assert not named, f"A letter to {person} says {named} of somebody"
    if mark >= Mark.STRICT:
        _says_nothing(matrix, items, said)
    assert not numbers_in(said) & {str(item.head.pk) for item in items}
    return mark


def _titles_and_summaries(items: list[Any]) -> set[str]:
    heads = [item.head.pk for item in items if not isinstance(item, Rolled)]
    texts = Text.unfiltered.filter(version__publication__in=heads)
    said = " ".join(f"{title} {summary}" for title, summary in texts.values_list("title", "summary"))
    said += " ".join(item.titles for item in items if isinstance(item, Rolled))
    asked = Question.unfiltered.filter(request__in=heads)
    return set(CANARY.findall(f"{said} {' '.join(asked.values_list('title', flat=True))}"))


def _says_nothing(matrix: Matrix, items: list[Any], said: str) -> None:
    """No link text, no number, no name of anybody who could be concerned, no mark."""
    cast = matrix.cast
    silent = ["TLP", "href", "http", "/inbox/", "/items/", cast.police.name_en, cast.police.name_th]
    silent += [f"{cast.police.code}-", cast.coast.name_en, "Thailand"]
    numbers = (getattr(item.head, "reference", "") or item.public_id for item in items)
    silent += [*(item.public_id for item in items), *numbers]
    # The address that ends a digest, for mail programs: it is the reader's own and tells of nothing.
    plain = re.sub(r"List-Unsubscribe: <[^>]*>", "", said)
    assert [word for word in silent if word in plain] == []


def test_every_letter_says_what_its_mark_lets_it(matrix: Matrix, sent: list[tuple[Mail, Message]]) -> None:
    marks: dict[Mark, int] = defaultdict(int)
    for each, letter in sent:
        marks[check(matrix, each, letter)] += 1
    assert set(marks) == set(Mark), "Letters of every mark go out."
    assert min(marks.values()) > 3


def test_letters_go_to_whoever_may_see_and_to_nobody_else(
    matrix: Matrix, sent: list[tuple[Mail, Message]]
) -> None:
    who_sees: dict[str, set[str]] = {}
    for each, letter in sent:
        [item] = items_of(matrix, each)
        address = letter["To"]
        if item.public_id not in who_sees:
            who_sees[item.public_id] = {person.email for person in item.head.people_who_can_see()}
        readers = who_sees[item.public_id]
        mailboxes = {f"post-{email}" for email in readers}
        assert address in readers | mailboxes
        assert (letter["Cc"], letter["Bcc"]) == (None, None)


def _go_on(matrix: Matrix) -> Matrix:
    """The world with new items of every mark, a wider release, a request granted and dates that come."""
    cast = matrix.cast
    items = [make_item(cast, mark, Stage.PUBLISHED, "bulletin") for mark in Mark]
    amber, green = items[Mark.AMBER], items[Mark.GREEN]
    wider = key(Audience.ORGANISATION, cast.mission.pk, cast.regional.pk)
    afterwards.widen(by=cast.deputy, publication=amber.publication, to=frozenset({wider}))
    asked = WiderRequest.unfiltered.get(publication=amber.publication.pk, outcome="open")
    afterwards.answer_wider(
        by=cast.officer, publication=amber.publication, request=asked.public_id, grant=True, answer=""
    )
    released = (Named(Audience.ORGANISATION, name) for name in ("coast", "mission", "lone"))
    amber.thing = replace(amber.thing, releases=tuple(released))
    reminding.remind(by=cast.officer, publication=green.publication)
    soon = clock.today() + timedelta(days=40)
    afterwards.extend(by=cast.officer, publication=green.publication, review_by=None, expires_on=soon)
    return Matrix(cast, [*matrix.items, *items], matrix.kept, matrix.inquiries, matrix.trainings)


def test_every_telling_of_items_is_told_and_says_what_it_may(matrix: Matrix, hands: Any) -> None:
    """Wider release, ladders and dates too: months go by, and every letter on the way is read."""
    world = _go_on(matrix)
    for days in (0, 1, 5, 25, 15, 40, 30):
        hands.forward(days=days)
        climb_ladders()
        watch_contests()
        watch_second_checks()
        watch_dates()
        remind_the_silent()
        for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
            worker.tell(event)
        digests.gather()
        for each, letter in send_all():
            check(world, each, letter)
    about_items = {
        kind
        for kind, each in tidings._kinds.items()
        if each.subject.label in (Publication.named_as, Request.named_as, *ROLLED)
    }
    told = set(Notice.objects.values_list("kind", flat=True))
    assert about_items - told == set(NOT_IN_THE_WORLD)


def test_a_digest_says_what_its_strictest_mark_lets_it(matrix: Matrix, hands: Any) -> None:
    send_all()
    Digest.objects.all().delete()
    hands.forward(hours=24)
    assert digests.gather() > 0
    gathered = [(each, letter) for each, letter in send_all() if each.digest_id is not None]
    assert gathered
    for each, letter in gathered:
        check(matrix, each, letter)


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED])
def test_one_strict_item_silences_a_whole_digest(matrix: Matrix, hands: Any, mark: Mark) -> None:
    """A digest of a GREEN item and of one under the mark: the second decides."""
    about = [
        item
        for item in matrix.items
        if item.thing.stage == "published" and item.thing.mark in (Mark.GREEN, mark) and not item.thing.public
    ]
    Notice.objects.exclude(subject_id__in=[item.public_id for item in about]).delete()
    hands.forward(hours=24)
    digests.gather()
    own = [
        (each, letter)
        for each, letter in send_all()
        if each.digest is not None and each.digest.person_id == matrix.cast.officer.pk
    ]
    assert len(own) == 1
    assert check(matrix, *own[0]) == mark


def test_the_doorbell_has_no_content(matrix: Matrix) -> None:
    assert not CANARY.search(letters.doorbell())


def test_the_log_and_the_events_hold_no_content(matrix: Matrix) -> None:
    """Not the bytes of the audit log, nor what waits to be told: acts, ids, numbers and states."""
    rows = [bytes(row).decode() for row in AuditRow.objects.values_list("canonical", flat=True)]
    facts = [f"{facts} {trouble}" for facts, trouble in Event.objects.values_list("facts", "trouble")]
    assert len(rows) > 100
    assert [text for text in [*rows, *facts] if CANARY.search(text) or OF_A_PERSON.search(text)] == []


def test_content_is_kept_in_marked_models_only(matrix: Matrix) -> None:
    """Every other column of every other table, found by walking the registry."""
    found = {
        f"{model.__name__}.{field.attname}"
        for model in apps.get_models()
        if not issubclass(model, Seen) and model._meta.managed
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)
        if any(
            CANARY.search(_as_text(value))
            for value in model._base_manager.values_list(field.attname, flat=True)
        )
    }
    assert found == set(KEEPS_CONTENT)


def _as_text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def test_what_is_logged_holds_no_content(matrix: Matrix, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG: reading, searching, writing, refusing, breaking and sending leave no word of anybody's in a log."""
    typed = canary()
    with caplog.at_level(logging.DEBUG):
        for name in ("officer", "coast_officer", "customs_officer", "visitor"):
            guest = matrix.guest(name)
            for item in matrix.items:
                guest.get(f"/items/{item.public_id}/")
                guest.get(f"/items/?q={typed}")
                for page in ("withdraw", "acknowledge", "ask", "write", "wider", "review"):
                    names = ("because", "remark", "reason", "title", "body", "answer")
                    words = {name: [typed] for name in names}
                    guest.knock("POST", f"/items/{item.public_id}/{page}/", words)
        send_all()
    logged = [f"{record.getMessage()} {record.exc_text or ''} {record.args}" for record in caplog.records]
    assert len(logged) > 50
    assert [line for line in logged if CANARY.search(line)] == []


def test_sessions_keep_no_content(matrix: Matrix) -> None:
    typed = canary()
    guest = matrix.guest("officer")
    for item in matrix.items:
        guest.knock("POST", f"/items/{item.public_id}/withdraw/", {"because": [typed]})
        guest.knock("POST", f"/items/{item.public_id}/write/", {"title": [typed], "revision": ["1"]})
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert kept
    assert [text for text in kept if CANARY.search(text)] == []
