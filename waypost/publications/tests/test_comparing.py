"""What changed between two texts: nothing is invented and nothing is left out."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.files.intake import take_in
from waypost.files.models import StoredFile
from waypost.files.tests import corpus
from waypost.publications.actions import afterwards, answering, approving, attaching, drafting
from waypost.publications.comparing import changes, file_changes, paired, same_words
from waypost.publications.models import Attachment, Publication, Text
from waypost.publications.tests.sharing import drafted

LETTERS = "ab กข😀"
PARAGRAPHS = st.lists(st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool), max_size=5)


def text(title: str = "T", summary: str = "S", body: str = "", **more: object) -> Text:
    return Text(title=title, summary=summary, body=body, **more)


def read(before: Text, after: Text, side: str) -> list[str]:
    """The paragraphs of one side, put together again from the changes."""
    kept = {"before": {"same", "removed"}, "after": {"same", "added"}}[side]
    found = []
    for change in changes(before, after):
        words = "".join(piece for how, piece in change.pieces if how in kept)
        if words or any(how in kept for how, _piece in change.pieces):
            found.append(words)
    return found


@given(old=PARAGRAPHS, new=PARAGRAPHS)
def test_both_texts_can_be_read_from_the_comparison(old: list[str], new: list[str]) -> None:
    before, after = text(body="\n\n".join(old)), text(body="\n\n".join(new))
    assert read(before, after, "before") == ["T", "S", *old]
    assert read(before, after, "after") == ["T", "S", *new]


@given(body=PARAGRAPHS)
def test_a_text_is_not_different_from_itself(body: list[str]) -> None:
    same = text(body="\n\n".join(body))
    assert not any(change.touched for change in changes(same, same))
    assert same_words(same, same)


def test_words_are_compared_inside_a_paragraph() -> None:
    (title, _summary, body) = changes(text(body="Four craft a week"), text(body="Five craft a week"))
    assert not title.touched
    assert body.pieces == (("removed", "Four"), ("added", "Five"), ("same", " craft a week"))


def test_thai_is_compared_word_by_word_though_it_has_no_spaces() -> None:
    (_title, _summary, body) = changes(text(body="ให้ดูท้ายเรือ"), text(body="ให้ดูหัวเรือ"))
    assert body.pieces == (("same", "ให้ดู"), ("removed", "ท้าย"), ("added", "หัว"), ("same", "เรือ"))


def test_headings_and_items_of_a_list_are_compared_each_by_itself() -> None:
    before = text(body="## Seen\r\n- four craft\r\n- no lights\n\n## To do\nLook.")
    after = text(body="## Seen\n- five craft\n- no lights\n\n## To do\nLook.")
    touched = [change.pieces for change in changes(before, after) if change.touched]
    assert touched == [(("same", "- "), ("removed", "four"), ("added", "five"), ("same", " craft"))]
    assert read(before, after, "after") == [
        *("T", "S", "Seen", "- five craft", "- no lights", "To do", "Look."),
    ]


def test_an_item_that_was_added_leaves_its_neighbours_alike() -> None:
    before = text(body="- feel the edge\n- look at the lines")
    after = text(body="1. feel the edge of the photo\n2. look at the lines\n3. tilt it twice")
    kinds = [
        tuple(how for how, _words in change.pieces) for change in changes(before, after) if change.touched
    ]
    assert kinds[-1] == ("added",)
    assert all("same" in kind for kind in kinds[:-1])
    assert len(kinds) == 3


def test_without_a_text_before_everything_is_new() -> None:
    assert {how for change in changes(None, text()) for how, _words in change.pieces} == {"added"}


def test_only_languages_of_both_versions_are_paired_the_authoritative_first() -> None:
    texts = [
        text(version_id=1, language="en", authoritative=True),
        text(version_id=1, language="ar"),
        text(version_id=1, language="th"),
        text(version_id=2, language="en", authoritative=True),
        text(version_id=2, language="th"),
        text(version_id=2, language="fr"),
    ]
    assert list(paired(texts, 1, 2)) == ["en", "th"]
    assert paired(texts, 1, 3) == {}


def _shuffled(words: str, seed: int) -> str:
    return "".join(Random(seed).sample(words, len(words)))


def _of_rewritten_paragraphs(length: int, seed: int) -> str:
    paragraphs = [_shuffled("etaoin shrdlu" * 70, at) for at in range(length // 910)]
    return "\n\n".join(_shuffled(each, seed) for each in paragraphs)


HOSTILE: dict[str, Callable[[int, int], str]] = {
    "one paragraph of the same letters": lambda n, seed: _shuffled("etaoin shrdlu" * (n // 13), seed),
    "every paragraph rewritten": _of_rewritten_paragraphs,
    "one word again and again": lambda n, seed: "a " * (n // 2) + str(seed),
    "two words in any order": lambda n, seed: " ".join(Random(seed).choices("ab", k=n // 2)),
    "one paragraph again and again": lambda n, seed: f"{seed}\n\n" + "a\n\n" * (n // 3) + str(seed),
    "two paragraphs in any order": lambda n, seed: "\n\n".join(Random(seed).choices("ab", k=n // 3)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_pair_of_texts_keeps_the_portal_busy(kind: str) -> None:
    """Four times the text takes some four times as long, and both texts can still be read from it."""

    def seconds(length: int) -> float:
        before, after = text(body=HOSTILE[kind](length, 1)), text(body=HOSTILE[kind](length, 2))
        begun = time.process_time()
        assert changes(before, after)
        return time.process_time() - begun

    short, long = (min(seconds(length) for _try in range(2)) for length in (10_000, 40_000))
    assert long < 10 * short + 0.5


FILES = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from("ab"), st.sampled_from("xy")), unique=True, max_size=4
)


def attachments(files: list[tuple[int, str, str]], start: int) -> list[Attachment]:
    """(file, name, content) of each. A file's name and content never change, but for the test that is no matter."""
    rows = []
    for at, (pk, name, content) in enumerate(files):
        row = Attachment(pk=start + at, file_id=pk)
        row._state.fields_cache["file"] = StoredFile(pk=pk, name=name, sha256=content)
        rows.append(row)
    return rows


@given(old=FILES, new=FILES)
def test_every_file_of_both_versions_is_in_the_comparison_once(old: list[Any], new: list[Any]) -> None:
    before, after = attachments(old, 100), attachments(new, 200)
    found = file_changes(before, after)
    assert [each.after for each in found if each.after] == after
    assert sorted(each.before.pk for each in found if each.before) == [row.pk for row in before]
    assert all((each.before is None) == (each.how == "added") for each in found)
    assert all((each.after is None) == (each.how == "removed") for each in found)


@given(files=FILES)
def test_files_are_not_different_from_themselves(files: list[Any]) -> None:
    assert {each.how for each in file_changes(attachments(files, 100), attachments(files, 200))} <= {"same"}


HOWS = {
    "Added": "new.pdf",
    "Taken off": "gone.txt",
    "Replaced": "map.pdf",
    "Renamed": "later.txt",
    "Unchanged": "same.txt",
}


def two_versions(cast: Cast) -> Publication:
    """A published item whose second version has every change of a file there is. The coast's officer read the first."""
    item = drafted(cast, Mark.GREEN)
    for name, content in (("gone.txt", b"Gone"), ("first.txt", b"Kept"), ("same.txt", b"Same")):
        _attach(cast, item, name, content)
    for name, content in (("map.pdf", corpus.pdf()), ("told.txt", b"Told")):
        _attach(cast, item, name, content)
    drafting.submit(by=cast.officer, publication=item)
    approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))
    item = Publication.unfiltered.get(pk=item.pk)
    answering.opened(by=cast.coast_officer, publication=item)
    afterwards.start_version(by=cast.officer, publication=item)
    for row in Attachment.unfiltered.filter(version=item.in_work()).select_related("file"):
        if row.file.name in ("gone.txt", "map.pdf", "first.txt"):
            attaching.detach(by=cast.officer, publication=item, attachment=row.public_id)
    for name, content in (
        ("map.pdf", corpus.pdf(pages=2)),
        ("later.txt", b"Kept"),
        ("new.pdf", corpus.pdf("New")),
    ):
        _attach(cast, item, name, content)
    told = Attachment.unfiltered.get(version=item.in_work(), file__name="told.txt")
    attaching.describe(by=cast.officer, publication=item, descriptions={told.public_id: "Told anew"})
    drafting.save_part(by=cast.officer, publication=item, part={}, changes="Other files.")
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(by=cast.deputy, publication=item, version=2, languages=frozenset({"en"}))


def _attach(cast: Cast, item: Publication, name: str, content: bytes) -> None:
    row = attaching.attach(by=cast.officer, publication=item, clean=take_in(content, name))
    attaching.describe(by=cast.officer, publication=item, descriptions={row.public_id: f"About {name}"})


@pytest.mark.django_db
def test_a_reader_sees_what_became_of_the_files(cast: Cast, enter: Callable[..., Any]) -> None:
    item = two_versions(cast)
    page = enter(cast.coast_officer).get(f"/items/{item.public_id}/since/1/")
    hows = {each.how: each for each in page.context["files"]}
    assert set(hows) == {"added", "removed", "replaced", "renamed", "described", "same"}
    body = page.content.decode()
    for word, name in HOWS.items():
        assert word in body
        assert name in body
    assert "first.txt" in body
    assert "<del>About told.txt</del>" in body
    for row in Attachment.unfiltered.all():  # the files of both versions open
        if f"/files/{row.public_id}/" in body:
            assert (
                enter(cast.coast_officer).get(f"/items/{item.public_id}/files/{row.public_id}/").status_code
                == 200
            )


@pytest.mark.django_db
def test_who_may_not_see_the_item_hears_of_no_file(cast: Cast, enter: Callable[..., Any]) -> None:
    item = two_versions(cast)
    assert enter(cast.ministry_officer).get(f"/items/{item.public_id}/since/1/").status_code == 404
    afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
    answer = enter(cast.coast_officer).get(f"/items/{item.public_id}/since/1/")
    assert answer.status_code == 404
    assert b"map.pdf" not in answer.content
