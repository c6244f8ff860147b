"""Points of a learner as they are tapped on a telephone, and which rubrics a session is marked against."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import OpenedOn, speak, want
from waypost.training.actions.assessing import Marks
from waypost.training.forms.taps import Taps
from waypost.training.lists.assessments import Result
from waypost.training.lists.rubrics import Whole
from waypost.training.models import OF_TRAINERS, Rubric

_TWO_LINES = forms.Textarea(attrs={"rows": 2})


class MarksForm(Taps):
    """One tap a criterion. ``correct``: it is the newest entry that is said anew, else the next time."""

    note = TextField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=_TWO_LINES,
        help_text=_("The learner reads it. What was seen, and no names."),
    )
    repeat = forms.BooleanField(
        label=_("Ask the learner to repeat the exercise"),
        required=False,
        help_text=_(
            "In place of “Not passed”: when it could not be done as it should, or little was missing."
        ),
    )
    repeat_because = TextField(
        label=_("Why the learner is to repeat it"), max_length=300, required=False, widget=_TWO_LINES
    )
    because = TextField(label=_("Why it is corrected"), max_length=300, required=False, widget=_TWO_LINES)
    opened = OpenedOn()

    def __init__(self, data: Any = None, *, result: Result, correct: bool) -> None:
        newest = result.newest if correct else None
        kept = {name: getattr(newest, name) for name in ("note", "repeat_because") if newest is not None}
        initial = {**kept, "repeat": bool(kept.get("repeat_because")), "opened": result.number}
        super().__init__(data, whole=result.rubric, kept=newest.scores if newest else (), initial=initial)
        self.result, self.correct = result, correct
        if not correct:
            del self.fields["because"]
        want(self, "repeat", "repeat_because", "because") if correct else want(
            self, "repeat", "repeat_because"
        )
        speak(self, "note", "repeat_because")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("repeat") and not typed.get("repeat_because"):
            self.add_error("repeat_because", _("Say why in one sentence."))
        return typed

    def marks(self) -> Marks:
        typed, newest = self.cleaned_data, self.result.newest
        correcting = self.correct and newest is not None
        return Marks(
            scores=self.scores(),
            note=typed["note"],
            repeat_because=typed["repeat_because"] if typed["repeat"] else "",
            because=typed.get("because", ""),
            attempt=newest.attempt if correcting and newest else (newest.attempt if newest else 0) + 1,
            opened=typed["opened"],
        )


class RubricsForm(forms.Form):
    """Which rubrics learners of a session are marked against."""

    rubrics = forms.MultipleChoiceField(
        label=_("Rubrics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, known: list[Whole], chosen: list[Whole]) -> None:
        super().__init__(data, initial={"rubrics": [each.rubric.public_id for each in chosen]})
        offered = [each for each in known if each.rubric.exercise not in OF_TRAINERS]
        self.known = {each.rubric.public_id: each.rubric for each in (*chosen, *offered)}
        self.fields["rubrics"].choices = [  # type: ignore[attr-defined]
            (ident, f"{each.title} ({each.get_exercise_display()})") for ident, each in self.known.items()
        ]
        want(self, "rubrics")

    def chosen(self) -> list[Rubric]:
        return [self.known[each] for each in self.cleaned_data["rubrics"]]
