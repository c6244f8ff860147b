"""A report in words for a person at a terminal, and as plain values for a machine."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.training.packages.content import Seems
from waypost.training.packages.course import Course, Item, Kind, Standard
from waypost.training.packages.doctor import Report
from waypost.training.packages.findings import Finding, Severity
from waypost.training.packages.names import shown
from waypost.training.packages.sequencing import Sequencing

_MEGABYTE = 1024 * 1024
MOST_PARTS = 200

_KINDS = {
    Kind.FOLDER: gettext_lazy("folder"),
    Kind.ASSET: gettext_lazy("shown, not tracked"),
    Kind.SCO: gettext_lazy("reports"),
    Kind.AU: gettext_lazy("reports"),
}
_SEEMS = {
    "opens": gettext_lazy("that it was opened"),
    "closes": gettext_lazy("that it was left"),
    "status": gettext_lazy("status"),
    "score": gettext_lazy("score"),
    "place": gettext_lazy("where the learner was"),
    "state": gettext_lazy("notes of its own"),
    "interactions": gettext_lazy("answers to questions"),
    "time": gettext_lazy("time spent"),
}
_HEADS = {
    Severity.REFUSE: gettext_lazy("What has to be mended"),
    Severity.WARN: gettext_lazy("What will not work as meant"),
    Severity.NOTE: gettext_lazy("Worth knowing"),
}


def lines(report: Report) -> Iterator[str]:
    """In the language that is active."""
    yield _("The package is not taken.") if report.refused else _("The package can be taken.")
    yield from _file(report)
    if report.course:
        yield from _course(report.course)
        yield _reports(report.seems)
    for severity in Severity:
        found = [each for each in report.findings if each.severity is severity]
        if found:
            yield from ("", f"{_HEADS[severity]}:")
            yield from (_told(each) for each in found)


def plain(report: Report) -> dict[str, Any]:
    """Everything, as JSON has it: numbers with a fraction as text, each finding's sentence in every language."""
    return {
        **_plain(report),
        "refused": report.refused,
        "findings": [_finding(each) for each in report.findings],
    }


def _file(report: Report) -> Iterator[str]:
    yield _("File: %(size)s MB, unpacked %(unpacked)s MB, %(count)s files read") % {
        "size": f"{report.size / _MEGABYTE:.1f}",
        "unpacked": f"{report.unpacked / _MEGABYTE:.1f}",
        "count": f"{len(report.files):,}",
    }
    yield f"SHA-256: {report.sha256}"
    if report.languages:
        yield _("Languages: %(languages)s") % {"languages": ", ".join(report.languages)}


def _course(course: Course) -> Iterator[str]:
    edition = _edition(course)
    yield _("Standard: %(standard)s") % {"standard": f"{course.standard.value}{edition}"}
    yield _("Title: %(title)s") % {"title": shown(course.title) or "-"}
    parts = [each for each in course.walk() if each.kind is not Kind.FOLDER]
    yield _("Parts to open: %(count)s, of which report: %(reporting)s") % {
        "count": f"{len(parts):,}",
        "reporting": f"{sum(each.speaks for each in parts):,}",
    }
    if course.sequencing:
        yield "  " + ", ".join(_moves(course.sequencing, within=True))
    listed = [line for each in course.items for line in _item(each, 1)]
    yield from listed[:MOST_PARTS]
    if len(listed) > MOST_PARTS:
        yield "  …"


def _edition(course: Course) -> str:
    if course.standard is not Standard.SCORM_2004:
        return ""
    return f" {course.edition} Edition" if course.edition else " " + _("(edition not said)")


def _item(item: Item, depth: int) -> Iterator[str]:
    said = [item.launch or item.outside] if item.kind is not Kind.FOLDER else []
    said += [str(_KINDS[item.kind])] if item.kind is not Kind.FOLDER else []
    said = [each for each in (*said, *_conditions(item)) if each]
    yield f"{'  ' * depth}{shown(item.title or item.id)}" + (f": {'; '.join(said)}" if said else "")
    for each in item.children:
        yield from _item(each, depth + 1)


def _conditions(item: Item) -> Iterator[str]:
    if item.mastery is not None:
        yield _("pass mark %(share)s %%") % {"share": f"{(item.mastery * 100).normalize():f}"}
    if item.move_on:
        yield f"moveOn {item.move_on.value}"
    if item.prerequisites:
        yield _("opens after %(parts)s") % {"parts": shown(item.prerequisites)}
    if item.time_limit:
        yield _("at most %(time)s") % {"time": shown(item.time_limit)}
    if not item.visible:
        yield _("not shown in the list")
    if item.sequencing:
        yield ", ".join(_moves(item.sequencing, within=bool(item.children)))


def _moves(sequencing: Sequencing, *, within: bool) -> Iterator[str]:
    """How one moves ``within`` it, where it has parts; and what else may stop somebody."""
    control = sequencing.control
    if within:
        yield _("chosen freely") if control.choice else _("not chosen freely")
    if within and control.flow:
        yield _("one after the other")
    if within and control.forward_only:
        yield _("only forward")
    if sequencing.limits.attempts is not None:
        yield _("attempts: %(count)s") % {"count": sequencing.limits.attempts}
    rules = (sequencing.pre_conditions, sequencing.exit_conditions, sequencing.post_conditions)
    if any(rules) or sequencing.rollup.rules:
        count = sum(map(len, rules)) + len(sequencing.rollup.rules)
        yield _("rules: %(count)s") % {"count": count}


def _reports(seems: Seems) -> str:
    found = [str(words) for name, words in _SEEMS.items() if getattr(seems, name)]
    return _("It seems to report: %(what)s") % {"what": ", ".join(found) or _("nothing")}


def _told(finding: Finding) -> str:
    more = " " + _("(and %(count)s more of this kind)") % {"count": finding.more} if finding.more else ""
    at = f" [{shown(finding.at)}]" if finding.at else ""
    return f"  - {finding.sentence}{more}{at}"


def _finding(finding: Finding) -> dict[str, Any]:
    sentences = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences[code] = finding.sentence
    return {**_plain(finding), "sentence": sentences}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | str) else value
