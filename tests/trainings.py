"""Projects, curricula and programmes of the leak matrix, each text with a canary, and who may meet it, naively."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cast import PEOPLE, Cast
from tests.leaks import canary
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.doors import outside_actions
from waypost.curriculum.actions import consultation, dispositions, signing, topics
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.actions.consultation import Asked, CommentWords
from waypost.curriculum.actions.dispositions import Answered
from waypost.curriculum.actions.topics import TopicWords
from waypost.curriculum.document import ModuleWords
from waypost.curriculum.lists.numbered import places_of
from waypost.curriculum.models import Curriculum, CurriculumVersion, Paragraph, Priority, SignOff, Status
from waypost.files.intake import take_in
from waypost.files.tests import corpus
from waypost.places.models import Section
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts, LineWords
from waypost.projects.models import FundingLine, Project
from waypost.projects.tests import activities as done
from waypost.publications.models import Publication
from waypost.publications.states import Stage
from waypost.reporting.actions import overlaps
from waypost.reporting.actions.overlaps import Decided
from waypost.reporting.models import Overlap
from waypost.training.actions import (
    assessing,
    attendance,
    certificates,
    cohorts,
    enrolment,
    evaluation,
    information,
    joining,
    lessons,
    modules,
    nomination,
    practicals,
    questions,
    resources,
    rubrics,
    sheets,
    taught_from,
    testing,
    trainers,
)
from waypost.training.actions import programmes as actions
from waypost.training.actions.assessing import Marks
from waypost.training.actions.certificates import Names, Taught
from waypost.training.actions.importing import prepare
from waypost.training.actions.joining import Instructions
from waypost.training.actions.lessons import Option, PageWords
from waypost.training.actions.modules import ModuleWords as ModuleText
from waypost.training.actions.nomination import Officer, OrderWords
from waypost.training.actions.practicals import standing_days
from waypost.training.actions.programmes import Agreed, CohortWords, Head, Unit
from waypost.training.actions.rubrics import CriterionWords
from waypost.training.actions.testing import Window
from waypost.training.models import (
    Cohort,
    CohortTest,
    EModule,
    Engagement,
    Evaluation,
    Facilitation,
    Intake,
    LessonPage,
    Material,
    Nominee,
    PracticalSession,
    Programme,
    Rubric,
    Seats,
    SessionDay,
    Trainer,
)
from waypost.training.packages.tests.builder import scorm
from waypost.training.standard import ItemWords
from waypost.training.tests import asking, marking, practising, telling

NOT_ACTIVE = {"suspended", "dormant", "former", "invited", "learner", "donor", "auditor", "outsider"}
ACTIVE = {name for name, row in PEOPLE.items() if row[2]} - NOT_ACTIVE
REGIONAL = {name for name, row in PEOPLE.items() if "regional" in row[2]} - NOT_ACTIVE


def _of(*bodies: str) -> set[str]:
    return {name for name in REGIONAL if PEOPLE[name][0] in bodies}


@dataclass
class Training:
    """One thing of these rooms: its address, its canaries, and by name who may meet them."""

    readers: set[str]
    path: str = ""
    public_id: str = ""
    nominee_id: str = ""
    question_id: str = ""
    rubric_id: str = ""
    marked_id: str = ""
    test_id: str = ""
    said: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)  # public ids of its e-modules
    lessons: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)  # of its lessons, written and put out
    days: list[str] = field(default_factory=list)  # of its days
    sheets: list[str] = field(default_factory=list)  # of its signed sheets
    evaluations: list[str] = field(default_factory=list)  # of its evaluations
    items: list[str] = field(default_factory=list)  # of its agenda
    paragraphs: list[str] = field(default_factory=list)  # of its minutes
    comments: list[str] = field(default_factory=list)  # on its paragraphs
    tasks: list[str] = field(default_factory=list)  # its action items
    feedback: list[str] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)  # of a group
    letters: list[str] = field(default_factory=list)  # of a group, or of sign-offs
    topics: list[str] = field(default_factory=list)  # that are proposed for it

    def new(self) -> str:
        self.said.append(canary())
        return self.said[-1]

    @property
    def canaries(self) -> set[str]:
        return set(self.said)

    @property
    def parts(self) -> set[str]:
        """Public ids of what is of this thing: whatever else is kept here by name."""
        others = (
            value
            for name, value in vars(self).items()
            if name not in ("readers", "path", "public_id", "said")
        )
        return {part for value in others for part in ([value] if isinstance(value, str) else value) if part}

    def met_by(self, cast: Cast, viewer: Any) -> set[str]:
        if viewer is NOBODY:
            return set()
        name = next(name for name, person in cast.people().items() if person.pk == viewer.pk)
        return self.canaries if name in self.readers else set()


def make_trainings(cast: Cast) -> list[Training]:
    """A project with its donor, a curriculum with a draft beside what is read, and a programme of every mark."""
    project, found = _project(cast)
    curriculum, versions = _curriculum(cast)
    readers = {Mark.CLEAR: ACTIVE, Mark.GREEN: REGIONAL, Mark.AMBER: _of("police", "coast")}
    programmes = [_programme(cast, mark, names, found, versions) for mark, names in readers.items()]
    _taught_back(cast, curriculum[-1])
    partners = [*_activity(cast, Mark.GREEN, REGIONAL), *_activity(cast, Mark.CLEAR, ACTIVE)]
    return [
        *project,
        *curriculum,
        *(each for made in programmes for each in made),
        *_information(cast),
        *partners,
    ]


def _project(cast: Cast) -> tuple[list[Training], Project]:
    """A project and its line of money; what the line said before, and why it was changed, is for those who write it."""
    made, before = Training(REGIONAL, "projects/"), Training({"focal_point", "deputy"})
    new = made.new
    facts = Facts(new(), new(), new(), new(), new(), date(2019, 4, 1), date(2022, 3, 31), new())
    found = projects.start(by=cast.focal_point, organisation=cast.police, network=cast.regional, facts=facts)
    said = {"reference": before.new(), "purpose_en": before.new(), "purpose_th": before.new()}
    line = projects.fund(by=cast.focal_point, project=found, donor=cast.mission, **said)
    found = Project.unfiltered.get(pk=found.pk)
    words = LineWords(new(), new(), new())
    because = before.new()
    projects.change_line(
        by=cast.focal_point, project=found, revision=found.revision, line=line, words=words, because=because
    )
    made.public_id = found.public_id
    return [made, before], Project.unfiltered.get(pk=found.pk)


def _activity(cast: Cast, mark: Mark, readers: set[str]) -> list[Training]:
    """What a partner does, with every word of it, and one that was withdrawn. What it said before, and its keeper's own
    id, are for those who keep it.
    """
    keepers = {"focal_point", "deputy"}
    made, kept, gone = Training(readers, "activities/"), Training(keepers), Training(readers, "activities/")
    first = done.written(cast, mark=mark, **{name: kept.new() for name in done.WORDS})
    words = {name: made.new() for name in done.WORDS if name != "source_id"}
    made.public_id = done.changed(cast.focal_point, first, source_id=kept.new(), **words).public_id
    withdrawn = done.written(cast, mark=mark, **{name: kept.new() for name in done.WORDS})
    because = gone.new()
    gone.public_id = done.withdrawn(cast, because, withdrawn).public_id
    return [made, kept, gone, *_overlap(cast, mark, readers)]


def _overlap(cast: Cast, mark: Mark, readers: set[str]) -> list[Training]:
    """Two activities of two organisations for one unit, and what was decided about them."""
    made, unit = Training(readers, "overlaps/"), canary()
    made.said.append(unit)
    for by in (cast.focal_point, cast.coast_focal_point):
        done.written(cast, by=by, mark=mark, unit=unit, title=made.new())
    overlaps.look()
    found = Overlap.unfiltered.get(one__unit=unit)
    said = Decided("duplicate", made.new(), made.new(), date(2020, 8, 1), made.new())
    overlaps.judge(by=cast.focal_point, overlap=found, revision=found.revision, decided=said)
    made.public_id = found.public_id
    return [made]


def _curriculum(cast: Cast) -> tuple[list[Training], CurriculumVersion]:
    read, draft = Training(REGIONAL), Training(_of("police"))
    made = teaching.begin(
        by=cast.focal_point,
        organisation=cast.police,
        network=cast.regional,
        code=read.new(),
        title_en=read.new(),
        title_th=read.new(),
    )
    for number, each in (("1.0.0", read), ("2.0.0", draft)):
        words = [each.new() for _ in range(3)]
        module = ModuleWords(*words, 45, "practical", each.new(), each.new())
        teaching.write_version(by=cast.focal_point, curriculum=made, number=number, modules=[module])
    signed = Training({"focal_point", "deputy"}, "curricula/")
    consulted = _signed_off(cast, made, letter=signed.new(), because=read.new())
    signed.public_id = made.public_id
    signed.letters = list(SignOff.unfiltered.values_list("public_id", flat=True))
    assert Curriculum.unfiltered.count() == 1
    first = CurriculumVersion.unfiltered.get(number="1.0.0")
    return [read, draft, signed, *consulted, _proposed(cast, made), _teaches(cast, made)], first


def _consulted(cast: Cast) -> list[Training]:
    """The police and the coast guard, whose officers have a seat in a group, are asked. A comment of the coast guard's
    was released and answered, not published; the others are its own.
    """
    asked, own = Training(_of("police", "coast"), "consultations/"), Training(_of("coast"))
    answer, by = Training(_of("police")), cast.focal_point
    words = Asked(date(2020, 9, 30), asked.new(), asked.new())
    found = Curriculum.unfiltered.get()
    made = consultation.open_consultation(
        by=by, curriculum=found, number="1.0.0", group=cast.maritime, asked=words
    )
    place = places_of(by, CurriculumVersion.visible_to(by).get(number="1.0.0"))[0]
    to: dict[str, Any] = {"consultation": made, "place": place}
    released = CommentWords("general", asked.new(), "en", asked.new())
    rows = [consultation.comment(by=cast.coast_officer, **to, words=released)]
    speaker, seen = cast.coast_focal_point, consultation.set_print(rows)
    consultation.release(by=speaker, consultation=made, seen=seen)
    rows += [
        consultation.comment(
            by=cast.coast_officer, **to, words=CommentWords("general", own.new(), "en", own.new())
        )
        for _nth in range(2)
    ]
    out = {"public_id": rows[1].public_id, "because": own.new()}
    consultation.leave_out(by=speaker, consultation=made, **out)
    said = Answered("noted", answer.new())
    dispositions.dispose(by=by, consultation=made, public_id=rows[0].public_id, answered=said)
    asked.public_id, asked.comments = made.public_id, [each.public_id for each in rows]
    return [asked, own, answer]


def _signed_off(cast: Cast, made: Curriculum, *, letter: str, because: str) -> list[Training]:
    """The first version, commented on, and finalised after one of two departments has signed it off."""
    by, found = cast.focal_point, Curriculum.unfiltered.get(pk=made.pk)
    words: dict[str, Any] = {"title_en": found.title_en, "title_th": found.title_th, "mark": Mark(found.mark)}
    teaching.write(by=by, curriculum=found, group=cast.maritime, **words)
    version = teaching.move(by=by, curriculum=made, number="1.0.0", status=Status.CONSULTATION)
    consulted = _consulted(cast)
    signing.sign_off(
        by=cast.coast_officer,
        curriculum=made,
        number="1.0.0",
        digest=version.digest,
        organisation=cast.coast,
        signed_on=date(2020, 8, 20),
        letter=letter,
        scan=take_in(corpus.pdf(), "letter.pdf"),
    )
    teaching.move(by=by, curriculum=made, number="1.0.0", status=Status.FINALISED, because=because)
    return consulted


def _proposed(cast: Cast, made: Curriculum) -> Training:
    """A topic of the group that is consulted: read there, and by the organisation that keeps the curriculum."""
    topic = Training(_of("police") | {"coast_officer"}, "curricula/")
    words = TopicWords(
        topic.new(), topic.new(), topic.new(), topic.new(), [Priority.objects.order_by("pk")[0]]
    )
    found = topics.propose(
        by=cast.coast_officer, curriculum=Curriculum.unfiltered.get(pk=made.pk), words=words
    )
    heading = Paragraph.unfiltered.filter(version__number="1.0.0", kind="module")[0].stable
    topics.answer(by=cast.focal_point, curriculum=made, topic=found, stables=[heading])
    topic.public_id = made.public_id
    topic.topics = [found.public_id]
    return topic


def _teaches(cast: Cast, curriculum: Curriculum) -> Training:
    """A trainer of it, recognised on prior training and withdrawn."""
    made, by = Training({"focal_point", "deputy", "trainer"}, "training/trainers/"), cast.focal_point
    found = trainers.name(by=by, curriculum=Curriculum.unfiltered.get(pk=curriculum.pk), person=cast.trainer)
    trainers.recognise(by=by, trainer=found, recognised_by=made.new(), recognised_on=made.new())
    trainers.withdraw(by=by, trainer=found, because=made.new())
    made.public_id = found.public_id
    return made


def _taught_back(cast: Cast, made: Training) -> None:
    """A teach-back of the trainer, marked for those who read how they stand."""
    programme = Programme.unfiltered.order_by("pk")[0]
    rubric = marking.written(cast.focal_point, programme, exercise="teach-back")
    trainer = Trainer.unfiltered.get(public_id=made.public_id)
    trainers.mark_teach_back(
        by=cast.focal_point,
        trainer=trainer,
        rubric=rubric,
        scores=[5, 5],
        on=date(2020, 8, 1),
        note=made.new(),
    )


def _programme(
    cast: Cast, mark: Mark, readers: set[str], project: Project, version: CurriculumVersion
) -> list[Training]:
    made = Training(readers, "training/")
    new, by = made.new, cast.focal_point
    head = Head(
        code=new(),
        title_en=new(),
        title_th=new(),
        section=Section.MARITIME,
        mark=mark,
        project=project,
        lines=list(FundingLine.unfiltered.all()),
        curriculum=version,
        released=[cast.coast] if mark == Mark.AMBER else [],
    )
    found = actions.start(by=by, organisation=cast.police, network=cast.regional, head=head)
    for revision in (1, 2):
        words = {f"{name}_{each}": new() for name in ("method", "replaces", "because", "agreed_with", "meeting")
                 for each in ("en", "th")}  # fmt: skip
        agreed = Agreed(**words, agreed_by=cast.customs, agreed_on=date(2020, 6, 10))
        units = [Unit(cast.customs, 12, new(), new()), Unit(cast.coast, 3)]
        actions.agree(by=by, programme=found, revision=revision, agreed=agreed, units=units)
        found = Programme.unfiltered.get(pk=found.pk)
    actions.engage(
        by=by, programme=found, partner=new(), on=date(2020, 6, 10),
        outcome=Engagement.Outcome.COMPLEMENTARY, note_en=new(), note_th=new(),
    )  # fmt: skip
    days = (date(2020, 9, 1), date(2020, 9, 9))  # begun: who is enrolled may be certified
    actions.add_cohort(
        by=by, programme=found, cohort=CohortWords(new(), new(), *days, units_en=new(), units_th=new())
    )
    titles = ModuleText(new(), new(), "en", required=False)  # certified is who did not open it
    named = scorm(items=f'<item identifier="i" identifierref="r1"><title>{new()}</title></item>')
    module = modules.add_module(by=by, programme=found, words=titles, package=prepare(named, "x.zip"))
    taught_from.attach(by=by, programme=found, thing=module, resource=_few_see())
    actions.opened(by=by, programme=Programme.unfiltered.get(pk=found.pk))
    made.public_id, made.modules = found.public_id, [module.public_id]
    return [
        made,
        _changed(cast, found),
        _lesson(cast, made, found),
        *_bank(cast, made, found),
        _rubric(cast, made, found),
        *_roll(cast, made, found),
        _certified(cast, found),
        *_practical(cast, made, found),
        *_evaluated(cast, made, found),
    ]


def _changed(cast: Cast, found: Programme) -> Training:
    """Why its cohort was said to train trainers, and not to: for those who write the programme."""
    made, by = Training({"focal_point", "deputy"}), cast.focal_point
    for trains in (True, False):
        programme, cohort = Programme.unfiltered.get(pk=found.pk), Cohort.unfiltered.get(programme=found.pk)
        cohorts.change_cohort(
            by=by, programme=programme, cohort=cohort, trains_trainers=trains, because=made.new()
        )
    return made


def _lesson(cast: Cast, programme: Training, found: Programme) -> Training:
    """A lesson that was put out, and a page more that was not: read by its writers, as what answers are told."""
    made, by = Training({"focal_point", "deputy"}), cast.focal_point
    titles = {"title_en": programme.new(), "title_th": programme.new()}
    lesson = lessons.begin_lesson(by=by, programme=found, **titles)
    to: dict[str, Any] = {"by": by, "programme": found, "lesson": lesson.public_id}
    lessons.write_page(**to, words=_page(programme, made))
    lessons.put_out(**to, required=False)
    lessons.write_page(**to, words=_page(made, made))
    module = EModule.unfiltered.filter(programme=found.pk).latest("pk")
    programme.modules.append(module.public_id)
    programme.lessons.append(lesson.public_id)
    programme.pages += LessonPage.unfiltered.filter(lesson=lesson.pk).values_list("public_id", flat=True)
    return made


def _page(read: Training, key: Training) -> PageWords:
    pairs = [
        f"{name}_{each}"
        for name in ("title", "text", "picture", "video", "question")
        for each in ("en", "th")
    ]
    options = [Option(read.new(), read.new(), each, key.new(), key.new()) for each in (True, False)]
    return PageWords(**{name: read.new() for name in pairs}, asked="single", options=options)


def _bank(cast: Cast, programme: Training, found: Programme) -> list[Training]:
    """Two questions, one of which was said anew, and forms with both: read by those who write the programme; what is
    asked, and no more, by the officer who takes the test.
    """
    made, by = Training({"focal_point", "deputy"}), cast.focal_point
    asked = Training(made.readers | {"coast_officer"})
    written = []
    for replaces, whose in ((False, made), (False, asked), (True, asked)):
        options = [(whose.new(), whose.new()) for _ in range(2)]
        said = {"text_en": whose.new(), "text_th": whose.new()}
        said |= {"feedback_en": made.new(), "feedback_th": made.new()}
        before = written[0].public_id if replaces else ""
        words = asking.words(options=options, **said)
        written.append(questions.write_question(by=by, programme=found, words=words, replaces=before))
    questions.compose(by=by, programme=found, most=5)
    programme.question_id = written[-1].public_id
    return [made, asked]


def _rubric(cast: Cast, programme: Training, found: Programme) -> Training:
    """Said anew once: read by whoever reads the programme, for they may be marked against it."""
    made, before = Training(programme.readers), ""
    for _version in range(2):
        criterion = CriterionWords(made.new(), made.new(), 4, full_en=made.new(), full_th=made.new())
        words = marking.words(title_en=made.new(), title_th=made.new(), criteria=[criterion])
        row = rubrics.write_rubric(by=cast.focal_point, programme=found, words=words, replaces=before)
        before = programme.rubric_id = row.public_id
    return made


def _roll(cast: Cast, programme: Training, found: Programme) -> list[Training]:
    """A cohort of it and two officers whom the coast guard named: of persons, canaries for three kinds of readers."""
    made = Training({"focal_point", "deputy", "coast_focal_point"}, "training/cohorts/")
    [cohort] = Cohort.unfiltered.filter(programme=found.pk)
    intake = enrolment.open_intake(by=cast.focal_point, cohort=cohort, closes_on=cohort.since)
    [seats] = Seats.unfiltered.filter(intake=intake.pk, organisation=cast.coast)
    by, order = cast.coast_focal_point, OrderWords(made.new(), date(2020, 8, 28))
    rows = [(seats, _officer(made)) for _each in range(3)]
    first, second, third = nomination.nominate(by=by, intake=intake, order=order, officers=rows)
    enrolment.approve(by=cast.focal_point, intake=intake, nominees=[first])
    told = _instruct(cast, made, intake)
    enrolment.refuse(by=cast.focal_point, intake=intake, nominees=[second], because=made.new())
    nomination.replace(by=by, intake=intake, nominee=third, order=order, officer=_officer(made))
    nomination.withdraw(by=cast.focal_point, intake=intake, nominee=first, because=made.new())
    window = Window("before", cohort.since, cohort.until, 60)
    made.test_id = testing.open_test(by=cast.focal_point, intake=intake, words=window).public_id
    made.public_id, made.nominee_id = intake.public_id, first.public_id
    return [made, told]


def _instruct(cast: Cast, roll: Training, intake: Intake) -> Training:
    """Sent while somebody has a seat, and cancelled: also for the officer who is enrolled later."""
    made = Training(roll.readers | {"coast_officer"})
    begins, names = datetime(2020, 9, 7, 2, tzinfo=UTC), ("venue", "bring", "call")
    words = {f"{name}_{each}": made.new() for name in names for each in ("en", "th")}
    said = Instructions(starts_at=begins, ends_at=begins + timedelta(days=2), **words)
    joining.send_joining(by=cast.focal_point, intake=intake, number=0, instructions=said)
    why = {"because_en": made.new(), "because_th": made.new()}
    joining.cancel_joining(by=cast.focal_point, intake=intake, number=1, **why)
    return made


def _practical(cast: Cast, programme: Training, found: Programme) -> list[Training]:
    """A session of the cohort, postponed and cancelled, with a trainer whom few read of."""
    made = Training(programme.readers, "training/sessions/")
    taught = Training({"focal_point", "deputy", "coast_officer"})
    intake = Intake.unfiltered.get(cohort__programme=found.pk)
    names = ("title_en", "title_th", "province", "place_en", "place_th", "vessel_name")
    words = {**{name: made.new() for name in names}, "vessel_kind": "patrol"}
    trainer = practicals.Trainer(
        "lead", taught.new(), taught.new(), taught.new(), taught.new(), cast.coast_officer.email
    )
    by: dict[str, Any] = {"by": cast.focal_point}
    session = practising.planned(cast, intake, trainer, **by, **words)
    practicals.postpone_session(
        **by, session=session, revision=1, days=[practising.day(10)], because=made.new(), weather=True
    )
    other = practising.trainer(f"{taught.new()}@coast.invalid", name=taught.new())
    units = list(Seats.unfiltered.filter(intake=intake.pk, organisation=cast.coast))
    again = practising.planned(cast, intake, other, **by, **words, units=units)
    practicals.cancel_session(**by, session=again, revision=1, because=made.new())
    sheet = sheets.keep_sheet(
        **by, session=session, scan=take_in(corpus.pdf(taught.new()), f"{taught.new()}.pdf")
    )
    made.sheets = [sheet.public_id]
    taught_from.attach(**by, programme=found, thing=session, resource=_few_see())
    made.public_id, made.days = session.public_id, [each.public_id for each in standing_days(session)]
    row, met = _came(cast, intake, standing_days(session)[0])
    made.marked_id = row.public_id
    return [made, taught, met, _marked(cast, programme, session, row)]


def _marked(cast: Cast, programme: Training, session: PracticalSession, row: Nominee) -> Training:
    """How they were marked, and marked otherwise: for those who run and teach it, and not for the unit."""
    met, by = Training({"focal_point", "deputy", "coast_officer"}), cast.focal_point
    rubric = Rubric.unfiltered.get(public_id=programme.rubric_id)
    assessing.choose_rubrics(by=by, session=session, rubrics=[rubric])
    with clock.standing_at(standing_days(session)[0].starts_at):
        for opened, because in ((0, ""), (1, met.new())):
            said = Marks((1,), met.new(), met.new(), because, opened=opened)
            assessing.assess(by=by, session=session, rubric=rubric, nominee=row, marks=said)
    return met


def _few_see() -> Publication:
    """A resource under the strictest mark that may be taught from: who does not see it meets it nowhere."""
    found = Publication.unfiltered.filter(kind="resource", stage=Stage.PUBLISHED, mark__lte=Mark.AMBER)
    return found.order_by("-mark", "pk")[0]


def _came(cast: Cast, intake: Intake, day: SessionDay) -> tuple[Nominee, Training]:
    """Who came to it without a seat, and why it was written otherwise: for those who run and teach it, and the unit."""
    met = Training({"focal_point", "deputy", "coast_focal_point", "coast_officer"})
    [seats] = Seats.unfiltered.filter(intake=intake.pk, organisation=cast.coast)
    with clock.standing_at(day.starts_at):
        attendance.brief(
            by=cast.focal_point, day=day, trainer=Facilitation.unfiltered.get(session=day.session_id)
        )
        row = attendance.walk_in(by=cast.focal_point, day=day, named=(seats, _officer(met)))
        entry = attendance.Entry(row, "late", 10, opened=1)
        attendance.take_attendance(by=cast.focal_point, day=day, entries=[entry], because=met.new())
    return row, met


def _certified(cast: Cast, found: Programme) -> Training:
    """An officer of the coast guard, enrolled and certified; the certificate was issued anew, and once revoked."""
    readers = {"focal_point", "deputy", "coast_focal_point", "coast_officer"}
    made, by = Training(readers, "training/certificates/"), cast.focal_point
    intake = Intake.unfiltered.get(cohort__programme=found.pk)
    [seats] = Seats.unfiltered.filter(intake=intake.pk, organisation=cast.coast)
    order, named = OrderWords(made.new(), date(2020, 8, 28)), _officer(made, cast.coast_officer.email)
    rows = nomination.nominate(
        by=cast.coast_focal_point, intake=intake, order=order, officers=[(seats, named)]
    )
    enrolment.approve(by=by, intake=intake, nominees=rows)
    sitting = testing.begin(by=cast.coast_officer, test=CohortTest.unfiltered.get(intake=intake.pk))
    testing.answer(by=cast.coast_officer, sitting=sitting, place=1, chosen=[0])
    taught = Taught(cast.trainer, minutes_practical=60)
    [old] = certificates.certify(by=by, intake=intake, nominees=rows, taught=taught)
    names = Names(*(made.new() for _each in range(4)))
    anew = certificates.reissue(by=by, certificate=old, names=names, because=made.new())
    if found.mark == Mark.CLEAR:
        certificates.revoke(by=by, certificate=anew, because=made.new())
    made.public_id = anew.public_id
    return made


def _evaluated(cast: Cast, programme: Training, found: Programme) -> list[Training]:
    """What the cohort was asked, read with the programme; what few said, which nobody reads; what a unit said."""
    form, few = Training(programme.readers | {"coast_officer"}), Training(set())
    unit = Training({"focal_point", "deputy", "coast_focal_point"})
    by, intake = cast.focal_point, Intake.unfiltered.get(cohort__programme=found.pk)
    found = Programme.unfiltered.get(pk=found.pk)
    for level, kind in (("reaction", "words"), ("application", "agree"), ("impact", "words")):
        items = [ItemWords(kind, form.new(), form.new())]
        evaluation.write_form(by=by, programme=found, level=level, items=items)
        made = evaluation.open_evaluation(by=by, intake=intake, level=level, closes_on=date(2020, 9, 1))
        form.evaluations.append(made.public_id)
        if level == "reaction":
            evaluation.answer(by=cast.coast_officer, evaluation=made, answers={1: few.new()})
            with outside_actions(because="a test's world"):  # over: it may be read
                over = Evaluation.unfiltered.filter(pk=made.pk)
                over.update(opens_on=date(2020, 8, 30), closes_on=date(2020, 8, 31))
        elif level == "impact":
            evaluation.state(by=cast.coast_focal_point, evaluation=made, answers={1: unit.new()})
    return [form, few, unit]


def _officer(made: Training, email: str = "") -> Officer:
    new = made.new
    return Officer(
        name_latin=new(), name_native=new(), rank_title=new(), rank_native=new(), province=new(),
        email=email or f"{new()}@coast.invalid", sex="female", rank_band="officer",
    )  # fmt: skip


def _information(cast: Cast) -> list[Training]:
    """A material of the coast guard's and a session told from it, corrected once: read by its own people."""
    own, held = Training(_of("coast"), "training/materials/"), Training(_of("coast"), "training/information/")
    by = cast.coast_focal_point
    resource = Publication.unfiltered.filter(kind="resource", stage=Stage.PUBLISHED).latest("pk")
    material = telling.adapted(cast, resource, by=by, title_en=own.new(), title_th=own.new())
    clearance = {name: own.new() for name in ("cleared_by_en", "cleared_by_th", "reference")}
    resources.clear(by=by, material=material, revision=1, on=telling.CLEARED_ON, **clearance)
    material = Material.unfiltered.get(pk=material.pk)
    found = telling.given(cast, material, by=by, unit=held.new(), place=held.new())
    told = telling.told(unit=held.new(), place=held.new())
    information.correct(by=by, session=found, revision=1, material=material, told=told, because=held.new())
    own.public_id, held.public_id = material.public_id, found.public_id
    return [own, held]
