"""An item as it stands in a list: of items, of what waits, of what was asked.

Made here and not by a template: a list has twenty of them, and Django's templates took a quarter of its time for that;
on the first page of somebody on whom much waits, a half.
"""

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.face.dates import is_today
from waypost.face.markup import markup
from waypost.face.templatetags.face import (
    due,
    mark,
    moment,
    severity,
    short_day,
    spoken_in,
    user_text,
    waiting,
)
from waypost.publications.lists import Answers, Row
from waypost.publications.needs import Need
from waypost.publications.search.reasons import Piece, Reason

register = template.Library()

_ROW = """<li class="{}"><div class="when"><b>{}</b><span class="ref">{}</span></div>
<div class="entry cols"><div>{}<h3><a href="{}">{}</a></h3>
<p class="kicker">{}{}</p></div>
<div>{} {}</div>
<div>{} <span class="org">{}</span></div></div></li>"""


@register.simple_tag(takes_context=True)
def item_row(context: template.Context, row: Row, reason: Reason | None = None) -> SafeString:
    """A line of a log: when, what, how it is marked, what it asks of the reader, and why it was found."""
    item, unread = row.publication, row.unread and not row.withdrawn
    return markup(
        _ROW,
        "unread" if unread else "read",
        _published(item.published_at),
        item.reference,
        markup('<span class="new">{}</span>', _("New")) if unread else "",
        reverse("item", args=[item.public_id]),
        item_title(row),
        _summary(row),
        _why(reason) if reason else "",
        mark(item.mark),
        severity(item.urgency, item.get_urgency_display()),
        _standing(row, context),
        item.originator.name,
    )


_NEED = """<li><div class="when"><b>{}</b>{}</div>
<div class="entry">{}<h3><a href="{}">{}</a></h3>{}
<p class="meta">{} {} <span>{}</span> <span class="ref">{}</span></p></div>
<div class="act">{}</div></li>"""


@register.simple_tag
def need_row(need: Need, *, of_reviews: bool = False) -> SafeString:
    """What waits for the reader: since when or until when, about which item, and the way there. ``of_reviews`` alone,
    what is to be done need not be said of each.
    """
    item = need.row.publication
    return markup(
        _NEED,
        due(need.due_at) if need.due_at else waiting(need.since),
        moment(need.due_at or need.since),
        "" if of_reviews else markup('<p class="what">{}</p>', need.what),
        need.address,
        item_title(need.row),
        markup('\n<p dir="auto">{}</p>', need.told) if need.told and not of_reviews else "",
        mark(item.mark),
        severity(item.urgency, item.get_urgency_display()),
        item.originator.name,
        item.reference,
        _way(need.address, need.button, item.reference, main=need.main and not of_reviews),
    )


_ASKED = """<li><div class="when"><b>{}</b><span class="ref">{}</span></div>
<div class="entry"><h3><a href="{}">{}</a></h3>
<p class="meta">{} {} <span>{}</span></p></div>
<div class="act">{}</div></li>"""


@register.simple_tag
def asked_row(row: Row) -> SafeString:
    """An item of one's own, and how many of those who were asked have answered."""
    item, board = row.publication, reverse("board", args=[row.publication.public_id])
    return markup(
        _ASKED,
        short_day(item.published_at),
        item.reference,
        board,
        item_title(row),
        mark(item.mark),
        severity(item.urgency, item.get_urgency_display()),
        _acknowledged(row.answers) if row.answers else "",
        _way(board, _("Who has answered"), item.reference),
    )


def _way(address: str, said: object, reference: str, *, main: bool = False) -> SafeString:
    """The button that leads there; to whoever can't see the row, it says the number of the item too."""
    button = '<a class="button{}" href="{}">{}<span class="hide"> {}</span></a>'
    return markup(button, " main" if main else "", address, said, reference)


def _acknowledged(answers: Answers) -> str:
    said = _("%(answered)s of %(all)s have acknowledged")
    return said % {"answered": answers.answered, "all": answers.all}


def _published(at: datetime | None) -> str:
    """The hour, while it is today's."""
    return moment(at) if at and is_today(at) else short_day(at)


@register.simple_tag
def item_title(row: Row) -> SafeString | str:
    """What an item is called; without a title yet, or after withdrawal, by its number."""
    text = row.text
    return user_text(text.title, text.language) if text and text.title else row.publication.reference


def _summary(row: Row) -> SafeString | str:
    if row.text:
        return user_text(row.text.summary, row.text.language)
    said = row.publication.withdrawn_because if row.withdrawn else ""
    return markup('<span lang="{}" dir="auto">{}</span>', spoken_in(said), said) if row.withdrawn else ""


def _why(reason: Reason) -> SafeString:
    return markup(
        '<br>{}{} “<span lang="{}" dir="auto">{}</span>”',
        reason.field,
        pgettext("before a quotation", ":"),
        reason.language,
        SafeString("".join(map(_piece, reason.pieces))),
    )


def _piece(piece: Piece) -> SafeString:
    return markup("<mark>{}</mark>" if piece.hit else "{}", piece.text)


def _standing(row: Row, context: template.Context) -> SafeString | str:
    """How the item stands, and what it asks: a deadline presses those alone who can answer."""
    asked = row.addressee
    if row.withdrawn:
        return markup('<span class="state">{}</span>', _("Withdrawn"))
    if row.expired:
        return markup('<span class="state">{}</span>', _("Expired"))
    if asked and asked.answered:
        return markup('<span class="state done">{}</span>', _("Acknowledged"))
    if asked and (asked.person_id or context.get("answers_for_own")):
        return due(asked.due_at)
    if asked:
        return _quietly(SafeString(_("Answer due: %(at)s") % {"at": short_day(asked.due_at)}))
    if row.answers:
        board = reverse("board", args=[row.publication.public_id])
        return markup('<a href="{}">{}</a>', board, _acknowledged(row.answers))
    if row.publication.asks_answer:
        return _quietly(_("A reply is asked of others"))
    return _quietly(_("No reply asked"))


def _quietly(said: str) -> SafeString:
    return markup('<span class="kicker">{}</span>', said)
