"""Every page asks the data base as often for many rows as for few, for 49 members as for the cast's five.

Addresses come from the URL map, and each is opened by whoever may. Then the portal grows: what is opened after that is
as large as everything around it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.addresses import Address, addresses
from tests.cast import NOON, SINCE, UNTIL, Cast
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.curriculum.actions import dispositions
from waypost.curriculum.models import Comment, Consultation, Curriculum
from waypost.curriculum.tests import commenting
from waypost.groups.actions import charters
from waypost.groups.models import Charter, Meeting
from waypost.groups.tests import meeting, seating
from waypost.notices.models import Notice
from waypost.people.models import Endorsement, Organisation, Person, Post, Tenure
from waypost.people.signin import standing
from waypost.places.models import Member, Route, Topic
from waypost.projects.models import Activity, Project
from waypost.projects.tests import activities
from waypost.publications.actions import afterwards, answering
from waypost.publications.tests.sharing import (
    asking,
    drafted,
    fresh,
    key_of,
    second_version,
    shared,
    tell_all,
    waiting,
)
from waypost.reporting.actions import overlaps
from waypost.reporting.models import Overlap
from waypost.requests.models import Request
from waypost.requests.tests import posing
from waypost.training.actions import assessing, certificates, enrolment, evaluation, programmes, trainers
from waypost.training.actions.certificates import Taught
from waypost.training.actions.programmes import CohortWords
from waypost.training.models import (
    Certificate,
    InformationSession,
    Intake,
    Material,
    PracticalSession,
    Programme,
    Trainer,
)
from waypost.training.tests import enrolling, marking, practising, teaching, telling

pytestmark = pytest.mark.matrix

Enter = Callable[[Person], Client]
Ids = dict[str, str]

VIEWERS = ("officer", "deputy", "coast_focal_point", "secretariat")
MEMBERS = 49
SEATS = 24
# What must have been measured, or this test has nothing to say.
PAGES = {
    "home", "items", "followed", "item", "compare", "write", "audience", "send", "review", "board", "widen", "wider",
    "inbox", "people", "organisation", "person", "call", "call_member", "topics", "topic", "routes", "route",
    "members", "member", "profile", "start", "requests", "request", "answer", "write_request", "send_request",
    "report_use", "training", "programme", "project", "start_programme", "write_programme", "plan_programme",
    "add_to_programme", "open_intake", "questions", "add_question", "rubrics", "add_rubric", "courses", "cohort",
    "seats", "nominate", "roll", "joining", "cohort_tests", "cohort_gain", "plan_session", "practical",
    "write_session", "postpone_session", "cancel_session", "certify", "certificate", "lineage", "trainers", "trainer",
    "practicals", "session_resources", "evaluations", "evaluation_results", "evaluation_forms", "training_board",
    "programme_figures", "figures_file", "figure_records", "project_figures", "lessons", "information_sessions",
    "information_session", "give_information", "correct_information", "information_sums", "materials", "material",
    "adapt_resource", "teach_back", "marks", "cohorts", "activities", "activity", "write_activity", "change_activity",
    "activities_csv", "activities_table", "consultation", "comment_on", "comment", "consultation_comments",
    "consultation_board", "consultation_set", "consultations", "groups", "group", "group_seats", "group_threads",
    "meetings", "meeting", "minutes", "action_board", "write_meeting", "meeting_papers", "meeting_attendance",
    "agree_action", "receive_feedback", "overlaps", "overlap", "gaps", "doers", "timeline",
}  # fmt: skip


@pytest.mark.django_db
def test_every_page_asks_as_often_in_a_large_portal_as_in_a_small_one(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Once a minute a session notes that it was seen, whatever page is asked for then.
    monkeypatch.setattr(standing, "_SEEN_EVERY", 3600)
    Post.objects.filter(tenures__person=cast.coast_officer).update(on_duty=True, phone="+62 21 000 0000")
    small = _measured(cast, enter, _share(cast))
    assert {name for _viewer, name, _thing in small} >= PAGES
    _grow(cast)
    for _turn in range(3):
        _share(cast)
    large = _measured(cast, enter, _share(cast))
    more = {
        page: (small[page], large[page]) for page in small.keys() & large.keys() if large[page] > small[page]
    }
    assert not more, f"These pages ask more often in a large portal (before, after): {more}"


def _share(cast: Cast) -> Ids:
    """One of everything that can be shared, told, answered and asked for. Ids by what they are."""
    answered = asking(cast, Mark.GREEN)
    reader = cast.coast_focal_point
    answering.acknowledge(by=reader, publication=fresh(answered), version=1, answer="acting", remark="Seen.")
    narrow = shared(cast, Mark.AMBER, to=[cast.coast])
    customs = key_of(cast, cast.customs)
    afterwards.ask_wider(by=reader, publication=fresh(narrow), key=customs, reason="They need it.")
    gone = shared(cast, Mark.GREEN)
    afterwards.withdraw(by=cast.officer, publication=fresh(gone), because="It was wrong.")
    twice = asking(cast, Mark.GREEN)
    second_version(cast, fresh(twice))
    items = {
        "answered": answered,
        "narrow": narrow,
        "gone": gone,
        "twice": twice,
        "open": asking(cast, Mark.GREEN, routes=(Route.objects.order_by("pk")[0],)),
        "draft": drafted(cast, to=[cast.coast]),
        "waiting": waiting(cast, Mark.AMBER, to=[cast.coast]),
    }
    posing.asked(cast, Mark.GREEN, cast.coast, cast.lone)
    posing.answered(cast.lone_focal_point, posing.asked(cast, Mark.AMBER, cast.coast, cast.lone))
    posing.drafted(cast, Mark.AMBER, cast.coast)
    _teach(cast)
    _gather(cast)
    tell_all()
    return {name: item.public_id for name, item in items.items()}


def _teach(cast: Cast) -> None:
    """One more project, curriculum and programme, with two plans."""
    nth = str(Programme.unfiltered.count())
    project, version = teaching.funded(cast, code=f"P{nth}"), teaching.taught(cast, code=f"C{nth}")
    made = teaching.begun(cast, code=f"T{nth}", project=project, curriculum=version)
    for by in (cast.focal_point, cast.coast_focal_point):
        said = activities.changed(by, activities.written(cast, by=by, title=f"Activity {nth}"))
        activities.changed(by, said)
    meeting.whole(cast, project, Meeting.unfiltered.count() + 1)
    overlaps.look()
    trainers.name(
        by=cast.focal_point, curriculum=Curriculum.unfiltered.get(code=f"C{nth}"), person=cast.trainer
    )
    for _plan in range(2):
        teaching.agreed(cast, made)
    words = CohortWords("First", "รุ่นแรก", date(2020, 9, 1), date(2020, 9, 25))
    cohort = programmes.add_cohort(by=cast.focal_point, programme=teaching.fresh(made), cohort=words)
    intake = enrolment.open_intake(by=cast.focal_point, cohort=cohort, closes_on=words.since)
    emails = (cast.coast_officer.email, f"{nth}@coast.invalid")
    rows = enrolling.named(cast, intake, *emails, by=cast.coast_focal_point)
    enrolment.approve(by=cast.focal_point, intake=intake, nominees=rows[:1])
    taught = Taught(cast.trainer, minutes_practical=60)
    certificates.certify(by=cast.focal_point, intake=intake, nominees=rows[:1], taught=taught)
    session = practising.planned(cast, intake, practising.trainer(), by=cast.focal_point)
    written = [marking.written(cast.focal_point, made) for _rubric in range(2)]
    assessing.choose_rubrics(by=cast.focal_point, session=session, rubrics=written)
    for level in ("reaction", "application", "impact", "return"):
        evaluation.open_evaluation(by=cast.focal_point, intake=intake, level=level, closes_on=words.since)
    telling.given(cast, telling.cleared(cast), unit=f"Unit {nth}")
    _consult(cast, nth)


def _consult(cast: Cast, nth: str) -> None:
    """One more consultation, with more comments than the one before."""
    made = commenting.consulted(cast, code=f"K{nth}")
    for at in range(4 + 2 * int(nth)):
        commenting.said(cast.coast_officer, made, f"Comment {at}.", at=at % 2 + 1)
        commenting.said(cast.officer, made, f"Comment {at}.", at=1)
    commenting.released(cast.coast_focal_point, made)
    for each in Comment.unfiltered.filter(consultation=made.pk, state="released")[:4]:
        answered = dispositions.Answered("accepted")
        dispositions.dispose(
            by=cast.focal_point, consultation=made, public_id=each.public_id, answered=answered
        )


def _gather(cast: Cast) -> None:
    """One more group, in which many sit, paid for by a project, with a thread of two messages. Not everybody: its page
    would use up what one may read of the directory within an hour.
    """
    made = seating.found(cast, f"Group {Charter.unfiltered.count()}", network=cast.regional)
    everybody = list(Post.objects.filter(tenures__endorsements__network=cast.regional).order_by("pk"))
    bodies: set[tuple[int, str]] = set()
    for post in everybody:
        role = "main" if (post.organisation_id, "main") not in bodies else "alternate"
        if (post.organisation_id, role) not in bodies and len(bodies) < SEATS:
            bodies.add((post.organisation_id, role))
            seating.give(cast.secretariat, made, post, role)
    project = Project.unfiltered.latest("pk")
    charters.fund(
        by=cast.secretariat,
        charter=seating.charter(cast.secretariat, made),
        project=project,
        since=seating.FOUNDED,
    )
    seating.talked(cast.coast_officer, made)


def _grow(cast: Cast) -> None:
    """Members up to 49, each with an organisation of three active persons who were told of something."""
    have = Member.objects.count()
    new = [Member(key=f"m{n}", name_en=f"Member {n}", name_th=f"สมาชิก {n}") for n in range(have, MEMBERS)]
    for member in Member.objects.bulk_create(new):
        body = Organisation.objects.create(
            member=member,
            kind=Organisation.Kind.OTHER,
            code=f"G{member.pk}",
            name_en=f"Body {member.pk}",
            name_th="หน่วย",
        )
        for role in (Post.Role.FOCAL_POINT, Post.Role.OFFICER, Post.Role.MISSION_FOCAL_POINT):
            _official(cast, body, role)


def _official(cast: Cast, body: Organisation, role: str) -> None:
    name = f"{role}-{body.pk}"
    person = Person.objects.create(
        email=f"{name}@cast.invalid",
        name_latin=name,
        second_factor=True,
        rules_signed_at=NOON,
        last_login=NOON,
    )
    post = Post.objects.create(
        organisation=body, role=role, title_en=name, title_th=name, on_duty=True, phone="+66 2 000 0000"
    )
    tenure = Tenure.objects.create(person=person, post=post, since=SINCE)
    Endorsement.objects.create(
        tenure=tenure, network=cast.regional, vouched_by=None, since=SINCE, until=UNTIL
    )
    person.acting_as = tenure
    person.save()


def _measured(cast: Cast, enter: Enter, items: Ids) -> dict[tuple[str, str, str], int]:
    """Queries of every page that opens, by viewer, name of the address, and what it is about."""
    found = {}
    for viewer in VIEWERS:
        person = Person.objects.get(pk=getattr(cast, viewer).pk)
        client = enter(person)
        for address in addresses():
            if "(?P" in address.route or address.name == "account_logout":
                continue
            for thing, path in _filled(address, cast, person, items):
                if client.get(path).status_code != 200:
                    continue
                with CaptureQueriesContext(connection) as asked:
                    client.get(path)
                found[viewer, address.name, thing] = len(asked)
    return found


def _filled(address: Address, cast: Cast, person: Person, items: Ids) -> Iterator[tuple[str, str]]:
    """Paths of an address, and what each is about."""
    things = _things(address, cast, person, items)
    if not address.converters:
        yield "", f"/{address.route}"
    elif len(address.converters) <= 2 and things:
        for thing, ident in things.items():
            path = re.sub(r"<[^<>]*?\b(public_id|key|token)>", ident, address.route)
            path = re.sub(r"<[^<>]*?\bnumber>", "1", path)
            path = re.sub(r"<[^<>]*?\blanguage>", "th", path)
            path = re.sub(r"<[^<>]*?\bstage>", "nominated", path)
            path = re.sub(r"<[^<>]*?\bcomment_id>", _comment(), path)
            path = re.sub(r"<[^<>]*?\bstable>", _comment("stable"), path)
            path = re.sub(r"<[^<>]*?\bending>", "xlsx", path)
            if "<" not in path:
                yield thing, f"/{path}"


def _comment(column: str = "public_id") -> str:
    """Of the newest released comment."""
    rows = Comment.unfiltered.filter(state="released").order_by("-pk")
    return rows.values_list(column, flat=True)[0]


def _things(address: Address, cast: Cast, person: Person, items: Ids) -> Ids:
    """What an address may be about, from how it begins."""
    begins: dict[str, Callable[[], Any]] = {
        "items/": lambda: items,
        "inbox/": lambda: {"newest": Notice.objects.filter(person=person).latest("pk").public_id},
        "people/organisations/": lambda: {"coast": cast.coast.public_id, "police": cast.police.public_id},
        "people/persons/": lambda: {"officer": cast.coast_officer.public_id},
        "people/posts/": lambda: {"officer": Post.objects.get(tenures__person=cast.coast_officer).public_id},
        "people/call/": lambda: {"member": "id"},
        "members/": lambda: {"member": "th"},
        "topics/": lambda: {"topic": Topic.objects.order_by("pk")[0].key},
        "routes/": lambda: {"route": Route.objects.order_by("pk")[0].key},
        "requests/": lambda: {
            stage: Request.unfiltered.filter(stage=stage).latest("pk").public_id
            for stage in ("draft", "asked")
        },
        "training/cohorts/": lambda: {"intake": Intake.unfiltered.latest("pk").public_id},
        "training/sessions/": lambda: {"session": PracticalSession.unfiltered.latest("pk").public_id},
        "training/certificates/": lambda: {"certificate": Certificate.unfiltered.latest("pk").public_id},
        "training/trainers/": lambda: {"trainer": Trainer.unfiltered.latest("pk").public_id},
        "verify/": lambda: {"code": Certificate.unfiltered.latest("pk").code},
        "training/information/": lambda: {"session": InformationSession.unfiltered.latest("pk").public_id},
        "training/materials/": lambda: {"material": Material.unfiltered.latest("pk").public_id},
        "training/projects/": lambda: {"project": Project.unfiltered.latest("pk").public_id},
        "training/": lambda: {"programme": Programme.unfiltered.latest("pk").public_id},
        "overlaps/": lambda: {"overlap": Overlap.unfiltered.latest("pk").public_id},
        "activities/": lambda: {"activity": Activity.unfiltered.latest("pk").public_id},
        "consultations/": lambda: {"newest": Consultation.unfiltered.latest("pk").public_id},
        "groups/": lambda: {"group": Charter.unfiltered.latest("pk").public_id},
        "projects/": lambda: {"project": Project.unfiltered.latest("pk").public_id},
        "meetings/": lambda: {"meeting": Meeting.unfiltered.latest("pk").public_id},
        "audit/": lambda: {"row": AuditRow.objects.latest("pk").token},
    }
    return next((give() for start, give in begins.items() if address.route.startswith(start)), {})
