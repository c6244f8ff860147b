"""Activities as their readers find them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.policies import may_begin
from waypost.face import dates
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.projects.lists.projects import project_seen
from waypost.projects.models import Activity, ActivityBefore, FundingLine, Project, Status

SHOWN = 100
MOST = 20_000  # what one page or file is ever made of
_BODIES = ("done_by", "audience__member", "funder", "member", "network", "organisation__member")


@dataclass(frozen=True)
class Asked:
    """What narrows a list of activities; empty says nothing. ``by`` and ``to`` are codes or names of who does it and
    whom it is for, ``unit`` is of the latter.
    """

    words: str = ""
    topic: str = ""
    by: str = ""
    to: str = ""
    unit: str = ""
    member: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Asked":
        """As it stands in an address. What is no value of its kind says nothing."""
        values: dict[str, Any] = {
            each.name: str(said.get(each.name, "")).replace("\0", "")[:160] for each in fields(cls)
        }
        values |= {name: _day(values[name]) for name in ("since", "until")}
        if values["status"] not in Status.values:
            values["status"] = ""
        return cls(**values)

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def with_(self, **more: Any) -> str:
        """The address of the same, narrowed further."""
        return urlencode({name: value for name, value in {**vars(self), **more}.items() if value})

    def condition(self) -> Q:
        found = Q(withdrawn_at__isnull=True)
        if self.words:
            names = ("title", "unit", "done_by_name", "audience_name", "province", "place")
            bodies = [f"{body}__name_{each}" for body in ("done_by", "audience") for each in ("en", "th")]
            found &= _any({f"{name}__icontains": self.words for name in (*names, *bodies)})
        if self.by:
            found &= _any({"done_by__code": self.by, "done_by_name__iexact": self.by})
        if self.to:
            found &= _any({"audience__code": self.to, "audience_name__iexact": self.to})
        if self.unit:
            found &= Q(unit__iexact=self.unit)
        if self.member:
            found &= Q(member__key=self.member)
        if self.status:
            found &= Q(status=self.status)
        if self.since:
            found &= Q(until__gte=self.since) | Q(until__isnull=True, since__gte=self.since)
        if self.until:
            found &= Q(since__lte=self.until)
        return found


@dataclass(frozen=True)
class Change:
    """What an activity said of one thing until it was changed."""

    label: Any
    value: str


@dataclass
class Before:
    row: ActivityBefore
    changes: list[Change]


@dataclass
class Page:
    """One activity with what it hangs on, as far as the viewer sees that."""

    activity: Activity
    topics: list[Topic]
    project: Project | None
    line: FundingLine | None
    before: list[Before]  # the newest first; for those who keep it


def everything(viewer: Viewer) -> SeenQuerySet[Activity]:
    return Activity.visible_to(viewer).select_related(*_BODIES)


def asked_for(viewer: Viewer, asked: Asked) -> SeenQuerySet[Activity]:
    """What stands and fits, the newest first."""
    found = everything(viewer).filter(asked.condition())
    if asked.topic:
        found = found.filter(pk__in=everything(viewer).filter(topics__key=asked.topic).values("pk"))
    return found.prefetch_related("topics").order_by("-since", "-pk")


def page_of(viewer: Viewer, activity: Activity, labels: Mapping[str, Any] | None = None) -> Page:
    """Five queries at most. ``labels``, of fields by name, are given for those who keep it: they read what it said
    before.
    """
    line = FundingLine.visible_to(viewer).filter(pk=activity.line_id or 0, mistaken=False)
    return Page(
        activity,
        sorted(activity.topics.all(), key=lambda each: each.name),
        project_seen(viewer, activity.project_id),
        line.select_related("donor").first() if activity.line_id else None,
        _before(viewer, activity, labels) if labels else [],
    )


def projects_offered(viewer: Viewer) -> list[tuple[Project, list[FundingLine]]]:
    """The projects that one's own organisation runs, with the lines that pay for them. Two queries."""
    if not isinstance(viewer, Person) or not may_begin(viewer, viewer.organisation):
        return []
    own = {each.pk: (each, []) for each in _own(viewer)}  # type: ignore[var-annotated]
    lines = FundingLine.visible_to(viewer).filter(project__in=list(own), mistaken=False)
    for line in lines.select_related("donor").order_by("donor__name_en", "reference"):
        own[line.project_id][1].append(line)
    return list(own.values())


def _own(viewer: Person) -> SeenQuerySet[Project]:
    return Project.visible_to(viewer).filter(organisation=viewer.organisation).order_by("code")


def _before(viewer: Viewer, activity: Activity, labels: Mapping[str, Any]) -> list[Before]:
    """What it said, and of that only what was other than next."""
    rows = list(
        ActivityBefore.visible_to(viewer)
        .filter(activity=activity.pk)
        .select_related("by")
        .order_by("-number")
    )
    topics = dict(Topic.objects.values_list("key", "name_en")) if rows else {}
    after, found = _now(activity), []
    for row in rows:
        changed = [
            Change(labels[name.removesuffix("_name")], _shown(name, value, topics))
            for name, value in row.said.items()
            if value != after.get(name) and name in after
        ]
        found.append(Before(row, changed))
        after = row.said
    return found


def _now(activity: Activity) -> dict[str, Any]:
    """As ``ActivityBefore.said`` has it."""
    bodies = {name: getattr(activity, name) for name in ("done_by", "audience", "funder")}
    words = ("title", "done_by_name", "audience_name", "unit", "level", "province", "place", "funder_name")
    return {
        **{name: getattr(activity, name) for name in (*words, "status", "mark", "source_id")},
        **{name: body.code if body else None for name, body in bodies.items()},
        "member": activity.member.key if activity.member else None,
        "since": activity.since.isoformat(),
        "until": activity.until.isoformat() if activity.until else None,
        "topics": sorted(each.key for each in activity.topics.all()),
    }


def _shown(name: str, value: Any, topics: Mapping[str, str]) -> str:
    if name == "topics":
        return ", ".join(topics.get(each, each) for each in value)
    return "—" if value in ("", None) else str(value)


def _any(conditions: Mapping[str, Any]) -> Q:
    found = Q(pk__in=[])
    for name, value in conditions.items():
        found |= Q(**{name: value})
    return found


def _day(typed: str) -> date | None:
    try:
        return dates.typed(typed) if typed else None
    except ValueError:
        return None
