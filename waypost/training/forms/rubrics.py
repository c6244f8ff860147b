"""A rubric with its criteria, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import speak, want
from waypost.training.actions.rubrics import CriterionWords, RubricWords
from waypost.training.forms.practicals import Number, Rows
from waypost.training.models import MOST_CRITERIA, MOST_POINTS, Exercise


class RubricForm(forms.Form):
    """What a rubric is for, and from how many per cent one passes."""

    exercise = forms.ChoiceField(
        label=_("What is marked"), choices=Exercise.choices, widget=forms.RadioSelect
    )
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    overall = Number(label=_("Per cent of all points to pass"), most=100, initial=70)
    critical = Number(label=_("Per cent of each critical criterion to pass"), most=100, initial=70)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "title_en", "title_th")

    def words(self, criteria: list[CriterionWords]) -> RubricWords:
        return RubricWords(**self.cleaned_data, criteria=criteria)


class CriterionForm(forms.Form):
    """One thing that is looked at. An empty row says nothing."""

    words_en = TextField(label=_("Criterion (English)"), max_length=200)
    words_th = TextField(label=_("Criterion (Thai)"), max_length=200)
    full_en = TextField(label=_("What earns all points (English)"), max_length=300, required=False)
    full_th = TextField(label=_("What earns all points (Thai)"), max_length=300, required=False)
    points = Number(label=_("Points"), most=MOST_POINTS)
    is_critical = forms.BooleanField(
        label=_("Critical: whoever falls short in this does not pass, however good the rest is"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "is_critical")
        speak(self, "words_en", "words_th", "full_en", "full_th")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        both = [typed.get(f"full_{each}", "") for each in ("en", "th")]
        if any(both) and not all(both):
            self.add_error("full_th" if both[0] else "full_en", _("Say it in both languages, or in none."))
        return typed

    def criterion(self) -> CriterionWords:
        return CriterionWords(**self.cleaned_data)


CriterionForms = forms.formset_factory(
    CriterionForm,
    formset=Rows,
    extra=3,
    max_num=MOST_CRITERIA,
    absolute_max=2 * MOST_CRITERIA,
    validate_max=True,
)
