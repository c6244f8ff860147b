"""A consultation, a comment and its answer, as they are typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField, spoken_in
from waypost.curriculum.actions.consultation import Asked, CommentWords
from waypost.curriculum.actions.dispositions import Answered, Edit
from waypost.curriculum.lists.consultation import Line
from waypost.curriculum.lists.numbered import Place
from waypost.curriculum.models import CommentKind, Curriculum, Outcome
from waypost.face.forms import DateField, OpenedOn, speak, want
from waypost.people.models import Group

LONGEST = 4000
_ONE = {"invalid_choice": _("Choose one of those listed."), "required": _("Choose one.")}


def _area(rows: int, language: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **({"lang": language} if language else {"dir": "auto"})})


class _Spoken(forms.Select):
    """A list to choose from, each line marked as the language it is in."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)
        if language := spoken_in(str(label)):
            option["attrs"]["lang"] = language
        return option


class OpenForm(forms.Form):
    """Which group is consulted, until when, and on what."""

    group = forms.ModelChoiceField(
        label=_("Which group?"),
        queryset=Group.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages=_ONE,
        help_text=_("Every department with a seat in it today is asked."),
    )
    deadline = DateField(label=_("Answers until the end of"))
    asked_en = TextField(label=_("What you ask (English)"), max_length=2000, widget=_area(4, "en"))
    asked_th = TextField(label=_("What you ask (Thai)"), max_length=2000, widget=_area(4, "th"))

    def __init__(self, *args: Any, curriculum: Curriculum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(network=curriculum.network_id)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(typed["deadline"], typed["asked_en"], typed["asked_th"])


class ExtendForm(forms.Form):
    deadline = DateField(label=_("Answers until the end of"))


class CommentForm(forms.Form):
    """A comment on a paragraph. ``revision`` is that of the comment when it was opened."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CommentKind.choices, error_messages=_ONE)
    said = TextField(label=_("Comment"), max_length=LONGEST, widget=_area(4))
    proposed = TextField(
        label=_("Proposed change"),
        max_length=LONGEST,
        required=False,
        widget=_area(4),
        help_text=_("The words as they should stand. Leave it empty where you propose none."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=(("en", _("English")), ("th", _("Thai"))), error_messages=_ONE
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "proposed")
        speak(self, "said", "proposed")

    def words(self) -> CommentWords:
        typed = self.cleaned_data
        return CommentWords(typed["kind"], typed["said"], typed["language"], typed["proposed"])


class LeaveOutForm(forms.Form):
    because = TextField(
        label=_("Why it is left out"),
        max_length=400,
        help_text=_("Whoever wrote it reads this."),
        widget=_area(2),
    )


class MergeForm(forms.Form):
    """``others`` are comments of the department on the same paragraph."""

    into = forms.ChoiceField(label=_("Into which comment?"), widget=_Spoken, error_messages=_ONE)

    def __init__(self, *args: Any, others: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            (each.comment.public_id, _short(each.comment.said)) for each in others
        ]


class AnswerForm(forms.Form):
    """How a comment is dealt with. ``revision`` is the answer's when it was opened, 0 where there was none."""

    outcome = forms.ChoiceField(
        label=_("How it is dealt with"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=_ONE,
    )
    reason = TextField(
        label=_("Reason"),
        max_length=LONGEST,
        required=False,
        widget=_area(3),
        help_text=_("Must be there unless the comment is accepted as it stands."),
    )
    duplicate_of = forms.ChoiceField(
        label=_("If it is a duplicate: of which comment?"),
        required=False,
        widget=_Spoken,
        error_messages=_ONE,
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, others: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duplicate_of"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *(
                (
                    each.comment.public_id,
                    f"{each.comment.organisation.code} {each.comment.number}: {_short(each.comment.said)}",
                )
                for each in others
            ),
        ]
        want(self, "reason", "duplicate_of")
        speak(self, "reason")

    def answered(self) -> Answered:
        typed = self.cleaned_data
        return Answered(typed["outcome"], typed["reason"], typed["duplicate_of"])


class EditForm(forms.Form):
    """Where an accepted comment was applied: a paragraph of the version ``number``."""

    stable = forms.ChoiceField(
        label=_("In which paragraph was it applied?"), widget=_Spoken, error_messages=_ONE
    )

    def __init__(self, *args: Any, number: str, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._number = number
        self.fields["stable"].choices = [  # type: ignore[attr-defined]
            (each.stable, f"{each.number} {_short(each.text)}") for each in places
        ]

    def edit(self) -> Edit:
        return Edit(self._number, self.cleaned_data["stable"])


class TableForm(forms.Form):
    """A table of comments as it comes back."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # examined as every file is, which says so
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx,.csv"}),
        help_text=_("The table as it was taken from here, Excel (.xlsx) or Word (.docx), filled in."),
        error_messages={"required": _("Choose the file first.")},
    )


def _short(words: str) -> str:
    """The beginning, for a list to choose from."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 70 else f"{plain[:69]}…"
