"""The gate forgets no text: every column, every part of every kind and every act is found by walking the system.

A new text column, a new kind, or a new act barks here until somebody has said how it passes the gate.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models

from tests.cast import NOON, TODAY, Cast
from tests.leaks import NO_CANARY
from waypost.access.marked import Seen
from waypost.access.marks import Mark
from waypost.alerts.actions import contesting, seeing, writing
from waypost.alerts.models import Term
from waypost.alerts.tests import alerting, urgent
from waypost.alerts.tests.contested import of_the_coast
from waypost.core import clock, doors
from waypost.core.doors import outside_actions
from waypost.core.errors import Refused
from waypost.core.ids import PublicId
from waypost.curriculum.actions import consultation, dispositions
from waypost.curriculum.actions.document import stored, write_document
from waypost.curriculum.actions.topics import TopicWords, propose
from waypost.curriculum.actions.versions import begin, move, write_version
from waypost.curriculum.document import Words
from waypost.curriculum.models import Curriculum, Status
from waypost.curriculum.tests import commenting
from waypost.curriculum.tests.consulting import consulted, signed
from waypost.files.models import FileText, StoredFile
from waypost.groups.actions import charters, following, letters, meetings, minutes, threads
from waypost.groups.actions.letters import Entry
from waypost.groups.models import (
    ActionItem,
    Feedback,
    Letter,
    Meeting,
    MinutesComment,
    MinutesParagraph,
    Space,
    Wants,
    Way,
)
from waypost.groups.tests import meeting, seating
from waypost.people.models import Person
from waypost.projects.actions.projects import LineWords, change_line, fund
from waypost.projects.models import FundingLine
from waypost.projects.tests import activities
from waypost.publications.actions import afterwards, answering, approving, drafting, gating, using
from waypost.publications.kinds import Kind, kinds
from waypost.publications.models import Attachment, Publication, Text, Version
from waypost.publications.models.gating import undecided
from waypost.publications.tests.sharing import (
    THAI,
    asking,
    drafted,
    fresh,
    key_of,
    keys,
    shared,
    waiting,
)
from waypost.publications.tests.shelf import attach
from waypost.reporting.tests import overlapping
from waypost.requests import gates
from waypost.requests.actions import asking as asking_of
from waypost.requests.tests import posing
from waypost.training.actions import (
    assessing,
    attendance,
    certificates,
    cohorts,
    enrolment,
    evaluation,
    lessons,
    nomination,
    practicals,
    trainers,
)
from waypost.training.actions.information import correct
from waypost.training.actions.joining import Instructions, cancel_joining, send_joining
from waypost.training.actions.lessons import Option
from waypost.training.actions.programmes import CohortWords, Unit, add_cohort, engage
from waypost.training.actions.resources import clear
from waypost.training.actions.rubrics import CriterionWords
from waypost.training.models import Certificate, Engagement, Evaluation, Trainer
from waypost.training.packages.tests.builder import scorm
from waypost.training.standard import ItemWords
from waypost.training.tests import enrolling, lessoning, marking, playing, practising, teaching, telling
from waypost.training.tests.asking import asked as in_the_bank
from waypost.training.tests.marking import written as rubric_of
from waypost.training.tests.test_certificates import nominee, rolled

pytestmark = pytest.mark.django_db
PAPER = "passport no. AA1234567"
ROOMS = ("publications", "library", "alerts")

# Columns that readers of an item read: ``found_in`` has to see them. What is written into each, and of which row.
READ: dict[str, Callable[[Publication], models.QuerySet[Any]]] = {
    "Text.title": lambda item: Text.unfiltered.filter(version=item.live_id),
    "Text.summary": lambda item: Text.unfiltered.filter(version=item.live_id),
    "Text.body": lambda item: Text.unfiltered.filter(version=item.live_id),
    "Version.changes": lambda item: Version.unfiltered.filter(pk=item.live_id),
    "Version.part": lambda item: Version.unfiltered.filter(pk=item.live_id),
    "Publication.national_marking": lambda item: Publication.unfiltered.filter(pk=item.pk),
    "Attachment.description": lambda item: Attachment.unfiltered.filter(version=item.live_id),
    "StoredFile.name": lambda _item: StoredFile.objects.all(),
    "FileText.pages": lambda _item: FileText.objects.all(),
}
# Columns that hold one sentence to somebody, refused as it is typed; by the act that writes it.
SENTENCES = {
    "Publication.withdrawn_because": "publications.withdrawn",
    "Version.returned_because": "publications.returned",
    "Acknowledgement.remark": "publications.acknowledged",
    "WiderRequest.reason": "publications.wider_asked",
    "WiderRequest.answer": "publications.wider_answered",
    "Justification.reason": "publications.personal_data_justified",
    "Use.note": "publications.use_reported",
    "Sighting.note": "alerts.seen_too",
    "Contest.reason": "alerts.contested",
    "Contest.answer": "alerts.contest_answered",
    "Series.reference": "alerts.findings_saved",
}
# Copied at publication from the part, which is read.
FROM_THE_PART = {
    "Resource.source",
    "Resource.use",
    *(
        f"Alert.{name}"
        for name in ("issuer", "issuer_printed", "document", "model", "fraud", "seen_in", "point")
    ),
    *(f"Specimen.{name}" for name in ("issuer", "document", "model")),
    "Trait.vocabulary",
    "Trait.code",
}
# Codes and numbers of documents, which a series is.
CODES = {
    *(f"Series.{name}" for name in ("issuer", "document", "mask", "prefix", "drawer")),
    *(f"Picture.{name}" for name in ("light", "side")),
    "Sighting.point",
}

# Acts after which more is read, or by more: each is refused while something is undecided (``LETTING_OUT`` tries them).
LETS_OUT = {
    "publications.submitted",
    "publications.published",
    "publications.published_alone",
    "publications.translation_approved",
    "publications.widened",
    "publications.wider_answered",
    "publications.made_public",
}
LETS_NOTHING_OUT = {
    "publications.draft_started": "a draft is read by nobody else",
    "publications.text_saved": "a draft is read by nobody else",
    "publications.part_saved": "a draft is read by nobody else",
    "publications.addressed": "a draft is read by nobody else",
    "publications.file_attached": "a draft is read by nobody else",
    "publications.files_described": "a draft is read by nobody else",
    "publications.file_detached": "takes something away",
    "publications.file_erased": "takes something away",
    "publications.taken_back": "takes something away",
    "publications.discarded": "takes something away",
    "alerts.contest_reminded": "tells of a day that comes",
    "alerts.contest_overdue": "tells of a day that has passed",
    "alerts.drill_answered": "a row of one's own",
    "alerts.superseded": "leads to what is read already",
    "alerts.second_checked": "another person answers for what is read already",
    "alerts.second_check_missed": "tells of a time that is over",
    "publications.reminded": "tells those who were told before",
    "publications.expiry_warned": "tells the originator of a date",
    "publications.review_warned": "tells the originator of a date",
    "publications.version_started": "a draft is read by nobody else",
    "publications.translation_saved": "waits for its approval",
    "publications.extended": "changes dates",
    "publications.personal_data_found": "tells the originator",
    "alerts.findings_saved": "a draft is read by nobody else",
    "alerts.series_imported": "a draft is read by nobody else",
    "alerts.pictures_placed": "a draft is read by nobody else",
    "alerts.picture_redacted": "a draft is read by nobody else, and the gate reads no pictures",
    "alerts.original_dropped": "erases what nobody could open",
    **dict.fromkeys(
        ("alerts.term_added", "alerts.term_worded", "alerts.term_ended", "alerts.term_offered_again"),
        "words of a vocabulary, which is about documents",
    ),
    "publications.found": "a number",
    "publications.read": "a read mark",
    "publications.content_opened": "a record of reading",
    **dict.fromkeys(("publications.search_counted", "publications.searched_in_vain"), "a number"),
    "publications.index_rebuilt": "words that are read already",
    "requests.words_rebuilt": "words that are read already",
    "alerts.words_written_anew": "words that are read already",
    "publications.look_up_rebuilt": "words that are read already",
    "publications.file_text_indexed": "makes pages that can be opened already findable; the item's page tells",
    **dict.fromkeys(SENTENCES.values(), "one sentence, refused as it is typed"),
}


def _justified(cast: Cast, by: Person) -> None:
    """A number, and the same number as the reason why it may stay: by who asks, or by who answers."""
    if by == cast.focal_point:
        made = posing.drafted(cast, Mark.AMBER, cast.coast, text=PAPER)
        [found] = gates.found_in(made, {"text": PAPER}, {})
        asking_of.ask(by=by, request=made, revision=2, reasons={found.digest: PAPER})
    else:
        made = posing.asked(cast)
        [found] = gates.found_in(made, {"text": PAPER}, {})
        posing.answered(by, made, PAPER, reasons={found.digest: PAPER})


# Columns of requests and answers, which go out by one act each; by what that act is given.
OF_REQUESTS: dict[str, Callable[[Cast], object]] = {
    "Question.title": lambda cast: posing.asked(cast, title=PAPER),
    "Question.text": lambda cast: posing.asked(cast, text=PAPER),
    "Request.national_marking": lambda cast: posing.asked(cast, national_marking=PAPER),
    "Question.reasons": lambda cast: _justified(cast, cast.focal_point),
    "Answer.text": lambda cast: posing.answered(cast.coast_focal_point, posing.asked(cast), PAPER),
    "Answer.reasons": lambda cast: _justified(cast, cast.coast_focal_point),
    "Request.withdrawn_because": lambda cast: asking_of.withdraw(
        by=cast.focal_point, request=posing.asked(cast), because=PAPER
    ),
}


def _project(cast: Cast, **facts: str) -> object:
    return teaching.funded(cast, **facts)


def _charter(cast: Cast, **words: str) -> object:
    return charters.found(
        by=cast.secretariat,
        network=cast.programme,
        name_en="Group",
        name_th="คณะ",
        purpose=seating.purpose(**words),
    )


def _thread(cast: Cast, **words: str) -> object:
    made = seating.found(cast)
    seating.give(cast.secretariat, made, cast.secretariat, "secretary")
    said = {"title": "Topic", "text": "Nothing.", **words}
    return threads.begin(by=cast.secretariat, space=seating.space(cast.secretariat, made), **said)


def _letter(cast: Cast, **words: str) -> object:
    made, by = seating.found(cast), cast.secretariat
    seating.give(by, made, by, "secretary")
    said = {"number": "1/2563", "other": "Department C", "subject": "Trainers", **words}
    entry = Entry(way=Way.IN, dated=TODAY, wants=Wants.ACTION, **said)
    return letters.enter(by=by, space=seating.space(by, made), entry=entry)


def _struck(cast: Cast, struck_because: str) -> object:
    _letter(cast)
    letter, by = Letter.visible_to(cast.secretariat).get(), cast.secretariat
    space = Space.visible_to(by).select_related("group__network").get()
    return letters.strike(by=by, space=space, letter=letter, because=struck_because)


def _line(cast: Cast, **words: str) -> object:
    said = {"reference": "R", "purpose_en": "x", "purpose_th": "ก", **words}
    return fund(by=cast.focal_point, project=teaching.funded(cast), donor=cast.coast, **said)


def _changed_line(cast: Cast, because: str) -> object:
    found = teaching.funded(cast)
    line, words = FundingLine.unfiltered.get(), LineWords("R", "x", "ก")
    by, revision = cast.focal_point, found.revision
    return change_line(by=by, project=found, revision=revision, line=line, words=words, because=because)


def _curriculum(cast: Cast, **words: str) -> object:
    said = {"code": "C", "title_en": "x", "title_th": "ก", **words}
    return begin(by=cast.focal_point, organisation=cast.police, network=cast.regional, **said)


def _module(cast: Cast, **words: str) -> object:
    version = teaching.taught(cast)
    kept = Curriculum.unfiltered.get(pk=version.curriculum_id)
    modules = [replace(teaching.MODULES[0], **words)]  # type: ignore[arg-type]
    return write_version(by=cast.focal_point, curriculum=kept, number="2.0.0", modules=modules)


def _paragraph(cast: Cast, **words: str) -> object:
    version = teaching.taught(cast)
    kept = Curriculum.unfiltered.get(pk=version.curriculum_id)
    document = (*stored(version), Words("text", **{"text_en": "x", "text_th": "ก", **words}))
    return write_document(by=cast.focal_point, curriculum=kept, number="1.0.0", document=document)


def _consultation(cast: Cast, **words: str) -> object:
    return commenting.consulted(cast, **words)


def _comment(cast: Cast, **words: str) -> object:
    made, because = commenting.consulted(cast), words.pop("because", "")
    row = commenting.said(cast.coast_officer, made, words.pop("said", "x"), **words)
    out = {"public_id": row.public_id, "because": because or "x"}
    return consultation.leave_out(by=cast.coast_focal_point, consultation=made, **out)


def _disposition(cast: Cast, reason: str) -> object:
    made = commenting.consulted(cast)
    row = commenting.said(cast.coast_focal_point, made, "x")
    commenting.released(cast.coast_focal_point, made)
    answered = dispositions.Answered("noted", reason)
    return dispositions.dispose(
        by=cast.focal_point, consultation=made, public_id=row.public_id, answered=answered
    )


def _finalised(cast: Cast, because: str) -> object:
    consulted(cast)
    kept = Curriculum.unfiltered.get()
    return move(
        by=cast.focal_point, curriculum=kept, number="1.0.0", status=Status.FINALISED, because=because
    )


def _proposed_topic(cast: Cast, **words: str) -> object:
    consulted(cast)
    said = {"title_en": "x", "why_en": "x", **words}
    kept = Curriculum.unfiltered.get()
    return propose(by=cast.coast_officer, curriculum=kept, words=TopicWords(**said))  # type: ignore[arg-type]


def _signed_off(cast: Cast, letter: str) -> object:
    consulted(cast)
    return signed(cast.coast_officer, letter=letter)


def _programme(cast: Cast, **words: str) -> object:
    return teaching.begun(cast, **words)


def _plan(cast: Cast, **words: str) -> object:
    return teaching.agreed(cast, teaching.begun(cast), **words)


def _unit(cast: Cast, **words: str) -> object:
    said = {"unit_en": "x", "unit_th": "ก", **words}
    return teaching.agreed(cast, teaching.begun(cast), Unit(cast.coast, 3, **said))


def _engagement(cast: Cast, **words: str) -> object:
    said = {"partner": "UNODC", **words}
    outcome = Engagement.Outcome.COMPLEMENTARY
    found = teaching.begun(cast)
    return engage(by=cast.focal_point, programme=found, on=clock.today(), outcome=outcome, **said)


def _cohort(cast: Cast, **words: str) -> object:
    said = {"name_en": "x", "name_th": "ก", **words}
    cohort = CohortWords(**said, since=clock.today(), until=clock.today())
    return add_cohort(by=cast.focal_point, programme=teaching.begun(cast), cohort=cohort)


def _cohort_changed(cast: Cast, because: str) -> object:
    programme = teaching.begun(cast)
    words = CohortWords("x", "ก", clock.today(), clock.today())
    cohort = add_cohort(by=cast.focal_point, programme=programme, cohort=words)
    said: dict[str, Any] = {"cohort": cohort, "trains_trainers": True, "because": because}
    return cohorts.change_cohort(by=cast.focal_point, programme=programme, **said)


def _material(cast: Cast, **words: str) -> object:
    return telling.adapted(cast, **words)


def _clearance(cast: Cast, **words: str) -> object:
    said = {"cleared_by_en": "x", "cleared_by_th": "ก", "cleared_reference": "1", **words}
    reference = said.pop("cleared_reference")
    material = telling.adapted(cast)
    return clear(
        by=cast.focal_point, material=material, revision=1, on=clock.today(), reference=reference, **said
    )


def _session(cast: Cast, **words: str) -> object:
    because = words.pop("because", "x")
    material = telling.cleared(cast)
    session = telling.given(cast, material, **words)
    return correct(
        by=cast.focal_point,
        session=session,
        revision=1,
        material=material,
        told=telling.told(),
        because=because,
    )


def _practical(cast: Cast, **words: str) -> object:
    intake = enrolling.offered(cast)
    because = words.pop("because", "")
    made = practising.planned(cast, intake, **{**practising.VESSEL, **words})
    return practicals.cancel_session(by=cast.secretariat, session=made, revision=1, because=because)


def _attendance(cast: Cast, because: str) -> object:
    planned = practising.planned(cast, enrolling.offered(cast))
    day = practicals.standing_days(planned)[0]
    return attendance.take_attendance(by=cast.secretariat, day=day, entries=[], because=because)


def _assessment(cast: Cast, **words: str) -> object:
    intake = enrolling.offered(cast)
    [row] = enrolling.named(cast, intake, "a@immigration.invalid")
    session, rubric = marking.marked_in(cast, intake)
    said = assessing.Marks((5, 5), **words)
    return assessing.assess(by=cast.trainer, session=session, rubric=rubric, nominee=row, marks=said)


def _module_title(cast: Cast, **words: str) -> object:
    return playing.added(cast, teaching.begun(cast), **words)


def _part_title(cast: Cast, contents: str) -> object:
    item = f'<item identifier="i" identifierref="r1"><title>{contents}</title></item>'
    return playing.added(cast, teaching.begun(cast), scorm(items=item))


def _lesson_title(cast: Cast, **words: str) -> object:
    said = {"title_en": "x", "title_th": "ก", **words}
    return lessons.begin_lesson(by=cast.focal_point, programme=teaching.begun(cast), **said)


def _lesson_page(cast: Cast, **words: str) -> object:
    said: dict[str, Any] = {**lessoning.ASKED, **words}
    if "options" in words:
        said["options"] = (Option("x", "ก", right=True), Option("y", words["options"]))
    if "said" in words:
        said["options"] = (Option("x", "ก", right=True, said_en=said.pop("said")), Option("y", "ข"))
    return lessoning.drafted(cast.focal_point, teaching.begun(cast), said)


def _seats(cast: Cast, **words: str) -> object:
    said = {"unit_en": "x", "unit_th": "ก", **words}
    units = [enrolment.UnitSeats(cast.immigration, 3, **said)]
    intake = enrolling.offered(cast)
    said_anew = {"revision": intake.revision, "closes_on": intake.closes_on, "units": units}
    return enrolment.set_seats(by=cast.secretariat, intake=intake, **said_anew)


def _order(cast: Cast, number: str) -> object:
    intake, by = enrolling.offered(cast), cast.immigration_focal_point
    rows = [(enrolling.unit_of(intake, cast.immigration), enrolling.officer("a@immigration.invalid"))]
    order = replace(enrolling.ORDER, number=number)
    return nomination.nominate(by=by, intake=intake, order=order, officers=rows)


def _because(cast: Cast, because: str) -> object:
    intake = enrolling.offered(cast)
    rows = enrolling.named(cast, intake, "a@immigration.invalid")
    return enrolment.refuse(by=cast.second_secretariat, intake=intake, nominees=rows, because=because)


def _question(cast: Cast, **words: str) -> object:
    said: dict[str, Any] = dict(words)
    if "options" in words:
        said["options"] = [("x", "ก"), (words["options"], "ข")]
    return in_the_bank(cast.focal_point, teaching.begun(cast), text_en=said.pop("text_en", "x"), **said)


def _rubric(cast: Cast, **words: str) -> object:
    return rubric_of(cast.focal_point, teaching.begun(cast), **words)


def _criterion(cast: Cast, **words: str) -> object:
    criteria = [CriterionWords(**{"words_en": "x", "words_th": "ก", "points": 1, **words})]
    return rubric_of(cast.focal_point, teaching.begun(cast), criteria=criteria)


def _joining(cast: Cast, **words: str) -> object:
    intake, by = enrolling.offered(cast), cast.secretariat
    because = {name: words.pop(name) for name in ("because_en", "because_th") if name in words}
    begins = clock.now() + timedelta(days=7)
    said = {f"{name}_{each}": "x" for name in ("venue", "bring", "call") for each in ("en", "th")} | words
    instructions = Instructions(starts_at=begins, ends_at=begins + timedelta(days=2), **said)
    sent = send_joining(by=by, intake=intake, number=0, instructions=instructions)
    if not because:
        return sent
    reason = {"because_en": "x", "because_th": "ก", **because}
    return cancel_joining(by=by, intake=intake, number=1, **reason)


def _issued(cast: Cast) -> Certificate:
    intake = rolled(cast)
    with clock.standing_at(clock.now() + timedelta(days=14)):
        taught = certificates.Taught(cast.trainer, minutes_practical=60)
        rows = [nominee(intake)]
        [made] = certificates.certify(by=cast.deputy, intake=intake, nominees=rows, taught=taught)
    return made


def _certificate(cast: Cast, because: str) -> object:
    made, names = _issued(cast), certificates.Names("x")
    return certificates.reissue(by=cast.deputy, certificate=made, names=names, because=because)


def _revocation(cast: Cast, because: str) -> object:
    return certificates.revoke(by=cast.deputy, certificate=_issued(cast), because=because)


def _named(cast: Cast) -> Trainer:
    curriculum = Curriculum.unfiltered.get(pk=teaching.taught(cast).curriculum_id)
    return trainers.name(by=cast.deputy, curriculum=curriculum, person=cast.trainer)


def _teach_back(cast: Cast, note: str) -> object:
    trainer, rubric = _named(cast), rubric_of(cast.focal_point, teaching.begun(cast), exercise="teach-back")
    return trainers.mark_teach_back(
        by=cast.deputy, trainer=trainer, rubric=rubric, scores=[5, 5], on=clock.today(), note=note
    )


def _renewed(cast: Cast, because: str) -> object:
    trainer = _named(cast)
    trainers.recognise(by=cast.deputy, trainer=trainer, recognised_by="x", recognised_on="x")
    return trainers.renew(by=cast.deputy, trainer=trainer, interview=because)


def _trainer(cast: Cast, **words: str) -> object:
    said = {"recognised_by": "x", "recognised_on": "x", **words}
    return trainers.recognise(by=cast.deputy, trainer=_named(cast), **said)


def _withdrawn(cast: Cast, because: str) -> object:
    return trainers.withdraw(by=cast.deputy, trainer=_named(cast), because=because)


def _evaluation_form(cast: Cast, **words: str) -> object:
    items = [ItemWords("agree", **{"text_en": "x", "text_th": "ก", **words})]
    return evaluation.write_form(
        by=cast.focal_point, programme=teaching.begun(cast), level="reaction", items=items
    )


def _asked(cast: Cast, level: str) -> Evaluation:
    intake, day = rolled(cast), clock.now() + timedelta(days=14)
    with clock.standing_at(day):
        return evaluation.open_evaluation(by=cast.deputy, intake=intake, level=level, closes_on=day.date())


def _evaluated(cast: Cast, words: str) -> None:
    made = _asked(cast, "reaction")
    evaluation.answer(by=cast.immigration_officer, evaluation=made, answers={7: words})


def _stated(cast: Cast, answers: str) -> object:
    return evaluation.state(by=cast.deputy, evaluation=_asked(cast, "return"), answers={7: answers})


def _called(cast: Cast) -> Meeting:
    """Over, with minutes that are circulated."""
    found = meeting.called(cast, "Opening", starts_at=NOON - timedelta(hours=3), ends_at=NOON)
    by, seats = cast.secretariat, {each.pk: "remote" for each in meetings.seats_at(found)}
    meetings.take_attendance(by=by, meeting=found, revision=1, seats=seats)
    minutes.note(by=by, meeting=found, item=meeting.items(found)[0], revision=1, notes="Said.")
    minutes.compile_minutes(by=by, meeting=meeting.fresh(found), revision=2)
    return minutes.circulate(by=by, meeting=meeting.fresh(found), revision=3, comments_until=date(2020, 9, 9))


def _meeting(cast: Cast, **words: str) -> object:
    return meeting.called(cast, **words)


def _cancelled(cast: Cast, because: str) -> object:
    return meetings.cancel(by=cast.secretariat, meeting=meeting.called(cast), revision=1, because=because)


def _agenda(cast: Cast, title: str) -> object:
    return meeting.called(cast, "Opening", title)


def _noted(cast: Cast, **words: str) -> object:
    found = _called(cast)
    said = {"notes": "Said.", "outcome": "agreed", **words}
    return minutes.note(by=cast.secretariat, meeting=found, item=meeting.items(found)[0], revision=2, **said)


def _of_minutes(found: Meeting) -> MinutesParagraph:
    return MinutesParagraph.unfiltered.filter(meeting=found.pk).latest("place")


def _minuted(cast: Cast, text: str) -> object:
    found = _called(cast)
    minutes.write_paragraph(
        by=cast.secretariat, meeting=found, paragraph=_of_minutes(found), revision=1, text="Said."
    )
    with pytest.raises(Refused, match="personal data"):
        minutes.add_paragraph(by=cast.secretariat, meeting=found, after=_of_minutes(found), text=text)
    return minutes.write_paragraph(
        by=cast.secretariat, meeting=found, paragraph=_of_minutes(found), revision=2, text=text
    )


def _commented(cast: Cast, **words: str) -> MinutesComment:
    found = _called(cast)
    said = {"words": "Not so.", "text_then": "Said.", **words}
    return minutes.comment(by=cast.coast_officer, meeting=found, paragraph=_of_minutes(found), **said)


def _settled(cast: Cast, answer: str) -> object:
    made = _commented(cast)
    found = Meeting.unfiltered.get()
    return minutes.settle(
        by=cast.secretariat, meeting=found, comment=made, revision=1, settled="accepted", answer=answer
    )


def _tasked(cast: Cast, words: str = "Write it.") -> ActionItem:
    agreed = following.Agreed(words, date(2020, 9, 9), organisation=cast.coast)
    return following.agree(by=cast.secretariat, meeting=_called(cast), agreed=agreed)


def _task_done(cast: Cast, evidence: str = "Written.", evidence_link: str = "") -> object:
    made = _tasked(cast)
    return following.done(
        by=cast.coast_focal_point, action=made, revision=1, evidence=evidence, link=evidence_link
    )


def _fed_back(cast: Cast, **words: str) -> Feedback:
    said = following.Said(
        **{"about": "It", "words": "Good.", **words}, organisation=cast.coast, received_on=TODAY
    )  # type: ignore[arg-type]
    return following.receive(by=cast.secretariat, meeting=_called(cast), said=said)


def _feedback_answered(cast: Cast, answer: str) -> object:
    return following.answer(by=cast.secretariat, feedback=_fed_back(cast), revision=1, answer=answer)


# Of a meeting: the name of a time zone, and a hash.
OF_MEETINGS = {"Meeting.zone", "Meeting.digest"}
# A roll names officers to those who have to do with it: that is what it is for. It is typed with their addresses.
OF_OFFICERS = {
    f"Nominee.{name}"
    for name in ("rank_title", "rank_native", "name_latin", "name_native", "email", "province")
}
OF_OFFICERS |= {f"Certificate.{name}" for name in ("rank_title", "rank_native", "name_latin", "name_native")}
# Who teaches, for those who run the programme and those who learn.
OF_OFFICERS |= {
    f"{model}.{name}"
    for model in ("Facilitation", "SafetyBriefing")
    for name in ("rank_title", "rank_native", "name_latin", "name_native")
} | {"Facilitation.email"}
# What a line said before is what it was looked through for.
BEFORE = {"ActivityBefore.said", "Overlap.facts", "Overlap.judged_facts", "Judgement.facts"}
BEFORE |= {f"LineBefore.{name}" for name in ("reference", "purpose_en", "purpose_th")}
# What a certificate says of its day was looked through where it was typed.
BEFORE |= {
    f"Certificate.{name}"
    for name in ("programme_code", "title_en", "title_th", "cohort_en", "cohort_th", "curriculum_code")
}
# A comment keeps the words of its paragraph as they were kept.
BEFORE |= {"Comment.text_en", "Comment.text_th"}
# Of an e-module's package: hashes and codes, and what the package doctor says of it in sentences of the portal.
OF_PACKAGES = {f"ModuleVersion.{name}" for name in ("standard", "edition", "sha256", "findings")}

# Of questions: letters of forms, and numbers of options; of assessments points; of days: which entry of a calendar they
# are.
OF_FORMS = {
    "Overlap.signals",
    "Paper.letter",
    "Key.right",
    "PageKey.right",
    "Sitting.answers",
    "SessionDay.entry",
    "Demonstration.scores",
    "Assessment.scores",
}

# Columns of projects, curricula and programmes: each is refused as it is typed; by the model, what writes it.
OF_TRAINING: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "Project": (_project, ("code", "title_en", "title_th", "phase", "summary_en", "summary_th")),
    "Charter": (_charter, ("purpose_en", "purpose_th", "decision")),
    "Letter": (_letter, ("number", "other", "subject")),
    "Letter, struck": (_struck, ("struck_because",)),
    "Thread": (_thread, ("title",)),
    "Message": (_thread, ("text",)),
    "FundingLine": (_line, ("reference", "purpose_en", "purpose_th")),
    "LineBefore": (_changed_line, ("because",)),
    "Activity": (
        activities.written,
        ("title", "done_by_name", "audience_name", "unit", "province", "place", "funder_name", "source_id"),
    ),
    "Activity, withdrawn": (activities.withdrawn, ("withdrawn_because",)),
    "Judgement": (overlapping.judged, ("note", "partner", "outcome")),
    "Curriculum": (_curriculum, ("code", "title_en", "title_th")),
    "Module": (_module, ("code", "title_en", "title_th", "outcomes_en", "outcomes_th")),
    "Programme": (_programme, ("code", "title_en", "title_th")),
    "Plan": (
        _plan,
        tuple(
            f"{name}_{language}"
            for name in ("method", "replaces", "because", "agreed_with", "meeting")
            for language in ("en", "th")
        ),
    ),
    "PlannedUnit": (_unit, ("unit_en", "unit_th")),
    "Engagement": (_engagement, ("partner", "note_en", "note_th")),
    "Cohort": (_cohort, ("name_en", "name_th", "units_en", "units_th")),
    "CohortChange": (_cohort_changed, ("because",)),
    "EModule": (_module_title, ("title_en", "title_th")),
    "ModuleVersion": (_part_title, ("contents",)),
    "Paragraph": (_paragraph, ("text_en", "text_th")),
    "Consultation": (_consultation, ("asked_en", "asked_th")),
    "Comment": (_comment, ("said", "proposed", "because")),
    "Disposition": (_disposition, ("reason",)),
    "CurriculumVersion": (_finalised, ("because",)),
    "SignOff": (_signed_off, ("letter",)),
    "ProposedTopic": (_proposed_topic, ("title_en", "title_th", "why_en", "why_th")),
    "Question": (_question, ("text_en", "text_th", "options")),
    "Key": (_question, ("feedback_en", "feedback_th")),
    "Rubric": (_rubric, ("title_en", "title_th")),
    "Criterion": (_criterion, ("words_en", "words_th", "full_en", "full_th")),
    "Lesson": (_lesson_title, ("title_en", "title_th")),
    "LessonPage": (
        _lesson_page,
        (
            "options",
            *(
                f"{name}_{each}"
                for name in ("title", "text", "picture", "video", "question")
                for each in ("en", "th")
            ),
        ),
    ),
    "PageKey": (_lesson_page, ("said",)),
    "Seats": (_seats, ("unit_en", "unit_th")),
    "Order": (_order, ("number",)),
    "StatusEntry": (_because, ("because",)),
    "PracticalSession": (
        _practical,
        ("title_en", "title_th", "province", "place_en", "place_th", "vessel_name"),
    ),
    "Attendance": (_attendance, ("because",)),
    "Assessment": (_assessment, ("note", "repeat_because", "because")),
    "SessionChange": (_practical, ("because",)),
    "Joining": (
        _joining,
        tuple(f"{name}_{each}" for name in ("venue", "bring", "call", "because") for each in ("en", "th")),
    ),
    "Certificate": (_certificate, ("because",)),
    "Revocation": (_revocation, ("because",)),
    "TrainerEntry": (_trainer, ("recognised_by", "recognised_on")),
    "TrainerEntry, withdrawn": (_withdrawn, ("because",)),
    "EvaluationItem": (_evaluation_form, ("text_en", "text_th")),
    "Remark": (_evaluated, ("words",)),
    "Statement": (_stated, ("answers",)),
    "TrainerEntry, renewed": (_renewed, ("because",)),
    "Demonstration": (_teach_back, ("note",)),
    "Material": (_material, ("title_en", "title_th")),
    "Material, cleared": (_clearance, ("cleared_by_en", "cleared_by_th", "cleared_reference")),
    "SessionRecord": (_session, ("unit", "place", "because")),
    "Meeting": (_meeting, ("title", "place", "link")),
    "Meeting, cancelled": (_cancelled, ("because",)),
    "AgendaItem": (_agenda, ("title",)),
    "AgendaItem, noted": (_noted, ("notes", "decision")),
    "MinutesParagraph": (_minuted, ("text",)),
    "MinutesComment": (_commented, ("words", "text_then")),
    "MinutesComment, settled": (_settled, ("answer",)),
    "ActionItem": (_tasked, ("words",)),
    "ActionItem, done": (_task_done, ("evidence", "evidence_link")),
    "Feedback": (_fed_back, ("about", "words")),
    "Feedback, answered": (_feedback_answered, ("answer",)),
}
COLUMNS_OF_TRAINING = [(model, name) for model, (_act, names) in OF_TRAINING.items() for name in names]


def texts_of(model: type[models.Model]) -> Iterator[str]:
    texts = (models.CharField, models.TextField, models.JSONField)
    for field in model._meta.local_concrete_fields:
        if isinstance(field, texts) and not field.choices and not isinstance(field, PublicId):
            yield f"{model.__name__}.{field.attname}"


def test_every_text_column_is_classified() -> None:
    marked = [model for model in apps.get_models() if issubclass(model, Seen)]
    columns = {name for model in [*marked, StoredFile, FileText] for name in texts_of(model)}
    named = ("sha256", "storage_name", "key_id", "media_type", "tiles")
    files = {f"StoredFile.{name}" for name in named}
    trained = {f"{model.partition(',')[0]}.{name}" for model, name in COLUMNS_OF_TRAINING}
    trained |= OF_OFFICERS | OF_PACKAGES | OF_FORMS | OF_MEETINGS | BEFORE
    known = {*READ, *SENTENCES, *FROM_THE_PART, *CODES, *OF_REQUESTS, *NO_CANARY, *files, *trained}
    assert columns - known == set(), "Say how these columns pass the gate: READ, SENTENCES or OF_REQUESTS."


@pytest.mark.parametrize("column", OF_REQUESTS)
def test_no_request_carries_a_number_of_a_paper(cast: Cast, column: str) -> None:
    with pytest.raises(Refused, match="personal data"):
        OF_REQUESTS[column](cast)


@pytest.mark.parametrize(("model", "name"), COLUMNS_OF_TRAINING)
def test_no_word_of_a_programme_is_a_number_of_a_paper(cast: Cast, model: str, name: str) -> None:
    with pytest.raises(Refused, match="personal data"):
        OF_TRAINING[model][0](cast, **{name: PAPER})


@pytest.fixture
def item(cast: Cast) -> Publication:
    """Published, with a file whose page was read, and nothing found in it."""
    item = fresh(shared(cast, Mark.GREEN))
    attach(item, ["Nothing."], name="annex.pdf")
    live = item.live_version()
    assert live is not None
    assert undecided(item, live) == []
    return item


@pytest.mark.parametrize("column", READ)
def test_what_readers_read_is_looked_through(item: Publication, column: str) -> None:
    name = column.partition(".")[2]
    value: Any = {"part": {"deep": [{"er": PAPER}]}, "pages": ["Nothing.", PAPER]}.get(name, PAPER)
    with outside_actions("words from anywhere"):
        assert READ[column](item).update(**{name: value})
    live = fresh(item).live_version()
    assert live is not None
    assert [each.finding.text for each in undecided(fresh(item), live)] == ["AA1234567"]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_every_text_of_every_kinds_part_is_looked_through_and_has_a_name(
    cast: Cast, enter: Any, kind: Kind
) -> None:
    draft = drafted(cast, Mark.GREEN)
    typed = [name for name, each in kind.form.base_fields.items() if type(each) is forms.CharField]
    with outside_actions("the kind of a draft is never changed"):
        Publication.unfiltered.filter(pk=draft.pk).update(kind=kind.key)
    for name in typed:
        drafting.save_part(by=cast.officer, publication=draft, part={name: PAPER})
        version = draft.in_work()
        assert version is not None
        assert [each.place for each in undecided(draft, version)] == [f"part:{name}"]
        page = enter(cast.officer).get(f"/items/{draft.public_id}/personal/1/").content.decode()
        assert str(kind.form.base_fields[name].label) in page


def test_every_act_is_classified() -> None:
    names = {name for name in doors.doors() if name.split(".")[0] in ROOMS}
    ladders = {
        name for name in names if name.split(".")[1] in {"rung_reached", "nobody_found", "somebody_found"}
    }
    left = names - LETS_OUT - set(LETS_NOTHING_OUT) - ladders
    assert {name for name in left if not doors.doors()[name].body.__module__.endswith("ladder")} == set()
    assert names >= LETS_OUT


def _slipped(item: Publication) -> Publication:
    """As if its words had come in before there was a gate."""
    with outside_actions("older than the gate"):
        version = item.in_work() or item.live_version()
        assert version is not None
        Text.unfiltered.filter(version=version.pk, authoritative=True).update(body=PAPER)
    return fresh(item)


def _submitted(cast: Cast) -> None:
    drafting.submit(by=cast.officer, publication=_slipped(drafted(cast, Mark.GREEN)))


def _published(cast: Cast) -> None:
    languages = frozenset({"en"})
    approving.approve(
        by=cast.deputy, publication=_slipped(waiting(cast, Mark.GREEN)), version=1, languages=languages
    )


def _published_alone(cast: Cast) -> None:
    urgent.alone(_slipped(urgent.urgent(cast, Mark.GREEN)), cast.focal_point)


def _translation_approved(cast: Cast) -> None:
    item = shared(cast, Mark.GREEN)
    words = {**THAI, "body": PAPER}
    afterwards.save_translation(by=cast.officer, publication=item, language="th", **words)
    afterwards.approve_translation(by=cast.deputy, publication=item, language="th")


def _widened(cast: Cast) -> None:
    item = _slipped(shared(cast, Mark.AMBER, to=[cast.coast]))
    afterwards.widen(by=cast.deputy, publication=item, to=keys(cast, [cast.customs]))


def _wider_answered(cast: Cast) -> None:
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    asked = afterwards.ask_wider(
        by=cast.coast_officer, publication=item, key=key_of(cast, cast.customs), reason="The same route."
    )
    afterwards.answer_wider(
        by=cast.officer, publication=_slipped(item), request=asked.public_id, grant=True, answer=""
    )


def _made_public(cast: Cast) -> None:
    afterwards.make_public(by=cast.deputy, publication=_slipped(shared(cast, Mark.CLEAR)))


LETTING_OUT = {
    f"publications.{each.__name__[1:]}": each
    for each in (
        _submitted,
        _published,
        _published_alone,
        _translation_approved,
        _widened,
        _wider_answered,
        _made_public,
    )
}


@pytest.mark.parametrize("name", sorted(LETS_OUT))
def test_no_act_lets_out_what_is_undecided(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="nobody has decided"):
        LETTING_OUT[name](cast)


def _withdraws(cast: Cast) -> None:
    afterwards.withdraw(by=cast.officer, publication=shared(cast, Mark.GREEN), because=PAPER)


def _sends_back(cast: Cast) -> None:
    approving.send_back(by=cast.deputy, publication=waiting(cast, Mark.GREEN), because=PAPER)


def _answers(cast: Cast) -> None:
    item = asking(cast, Mark.GREEN)
    answering.acknowledge(
        by=cast.coast_focal_point, publication=item, version=1, answer="received", remark=PAPER
    )


def _asks(cast: Cast) -> None:
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    afterwards.ask_wider(
        by=cast.coast_officer, publication=item, key=key_of(cast, cast.customs), reason=PAPER
    )


def _declines(cast: Cast) -> None:
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    asked = afterwards.ask_wider(
        by=cast.coast_officer, publication=item, key=key_of(cast, cast.customs), reason="The same route."
    )
    afterwards.answer_wider(
        by=cast.officer, publication=item, request=asked.public_id, grant=False, answer=PAPER
    )


def _justifies(cast: Cast) -> None:
    item = _slipped(drafted(cast, Mark.GREEN))
    [found] = undecided(item, item.in_work())  # type: ignore[arg-type]
    gating.justify(by=cast.officer, publication=item, version=1, reasons={found.digest: PAPER})


def _says_it_was_used(cast: Cast) -> None:
    item, month = shared(cast, Mark.GREEN), clock.today().replace(day=1)
    using.report_use(
        by=cast.coast_focal_point, publication=item, purpose="training", month=month, times="few", note=PAPER
    )


def _declares(cast: Cast) -> None:
    item = alerting.drafted(cast)
    said = replace(alerting.declared("U1", "U2"), reference=PAPER)
    writing.save_findings(by=cast.officer, publication=item, declared=[said])


def _says_it_was_seen(cast: Cast) -> None:
    month = clock.today().replace(day=1)
    Term.objects.get_or_create(vocabulary="point", code="AIR")
    seeing.tell_seen(
        by=cast.coast_officer,
        publication=alerting.alerted(cast),
        month=month,
        point="AIR",
        band="1",
        note=PAPER,
    )


def _contests(cast: Cast) -> None:
    contesting.contest(by=cast.coast_focal_point, publication=of_the_coast(cast), reason=PAPER)


def _answers_the_issuer(cast: Cast) -> None:
    alert = of_the_coast(cast)
    said = contesting.contest(by=cast.coast_focal_point, publication=alert, reason="It is ours.")
    contesting.answer_contest(
        by=cast.officer, publication=alert, contest=said.public_id, outcome="upheld", answer=PAPER
    )


SAYING = {
    "alerts.contested": _contests,
    "alerts.contest_answered": _answers_the_issuer,
    "alerts.seen_too": _says_it_was_seen,
    "alerts.findings_saved": _declares,
    "publications.withdrawn": _withdraws,
    "publications.returned": _sends_back,
    "publications.acknowledged": _answers,
    "publications.wider_asked": _asks,
    "publications.wider_answered": _declines,
    "publications.personal_data_justified": _justifies,
    "publications.use_reported": _says_it_was_used,
}


@pytest.mark.parametrize("name", sorted(SENTENCES.values()))
def test_no_sentence_carries_a_number_of_a_paper(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="seems to hold personal data"):
        SAYING[name](cast)
