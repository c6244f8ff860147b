"""The project, curricula and programmes of the demo, written by the rooms' own actions."""

from typing import Any

from waypost.access.marks import Mark
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.document import ModuleWords
from waypost.curriculum.models import CurriculumVersion, Status
from waypost.demo.seed import native
from waypost.demo.seed.lessons import packed
from waypost.demo.seed.story import Story
from waypost.demo.world import training as world
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Topic
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts
from waypost.projects.models import FundingLine, Project
from waypost.training.actions import learning, modules
from waypost.training.actions import programmes as actions
from waypost.training.actions.importing import prepare
from waypost.training.actions.learning import Sent
from waypost.training.actions.modules import ModuleWords as ModuleText
from waypost.training.actions.programmes import Agreed, CohortWords, Head, Unit
from waypost.training.models import EModule, Engagement, Language, Launch, Launched, Programme


def schedule_training(story: Story) -> None:
    story.at(world.PROJECT_AT, lambda: _begin(story))
    for row in world.PROGRAMMES:
        story.at(row.at, lambda row=row: _programme(story, row))  # type: ignore[misc]
        if row.plan is not None:
            story.at(row.plan.at, lambda row=row: _plan(story, row))  # type: ignore[misc]
        for partner in row.partners:
            story.at(partner.at, lambda row=row, each=partner: _partner(story, row, each))  # type: ignore[misc]
    story.at(world.LESSONS_AT, lambda: _lessons(story))
    story.at(world.LEARNT_AT, lambda: _learnt(story.cast[world.LEARNER]))


def _runs(story: Story) -> tuple[Person, Organisation, Network]:
    by = story.cast[world.BY]
    assert by.organisation is not None  # noqa: S101  they hold a post
    return by, by.organisation, story.bodies.networks[world.NETWORK]


def _begin(story: Story) -> None:
    """The project with its donor, and what is taught in it."""
    by, organisation, network = _runs(story)
    facts: dict[str, Any] = world.PROJECT
    made = projects.start(by=by, organisation=organisation, network=network, facts=Facts(**facts))
    projects.fund(
        by=by,
        project=made,
        donor=story.bodies.organisations[world.DONOR],
        reference="",
        purpose_en=world.PURPOSE_EN,
        purpose_th=world.PURPOSE_TH,
    )
    for row in world.CURRICULA:
        _curriculum(story, row)


def _curriculum(story: Story, row: world.CurriculumRow) -> None:
    by, organisation, network = _runs(story)
    made = teaching.begin(
        by=by,
        organisation=organisation,
        network=network,
        code=row.code,
        title_en=row.title_en,
        title_th=row.title_th,
        topics=_topics(row.topics),
    )
    modules = [ModuleWords(**each._asdict()) for each in row.modules]
    teaching.write_version(by=by, curriculum=made, number=row.number, modules=modules)
    teaching.move(by=by, curriculum=made, number=row.number, status=Status(row.status))


def _programme(story: Story, row: world.ProgrammeRow) -> None:
    by, organisation, network = _runs(story)
    project = Project.visible_to(by).get(code=world.PROJECT["code"])
    head = Head(
        code=row.code,
        title_en=row.title_en,
        title_th=row.title_th,
        section=row.section,
        state=row.state,
        mark=Mark.GREEN,
        project=project,
        lines=list(FundingLine.visible_to(by).filter(project=project.pk)),
        curriculum=CurriculumVersion.visible_to(by).filter(curriculum__code=row.curriculum).first(),
    )
    made = actions.start(by=by, organisation=organisation, network=network, head=head)
    for name_en, name_th, since, until, units_en, units_th in row.cohorts:
        cohort = CohortWords(name_en, name_th, since, until, units_en, units_th)
        actions.add_cohort(by=by, programme=made, cohort=cohort)


def _plan(story: Story, row: world.ProgrammeRow) -> None:
    assert row.plan is not None  # noqa: S101  it is scheduled where there is one
    bodies, found = story.bodies.organisations, _found(story, row)
    words: dict[str, Any] = row.plan.words
    actions.agree(
        by=story.cast[world.BY],
        programme=found,
        revision=found.revision,
        agreed=Agreed(**words, agreed_by=bodies[row.plan.agreed_by], agreed_on=row.plan.agreed_on),
        units=[
            Unit(bodies[each.organisation], each.participants, each.unit_en, each.unit_th)
            for each in row.plan.units
        ],
        topics=_topics(row.plan.topics),
    )


def _partner(story: Story, row: world.ProgrammeRow, partner: world.PartnerRow) -> None:
    actions.engage(
        by=story.cast[world.BY],
        programme=_found(story, row),
        partner=partner.partner,
        on=partner.on,
        outcome=Engagement.Outcome(partner.outcome),
        note_en=partner.note_en,
        note_th=partner.note_th,
    )


def _found(story: Story, row: world.ProgrammeRow) -> Programme:
    return Programme.visible_to(story.cast[world.BY]).get(code=row.code)


def _lessons(story: Story) -> None:
    by = story.cast[world.BY]
    programme = Programme.visible_to(by).get(code=world.LESSONS_OF)
    for each in world.LESSONS:
        words = ModuleText(*each.title, language=Language.BOTH, required=each.required)
        package = prepare(packed(each), "lesson.zip")
        modules.add_module(by=by, programme=programme, words=words, package=package)
    native.write(by, programme)


def _learnt(by: Person) -> None:
    """The first lesson passed, the second begun. A launch without a session opens nothing, and is swept."""
    done = {
        "cmi.core.lesson_status": "passed",
        "cmi.core.score.raw": "100",
        "cmi.core.session_time": "00:18:20",
    }
    begun = {"cmi.core.lesson_location": "2", "cmi.core.exit": "suspend", "cmi.core.session_time": "00:04:10"}
    for module, told in zip(EModule.visible_to(by).order_by("number"), (done, begun), strict=False):
        secret = learning.launch(by=by, module=module, session_key="", language=by.language)
        launched = Launched(Launch.objects.get(secret_hash=learning.hash_of(secret)))
        learning.open_part(by=launched, part=0)
        learning.keep_progress(by=launched, part=0, sent=Sent(1, 1, told, finished=True, said=told is done))


def _topics(keys: tuple[str, ...]) -> list[Topic]:
    return list(Topic.objects.filter(key__in=keys))
