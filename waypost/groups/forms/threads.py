"""A topic and a message, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import speak

LONGEST = 4000


def _message() -> TextField:
    return TextField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It can’t be changed afterwards, only taken back. No data of persons."),
    )


class BeginForm(forms.Form):
    """A thread, by its title and what is said first."""

    title = TextField(label=_("Topic"), max_length=160)
    text = _message()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "title", "text")


class SayForm(forms.Form):
    """The next message, and the number of the one it answers."""

    text = _message()
    answers = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "text")
