"""What the portal makes of what a part tells: status, score, time, and what it finds when it opens again."""

from decimal import Decimal
from typing import Any

import pytest

from waypost.training.models import Part
from waypost.training.models.runtime import Learner, judge, readable, seed
from waypost.training.packages import Kind

pytestmark = pytest.mark.plain
OLD, NEW = "SCORM 1.2", "SCORM 2004"
ANNA = Learner("x1", "Anna", "en")


def part(**more: Any) -> Part:
    return Part("A", Kind.SCO, 0, launch="a.html", **more)


def told_1_2(status: str = "", raw: str = "", leaving: str = "") -> dict[str, str]:
    return {"cmi.core.lesson_status": status, "cmi.core.score.raw": raw, "cmi.core.exit": leaving}


@pytest.mark.parametrize(
    ("mastery", "status", "raw", "leaving", "finished", "said", "becomes"),
    [
        ("", "", "", "", True, False, "completed"),  # began and ended, and said nothing
        ("", "incomplete", "", "", True, False, "completed"),  # the run-time's word, not the part's
        ("", "not attempted", "", "suspend", True, False, "incomplete"),  # it will be gone on with
        ("", "", "", "", False, False, "incomplete"),
        ("", "incomplete", "", "", True, True, "incomplete"),
        ("", "completed", "", "", False, True, "completed"),
        ("", "passed", "40", "", True, True, "passed"),  # no pass mark of ours: the part knows
        ("0.8", "passed", "40", "", True, True, "failed"),  # ours decides
        ("0.8", "completed", "80", "", False, True, "passed"),
        ("0.8", "incomplete", "90", "", False, True, "incomplete"),  # in the middle
        ("0.8", "completed", "", "", True, True, "completed"),  # nothing to compare
        ("0.8", "passed", "NaN", "", True, True, "passed"),
        ("", "anything", "", "", True, True, "incomplete"),
    ],
)
def test_of_1_2(
    mastery: str, status: str, raw: str, leaving: str, finished: bool, said: bool, becomes: str
) -> None:
    judged = judge(OLD, part(mastery=mastery), told_1_2(status, raw, leaving), finished=finished, said=said)
    assert judged.status == becomes


def told_2004(completion: str = "unknown", success: str = "unknown", **more: str) -> dict[str, str]:
    named = {f"cmi.{name.replace('__', '.')}": value for name, value in more.items()}
    return {"cmi.completion_status": completion, "cmi.success_status": success, **named}


@pytest.mark.parametrize(
    ("terms", "told", "finished", "said", "becomes"),
    [
        ({}, told_2004(), True, False, "completed"),
        ({}, told_2004(exit="suspend"), True, False, "incomplete"),
        ({}, told_2004("completed", "passed", score__scaled="1"), True, True, "passed"),
        ({}, told_2004("completed", "failed"), True, True, "failed"),
        ({}, told_2004("completed"), False, True, "completed"),
        ({}, told_2004("incomplete"), True, True, "incomplete"),
        ({"mastery": "0.7"}, told_2004("completed", "passed", score__scaled="0.6"), True, True, "failed"),
        ({"mastery": "0.7"}, told_2004("completed", "passed"), True, True, "completed"),
        ({"threshold": "0.5"}, told_2004("incomplete", progress_measure="0.5"), False, True, "completed"),
        ({"threshold": "0.5"}, told_2004("completed", progress_measure="0.4"), True, True, "incomplete"),
    ],
)
def test_of_2004(
    terms: dict[str, str], told: dict[str, str], finished: bool, said: bool, becomes: str
) -> None:
    assert judge(NEW, part(**terms), told, finished=finished, said=said).status == becomes


def test_score_and_time() -> None:
    one = judge(
        OLD,
        part(),
        {"cmi.core.score.raw": "85.5", "cmi.core.session_time": "0001:02:03.50"},
        finished=False,
        said=True,
    )
    assert (one.score, one.seconds) == (Decimal("0.855"), 3723)
    other = judge(
        NEW, part(), {"cmi.score.scaled": "-0.5", "cmi.session_time": "PT1H2.5S"}, finished=False, said=True
    )
    assert (other.score, other.seconds) == (Decimal("-0.5"), 3602)
    assert judge(OLD, part(), {"cmi.core.score.raw": "500"}, finished=False, said=True).score == 1
    for time in ("", "1:2:3", "PT", "-PT5S", "P" + "9" * 99 + "D"):
        assert judge(NEW, part(), {"cmi.session_time": time}, finished=False, said=True).seconds == 0


def test_what_a_part_finds_again() -> None:
    told = {
        "cmi.core.lesson_status": "incomplete",
        "cmi.core.lesson_location": "7",
        "cmi.core.student_name": "Somebody else",
        "cmi.core.session_time": "00:01:00",
        "cmi.core.exit": "suspend",
        "cmi.interactions._count": "1",
        "cmi.interactions.0.id": "q1",
        "cmi.interactions.0.objectives._count": "0",
        "cmi.suspend_data": "abc",
    }
    terms = part(mastery="0.8", launch_data="d")
    found = seed(OLD, terms, told, learner=ANNA, said=False, resumes=True, seconds=3661)
    assert found == {
        "cmi.core.lesson_location": "7",
        "cmi.interactions.0.id": "q1",
        "cmi.suspend_data": "abc",
        "cmi.student_preference.language": "en",
        "cmi.core.student_id": "x1",
        "cmi.core.student_name": "Anna",
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": "resume",
        "cmi.core.total_time": "0001:01:01",
        "cmi.launch_data": "d",
        "cmi.student_data.mastery_score": "80",
    }
    newer = seed(
        NEW,
        part(),
        {"cmi.location": "3", "cmi.completion_status": "incomplete"},
        learner=ANNA,
        said=True,
        resumes=False,
        seconds=9,
    )
    assert newer["cmi.completion_status"] == "incomplete"
    assert (newer["cmi.learner_name"], newer["cmi.total_time"], "cmi.entry" in newer) == (
        "Anna",
        "PT9S",
        False,
    )
    assert (
        seed(NEW, part(), {}, learner=ANNA, said=False, resumes=False, seconds=0)["cmi.entry"] == "ab-initio"
    )


def test_what_a_browser_sends_is_read_as_far_as_it_is_a_data_model() -> None:
    sent = {"cmi.a": "x\0", "cmi.b": 5, "cmi.c": {}, "adl.nav": "x", 7: "y", "cmi.d": None}
    assert readable(sent) == {"cmi.a": "x", "cmi.b": "5"}
    assert readable([]) == readable(None) == {}
