"""The personal-data gate of a question or an answer: what was found where, and why it may stay.

A reason is bound to the exact sentence: another word in it, and it is asked for again. Where a contact point is asked
for, numbers and addresses of offices are the answer, and pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core.errors import Refused
from waypost.core.writing import written
from waypost.gate.excerpts import Excerpt, excerpt
from waypost.gate.findings import CONTACT
from waypost.gate.lists import known
from waypost.gate.scan import findings
from waypost.gate.words import KINDS, REASONS
from waypost.publications.models.gating import bare
from waypost.requests.models import Request
from waypost.requests.outlines import Kind

LONGEST_REASON = 200


@dataclass(frozen=True)
class Found:
    """One finding in its place (the name of a field). ``because`` is empty while nobody has decided."""

    place: str
    kind: Any
    code: str
    why: Any
    excerpt: Excerpt
    digest: str
    because: str = ""


def found_in(request: Request, said: Mapping[str, str], reasons: Mapping[str, str]) -> list[Found]:
    """What was found in the words ``said``, by field, in their order. One query."""
    shown, passes = known(), CONTACT if request.kind == Kind.CONTACT else frozenset()
    found: dict[str, Found] = {}
    for place, text in said.items():
        for one in findings(text, shown):
            if one.kind in passes:
                continue
            piece = excerpt(text, one)
            digest = _digest(request.public_id, place, one.kind, piece.sentence, one.text)
            because = written(str(reasons.get(digest, "")))
            row = Found(place, KINDS[one.kind], one.kind.value, REASONS[one.why], piece, digest, because)
            found.setdefault(digest, row)
    return list(found.values())


def check(request: Request, said: Mapping[str, str], reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons for everything found, by digest. Raises Refused while something is undecided, or where a reason
    itself holds what it is to explain.
    """
    found = found_in(request, said, reasons)
    left = [each for each in found if not each.because]
    if left:
        raise Refused(
            ngettext(
                "Something in it may be personal data. Remove it, or say below why it may stay.",
                "%(n)s things in it may be personal data. Remove each, or say below why it may stay.",
                len(left),
            )
            % {"n": len(left)}
        )
    for each in found:
        if len(each.because) > LONGEST_REASON:
            raise Refused(_("A reason is longer than 200 characters. Say it in one short sentence."))
        if findings(each.because) or bare(each.excerpt.found) in bare(each.because):
            raise Refused(_("A reason holds personal data itself. Say it without numbers or addresses."))
    return {each.digest: each.because for each in found}


def _digest(*bound: str) -> str:
    return sha256("\0".join(bound).encode()).hexdigest()[:32]
