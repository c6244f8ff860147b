"""A topic as it is proposed, the order of topics, and what answers one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.curriculum.actions.topics import TopicWords
from waypost.curriculum.models import Priority
from waypost.face.forms import want


class TopicForm(forms.Form):
    title_en = TextField(
        label=_("Title (English)"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    title_th = TextField(
        label=_("Title (Thai)"), max_length=160, required=False, widget=forms.TextInput(attrs={"lang": "th"})
    )
    why_en = TextField(
        label=_("Why it is to be taught (English)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    why_th = TextField(
        label=_("Why it is to be taught (Thai)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "th"}),
    )
    priorities = forms.ModelMultipleChoiceField(
        label=_("Which national priorities does it serve?"),
        queryset=Priority.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one at least.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "title_en", "title_th", "why_en", "why_th")

    def beside(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two languages of each text."""
        return [(self["title_en"], self["title_th"]), (self["why_en"], self["why_th"])]

    def words(self) -> TopicWords:
        return TopicWords(**{**self.cleaned_data, "priorities": list(self.cleaned_data["priorities"])})


class AnswersForm(forms.Form):
    """Which parts and modules answer a topic: by the ids of their headings."""

    parts = forms.MultipleChoiceField(
        label=_("Which parts answer it?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, headings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parts"]
        field.choices = headings
