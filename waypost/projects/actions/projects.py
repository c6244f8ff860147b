"""Registering a project, changing what is said of it, and who pays for it: a line is changed or ended, never lost."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Network, Organisation, Person
from waypost.projects.models import MARKS, FundingLine, LineBefore, Project


@dataclass(frozen=True)
class Facts:
    """Everything said of a project, in both languages."""

    code: str
    title_en: str
    title_th: str
    summary_en: str
    summary_th: str
    since: date
    until: date | None = None
    phase: str = ""
    mark: Mark = Mark.GREEN


@action("projects.started", allowed=may_begin)
def start(*, by: Person, organisation: Organisation, network: Network, facts: Facts) -> Project:
    """Register a project of this organisation in one of its networks."""
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    own = Project.unfiltered.filter(organisation=organisation, network=network)
    if own.filter(code__iexact=facts.code).exists():
        raise Refused(_("This code is taken. Choose another."), code=_("Taken already."))
    _check(facts)
    project = Project(organisation=organisation, network=network, **vars(facts))
    project.save()
    project.recompile()
    doors.about(project)
    doors.note(network=network.key, mark=facts.mark.label)
    return project


@action("projects.written", allowed=may_write)
def write(*, by: Person, project: Project, revision: int, facts: Facts) -> Project:
    """Say it anew; the code stays. ``revision`` is the project's when whoever writes opened it."""
    _demand_current(project, revision)
    _check(facts)
    for name, value in vars(facts).items():
        if name != "code":
            setattr(project, name, value)
    _changed(project)
    doors.note(mark=facts.mark.label)
    return project


@action("projects.funded", allowed=may_write)
def fund(
    *, by: Person, project: Project, donor: Organisation, reference: str, purpose_en: str, purpose_th: str
) -> FundingLine:
    """Add what a donor pays for. From now on its donor officers read the project and its programmes."""
    check_words(reference=reference, purpose_en=purpose_en, purpose_th=purpose_th)
    if FundingLine.unfiltered.filter(project=project.pk, donor=donor, reference=reference).exists():
        raise Refused(_("This line stands there already."), reference=_("There already."))
    line = FundingLine(
        project_id=project.pk, donor=donor, reference=reference, purpose_en=purpose_en, purpose_th=purpose_th
    )
    line.save()
    _changed(project)
    doors.note(donor=donor.public_id)
    return line


@dataclass(frozen=True)
class LineWords:
    """What a line says beside who pays."""

    reference: str
    purpose_en: str
    purpose_th: str


@action("projects.line_changed", allowed=may_write)
def change_line(
    *, by: Person, project: Project, revision: int, line: FundingLine, words: LineWords, because: str
) -> FundingLine:
    """Say anew what a line pays for. Another donor is another line."""
    _demand_current(project, revision)
    kept = _own_line(project, line)
    check_words(**vars(words))
    same = FundingLine.unfiltered.filter(project=project.pk, donor=kept.donor_id, reference=words.reference)
    if same.exclude(pk=kept.pk).exists():
        raise Refused(_("This line stands there already."), reference=_("There already."))
    _keep_before(kept, because)
    for name, value in vars(words).items():
        setattr(kept, name, value)
    kept.save()
    _changed(project)
    doors.note(line=kept.public_id)
    return kept


@action("projects.line_ended", allowed=may_write)
def end_line(
    *, by: Person, project: Project, revision: int, line: FundingLine, on: date | None, because: str
) -> FundingLine:
    """The line pays until this day; without a day it never did: it was written down by mistake, and its donor reads the
    project no longer by it.
    """
    _demand_current(project, revision)
    kept = _own_line(project, line)
    if on is not None and on < project.since:
        raise Refused(
            _("This is before the project began. Give a later day."), ended_on=_("Give a later day.")
        )
    _keep_before(kept, because)
    kept.ended_on, kept.mistaken = on, on is None
    kept.save()
    _changed(project)
    doors.note(line=kept.public_id, mistaken=kept.mistaken)
    return kept


def _own_line(project: Project, line: FundingLine) -> FundingLine:
    kept = FundingLine.unfiltered.get(pk=line.pk, project=project.pk)
    if kept.is_over:
        raise Refused(_("This line has ended. What it pays for now is another line: add that one."))
    return kept


def _keep_before(line: FundingLine, because: str) -> None:
    if not because:
        raise Refused(_("Say why, in one sentence."), because=_("One sentence."))
    check_words(because=because)
    words = {name: getattr(line, name) for name in ("reference", "purpose_en", "purpose_th")}
    LineBefore(line_id=line.pk, because=because, until=clock.now(), **words).save()


def _demand_current(project: Project, revision: int) -> None:
    if revision != project.revision:
        raise Overtaken(
            _(
                "Somebody changed this project since you opened the page. What stands now is shown beside yours."
            ),
            theirs=project,
        )


def _changed(project: Project) -> None:
    project.revision += 1
    project.save()
    project.recompile()


def _check(facts: Facts) -> None:
    if facts.mark not in MARKS:
        raise Refused(_("A project is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    if facts.until is not None and facts.until < facts.since:
        raise Refused(_("It ends before it begins. Correct one of the days."), until=_("Give a later day."))
    names = ("code", "title_en", "title_th", "phase", "summary_en", "summary_th")
    check_words(**{name: getattr(facts, name) for name in names})
