"""The secretariat's words: added beside those that came with the portal, worded anew, ended, never given twice."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.test.html import parse_html
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast
from waypost.alerts.forms.words import Words
from waypost.alerts.models import Term, Vocabulary
from waypost.alerts.vocabulary import choices, options
from waypost.people.models import Person

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]

TYPED = {
    "code": "SUB-MTH",
    "label_en": "Motion thread",
    "label_th": "ด้ายนิรภัยเคลื่อนไหว",
    "meaning_en": "A thread whose image moves when tilted.",
    "meaning_th": "ด้ายที่ภาพเคลื่อนเมื่อเอียง",
    "group": "Substrate",
}


def page(name: str, *names: str) -> str:
    return reverse(name, args=names)


@pytest.fixture
def keeper(cast: Cast, enter: Enter) -> Client:
    return enter(cast.secretariat)


def add(client: Client, vocabulary: str = "feature", **changed: str) -> Any:
    return client.post(page("add_word", vocabulary), {**TYPED, **changed})


def term(code: str = "SUB-MTH", vocabulary: str = "feature") -> Term:
    return Term.objects.get(vocabulary=vocabulary, code=code)


def test_a_word_is_added_under_its_group_in_both_languages_and_offered(keeper: Client) -> None:
    answer = add(keeper, code="sub-mth")
    assert answer.status_code == 302
    assert (term().group_th, term().ours) == ("วัสดุ", False)
    assert "SUB-MTH" in dict(dict(choices(Vocabulary.FEATURE))["Substrate"])
    assert b"Motion thread" in keeper.get(page("vocabulary", "feature")).content


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "SUB-THR"}, "A code keeps its meaning for good"),
        ({"label_en": "security thread"}, "The word SUB-THR reads the same."),
        ({"label_th": "ด้ายนิรภัย"}, "The word SUB-THR reads the same."),
        ({"code": "+++"}, "Write two to four letters"),
        ({"label_th": ""}, "Correct one thing to go on"),
        ({"group": "Nothing such"}, "Correct one thing to go on"),
    ],
)
def test_what_would_break_the_vocabulary_is_refused(
    keeper: Client, changed: dict[str, str], said: str
) -> None:
    before = Term.objects.count()
    answer = add(keeper, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Term.objects.count() == before
    assert b"A thread whose image moves" in answer.content


def test_an_issuer_has_three_letters_and_its_member(keeper: Client) -> None:
    typed = {"label_en": "Zenda", "label_th": "เซนดา", "member_key": "id"}
    assert add(keeper, "issuer", code="ZEN1", **typed).status_code == 422
    assert add(keeper, "issuer", code="xzd", **typed, group="").status_code == 302
    assert term("XZD", "issuer").member_key == "id"


def test_an_own_word_is_worded_anew_and_keeps_its_code(keeper: Client) -> None:
    add(keeper)
    answer = keeper.post(
        page("word", "feature", "SUB-MTH"), {**TYPED, "label_en": "Moving thread", "code": "X"}
    )
    assert answer.status_code == 302
    assert term().label_en == "Moving thread"


def test_what_ended_is_not_offered_is_still_read_and_can_come_back(keeper: Client) -> None:
    add(keeper)
    keeper.post(page("end_word", "feature", "SUB-MTH"))
    assert "SUB-MTH" not in dict(dict(choices(Vocabulary.FEATURE))["Substrate"])
    assert add(keeper, label_en="Another", label_th="อื่น").status_code == 422
    assert b"Motion thread" in keeper.get(page("vocabulary", "feature")).content
    keeper.post(page("offer_word_again", "feature", "SUB-MTH"))
    assert "SUB-MTH" in dict(dict(choices(Vocabulary.FEATURE))["Substrate"])


def test_what_came_with_the_portal_stays_as_it_is(keeper: Client) -> None:
    was = term("SUB-THR")
    assert keeper.get(page("word", "feature", "SUB-THR")).status_code == 403
    assert keeper.post(page("word", "feature", "SUB-THR"), TYPED).status_code == 403
    assert keeper.post(page("end_word", "feature", "SUB-THR")).status_code == 403
    assert vars(term("SUB-THR")) | {"_state": 0} == vars(was) | {"_state": 0}


@pytest.mark.parametrize("who", ["officer", "focal_point", "mission_focal_point", "auditor", "trainer"])
def test_to_everybody_else_the_pages_are_not_there(
    cast: Cast, enter: Enter, keeper: Client, who: str
) -> None:
    add(keeper)
    client = enter(getattr(cast, who))
    for name, *names in (
        ("alert_words",),
        ("vocabulary", "feature"),
        ("add_word", "feature"),
        ("word", "feature", "SUB-MTH"),
    ):
        assert client.get(page(name, *names)).status_code == 404
    assert client.post(page("end_word", "feature", "SUB-MTH")).status_code == 404
    assert term().ended_at is None
    assert b"Words of alerts" not in client.get("/help/").content


def test_the_secretariat_finds_them_at_the_foot_of_every_page(keeper: Client) -> None:
    assert page("alert_words") in keeper.get("/help/").content.decode()
    body = keeper.get(page("alert_words")).content.decode()
    assert all(page("vocabulary", each) in body for each in Vocabulary)
    assert keeper.get(page("vocabulary", "nothing")).status_code == 404


def test_a_list_to_choose_from_is_as_django_writes_it_and_keeps_what_was_chosen() -> None:
    """Its markup is made once for all forms: of a choice, and of what somebody made up."""

    class Plain(forms.Form):
        word = forms.ChoiceField(choices=choices(Vocabulary.FEATURE), required=False)

    class Ours(forms.Form):
        word = Words(Vocabulary.FEATURE, required=False)

    for given in (None, {"word": "SUB-THR"}, {"word": '"><script>'}, {"word": ""}):
        plain, ours = (re.sub(r"\s*\n\s*", "", str(form(given)["word"])) for form in (Plain, Ours))
        assert parse_html(ours) == parse_html(plain)
    assert not Ours({"word": "XXX"}).is_valid()


def test_a_list_to_choose_from_changes_with_the_words_and_the_language(keeper: Client) -> None:
    before = options(Vocabulary.FEATURE)
    with translation.override("th"):
        assert "ด้ายนิรภัย" in options(Vocabulary.FEATURE)
    add(keeper)
    assert "Motion thread" not in before
    assert "Motion thread" in options(Vocabulary.FEATURE)
    keeper.post(page("end_word", "feature", "SUB-MTH"))
    assert options(Vocabulary.FEATURE) == before
