"""The rule of the data bases over words in hand: for ranking, for followers, and as the third opinion in tests."""

from waypost.core.words import Phrase
from waypost.publications.models.finding import BORDER, CODE
from waypost.publications.search.asked import All, Code, Part

TITLE, SUMMARY = 3, 1  # what a word is worth there


def holds(part: Part, words: str) -> bool:
    """Do these words (as ``Indexed`` keeps them, a space around each) match what was asked?"""
    if isinstance(part, Phrase):
        return f" {' '.join(part.forms)}{'' if part.open_ended else ' '}" in words
    if isinstance(part, Code):
        return f" {CODE}{part.begins}" in words
    return (all if isinstance(part, All) else any)(holds(each, words) for each in part.parts)


def terms(part: Part) -> tuple[Part, ...]:
    """What has to be there, each by itself."""
    return part.parts if isinstance(part, All) else (part,)


def worth(part: Part, head: str) -> int:
    """How much of what was asked stands in the title and in the summary: the higher, the better the match."""
    title, _border, summary = head.partition(f" {BORDER} ")
    title, summary = f"{title} ", f" {summary}"
    return sum(TITLE if holds(t, title) else SUMMARY if holds(t, summary) else 0 for t in terms(part))
