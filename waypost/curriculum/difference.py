"""What became of the paragraphs of one version in another: added, taken out, moved, changed, the words marked."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.core.differing import Change, word_changes
from waypost.curriculum.document import Document, Words, numbers


@dataclass(frozen=True)
class Step:
    """One paragraph in two versions: ``before`` is None where it was added, ``after`` where it was taken out."""

    before: Words | None
    after: Words | None
    number_before: str
    number: str
    moved: bool
    english: Change
    thai: Change

    @property
    def words(self) -> Words:
        said = self.after or self.before
        assert said is not None  # noqa: S101  it stands in one of the two
        return said

    @property
    def reworded(self) -> bool:
        """Do both versions have it, and differ in what it says, or in what it is?"""
        both = self.before is not None and self.after is not None
        return both and (self.english.touched or self.thai.touched or self._is_another_kind)

    @property
    def touched(self) -> bool:
        return self.before is None or self.after is None or self.moved or self.reworded

    @property
    def said(self) -> list[str]:
        """What became of it, in words."""
        if self.before is None:
            return [_("Added")]
        if self.after is None:
            return [_("Taken out")]
        became = [(self.moved, _("Moved")), (self.reworded, _("Changed"))]
        return [word for holds, word in became if holds] or [_("The same")]

    @property
    def _is_another_kind(self) -> bool:
        a, b = self.before, self.after
        return a is not None and b is not None and (a.kind, a.module) != (b.kind, b.module)


def steps(before: Document, after: Document) -> list[Step]:
    """In the order of ``after``; what was taken out stands below what it stood below."""
    old, new = {each.stable: each for each in before}, {each.stable: each for each in after}
    number_before, number, moved = numbers(before), numbers(after), _moved(before, after)
    ids = list(_in_order(before, after))
    pairs = [(old.get(each), new.get(each)) for each in ids]
    english = word_changes((a.text_en if a else "", b.text_en if b else "") for a, b in pairs)
    thai = word_changes((a.text_th if a else "", b.text_th if b else "") for a, b in pairs)
    return [
        Step(a, b, number_before.get(each, ""), number.get(each, ""), each in moved, *changes)
        for each, (a, b), changes in zip(ids, pairs, zip(english, thai, strict=True), strict=True)
    ]


def _in_order(before: Document, after: Document) -> Iterator[str]:
    stays, gone, above = {each.stable for each in after}, dict[str, list[str]](), ""
    for each in before:
        if each.stable in stays:
            above = each.stable
        else:
            gone.setdefault(above, []).append(each.stable)
    yield from gone.get("", ())
    for each in after:
        yield each.stable
        yield from gone.get(each.stable, ())


def _moved(before: Document, after: Document) -> set[str]:
    """Those in both that don't stand in the same order among each other: as few as say it all."""
    stays = {each.stable for each in after}
    place = {words.stable: at for at, words in enumerate(each for each in before if each.stable in stays)}
    ids = [each.stable for each in after if each.stable in place]
    return set(ids) - _longest_rising(ids, place)


def _longest_rising(ids: list[str], place: dict[str, int]) -> set[str]:
    """The longest run, with gaps, in which the places rise (patience sorting)."""
    ends: list[int] = []  # the least last place of a run of each length
    last: list[str] = []
    above: dict[str, str] = {}
    for each in ids:
        at = bisect_left(ends, place[each])
        ends[at : at + 1] = [place[each]]
        last[at : at + 1] = [each]
        above[each] = last[at - 1] if at else ""
    run, each = set[str](), last[-1] if last else ""
    while each:
        run.add(each)
        each = above[each]
    return run
