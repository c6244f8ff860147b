"""The tree of RFC 6962 (and 9162) over the audit log: pure, without a data base.

A leaf is SHA-256(0x00 || bytes), a node SHA-256(0x01 || left || right); the left part of any tree is the largest
whole power of two below its size. A ``Frontier`` is all that is needed to go on adding: the roots of the complete
subtrees, at most one for each bit of the size. A ``Tree`` is a frontier with leaves after it, to read proofs from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

WIDTH = 32
EMPTY_ROOT = sha256().digest()


def leaf_hash(content: bytes | memoryview) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The right edge of a growing tree: ``peaks`` are the roots of its complete subtrees from the left."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def from_bytes(cls, size: int, kept: bytes) -> "Frontier":
        """What ``to_bytes`` gave for a tree of this size. Raises ValueError where it can't be that."""
        if size < 0 or len(kept) != size.bit_count() * WIDTH:
            raise ValueError(
                f"A tree of {size} leaves has {size.bit_count()} peaks of {WIDTH} bytes, not {len(kept)} bytes."
            )
        return cls(size, [kept[at : at + WIDTH] for at in range(0, len(kept), WIDTH)])

    def to_bytes(self) -> bytes:
        return b"".join(self.peaks)

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash: every complete pair it closes becomes one peak."""
        rest = self.size
        while rest & 1:
            leaf = sha256(b"\x01" + self.peaks.pop() + leaf).digest()
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.add(leaf)

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        *others, root = self.peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root

    def spans(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Each peak with the leaves it stands for, as (first, after the last)."""
        start = 0
        for peak, bit in zip(self.peaks, _bits(self.size), strict=True):
            yield (start, start + bit), peak
            start += bit


class Tree:
    """Leaf hashes from ``before.size`` on, with all that came before known by its frontier only.

    Every proof about the leaves given here can be read from it; one about an earlier leaf raises LookupError.
    """

    def __init__(self, leaves: Sequence[bytes], *, before: Frontier | None = None) -> None:
        before = before or Frontier()
        self._peaks = dict(before.spans())
        self._before = before.size
        self._leaves = leaves
        self.size = before.size + len(leaves)

    def root(self) -> bytes:
        return self._over(0, self.size) if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """The path that proves the leaf at ``index`` is in this tree (PATH of RFC 6962), leaf's sister first."""
        if not 0 <= index < self.size:
            raise IndexError(f"There is no leaf {index} in a tree of {self.size}.")
        path, low, high = [], 0, self.size
        while high - low > 1:
            middle = low + _left_part(high - low)
            if index < middle:
                path.append(self._over(middle, high))
                high = middle
            else:
                path.append(self._over(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """The path that proves this tree begins with the tree of its first ``old`` leaves (PROOF of RFC 6962)."""
        if not 0 < old <= self.size:
            raise IndexError(f"A tree of {self.size} leaves doesn't begin with one of {old}.")
        path, low, high, whole = [], 0, self.size, True
        while old != high:
            middle = low + _left_part(high - low)
            if old <= middle:
                path.append(self._over(middle, high))
                high = middle
            else:
                path.append(self._over(low, middle))
                low, whole = middle, False
        if not whole:
            path.append(self._over(low, high))
        return path[::-1]

    def _over(self, low: int, high: int) -> bytes:
        """The root over the leaves from ``low`` until before ``high``."""
        if (low, high) in self._peaks:
            return self._peaks[low, high]
        if high <= self._before:
            raise LookupError(f"The leaves before {self._before} are known by their frontier only.")
        if high - low == 1:
            return self._leaves[low - self._before]
        middle = low + _left_part(high - low)
        return node_hash(self._over(low, middle), self._over(middle, high))


def proves_inclusion(*, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does ``path`` lead from the leaf hash at ``index`` to the root of a tree of ``size``? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for sister in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sister, found)
            here, last = _along_the_edge(here, last)
        else:
            found = node_hash(found, sister)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(*, old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Does ``path`` prove that the tree of ``size`` begins with that of ``old`` leaves? (RFC 9162, 2.1.4.2)"""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    here, last = _above_right_children(old - 1, size - 1)
    found_old = found = steps[0]
    for sister in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            found_old, found = node_hash(sister, found_old), node_hash(sister, found)
            here, last = _along_the_edge(here, last)
        else:
            found = node_hash(found, sister)
        here, last = here >> 1, last >> 1
    return last == 0 and found_old == old_root and found == root


def _left_part(size: int) -> int:
    """The largest power of two below ``size`` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def _bits(size: int) -> Iterator[int]:
    """The powers of two that ``size`` is the sum of, largest first."""
    for place in range(size.bit_length() - 1, -1, -1):
        if size >> place & 1:
            yield 1 << place


def _along_the_edge(here: int, last: int) -> tuple[int, int]:
    """Climb the ragged right edge, where a node has no sister, until ``here`` is somebody's right child or the top."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _above_right_children(here: int, last: int) -> tuple[int, int]:
    """Climb while ``here`` closes a complete subtree: those need no proof."""
    while here & 1:
        here, last = here >> 1, last >> 1
    return here, last
