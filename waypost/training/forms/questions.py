"""A question with its options, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import speak, want
from waypost.places.models import Topic
from waypost.training.actions.questions import QuestionWords
from waypost.training.models import MOST_OPTIONS, Kind

_TWO_LINES = forms.Textarea(attrs={"rows": 2})
TRUE_FALSE = (("True", "ถูก"), ("False", "ผิด"))


class QuestionForm(forms.Form):
    """A question. An option is two texts and a tick; empty ones say nothing."""

    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        to_field_name="key",
        error_messages={"invalid_choice": _("Choose one of those listed.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        initial=Kind.SINGLE,
        help_text=_("For true or false, tick option 1 (true) or 2 (false), and leave the options empty."),
    )
    text_en = TextField(label=_("Question (English)"), max_length=600, widget=_TWO_LINES)
    text_th = TextField(label=_("Question (Thai)"), max_length=600, widget=_TWO_LINES)
    feedback_en = TextField(
        label=_("What is said of the answer (English)"), max_length=600, required=False, widget=_TWO_LINES
    )
    feedback_th = TextField(
        label=_("What is said of the answer (Thai)"), max_length=600, required=False, widget=_TWO_LINES
    )
    anchor = forms.BooleanField(
        label=_("It stands on both forms, so that they can be compared"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "anchor")
        for n in range(1, MOST_OPTIONS + 1):
            at = {"n": n}
            self.fields[f"en_{n}"] = TextField(
                label=_("Option %(n)d (English)") % at, max_length=300, required=False
            )
            self.fields[f"th_{n}"] = TextField(
                label=_("Option %(n)d (Thai)") % at, max_length=300, required=False
            )
            self.fields[f"right_{n}"] = forms.BooleanField(
                label=_("Option %(n)d is right") % at, required=False
            )
            want(self, f"en_{n}", f"th_{n}", f"right_{n}")
            speak(self, f"en_{n}", f"th_{n}")
        speak(self, "text_en", "text_th", "feedback_en", "feedback_th")

    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in ("topic", "kind", "text_en", "text_th")]

    def options(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{n}"] for name in ("en", "th", "right")] for n in range(1, MOST_OPTIONS + 1)]

    def said(self) -> list[forms.BoundField]:
        return [self[name] for name in ("feedback_en", "feedback_th", "anchor")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for n in range(1, MOST_OPTIONS + 1):
            both = [typed.get(f"{name}_{n}", "") for name in ("en", "th")]
            if any(both) and not all(both):
                missing = "th" if both[0] else "en"
                self.add_error(f"{missing}_{n}", _("Give the option in both languages, or in none."))
        return typed

    def words(self) -> QuestionWords:
        """Empty options are left out; what is ticked keeps its place among the others."""
        typed = self.cleaned_data
        rows = [
            ((typed[f"en_{n}"], typed[f"th_{n}"]), typed[f"right_{n}"]) for n in range(1, MOST_OPTIONS + 1)
        ]
        if typed["kind"] == Kind.TRUE_FALSE and not any(pair[0] for pair, _right in rows):
            rows = [(pair, right) for pair, (_pair, right) in zip(TRUE_FALSE, rows, strict=False)]
        said = [(pair, right) for pair, right in rows if pair[0]]
        names = ("topic", "kind", "text_en", "text_th", "feedback_en", "feedback_th", "anchor")
        return QuestionWords(
            **{name: typed[name] for name in names},
            options=[pair for pair, _right in said],
            right=[number for number, (_pair, right) in enumerate(said) if right],
        )


class ComposeForm(forms.Form):
    """How long two parallel forms become."""

    most = forms.IntegerField(
        label=_("Questions of one topic on a form, at most"),
        min_value=1,
        max_value=50,
        initial=10,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Give a whole number from 1 to 50.")
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
