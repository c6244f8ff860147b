"""Called in Thai where a Thai reader looks and the whole name is known in Thai; in Latin letters elsewhere."""

import pytest
from django.utils import translation

from waypost.people.models import Person

pytestmark = pytest.mark.both

SOMCHAI = {
    "rank_title": "Pol. Col.",
    "name_latin": "Somchai Jaidee",
    "rank_native": "พ.ต.อ.",
    "name_native": "สมชาย ใจดี",
    "address_as": "Pol. Col. Somchai",
}
LATIN, THAI = "Pol. Col. Somchai Jaidee", "พ.ต.อ.สมชาย ใจดี"


@pytest.mark.parametrize(("language", "name", "other"), [("en", LATIN, "สมชาย ใจดี"), ("th", THAI, LATIN)])
def test_each_reader_meets_the_name_in_their_script_first(language: str, name: str, other: str) -> None:
    with translation.override(language):
        person = Person(**SOMCHAI)
        assert (person.name, person.other_name) == (name, other)


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"rank_native": ""}, LATIN),  # no Latin rank before a Thai name
        ({"name_native": ""}, LATIN),
        ({"name_native": "林 由紀", "rank_native": ""}, LATIN),
        ({"rank_title": "", "rank_native": ""}, "สมชาย ใจดี"),
    ],
)
def test_half_a_thai_name_is_none(known: dict[str, str], name: str) -> None:
    with translation.override("th"):
        assert Person(**{**SOMCHAI, **known}).name == name


def test_one_is_addressed_in_the_language_one_reads() -> None:
    with translation.override("en"):
        assert Person(**SOMCHAI).address == "Pol. Col. Somchai"
    with translation.override("th"):
        assert Person(**SOMCHAI).address == THAI
        assert Person(**{**SOMCHAI, "rank_native": ""}).address == "Pol. Col. Somchai"
