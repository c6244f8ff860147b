"""What is counted of those who take part: persons once, enrolments each time, with the records behind."""

from datetime import UTC, date, datetime

import pytest

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.core.figures import Window
from waypost.training import figures
from waypost.training.actions import nomination
from waypost.training.figures.stages import Stage
from waypost.training.lists.modules import done_by, rows_of
from waypost.training.models import Attempt, ModuleVersion, Nominee, Programme, Progress
from waypost.training.models.runtime import Status
from waypost.training.packages.tests.builder import scorm
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, THIRD, approved, named, offered
from waypost.training.tests.playing import added
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db
TODAY, BEFORE = Window.of_day(date(2020, 9, 1)), Window.of_day(date(2020, 8, 31))


def test_persons_are_counted_once_and_enrolments_each_time(cast: Cast, hands: Hands) -> None:
    first, second = offered(cast), offered(cast, code="MB-2", title_en="More boats")
    rows = named(cast, first, ENROLLED, NEWCOMER, THIRD)
    approved(cast, first, rows)
    approved(cast, second, named(cast, second, ENROLLED))
    other = offered(cast, code="DE-1", title_en="Documents", section="documents")
    approved(cast, other, named(cast, other, ENROLLED))
    counted = (figures.nominated, figures.approved, figures.enrolled, figures.enrolments)
    assert [each.value(TODAY) for each in counted] == [3, 2, 1, 2]
    assert [each.value(BEFORE) for each in counted] == [0, 0, 0, 0]
    assert figures.nominated.tally(TODAY, figures.PARTS["sex"]) == {"female": 3}
    assert figures.enrolled.tally(TODAY, figures.PARTS["kind"]) == {"police": 1}
    assert set(figures.enrolments.evidence(TODAY)) == set(
        Nominee.unfiltered.filter(status="enrolled").exclude(intake=other.pk)
    )
    assert figures.by_donor(figures.enrolled, TODAY) == {}
    hands.forward(days=1)
    nomination.withdraw(by=cast.secretariat, intake=first, nominee=rows[0], because="On leave.")
    later = Window(TODAY.since, date(2020, 9, 2))
    assert [each.value(TODAY) for each in counted] == [3, 2, 1, 2]
    assert [each.value(later) for each in counted] == [3, 3, 1, 1]


def test_an_e_module_is_completed_when_its_last_part_is_done(cast: Cast) -> None:
    module = added(cast, begun(cast))
    version, at = ModuleVersion.unfiltered.get(), datetime(2020, 9, 1, 3, tzinfo=UTC)
    attempt = Attempt.objects.create(
        person=cast.officer, module_id=module.pk, version_id=version.pk, begun_at=at
    )
    progress = Progress.objects.create(attempt=attempt, part=0, status=Status.INCOMPLETE, at=at)
    assert (figures.emodule_learners.value(TODAY), figures.emodules_completed.value(TODAY)) == (0, 0)
    progress.done_at, progress.status = at, Status.COMPLETED
    progress.save()
    assert (figures.emodule_learners.value(TODAY), figures.emodules_completed.value(TODAY)) == (1, 1)
    assert list(figures.emodules_completed.evidence(TODAY)) == [attempt]
    assert figures.emodules_completed.value(BEFORE) == 0


def test_what_cannot_be_tracked_is_asked_of_nobody(cast: Cast) -> None:
    """Neither by figures nor by the gate, nor counted before the learner."""
    intake, programme = offered(cast), Programme.unfiltered.get()
    approved(cast, intake, named(cast, intake, ENROLLED))
    person, at = cast.immigration_officer, datetime(2020, 9, 1, 3, tzinfo=UTC)
    asset = '<resource identifier="r1" type="webcontent" adlcp:scormtype="asset" href="index.html"/>'
    added(cast, programme, scorm(resources=asset), by=cast.secretariat)
    assert figures.stages.on_rolls([programme.pk], TODAY)[0].stages.isdisjoint({Stage.LEARNED})
    module = added(cast, programme, by=cast.secretariat)
    version = ModuleVersion.unfiltered.get(module=module.pk)
    attempt = Attempt.objects.create(person=person, module_id=module.pk, version_id=version.pk, begun_at=at)
    Progress.objects.create(attempt=attempt, part=0, status=Status.COMPLETED, at=at, done_at=at)
    [row] = figures.stages.on_rolls([programme.pk], TODAY)
    assert Stage.LEARNED in row.stages
    wanted, done = done_by(cast.secretariat, [programme.pk], [person.pk])
    assert (wanted[programme.pk], done[programme.pk, person.pk]) == (1, 1)
    assert rows_of(person, programme).summary == "1 of 1 e-module done"
