"""Trainers as they are named, recognised, renewed and withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.curriculum.models import Curriculum
from waypost.people.forms import HouseForm
from waypost.people.models import Person
from waypost.training.lists.certificates import names_of


class NameForm(HouseForm):
    """Who is to teach what. ``people`` are the trainers of the networks of the own curricula."""

    curriculum = forms.ChoiceField(label=_("Curriculum"))
    person = forms.ChoiceField(label=_("Trainer"))

    def __init__(self, *args: Any, curricula: list[Curriculum], people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.curricula = {each.public_id: each for each in curricula}
        self.people = {each.public_id: each for each in people}
        self.fields["curriculum"].choices = [  # type: ignore[attr-defined]
            (ident, f"{each.code} {each.title}") for ident, each in self.curricula.items()
        ]
        self.fields["person"].choices = names_of(people)  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Curriculum, Person]:
        return self.curricula[self.cleaned_data["curriculum"]], self.people[self.cleaned_data["person"]]


class RecogniseForm(HouseForm):
    """On which prior training somebody is recognised, and by whom."""

    recognised_by = TextField(
        label=_("Recognised by"),
        max_length=160,
        help_text=_("A body or a post, for example the Immigration Bureau."),
    )
    recognised_on = TextField(
        label=_("On which prior training"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(HouseForm):
    """Why somebody is a trainer no longer."""

    because = TextField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The trainer reads it."),
    )


class RenewForm(HouseForm):
    """What an interview showed."""

    interview = TextField(
        label=_("What the interview showed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The trainer reads it."),
    )


class StepForm(HouseForm):
    """A step that asks for nothing but to be taken."""
