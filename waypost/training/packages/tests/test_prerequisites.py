"""After which parts of SCORM 1.2 a part opens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.training.packages.prerequisites import opens

pytestmark = pytest.mark.plain
STANDS = {"A": "completed", "B": "passed", "C": "failed", "D": "not attempted", "E-1.2": "incomplete"}


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ("", True),
        ("A", True),
        ("C", False),
        ("A&B", True),
        ("A & C", False),
        ("C | B", True),
        ("~D", True),
        ("~(A | D) & B", False),
        ("A & ~D | C", True),
        ('C="failed"', True),
        ("C=f & D=n", True),
        ('D<>"not attempted"', False),
        ("E-1.2=incomplete", True),
        ("2*{A, C, B}", True),
        ("3*{A, C, B}", False),
        ("1*{C & A, ~D}", True),
        ("gone", True),  # closes nothing for ever
        ("C & gone", True),
        ("C &", True),
        ("(C", True),
        ("2*C", True),
        ("C=", True),
    ],
)
def test_what_is_written_opens_or_closes(written: str, met: bool) -> None:
    assert opens(written, STANDS.get) is met


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='AC&|~(){},=<>*2" ', max_size=40) | st.just("(" * 5000) | st.just("~" * 5000))
def test_whatever_is_written_is_answered(written: str) -> None:
    assert opens(written, STANDS.get) in (True, False)
