"""The form by which a cohort comes to train trainers, or to do so no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.training.models import Cohort


class CohortChangeForm(forms.Form):
    """Which cohort, what it is from now on, and one sentence why."""

    cohort = forms.ChoiceField(label=_("Cohort"))
    trains_trainers = forms.ChoiceField(
        label=_("Is it a training of trainers?"),
        choices=[("yes", _("Yes: its certificates count")), ("no", _("No: its certificates do not count"))],
        widget=forms.RadioSelect,
    )
    because = TextField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, cohorts: list[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohorts = {each.name_en: each for each in cohorts}  # each its own in a programme
        self.fields["cohort"].choices = [(name, each.name) for name, each in self.cohorts.items()]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What the action is given."""
        typed = self.cleaned_data
        return {
            "cohort": self.cohorts[typed["cohort"]],
            "trains_trainers": typed["trains_trainers"] == "yes",
            "because": typed["because"],
        }
