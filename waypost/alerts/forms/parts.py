"""Which document an alert or a reference is about, which fraud, where it was seen, what readers shall do."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from waypost.alerts.forms.words import ManyWords, Words
from waypost.alerts.models import (
    Band,
    Credibility,
    Quality,
    Reliability,
    Vocabulary,
)
from waypost.core import clock
from waypost.core.writing import TextField
from waypost.face.dates import month
from waypost.face.forms import DateField, want

OLDEST = 1950  # year of a model
MONTHS = 24


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=OLDEST,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a year, for example 2016.")},
    )


class SpecimenPart(forms.Form):
    """Which document a reference shows."""

    issuer = Words(Vocabulary.ISSUER, label=_("Issuer"), required=False)
    document = Words(Vocabulary.DOCUMENT, label=_("Document"), required=False)
    model = TextField(
        label=_("Model or series"), max_length=60, required=False, help_text=_("As examiners call it.")
    )
    issued_from = _year(_("Issued from (year)"))
    issued_to = _year(_("Issued until (year)"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("issued_from"), cleaned.get("issued_to")
        if first and last and last < first:
            self.add_error(
                "issued_to", _("This is before the first year. Give a later one or leave it empty.")
            )
        return cleaned


class AlertPart(SpecimenPart):
    """Which document, which fraud, where it was seen, how sure that is, and what readers shall do."""

    template_name = "alerts/part.html"

    issuer_printed = TextField(
        label=_("Or, for a pseudo document, the issuer as printed"), max_length=80, required=False
    )
    fraud = Words(Vocabulary.FRAUD, label=_("Kind of fraud"), required=False)
    frauds = ManyWords(Vocabulary.FRAUD, label=_("Other kinds of fraud in the same document"), required=False)
    quality = forms.ChoiceField(label=_("Quality"), choices=[("", "—"), *Quality.choices], required=False)
    point = Words(
        Vocabulary.POINT,
        label=_("Seen at"),
        required=False,
        help_text=_("The kind of point, never the desk."),
    )
    seen_in = Words(Vocabulary.ISSUER, label=pgettext_lazy("place of finding", "Seen in"), required=False)
    seen_month = forms.ChoiceField(label=_("In which month?"), required=False)
    band = forms.ChoiceField(label=_("How many"), choices=[("", "—"), *Band.choices], required=False)
    reliability = forms.ChoiceField(
        label=_("Source"), choices=[("", "—"), *Reliability.choices], required=False
    )
    credibility = forms.ChoiceField(
        label=_("Information"), choices=[("", "—"), *Credibility.choices], required=False
    )
    requests = ManyWords(Vocabulary.REQUEST, label=_("What readers are asked to do"), required=False)
    valid_from = DateField(label=_("Valid from"), required=False)
    without_issuer = TextField(
        label=_("Why the issuing state's organisations shall not read this"),
        max_length=300,
        required=False,
        help_text=_("Leave empty: they read it, as they should. Only the approver reads this reason."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, *self.fields)  # a draft may be kept without any; what is missing is said before it is sent
        kept = (kwargs.get("initial") or {}).get("seen_month", "")
        self.fields["seen_month"].choices = _months(kept)  # type: ignore[attr-defined]


def _months(kept: str) -> list[tuple[str, str]]:
    """The last two years, the newest first; the one that is kept, too."""
    at, rows = clock.today().replace(day=1), [("", "—")]
    for _each in range(MONTHS):
        rows.append((at.isoformat(), month(at)))
        at = date(at.year - (at.month == 1), (at.month - 2) % 12 + 1, 1)
    if kept and kept not in dict(rows):
        rows.append((kept, month(date.fromisoformat(kept))))
    return rows
