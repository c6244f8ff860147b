"""The leak matrix: viewers × marks × releases × states × every address and query. Nobody meets what isn't for them.

Every viewer opens every path that is about no one item, the page of every item, and of each other address about an item
one that is hidden, one that is seen and one that is worked on, live and not: which ones, changes from viewer to viewer.
So it is of each address about a training: one that they read, and one that they don't.
"""

import re
from collections import defaultdict
from datetime import timedelta
from difflib import unified_diff
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.db import transaction
from django.db.models import Q

from tests.addresses import addresses
from tests.forgeries import DOCUMENT, ISSUER, NUMBERS, make_alert
from tests.inquiries import make_inquiry
from tests.knocking import Answer, Guest
from tests.leaks import CANARY, Item, canary, make_item, texts_without_canary, uncovered_models
from tests.matrix import LEAVES, NAMES, Matrix
from tests.numbering import hidden_numbers, numbers_in
from tests.personal import MAY_MEET, OF_A_PERSON, words_without_rule
from waypost.access.keys import Audience, key
from waypost.access.marked import Marked
from waypost.access.marks import Mark
from waypost.alerts.models import Card
from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.core.models import Event
from waypost.files.kinds import XLSX
from waypost.notices import digests, worker
from waypost.notices.models import Digest, Mail, Notice
from waypost.publications.actions import afterwards, answering, approving, drafting
from waypost.publications.actions.expiring import watch_dates
from waypost.publications.actions.ladder import climb_ladders
from waypost.publications.search.filters import names as filter_names
from waypost.publications.search.vocabulary import Vocabulary
from waypost.publications.states import Stage
from waypost.requests.lists import SIDES

pytestmark = pytest.mark.matrix

EVERY_PATTERN = True  # items released in every way are in this module's world
SIGHTS = ["hidden", "sees", "works"]
# Pages on which a new app or passkey begins, and a copy made for its reader: each answer has something of its own.
SECRETS = {"change_app", "add_passkey", "nomination_letter"}
STRANGERS = [
    "visitor",
    "customs_officer",
    "ministry_officer",
    "mission_focal_point",
    "learner",
    "secretariat",
]
# What an answer may be, and by which of the channels it goes out. A new kind says here what it is: a feed, an export
# or a data interface would be a way to items that this matrix has to know.
# What the document check is asked, beside numbers: by issuer and type, and with the lines of a zone.
_ZONE = "P<UTOSPECIMEN<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<<\nK00000000<6UTO7408122F1204159ZE184226B<<<<<10"
CHECKS = [
    {"typed": "U7340", "issuer": ISSUER, "document": DOCUMENT},
    {"typed": "U7340", "issuer": ISSUER},
    {"typed": _ZONE},
]
CHECK = "/check/?"  # sent by POST
CHANNELS = {
    "text/html": "page, list, count, facet, search, suggestion, error page",
    "application/pdf": "file",
    "text/plain": "file",
    XLSX.media_type: "the rows of a table that is also given as text",
    "text/csv": "a table to be filled in, with the names of one's own units where it is of these",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "a table of comments",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a table of comments",
    "text/calendar": "what one is invited to, as an entry for one's calendar",
    "image/png": "file page, thumbnail",
    "image/jpeg": "file page, thumbnail",
    "image/webp": "thumbnail of a page's first view",
    "application/json": "export of one's own data, or a script's question on one's own form",
    "": "sends on",
}
# By channel, the addresses by which items go out there, or the test that covers what is no address.
COVERED = {
    "page": {"item", "compare", "board", "read_as_one", "review", "write"},
    "list": {"items", "inbox", "home", "followed", "topic", "route", "member"},
    "count and facet": {"items", "home"},
    "search and suggestion": {"items"},
    "file": {"attachment"},
    "thumbnail": {"attachment_preview", "attachment_page"},
    "export": {"own_data_file", "activities_csv"},
    "entry for a calendar": {"calendar_entry", "meeting_entry"},
    "mail": "tests/test_told.py",
    "digest": "tests/test_told.py",
    "document check": {"check"},
    "quick card, and what its code leads to": {"card", "card_draft", "card_standing"},
    "table of comments": {"comments_file"},
    "certificate, and what its code leads to": {"certificate", "certificate_paper", "verify_code"},
    "pictures looked at closely": {"alert_compare", "alert_tile"},
    "exercise": {"drill"},
    "error page, 403 and 404": "tests/test_verbs.py",
}
# Other portals' ways out that this one doesn't have: an address that sounds like one wants a line in COVERED.
NOT_HERE = re.compile(
    r"feed(?!back)|rss|atom|ical|calendar|export|csv|xlsx|api|graphql|sitemap|thumb|suggest|webhook"
)


def _of_what(matrix: Matrix, words: set[str]) -> list[str]:
    """What these words are of: for the sentence of a test that fails."""
    items = [str(item) for item in matrix.items if item.canaries & words]
    return items + [what for what, said in matrix.kept.said.items() if said & words]


def queries() -> list[str]:
    """Lists and searches: each filter with its first values, each order, words that find and words that don't."""
    vocabulary = Vocabulary({"DPA": "Department A"})
    filters = [f"{name}={value}" for name in filter_names() for value in list(vocabulary.names(name))[:5]]
    asked = ["q=Item", "q=zq", "q=DPA-2020", "order=deadline", "order=newest&q=item", "after=x"]
    asked += [
        "kind=alert",
        f"kind=alert&issuer={ISSUER}&document={DOCUMENT}&fraud=FRG-PHO&tool=LUP&point=AIR",
    ]
    of_requests = [
        f"/requests/?side={side}&show={show}" for side in SIDES for show in ("all", "late", "answered")
    ]
    return [f"/items/?{query}" for query in [*filters, *asked]] + ["/inbox/?show=unread", *of_requests]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_meets_a_word_that_is_not_for_them(matrix: Matrix, name: str) -> None:
    guest, allowed = matrix.guest(name), matrix.allowed(name)
    numbers, met = hidden_numbers(), set()
    guest.reads_in("th" if NAMES.index(name) % 2 else "en")  # each role in one, readers and strangers in both
    for path in [*(cell.text for cell in matrix.cells(name)), *queries()]:
        answer = guest.get(path)
        assert answer.status < 500, f"{path} broke for {name}: {answer.trouble!r}"
        assert answer.kind in CHANNELS, f"{path} answers {answer.kind}: by which channel does that go out?"
        found = matrix.canaries & {*CANARY.findall(answer.text), *OF_A_PERSON.findall(answer.text)}
        assert not found - allowed, f"{path} leaked to {name}: {_of_what(matrix, found - allowed)}"
        told = {numbers[number] for number in numbers_in(answer.text) & set(numbers)}
        assert not told, f"{path} shows {name} numbers of rows: {told}"
        met |= found
    guest.reads_in("")
    content = {word for item in matrix.items for word in item.content}
    assert met & content or not allowed & content, f"{name} met nothing: the matrix looked at nothing"


@pytest.mark.parametrize("name", ["visitor", "coast_officer", "ministry_officer", "secretariat"])
def test_the_words_of_a_hidden_item_find_what_no_words_find(
    matrix: Matrix, stillness: None, name: str
) -> None:
    """Searched, misspelt and unknown: neither the list, nor its numbers, nor what one may have meant tells."""
    guest, allowed, unknown = matrix.guest(name), matrix.allowed(name), canary()
    nothing = guest.get(f"/items/?q={unknown}").still(unknown)
    for item in matrix.items:
        for word in (*sorted(set(item.content) - allowed)[:1], *sorted(set(item.part) - allowed)):
            assert guest.get(f"/items/?q={word}").still(word) == nothing, f"{name} finds {item}"
            misspelt = word[:-1] + ("b" if word[-1] != "b" else "c")
            assert word not in guest.get(f"/items/?q={misspelt}").text


@pytest.mark.parametrize("name", ["coast_officer", "customs_officer", "secretariat"])
def test_what_a_kind_adds_is_found_by_those_who_read_it(matrix: Matrix, stillness: None, name: str) -> None:
    """Findings and model of every alert, and of no version that is not out."""
    guest, allowed, unknown = matrix.guest(name), matrix.allowed(name), canary()
    nothing = guest.get(f"/items/?q={unknown}").still(unknown)
    live = {w for item in matrix.items if item.thing.stage == Stage.PUBLISHED for w in item.part}
    assert live & allowed
    for item in matrix.items:
        for word in sorted(item.part):
            same = guest.get(f"/items/?q={word}").still(word) == nothing
            assert same != (word in allowed & live), f"{name} and {item}"


def _ways_to_ask(begins: str) -> list[tuple[str, str]]:
    """(what is typed, what is asked): a number that begins so, and one that was misread."""
    inside, misread, first = f"{begins}1234", f"{begins}1243", f"{begins}{NUMBERS[0]}"
    by_check = [(typed, CHECK + urlencode({"typed": typed})) for typed in (inside, misread)]
    return [(inside, f"/items/?number={inside}"), *by_check, (first, f"/items/?q={first}")]


def _apart(told: list[str], nothing: list[str]) -> list[str]:
    """The lines in which answers differ."""
    pairs = zip(told, nothing, strict=True)
    return [line for a, b in pairs for line in unified_diff(a.splitlines(), b.splitlines(), n=0, lineterm="")]


def _begins(item: Item) -> list[str]:
    return [*item.numbers, *item.coming]


@pytest.mark.parametrize(
    "name", ["visitor", "learner", "coast_officer", "customs_officer", "colleague", "officer", "secretariat"]
)
def test_a_number_is_known_to_those_who_read_its_alert_alone(
    matrix: Matrix, stillness: None, name: str
) -> None:
    """Nobody else learns that there is a series: what they are told of a number is what they are told of any. Nor does
    anybody of the numbers of a version that is not out.
    """
    assert NUMBERS[0] < "1234" < "1243" < NUMBERS[1]
    guest, allowed = matrix.guest(name), matrix.allowed(name)
    nothing = [_asked(guest, page).still(typed) for typed, page in _ways_to_ask(canary().upper())]
    live = {word for item in matrix.items if item.thing.stage == Stage.PUBLISHED for word in item.numbers}
    for item in matrix.items:
        for begins in _begins(item):
            asked = _ways_to_ask(begins)
            told = [_asked(guest, page) for _typed, page in asked]
            found = matrix.canaries & {word for each in told for word in CANARY.findall(each.text)}
            assert found <= allowed | {begins}, f"{name} is told of {item}"
            still = [each.still(typed) for each, (typed, _page) in zip(told, asked, strict=True)]
            if begins not in allowed & live:
                assert still == nothing, f"{name} learns of a number of {item}: {_apart(still, nothing)}"
            elif name != "visitor" and matrix.guest(name).viewer.is_active_member():
                assert still[0] != nothing[0], f"{name} does not find the number of {item}"
                assert still[1] != nothing[1], f"{name} is not told of the number of {item}"
                assert still[3] != nothing[3], f"{name} does not find what is printed of {item}"


def test_a_cards_page_says_whether_it_holds_and_nothing_else(matrix: Matrix, stillness: None) -> None:
    """To whoever has the paper: the same page whatever the mark and whoever asks."""
    tokens = Card.unfiltered.filter(version__publication__stage=Stage.PUBLISHED).values_list(
        "token", flat=True
    )
    assert len(tokens) > 3
    for name in ("visitor", "customs_officer", "coast_officer"):
        pages = {matrix.guest(name).get(f"/card/{each}/").still(each) for each in tokens}
        assert len(pages) == 1


def test_every_marked_model_is_in_the_world(matrix: Matrix) -> None:
    assert uncovered_models() == []


def test_every_text_of_a_marked_model_carries_a_canary(matrix: Matrix) -> None:
    assert texts_without_canary() == []


def test_every_word_kept_about_a_person_has_a_rule(matrix: Matrix) -> None:
    assert words_without_rule() == []


def test_what_is_kept_about_people_is_met_by_whom_it_is_for(matrix: Matrix) -> None:
    """The rules are no walls around nothing: somebody meets every kind of word that anybody may meet."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for what, names in MAY_MEET.items():
        for name in sorted(names)[:1]:
            wanted[name].add(what)
    # Of each address one path first: whoever has met something of everything need not look further.
    about_none = [path for path in matrix.paths if path.item is None]
    pages = dict.fromkeys(path.text for path in (*matrix.others, *about_none))
    for name, unmet in wanted.items():
        for page in pages:
            if not unmet:
                break
            met = set(OF_A_PERSON.findall(matrix.guest(name).get(page).text))
            unmet -= {what for what in unmet if met & matrix.kept.said[what]}
        assert not unmet, f"{name} meets nothing of {unmet}"


def test_every_address_is_opened(matrix: Matrix) -> None:
    """By each viewer; about items of every mark they are hidden from, and by somebody who sees and who works on one."""
    every = {address.route for address in addresses() if address.name not in LEAVES}
    cells = {name: list(matrix.cells(name)) for name in NAMES}
    for name in NAMES:
        assert {cell.address.route for cell in cells[name]} == every, name
    opened = [(matrix.sight(name, cell.item), cell) for name in NAMES for cell in cells[name] if cell.item]
    about_items = {path.address.route for path in matrix.paths if path.item}
    hidden = {(cell.address.route, cell.item.thing.mark) for sight, cell in opened if sight == "hidden"}
    assert hidden == set(product(about_items, Mark))
    assert {(sight, cell.address.route) for sight, cell in opened} == set(product(SIGHTS, about_items))


def test_every_channel_is_covered_or_is_not_there() -> None:
    names = {address.name for address in addresses()}
    for channel, covered in COVERED.items():
        there = Path(covered).exists() if isinstance(covered, str) else covered <= names
        assert there, f"{channel}: what covers it is gone"
    known = {name for covered in COVERED.values() if isinstance(covered, set) for name in covered}
    found = [str(each) for each in addresses() if NOT_HERE.search(str(each)) and each.name not in known]
    assert found == []


def _pages(matrix: Matrix) -> list[str]:
    """Every path that is about no item, and every query; less those with a secret made for each answer. Of trainings,
    which have no part in the life of items, one path of each address.
    """
    about_none = [
        path
        for path in matrix.paths
        if path.item is None
        and path.address.name not in SECRETS
        and (path.training is None or path in matrix.others)
    ]
    return [*(path.text for path in about_none), *queries(), *(CHECK + urlencode(each) for each in CHECKS)]


def _asked(guest: Guest, page: str) -> Answer:
    if not page.startswith(CHECK):
        return guest.get(page)
    return guest.knock("POST", "/check/", parse_qs(page.removeprefix(CHECK)))


def _once(guest: Guest, page: str) -> str:
    """The answer; what it leaves in the session or elsewhere does not stay for the next one."""
    with transaction.atomic():
        answer = _asked(guest, page)
        transaction.set_rollback(True)
    assert answer.status < 500, f"{page} broke: {answer.trouble!r}"
    return answer.still()


def _a_hidden_life(cast: Any) -> None:
    """Items come, are changed, widened, answered, translated, withdrawn and expire, all among those they are for."""
    for mark in (Mark.AMBER, Mark.STRICT, Mark.RED):
        live = make_item(cast, mark, Stage.PUBLISHED, "bulletin").publication
        drafting.submit(by=cast.officer, publication=live)
        approving.approve(by=cast.deputy, publication=live, version=2, languages=frozenset({"en"}))
        make_item(cast, mark, Stage.WITHDRAWN, "resource")
        make_item(cast, mark, Stage.DRAFT, "resource")
        make_alert(cast, mark, Stage.PUBLISHED, issuer=ISSUER if mark == Mark.AMBER else "THA")
        make_inquiry(cast, mark)
    make_item(cast, Mark.GREEN, Stage.REVIEW, "resource")
    tomorrow = clock.today() + timedelta(days=1)
    afterwards.extend(by=cast.officer, publication=live, review_by=None, expires_on=tomorrow)
    _what_the_worker_does()


def _what_the_worker_does() -> None:
    watch_dates()
    climb_ladders()
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        worker.tell(event)
    digests.gather()


def _told(guest: Guest) -> list[int]:
    """How many notices, mails and digests there are for this viewer."""
    person = guest.viewer.pk or 0
    rows = [Notice.objects.filter(person=person), Mail.objects.filter(notice__person=person)]
    return [each.count() for each in [*rows, Digest.objects.filter(person=person)]]


@pytest.mark.parametrize("name", STRANGERS)
def test_the_life_of_hidden_items_changes_nothing_for_a_stranger(
    matrix: Matrix, stillness: None, name: str
) -> None:
    """Byte for byte the same answers before and after, and nothing in the post: no count, order, page number, figure,
    what one may have meant or gap gives it away.
    """
    guest, pages = matrix.guest(name), _pages(matrix)
    _what_the_worker_does()  # what waits about the items that were there before
    told = _told(guest)
    before = {page: _once(guest, page) for page in pages}
    _a_hidden_life(matrix.cast)
    after = {page: _once(guest, page) for page in pages}
    assert [page for page in pages if before[page] != after[page]] == []
    assert _told(guest) == told


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.STRICT])
@pytest.mark.parametrize("name", ["coast_officer", "colleague", "immigration_officer"])
def test_what_happens_behind_an_item_changes_nothing_for_its_readers(
    matrix: Matrix, stillness: None, mark: Mark, name: str
) -> None:
    """Drafts, translations, wider release, other organisations' answers: the readers' page stands still."""
    cast, guest = matrix.cast, matrix.guest(name)
    item = make_item(cast, mark, Stage.PUBLISHED, "bulletin")
    page = f"/items/{item.public_id}/"
    guest.get(page)
    before = guest.get(page).still()
    drafting.discard(by=cast.officer, publication=item.publication)
    afterwards.start_version(by=cast.officer, publication=item.publication)
    drafting.save_text(
        by=cast.officer,
        publication=item.publication,
        language="en",
        revision=1,
        title="Other",
        summary="Other",
        body="Other",
    )
    drafting.save_part(by=cast.officer, publication=item.publication, part={}, changes="Version 2")
    drafting.submit(by=cast.officer, publication=item.publication)
    if mark >= Mark.AMBER:
        wider = key(Audience.ORGANISATION, cast.lone.pk, cast.regional.pk)
        afterwards.widen(by=cast.deputy, publication=item.publication, to=frozenset({wider}))
        afterwards.ask_wider(
            by=cast.lone_officer, publication=item.publication, key=wider + 1, reason="Ours."
        )
    answering.acknowledge(
        by=cast.lone_focal_point, publication=item.publication, version=1, answer="received"
    )
    assert guest.get(page).still() == before


def test_the_matrix_barks(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the rule taken away, a stranger meets what is not for them: the matrix can fail."""
    everything = classmethod(lambda _cls, _viewer, _side, at, _reading=None: Q(**{f"{at}pk__isnull": False}))
    monkeypatch.setattr(Marked, "_rule", everything)
    monkeypatch.setattr(Marked, "is_visible_to", lambda _self, _viewer: True)
    for query in Compiled.every:  # those that were put together with the rule
        monkeypatch.setattr(query, "_made", None)
    amber = next(item for item in matrix.items if item.thing.mark == Mark.AMBER and item.live)
    body = matrix.guest("customs_officer").get(f"/items/{amber.public_id}/").text
    assert amber.content[0] in body
    assert set(numbers_in(f"<b>{amber.publication.pk}</b>")) & set(hidden_numbers())
