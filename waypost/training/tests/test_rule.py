"""Who sees a project, a curriculum and a programme: in every shape of the rule, against the design's words."""

from typing import Any

import pytest

from tests.cast import PEOPLE, Cast
from waypost.access.drift import drifts
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.models import Curriculum, CurriculumVersion, Module, Status
from waypost.people.models import Person, Tenure
from waypost.projects.actions import projects
from waypost.projects.models import FundingLine, Project
from waypost.training.actions import programmes as actions
from waypost.training.actions.programmes import Head
from waypost.training.models import Programme
from waypost.training.tests.teaching import HEAD, agreed, begun, endorsed_donor, fresh, funded, taught

pytestmark = pytest.mark.django_db
OUT = {"suspended", "dormant", "former", "invited", "learner", "auditor", "outsider", "donor"}
REGIONAL = {name for name, row in PEOPLE.items() if "regional" in row[2]} - OUT
ACTIVE = {name for name, row in PEOPLE.items() if row[2]} - OUT


def seen_by(cast: Cast, thing: Any) -> set[str]:
    """Who sees it, by all three shapes, which agree."""
    found = set()
    everybody = {name: Person.objects.get(pk=person.pk) for name, person in cast.people().items()}
    told = set(thing.people_who_can_see())
    for name, viewer in everybody.items():
        shapes = {
            type(thing).visible_to(viewer).filter(pk=thing.pk).exists(),
            thing.is_visible_to(viewer),
            viewer in told,
        }
        assert len(shapes) == 1, name
        found |= {name} if shapes == {True} else set()
    assert not type(thing).visible_to(NOBODY).exists()
    return found


def of(cast: Cast, *bodies: str) -> set[str]:
    return {name for name, row in PEOPLE.items() if row[0] in bodies} & REGIONAL


@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN])
def test_a_project_is_its_networks_and_its_donors(cast: Cast, mark: Mark) -> None:
    found = funded(cast, mark=mark)
    wide = ACTIVE if mark == Mark.CLEAR else REGIONAL
    assert seen_by(cast, found) == wide
    endorsed_donor(cast, cast.programme)
    assert seen_by(cast, found) == wide | {"donor"}


def test_a_curriculum_is_its_networks_and_its_draft_its_keepers(cast: Cast) -> None:
    version = taught(cast)
    curriculum = Curriculum.unfiltered.get(pk=version.curriculum_id)
    assert seen_by(cast, curriculum) == REGIONAL
    for viewer, sees in ((cast.officer, True), (cast.coast_officer, False), (cast.ministry_officer, False)):
        assert CurriculumVersion.visible_to(viewer).exists() is sees
        assert Module.visible_to(viewer).exists() is sees
    teaching.move(by=cast.focal_point, curriculum=curriculum, number="1.0.0", status=Status.CONSULTATION)
    assert Module.visible_to(cast.coast_officer).count() == 2
    assert not Module.visible_to(cast.ministry_officer).exists()


def test_a_programme_is_whose_its_mark_says(cast: Cast) -> None:
    assert seen_by(cast, begun(cast, Mark.CLEAR, code="A")) == ACTIVE
    assert seen_by(cast, begun(cast, Mark.GREEN, code="B")) == REGIONAL
    assert seen_by(cast, begun(cast, Mark.AMBER, code="C")) == of(cast, "police")
    assert seen_by(cast, begun(cast, Mark.AMBER, cast.coast, code="D")) == of(cast, "police", "coast")


def test_green_of_the_programmes_network_stays_there(cast: Cast) -> None:
    own = begun(cast, Mark.GREEN, by=cast.immigration_focal_point, network=cast.programme)
    in_the_programme = {name for name, row in PEOPLE.items() if "programme" in row[2]} - OUT
    assert seen_by(cast, own) == in_the_programme
    assert "ministry_officer" in in_the_programme
    assert "officer" not in in_the_programme


def test_donor_officers_read_the_programmes_of_their_projects_only(cast: Cast) -> None:
    endorsed_donor(cast, cast.programme)
    paid = begun(cast, Mark.AMBER, project=funded(cast))
    other = begun(cast, Mark.AMBER, code="MB-2", project=funded(cast, code="P-2", donor=cast.office))
    none = begun(cast, Mark.AMBER, code="MB-3")
    assert seen_by(cast, paid) == of(cast, "police") | {"donor"}
    assert seen_by(cast, other) == seen_by(cast, none) == of(cast, "police")
    assert FundingLine.visible_to(cast.donor).count() == 1


def test_a_programme_follows_the_donors_of_its_project(cast: Cast) -> None:
    donor = endorsed_donor(cast, cast.programme)
    project = funded(cast, donor=cast.office)
    found = begun(cast, Mark.AMBER, project=project)
    assert not found.is_visible_to(donor)
    projects.fund(
        by=cast.focal_point, project=project, donor=cast.mission, reference="", purpose_en="x", purpose_th="ก"
    )
    assert found.is_visible_to(donor)
    assert list(drifts()) == []
    head = Head(**HEAD, mark=Mark.AMBER)
    actions.write(by=cast.focal_point, programme=found, revision=found.revision, head=head)
    assert not found.is_visible_to(donor)
    assert list(drifts()) == []


def test_a_donor_officer_who_is_provisional_or_no_donor_reads_nothing(cast: Cast) -> None:
    donor = endorsed_donor(cast, cast.programme)
    found = begun(cast, Mark.AMBER, project=funded(cast))
    assert not found.is_visible_to(cast.mission_focal_point)  # of the same organisation
    Tenure.objects.filter(pk=donor.acting_as_id).update(provisional_until="2020-12-01")
    assert "donor" not in seen_by(cast, found)


def test_what_hangs_on_it_is_seen_with_it(cast: Cast) -> None:
    plan = agreed(cast, begun(cast, Mark.AMBER))
    assert type(plan).visible_to(cast.officer).exists()
    assert not type(plan).visible_to(cast.coast_officer).exists()


def test_who_runs_it_writes_it(cast: Cast) -> None:
    found, project, version = begun(cast), funded(cast), taught(cast)
    curriculum = Curriculum.unfiltered.get(pk=version.curriculum_id)
    for by in (cast.officer, cast.coast_focal_point, cast.secretariat, cast.trainer, cast.donor):
        with pytest.raises(Denied):
            actions.write(by=by, programme=found, revision=1, head=Head(**HEAD))
        with pytest.raises(Denied):
            projects.fund(
                by=by, project=project, donor=cast.coast, reference="", purpose_en="x", purpose_th="ก"
            )
        with pytest.raises(Denied):
            teaching.move(by=by, curriculum=curriculum, number="1.0.0", status=Status.FINALISED)
    actions.write(by=cast.deputy, programme=found, revision=1, head=Head(**HEAD))
    assert fresh(found).revision == 2


def test_nobody_begins_in_a_network_of_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="do not belong"):
        begun(cast, network=cast.programme)
    assert not Programme.unfiltered.exists()
    assert not Project.unfiltered.exists()
