"""The one field for text: what counts as text, what is refused, and that every form of the portal uses it."""

from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.module_loading import autodiscover_modules

from waypost.core.writing import TextField, says_something, spoken_in


@pytest.mark.parametrize(
    "text",
    ["", "  ", "\u200b", "\u200b \u2060\ufeff", "\u00ad", "\u3164", "\u2800", "\ufe0f", "\u202e", "\u0e31"],
)
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert not says_something(text)
    with pytest.raises(ValidationError):
        TextField().clean(text)
    assert TextField(required=False).clean(text) == ""


@pytest.mark.parametrize(
    "text", ["a", "ก", "ด่าน\u200bแม่สอด", "สุวรรณ\u2060ภูมิ", "🚤", "…", "नमस्\u200dते", "שלום\u200f!", "1"]
)
def test_signs_inside_words_stay(text: str) -> None:
    assert TextField().clean(text) == text


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_the_direction_is_refused_and_found(sign: str) -> None:
    with pytest.raises(ValidationError, match="After “Four craft”"):
        TextField().clean(f"Four craft{sign}gpj.exe")


def test_too_long_is_said_not_cut_off() -> None:
    field = TextField(max_length=3)
    assert "maxlength" not in field.widget.attrs
    with pytest.raises(ValidationError, match="too long"):
        field.clean("four")


def _forms(of: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in of.__subclasses__():
        yield each
        yield from _forms(each)


def test_every_form_takes_text_with_it() -> None:
    autodiscover_modules("forms", "signin.forms")
    ours = {
        each
        for each in _forms(forms.BaseForm)
        if each.__module__.startswith("waypost.") and ".tests." not in each.__module__
    }
    assert len({each.__module__ for each in ours}) > 4, [config.name for config in apps.get_app_configs()]
    bare = [
        f"{each.__module__}.{each.__name__}.{name}"
        for each in ours
        for name, field in getattr(each, "base_fields", {}).items()
        if type(field) is forms.CharField
        and not field.widget.is_hidden  # nobody types it
        and not isinstance(field.widget, forms.PasswordInput)
    ]
    assert not bare, "a text field of its own kind: use core.writing.TextField"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Agreed.", "en"),
        ("เห็นชอบ", "th"),
        ("ตราประทับ Freedonia", "th"),
        ("2020-07-20 – 2020-08-25", ""),
        ("", ""),
    ],
)
def test_words_are_read_aloud_in_the_language_they_look_like(words: str, language: str) -> None:
    assert spoken_in(words) == language
