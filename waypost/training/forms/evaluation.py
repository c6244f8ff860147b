"""A form of evaluation as it is written, and as it is answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, SentRows, speak, want
from waypost.training.actions.evaluation import MOST_NUMBER
from waypost.training.models import AGREEMENT, BANDS, KINDS, MOST_ITEMS, EvaluationItem, ItemKind
from waypost.training.standard import ItemWords

LONGEST = 600
_TWO_LINES = forms.Textarea(attrs={"rows": 2})


class ItemForm(forms.Form):
    """One question, a row. An empty row says nothing."""

    kind = forms.ChoiceField(label=_("How it is answered"))
    text_en = TextField(label=_("Question (English)"), max_length=300, widget=_TWO_LINES)
    text_th = TextField(label=_("Question (Thai)"), max_length=300, widget=_TWO_LINES)

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", "—"), *((each.value, each.label) for each in KINDS[level])]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField has them
        speak(self, "text_en", "text_th")

    def words(self) -> ItemWords:
        return ItemWords(**self.cleaned_data)


class Items(SentRows):
    default_error_messages: ClassVar = {
        **SentRows.default_error_messages,
        "too_many_forms": _("A form has 12 questions at most: longer ones are not answered."),
    }

    def items(self) -> list[ItemWords]:
        return [row.words() for row in self if row.cleaned_data.get("text_en")]


ItemForms = forms.formset_factory(
    ItemForm, formset=Items, extra=2, max_num=MOST_ITEMS, absolute_max=2 * MOST_ITEMS, validate_max=True
)


class AnswerForm(forms.Form):
    """What is asked, in the reader's language. Whatever one can't answer is left out."""

    def __init__(
        self, *args: Any, items: list[EvaluationItem], said: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"item_{each.place}": each.place for each in items}
        for each in items:
            field = _FIELDS[ItemKind(each.kind)](each.text)
            field.initial = (said or {}).get(str(each.place))
            self.fields[f"item_{each.place}"] = field
        want(self, *self.places)

    def answers(self) -> dict[int, int | str]:
        typed = {place: self.cleaned_data[name] for name, place in self.places.items()}
        return {place: value for place, value in typed.items() if value not in (None, "")}


class OpenEvaluationForm(forms.Form):
    """Until when a cohort is asked."""

    closes_on = DateField(label=_("Last day"), help_text=_("Nobody reads an answer before this day is over."))


def _chosen(values: tuple[tuple[int, Any], ...], label: str) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=values,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of those listed.")},
    )


def _number(label: str) -> forms.Field:
    sentence = _("Give a whole number from 0 to 1,000,000.")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_NUMBER,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


def _costs(label: str) -> forms.Field:
    return _number(_("%(what)s, in thousand baht") % {"what": label})


def _words(label: str) -> forms.Field:
    return TextField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write nothing by which you or others can be known."),
    )


_FIELDS: dict[ItemKind, Any] = {
    ItemKind.AGREE: lambda label: _chosen(AGREEMENT, label),
    ItemKind.BAND: lambda label: _chosen(BANDS, label),
    ItemKind.HOURS: _number,
    ItemKind.BAHT: _costs,
    ItemKind.WORDS: _words,
}
