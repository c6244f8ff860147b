"""What an e-module says of its learner, and what the portal makes of it: status, score and time are decided here, never
in the browser. Pure: ``told`` is the run-time's data model as flat names ("cmi.core.score.raw"), all values text.

Sources: SCORM 1.2 Run-Time Environment, 3.4; SCORM 2004 4th Edition, Run-Time Environment, chapter 4.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.training.models.modules import Part
from waypost.training.packages import Kind, Standard

Told = dict[str, str]


class Status(models.TextChoices):
    """Where somebody stands in one part. OPENED: it was shown, and says nothing of its learner."""

    OPENED = "opened", _("Opened, not tracked")
    INCOMPLETE = "incomplete", _("Begun")
    COMPLETED = "completed", _("Completed")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")


DONE = (Status.COMPLETED, Status.PASSED)


@dataclass(frozen=True)
class Judged:
    """``score`` is a share of the full score, from -1 to 1; None where none was told. ``seconds`` of this opening."""

    status: Status
    score: Decimal | None
    seconds: int


def judge(standard: str, part: Part, told: Told, *, finished: bool, said: bool) -> Judged:
    """``finished``: the part ended its session. ``said``: it ever told a status of its own; one that did not is
    completed by being finished, unless it asks to be gone on with.
    """
    judged = _of_2004 if standard == Standard.SCORM_2004 else _of_1_2
    return judged(part, told, finished=finished and not suspended(told), said=said)


def _of_1_2(part: Part, told: Told, *, finished: bool, said: bool) -> Judged:
    score = _hundredth(_number(told.get("cmi.core.score.raw")))
    mastery = _number(part.mastery)
    word = told.get("cmi.core.lesson_status", "") if said else ""
    status = _WORDS.get(word, Status.INCOMPLETE)
    if mastery is not None and score is not None and (finished or status is not Status.INCOMPLETE):
        status = Status.PASSED if score >= mastery else Status.FAILED
    elif not said and finished:
        status = Status.COMPLETED
    return Judged(status, score, _clock_seconds(told.get("cmi.core.session_time", "")))


def _of_2004(part: Part, told: Told, *, finished: bool, said: bool) -> Judged:
    score, mastery = _within(_number(told.get("cmi.score.scaled"))), _number(part.mastery)
    seen, threshold = _number(told.get("cmi.progress_measure")), _number(part.threshold)
    completed = said and told.get("cmi.completion_status") == "completed"
    if threshold is not None and seen is not None:
        completed = seen >= threshold
    elif not said and finished:
        completed = True
    success = told.get("cmi.success_status", "") if said else ""
    if mastery is not None:
        success = "" if score is None else "passed" if score >= mastery else "failed"
    return Judged(_together(completed, success), score, _duration_seconds(told.get("cmi.session_time", "")))


def _together(completed: bool, success: str) -> Status:
    if success in ("passed", "failed"):
        return _WORDS[success]
    return Status.COMPLETED if completed else Status.INCOMPLETE


_WORDS = {"passed": Status.PASSED, "failed": Status.FAILED, "completed": Status.COMPLETED}


def suspended(told: Told) -> bool:
    return "suspend" in (told.get("cmi.core.exit"), told.get("cmi.exit"))


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number) < 10**6 else None


def _hundredth(raw: Decimal | None) -> Decimal | None:
    """SCORM 1.2 counts from 0 to 100, its mastery score too."""
    return None if raw is None else _within(raw / 100)


def _within(share: Decimal | None) -> Decimal | None:
    return None if share is None else max(Decimal(-1), min(Decimal(1), share))


_CLOCK = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?")
_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})(?:\.\d+)?S)?)?"
)
_DAY = 86_400


def _clock_seconds(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else 0


def _duration_seconds(text: str) -> int:
    found = _DURATION.fullmatch(text)
    if not found:
        return 0
    units = (365 * _DAY, 30 * _DAY, _DAY, 3600, 60, 1)
    return sum(int(each or 0) * unit for each, unit in zip(found.groups(), units, strict=True))


@dataclass(frozen=True)
class Learner:
    """Whom a part meets. ``ident`` is random and tells no part who it is."""

    ident: str
    name: str
    language: str


def seed(
    standard: str, part: Part, told: Told, *, learner: Learner, said: bool, resumes: bool, seconds: int
) -> Told:
    """What a part finds when it opens: what it told before, and what only the portal says."""
    newer = standard == Standard.SCORM_2004
    kept = _KEPT_2004 if newer else _KEPT_1_2
    found = {name: value for name, value in told.items() if kept.fullmatch(name) and value}
    if not said:
        for name in ("cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status"):
            found.pop(name, None)
    entry = "resume" if resumes else "" if told else "ab-initio"
    wished = {f"cmi.{'learner' if newer else 'student'}_preference.language": learner.language}
    return {**wished, **found, **(_says_2004 if newer else _says_1_2)(part, learner, entry, seconds)}


# Counts and lists of names are the run-time's own; time and ending are of each opening anew.
_KEPT_1_2 = re.compile(
    r"cmi\.(core\.(lesson_location|lesson_status|score\.(raw|min|max))|suspend_data|comments"
    r"|student_preference\.\w+|(objectives|interactions)\.\d+\.[\w.]+)(?<!_children)(?<!_count)"
)
_KEPT_2004 = re.compile(
    r"cmi\.(location|completion_status|success_status|progress_measure|suspend_data|score\.(scaled|raw|min|max)"
    r"|learner_preference\.\w+|comments_from_learner\.\d+\.\w+|(objectives|interactions)\.\d+\.[\w.]+)"
    r"(?<!_children)(?<!_count)"
)


def _says_1_2(part: Part, learner: Learner, entry: str, seconds: int) -> Told:
    mastery = _number(part.mastery)
    said = {
        "cmi.core.student_id": learner.ident,
        "cmi.core.student_name": learner.name,
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": entry,
        "cmi.core.total_time": f"{seconds // 3600:04}:{seconds // 60 % 60:02}:{seconds % 60:02}",
        "cmi.launch_data": part.launch_data,
        "cmi.student_data.mastery_score": "" if mastery is None else f"{(mastery * 100).normalize():f}",
        "cmi.student_data.max_time_allowed": part.time_limit,
        "cmi.student_data.time_limit_action": part.time_limit_action,
    }
    return {name: value for name, value in said.items() if value}


def _says_2004(part: Part, learner: Learner, entry: str, seconds: int) -> Told:
    said = {
        "cmi.learner_id": learner.ident,
        "cmi.learner_name": learner.name,
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.entry": entry,
        "cmi.total_time": f"PT{seconds}S",
        "cmi.launch_data": part.launch_data,
        "cmi.scaled_passing_score": part.mastery,
        "cmi.completion_threshold": part.threshold,
        "cmi.time_limit_action": part.time_limit_action,
    }
    return {name: value for name, value in said.items() if value}


def readable(cmi: Any) -> Told:
    """What a browser sent as the data model, as far as it is one: names with text, numbers and yes or no as text."""
    if not isinstance(cmi, dict):
        return {}
    return {
        name: str(value).replace("\0", "")
        for name, value in cmi.items()
        if isinstance(name, str) and name.startswith("cmi.") and isinstance(value, str | int | float)
    }


def api_of(standard: str, part: Part) -> str:
    """Which run-time a part asks for; nothing for one that is only shown."""
    if part.kind is not Kind.SCO:
        return ""
    return "2004" if standard == Standard.SCORM_2004 else "1.2"
