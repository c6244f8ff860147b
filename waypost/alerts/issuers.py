"""Issuers and nationalities as machine readable zones name them, in English and Thai (data/issuer_codes.json)."""

import json
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_FILE = Path(__file__).parent / "data" / "issuer_codes.json"


class Kind(Enum):
    STATE = "state"  # and territories whose documents carry a code of their own
    ORGANISATION = "organisation"
    PERSONS = "persons"  # a nationality only: stateless, refugee, unspecified
    FORMER = "former"
    SPECIMEN = "specimen"  # Utopia: never on a document in use
    SIGNING = "signing"  # signs lists of certificates, issues nothing
    PSEUDO = "pseudo"  # declared itself an issuer; no state stands behind it


_KINDS = {"B": Kind.ORGANISATION, "C": Kind.ORGANISATION, "D": Kind.ORGANISATION, "E": Kind.PERSONS}
_KINDS |= {"F": Kind.FORMER, "G": Kind.SPECIMEN, "H": Kind.SIGNING}


@dataclass(frozen=True)
class Issuer:
    code: str
    en: str
    th: str
    kind: Kind

    @property
    def name(self) -> str:
        return self.th if get_language() == "th" else self.en

    @property
    def issues_documents(self) -> bool:
        return self.kind in (Kind.STATE, Kind.ORGANISATION)


_WORLD_PASSPORT = Issuer(
    code="WSA",  # on documents that are met, in no standard
    en="World Service Authority (“World Passport”), recognised by no standard",
    th="World Service Authority (“World Passport”) ไม่มีมาตรฐานใดรับรอง",
    kind=Kind.PSEUDO,
)


@cache
def issuers() -> dict[str, Issuer]:
    """By code, as it is in a machine readable zone without its fillers: Germany is D."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))["issuers"]
    known = [Issuer(row["code"], row["en"], row["th"], _kind(row["source"])) for row in rows]
    return {issuer.code: issuer for issuer in (*known, _WORLD_PASSPORT)}


def _kind(source: str) -> Kind:
    return _KINDS.get(source.removeprefix("9303-3 Part "), Kind.STATE)
