"""Whatever is done to a document, its paragraphs stay themselves: their ids and their words."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from waypost.core.errors import Refused
from waypost.curriculum import difference
from waypost.curriculum import document as of
from waypost.curriculum.document import Document, Kind, ModuleFacts, Words

PIECES = st.lists(st.sampled_from(["one two", "สาม", "four"]), min_size=1, max_size=3).map("\n\n".join)
PARAGRAPHS = st.builds(Words, st.sampled_from([Kind.TEXT, Kind.OUTCOME]), PIECES, PIECES)
HEADINGS = st.builds(Words, st.just(Kind.PART), st.just("Part"), st.just("ส่วน"))
MODULES = st.builds(
    lambda code: Words(Kind.MODULE, "Module", "วิชา", ModuleFacts(code, 45, "practical")),
    st.sampled_from(["M1", "M2", "M3"]),
)
WORDS = st.one_of(PARAGRAPHS, PARAGRAPHS, HEADINGS, MODULES)
DOCUMENTS = st.builds(lambda first, rest: (first, *rest), HEADINGS, st.lists(WORDS, max_size=8)).map(tuple)
# What is done, to which paragraph (by its place, counted round), and how far.
EDITS = st.lists(
    st.tuples(st.sampled_from(range(7)), st.integers(0, 20), st.integers(-3, 3), PARAGRAPHS), max_size=12
)


def _edits(document: Document, at: int, steps: int, new: Words) -> list[Callable[[], Document]]:
    stable = document[at % len(document)].stable
    return [
        lambda: of.changed(document, Words(Kind.TEXT, new.text_en, new.text_th, None, stable)),
        lambda: of.added(document, [new], stable),
        lambda: of.moved(document, stable, steps),
        lambda: of.split(document, stable),
        lambda: of.merged(document, stable),
        lambda: of.taken_out(document, stable),
        lambda: of.section_moved(document, document[0].stable, steps),
    ]


def _words(document: Document) -> Counter[str]:
    return Counter(word for each in document for word in f"{each.text_en} {each.text_th}".split())


@given(document=DOCUMENTS, edits=EDITS)
def test_ids_survive_any_sequence_of_edits(
    document: Document, edits: list[tuple[int, int, int, Words]]
) -> None:
    for which, at, steps, new in edits:
        touched = document[at % len(document)].stable
        if which == 0 and at % len(document) == 0:
            continue  # a document goes on beginning with a heading
        try:
            after = _edits(document, at, steps, new)[which]()
        except Refused:
            continue
        before, ids = {each.stable: each for each in document}, [each.stable for each in after]
        assert len(set(ids)) == len(ids)
        gone = before.keys() - set(ids)
        assert gone == ({touched} if which in (4, 5) else set())
        if which in (2, 3, 4, 6):  # moved, split and merged: nothing that was said is lost
            assert _words(after) == _words(document)
        stays = [each for each in after if each.stable in before and each.stable != touched]
        changed = [each for each in stays if each != before[each.stable]]
        assert len(changed) <= (1 if which == 4 else 0)  # only the one above takes in what is merged
        if not after:
            return
        document = after
    assert [each for section in of.sections(document) for each in section] == list(document)
    assert len(set(of.numbers(document).values())) == len(document)


@given(document=DOCUMENTS)
def test_what_is_split_and_merged_again_is_one_paragraph_with_its_id(document: Document) -> None:
    for words in document:
        try:
            pieces = of.split(document, words.stable)
        except Refused:
            continue
        at, more = of.place_of(pieces, words.stable), len(pieces) - len(document)
        assert pieces[at].stable == words.stable
        again = pieces
        for each in pieces[at + 1 : at + 1 + more]:
            again = of.merged(again, each.stable)
        assert [each.stable for each in again] == [each.stable for each in document]


@given(document=DOCUMENTS, edits=EDITS)
def test_the_difference_says_what_was_done_and_nothing_else(
    document: Document, edits: list[tuple[int, int, int, Words]]
) -> None:
    after = document
    for which, at, steps, new in edits:
        with suppress(Refused):
            after = _edits(after, at, steps, new)[which]() or after
    found = difference.steps(document, after)
    assert [each.after for each in found if each.after] == list(after)
    assert {each.before.stable for each in found if each.before} == {each.stable for each in document}
    still = [each for each in found if each.before and each.after and not each.moved]
    kept = {each.words.stable for each in still}
    assert [each.words.stable for each in still] == [each.stable for each in document if each.stable in kept]
    for each in found:
        for change, language in ((each.english, "text_en"), (each.thai, "text_th")):
            for side, left_out in ((each.before, "added"), (each.after, "removed")):
                said = "".join(words for how, words in change.pieces if how != left_out)
                assert said == (getattr(side, language) if side else "")
    assert not any(each.touched for each in difference.steps(after, after))
    one = difference.steps(document, of.moved(document, document[-1].stable, -1)) if len(document) > 2 else []
    assert sum(each.moved for each in one) <= 1
