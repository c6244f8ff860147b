"""Lists of programmes, and everything a viewer reads of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.curriculum.lists.versions import modules_of, version_seen
from waypost.curriculum.models import CurriculumVersion, Module, Status
from waypost.people.models import Organisation
from waypost.places.lists import by_name, in_order
from waypost.places.models import Topic
from waypost.projects.lists.projects import lines_of, project_seen
from waypost.projects.models import FundingLine, Project
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication, Text
from waypost.training.lists.enrolment import is_enrolled
from waypost.training.models import Cohort, Engagement, Funding, Plan, PlannedUnit, Programme, Released, State

SHOWN = 100


@dataclass
class Agreement:
    """A plan with its units, and in words what is other than in the one before."""

    plan: Plan
    units: list[PlannedUnit] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(each.participants for each in self.units)


@dataclass
class Row:
    """A programme in a list, with how many its newest plan names."""

    programme: Programme
    planned: int | None


@dataclass
class Page:
    """Everything a viewer reads of one programme: of what it points to, only what they may see."""

    programme: Programme
    agreements: list[Agreement]  # the newest first
    project: Project | None
    lines: list[FundingLine]
    version: CurriculumVersion | None
    modules: list[Module]
    engagements: list[Engagement]
    cohorts: list[Cohort]
    document: Publication | None
    document_text: Text | None

    @property
    def agreed(self) -> Agreement | None:
        return self.agreements[0] if self.agreements else None

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.modules)


def everything(viewer: Viewer) -> SeenQuerySet[Programme]:
    return Programme.visible_to(viewer).select_related("organisation__member", "network")


def rows_of(viewer: Viewer) -> list[Row]:
    """What runs first, then what is planned, then what is over; by code. Two queries more than one."""
    order = [State.RUNNING, State.PLANNED, State.CLOSED]
    found = sorted(
        everything(viewer).order_by("code")[:SHOWN], key=lambda each: order.index(State(each.state))
    )
    newest = {plan.programme_id: plan for plan in _plans(viewer, [each.pk for each in found])}
    totals: dict[int, int] = defaultdict(int)
    for unit in PlannedUnit.visible_to(viewer).filter(plan__in=[plan.pk for plan in newest.values()]):
        totals[unit.plan_id] += unit.participants
    return [Row(each, totals[newest[each.pk].pk] if each.pk in newest else None) for each in found]


def page_of(viewer: Viewer, programme: Programme) -> Page:
    agreements = agreements_of(viewer, programme)
    project = project_seen(viewer, programme.project_id)
    version = version_seen(viewer, programme.curriculum_id)
    document = _document(viewer, agreements[0].plan.document_id if agreements else None)
    live = document.live_id if document else None
    return Page(
        programme=programme,
        agreements=agreements,
        project=project,
        lines=_lines(viewer, programme, project),
        version=version,
        modules=modules_of(viewer, version) if version else [],
        engagements=list(Engagement.visible_to(viewer).filter(programme=programme.pk).order_by("on", "pk")),
        cohorts=list(Cohort.visible_to(viewer).filter(programme=programme.pk).order_by("since", "pk")),
        document=document,
        document_text=best_texts(viewer, [live]).get(live) if live else None,
    )


def agreements_of(viewer: Viewer, programme: Programme) -> list[Agreement]:
    """All plans, the newest first, each with what changed in it."""
    found = {plan.pk: Agreement(plan) for plan in _plans(viewer, [programme.pk])}
    rows = PlannedUnit.visible_to(viewer).filter(plan__in=list(found)).select_related("organisation")
    for unit in rows.order_by("pk"):
        found[unit.plan_id].units.append(unit)
    for plan, topic in _topics(list(found)):
        found[plan].topics.append(topic)
    agreements = list(found.values())
    for each in agreements:
        each.topics = by_name(each.topics)
    for before, after in pairwise(agreements):
        after.changes = changes(before, after)
    return agreements[::-1]


def changes(before: Agreement, after: Agreement) -> list[str]:
    """What is other in ``after``, in sentences."""
    was, now = (
        {(each.organisation_id, each.unit_en): each for each in agreement.units}
        for agreement in (before, after)
    )
    totals = {"was": before.total, "now": after.total}
    whole = [_("Participants: %(was)s before, %(now)s now") % totals] if before.total != after.total else []
    said = []
    for unit in now.keys() | was.keys():
        old, new = was.get(unit), now.get(unit)
        if old and new and old.participants != new.participants:
            words = {"unit": new.name, "was": old.participants, "now": new.participants}
            said.append(_("%(unit)s: %(was)s before, %(now)s now") % words)
        elif new and not old:
            said.append(_("%(unit)s: new, %(now)s") % {"unit": new.name, "now": new.participants})
        elif old and not new:
            said.append(
                _("%(unit)s: no longer, %(was)s before") % {"unit": old.name, "was": old.participants}
            )
    return [*whole, *sorted(said, key=in_order), *_other_words(before.plan, after.plan)]


def _other_words(before: Plan, after: Plan) -> list[str]:
    names = {
        "method": _("Another method"),
        "replaces": _("Another method that it replaces"),
        "because": _("Another reason for the method"),
        "agreed_with": _("Agreed with somebody else"),
        "meeting": _("Another meeting"),
    }
    other = [
        label
        for name, label in names.items()
        if any(getattr(before, f"{name}_{each}") != getattr(after, f"{name}_{each}") for each in ("en", "th"))
    ]
    return other + ([_("Another day of the agreement")] if before.agreed_on != after.agreed_on else [])


def released_to(viewer: Viewer, programme: Programme) -> list[Organisation]:
    """The organisations a TLP:AMBER programme is released to, by name."""
    rows = Released.visible_to(viewer).filter(programme=programme.pk).select_related("organisation")
    return sorted((row.organisation for row in rows), key=lambda each: in_order(each.name))


def why_seen(viewer: Viewer, programme: Programme) -> list[str]:
    """By which of their own keys this viewer sees it, in words."""
    held, body = keys_of(viewer), viewer.organisation
    said = []
    if programme.mark == Mark.CLEAR:
        said.append(_("It is TLP:CLEAR: every active member reads it."))
    if programme.mark == Mark.GREEN and key(Audience.NETWORK, programme.network_id) in held:
        network = programme.network.name
        said.append(_("It is TLP:GREEN, and you are an active member of %(network)s.") % {"network": network})
    if body is not None and body.pk == programme.organisation_id:
        said.append(_("Your organisation runs it."))
    elif programme.mark == Mark.AMBER and body in released_to(viewer, programme):
        said.append(_("It is released to your organisation."))
    if is_enrolled(viewer, programme):
        said.append(_("You are enrolled in it."))
    if body is not None and key(Audience.DONORS, body.pk) in held & Project.donors_of(programme.project_id):
        said.append(_("Your organisation pays for its project, and you are its donor officer."))
    return said


def whom_reached(programme: Programme) -> str:
    """How many read it now, in words: before and after it is changed."""
    n = programme.people_who_can_see().count()
    return ngettext("%(n)s person reads it now.", "%(n)s persons read it now.", n) % {"n": n}


def versions_to_choose(viewer: Viewer) -> list[CurriculumVersion]:
    rows = CurriculumVersion.visible_to(viewer).exclude(status=Status.SUPERSEDED).select_related("curriculum")
    return list(rows.order_by("curriculum__code", "-at")[:SHOWN])


def projects_to_choose(viewer: Viewer) -> list[Project]:
    own = Project.visible_to(viewer).filter(organisation=viewer.organisation)
    return list(own.order_by("code")[:SHOWN])


def lines_to_choose(viewer: Viewer) -> list[FundingLine]:
    own = FundingLine.visible_to(viewer).filter(project__organisation=viewer.organisation)
    return list(own.select_related("project", "donor").order_by("project__code", "pk")[:SHOWN])


def lines_held(viewer: Viewer, programme: Programme) -> list[int]:
    return list(Funding.visible_to(viewer).filter(programme=programme.pk).values_list("line", flat=True))


def _lines(viewer: Viewer, programme: Programme, project: Project | None) -> list[FundingLine]:
    if project is None:
        return []
    held = set(lines_held(viewer, programme))
    return [line for line in lines_of(viewer, project) if line.pk in held]


def _plans(viewer: Viewer, programmes: Iterable[int]) -> SeenQuerySet[Plan]:
    rows = Plan.visible_to(viewer).filter(programme__in=list(programmes)).select_related("agreed_by")
    return rows.order_by("programme", "number")


def _topics(plans: list[int]) -> list[tuple[int, Topic]]:
    """The topics of plans that were found through ``visible_to``. One query, and one for their words."""
    table = Plan.topics.through
    rows = table.objects.filter(plan__in=plans).select_related("topic")
    return [(row.plan_id, row.topic) for row in rows]


def _document(viewer: Viewer, publication: int | None) -> Publication | None:
    rows = Publication.visible_to(viewer).filter(published_at__isnull=False)
    return rows.filter(pk=publication).first() if publication else None
