"""By what a fraud is recognised, and which numbers it carries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.alerts.forms.words import Words
from waypost.alerts.models import (
    Line,
    Series,
    Vocabulary,
)
from waypost.alerts.numbers import Range, range_of
from waypost.alerts.part import MOST_FINDINGS
from waypost.core.errors import Refused
from waypost.core.writing import TextField
from waypost.face.forms import DateField, refuse, want


def _spoken(language: str) -> forms.TextInput:
    """A box for words of a language, so that a voice reads them in it."""
    return forms.TextInput(attrs={"lang": language, "dir": "auto"})


class FindingForm(forms.Form):
    """One sign: where to look, with what, what is genuine there and what is fraudulent."""

    where = Words(Vocabulary.LOCATION, label=_("Where on the document"), required=False)
    feature = Words(Vocabulary.FEATURE, label=_("Which feature"), required=False)
    technique = Words(Vocabulary.TECHNIQUE, label=_("How the fraud was made"), required=False)
    tool = Words(Vocabulary.TOOL, label=_("Checked with"), required=False)
    line = forms.TypedChoiceField(label=_("Who can see it"), choices=Line.choices, coerce=int, initial=1)
    decisive = forms.BooleanField(label=_("Decisive: this sign alone shows the fraud"), required=False)
    expected_en = TextField(
        label=_("Genuine, in English"), max_length=160, required=False, widget=_spoken("en")
    )
    observed_en = TextField(
        label=_("Fraudulent, in English"), max_length=160, required=False, widget=_spoken("en")
    )
    expected_th = TextField(label=_("Genuine, in Thai"), max_length=160, required=False, widget=_spoken("th"))
    observed_th = TextField(
        label=_("Fraudulent, in Thai"), max_length=160, required=False, widget=_spoken("th")
    )
    was = forms.IntegerField(
        required=False, min_value=0, widget=forms.HiddenInput
    )  # its place when it was opened

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, *self.fields)

    def kept(self, before: list[dict[str, Any]], *, always: bool = False) -> dict[str, Any]:
        """The finding as the part keeps it, with its call-outs of ``before``; empty where nothing was said, unless it
        was kept before and stays ``always``.
        """
        values = self.cleaned_data
        if not values:  # a blank form that nobody wrote in
            return {}
        was = values["was"]
        held = before[was] if was is not None and was < len(before) else {}
        says = {
            side: {code: values[f"{side}_{code}"] for code in ("en", "th") if values[f"{side}_{code}"]}
            for side in ("expected", "observed")
        }
        plain = {name: values[name] for name in ("where", "feature", "technique", "tool") if values[name]}
        if not plain and not any(says.values()) and not (held and always):
            return {}
        spots = {name: held[name] for name in ("false", "genuine") if name in held}
        return {**plain, **says, **spots, "line": values["line"], "decisive": values["decisive"]}


def typed(kept: dict[str, Any], was: int) -> dict[str, Any]:
    """A kept finding as the form takes it."""
    said = {
        f"{side}_{code}": text
        for side in ("expected", "observed")
        for code, text in kept.get(side, {}).items()
    }
    return {
        **{name: value for name, value in kept.items() if not isinstance(value, dict)},
        **said,
        "was": was,
    }


class _Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # the class takes none when it runs
    """A set whose kept rows can be taken out. Each row says all of itself: one that was saved since the page was opened
    equals what is kept, and would be passed over as untouched.
    """

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        given = super().get_form_kwargs(index)
        return given if index is None else {**given, "empty_permitted": False}

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this one out")


FindingForms = forms.formset_factory(
    FindingForm,
    formset=_Rows,
    extra=1,
    max_num=MOST_FINDINGS,
    validate_max=True,
    can_delete=True,
    can_order=False,
)


class SeriesForm(forms.Form):
    """One series of numbers, from one to another."""

    kind = forms.ChoiceField(
        label=_("What is said of it"), choices=Series.Kind, required=False, initial="CFT"
    )
    first = TextField(label=_("First number"), max_length=40, required=False)
    last = TextField(
        label=_("Last number"), max_length=40, required=False, help_text=_("Leave empty for a single number.")
    )
    declared_on = DateField(label=_("Declared on"), required=False)
    reference = TextField(label=_("Reference of the declaration"), max_length=60, required=False)
    range: Range | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, *self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first"):
            try:
                self.range = range_of(cleaned["first"], cleaned.get("last", ""))
            except Refused as refused:
                refuse(self, refused)
        elif cleaned.get("last"):
            self.add_error("first", _("Give the first number too."))
        return cleaned


MOST_SERIES = 50  # typed; more come from a file
SeriesForms = forms.formset_factory(
    SeriesForm, formset=_Rows, extra=1, max_num=MOST_SERIES, validate_max=True, can_delete=True
)


class SeriesFile(forms.Form):
    """A table of series."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # examined as every file is, which says so
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("Excel (.xlsx) or a table as text (.csv), at most 25 MB and 1,000,000 rows."),
        error_messages={"required": _("Choose the file first.")},
    )
