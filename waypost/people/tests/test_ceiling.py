"""A national marking above the ceiling is known however it is typed."""

import pytest

from waypost.people.models import Network

TYPED = [
    "SECRET",
    "secret//noforn",
    "S\u200bECRET",
    "S\u00adECRET",
    "\uff33\uff25\uff23\uff32\uff25\uff34",
    "\u0405ECRET",
    "\u0405\u0415\u0421R\u0415\u0422",
    "S\u034fECRET",
    "\U0001d412ECRET",
]


@pytest.mark.parametrize("typed", TYPED)
def test_it_is_refused(typed: str) -> None:
    assert Network(refused_markings="Secret\nTop  Priority\nลับมาก\n\n").refuses(typed)


@pytest.mark.parametrize(
    "typed", ["TOP PRIORITY", "top   priority", "top\u00a0priority", "ลับ\u200bมาก", "ลับมาก"]
)
def test_spaces_and_other_scripts(typed: str) -> None:
    assert Network(refused_markings="Secret\nTop  Priority\nลับมาก\n\n").refuses(typed)


@pytest.mark.parametrize("typed", ["", "Restricted", "ลับ", "Secre t"])
def test_others_are_not(typed: str) -> None:
    assert not Network(refused_markings="Secret\nTop  Priority\nลับมาก\n\n").refuses(typed)
