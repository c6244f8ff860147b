"""Pages and forms of programmes: what is written is read, what is wrong gets a sentence, and nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import DoorMisused, Overtaken, Refused
from waypost.core.figures import Window
from waypost.core.models import AuditRow
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.models import Curriculum, CurriculumVersion, Status
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts
from waypost.projects.models import FundingLine
from waypost.publications.tests.sharing import shared
from waypost.training import figures
from waypost.training.actions import programmes as actions
from waypost.training.actions.programmes import CohortWords, Unit
from waypost.training.lists.programmes import agreements_of
from waypost.training.models import Cohort, Engagement, Plan, PlannedUnit, Programme
from waypost.training.tests.teaching import (
    AGREED,
    FACTS,
    HEAD,
    MODULES,
    agreed,
    begun,
    endorsed_donor,
    fresh,
    funded,
    taught,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def rows(*units: tuple[Any, ...]) -> dict[str, Any]:
    """The rows of a plan as a browser sends them."""
    names = ("organisation", "unit_en", "unit_th", "participants")
    typed: dict[str, Any] = {"unit-TOTAL_FORMS": len(units), "unit-INITIAL_FORMS": 0}
    for at, unit in enumerate(units):
        typed |= {f"unit-{at}-{name}": value for name, value in zip(names, unit, strict=True)}
    return typed


def plan_typed(revision: int, *units: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    words = {**AGREED, "agreed_by": "CGX", "agreed_on": "2020-06-10", "revision": revision}
    return {**words, **rows(*units), **more}


def test_one_writes_a_programme_and_its_plan_and_others_read_it(cast: Cast, enter: Enter) -> None:
    project, version = funded(cast), taught(cast)
    teaching.move(
        by=cast.focal_point,
        curriculum=Curriculum.unfiltered.get(),
        number="1.0.0",
        status=Status.CONSULTATION,
    )
    typed = {
        **HEAD,
        "network": "regional",
        "state": "planned",
        "mark": 2,
        "released": "CGX\nCustoms X",
        "project": project.public_id,
        "curriculum": version.public_id,
    }
    writer = enter(cast.focal_point)
    assert writer.post("/training/new/", typed).status_code == 302
    found = Programme.unfiltered.get()
    at = f"/training/{found.public_id}/"
    units = (("CGX", "", "", "12"), ("CSX", "Division One", "กองหนึ่ง", "8"), ("", "", "", ""))
    assert writer.post(f"{at}plan/", plan_typed(1, *units)).status_code == 302
    page = enter(cast.coast_officer).get(at).content.decode()
    for words in ("Boats and borders", "Division One", "<b>20</b>", "The commander", "Law of the sea", "P-1"):
        assert words in page
    assert "Write down" not in page
    thai = enter(cast.coast_officer)
    thai.cookies["language"] = "th"
    assert "กองหนึ่ง" in thai.get(at).content.decode()
    assert "20 participants planned" in enter(cast.customs_officer).get("/training/").content.decode()
    assert enter(cast.lone_officer).get(at).status_code == 404
    assert enter(cast.coast_officer).get(f"{at}plan/").status_code == 403


def test_a_changed_plan_stands_beside_the_one_before(cast: Cast) -> None:
    found = begun(cast)
    agreed(cast, found)
    agreed(cast, found, Unit(cast.coast, 15), Unit(cast.lone, 2), method_en="Other.")
    newest, before = agreements_of(cast.officer, found)
    assert (newest.total, before.total) == (17, 20)
    assert newest.changes == [
        "Participants: 20 before, 17 now",
        "Border guard Y: new, 2",
        "Coast guard X: 12 before, 15 now",
        "Customs X: Division One: no longer, 8 before",
        "Another method",
    ]
    assert before.changes == []
    with pytest.raises(DoorMisused, match="never changed"):
        before.plan.save()


def test_a_row_that_is_sent_as_it_was_is_kept(cast: Cast, enter: Enter) -> None:
    found = begun(cast)
    agreed(cast, found, Unit(cast.police, 12), Unit(cast.coast, 8))
    typed = plan_typed(fresh(found).revision, ("DPA", "", "", "12"), ("CGX", "", "", "9"))
    assert enter(cast.focal_point).post(f"/training/{found.public_id}/plan/", typed).status_code == 302
    newest = Plan.unfiltered.order_by("-number")[0]
    kept = PlannedUnit.unfiltered.filter(plan=newest.pk).values_list("participants", flat=True)
    assert sorted(kept) == [9, 12]


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        ((), "at least one unit"),
        ((("CGX", "", "", "0"),), "whole number from 1"),
        ((("CGX", "", "", ""),), "required"),
        ((("XXX", "", "", "3"),), "is no organisation here"),
        ((("CGX", "One", "", "3"),), "in both languages"),
        ((("CGX", "", "", "3"), ("CGX", "", "", "4")), "stands there twice"),
        ((("CGX", "", "", "3"),) * 61, "more than 60 units"),
        ((("CGX", "", "", "many"),), "whole number"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_nothing_is_lost(
    cast: Cast, enter: Enter, units: tuple[tuple[Any, ...], ...], sentence: str
) -> None:
    found = begun(cast)
    typed = plan_typed(1, *units, method_en="Mine of the method.")
    answer = enter(cast.focal_point).post(f"/training/{found.public_id}/plan/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Mine of the method." in page
    assert all(f'value="{unit[3]}"' in page for unit in units if unit[3])
    assert not Plan.unfiltered.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"agreed_on": "2020-12-24"}, "This day has not come"),
        ({"agreed_on": "soon"}, "This is no date"),
        ({"agreed_by": "Nobody"}, "is no organisation here"),
        ({"document": "DPA-2020-999"}, "no published item"),
        ({"replaces_en": "Only one."}, "in this language too"),
        ({"method_th": ""}, "required"),
        ({"method_en": "Ask for passport no. AA1234567."}, "personal data"),
    ],
)
def test_what_is_wrong_with_an_agreement_is_said(
    cast: Cast, enter: Enter, more: dict[str, str], sentence: str
) -> None:
    found = begun(cast)
    typed = plan_typed(1, ("CGX", "", "", "12"), **{"meeting_en": "Mine of the meeting", **more})
    answer = enter(cast.focal_point).post(f"/training/{found.public_id}/plan/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Mine of the meeting" in answer.content.decode()
    assert not Plan.unfiltered.exists()


def test_rows_that_come_in_parts_are_refused(cast: Cast, enter: Enter) -> None:
    typed = {name: value for name, value in plan_typed(1).items() if not name.startswith("unit")}
    answer = enter(cast.focal_point).post(f"/training/{begun(cast).public_id}/plan/", typed)
    assert answer.status_code == 422
    assert "came in parts only" in answer.content.decode()


def test_two_who_write_at_once_see_each_other(cast: Cast, enter: Enter) -> None:
    found = begun(cast)
    actions.write(
        by=cast.deputy,
        programme=found,
        revision=1,
        head=actions.Head(**{**HEAD, "title_en": "Theirs of the title"}, mark=Mark.GREEN),
    )
    at = f"/training/{found.public_id}/"
    typed = {**HEAD, "title_en": "Mine of the title", "state": "planned", "mark": 1, "revision": 1}
    answer = enter(cast.focal_point).post(f"{at}write/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs of the title" in page
    assert "Mine of the title" in page
    assert 'name="revision" value="2"' in page
    agreed(cast, found, meeting_en="Theirs of the meeting")
    answer = enter(cast.focal_point).post(
        f"{at}plan/", plan_typed(2, ("CGX", "", "", "4"), meeting_en="Mine of the meeting")
    )
    page = answer.content.decode()
    assert "Theirs of the meeting" in page
    assert "Mine of the meeting" in page
    assert Plan.unfiltered.count() == 1
    with pytest.raises(Overtaken):
        actions.write(by=cast.deputy, programme=found, revision=1, head=actions.Head(**HEAD))


def test_what_points_elsewhere_is_met_by_those_who_see_it_there(cast: Cast, enter: Enter) -> None:
    """Of a document, a project and a curriculum of others, a reader of the programme learns nothing here."""
    secret = shared(cast, Mark.AMBER)
    project, version = funded(cast), taught(cast)
    found = begun(cast, Mark.CLEAR, project=project, curriculum=version)
    actions.agree(
        by=cast.focal_point,
        programme=found,
        revision=1,
        agreed=actions.Agreed(**AGREED, agreed_by=cast.coast),
        units=[Unit(cast.coast, 12)],
        document=secret,
    )
    at = f"/training/{found.public_id}/"
    writer = enter(cast.focal_point).get(at).content.decode()
    for words in (secret.reference, "Border management", "Law of the sea"):
        assert words in writer
    stranger = enter(cast.ministry_officer).get(at).content.decode()
    for words in (secret.reference, "Border management", "Law of the sea"):
        assert words not in stranger
    assert enter(cast.ministry_officer).get(f"/projects/{project.public_id}/").status_code == 404


def test_a_donor_officer_reads_and_writes_nothing(cast: Cast, enter: Enter) -> None:
    donor = endorsed_donor(cast, cast.programme)
    found = begun(cast, Mark.AMBER, project=funded(cast))
    client = enter(donor)
    page = client.get(f"/training/{found.public_id}/").content.decode()
    assert "you are its donor officer" in page
    assert "REF-1" not in page  # the programme names no line of it
    assert client.get(f"/training/{found.public_id}/write/").status_code == 403
    assert client.get("/training/new/").status_code == 403


def test_opening_an_amber_programme_is_noted_once_an_hour(cast: Cast, enter: Enter) -> None:
    found, green = begun(cast, Mark.AMBER, cast.coast), begun(cast, Mark.GREEN, code="MB-2")
    client = enter(cast.coast_officer)
    for each in (found, found, green):
        client.get(f"/training/{each.public_id}/")
    noted = AuditRow.objects.filter(action="training.content_opened")
    assert noted.count() == 1


def test_one_adds_a_partner_and_a_cohort(cast: Cast, enter: Enter) -> None:
    found = begun(cast)
    at, client = f"/training/{found.public_id}/", enter(cast.focal_point)
    partner = {"do": "partner", "partner": "UNODC", "on": "2020-06-10", "outcome": "complementary"}
    assert client.post(f"{at}add/", {**partner, "on": "2020-12-24"}).status_code == 422
    assert client.post(f"{at}add/", partner).status_code == 302
    cohort = {"do": "cohort", "name_en": "First", "name_th": "รุ่นแรก", "since": "2020-09-07"}
    wrong = client.post(f"{at}add/", {**cohort, "until": "2020-09-01"})
    assert wrong.status_code == 422
    assert "ends before it begins" in wrong.content.decode()
    assert client.post(f"{at}add/", {**cohort, "until": "2020-09-09"}).status_code == 302
    assert client.post(f"{at}add/", {**cohort, "until": "2020-09-09"}).status_code == 422
    assert (Engagement.unfiltered.count(), Cohort.unfiltered.count()) == (1, 1)
    page = client.get(at).content.decode()
    assert "UNODC" in page
    assert "Complementary" in page
    assert fresh(found).revision == 3


def test_planned_is_what_the_plan_in_force_adds_up_to(cast: Cast) -> None:
    found = begun(cast)
    begun(cast, code="DE-1", section="documents")
    agreed(cast, found)
    agreed(cast, found, Unit(cast.coast, 112), agreed_on=date(2020, 8, 3))
    planned = figures.participants_planned
    for day, value in ((date(2020, 6, 1), 0), (date(2020, 7, 1), 20), (date(2020, 8, 31), 112)):
        window = Window.of_day(day)
        assert planned.value(window) == value == sum(row.participants for row in planned.evidence(window))
    agreed(cast, Programme.unfiltered.get(code="DE-1"))
    assert planned.value(Window.of_day(date(2020, 8, 31))) == 112


def test_a_curriculum_goes_on_by_number_and_status(cast: Cast) -> None:
    first = taught(cast)
    kept = Curriculum.unfiltered.get()

    def write(number: str) -> CurriculumVersion:
        return teaching.write_version(by=cast.deputy, curriculum=kept, number=number, modules=MODULES)

    for number, sentence in (("1.0", "three numbers"), ("1.0.0", "not above"), ("0.9.9", "not above")):
        with pytest.raises(Refused, match=sentence):
            write(number)
    second = write("1.10.0")
    assert first.digest == second.digest
    assert write("1.11.0").digest == first.digest
    for number in ("1.0.0", "1.10.0"):
        teaching.move(by=cast.deputy, curriculum=kept, number=number, status=Status.FINALISED)
    held = dict(CurriculumVersion.unfiltered.values_list("number", "status"))
    assert held == {"1.0.0": "superseded", "1.10.0": "finalised", "1.11.0": "draft"}
    with pytest.raises(Refused, match="cannot become"):
        teaching.move(by=cast.deputy, curriculum=kept, number="1.0.0", status=Status.FINALISED)


def test_a_project_is_written_anew_by_those_who_run_it(cast: Cast) -> None:
    found = funded(cast)
    facts = Facts(**{**FACTS, "title_en": "Other"})
    with pytest.raises(Overtaken):
        projects.write(by=cast.deputy, project=found, revision=1, facts=facts)
    projects.write(by=cast.deputy, project=found, revision=2, facts=facts)
    late = Facts(**{**FACTS, "until": date(2018, 1, 1)})
    with pytest.raises(Refused, match="ends before"):
        projects.write(by=cast.deputy, project=found, revision=3, facts=late)
    with pytest.raises(Refused, match="taken"):
        funded(cast)


def test_what_a_programme_may_not_say_is_refused(cast: Cast) -> None:
    project, other = funded(cast), funded(cast, code="P-2")
    elsewhere = projects.start(
        by=cast.coast_focal_point,
        organisation=cast.coast,
        network=cast.regional,
        facts=Facts(**{**FACTS, "code": "P-3"}),
    )
    [line] = FundingLine.unfiltered.filter(project=other.pk)
    for sentence, head in (
        ("TLP:CLEAR, TLP:GREEN or TLP:AMBER", {"mark": Mark.RED}),
        ("Name no organisations", {"mark": Mark.GREEN, "released": [cast.coast]}),
        ("Another organisation runs", {"project": elsewhere}),
        ("does not pay for", {"project": project, "lines": [line]}),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.start(
                by=cast.focal_point,
                organisation=cast.police,
                network=cast.regional,
                head=actions.Head(**{**HEAD, **head}),
            )
    begun(cast, project=other, lines=[line])
    with pytest.raises(Refused, match="taken"):
        begun(cast)
    words, found = CohortWords("x", "ก", date(2020, 9, 2), date(2020, 9, 1)), Programme.unfiltered.get()
    with pytest.raises(Refused, match="ends before"):
        actions.add_cohort(by=cast.focal_point, programme=found, cohort=words)
    assert not PlannedUnit.unfiltered.exists()


def test_a_code_that_another_organisation_uses_is_free(cast: Cast) -> None:
    """Else whoever begins a programme would learn of one they may not read."""
    hidden = begun(cast, Mark.AMBER)
    assert not hidden.is_visible_to(cast.coast_focal_point)
    own = actions.start(
        by=cast.coast_focal_point,
        organisation=cast.coast,
        network=cast.regional,
        head=actions.Head(**HEAD),
    )
    assert own.code == hidden.code
