"""What people write: the one field with which every form of the portal takes text."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# They turn the direction of what stands behind them and can't be seen: one text looks like another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS = frozenset(
    "\u115f\u1160\u2800\u3164\uffa0"
)  # letters and symbols by class, and nothing is to be seen
_NOT_SEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"})
_AROUND = 12  # characters before a sign that say where it is


_LETTERS = {"th": re.compile(r"[\u0e01-\u0e4e]"), "en": re.compile(r"[A-Za-z]")}


def spoken_in(text: str) -> str:
    """The language of the portal these words look like, so that a voice reads them in it; empty for mere numbers."""
    return next((language for language, letters in _LETTERS.items() if letters.search(text)), "")


def says_something(text: str) -> bool:
    """Is there anything in it to read? A zero-width space inside a Thai word is in its place; alone it is nothing."""
    return any(sign not in _BLANK_LETTERS and unicodedata.category(sign) not in _NOT_SEEN for sign in text)


def written(text: str) -> str:
    """The text without what can't be seen and misleads, for what is kept without a form."""
    kept = "".join(sign for sign in text if sign != "\0" and sign not in _TURNING).strip()
    return kept if says_something(kept) else ""


def turns_direction(text: str) -> int | None:
    """Where the first invisible sign stands that turns the direction of writing; None where there is none."""
    return next((at for at, sign in enumerate(text) if sign in _TURNING), None)


class TextField(forms.CharField):
    """Text of one line or many. What says nothing counts as empty; signs that turn the direction of writing are
    refused. The browser gets no maxlength: what is too long is said, where a browser would cut it off in silence.
    """

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return text if says_something(text) or "\0" in text else ""  # a NUL is refused, not overlooked

    def validate(self, value: str) -> None:
        super().validate(value)
        at = turns_direction(value)
        if at is not None:
            before = value[max(0, at - _AROUND) : at]
            sentence = _(
                "After “%(before)s” stands an invisible sign that turns the direction of writing. Delete it and what "
                "stands beside it, and type that again."
            )
            raise forms.ValidationError(sentence, code="turning", params={"before": before})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
