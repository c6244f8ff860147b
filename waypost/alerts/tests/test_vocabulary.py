"""The words that came with the portal: all of them, each in both languages."""

import re

import pytest
from django.utils.translation import override

from waypost.alerts.models import Term, Vocabulary
from waypost.alerts.vocabulary import choices

pytestmark = pytest.mark.django_db

THAI = re.compile("[\u0e00-\u0e7f]")
COUNTS = {
    "issuer": 278, "document": 20, "fraud": 23, "location": 24, "feature": 60, "technique": 26, "tool": 16, "light": 8,
    "point": 8, "request": 6,
}  # fmt: skip
# The codes of ICAO Doc 9303-3 that are not ISO 3166-1's.
OWN = [
    "D", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "EUE", "UNO", "UNA", "UNK", "XBA", "XIM", "XCC", "XCE",
    "XCO", "XEC", "XPO", "XES", "XMP", "XOM", "XDC", "XXA", "XXB", "XXC", "XXX", "ANT", "NTZ", "UTO", "IAO",
]  # fmt: skip


def words(vocabulary: str) -> dict[str, Term]:
    return {term.code: term for term in Term.objects.filter(vocabulary=vocabulary)}


def test_every_vocabulary_is_there() -> None:
    assert {each: len(words(each)) for each in Vocabulary.values} == COUNTS
    assert not Term.objects.filter(ours=False).exists()


def test_every_word_has_both_languages() -> None:
    for term in Term.objects.all():
        assert term.label_en, term
        assert term.meaning_en, term
        assert not THAI.search(term.label_en + term.meaning_en + term.group), term.code
        assert THAI.search(term.meaning_th), term.code
        assert THAI.search(term.label_th) or term.label_th == term.code, term.code
        assert bool(term.group) == bool(term.group_th), term.code


def test_no_two_words_of_a_vocabulary_read_alike() -> None:
    for vocabulary, count in COUNTS.items():
        found = words(vocabulary).values()
        assert len({term.label_en for term in found}) == len({term.label_th for term in found}) == count


def test_every_issuer_is_there_with_its_member() -> None:
    found = words("issuer")
    assert set(OWN) < found.keys()
    assert all(re.fullmatch("[A-Z]{3}", code) for code in found.keys() - {"D"})
    keys = {code: term.member_key for code, term in found.items()}
    assert (keys["THA"], keys["D"], keys["GBN"], keys["VNM"]) == ("th", "de", "gb", "vn")
    assert keys["XXA"] == keys["UTO"] == keys["UNO"] == ""
    states = [key for code, key in keys.items() if code not in OWN]
    assert len(set(states)) == len(states) == 248
    assert all(re.fullmatch("[a-z]{2}", key) for key in states)


@pytest.mark.parametrize("language", ["en", "th"])
def test_states_are_offered_first_and_the_others_under_what_they_are(language: str) -> None:
    persons = {"en": "Persons without a nationality", "th": "บุคคลไม่มีสัญชาติ"}[language]
    with override(language):
        offered = choices(Vocabulary.ISSUER, blank=False)
    states = [code for code, label in offered if isinstance(label, str)]
    assert {"THA", "D"} < set(states)
    assert "XXA" not in states
    assert "XXA" in dict(dict(offered)[persons])
