"""What of an alert or a genuine reference is found by its words, beside its texts: what its readers read on its page.

Each in both languages, whoever asks: a word of the vocabulary stands in the alert in neither, and an officer types the
one at hand. Left out are what readers are asked to do, which is the same of most alerts, and the scales of source and
information: nobody looks for an alert by them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.alerts.models import Rewording, Term, Vocabulary, numbers_said
from waypost.alerts.part import Finding, findings_of
from waypost.alerts.vocabulary import Terms, terms
from waypost.publications.models.finding import Adds, Said

_ERA = 543  # years that the Thai calendar is ahead
_COLUMNS = (
    (_("Issuer"), Vocabulary.ISSUER, "issuer"),
    (_("Document"), Vocabulary.DOCUMENT, "document"),
    (_("Seen at"), Vocabulary.POINT, "point"),
    (_("Seen at"), Vocabulary.ISSUER, "seen_in"),
)


def lines(parts: Mapping[int, dict[str, Any]]) -> dict[int, list[Said]]:
    """By version. One query."""
    words = terms()
    return {version: list(_said(part, words)) for version, part in parts.items()}


def waiting() -> list[str]:
    """The words that were worded anew and not yet written everywhere, by vocabulary and code."""
    rows = Rewording.objects.order_by("pk").values_list("term__vocabulary", "term__code")
    return [f"{vocabulary} {code}" for vocabulary, code in rows]


ADDS = Adds(lines, numbers_said, waiting)


def codes_in(part: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(vocabulary, code) of every word whose label is searched."""
    columns = {(vocabulary.value, str(part.get(name, ""))) for _label, vocabulary, name in _COLUMNS}
    frauds = {(Vocabulary.FRAUD.value, code) for code in _frauds(part)}
    signs = {pair for each in findings_of(dict(part)) for pair in _codes_of(each)}
    return {pair for pair in columns | frauds | signs if pair[1]}


def _said(part: dict[str, Any], words: Terms) -> Iterator[Said]:
    for label, vocabulary, name in _COLUMNS:
        yield from _both(label, words.get((vocabulary.value, part.get(name, ""))))
    if part.get("issuer_printed"):
        yield Said(_("Issuer"), "", part["issuer_printed"])
    yield from _model(part)
    for code in _frauds(part):
        yield from _both(_("Kind of fraud"), words.get((Vocabulary.FRAUD.value, code)))
    for each in findings_of(part):
        yield from _finding(each, words)


def _both(label: Any, term: Term | None) -> Iterator[Said]:
    if term is not None:
        code = f" ({term.code})" if term.vocabulary == Vocabulary.ISSUER else ""
        yield Said(label, "en", term.label_en + code)
        yield Said(label, "th", term.label_th + code)


def _model(part: dict[str, Any]) -> Iterator[Said]:
    model, years = str(part.get("model", "")), [part.get("issued_from"), part.get("issued_to")]
    for language, era in (("en", 0), ("th", _ERA)):
        span = "–".join(str(int(each) + era) for each in years if each)
        if text := " · ".join(each for each in (model, span) if each):
            yield Said(_("Model"), language, text)


def _finding(finding: Finding, words: Terms) -> Iterator[Said]:
    """Where it is, on what, how it was done and what shows it; then what a genuine and what a false one shows."""
    label = _("Finding %(n)s") % {"n": finding.n}
    found = [words[pair] for pair in _codes_of(finding) if pair in words]
    for language in ("en", "th"):
        told = [getattr(term, f"label_{language}") for term in found]
        told += [getattr(side, language) for side in (finding.expected, finding.observed)]
        if text := ". ".join(filter(None, told)):
            yield Said(label, language, text)


def _codes_of(finding: Finding) -> list[tuple[str, str]]:
    return [
        (Vocabulary.LOCATION.value, finding.where),
        (Vocabulary.FEATURE.value, finding.feature),
        (Vocabulary.TECHNIQUE.value, finding.technique),
        (Vocabulary.TOOL.value, finding.tool),
    ]


def _frauds(part: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(filter(None, [part.get("fraud", ""), *part.get("frauds", [])])))
