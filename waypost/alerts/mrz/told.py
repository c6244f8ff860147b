"""A reading as the document check shows it: each field, each check digit and what it covers, and what to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from waypost.alerts.issuers import Issuer, issuers
from waypost.alerts.mrz import dates, words
from waypost.alerts.mrz.layouts import Place, Places
from waypost.alerts.mrz.look_alikes import look_alikes
from waypost.alerts.mrz.reading import Check, Fault, Field, Reading
from waypost.alerts.mrz.typed import Done
from waypost.face.dates import calendar, day, month

_NO_DAY = "<<<<<<"


@dataclass(frozen=True)
class ToldField:
    name: str
    label: str
    printed: str  # fillers and all
    meant: str


@dataclass(frozen=True)
class ToldDigit:
    name: str
    label: str
    at: str
    covers: str
    printed: str
    calculated: str
    agrees: bool


@dataclass(frozen=True)
class Remark:
    """``wrong``: against structure, digits or calendar. Otherwise something to know."""

    code: str
    text: str
    wrong: bool = False


@dataclass(frozen=True)
class Told:
    format: str
    fields: tuple[ToldField, ...]
    digits: tuple[ToldDigit, ...]
    remarks: tuple[Remark, ...]
    limits: str  # what none of this shows


def tell(reading: Reading, today: date, done: tuple[Done, ...] = ()) -> Told:
    """In the language that is being read. ``done`` is what was made of the text that came."""
    wrong = [*_faults(reading), *_disagreements(reading), *_look_alikes(reading)]
    known = [*_typed(done), *_oddities(reading), *_issuers(reading), *_others(reading, today)]
    covered = words.NOT_COVERED if not reading.layout.lacks else words.COVERED_TOO
    return Told(
        format=str(words.FORMATS[reading.layout.name]),
        fields=tuple(_field(field, today) for field in reading.fields),
        digits=tuple(_digit(check) for check in reading.checks),
        remarks=(*wrong, *known),
        limits=f"{words.LIMITS} {covered}",
    )


def _field(field: Field, today: date) -> ToldField:
    return ToldField(field.name, str(words.FIELDS[field.name]), field.printed, _meant(field, today))


def _meant(field: Field, today: date) -> str:
    match field.name:
        case "document_code":
            return str(words.CODES.get(field.value) or words.FIRST_LETTERS.get(field.value[:1]) or "")
        case "issuing_state" | "nationality":
            known = issuers().get(field.value)
            return known.name if known else ""
        case "sex":
            return str(words.SEXES.get(field.value, ""))
        case "birth_date":
            return _birth(field.value, field.status, today)
        case "expiry_date":
            return _either(dates.expiries(field.value, today))
    return field.value


def _birth(written: str, status: dates.Status | None, today: date) -> str:
    """Both centuries where somebody alive may have been born in either."""
    if status == "unknown":
        return str(words.UNKNOWN)
    if status == "partial":
        return _partial_birth(written, today)
    return _either(dates.births(written, today))


def _either(those: tuple[date, ...]) -> str:
    days = [day(each) for each in those]
    return str(words.OR) % {"one": days[0], "other": days[1]} if len(days) > 1 else "".join(days)


def _partial_birth(written: str, today: date) -> str:
    """The year, or year and month; of what is odder than that only what is printed."""
    known = written.replace("<", "")
    days = dates.births((known + "0101")[:6], today)
    if not days or not written.startswith(known):
        return written.replace("<", "?")
    if len(known) == 2:
        years = [str(each.year + calendar().era) for each in days]
        return str(words.ONLY_YEAR) % {"year": " / ".join(years)}
    return str(words.DAY_UNKNOWN) % {"month": " / ".join(month(each) for each in days)}


def _digit(check: Check) -> ToldDigit:
    label = str(words.DIGITS[check.name])
    at, covers = _where((check.digit.at,)), _where(check.digit.covers)
    return ToldDigit(check.name, label, at, covers, check.printed, check.calculated, check.agrees)


def _where(places: Places) -> str:
    texts = (words.CHARACTERS if place.last > place.first else words.CHARACTER for place in places)
    return "; ".join(str(text) % _numbers(place) for text, place in zip(texts, places, strict=True))


def _numbers(place: Place) -> dict[str, object]:
    return {"line": place.line, "first": place.first, "last": place.last}


def _wrong(code: str, text: Promise, /, **filled: object) -> Remark:
    return Remark(code, str(text) % filled, wrong=True)


def _known(code: str, text: Promise, /, **filled: object) -> Remark:
    return Remark(code, str(text) % filled)


def _faults(reading: Reading) -> Iterator[Remark]:
    layout = reading.layout
    size = {"count": layout.count, "length": layout.length, "letters": ", ".join(layout.letters)}
    for fault in reading.faults:
        text = words.FAULTS[fault.code]
        if (fault.code, fault.given) == ("expiry_date_invalid", _NO_DAY):
            text = words.NO_EXPIRY
        yield _wrong(fault.code, text, **size, **_of(fault))


def _of(fault: Fault) -> dict[str, object]:
    return {"given": fault.given, **_numbers(fault.place)}


def _disagreements(reading: Reading) -> Iterator[Remark]:
    for check in reading.checks:
        if not check.agrees:
            shown = {"printed": check.printed, "calculated": check.calculated}
            yield _wrong(check.name, words.DISAGREES[check.name], **shown)
    if reading.fails:
        alone = reading.fails == ["composite"]
        yield _wrong("why", words.ONLY_COMPOSITE if alone else words.WHY_DISAGREES)


def _look_alikes(reading: Reading) -> Iterator[Remark]:
    for each in look_alikes(reading):
        text = words.LOOKS_CERTAIN if each.certain else words.LOOKS_POSSIBLE
        shown = {"given": each.given, "other": each.other}
        yield _wrong("look_alike", text, **shown, **_numbers(each.place))


def _typed(done: tuple[Done, ...]) -> Iterator[Remark]:
    for each in done:
        yield _known(each.name.lower(), words.TYPED[each.name])


def _oddities(reading: Reading) -> Iterator[Remark]:
    for oddity in reading.oddities:
        yield _known(oddity.code, words.ODDITIES[oddity.code], **_of(oddity))


def _issuers(reading: Reading) -> Iterator[Remark]:
    fields = reading.by_name
    codes = {name: fields[name].value for name in ("nationality", "issuing_state") if name in fields}
    for code, name in {code: name for name, code in codes.items()}.items():  # what both carry is said once
        yield from _issuer(name, code, issuers().get(code))


def _issuer(name: str, code: str, known: Issuer | None) -> Iterator[Remark]:
    if known is None:
        yield _known(f"{name}_unknown", words.UNKNOWN_CODE[name], code=code or "<<<")
    elif text := words.ODD_ISSUERS.get(known.kind.value):
        yield _known(f"{name}_{known.kind.value}", text, code=code, name=known.name)
    elif name == "issuing_state" and not known.issues_documents:
        yield _known("issuing_state_issues_nothing", words.ISSUES_NOTHING, code=code, name=known.name)


def _others(reading: Reading, today: date) -> Iterator[Remark]:
    fields = reading.by_name
    code = fields["document_code"].value if reading.layout.name == "TD3" and fields else ""
    if code.startswith("P") and code not in words.CODES:
        yield _known("class_unknown", words.NO_CLASS, code=code)
    if (number := fields.get("document_number")) and len(number.places) > 1:
        yield _known("long_number", words.LONG_NUMBER)
    if written := fields.get("expiry_date"):
        yield from _expiry(dates.expiries(written.value, today), today)
    if fields and "expiry_date" in reading.layout.lacks:
        yield _known("without_expiry", words.WITHOUT_EXPIRY)


def _expiry(days: tuple[date, ...], today: date) -> Iterator[Remark]:
    if len(days) > 1:
        yield _known("expiry_far", words.EXPIRY_FAR)
    elif days and days[0] < today:
        yield _known("expired", words.EXPIRED, day=day(days[0]))
