"""A part or module of a draft, as it is typed: its heading, and a block for each paragraph below it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.curriculum.actions.document import LONGEST, LONGEST_HEADING
from waypost.curriculum.document import MOST_PARAGRAPHS, ModuleFacts, Words
from waypost.curriculum.forms.versions import minutes_field
from waypost.curriculum.models import Module, Paragraph
from waypost.face.forms import OpenedOn, SentRows, want

_BODY = (Paragraph.Kind.OUTCOME, Paragraph.Kind.TEXT)
_IDS = RegexValidator(r"^[a-z0-9]{12}\Z", _("This paragraph came without its id. Open the page again."))
BLANK = 2  # blocks at the end of a page


def _box(language: str, rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": language})


class HeadingForm(forms.Form):
    """The heading of a part or module. ``revision`` is the curriculum's when the form was opened."""

    text_en = TextField(
        label=_("Heading (English)"),
        max_length=LONGEST_HEADING,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    text_th = TextField(
        label=_("Heading (Thai)"),
        max_length=LONGEST_HEADING,
        required=False,
        widget=forms.TextInput(attrs={"lang": "th"}),
    )
    code = TextField(label=_("Code"), max_length=24)
    minutes = minutes_field()
    delivery = forms.ChoiceField(label=_("How it is taught"), choices=[("", "–"), *Module.Delivery.choices])
    revision = OpenedOn()

    def __init__(self, *args: Any, of_module: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "text_en", "text_th")
        if not of_module:
            del self.fields["code"], self.fields["minutes"], self.fields["delivery"]

    def titles(self) -> list[forms.BoundField]:
        return [self["text_en"], self["text_th"]]

    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("code", "minutes", "delivery") if name in self.fields]

    def words(self, stable: str) -> Words:
        said = self.cleaned_data
        of_module = "code" in self.fields
        facts = ModuleFacts(said["code"], said["minutes"], said["delivery"]) if of_module else None
        kind = Paragraph.Kind.MODULE if of_module else Paragraph.Kind.PART
        return Words(kind, said["text_en"], said["text_th"], facts, stable)


class NewSectionForm(HeadingForm):
    """A part or module that is not there yet, and below which one it comes."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(Paragraph.Kind.PART, _("A part")), (Paragraph.Kind.MODULE, _("A module"))],
        initial=Paragraph.Kind.PART,
        widget=forms.RadioSelect,
    )
    below = forms.ChoiceField(label=_("Where does it come?"), required=False)

    def __init__(self, *args: Any, headings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, of_module=True, **kwargs)
        below: Any = self.fields["below"]
        below.choices = [("", _("At the end")), *headings]
        for name in ("code", "minutes", "delivery"):
            self.fields[name].required = False
        want(self, "code", "minutes", "delivery", "below")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Paragraph.Kind.MODULE:
            for name in ("code", "minutes", "delivery"):
                if name in said and not said[name]:
                    self.add_error(name, _("A module says this. Fill it in."))
        return said

    def words(self, stable: str) -> Words:
        of_module = self.cleaned_data["kind"] == Paragraph.Kind.MODULE
        if of_module:
            return super().words(stable)
        return Words(
            Paragraph.Kind.PART, self.cleaned_data["text_en"], self.cleaned_data["text_th"], None, stable
        )


class ParagraphForm(forms.Form):
    """One paragraph below a heading. A block without an id is a new one; without words it says nothing."""

    stable = forms.CharField(required=False, validators=[_IDS], widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(each.value, each.label) for each in _BODY], initial=_BODY[1]
    )
    text_en = TextField(label=_("English"), max_length=LONGEST, required=False, widget=_box("en", 4))
    text_th = TextField(label=_("Thai"), max_length=LONGEST, required=False, widget=_box("th", 4))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "text_en", "text_th")

    @property
    def id(self) -> str:
        """Of the paragraph in this block; empty where it is a new one."""
        return str(self["stable"].value() or "")


class Paragraphs(SentRows):
    """The blocks of a page, in their order."""

    @cached_property
    def said(self) -> list[Words | None]:
        """What each block says, in their order; None of a new one that says nothing. New ones have ids of their own."""
        return [_words(each.cleaned_data) for each in self]


def _words(row: dict[str, Any]) -> Words | None:
    if not (row.get("stable") or row.get("text_en") or row.get("text_th")):
        return None
    return Words(row["kind"], row["text_en"], row["text_th"], **_kept(row["stable"]))


def _kept(stable: str) -> dict[str, Any]:
    return {"stable": stable} if stable else {}


ParagraphForms = forms.formset_factory(
    ParagraphForm,
    formset=Paragraphs,
    extra=BLANK,
    max_num=MOST_PARAGRAPHS,
    absolute_max=2 * MOST_PARAGRAPHS,
)
