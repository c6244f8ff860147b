"""What a mail says. How much, is decided by the strictest mark in it:

    TLP:CLEAR, TLP:GREEN        title, summary, number, deadline, a link to the notice, entries for the calendar
    TLP:AMBER                   the event, number, deadline, a link to the notice
    TLP:AMBER+STRICT, TLP:RED   that there is something new; no link, no number, no title, nobody's name

A post's own mailbox is read by whoever opens it, so it never gets title or summary. Text and HTML are made from the
same paragraphs; nothing is fetched from anywhere when the mail is opened.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from enum import IntEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.face import dates
from waypost.notices.lists import Entry
from waypost.notices.models import Mail, Pace
from waypost.people.models import Person, Post

MOST_ENTRIES = 40  # in one digest, which stays under 30 KB
_LONGEST_SUBJECT = 150
_UNSUBSCRIBE = "notices.unsubscribe"


class Detail(IntEnum):
    """How much a mail may say."""

    NOTHING = 0
    NUMBER = 1
    FULL = 2


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: lines, and the address of a page beneath them."""

    lines: tuple[str, ...]
    link: str = ""


def detail_of(mark: Mark | None, *, to_mailbox: bool = False) -> Detail:
    """How much a mail may say when ``mark`` is the strictest in it; None: nothing in it is a shared item."""
    if mark is not None and mark >= Mark.STRICT:
        return Detail.NOTHING
    if mark == Mark.AMBER or to_mailbox:
        return Detail.NUMBER
    return Detail.FULL


def compose(
    mail: Mail, entries: Sequence[Entry], *, address: str, phrase: str = "", unsubscribe: str = ""
) -> EmailMultiAlternatives:
    """The mail about these entries, in the active language and time zone. The Message-ID is the same each time.

    ``phrase`` is the reader's own; ``unsubscribe`` the address that ends this sort of mail with one request.
    """
    mark = max((entry.lines.mark for entry in entries if entry.lines.mark is not None), default=None)
    detail = detail_of(mark, to_mailbox=mail.post_id is not None)
    paragraphs = [*_body(entries, mark, detail), *_close(phrase, unsubscribe if detail else "")]
    subject = _subject(entries, mark, detail)
    message = _message(mail, subject, paragraphs, address=address, unsubscribe=unsubscribe)
    if detail == Detail.FULL:
        for number, each in enumerate(each for entry in entries for each in entry.lines.calendar):
            message.attach(f"waypost-{number + 1}.ics", each.text, f"text/calendar; method={each.method}")
    return message


def farewell(mail: Mail, post: Post) -> EmailMultiAlternatives:
    """To the mailbox a post has left: that its mails go elsewhere. Not where to, and nothing they ever told of."""
    said = gettext(
        "The mails of Waypost to the post “%(post)s” (%(code)s) go to another address from now on."
    )
    said = said % {"post": post.title, "code": post.organisation.code}
    return _farewell(mail, said)


def farewell_to_person(mail: Mail, person: Person) -> EmailMultiAlternatives:
    """To the address a person has left: not where to, nor who changed it. Their phrase shows that the mail is ours."""
    said = gettext(
        "Your account of Waypost has another mail address from now on: nobody signs in with this one."
    )
    return _farewell(mail, said, *_close(person.mail_phrase, ""))


def _farewell(mail: Mail, said: str, *more: Paragraph) -> EmailMultiAlternatives:
    paragraphs = [
        Paragraph((one_line(said),)),
        Paragraph(
            (
                gettext("Nothing is to be done if your office wanted this."),
                gettext(
                    "If it did not, call your focal point or the secretariat at the number you know. Do not reply."
                ),
            )
        ),
        *more,
    ]
    subject = gettext("Mails of Waypost no longer come to this address")
    return _message(mail, f"[Waypost] {subject}", paragraphs, address=mail.farewell_to)


def doorbell(count: int = 1) -> str:
    """A text without any content, for chat apps."""
    return ngettext(
        "%(count)d new item for your organisation in Waypost. Open the portal from your bookmark.",
        "%(count)d new items for your organisation in Waypost. Open the portal from your bookmark.",
        count,
    ) % {"count": count}


def unsubscribe_token(person: Person, pace: str = Pace.COMMUNITY) -> str:
    """What lets a mail program end a person's mails of this pace without signing in, and nothing else."""
    return signing.Signer(salt=_UNSUBSCRIBE).sign(f"{person.public_id}:{pace}")


def unsubscribed(token: str) -> tuple[str, str]:
    """The public id of the person a token was made for, and the pace of the mails; empty for any other text."""
    try:
        ident, _colon, pace = signing.Signer(salt=_UNSUBSCRIBE).unsign(token).partition(":")
    except signing.BadSignature:
        return "", ""
    return ident, pace


def unsubscribe_address(person: Person, pace: str) -> str:
    """The address of RFC 8058 for what may be switched off by it: digests, and mails at once about what is followed."""
    return settings.PORTAL_ADDRESS + reverse("unsubscribe", args=[unsubscribe_token(person, pace)])


def one_line(text: str) -> str:
    """Text as one line that can't end a header, reverse its neighbours or hide: for subjects and mails."""
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc" and c not in _DIRECTIONS)
    return "".join(kept)


# Embedding, override and isolate marks: they could make a number or a link read as another.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def _message(
    mail: Mail, subject: str, paragraphs: list[Paragraph], *, address: str, unsubscribe: str = ""
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject,
        body="\n\n".join(_as_text(paragraph) for paragraph in paragraphs) + "\n",
        from_email=settings.MAIL_FROM,
        to=[address],
        headers=_headers(mail, unsubscribe),
    )
    html = {"paragraphs": paragraphs, "language": get_language()}
    message.attach_alternative(render_to_string("notices/mail.html", html), "text/html")
    return message


def _subject(entries: Sequence[Entry], mark: Mark | None, detail: Detail) -> str:
    count, label = len(entries), mark.label if mark is not None else ""
    if detail == Detail.NOTHING:
        said = _new_items(count)
    elif count > 1:
        said = ngettext("%(count)d new item", "%(count)d new items", count) % {"count": count}
        said = f"{label} {said}"
    elif detail == Detail.FULL:
        said = f"{label} {entries[0].what}: {entries[0].lines.title}"
    elif mark is None:
        said = str(entries[0].what)
    else:
        said = f"{label} {entries[0].what}: {entries[0].lines.reference}"
        said += "".join(f" ({line})" for line in _deadline(entries[0]))
    return one_line(f"[Waypost] {said}")[:_LONGEST_SUBJECT]


def _body(entries: Sequence[Entry], mark: Mark | None, detail: Detail) -> list[Paragraph]:
    if detail == Detail.NOTHING:
        return [Paragraph((_rings(len(entries)), gettext("Open the portal from your bookmark.")))]
    shown = [_entry(entry, detail) for entry in entries[:MOST_ENTRIES]]
    more = len(entries) - len(shown)
    if more:
        said = ngettext("And %(count)d more in your inbox.", "And %(count)d more in your inbox.", more)
        shown.append(Paragraph((said % {"count": more},)))
    if mark is None:
        return shown
    return [Paragraph((mark.label,)), *shown, Paragraph((f"{mark.label}: {mark.terms.handling}",))]


def _new_items(count: int) -> str:
    return ngettext("You have %(count)d new item", "You have %(count)d new items", count) % {"count": count}


def _rings(count: int) -> str:
    """As a sentence: Thai has no full stop."""
    return ngettext("You have %(count)d new item.", "You have %(count)d new items.", count) % {"count": count}


def _entry(entry: Entry, detail: Detail) -> Paragraph:
    lines = entry.lines
    said = [f"{entry.what}: {lines.reference}" if lines.reference else str(entry.what)]
    if detail == Detail.FULL:
        said = [f"{entry.what}: {one_line(lines.title)}", one_line(lines.summary), lines.reference]
    said.extend(_deadline(entry))
    link = settings.PORTAL_ADDRESS + reverse("notice", args=[entry.notice.public_id])
    return Paragraph(tuple(line for line in said if line), link)


def _deadline(entry: Entry) -> list[str]:
    """By when an answer is asked: one line, or none."""
    due = entry.lines.due_at
    if due is None or entry.lines.withdrawn:
        return []
    return [gettext("Answer by %(when)s") % {"when": dates.when(due)}]


def _close(phrase: str, unsubscribe: str) -> list[Paragraph]:
    """How to know that the mail is ours, and how to have fewer of them."""
    said = []
    if phrase:
        ours = gettext("Your own phrase: %(phrase)s. A mail without it is not from Waypost.")
        said.append(Paragraph((ours % {"phrase": one_line(phrase)},)))
    if unsubscribe:
        said.append(Paragraph((gettext("End these mails:"),), unsubscribe))
    return said


def _headers(mail: Mail, unsubscribe: str) -> dict[str, str]:
    host = urlsplit(settings.PORTAL_ADDRESS).hostname
    headers = {
        "Message-ID": f"<{mail.token}@{host}>",
        "Date": format_datetime(clock.now()),
        "Auto-Submitted": "auto-generated",
        "Content-Language": get_language() or "en",
    }
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _as_text(paragraph: Paragraph) -> str:
    return "\n".join((*paragraph.lines, *([paragraph.link] if paragraph.link else [])))
