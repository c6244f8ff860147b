"""Programmes in tests, by the rooms' own actions: ``begun(cast, Mark.GREEN)``."""

from datetime import date
from typing import Any

from tests.cast import SINCE, UNTIL, Cast
from waypost.access.marks import Mark
from waypost.curriculum.actions import versions as teaching
from waypost.curriculum.document import ModuleWords
from waypost.curriculum.models import Curriculum, CurriculumVersion
from waypost.people.models import Endorsement, Network, Organisation, Person
from waypost.places.models import Section
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts
from waypost.projects.models import Project
from waypost.training.actions import programmes as actions
from waypost.training.actions.programmes import Agreed, Head, Unit
from waypost.training.models import Plan, Programme

FACTS: dict[str, Any] = {
    "code": "P-1",
    "title_en": "Border management",
    "title_th": "การบริหารชายแดน",
    "summary_en": "Training of officials.",
    "summary_th": "ฝึกอบรมเจ้าหน้าที่",
    "since": date(2019, 4, 1),
    "phase": "IV",
}
HEAD: dict[str, Any] = {
    "code": "MB-1",
    "title_en": "Boats and borders",
    "title_th": "เรือและชายแดน",
    "section": Section.MARITIME,
}
AGREED: dict[str, Any] = {
    "method_en": "E-modules first, exercises after.",
    "method_th": "บทเรียนออนไลน์ก่อน แล้วฝึกภาคปฏิบัติ",
    "agreed_with_en": "The commander",
    "agreed_with_th": "ผู้บังคับการ",
    "agreed_on": date(2020, 6, 10),
    "meeting_en": "Technical meeting",
    "meeting_th": "การประชุมทางเทคนิค",
}
MODULES = [
    ModuleWords("M1", "Law of the sea", "กฎหมายทะเล", 45, "e-module", "Name the zones.", "ระบุเขตทางทะเล"),
    ModuleWords("M2", "Boarding", "การขึ้นเรือ", 180, "practical"),
]


def funded(
    cast: Cast, *, donor: Organisation | None = None, mark: Mark = Mark.GREEN, **facts: Any
) -> Project:
    """A project of the police in the regional network, paid for by the mission."""
    made = projects.start(
        by=cast.focal_point,
        organisation=cast.police,
        network=cast.regional,
        facts=Facts(**{**FACTS, **facts}, mark=mark),
    )
    projects.fund(
        by=cast.focal_point,
        project=made,
        donor=donor or cast.mission,
        reference="REF-1",
        purpose_en="Training",
        purpose_th="การฝึกอบรม",
    )
    return Project.unfiltered.get(pk=made.pk)


def begun_curriculum(cast: Cast, code: str = "C-1") -> Curriculum:
    """One that the police keep, without a version."""
    return teaching.begin(
        by=cast.focal_point,
        organisation=cast.police,
        network=cast.regional,
        code=code,
        title_en="At sea",
        title_th="ในทะเล",
    )


def taught(cast: Cast, number: str = "1.0.0", *, code: str = "C-1") -> CurriculumVersion:
    """A draft of a curriculum that the police keep."""
    made = begun_curriculum(cast, code)
    return teaching.write_version(by=cast.focal_point, curriculum=made, number=number, modules=MODULES)


def begun(
    cast: Cast,
    mark: Mark = Mark.GREEN,
    *released: Organisation,
    by: Person | None = None,
    network: Network | None = None,
    **head: Any,
) -> Programme:
    author = by or cast.focal_point
    assert author.organisation is not None
    return actions.start(
        by=author,
        organisation=author.organisation,
        network=network or cast.regional,
        head=Head(**{**HEAD, **head}, mark=mark, released=released),
    )


def agreed(cast: Cast, programme: Programme, *units: Unit, **given: Any) -> Plan:
    programme = fresh(programme)
    return actions.agree(
        by=cast.focal_point,
        programme=programme,
        revision=programme.revision,
        agreed=Agreed(**{**AGREED, "agreed_by": cast.coast, **given}),
        units=units or (Unit(cast.coast, 12), Unit(cast.customs, 8, "Division One", "กองหนึ่ง")),
    )


def fresh(programme: Programme) -> Programme:
    return Programme.unfiltered.get(pk=programme.pk)


def endorsed_donor(cast: Cast, network: Network) -> Person:
    """The cast's donor officer, endorsed in a network: not active without."""
    donor = cast.donor
    Endorsement.objects.create(
        tenure=donor.acting_as, network=network, vouched_by=None, since=SINCE, until=UNTIL
    )
    return Person.objects.get(pk=donor.pk)
