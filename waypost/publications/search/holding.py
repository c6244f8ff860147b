"""The rule of the data bases over words in hand: for ranking, for followers, and as the third opinion in tests. And the
same rule as a condition on a plain column, for rooms with few rows and no index of their own.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import Q

from waypost.core.words import Phrase
from waypost.publications.models.finding import BORDER, CODE
from waypost.publications.search.asked import All, Code, Part

TITLE, SUMMARY = 3, 1  # what a word is worth there


def holds(part: Part, words: str) -> bool:
    """Do these words (as ``Indexed`` keeps them, a space around each) match what was asked?"""
    if isinstance(part, Phrase | Code):
        return written(part) in words
    return (all if isinstance(part, All) else any)(holds(each, words) for each in part.parts)


def written(leaf: Phrase | Code) -> str:
    """How a phrase or code stands in words that hold it."""
    if isinstance(leaf, Code):
        return f" {CODE}{leaf.begins}"
    return f" {' '.join(leaf.forms)}{'' if leaf.open_ended else ' '}"


def condition(part: Part, column: str) -> Q:
    """``holds``, of a column that keeps such words."""
    if isinstance(part, Phrase | Code):
        return Q(**{f"{column}__contains": written(part)})
    return reduce(and_ if isinstance(part, All) else or_, (condition(each, column) for each in part.parts))


def terms(part: Part) -> tuple[Part, ...]:
    """What has to be there, each by itself."""
    return part.parts if isinstance(part, All) else (part,)


def worth(part: Part, head: str) -> int:
    """How much of what was asked stands in the title and in the summary: the higher, the better the match."""
    title, _border, summary = head.partition(f" {BORDER} ")
    title, summary = f"{title} ", f" {summary}"
    return sum(TITLE if holds(t, title) else SUMMARY if holds(t, summary) else 0 for t in terms(part))
