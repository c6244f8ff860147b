"""The certificate on paper: one page in one language. Plain values in JSON: ``print/certificate.typ`` draws them."""

from functools import cache
from math import cos, pi, sin
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.access.marks import Mark
from waypost.core.writing import spoken_in
from waypost.face.codes import square
from waypost.face.dates import full_day
from waypost.files.serving import Paper
from waypost.training.lists.certificates import Held
from waypost.training.models import Certificate, Teaching

MOST_TRAINERS = 7  # by name; then how many more
_HERE = Path(__file__).parent
_COLOURS = {Mark.CLEAR: "#FFFFFF", Mark.AMBER: "#FFC000"}  # FIRST, TLP 2.0, on black


def paper(found: Held, language: str) -> Paper:
    """A certificate as it is to be set. Under TLP:AMBER nobody can look it up, and no code stands on it."""
    certificate, mark = found.certificate, found.paper_mark
    check = _check(certificate) if found.can_be_looked_up else None
    with translation.override(language):
        data = {
            "language": language,
            "title": _("Certificate %(serial)s") % {"serial": certificate.serial},
            "mark": {"label": mark.label, "colour": _COLOURS[mark]},
            "issuer": certificate.issuer,
            "name": certificate.name,
            "other": _other(certificate),
            "training": certificate.title,
            "facts": _facts(certificate),
            "hours": _hours(certificate.minutes_online + certificate.minutes_practical),
            "trainers": [_trainer(each) for each in found.teachers[:MOST_TRAINERS]],
            "more": _more(len(found.teachers) - MOST_TRAINERS),
            "serial": certificate.serial,
            "check": check,
            "words": _words(),
        }
    drawn = {"rosette.svg": rosette(), **({"qr.svg": square(check["address"])} if check else {})}
    name = f"{certificate.serial}-{language}.pdf"
    return Paper(name, (_HERE / "print" / "certificate.typ").read_bytes(), data, drawn)


def _other(certificate: Certificate) -> dict[str, str] | None:
    """The name in the other script, where the fonts have it: Latin or Thai."""
    other = certificate.other_name
    if not other:
        return None
    language = spoken_in(other)
    return {"text": other, "language": language} if language in ("en", "th") else None


def _facts(certificate: Certificate) -> list[dict[str, str]]:
    made_up = [
        _("%(hours)s e-modules") % {"hours": _short(certificate.minutes_online)}
        if certificate.minutes_online
        else "",
        _("%(hours)s practical") % {"hours": _short(certificate.minutes_practical)}
        if certificate.minutes_practical
        else "",
    ]
    curriculum = f"{certificate.curriculum_code} {certificate.curriculum_number}".strip()
    held = f"{full_day(certificate.since)} – {full_day(certificate.until)}"
    rows = [
        (_("Cohort"), certificate.cohort, held),
        (_("Made up of"), ", ".join(filter(None, made_up)), ""),
        (_("Curriculum version"), curriculum or "–", certificate.curriculum_digest[:8]),
        (_("Issued"), full_day(certificate.at.date()), _valid(certificate)),
    ]
    return [{"label": label, "value": value, "note": note} for label, value, note in rows]


def _valid(certificate: Certificate) -> str:
    if certificate.valid_until is None:
        return ""
    return _("Valid until %(day)s") % {"day": full_day(certificate.valid_until)}


def _short(minutes: int) -> str:
    """Hours and minutes in few signs: 6 h, or 2 h 10 min."""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(n)d h") % {"n": hours} if hours else "", _("%(n)d min") % {"n": rest} if rest else ""]
    return " ".join(filter(None, parts))


def _hours(minutes: int) -> dict[str, str]:
    """The number in the rosette: whole hours, or half ones rounded down."""
    halves = minutes // 30
    number = f"{halves // 2}" if halves % 2 == 0 else f"{halves / 2:.1f}"
    return {"number": number, "unit": ngettext("hour", "hours", max(1, -(-minutes // 60)))}


def _trainer(each: Teaching) -> dict[str, str]:
    return {"role": str(each.get_role_display()), "name": each.name}


def _more(n: int) -> str:
    return ngettext("and %(n)d more", "and %(n)d more", n) % {"n": n} if n > 0 else ""


def _check(certificate: Certificate) -> dict[str, str]:
    address = settings.PORTAL_ADDRESS.rstrip("/")
    return {
        "address": address + reverse("verify_code", args=[certificate.code]),
        "shown": address.partition("://")[2] + reverse("verify"),
        "code": certificate.groups,
    }


def _words() -> dict[str, str]:
    return {
        "heading": _("Certificate of completion"),
        "certify": _("This is to certify that"),
        "completed": pgettext("certificate", "has completed the training"),
        "met": pgettext("certificate", "and met what it asks."),
        "serial": _("Serial"),
        "scan": _("Scan to verify, or type the code at"),
        "footer": _(
            "The page it leads to shows initials, title and whether the certificate holds, and nothing else."
        ),
        "closed": _("Whether it holds is said by the organisation that issued it."),
    }


@cache
def rosette() -> bytes:
    """Loops around an empty middle, as on banknotes: one closed line drawn three times, each a little smaller."""
    paths = "".join(f'<path d="{_loops(scale)}"/>' for scale in (1.0, 0.9, 0.8))
    style = 'fill="none" stroke="#9db9cb" stroke-width="0.35"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200" {_SIZE} {style}>{paths}</svg>'.encode()


_SIZE = 'width="200" height="200"'


def _loops(scale: float, petals: int = 36, steps: int = 1440) -> str:
    points = []
    for step in range(steps):
        angle = 2 * pi * step / steps
        reach = 66 + 31 * scale * sin(petals * angle)
        turn = angle + 0.09 * scale * cos(petals * angle)
        points.append(f"{reach * cos(turn):.2f} {reach * sin(turn):.2f}")
    return "M" + "L".join(points) + "z"
