"""Points against a rubric, tapped criterion by criterion on a telephone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.training.lists.rubrics import Whole
from waypost.training.models import Criterion


class Taps(forms.Form):
    """Points for each criterion of a rubric, from none to all it has. ``kept``: those that stand and are said anew."""

    def __init__(self, *args: Any, whole: Whole, kept: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        for each in whole.criteria:
            self.fields[f"score_{each.place}"] = forms.TypedChoiceField(
                label=each.words,
                choices=[(n, str(n)) for n in range(each.points + 1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=kept[each.place - 1] if kept else None,
                error_messages={"required": _("Tap the points for this criterion.")},
            )

    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Each criterion with its field."""
        return [(each, self[f"score_{each.place}"]) for each in self.whole.criteria]

    def scores(self) -> list[int]:
        return [self.cleaned_data[f"score_{each.place}"] for each in self.whole.criteria]
