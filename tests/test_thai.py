"""Every page in Thai: no English sentence is left, dates have the Buddhist year, other languages are marked as such."""

import re
from collections.abc import Iterator
from functools import cache

import polib
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from django.conf import settings

from tests.demo_portal import Portal, Visitor, World
from tests.pages import Page, Pages

# Once is enough: what the pages say does not depend on the data base.
pytestmark = pytest.mark.journey
CATALOGUE = settings.LOCALE_PATHS[0] / "th/LC_MESSAGES/django.po"
SPOKEN = ("aria-label", "alt", "placeholder", "title")
SENTENCE = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,:;]+[A-Za-z][A-Za-z’'-]*){2,}")
THAI = re.compile(r"[\u0e00-\u0e7f]")
# A western year that says so is right: what a stamp reads, say.
WESTERN_YEAR = re.compile(r"(?<!ค\.ศ\. )(?<![\d/-])20(?:19|2\d)(?![\d-])")
# What is nobody's language: labels, addresses, numbers of items, keys of the log.
NEUTRAL = re.compile(r"TLP:[A-Z+]+|\S+@\S+|https?://\S+|\b[A-Z]{3}-\d{4}-\d{3}\b|\b[\w-]+\.[\w.]*_[\w.]+\b")
NAMES = """
from waypost.people.models import Organisation, Person
names = {n for p in Person.objects.all() for n in (p.name, p.name_latin, p.address_as, p.rank_title, p.mail_phrase)}
names |= set(Organisation.objects.values_list("code", flat=True))
answer = sorted((n for n in names if n), key=len, reverse=True)
"""


def spoken(body: str) -> Iterator[tuple[str, str, Tag]]:
    """Everything a page says: the words, the language they are marked as, and where they stand."""
    page = BeautifulSoup(body, "lxml")
    for element in [each for each in page.find_all(True) if not is_apart(each)]:
        own = [
            str(node)
            for node in element.find_all(string=True, recursive=False)
            if type(node) is NavigableString
        ]
        for words in [*own, *(str(element[name]) for name in SPOKEN if element.get(name))]:
            yield words, language_of(element), element


def is_apart(element: Tag) -> bool:
    """Not the portal's own words: commands and secrets, mails of the demo, a title made of a member's, an example."""
    title = element.name == "title" and _is_of_a_member(element)
    example = str(element.get("id", "")).endswith("_en_helptext")  # of what to write in English
    return (
        title
        or example
        or any(
            each.name in ("script", "style", "code", "pre")
            or (each.name == "summary" and each.get("lang"))
            or _is_a_mail(each)
            for each in (element, *element.parents)
        )
    )


def _is_a_mail(element: Tag) -> bool:
    """The preview of a mail: a line of it holds the portal's words and a member's title together."""
    return (
        "asread" in (element.get("class") or [])
        and element.parent is not None
        and element.parent.name == "details"
    )


def _is_of_a_member(title: Tag) -> bool:
    """A title can hold one language only, and the item it names may be written in another."""
    words = title.get_text().rpartition(" · ")[0]
    page = title.find_parents()[-1]
    return any(
        each.get_text(strip=True) in words for each in page.select("h1[lang], h1 [lang]") if each.get_text()
    )


def language_of(element: Tag) -> str:
    """The nearest mark. An empty one is one: nobody's language."""
    return next(
        (str(each["lang"]) for each in (element, *element.parents) if each.get("lang") is not None), ""
    )


@pytest.fixture(scope="session")
def names(demo_world: World) -> re.Pattern[str]:
    """Names of persons and codes of organisations: written as their owners write them, in every language."""
    return re.compile("|".join(map(re.escape, demo_world.ask(NAMES))))


@pytest.fixture(scope="session")
def in_thai(demo: Portal, pages: Pages) -> list[Page]:
    visitors: dict[str, Visitor] = {}
    shown = []
    demo.forget_readings()
    for page in pages.chosen():
        visitor = visitors.setdefault(page.viewer, demo.visitor(page.viewer, "th"))
        answer = visitor.get(page.path)
        assert answer.status == 200, (page, answer.status)
        shown.append(Page(page.viewer, page.path, page.name, answer.body))
    return shown


def test_every_page_says_that_it_is_thai(in_thai: list[Page]) -> None:
    for page in in_thai:
        html = BeautifulSoup(page.body, "lxml").html
        assert html is not None
        assert html["lang"] == "th", page


def test_no_english_sentence_is_left(in_thai: list[Page], names: re.Pattern[str]) -> None:
    found = {
        f"{page.name}: {left[0]}  <{where.name} {where.attrs}>"
        for page in in_thai
        for words, language, where in spoken(page.body)
        if language == "th" and (left := SENTENCE.search(without_names(words, names)))
    }
    assert not found, "\n".join(sorted(found))


def without_names(words: str, names: re.Pattern[str]) -> str:
    return NEUTRAL.sub("·", names.sub("·", " ".join(words.split())))


@cache
def english() -> frozenset[str]:
    """The sentences of the code that have a Thai of their own, short ones too ("Done")."""
    entries = polib.pofile(str(CATALOGUE))
    words = {text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text}
    thai = {entry.msgstr or entry.msgstr_plural.get(0, "") for entry in entries}
    return frozenset(text for text in words - thai if re.search("[a-z]{2}", text))


def test_no_word_of_the_portal_falls_back_to_english(in_thai: list[Page]) -> None:
    found = {
        f"{page.name}: {words.strip()}"
        for page in in_thai
        for words, language, _where in spoken(page.body)
        if language == "th" and " ".join(words.split()) in english()
    }
    assert not found, "\n".join(sorted(found))


def test_years_are_those_of_the_buddhist_era(in_thai: list[Page], names: re.Pattern[str]) -> None:
    found = {
        f"{page.name}: {' '.join(words.split())[:120]}"
        for page in in_thai
        for words, language, _where in spoken(page.body)
        if language == "th" and WESTERN_YEAR.search(without_names(words, names))
    }
    assert not found, "\n".join(sorted(found))


def test_thai_and_other_words_are_marked_as_what_they_are(in_thai: list[Page]) -> None:
    """Voices and line breaks follow the mark: Thai under ``lang="en"`` is read as a row of letters."""
    found = {
        f"{page.name}: {' '.join(words.split())[:120]}"
        for page in in_thai
        for words, language, _where in spoken(page.body)
        if language == "en" and THAI.search(words)
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ('<html lang="th"><p>ข้อความ You follow this already.</p>', "english"),
        ('<html lang="th"><p aria-label="Look at this here">ดู</p>', "english"),
        ('<html lang="th"><p lang="en">You follow this already.</p>', ""),
        ('<html lang="th"><p>Pol. Col. Somchai Jaidee (demo)</p>', ""),
        ('<html lang="th"><p>TLP:AMBER+STRICT IMB-2020-004 someone@demo.invalid</p>', ""),
    ],
)
def test_the_sweep_barks(page: str, says: str) -> None:
    owners = re.compile(re.escape("Pol. Col. Somchai Jaidee (demo)"))
    left = [
        words
        for words, language, _where in spoken(page)
        if language == "th" and SENTENCE.search(without_names(words, owners))
    ]
    assert bool(left) == (says == "english")
