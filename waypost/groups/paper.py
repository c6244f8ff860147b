"""The minutes on paper: what stands on them, as plain values. ``print/minutes.typ`` draws them.

Their words are in the language of record; headings, dates and labels are in the language that was asked for.
"""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.core.writing import spoken_in
from waypost.face.dates import full_day, time, zone_name
from waypost.files.serving import Paper
from waypost.groups.lists.meetings import Guest, Owned, Page, Remarked

_SOURCE = Path(__file__).parent / "print" / "minutes.typ"
_GREEN = "#33FF00"  # FIRST, TLP 2.0, on black


def paper(page: Page, language: str) -> Paper:
    """``language`` is "en" or "th"."""
    meeting = page.meeting
    with translation.override(language), timezone.override(ZoneInfo(meeting.zone)):
        data = {
            "language": language,
            "title": pgettext("of a meeting", "Minutes"),
            "mark": {"label": meeting.mark.label, "colour": _GREEN},
            "about": _said(meeting.title),
            "of": page.row.of,
            "facts": _facts(page),
            "there": [_guest(each) for each in page.guests if each.presence],
            "absent": [_guest(each) for each in page.guests if not each.presence and each.seat],
            "paragraphs": [_paragraph(each) for each in page.paragraphs if not each.paragraph.is_out],
            "actions": [_action(each) for each in page.actions],
            "words": _words(page),
        }
    name = f"minutes-{meeting.there:%Y-%m-%d}-{language}.pdf"
    return Paper(name, _SOURCE.read_bytes(), data, {})


def _said(text: str) -> dict[str, str]:
    """Words with their language, for fonts and hyphenation."""
    return {"text": text, "language": spoken_in(text) or "en"}


def _facts(page: Page) -> list[dict[str, str]]:
    meeting = page.meeting
    zone = zone_name(ZoneInfo(meeting.zone), meeting.starts_at)
    hours = f"{time(meeting.starts_at, zone=False)} – {time(meeting.ends_at, zone=False)} ({zone})"
    came = page.came
    counted = [
        _in_person(page) % {"n": came["here"]},
        ngettext("%(n)d remotely", "%(n)d remotely", came["remote"]) % {"n": came["remote"]}
        if came["remote"]
        else "",
    ]
    rows = [
        (_("When"), f"{full_day(meeting.starts_at)}, {hours}"),
        (pgettext("where it is held", "Place"), meeting.place or meeting.link),
        (_("Who was there"), ", ".join(filter(None, counted))),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _in_person(page: Page) -> str:
    if page.meeting.group_id is None:
        return ngettext("%(n)d organisation in person", "%(n)d organisations in person", page.came["here"])
    return ngettext("%(n)d department in person", "%(n)d departments in person", page.came["here"])


def _guest(each: Guest) -> dict[str, str]:
    role = str(each.seat.get_role_display()) if each.seat else ""
    how = str(each.presence.get_how_display()) if each.presence else ""
    people = each.presence.people if each.presence and not each.seat else 0
    counted = ngettext("%(n)d person", "%(n)d persons", people) % {"n": people} if people else ""
    return {
        "name": each.name,
        "organisation": each.organisation.name if each.seat else "",
        "role": role,
        "how": ", ".join(filter(None, (how, counted))),
    }


def _paragraph(each: Remarked) -> dict[str, Any]:
    paragraph = each.paragraph
    return {"kind": paragraph.kind, "outcome": each.outcome, **_said(paragraph.text)}


def _action(each: Owned) -> dict[str, Any]:
    return {
        "n": each.action.number,
        "owner": each.owner,
        "due": full_day(each.action.due_on),
        **_said(each.action.words),
    }


def _words(page: Page) -> dict[str, str]:
    meeting = page.meeting
    sealed = (
        _("Adopted and sealed on %(day)s. SHA-256 %(digest)s")
        % {"day": full_day(meeting.adopted_at), "digest": " ".join(meeting.digest_groups)}
        if meeting.adopted_at
        else _("Draft. These minutes are not adopted.")
    )
    return {
        "there": _("Who was there"),
        "absent": _("Not there"),
        "actions": _("Action items"),
        "n": _("No."),
        "what": _("What is to be done"),
        "owner": _("Who does it"),
        "due": _("Due on"),
        "decision": _("Decision"),
        "sealed": sealed,
    }
