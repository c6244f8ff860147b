"""The two kinds: what their part asks for, and how it is shown."""

from typing import Any

import pytest
from django.utils import translation

from waypost.library.forms import BulletinPart
from waypost.library.models import Resource
from waypost.publications.kinds import kind_of

JULY = {"observed_from": "2020-07-03", "observed_to": "2020-07-27"}


@pytest.mark.parametrize(
    ("kind", "part", "shown"),
    [
        ("bulletin", JULY, ["3–27 Jul 2020"]),
        ("bulletin", {"observed_from": "2020-07-03", "observed_to": None}, ["3 Jul 2020"]),
        ("bulletin", {"observed_from": None, "observed_to": "2020-07-27"}, ["27 Jul 2020"]),
        ("bulletin", {}, []),
        ("resource", {"use": "training", "source": "Department A"}, ["Training material", "Department A"]),
        ("resource", {"use": "training", "source": ""}, ["Training material"]),
        ("resource", {}, []),
    ],
)
def test_a_part_is_shown_in_words(kind: str, part: dict[str, Any], shown: list[str]) -> None:
    assert [str(value) for _label, value in kind_of(kind).shown(part)] == shown


def test_the_days_are_in_the_readers_era() -> None:
    with translation.override("th"):
        assert kind_of("bulletin").shown(JULY)[0][1] == "3–27 ก.ค. 2563"


def test_days_in_the_wrong_order_are_refused_with_a_sentence() -> None:
    form = BulletinPart({"observed_from": "2020-07-27", "observed_to": "2020-07-03"})
    assert form.errors == {
        "observed_to": ["This is before the first day. Give a later day or leave it empty."]
    }
    assert BulletinPart({"observed_from": "2020-07-03", "observed_to": "2020-07-03"}).is_valid()


@pytest.mark.parametrize("use", Resource.Use.values)
def test_every_use_has_its_word(use: str) -> None:
    assert kind_of("resource").shown({"use": use})[0][1] == Resource.Use(use).label


def test_resources_are_always_reviewed_and_bulletins_need_not() -> None:
    assert kind_of("resource").always_reviewed
    assert not kind_of("bulletin").always_reviewed
