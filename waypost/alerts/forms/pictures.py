"""What pictures show, what is covered in them, and where the findings are."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.alerts.actions.redacting import MOST_BOXES
from waypost.alerts.forms.words import Words
from waypost.alerts.models import (
    Picture,
    Vocabulary,
)
from waypost.alerts.part import SIDES
from waypost.face.forms import want
from waypost.files.covering import Box


class PictureForm(forms.Form):
    """What one attached picture shows."""

    role = forms.ChoiceField(label=_("It shows"), choices=Picture.Role, initial="FAL")
    light = Words(Vocabulary.LIGHT, label=_("Light"), initial="WHT")
    side = Words(Vocabulary.LOCATION, label=_("Place on the document"), required=False)


class ReferenceForm(forms.Form):
    """Which genuine reference the alert is compared with, of those its author sees."""

    specimen = forms.ChoiceField(
        label=_("The genuine reference it is compared with"),
        required=False,
        help_text=_(
            "Readers who do not see the reference itself meet neither its name nor its pictures. "
            "Save the draft to point into them."
        ),
        error_messages={
            "invalid_choice": _("This reference is gone, or you no longer see it. Choose another, or none.")
        },
    )

    was = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)  # when the page was opened

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specimen"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class LookedAt(forms.Form):
    """Which picture was looked at, by the public id of its file."""

    file = forms.CharField(max_length=40, widget=forms.HiddenInput)


class PerCent(forms.DecimalField):
    """A place in a picture, or a length, in per cent of its width or height."""

    default_error_messages: ClassVar = {
        "invalid": _("This is no number. Write per cent of the picture, for example 12.5."),
        "max_digits": _("Two digits after the point are enough."),
        "max_decimal_places": _("Two digits after the point are enough."),
        "max_whole_digits": _("This lies outside the picture, which ends at 100."),
        "min_value": _("This lies outside the picture, which begins at 0."),
        "max_value": _("This lies outside the picture, which ends at 100."),
    }

    def __init__(self, label: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            widget=widget,
        )


class BoxForm(forms.Form):
    """One box over a picture."""

    left = PerCent(_("From the left, %"))
    top = PerCent(_("From the top, %"))
    width = PerCent(_("Width, %"))
    height = PerCent(_("Height, %"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, *self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sides = {name: cleaned.get(name) for name in ("left", "top", "width", "height")}
        if self.errors or all(value is None for value in sides.values()):
            return cleaned
        missing = [name for name, value in sides.items() if value is None]
        for name in missing:
            self.add_error(name, _("Write this too, or leave all four empty."))
        if not missing:
            self._check_inside(*(float(value or 0) for value in sides.values()))
        return cleaned

    def _check_inside(self, left: float, top: float, width: float, height: float) -> None:
        for name, length in (("width", width), ("height", height)):
            if not length:
                self.add_error(name, _("This is nothing. Write more than 0."))
        if left + width > 100:
            self.add_error(
                "width", _("The box ends right of the picture. Make it narrower, or begin further left.")
            )
        if top + height > 100:
            self.add_error("height", _("The box ends below the picture. Make it lower, or begin further up."))

    def box(self) -> Box | None:
        """The box in fractions; nothing where nothing was typed."""
        values = self.cleaned_data
        if values.get("width") is None:
            return None
        left, top, width, height = (float(values[name]) / 100 for name in ("left", "top", "width", "height"))
        return left, top, width, height


class TypedBoxes(forms.BaseFormSet):  # type: ignore[type-arg]  # the base of a factory takes no parameter at run time
    """The boxes over one picture."""

    default_error_messages: ClassVar = {
        "missing_management_form": _("The boxes did not arrive whole. Draw them again."),
        "too_many_forms": _("These are more than %(num)d boxes. Take some together, or remove some."),
    }

    def boxes(self) -> list[Box]:
        """Those that were typed and not taken away."""
        kept = [each for each in self.forms if not self._should_delete_form(each)]  # type: ignore[attr-defined]  # the stubs leave it out
        return [box for each in kept if (box := each.box()) is not None]


BoxForms = cast(
    "type[TypedBoxes]",
    forms.formset_factory(
        BoxForm,
        formset=TypedBoxes,
        extra=2,
        max_num=MOST_BOXES,
        absolute_max=MOST_BOXES + 2,
        validate_max=True,
        can_delete=True,
    ),
)


def in_per_cent(box: Box) -> dict[str, Any]:
    """A box as its form takes it. The corners are rounded, so that it ends inside the picture."""
    left, top = round(box[0] * 100, 1), round(box[1] * 100, 1)
    return {
        "left": left,
        "top": top,
        "width": round(min(100.0, (box[0] + box[2]) * 100) - left, 1),
        "height": round(min(100.0, (box[1] + box[3]) * 100) - top, 1),
    }


class SpotForm(forms.Form):
    """Where the call-outs of one finding stand: on which picture, and at which point of it. What is genuine may be
    pointed at in the pictures of the reference, too, which are ``lent``.
    """

    def __init__(
        self, *args: Any, pictures: list[tuple[str, str]], lent: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"false": pictures, "genuine": pictures + lent}
        labels = {"false": _("On the fraudulent picture"), "genuine": _("On the genuine picture")}
        for side in SIDES:
            self.fields[f"{side}_file"] = forms.ChoiceField(
                label=labels[side], choices=[("", "—"), *offered[side]], required=False
            )
            self.fields[f"{side}_x"] = PerCent(_("From the left, %"))
            self.fields[f"{side}_y"] = PerCent(_("From the top, %"))
        want(self, *self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for side in SIDES:
            point = [cleaned.get(f"{side}_{axis}") for axis in ("x", "y")]
            if cleaned.get(f"{side}_file"):
                for axis, value in zip(("x", "y"), point, strict=True):
                    if value is None and f"{side}_{axis}" not in self.errors:
                        self.add_error(f"{side}_{axis}", _("Say where in the picture."))
            elif any(value is not None for value in point):
                self.add_error(f"{side}_file", _("Choose the picture."))
        return cleaned

    def sides(self) -> list[list[Any]]:
        """The fields of each side, bound, for the page."""
        return [[side, *(self[f"{side}_{name}"] for name in ("file", "x", "y"))] for side in SIDES]

    def kept(self, finding: dict[str, Any], known: Iterable[str]) -> dict[str, Any]:
        """The finding, as the part keeps it, with these call-outs and no others: those on a file that is known."""
        values, files = self.cleaned_data, set(known)
        spots = {
            side: {
                "file": values[f"{side}_file"],
                "x": float(values[f"{side}_x"]) / 100,
                "y": float(values[f"{side}_y"]) / 100,
            }
            for side in SIDES
            if values[f"{side}_file"] in files
        }
        return {name: value for name, value in finding.items() if name not in SIDES} | spots


def spotted(finding: dict[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """The call-outs of a kept finding as the form takes them; those on a picture that is gone are left out."""
    files = set(known)
    return {
        f"{side}_{name}": value
        for side in SIDES
        if (spot := finding.get(side)) and spot["file"] in files
        for name, value in (
            ("file", spot["file"]),
            ("x", round(spot["x"] * 100, 2)),
            ("y", round(spot["y"] * 100, 2)),
        )
    }
