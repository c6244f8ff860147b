"""Writing down what a partner does, changing it, withdrawing it, and taking over a whole table of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.findings import Known
from waypost.gate.lists import known
from waypost.gate.refusing import check_words, personal
from waypost.gate.scan import findings
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Member, Topic
from waypost.projects.models import MARKS, Activity, ActivityBefore, FundingLine, Project, Status

Body = Organisation | str  # an organisation of the portal, or the name of one that is none
WORDS = ("title", "done_by_name", "audience_name", "unit", "province", "place", "funder_name", "source_id")
_BODIES = ("done_by", "audience", "funder")


@dataclass(frozen=True)
class Facts:
    """What is said of an activity."""

    title: str
    done_by: Body
    audience: Body
    topics: tuple[Topic, ...]
    level: str
    since: date
    until: date | None = None
    unit: str = ""
    member: Member | None = None
    province: str = ""
    place: str = ""
    funder: Body = ""
    project: Project | None = None
    line: FundingLine | None = None
    status: str = Status.PLANNED
    mark: Mark = Mark.GREEN
    source_id: str = ""

    def columns(self) -> dict[str, Any]:
        """The values of the columns, topics left out."""
        found = {name: value for name, value in vars(self).items() if name not in (*_BODIES, "topics")}
        for name in _BODIES:
            body = getattr(self, name)
            found[name] = body if isinstance(body, Organisation) else None
            found[f"{name}_name"] = "" if isinstance(body, Organisation) else body
        for link in ("project", "line"):
            found[f"{link}_id"] = getattr(found.pop(link), "pk", None)
        return found


@dataclass
class Taken:
    """What became of the rows of a table."""

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: list[str] = field(default_factory=list)  # the source's ids of rows that were withdrawn here


@action("projects.activity_written", allowed=may_begin)
def write_down(*, by: Person, organisation: Organisation, network: Network, facts: Facts) -> Activity:
    """Write down an activity that this organisation keeps, in one of its networks."""
    _demand_own(by, network)
    _check(facts, organisation.pk, network.pk)
    check_words(contacts=False, **_words(facts))
    own = Activity.unfiltered.filter(organisation=organisation, network=network)
    if facts.source_id and own.filter(source_id=facts.source_id).exists():
        raise Refused(
            _("An activity with this id stands there already. Change that one, or give this another id."),
            source_id=_("There already."),
        )
    made = _make(organisation, network, facts)
    doors.about(made)
    doors.note(network=network.key, mark=facts.mark.label, status=facts.status)
    return made


@action("projects.activity_changed", allowed=may_write)
def change(*, by: Person, activity: Activity, revision: int, facts: Facts) -> Activity:
    """Say it anew. What it said before is kept. ``revision`` is the one its form was opened on."""
    _demand_current(activity, revision)
    _check(facts, activity.organisation_id, activity.network_id)
    check_words(contacts=False, **_words(facts))
    own = Activity.unfiltered.filter(organisation=activity.organisation_id, network=activity.network_id)
    if facts.source_id and own.filter(source_id=facts.source_id).exclude(pk=activity.pk).exists():
        raise Refused(_("Another activity of yours has this id."), source_id=_("There already."))
    if not _rewrite(by, activity, facts):
        doors.unheard()
    doors.note(revision=activity.revision, mark=facts.mark.label, status=facts.status)
    return activity


@action("projects.activity_withdrawn", allowed=may_write)
def withdraw(*, by: Person, activity: Activity, revision: int, because: str) -> Activity:
    """Take it out of what is counted and compared. Whoever could read it reads that it was withdrawn, and why."""
    _demand_current(activity, revision)
    if not because:
        raise Refused(_("Say why, in one sentence."), because=_("One sentence."))
    check_words(because=because)
    _keep_before(by, activity)
    activity.withdrawn_at, activity.withdrawn_because = clock.now(), because
    _save(activity)
    return activity


@action("projects.activities_imported", allowed=may_begin)
def take_over(*, by: Person, organisation: Organisation, network: Network, rows: Sequence[Facts]) -> Taken:
    """Write down every row of a table, all or none. A row with the id of an activity that stands is that activity: what
    changed is changed, what is the same stays. Of one that was withdrawn the table is refused.
    """
    _demand_own(by, network)
    taken, shown = compared(organisation, network, rows), known()
    if taken.withdrawn:
        raise Refused(WITHDRAWN_ROW % {"id": taken.withdrawn[0]})
    standing = _standing(organisation, network, rows)
    for facts in rows:
        _check(facts, organisation.pk, network.pk)
        if wrong := personal_words(facts, shown):
            raise personal(wrong[0])
        activity = standing.get(facts.source_id)
        if activity is None:
            _make(organisation, network, facts)
        else:
            _rewrite(by, activity, facts)
    doors.about(organisation)
    doors.note(network=network.key, new=taken.new, changed=taken.changed, same=taken.same)
    if not taken.new + taken.changed:
        doors.unheard()
    return taken


WITHDRAWN_ROW = gettext_lazy("“%(id)s” was withdrawn here. Take the row out, or give it another id.")


def compared(organisation: Organisation, network: Network, rows: Sequence[Facts]) -> Taken:
    """What taking over these rows would do. Two queries, however many rows."""
    standing, taken = _standing(organisation, network, rows), Taken()
    for facts in rows:
        activity = standing.get(facts.source_id)
        if activity is None:
            taken.new += 1
        elif activity.is_withdrawn:
            taken.withdrawn.append(facts.source_id)
        elif _said(activity) == _would_say(facts):
            taken.same += 1
        else:
            taken.changed += 1
    return taken


def personal_words(facts: Facts, shown: Known) -> list[str]:
    """The fields whose words seem to hold personal data."""
    return [name for name, words in _words(facts).items() if words and findings(words, shown)]


def check(facts: Facts, organisation: Organisation, network: Network) -> None:
    """Raise Refused for what no activity may say, but for personal data."""
    _check(facts, organisation.pk, network.pk)


def _standing(organisation: Organisation, network: Network, rows: Iterable[Facts]) -> dict[str, Activity]:
    """The organisation's activities with the ids of these rows."""
    own = Activity.unfiltered.filter(organisation=organisation, network=network)
    rows_of_them = own.filter(source_id__in={facts.source_id for facts in rows if facts.source_id})
    found = rows_of_them.select_related("done_by", "audience", "funder", "member").prefetch_related("topics")
    return {each.source_id: each for each in found}


def _make(organisation: Organisation, network: Network, facts: Facts) -> Activity:
    made = Activity(
        organisation=organisation, network=network, changed_at=clock.now(), **_linked(facts.columns())
    )
    made.save()
    made.topics.set(facts.topics)
    made.recompile()
    return made


def _rewrite(by: Person, activity: Activity, facts: Facts) -> bool:
    """Make the activity say this. Returns whether it said anything else before."""
    if _said(activity) == _would_say(facts):
        return False
    _keep_before(by, activity)
    for name, value in _linked(facts.columns()).items():
        setattr(activity, name, value)
    activity.topics.set(facts.topics)
    _save(activity)
    return True


def _save(activity: Activity) -> None:
    activity.revision += 1
    activity.changed_at = clock.now()
    activity.save()
    activity.recompile()


def _keep_before(by: Person, activity: Activity) -> None:
    ActivityBefore(
        activity_id=activity.pk, number=activity.revision, said=_said(activity), by=by, until=clock.now()
    ).save()


def _linked(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value) if name == "mark" else value for name, value in columns.items()}


def _said(activity: Activity) -> dict[str, Any]:
    """What an activity says, as it is kept and compared."""
    topics = sorted(each.key for each in activity.topics.all())
    names = (*Facts.__dataclass_fields__, *(f"{name}_name" for name in _BODIES))
    values = {
        name: getattr(activity, f"{name}_id" if name in ("project", "line") else name)
        for name in names
        if name != "topics"
    }
    return _plain(values, topics)


def _would_say(facts: Facts) -> dict[str, Any]:
    columns = facts.columns()
    values = {name.removesuffix("_id") if name in _LINKS else name: value for name, value in columns.items()}
    return _plain(values, sorted(each.key for each in facts.topics))


_LINKS = ("project_id", "line_id")


def _plain(values: dict[str, Any], topics: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"topics": topics}
    for name, value in values.items():
        if isinstance(value, Organisation):
            said[name] = value.code
        elif isinstance(value, Member):
            said[name] = value.key
        elif isinstance(value, date):
            said[name] = value.isoformat()
        else:
            said[name] = value if value is None or isinstance(value, str) else int(value)
    return said


def _words(facts: Facts) -> dict[str, str]:
    columns = facts.columns()
    return {name: columns[name] for name in WORDS}


def _demand_own(by: Person, network: Network) -> None:
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))


def _demand_current(activity: Activity, revision: int) -> None:
    if activity.is_withdrawn:
        raise Refused(_("This activity was withdrawn. Write down a new one."))
    if revision != activity.revision:
        raise Overtaken(
            _(
                "Somebody changed this activity since you opened the page. What stands now is shown beside yours."
            ),
            theirs=activity,
        )


def _check(facts: Facts, organisation: int, network: int) -> None:
    if facts.mark not in MARKS:
        raise Refused(_("An activity is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    if facts.until is not None and facts.until < facts.since:
        raise Refused(_("It ends before it begins. Correct one of the days."), until=_("Give a later day."))
    if not facts.topics:
        raise Refused(_("Say what it is about."), topics=_("Choose at least one topic."))
    if not facts.done_by:
        raise Refused(_("Say who does it."), done_by=_("Write a name."))
    if not facts.audience:
        raise Refused(_("Say whom it is for."), audience=_("Write a name."))
    if facts.project is not None:
        _check_project(facts, facts.project, organisation, network)
    if facts.line is not None and (facts.project is None or facts.line.project_id != facts.project.pk):
        raise Refused(_("This line of money is another project’s."), paid_from=_("Choose another."))


def _check_project(facts: Facts, project: Project, organisation: int, network: int) -> None:
    if (project.organisation_id, project.network_id) != (organisation, network):
        raise Refused(
            _("Another organisation runs this project. Choose one of your own."),
            paid_from=_("Choose another."),
        )
    if facts.mark < project.mark:
        raise Refused(
            _("Its project is TLP:GREEN, so the activity is TLP:GREEN too."), mark=_("Choose TLP:GREEN.")
        )
