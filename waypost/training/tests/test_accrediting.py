"""The way of a trainer: training of trainers, teach-back, an observed delivery; what renews it and what ends it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, _hold, _post
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.core.doors import CLOCK
from waypost.core.errors import Denied, Refused
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.models import Curriculum, CurriculumVersion, Status
from waypost.desk.lists.own import parts_of
from waypost.people.models import Person
from waypost.training.actions import attendance, certificates, enrolment, programmes, trainers
from waypost.training.actions.attendance import Entry
from waypost.training.actions.certificates import Taught
from waypost.training.actions.practicals import standing_days
from waypost.training.actions.programmes import Agreed, CohortWords, Unit
from waypost.training.lists.lineage import reach_of
from waypost.training.lists.trainers import way_of
from waypost.training.models import (
    Demonstration,
    Facilitation,
    Intake,
    Nominee,
    Programme,
    Trainer,
    TrainerEntry,
)
from waypost.training.policies import may_observe
from waypost.training.tests.enrolling import ENROLLED, named
from waypost.training.tests.marking import written
from waypost.training.tests.practising import planned
from waypost.training.tests.practising import trainer as teaches
from waypost.training.tests.teaching import AGREED, MODULES, begun, taught
from waypost.training.tests.test_trainers import PRIOR

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
GOOD, WEAK = [4, 4], [3, 5]  # the first criterion is critical: 70 per cent of it are wanted


class Way:
    """A training of trainers of the police with one learner who teaches in it, and a trainer who is accredited."""

    def __init__(self, cast: Cast) -> None:
        version = taught(cast)
        self.curriculum = Curriculum.unfiltered.get(pk=version.curriculum_id)
        self.finalise(cast, version)
        self.programme = self._programme(cast, version)
        _hold(
            cast.immigration_officer,
            _post("immigration_trainer", cast.immigration, "trainer"),
            [cast.regional],
        )
        cast.immigration_officer.acting_as = cast.immigration_officer.tenures.order_by("pk")[0]
        cast.immigration_officer.save()
        self.observer = trainers.name(by=cast.deputy, curriculum=self.curriculum, person=cast.trainer)
        trainers.recognise(by=cast.deputy, trainer=self.observer, **PRIOR)
        self.trainer = trainers.name(
            by=cast.deputy, curriculum=self.curriculum, person=cast.immigration_officer
        )
        lead, observer = teaches(ENROLLED), teaches(cast.trainer.email, "observer", "Observing Trainer")
        self.intake = Intake.unfiltered.get()
        self.session = planned(cast, self.intake, lead, observer, by=cast.focal_point)

    def finalise(self, cast: Cast, version: CurriculumVersion) -> None:
        for status in (Status.CONSULTATION, Status.FINALISED):
            curriculum = Curriculum.unfiltered.get(pk=version.curriculum_id)
            teaching.move(by=cast.focal_point, curriculum=curriculum, number=version.number, status=status)

    def _programme(self, cast: Cast, version: CurriculumVersion) -> Programme:
        by: dict[str, Any] = {"by": cast.focal_point}
        version = CurriculumVersion.unfiltered.get(pk=version.pk)
        found = begun(cast, Mark.GREEN, **by, network=cast.regional, curriculum=version)
        agreed, units = Agreed(**AGREED, agreed_by=cast.coast, audience=400), [Unit(cast.immigration, 2)]
        programmes.agree(**by, programme=found, revision=1, agreed=agreed, units=units)
        words = CohortWords("ToT", "วิทยากร", date(2020, 9, 7), date(2020, 9, 25), trains_trainers=True)
        cohort = programmes.add_cohort(**by, programme=found, cohort=words)
        intake = enrolment.open_intake(**by, cohort=cohort, closes_on=date(2020, 9, 7))
        enrolment.approve(by=cast.deputy, intake=intake, nominees=named(cast, intake, ENROLLED))
        return found

    def certify(self, cast: Cast) -> None:
        rows = list(Nominee.unfiltered.filter(intake=self.intake.pk))
        for day in standing_days(self.session):
            entries = [Entry(each, "present") for each in rows]
            attendance.take_attendance(by=cast.focal_point, day=day, entries=entries)
        said = Taught(cast.trainer, minutes_practical=180)
        certificates.certify(by=cast.deputy, intake=self.intake, nominees=rows, taught=said)


def states() -> list[tuple[str, str]]:
    rows = TrainerEntry.unfiltered.filter(trainer__person__email=ENROLLED).order_by("number")
    return [(each.state, each.ground) for each in rows]


def fresh(trainer: Trainer) -> Trainer:
    return Trainer.unfiltered.select_related("person").get(pk=trainer.pk)


def test_from_candidate_to_accredited_each_step_asks_for_the_one_before(
    cast: Cast, hands: Hands, enter: Enter
) -> None:
    way = Way(cast)
    by: dict[str, Any] = {"by": cast.deputy, "trainer": way.trainer}
    with pytest.raises(Refused, match="no valid certificate"):
        trainers.pre_accredit(**by)
    hands.forward(days=14)
    way.certify(cast)
    with pytest.raises(Refused, match="not passed a teach-back"):
        trainers.pre_accredit(**by)
    command, page = enter(cast.deputy), f"/training/trainers/{way.trainer.public_id}/"
    assert "No rubric for this stands" in command.get(f"{page}teach-back/").content.decode()
    written(cast.focal_point, way.programme, exercise="teach-back")
    written(cast.focal_point, way.programme, exercise="delivery")
    typed = {"on": "2020-09-14", "note": "Clear.", "score_1": WEAK[0], "score_2": WEAK[1]}
    assert command.post(f"{page}teach-back/", {**typed, "on": "2020-09-16"}).status_code == 422
    assert command.post(f"{page}teach-back/", {**typed, "score_1": 6}).status_code == 422
    for _twice in range(2):  # a double click, or an answer that was lost
        assert command.post(f"{page}teach-back/", typed).status_code == 302
    assert Demonstration.unfiltered.count() == 1
    assert "Not passed: 8 of 10 points" in command.get(page).content.decode()
    assert command.post(page, {"do": "pre-accredit"}).status_code == 422
    assert command.post(f"{page}teach-back/", {**typed, "score_1": 4}).status_code == 302
    assert command.post(page, {"do": "pre-accredit"}).status_code == 302
    assert command.post(page, {"do": "accredit"}).status_code == 422
    observe = f"/training/sessions/{way.session.public_id}/observe/"
    for other in (cast.immigration_officer, cast.coast_officer, cast.deputy):
        assert enter(other).get(observe).status_code == 403
    marks, observer = {"taught": "1", "score_1": 4, "score_2": 4, "note": ""}, enter(cast.trainer)
    late = observer.post(observe, {**marks, "revision": 0})  # the first may be somebody else by now
    assert late.status_code == 422
    assert "Somebody changed this session" in late.content.decode()
    assert not re.search(r'name="taught"[^>]* checked', late.content.decode())
    for _twice in range(2):
        assert observer.post(observe, {**marks, "revision": way.session.revision}).status_code == 302
    assert Demonstration.unfiltered.filter(exercise="delivery").count() == 1
    assert command.post(page, {"do": "accredit"}).status_code == 302
    assert states() == [("candidate", ""), ("pre-accredited", "taught-back"), ("accredited", "observed")]
    own = enter(cast.immigration_officer)
    assert "Passed with 9 of 10 points" in own.get(page).content.decode()
    assert own.get(f"{page}teach-back/").status_code == 403
    mine = {part.key: part.rows for part in parts_of(cast.immigration_officer)}
    assert [len(mine["trainer"]), len(mine["taught"])] == [3, 3]
    others = {part.key: part.rows for part in parts_of(cast.deputy)}
    assert (others["trainer"], others["taught"]) == ([], [])
    reach = reach_of(cast.deputy, way.programme)
    assert (reach.total, reach.audience, reach.share) == (1, 400, 0)
    assert fresh(way.trainer).valid_until == date(2022, 9, 15)
    assert fresh(way.trainer).taught_on(hands.now) == [date(2020, 9, 7), date(2020, 9, 8)]
    assert fresh(way.observer).taught_on(hands.now) == [date(2020, 9, 25)]
    hands.forward(days=1)
    trainers.withdraw(**by, because="Moved.")
    trainers.name(by=cast.deputy, curriculum=way.curriculum, person=cast.immigration_officer)
    with pytest.raises(Refused, match="since they were named"):
        trainers.pre_accredit(**by)
    assert [each.done for each in way_of(cast.deputy, fresh(way.trainer)).steps] == [True, False, False]


def test_a_delivery_is_observed_when_it_is_held_by_somebody_else(cast: Cast, hands: Hands) -> None:
    way = Way(cast)
    rubric = written(cast.focal_point, way.programme, exercise="delivery")
    lead = Facilitation.unfiltered.get(session=way.session.pk, role="lead")
    by: dict[str, Any] = {"by": cast.trainer, "session": way.session, "rubric": rubric, "scores": GOOD}
    by["revision"] = way.session.revision
    with pytest.raises(Refused, match="No day of this session has begun"):
        trainers.observe(**by, taught=lead)
    hands.forward(days=7)
    with pytest.raises(Refused, match="Nobody observes themselves"):
        trainers.observe(**by, taught=Facilitation.unfiltered.get(session=way.session.pk, role="observer"))
    for wrong in ([4], [4, 6], [-1, 4]):
        with pytest.raises(Refused, match="points for every criterion"):
            trainers.observe(**{**by, "scores": wrong}, taught=lead)
    with pytest.raises(Refused, match="personal data"):
        trainers.observe(**by, taught=lead, note="Ask malee@police.example")
    other = written(cast.focal_point, way.programme, exercise="teach-back")
    with pytest.raises(Refused, match="does not stand"):
        trainers.observe(**{**by, "rubric": other}, taught=lead)
    trainers.recognise(by=cast.deputy, trainer=way.trainer, **PRIOR)
    assert may_observe(cast.trainer, way.session)
    assert not may_observe(cast.immigration_officer, way.session)  # who leads it
    trainers.withdraw(by=cast.deputy, trainer=fresh(way.trainer), because="Moved.")
    with pytest.raises(Refused, match="not named as a trainer"):
        trainers.observe(**by, taught=lead)
    with pytest.raises(Refused, match="points for every criterion"):  # who is named is not learnt for nothing
        trainers.observe(**{**by, "scores": [4]}, taught=lead)
    trainers.withdraw(by=cast.deputy, trainer=way.observer, because="Moved.")
    with pytest.raises(Denied):
        trainers.observe(**by, taught=lead)


def test_a_new_major_version_ends_it_soon_and_an_observed_delivery_renews_it(
    cast: Cast, hands: Hands
) -> None:
    way = Way(cast)
    trainers.recognise(by=cast.deputy, trainer=way.trainer, **PRIOR)
    for number, ended in (("1.1.0", 0), ("2.0.0", 2)):
        curriculum = Curriculum.unfiltered.get()
        made = teaching.write_version(
            by=cast.focal_point, curriculum=curriculum, number=number, modules=MODULES
        )
        way.finalise(cast, made)
        assert trainers.see_to_the_due() == ended
    assert trainers.see_to_the_due() == 0
    trainer = fresh(way.trainer)
    assert trainer.is_outdated
    assert trainer.valid_until == date(2020, 11, 30)
    trainers.outdate(by=CLOCK, trainer=way.trainer)  # as it was read before
    assert len(states()) == 3
    hands.forward(days=7)
    by: dict[str, Any] = {"by": cast.deputy, "trainer": trainer, "interview": "Knows what is new."}
    with pytest.raises(Refused, match="No delivery was observed"):
        trainers.renew(**by)
    rubric = written(cast.focal_point, way.programme, exercise="delivery")
    lead = Facilitation.unfiltered.get(session=way.session.pk, role="lead")
    said: dict[str, Any] = {"by": cast.trainer, "session": way.session, "revision": 1, "taught": lead}
    trainers.observe(**said, rubric=rubric, scores=WEAK)
    with pytest.raises(Refused, match="No delivery was observed"):
        trainers.renew(**by)
    trainers.observe(**said, rubric=rubric, scores=GOOD)
    trainers.renew(**by)
    hands.forward(days=90)
    trainers.see_to_the_due()
    assert states()[2:] == [("accredited", "new-version"), ("accredited", "interviewed")]
    assert fresh(way.observer).state == "lapsed"
    assert TrainerEntry.unfiltered.filter(state="lapsed").get().ground == "new-version"


def test_each_renewal_asks_for_a_delivery_of_its_own(cast: Cast, hands: Hands) -> None:
    """Not the one the accreditation stands on, however late on its day; and what was observed counts after the end."""
    way = Way(cast)
    rubric = written(cast.focal_point, way.programme, exercise="delivery")
    lead = Facilitation.unfiltered.get(session=way.session.pk, role="lead")
    said: dict[str, Any] = {"by": cast.trainer, "session": way.session, "revision": 1, "taught": lead}
    said |= {"rubric": rubric, "scores": GOOD}
    by: dict[str, Any] = {"by": cast.deputy, "trainer": way.trainer, "interview": "Still knows it."}
    hands.forward(days=7)
    trainers.observe(**said)
    trainers.recognise(by=cast.deputy, trainer=way.trainer, **PRIOR)
    with pytest.raises(Refused, match="No delivery was observed"):
        trainers.renew(**by)
    hands.forward(hours=1)
    trainers.observe(**said)
    hands.forward(days=731)
    trainers.see_to_the_due()
    assert states()[-1] == ("lapsed", "not-renewed")
    trainers.renew(**by)
    with pytest.raises(Refused, match="No delivery was observed"):
        trainers.renew(**by)


def test_who_taught_in_each_year_is_kept_on(
    cast: Cast, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = Way(cast)
    days = [date(2021, 5, 1), date(2022, 5, 1)]
    monkeypatch.setattr(Trainer, "taught_on", lambda *_given: days)
    hands.forward(days=725)
    assert trainers.see_to_the_due() == 0
    hands.forward(days=5)  # the last day
    assert trainers.see_to_the_due() == 1
    trainers.keep_on(by=CLOCK, trainer=way.observer)  # as it was read before
    assert fresh(way.observer).valid_until == date(2024, 9, 1)
    assert TrainerEntry.unfiltered.filter(ground="delivered").count() == 1
