"""An e-module, as it is written down and sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import want
from waypost.training.actions.modules import MOST_MODULES, ModuleWords
from waypost.training.models import Language


def _package() -> forms.FileField:
    return forms.FileField(
        label=_("Package"),
        max_length=200,
        help_text=_("SCORM 1.2 or SCORM 2004, as a .zip of 500 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )


class ModuleForm(forms.Form):
    """What is said of an e-module."""

    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    language = forms.ChoiceField(label=_("It speaks"), choices=Language.choices)
    required = forms.BooleanField(label=_("Everybody is to go through it"), required=False, initial=True)
    number = forms.IntegerField(
        label=_("Place among the e-modules"),
        min_value=1,
        max_value=MOST_MODULES,
        required=False,
        help_text=_("1 is the first. Empty: behind the others."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "required", "number")

    def words(self) -> ModuleWords:
        typed = self.cleaned_data
        return ModuleWords(
            **{name: typed[name] for name in ("title_en", "title_th", "language", "required")},
            number=typed["number"] or 0,
        )


class AddModuleForm(ModuleForm):
    """And its package."""

    package = _package()
    field_order = ("package",)


class ReplaceForm(forms.Form):
    """Another package in the place of the one that is played."""

    package = _package()
