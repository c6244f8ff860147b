"""Notes, paragraphs, comments and what becomes of them, as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, speak
from waypost.groups.models import MinutesComment
from waypost.groups.models.meetings import Outcome
from waypost.groups.models.minutes import Settled


class NoteForm(forms.Form):
    """What was said about an item of the agenda, and what was decided by consensus."""

    notes = TextField(
        label=_("Notes"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("An empty line begins a new paragraph of the minutes."),
    )
    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, required=False)
    decision = TextField(
        label=_("What was decided"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("By consensus under the chair, in one or two sentences."),
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "notes", "decision")


class ParagraphForm(forms.Form):
    """A paragraph said anew."""

    text = TextField(label=_("Paragraph"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "text")


class MoreForm(forms.Form):
    """One more paragraph, behind another."""

    more = TextField(
        label=_("New paragraph below it"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CirculateForm(forms.Form):
    """Until which day comments are asked for."""

    comments_until = DateField(label=_("Comments until"))
    revision = OpenedOn()


class CommentForm(forms.Form):
    """A comment on a paragraph. ``text_then`` is the paragraph as it was read."""

    words = TextField(
        label=_("Your comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody who is invited reads it, with the name of your organisation."),
    )
    text_then = TextField(required=False, max_length=9000, widget=forms.HiddenInput)

    def clean_text_then(self) -> str:
        """With the line ends it was given."""
        return str(self.cleaned_data["text_then"]).replace("\r\n", "\n")


class SettleForm(forms.Form):
    """What becomes of a comment."""

    settled = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[each for each in Settled.choices if each[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    answer = TextField(
        label=_("Answer"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it is not accepted."),
    )
    into = forms.ChoiceField(label=_("Together with which comment"), required=False)
    revision = OpenedOn()

    def __init__(self, *args: Any, others: Sequence[MinutesComment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {each.public_id: each for each in others}
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((ident, f"{each.organisation.name}: {each.words[:80]}") for ident, each in self.others.items()),
        ]
        speak(self, "answer")

    def chosen(self) -> MinutesComment | None:
        return self.others.get(self.cleaned_data["into"])
