"""What is typed, turned into values. Nothing here saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark
from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, speak, want
from waypost.people.models import Network
from waypost.requests.outlines import ANSWER_WITHIN, Kind
from waypost.requests.states import OUTCOMES, State

MARKS = [mark for mark in Mark if mark != Mark.CLEAR]


class StartForm(forms.Form):
    """Which template, in which network."""

    kind = forms.ChoiceField(
        label=_("What do you want to ask?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    network = forms.ModelChoiceField(
        label=_("In which network?"),
        queryset=Network.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages={"invalid_choice": _("Choose one of those listed.")},
    )


class QuestionForm(forms.Form):
    """The draft: whom, under which mark, what, by when. ``revision`` is the one the form was opened on."""

    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=int,
        choices=[(int(mark), mark.label) for mark in MARKS],
        widget=forms.RadioSelect,
    )
    add = TextField(
        label=_("Organisation (under TLP:RED: person)"),
        max_length=200,
        required=False,
        help_text=_("By name or code; a person by name or mail address."),
    )
    title = TextField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("The question in one line. No names of persons."),
    )
    text = TextField(
        label=_("Question"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Types, methods and totals; never one person’s name, document or number."),
    )
    answer_within = forms.TypedChoiceField(label=_("Answer within"), coerce=int, choices=ANSWER_WITHIN)
    shows_asked = forms.BooleanField(label=_("Those asked see who else is asked"), required=False)
    national_marking = TextField(
        label=_("National marking, shown beside the mark"), max_length=60, required=False
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "add", "title", "text")
        speak(self, "title", "text")


class ReplyForm(forms.Form):
    """The answer, bound to the one that stood when the form was opened."""

    outcome = forms.ChoiceField(
        label=_("Your answer"), choices=OUTCOMES, widget=forms.RadioSelect, initial=State.ANSWERED
    )
    text = TextField(
        label=_("Answer"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Only the asking organisation reads it. Where you cannot answer, say why."),
    )
    mark = forms.TypedChoiceField(label=_("Mark of the answer"), coerce=int, required=False, empty_value=None)
    opened_on = OpenedOn()

    def __init__(self, *args: Any, least: Mark, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(int(mark), mark.label) for mark in Mark if mark >= least]
        self.fields["mark"].choices = choices  # type: ignore[attr-defined]
        want(self, "text")
        speak(self, "text")


class MoveForm(forms.Form):
    """Another day for the deadline of a question that is asked; its ``hour`` stays."""

    on = DateField(label=_("New deadline"))
    revision = OpenedOn()

    def __init__(self, *args: Any, hour: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = _(
            "Year-month-day, for example 2020-09-15. The hour stays: %(hour)s."
        ) % {"hour": hour}
        want(self, "on")


class AddForm(forms.Form):
    """One more who is asked."""

    add = TextField(
        label=_("Organisation (under TLP:RED: person)"),
        max_length=200,
        help_text=_("By name or code; a person by name or mail address."),
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off", "dir": "auto"}),
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "add")


class EndForm(forms.Form):
    """The end of a request: closed, withdrawn with a reason, or a draft dropped."""

    because = TextField(
        label=_("Why it is withdrawn"),
        max_length=500,
        required=False,
        help_text=_("Those asked read this instead of the question."),
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "because")
