"""Forms: what was typed is kept, what is wrong is said, and both stand with the field."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from waypost.core.errors import Refused
from waypost.face.forms import DateField, refuse
from waypost.face.tests.reading import Page


class Sighting(forms.Form):
    title = forms.CharField(max_length=20, label="Title", help_text="In one line")
    seen_on = DateField(label="Seen on")
    mail = forms.EmailField(label="Mail", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Boat"), ("b", "Paper")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure", required=False)


GOOD = {"title": "A boat", "seen_on": "2020-09-01", "kind": "a"}


def shown(form: forms.Form) -> Page:
    written = engines["django"].from_string("{% errors form %}{{ form }}").render({"form": form})
    return Page(written)


def test_a_good_form_says_nothing() -> None:
    form = Sighting(GOOD)
    assert form.is_valid()
    assert form.cleaned_data["seen_on"] == date(2020, 9, 1)
    assert not shown(form).with_class("errors")


def test_every_field_has_a_label_of_its_own() -> None:
    page = shown(Sighting())
    labelled = {label["for"] for label in page.tags("label") if "for" in label}
    assert {"id_title", "id_seen_on", "id_mail", "id_kind_0", "id_kind_1", "id_sure"} == labelled
    assert page.words.count("(not required)") == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"title": ""}, "id_title", "This is empty. Fill it in."),
        ({"title": "x" * 21}, "id_title", "This is too long: 21 characters. Shorten it to 20."),
        ({"title": "a\x00b"}, "id_title", "This holds a character that cannot be kept. Type it again."),
        ({"seen_on": "31.9.2020"}, "id_seen_on", "This is no date."),
        ({"seen_on": "2020-02-30"}, "id_seen_on", "This is no date."),
        ({"mail": "somebody"}, "id_mail", "This is no mail address."),
        ({"kind": "c"}, "id_kind_0", "This is not one of the choices."),
        ({"kind": ""}, "id_kind_0", "This is empty. Fill it in."),
    ],
)
def test_what_is_wrong_leads_to_its_field(wrong: dict[str, str], field: str, sentence: str) -> None:
    page = shown(Sighting(GOOD | wrong))
    (summary,) = page.with_class("errors")
    assert "autofocus" in summary
    assert [link["href"] for link in page.tags("a")] == [f"#{field}"]
    assert page.by_id(field)["aria-invalid"] == "true"
    assert page.words.count(sentence) == 2  # above and beside the field


def test_hint_and_error_are_told_with_the_field() -> None:
    page = shown(Sighting(GOOD | {"title": ""}))
    told = page.by_id("id_title")["aria-describedby"].split()
    assert told == ["id_title_helptext", "id_title_error"]
    assert all(page.by_id(each) for each in told)


@pytest.mark.parametrize("typed", ["<b>&\"'", "\u202e ตรวจ 🛂", "31.9.2020"])
def test_what_was_typed_stands_there_again(typed: str) -> None:
    page = shown(Sighting(GOOD | {"title": typed, "seen_on": typed}))
    assert page.by_id("id_title")["value"] == typed
    assert page.by_id("id_seen_on")["value"] == typed


def test_a_refusal_stands_on_top_and_beside_the_fields_it_names() -> None:
    form = Sighting(GOOD)
    assert form.is_valid()
    refuse(
        form, Refused("It was not kept.", title="Another item has this title.", nowhere="Not of this form.")
    )
    assert form.non_field_errors() == ["It was not kept."]
    assert form.errors["title"] == ["Another item has this title."]
    assert "It was not kept." in shown(form).words


@pytest.mark.parametrize("language", ["en", "th"])
def test_no_sentence_of_django_is_left(language: str) -> None:
    with translation.override(language):
        form = Sighting(dict.fromkeys(GOOD, ""))
        said: list[Any] = [sentence for sentences in form.errors.values() for sentence in sentences]
    assert said
    assert not any("required" in str(sentence) for sentence in said)
    if language == "th":
        assert not any(letter.isascii() and letter.isalpha() for letter in "".join(map(str, said)))
