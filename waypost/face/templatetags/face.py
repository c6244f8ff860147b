"""Tags every template has."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BaseFormSet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from waypost.access.marks import Mark
from waypost.core import clock, writing
from waypost.face import dates, deadlines, prose
from waypost.face.markup import escaped, markup

register = template.Library()


# Marks. A mark is not a severity: neither lends the other its colour or shape.


@register.simple_tag
@cache
def mark(value: int) -> SafeString:
    """The badge of a mark (an ``access.marks.Mark``): its label, never translated."""
    own = Mark(value)
    stays = "" if own.terms.leaves_the_portal else " stays"
    return markup('<span class="tlp {}{}" lang="en">{}</span>', own.colour, stays, own.label)


@register.inclusion_tag("face/marked.html")
def marked(value: int, national: str = "") -> dict[str, Any]:
    """The line before and after content: badge, what the reader may do, the national marking if there is one."""
    return {"value": value, "handling": Mark(value).terms.handling, "national": national}


@register.simple_tag
def body_mark(value: int) -> str:
    """The class of a page's body that shows marked content: on paper one sentence only, where nothing may leave the
    portal. The mark itself stands at the head and foot of every sheet (``face/paper.html``).
    """
    return "" if Mark(value).terms.leaves_the_portal else "strict"


@register.simple_tag
def severity(value: str, label: Any) -> SafeString:
    """Urgent ▲, important ●, routine ○: shape and word. ``{% severity item.urgency item.get_urgency_display %}``"""
    return markup('<span class="sev {}">{}</span>', value, label)


# Times. Every one is a ``<time>``, so that a machine can read what a person reads in words.


def _time(at: date | None, words: str, on_paper: str = "") -> SafeString | str:
    """``on_paper`` stands on a printed sheet instead, where the words are true today only."""
    if at is None:
        return ""
    if on_paper in ("", words):
        return markup('<time datetime="{}">{}</time>', _machine(at), words)
    near = '<time datetime="{}" data-on="{}"><span>{}</span></time>'
    return markup(near, _machine(at), on_paper, words)


def _machine(at: date | None) -> str:
    if isinstance(at, datetime):
        return timezone.localtime(at).isoformat(timespec="minutes")
    return at.isoformat() if at else ""


@register.filter
def when(at: datetime | None) -> str:
    """Tue 1 Sep 2020, 09:40 ICT"""
    return _time(at, dates.when(at)) if at else ""


@register.filter
def day(at: date | None) -> str:
    """1 Sep 2020"""
    return _time(at, dates.day(at)) if at else ""


@register.filter
def long_day(at: date | None) -> str:
    """1 September 2020"""
    return _time(at, dates.long_day(at)) if at else ""


@register.filter
def full_day(at: date | None) -> str:
    """1 September 2020, with its era"""
    return _time(at, dates.full_day(at)) if at else ""


@register.filter
def month(at: date | None) -> str:
    """August 2020"""
    return dates.month(at) if at else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Today 09:40, Yesterday 16:30, 28 Aug, 16:30"""
    if not at:
        return ""
    return _time(at, dates.moment(at), dates.on_paper(at) if dates.is_near(at) else "")


@register.filter
def short_day(at: date | None) -> str:
    """Today, Yesterday, 28 Aug"""
    if not at:
        return ""
    return _time(at, dates.short_day(at), dates.day(at) if dates.is_near(at) else "")


@register.filter
def clock_time(at: datetime | None) -> str:
    """09:40 ICT"""
    return _time(at, dates.time(at)) if at else ""


@register.filter
def zulu(at: datetime | None) -> str:
    """Today 09:40 ICT / 02:40Z: for what is compared across time zones."""
    return _time(at, f"{dates.short_day(at)} {dates.time(at)} / {dates.zulu(at)}") if at else ""


@register.simple_tag
def now_said() -> str:
    """Tue 1 Sep 2020, 09:40 ICT: now, on the portal's clock."""
    return dates.when(clock.now())


@register.filter
def plain(at: datetime | None) -> str:
    """As ``when``, without markup: for mail."""
    return dates.when(at) if at else ""


@register.filter
def due(at: datetime | None) -> str:
    """Due in 4 hours, Late by 3 hours: the words, coloured while they press."""
    return markup('<span class="state {}">{}</span>', deadlines.state(at), deadlines.until(at)) if at else ""


@register.filter
def waiting(at: datetime | None) -> str:
    """Waiting 1 day"""
    return markup('<span class="state">{}</span>', deadlines.since(at)) if at else ""


@register.filter
def lasting(span: timedelta | None) -> str:
    """3 hours; a dash for none"""
    return "—" if span is None else deadlines.lasting(span)


@register.filter
def month_name(at: date | None) -> str:
    """September 2020"""
    return dates.month(at) if at else ""


# Members' own words.


@register.filter
def markdown(text: str, headings_from: int = 3) -> SafeString:
    """Markdown as safe HTML. Put it in an element with ``lang`` and ``dir="auto"``."""
    return prose.html(text, headings_from=headings_from)


@register.simple_tag
def user_text(text: str, lang: str = "") -> SafeString:
    """A member's words inside a sentence or heading, in their own language and direction."""
    written = prose.kept_whole(text) if lang == "th" else text
    if not lang:
        return markup('<span dir="auto">{}</span>', written)
    return markup('<span lang="{}" dir="auto">{}</span>', lang, written)


@register.filter
def spoken_in(text: object) -> str:
    """The language to mark a member's words with where nobody asked which it is: Thai by its letters, else English."""
    return writing.spoken_in(str(text)) or get_language() or ""


@register.simple_tag
def user_prose(text: str, lang: str, headings_from: int = 3) -> SafeString:
    """A member's Markdown as a block, in its own language and direction."""
    return markup('<div class="prose" lang="{}" dir="auto">{}</div>', lang, markdown(text, headings_from))


# Figures.


@register.inclusion_tag("face/figure.html")
def fig(value: Any, address: str) -> dict[str, Any]:
    """A computed number that opens its records."""
    return {"value": value, "address": address}


# Forms.


@register.simple_tag
def check_boxes(name: str, choices: Iterable[Any]) -> SafeString:
    """The check boxes of one name, one a line. A choice has ``value``, ``label``, ``chosen``, ``count`` (in words, or
    nothing) and the ``language`` of a label that is never translated. Made here: a list offers hundreds, and a template
    each takes longer than the rest of its page.
    """
    return SafeString("\n".join(_check_box(name, choice) for choice in choices))


def _check_box(name: str, choice: Any) -> str:
    begin, end = _box(name, choice.value, str(choice.label), choice.language)
    chosen = " checked" if choice.chosen else ""
    count = f"<span>{escaped(choice.count)}</span>" if choice.count else ""
    return f"{begin}{chosen}{end}{count}</label>"


@lru_cache(maxsize=4096)
def _box(name: str, value: str, label: str, language: str) -> tuple[str, str]:
    """What of a check box is the same for everybody, before and after whether it is chosen."""
    said = f'<bdi lang="{escaped(language)}">{escaped(label)}</bdi>' if language else escaped(label)
    return f'<label><input type="checkbox" name="{escaped(name)}" value="{escaped(value)}"', f">{said}"


@register.inclusion_tag("face/errors.html")
def errors(*given: BaseForm | BaseFormSet | list[BaseForm] | None) -> dict[str, Any]:  # type: ignore[type-arg]
    """What is wrong with a form, at the top of its page: the focus goes there, each line leads to its field. Of a page
    with several forms, and sets of forms, all at once.
    """
    forms = [form for each in given for form in _forms_of(each) if form.errors]
    # The sentence of a refusal stands beside the field it is about: that is one thing, not two.
    wrong = sum(len(set(form.errors) - {NON_FIELD_ERRORS}) or 1 for form in forms)
    sentences = [
        sentence for each in given if isinstance(each, BaseFormSet) for sentence in each.non_form_errors()
    ]
    prefix = f"{forms[0].prefix}-" if len(given) == 1 and forms and forms[0].prefix else ""
    return {"forms": forms, "sentences": sentences, "wrong": wrong + len(sentences), "prefix": prefix}


def _forms_of(given: BaseForm | BaseFormSet | list[BaseForm] | None) -> list[BaseForm]:  # type: ignore[type-arg]
    if given is None:
        return []
    if isinstance(given, list):
        return given
    return list(given.forms) if isinstance(given, BaseFormSet) else [given]
