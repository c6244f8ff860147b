"""The list of items: everything a reader may see, narrowed by the address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.keys import Viewer
from waypost.core.doors import PORTAL
from waypost.face.dates import when
from waypost.face.templatetags.face import user_text
from waypost.people.models import Person
from waypost.people.signin import visits
from waypost.publications.actions import indexing
from waypost.publications.kinds import Kind, kinds
from waypost.publications.search.asked import LONGEST
from waypost.publications.search.beside import Beside, beside
from waypost.publications.search.facets import facets_of
from waypost.publications.search.filters import VISIT, Filters, began, chosen_in, unread_because
from waypost.publications.search.following import Kept, followed_as, kept_of
from waypost.publications.search.results import (
    BEST,
    BOUND,
    DEADLINE,
    NEWEST,
    Results,
    default_order,
    orders_of,
)
from waypost.publications.search.spelling import meant
from waypost.publications.search.vocabulary import Vocabulary, group_names
from waypost.publications.views.shared import viewer

_PAUSE = visits.PAUSE // timedelta(hours=1)
_KEPT = 6  # what the reader keeps, beside the list; all of it has a page


@dataclass(frozen=True)
class Link:
    label: Any
    address: str
    current: bool = False


@login_not_required  # a visitor finds what was made public
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """The list at this address. Every address is answered: what we don't know in it narrows nothing."""
    results = Results(viewer(request), chosen_in(request.GET), request.GET.get("order", ""))
    hits, vocabulary = results.page(request.GET.get("after", "")), Vocabulary(results.originators())
    facets = facets_of(results, vocabulary)
    kept = kept_of(results.viewer, vocabulary) if results.viewer.pk else []
    elsewhere = [] if request.GET.get("after") else _elsewhere(results)
    order = results.order if results.order != default_order(results.filters) else ""
    context = {
        "results": results,
        "page": hits,
        "heading": _heading(results),
        "title": _title(results),
        "facets": facets,
        "aside": [facet for facet in facets if facet.aside],
        "tags": _tags(results.filters, vocabulary, order),
        "orders": _orders(results),
        "order": order,
        "next": results.filters.address(order=order, after=hits.next_after) if hits.next_after else "",
        "following": _following(results, kept),
        "kept": kept[:_KEPT],
        "remarks": _remarks(results),
        "elsewhere": elsewhere,
        "longest": LONGEST,
        **({} if results.count else _in_vain(results)),
    }
    page = render(request, "publications/list.html", context)
    # After the page is made: whoever acts is judged anew, and the page would have to find everything about them again.
    _count(results, elsewhere, first_page=not request.GET.get("after"))
    return page


def _elsewhere(results: Results) -> list[Beside]:
    """What other rooms find by the words alone: a filter is about items."""
    person, filters = results.viewer, results.filters
    if filters.asked.part is None or filters.chosen or not isinstance(person, Person):
        return []
    return beside(person, filters.asked) if person.is_active_member() else []


def _count(results: Results, elsewhere: list[Beside], *, first_page: bool) -> None:
    """A member's search, once: turning its pages is no new one."""
    person, asked = results.viewer, results.filters.asked.part is not None
    if not (first_page and asked and isinstance(person, Person) and person.is_active_member()):
        return
    if results.count or elsewhere:
        indexing.count_search(by=PORTAL)
    else:
        text = "" if results.filters.chosen else results.filters.asked.text
        indexing.searched_in_vain(by=person, text=text)


def _heading(results: Results) -> SafeString:
    """9 bulletins for “hologram”, with the reader's words in their own direction."""
    words = user_text(results.filters.asked.text, get_language() or "")
    return format_html(_said(results), count=results.shown_count, things=_things(results), words=words)


def _title(results: Results) -> str:
    """The heading without markup."""
    words = results.filters.asked.text
    return _said(results).format(count=results.shown_count, things=_things(results), words=words)


def _said(results: Results) -> str:
    if results.filters.asked.text:
        return _("{count} {things} for “{words}”") if results.count else _("No {things} for “{words}”")
    return _("{count} {things}") if results.count else _("No {things} here")


def _things(results: Results) -> str:
    """What is counted: the one kind that is chosen, or items."""
    kind = _kind(results)
    one = results.count == 1 and not results.is_bounded
    if kind is None:
        return ngettext("item", "items", 1 if one else 2)
    return str(kind.label if one else kind.plural).lower()


def _kind(results: Results) -> Kind | None:
    """The one kind that is chosen."""
    chosen = results.filters.of("kind")
    return next((kind for kind in kinds() if chosen == (kind.key,)), None)


def _tags(filters: Filters, vocabulary: Vocabulary, order: str) -> list[Link]:
    """What is chosen, each a link that removes it."""
    groups = {**group_names(), "q": _("Words")}
    return [
        Link(
            f"{groups[name]}: {value if name == 'q' else vocabulary.said(name, value)}",
            filters.without(name, value).address(order=order),
        )
        for name, value in filters.pairs()
    ]


def _orders(results: Results) -> list[Link]:
    names = {BEST: _("best match"), NEWEST: _("newest"), DEADLINE: _("deadline")}
    filters = results.filters
    default = default_order(filters)
    return [
        Link(names[order], filters.address(order="" if order == default else order), order == results.order)
        for order in orders_of(results.viewer, filters)
    ]


def _following(results: Results, kept: list[Kept]) -> dict[str, Any] | None:
    """Where this list is kept, and whether it is; None where it can't be."""
    if followed_as(results.filters) is None or not results.viewer.is_active_member():
        return None
    held = any(each.filters == results.filters for each in kept)
    return {"address": reverse("follow") + results.filters.address(), "held": held}


def _remarks(results: Results) -> list[str]:
    """What the reader should know about what was made of the words and the filters."""
    asked = results.filters.asked
    said = [_since(results.viewer)] if VISIT in results.filters.of("period") else []
    said += results.said + unread_because(results.filters)
    if asked.cut:
        said.append(_("Only the first %(n)d characters were searched for.") % {"n": LONGEST})
    if asked.text and asked.part is None:
        said.append(_("There is no word and no number in what you typed, so nothing was searched for."))
    if results.order == BEST and results.is_bounded:
        said.append(
            _(
                "The newest %(n)s that match are ranked. Add a word, or choose the order “newest” to see older ones."
            )
            % {"n": f"{BOUND:,}"}
        )
    return said


def _since(person: Viewer) -> str:
    """What "my last visit" means."""
    ended = began(person, VISIT)
    if ended is None:
        return _("The portal knows of no earlier visit of yours, so nothing is left out as seen before.")
    said = ngettext(
        "Your last visit ended on %(when)s. A visit ends when you open nothing for %(n)d hour.",
        "Your last visit ended on %(when)s. A visit ends when you open nothing for %(n)d hours.",
        _PAUSE,
    )
    return said % {"when": when(ended), "n": _PAUSE}


def _in_vain(results: Results) -> dict[str, Any]:
    """What may help where nothing was found."""
    filters = results.filters
    asked = filters.asked.part is not None
    other = meant(results.viewer, filters) if asked else None
    alone = Filters(asked=filters.asked) if filters.chosen and asked else None
    return {
        "none_found": kind.none_found if (kind := _kind(results)) else "",
        "meant": Link(other.asked.text, other.address()) if other else None,
        "without_filters": alone.address() if alone else "",
    }
