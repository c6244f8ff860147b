"""The roster of a practical session, and the sheet on which those who come sign: what stands on them, as plain values.

``print/sheet.typ`` draws them. Whoever calls this has decided that the reader may read the names.
"""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.face.dates import full_day, on_paper, time
from waypost.files.serving import Paper
from waypost.people.models import Person
from waypost.training.lists.attendance import Line, Roster

KINDS = ("roster", "sign-in")
BLANK = 6  # rows on a sign-in sheet for those who come without a seat
_SOURCE = Path(__file__).parent / "print" / "sheet.typ"
_COLOURS = {Mark.CLEAR: "#FFFFFF", Mark.GREEN: "#33FF00", Mark.AMBER: "#FFC000"}  # FIRST, TLP 2.0, on black


def paper(person: Person, roster: Roster, kind: str, language: str) -> Paper:
    """``kind`` is one of ``KINDS``; ``language`` is "en" or "th"."""
    session = roster.found.session
    with translation.override(language):
        signs = kind == "sign-in"
        data = {
            "language": language,
            "kind": kind,
            "title": _("Sign-in sheet") if signs else _("Roster"),
            "mark": _mark(Mark(session.programme.mark)),
            "about": _about(roster),
            "trainers": [
                {"role": str(each.get_role_display()), "name": each.name, "other": each.other_name}
                for each in roster.found.trainers
            ],
            "days": [
                {"day": full_day(each.starts_at), "time": f"{time(each.starts_at)} – {time(each.ends_at)}"}
                for each in roster.found.days
            ],
            "rows": [_row(nth, line) for nth, line in enumerate(roster.lines, 1)],
            "blank": BLANK if signs else 0,
            "words": _words(person),
        }
    return Paper(f"{session.programme.code}-{kind}-{language}.pdf", _SOURCE.read_bytes(), data, {})


def _mark(mark: Mark) -> dict[str, str]:
    return {"label": mark.label, "colour": _COLOURS[mark]}


def _about(roster: Roster) -> list[str]:
    session = roster.found.session
    programme = session.programme
    vessel = f"{session.get_vessel_kind_display()} {session.vessel_name}" if session.vessel_name else ""
    where = [session.place, session.province, vessel]
    return [
        session.title,
        f"{programme.code} · {programme.title} · {session.intake.cohort.name}",
        " · ".join(each for each in where if each),
    ]


def _row(nth: int, line: Line) -> dict[str, Any]:
    each = line.nominee
    return {
        "n": nth,
        "name": each.name,
        "other": each.other_name,
        "unit": each.seats.name,
        "province": each.province,
        "status": str(each.get_status_display()),
    }


def _words(person: Person) -> dict[str, str]:
    return {
        "n": _("No."),
        "name": _("Rank and name"),
        "unit": _("Unit"),
        "province": _("Province"),
        "status": _("Where it stands"),
        "signed": pgettext("on a sheet", "Signature"),
        "lead": _("Signature of the lead trainer"),
        "footer": _("Personal data. Printed from Waypost by %(name)s, %(when)s.")
        % {"name": person.name, "when": on_paper(clock.now())},
    }
