"""The tree against the recursive definition of RFC 6962, written a second time and naively."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.core.merkle import EMPTY_ROOT, Frontier, Tree, leaf_hash, proves_consistency, proves_inclusion

LEAVES = [leaf_hash(b"%d" % number) for number in range(200)]


def split(size: int) -> int:
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*naive_subproof(old, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_subproof(old - k, leaves[k:], False), naive_root(leaves[:k])]


@st.composite
def size_and_index(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, len(LEAVES)))
    return size, draw(st.integers(0, size - 1))


def test_the_examples_of_certificate_transparency() -> None:
    """The test data of Google's CT implementation: eight leaves, known roots."""
    contents = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    frontier = Frontier()
    for content in contents:
        frontier.add(leaf_hash(bytes.fromhex(content)))
        if frontier.size in roots:
            assert frontier.root().hex() == roots[frontier.size]
    assert frontier.size == 8


def test_no_leaf_and_no_node_have_the_same_hash() -> None:
    left, right = LEAVES[:2]
    assert naive_root([left, right]) != leaf_hash(left + right)


def test_the_empty_tree() -> None:
    assert Frontier().root() == Tree([]).root() == EMPTY_ROOT == naive_root([])


@given(st.integers(0, len(LEAVES)))
def test_frontier_and_tree_have_the_naive_root(size: int) -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    assert frontier.root() == Tree(LEAVES[:size]).root() == naive_root(LEAVES[:size])
    assert len(frontier.peaks) == size.bit_count()


@given(st.integers(0, len(LEAVES)), st.integers(0, len(LEAVES)))
def test_a_frontier_kept_as_bytes_goes_on_where_it_was(size: int, more: int) -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    again = Frontier.from_bytes(size, frontier.to_bytes())
    again.extend(LEAVES[size:more])
    assert again.root() == naive_root(LEAVES[: max(size, more)])


@given(st.integers(-2, 300), st.binary(max_size=96))
def test_a_frontier_of_the_wrong_length_is_refused(size: int, kept: bytes) -> None:
    if size >= 0 and len(kept) == size.bit_count() * 32:
        return
    with pytest.raises(ValueError, match="peaks"):
        Frontier.from_bytes(size, kept)


@given(size_and_index(), st.integers(0, len(LEAVES)))
def test_inclusion_is_the_naive_path_and_proves(pair: tuple[int, int], known: int) -> None:
    """From the whole tree, and from a frontier of anything that ends before the leaf."""
    size, index = pair
    before = Frontier()
    before.extend(LEAVES[: min(known, index)])
    path = Tree(LEAVES[before.size : size], before=before).inclusion(index)
    assert path == naive_path(index, LEAVES[:size])
    root = naive_root(LEAVES[:size])
    assert proves_inclusion(leaf=LEAVES[index], index=index, size=size, path=path, root=root)


@given(size_and_index(), st.data())
def test_a_wrong_inclusion_proves_nothing(pair: tuple[int, int], data: st.DataObject) -> None:
    size, index = pair
    right = {
        "leaf": LEAVES[index],
        "index": index,
        "size": size,
        "path": naive_path(index, LEAVES[:size]),
        "root": naive_root(LEAVES[:size]),
    }
    path, other = list(right["path"]), leaf_hash(b"other")
    wrong = [
        {**right, "leaf": other},
        {**right, "root": other},
        {**right, "index": size},
        {**right, "index": -1},
        {**right, "size": size * 4},  # a longer way up than the path is
        {**right, "path": [*path, other]},
    ]
    if path:
        wrong.append({**right, "path": path[:-1]})
        spot = data.draw(st.integers(0, len(path) - 1))
        wrong.append({**right, "path": [*path[:spot], other, *path[spot + 1 :]]})
    if size > 1:
        elsewhere = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))
        wrong.append({**right, "index": elsewhere})
    assert proves_inclusion(**right)
    assert not any(proves_inclusion(**case) for case in wrong)


@given(size_and_index())
def test_consistency_is_the_naive_proof_and_proves(pair: tuple[int, int]) -> None:
    size, before = pair
    old = before + 1
    path = Tree(LEAVES[:size]).consistency(old)
    assert path == naive_subproof(old, LEAVES[:size], True)
    roots = {"old_root": naive_root(LEAVES[:old]), "root": naive_root(LEAVES[:size])}
    assert proves_consistency(old=old, size=size, path=path, **roots)


@given(size_and_index(), st.data())
def test_a_wrong_consistency_proves_nothing(pair: tuple[int, int], data: st.DataObject) -> None:
    size, before = pair
    old, other = before + 1, leaf_hash(b"other")
    path = naive_subproof(old, LEAVES[:size], True)
    changed = [*LEAVES[: old - 1], other]
    right = {
        "old": old,
        "old_root": naive_root(LEAVES[:old]),
        "size": size,
        "root": naive_root(LEAVES[:size]),
        "path": path,
    }
    wrong = [
        {**right, "old_root": naive_root(changed)},
        {**right, "root": other},
        {**right, "path": [*path, other]},
        {**right, "old": 0},
        {**right, "old": size + 1},
    ]
    if path:
        wrong.append({**right, "path": path[:-1]})
        spot = data.draw(st.integers(0, len(path) - 1))
        wrong.append({**right, "path": [*path[:spot], other, *path[spot + 1 :]]})
    assert proves_consistency(**right)
    assert not any(proves_consistency(**case) for case in wrong)


def test_a_tree_knows_nothing_of_what_its_frontier_swallowed() -> None:
    before = Frontier()
    before.extend(LEAVES[:6])
    tree = Tree(LEAVES[6:9], before=before)
    with pytest.raises(LookupError):
        tree.inclusion(2)
    with pytest.raises(IndexError):
        tree.inclusion(9)
    with pytest.raises(IndexError):
        tree.consistency(0)
