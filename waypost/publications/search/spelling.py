"""Words that the reader may have meant: taken from titles and summaries this reader may see, and from nowhere else."""

from dataclasses import replace
from difflib import get_close_matches

from waypost.access.keys import Viewer
from waypost.core.words import words
from waypost.publications.models import Indexed
from waypost.publications.models.finding import BORDER
from waypost.publications.search.asked import Asked, ask
from waypost.publications.search.filters import Filters, narrowed

_LOOKED_AT = 1000  # texts
_SHORTEST = 4  # characters; every short word is like every other
_LIKE = 0.75


def meant(viewer: Viewer, filters: Filters) -> Filters | None:
    """The search with its unknown words replaced by like ones, if that finds something: else without the other filters,
    or nothing. At most four queries, after a search in vain.
    """
    said = _like(viewer, filters.asked)
    if not said:
        return None
    asked = ask(said)
    tries = [replace(filters, asked=asked), *([Filters(asked=asked)] if filters.chosen else [])]
    return next((each for each in tries if narrowed(viewer, each).exists()), None)


def _like(viewer: Viewer, asked: Asked) -> str:
    """What was asked with like words, or nothing where every word is known or like none."""
    rows = Indexed.visible_to(viewer).order_by("-pk").values_list("head", flat=True)
    known = {form for head in rows[:_LOOKED_AT] for form in head.split()} - {BORDER}
    said, at, changed = "", 0, False
    for word in words(asked.text):
        if word.form in known or len(word.form) < _SHORTEST or word.form.isdigit():
            continue
        for like in get_close_matches(word.form, known, 1, _LIKE):
            said += asked.text[at : word.start] + like
            at, changed = word.end, True
    return said + asked.text[at:] if changed else ""
