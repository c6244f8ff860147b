"""Points for a trainer's teach-back or delivery, tapped criterion by criterion on a telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField
from waypost.training.lists.rubrics import Whole
from waypost.training.models import Facilitation


class MarksForm(forms.Form):
    """Points for each criterion of a rubric, from none to all it has."""

    def __init__(self, *args: Any, whole: Whole, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        for each in whole.criteria:
            self.fields[f"score_{each.place}"] = forms.TypedChoiceField(
                label=each.words,
                help_text=each.full,
                choices=[(n, str(n)) for n in range(each.points + 1)],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Tap the points for this criterion.")},
            )
        self.fields["note"] = TextField(
            label=_("Note"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("The trainer reads it."),
        )

    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Each criterion with its field."""
        return [(each, self[f"score_{each.place}"]) for each in self.whole.criteria]

    def scores(self) -> list[int]:
        return [self.cleaned_data[f"score_{each.place}"] for each in self.whole.criteria]


class TeachBackForm(MarksForm):
    """And on which day it was."""

    on = DateField(label=_("Day of the teach-back"))


class ObserveForm(MarksForm):
    """And of which trainer of the session."""

    taught = forms.ChoiceField(label=_("Who taught"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, trainers: list[Facilitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainers = {str(number): each for number, each in enumerate(trainers, 1)}
        self.fields["taught"].choices = [  # type: ignore[attr-defined]
            (number, f"{each.name}, {each.get_role_display()}") for number, each in self.trainers.items()
        ]

    def chosen(self) -> Facilitation:
        return self.trainers[self.cleaned_data["taught"]]
