"""What is found: the same in both data bases as in a naive reading of the texts, in every script, with its reason."""

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.words import Phrase, codes, words
from waypost.publications.models import Indexed, Publication, SearchDay, Text
from waypost.publications.models.finding import plain
from waypost.publications.search.asked import AnyOf, Code, Part, ask
from waypost.publications.search.filters import Filters, narrowed
from waypost.publications.search.results import BEST, NEWEST, Results
from waypost.publications.tests.shelf import attach, publish, query, withdraw

pytestmark = pytest.mark.both

Enter = Callable[[Any], Client]


def found(viewer: Any, typed: str) -> set[int]:
    return set(narrowed(viewer, Filters(asked=ask(typed))).values_list("pk", flat=True))


# --- the same sets as a naive reading -------------------------------------------------------------------------------


def naive(part: Part, fields: list[str], reference: str) -> bool:
    """The rule, written again over the texts themselves: a phrase stands in one field, a code begins somewhere."""
    if isinstance(part, Phrase):
        return any(_stands(part, [word.form for word in words(field)]) for field in fields)
    if isinstance(part, Code):
        known = [code for field in [*fields, reference] for code in codes(field)]
        return any(code.startswith(part.begins) for code in known)
    each = [naive(inner, fields, reference) for inner in part.parts]
    return any(each) if isinstance(part, AnyOf) else all(each)


def _stands(asked: Phrase, forms: list[str]) -> bool:
    size = len(asked.forms)
    for start in range(len(forms) - size + 1):
        *firsts, last = forms[start : start + size]
        ends = last.startswith(asked.forms[-1]) if asked.open_ended else last == asked.forms[-1]
        if ends and tuple(firsts) == asked.forms[:-1]:
            return True
    return False


PIECES = st.sampled_from(
    [
        *(
            "hologram",
            "holograms",
            "passport",
            "Passport’s",
            "don't",
            "K",
            "4410000",
            "K4410000",
            "DPA-2020-044",
        ),
        *("2020", "๒๐๒๐", "44", "หนังสือเดินทางปลอม", "หนังสือ", "เดินทาง", "ປອມ", "ໜັງສືຜ່ານແດນ", "លិខិតឆ្លងដែន"),
        *(
            "ក្លែងក្លាយ",
            "နိုင်ငံကူးလက်မှတ်",
            "အတု",
            "伪造护照",
            "护照",
            "护",
            "偽造パスポート",
            "パスポート",
            "جواز",
            "سفر",
        ),
        *(
            "مزور",
            "hộ",
            "chiếu",
            "giả",
            "ho",
            "chieu",
            "Đà",
            "Nẵng",
            "'",
            '"',
            "&",
            "|",
            "!",
            ":",
            "*",
            "(",
            ")",
        ),
        *("<->", "\\", "%", "_", "\u200b", "\ue000", "\ue001", "AND", "NEAR", "-"),
    ]
)
PHRASES = st.lists(PIECES, max_size=5).map(" ".join)
FIELDS = st.tuples(PHRASES, PHRASES, PHRASES)
QUERIES = st.one_of(PHRASES, PHRASES.map(lambda text: f'"{text}"'), PIECES, st.text(max_size=12))


@pytest.fixture
def shelf(cast: Cast) -> list[Publication]:
    return [publish(cast), publish(cast), publish(cast)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(FIELDS, min_size=3, max_size=3), page=PHRASES, queries=st.lists(QUERIES, max_size=6))
def test_both_data_bases_find_what_a_naive_reading_finds(
    cast: Cast, shelf: list[Publication], texts: list[tuple[str, str, str]], page: str, queries: list[str]
) -> None:
    with outside_actions("a property test writes many texts"):
        for item, (title, summary, body) in zip(shelf, texts, strict=True):
            rows = Text.unfiltered.filter(version=item.live_id)
            rows.update(title=title[:160], summary=summary, body=body)
        attach(shelf[0], ["", page])
        Indexed.rewrite(shelf)
    read = [[title[:160], summary, plain(body)] for title, summary, body in texts]
    across = [f'"{title.split(" ")[-1]} {summary.split(" ")[0]}"' for title, summary, _body in texts]
    for typed in [*queries, *across, *(piece for text in texts for piece in text[0].split(" ")[:2])]:
        part = ask(typed).part
        if part is None:
            continue
        wanted = {
            item.pk for item, fields in zip(shelf, read, strict=True) if naive(part, fields, item.reference)
        }
        wanted |= {shelf[0].pk} if naive(part, [page], "") else set()
        assert found(cast.coast_officer, typed) == wanted, typed


# --- every script ---------------------------------------------------------------------------------------------------

SCRIPTS = {
    # language: a sentence, what finds it, what does not
    "en": (
        "Counterfeit passports with flat holograms",
        ["passport hologram", "COUNTERFEIT", "flat"],
        ["pass"],
    ),
    "th": ("พบหนังสือเดินทางปลอมที่ท่าอากาศยาน", ["หนังสือเดินทาง", "ปลอม", "ท่าอากาศยาน"], ["เรือ"]),
    "lo": ("ພົບໜັງສືຜ່ານແດນປອມຢູ່ສະໜາມບິນ", ["ໜັງສືຜ່ານແດນ", "ສະໜາມບິນ"], ["ເຮືອ"]),
    "km": ("រកឃើញលិខិតឆ្លងដែនក្លែងក្លាយនៅព្រលាន", ["លិខិតឆ្លងដែន", "ក្លែងក្លាយ"], ["ទូក"]),
    "my": ("နိုင်ငံကူးလက်မှတ်အတုကို လေဆိပ်တွင်တွေ့ရှိသည်", ["နိုင်ငံကူးလက်မှတ်", "လေဆိပ်"], ["လှေ"]),
    "zh": ("在机场发现伪造护照", ["护", "护照", "伪造护照", "机场"], ["船"]),
    "ja": ("空港で偽造パスポートを発見", ["パスポート", "偽造", "空港"], ["船"]),
    "ar": ("ضبط جوازات سفر مزورة في المطار", ["جوازات سفر", "مزورة"], ["قارب"]),
    "vi": ("Phát hiện hộ chiếu giả tại sân bay Đà Nẵng", ["hộ chiếu", "ho chieu", "Da Nang"], ["thuyền"]),
}


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("place", ["title", "summary", "body", "file"])
def test_every_script_is_found_everywhere(cast: Cast, enter: Enter, language: str, place: str) -> None:
    sentence, finds, misses = SCRIPTS[language]
    item = publish(cast, **({} if place == "file" else {place: sentence}))
    if place == "file":
        attach(item, ["Nothing here", f"Before.\n{sentence}\nAfter."])
    for typed in finds:
        assert found(cast.coast_officer, typed) == {item.pk}, typed
        page = unescape(enter(cast.coast_officer).get("/items/", {"q": typed}).content.decode())
        assert "<mark>" in page
        assert ("File annex.pdf, page 2: “" in page) == (place == "file")
    for typed in misses:
        assert found(cast.coast_officer, typed) == set(), typed


# --- numbers --------------------------------------------------------------------------------------------------------


def test_numbers_and_references_by_their_beginning_in_any_writing(cast: Cast) -> None:
    item = publish(cast, body="Blank passports K 4410000 to K 4410499 were stolen.")
    for typed in (
        "K4410000",
        "K 4410000",
        "k-4410000",
        "4410",
        "K441",
        item.reference,
        item.reference.lower(),
    ):
        assert item.pk in found(cast.coast_officer, typed), typed
    assert found(cast.coast_officer, item.reference.replace("-", " ")) == {item.pk}
    assert found(cast.coast_officer, "410000") == set()


def test_the_item_of_that_number_stands_first(cast: Cast) -> None:
    wanted = publish(cast, title="Old")
    others = [
        publish(
            cast,
            title=f"More on {wanted.reference}",
            by=cast.coast_officer,
            approver=cast.coast_focal_point,
        )
        for _ in range(2)
    ]
    for typed in (wanted.reference, wanted.reference.lower().replace("-", " "), wanted.reference[:-1]):
        ranked = Results(cast.customs_officer, Filters(asked=ask(typed)), BEST).candidates
        assert [each.pk for each in ranked] == [wanted.pk, others[1].pk, others[0].pk], typed


def test_the_title_counts_more_than_the_summary_and_a_file_least(cast: Cast) -> None:
    title, summary, both = (
        publish(cast, title="Foil"),
        publish(cast, summary="Foil"),
        publish(cast, title="Foil"),
    )
    attach(both, ["Foil"])
    paper = publish(cast)
    attach(paper, ["Foil"])
    ranked = Results(cast.coast_officer, Filters(asked=ask("foil")), BEST).candidates
    assert [each.pk for each in ranked] == [both.pk, title.pk, summary.pk, paper.pk]


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_withdrawn_item_is_found_by_its_number_alone(cast: Cast) -> None:
    item = publish(cast, title="Hologram")
    attach(item, ["Foil"])
    withdraw(cast, Publication.unfiltered.get(pk=item.pk))
    assert found(cast.coast_officer, "hologram") == found(cast.coast_officer, "foil") == set()
    assert found(cast.coast_officer, item.reference) == {item.pk}


def test_the_first_page_that_matches_is_named(cast: Cast, enter: Enter) -> None:
    item = publish(cast)
    attach(item, ["One", "The foil <b>shines</b>", "Foil again"])
    page = enter(cast.coast_officer).get("/items/", {"q": "foil"}).content.decode()
    assert "File annex.pdf, page 2: “" in unescape(page)
    assert "<mark>foil</mark> &lt;b&gt;shines" in page
    assert "Foil again" not in page


# --- what is seen ---------------------------------------------------------------------------------------------------

ADDRESSES = [
    "", "?q=zanzibarite", "?q=zanzibarit", "?q=zanzibarites+stern", "?q=annexword", "?q=annexwrod", "?q=stern",
    "?q=DPA-2020", "?topic=rescue-at-sea", "?route=bay-of-bengal", "?member=th", "?from=DPA", "?mark=red",
    "?state=unread", "?period=7", "?section=covid", "?language=th", "?order=deadline", "?q=zanzibarite&kind=bulletin",
]  # fmt: skip


def seen(browser: Client, address: str) -> str:
    page = browser.get(f"/items/{address}").content.decode()
    page = re.sub('nonce="[^"]*"', "", page)
    return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", page)


@pytest.fixture
def hide(cast: Cast) -> Callable[[], Publication]:
    def publish_for_one() -> Publication:
        from waypost.access.keys import Audience, key
        from waypost.places.models import Route, Topic

        item = publish(
            cast,
            title="Zanzibarite stern",
            summary="Zanzibarite",
            thai="แซนซิบาไรต์",
            mark=Mark.RED,
            to=frozenset({key(Audience.PERSON, cast.coast_officer.pk)}),
            approved_by="named",
            approver=cast.focal_point,
            topics=tuple(Topic.objects.filter(key__in=["rescue-at-sea", "border-health"])),
            routes=(Route.objects.get(key="bay-of-bengal"),),
            asks_answer=True,
            answer_within=24,
        )
        attach(item, ["Annexword"])
        return item

    return publish_for_one


@pytest.mark.parametrize("who", ["customs_officer", "ministry_officer", "secretariat", "learner", None])
def test_what_one_may_not_see_changes_no_byte(
    cast: Cast, enter: Enter, hide: Callable[[], Publication], who: str | None
) -> None:
    publish(cast, title="Small craft and a zanzibariton")  # like the hidden word, but less than that
    browser = enter(getattr(cast, who)) if who else Client()
    before = [seen(browser, address) for address in ADDRESSES]
    item = hide()
    assert [seen(browser, address) for address in ADDRESSES] == before
    assert item.pk in found(cast.coast_officer, "zanzibarite")
    assert item.pk in found(cast.coast_officer, "annexword")


def test_a_reader_is_offered_the_words_they_may_read(
    cast: Cast, enter: Enter, hide: Callable[[], Publication]
) -> None:
    hide()
    offered = {
        person: "<bdi>zanzibarite</bdi>" in seen(enter(person), "?q=zanzibarit")
        for person in (cast.coast_officer, cast.coast_focal_point)
    }
    assert offered == {cast.coast_officer: True, cast.coast_focal_point: False}


def test_what_is_offered_finds_something(cast: Cast, enter: Enter) -> None:
    publish(cast, title="Hologram", kind="bulletin")
    publish(cast, title="Stamp", summary="Passport")
    page = seen(enter(cast.coast_officer), "?q=hologrm")
    [address] = re.findall('Did you mean <a href="([^"]*)">', page)
    assert "Hologram" in seen(enter(cast.coast_officer), unescape(address))
    # Each word is known, but never both in one text.
    assert "Did you mean" not in seen(enter(cast.coast_officer), "?q=hologrm+pasport")


def test_an_organisation_is_named_to_those_who_see_something_of_it(cast: Cast, enter: Enter) -> None:
    assert "Department A" not in seen(Client(), "?from=DPA")
    assert "Department A" not in seen(enter(cast.ministry_officer), "?from=DPA")
    publish(cast)
    assert "Originator: Department A (police)" in seen(enter(cast.coast_officer), "?from=DPA")
    assert "Department A" not in seen(Client(), "?from=DPA")


def test_a_visitor_lists_what_was_made_public(cast: Cast) -> None:
    from waypost.publications.actions import afterwards

    clear = publish(cast, title="Open hologram", mark=Mark.CLEAR)
    publish(cast, title="Closed hologram")
    assert found(NOBODY, "hologram") == set()
    afterwards.make_public(by=cast.focal_point, publication=Publication.unfiltered.get(pk=clear.pk))
    assert found(NOBODY, "hologram") == {clear.pk}
    page = seen(Client(), "?q=hologram")
    assert "Open" in page
    assert "Closed" not in page
    assert "Follow this search" not in page


# --- how it is counted ----------------------------------------------------------------------------------------------


def test_a_search_in_vain_is_counted_and_nothing_of_it_is_kept(cast: Cast, enter: Enter) -> None:
    publish(cast, title="Hologram")
    browser = enter(cast.coast_officer)
    for address in ("?q=hologram", "?q=zebra", "?kind=bulletin", "?q=zebra&after=x", "?q=..."):
        seen(browser, address)
    seen(Client(), "?q=zebra")
    row = SearchDay.objects.get()
    assert (row.searches, row.in_vain) == (2, 1)
    out = StringIO()
    call_command("search", "counts", stdout=out)
    assert out.getvalue() == "2020-09: 2 searches, 1 in vain (50 %)\n"


@pytest.fixture
def counted(cast: Cast, enter: Enter) -> Iterator[Callable[[str], int]]:
    browser = enter(cast.coast_officer)

    def queries(address: str) -> int:
        seen(browser, address)
        with CaptureQueriesContext(connection) as asked:
            seen(browser, address)
        return len(asked)

    return queries


@pytest.mark.parametrize(
    "address", ["", "?q=stern", "?q=foil", "?topic=maritime", "?q=zebra", "?order=deadline"]
)
def test_more_items_cost_no_query(cast: Cast, counted: Callable[[str], int], address: str) -> None:
    for n in range(2):
        attach(publish(cast), [f"Foil {n}"])
    few = counted(address)
    for n in range(6):
        attach(publish(cast, by=cast.coast_officer, approver=cast.coast_focal_point), [f"Foil {n}"])
    assert counted(address) == few


def test_pages_go_on_where_the_last_one_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from waypost.publications.search import results

    monkeypatch.setattr(results, "PAGE", 2)
    monkeypatch.setattr(results, "BOUND", 3)
    items = [publish(cast, title=f"Hologram {n}").public_id for n in range(6)][::-1]
    for order, typed in ((NEWEST, ""), (NEWEST, "hologram")):
        listed, after = [], ""
        for _turn in range(4):
            shown = Results(cast.coast_officer, Filters(asked=ask(typed)), order).page(after)
            listed += [hit.row.publication.public_id for hit in shown.hits]
            after = shown.next_after
            if not after:
                break
        assert listed == items
    many = Results(cast.coast_officer, Filters(asked=ask("hologram")), NEWEST)
    assert many.shown_count == "3+"


def test_any_address_is_answered(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.coast_officer)
    for address in (
        "?q=%00%FF",
        "?kind=%27--&topic=x",
        "?q=" + "x" * 5000,
        "?after=nobody",
        "?order=x",
        "?q=%22",
    ):
        assert browser.get(f"/items/{address}").status_code == 200
    assert query("q=a&q=b")["q"] == "b"


HOSTILE = ("_", "[", "[a](", "* ", "a_", "`~", "![", "|", " ", "[](", "x" * 7 + "_")


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_text_keeps_the_portal_busy(unit: str) -> None:
    """Four times the text takes some four times as long. Sixteen times would let one item stop every search."""

    def seconds(length: int) -> float:
        text = f"a{unit * (length // len(unit))}a"
        begun = time.process_time()
        plain(text)
        return time.process_time() - begun

    assert min(seconds(40_000) for _try in range(3)) < 10 * min(seconds(10_000) for _try in range(3)) + 0.02


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("_so_ it is", "so it is"),
        ("__so__ it is", "so it is"),
        ("snake_case stays", "snake_case stays"),
        ("a [link](https://example.org/x_(y)) here", "a link) here"),
        ("[a [b](c)", "[a b"),
    ],
)
def test_what_is_read_of_markdown(typed: str, read: str) -> None:
    assert plain(typed) == read
