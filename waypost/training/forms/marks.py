"""Points for a trainer's teach-back or delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn
from waypost.training.forms.taps import Taps
from waypost.training.models import Facilitation


class TrainerMarksForm(Taps):
    """And what the trainer reads beside them."""

    note = TextField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The trainer reads it."),
    )


class TeachBackForm(TrainerMarksForm):
    """And on which day it was."""

    on = DateField(label=_("Day of the teach-back"))


class ObserveForm(TrainerMarksForm):
    """And of which trainer of the session, by their place among those named in the revision the page was opened on."""

    taught = forms.ChoiceField(label=_("Who taught"), widget=forms.RadioSelect)
    revision = OpenedOn()

    def __init__(self, *args: Any, trainers: list[Facilitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(trainers)

    def offer_anew(self, trainers: list[Facilitation]) -> None:
        """After the session changed: whoever was chosen may be somebody else by now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, when it was sent
        data.pop("taught", None)
        self.data = data
        self._offer(trainers)

    def chosen(self) -> Facilitation:
        return self.trainers[self.cleaned_data["taught"]]

    def _offer(self, trainers: list[Facilitation]) -> None:
        self.trainers = {str(number): each for number, each in enumerate(trainers, 1)}
        self.fields["taught"].choices = [  # type: ignore[attr-defined]
            (number, f"{each.name}, {each.get_role_display()}") for number, each in self.trainers.items()
        ]
