"""All detectors over one text. Pure: no data base, no clock, nothing remembered."""

from collections.abc import Iterator

from waypost.gate import accounts, documents, identities, mail, mrz, phones
from waypost.gate.findings import NOTHING, Finding, Kind, Known, Why
from waypost.gate.seen import Seen

Found = tuple[Kind, int, int, Why]


def findings(text: str, known: Known = NOTHING) -> list[Finding]:
    """What in ``text`` may point to a person, in its order. Where two kinds claim the same characters the one that
    stands first in ``Kind`` is kept.
    """
    seen = Seen.of(text)
    kept: list[Found] = []
    claimed = bytearray(len(text))
    for found in _joined(sorted(_all(seen, known), key=lambda each: (_RANK[each[0]], each[1]))):
        _kind, start, end, _why = found
        if not any(claimed[start:end]):
            claimed[start:end] = b"\1" * (end - start)
            kept.append(found)
    kept.sort(key=lambda each: each[1])
    return [Finding(kind, start, end, text[start:end], why) for kind, start, end, why in kept]


_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def _all(seen: Seen, known: Known) -> Iterator[Found]:
    for start, end, agrees in mrz.zones(seen):
        yield Kind.MRZ, start, end, Why.CHECK_DIGITS if agrees else Why.FILLERS
    for start, end in documents.numbers(seen):
        yield Kind.DOCUMENT, start, end, Why.AFTER_A_WORD
    for start, end, why in identities.identities(seen):
        yield Kind.IDENTITY, start, end, why
    for start, end in accounts.accounts(seen):
        yield Kind.IBAN, start, end, Why.ACCOUNT
    for start, end, international in phones.numbers(seen, known):
        yield Kind.PHONE, start, end, Why.INTERNATIONAL if international else Why.NATIONAL
    for start, end in mail.addresses(seen, known):
        yield Kind.MAIL, start, end, Why.ADDRESS


def _joined(found: list[Found]) -> Iterator[Found]:
    """Lines of one zone that follow one another are one finding; so are two claims of one kind that overlap."""
    last: Found | None = None
    for each in found:
        if last is not None and each[0] == last[0] and each[1] <= last[2] + (3 if each[0] == Kind.MRZ else 0):
            surer = Why.CHECK_DIGITS if Why.CHECK_DIGITS in (last[3], each[3]) else last[3]
            last = (last[0], last[1], max(last[2], each[2]), surer)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
