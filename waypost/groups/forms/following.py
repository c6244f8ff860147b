"""Action items and feedback as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, OrganisationField, speak
from waypost.groups.actions.following import Agreed, Said
from waypost.groups.lists.meetings import Guest
from waypost.groups.models import AgendaItem


class ActionForm(forms.Form):
    """What is to be done, by whom and by when."""

    words = TextField(label=_("What is to be done"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ChoiceField(label=_("Who does it"))
    due_on = DateField(label=_("Due on"))
    item = forms.ChoiceField(label=_("From which agenda item"), required=False)

    def __init__(
        self, *args: Any, guests: Sequence[Guest], agenda: Sequence[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        seats = {each.key: each for each in guests if each.seat}
        bodies = {f"o{each.organisation.public_id}": each for each in guests}
        self.owners, self.agenda = {**seats, **bodies}, {each.public_id: each for each in agenda}
        of_seats = [(key, f"{each.name}, {each.organisation.name}") for key, each in seats.items()]
        of_bodies = sorted((key, each.organisation.name) for key, each in bodies.items())
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *([(pgettext_lazy("of a group", "Seats"), of_seats)] if of_seats else []),
            (_("Organisations"), of_bodies),
        ]
        items = [(ident, f"{each.place}. {each.title}") for ident, each in self.agenda.items()]
        self.fields["item"].choices = [("", "—"), *items]  # type: ignore[attr-defined]
        speak(self, "words")

    def agreed(self) -> Agreed:
        typed = self.cleaned_data
        guest = self.owners[typed["owner"]]
        own = typed["owner"].startswith("s")
        return Agreed(
            words=typed["words"],
            due_on=typed["due_on"],
            seat=guest.seat if own else None,
            organisation=None if own else guest.organisation,
            item=self.agenda.get(typed["item"]),
        )


class DoneForm(forms.Form):
    """What shows that it is done."""

    evidence = TextField(
        label=_("What shows that it is done"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.URLField(
        label=_("Where it can be read"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is no address. It looks like https://office.example/letter.")},
    )
    revision = OpenedOn()


class MoveForm(forms.Form):
    """Another due date."""

    due_on = DateField(label=_("Due on"))
    revision = OpenedOn()


class FeedbackForm(forms.Form):
    """What an organisation said of the work."""

    organisation = OrganisationField(
        label=_("By whom"), help_text=_("The organisation, by its code or name.")
    )
    about = TextField(label=_("On what"), max_length=200)
    words = TextField(label=_("What it said"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    received_on = DateField(label=_("Received on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "about", "words")

    def said(self) -> Said:
        return Said(**self.cleaned_data)


class FeedbackAnswerForm(forms.Form):
    """How it was dealt with."""

    answer = TextField(
        label=_("How it was dealt with"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "answer")
