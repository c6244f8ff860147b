"""The question bank: who reads it, what is kept of a question that is said anew, and parallel forms."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core.errors import Refused
from waypost.places.models import Topic
from waypost.training.actions import questions
from waypost.training.actions.questions import deal
from waypost.training.models import Key, Paper, Placed, Question
from waypost.training.tests.asking import OPTIONS, asked, words
from waypost.training.tests.teaching import begun

Enter = Callable[[Any], Client]


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=40), st.integers(1, 12))
def test_forms_are_parallel(rows: list[tuple[int, bool]], most: int) -> None:
    """As many of each topic on both, never more than asked for; anchors on both, no other question on two."""
    bank = [Question(pk=pk, topic_id=topic, anchor=anchor) for pk, (topic, anchor) in enumerate(rows, 1)]
    first, second = deal(bank, most)
    topics = [Counter(each.topic_id for each in form) for form in (first, second)]
    assert topics[0] == topics[1]
    assert all(n <= most for n in topics[0].values())
    on_both = {each.pk for each in first} & {each.pk for each in second}
    assert on_both == {each.pk for each in first if each.anchor}
    assert len({each.pk for each in first}) == len(first)


def test_as_many_as_the_bank_yields_are_dealt() -> None:
    bank = [Question(pk=pk, topic_id=1, anchor=pk == 5) for pk in range(1, 8)]
    first, second = ([each.pk for each in form] for form in deal(bank, 10))
    assert (first, second) == ([5, 1, 3, 6], [5, 2, 4, 7])
    assert [len(form) for form in deal(bank, 2)] == [2, 2]


@pytest.mark.django_db
def test_only_those_who_write_the_programme_read_questions_and_keys(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    [row] = asked(cast.focal_point, programme)
    for reader in (cast.officer, cast.coast_focal_point, cast.secretariat):
        assert programme.is_visible_to(reader)
        assert not Question.visible_to(reader).exists()
        assert not Key.visible_to(reader).exists()
        for page in ("", "new/", f"{row.public_id}/"):
            assert enter(reader).get(f"/training/{programme.public_id}/questions/{page}").status_code == 403
    assert Key.visible_to(cast.deputy).get().right == [0]


@pytest.mark.django_db
def test_a_coordinator_writes_a_bank_and_puts_forms_together(cast: Cast, enter: Enter) -> None:
    programme, topic = begun(cast), Topic.objects.order_by("pk")[0]
    client, at = enter(cast.focal_point), f"/training/{programme.public_id}/questions/"
    assert "Questions of tests" in client.get(f"/training/{programme.public_id}/").content.decode()
    assert "too few for two forms" in client.post(at, {"most": 5}).content.decode()
    typed = {"topic": topic.key, "kind": "single", "text_en": "Which page?", "text_th": "หน้าใด"}
    typed |= {"en_1": "The first", "th_1": "หน้าแรก", "en_3": "The last", "th_3": "หน้าสุดท้าย"}
    missing = client.post(f"{at}new/", typed)
    assert missing.status_code == 422
    assert "Tick the option that is right" in missing.content.decode()
    assert "หน้าสุดท้าย" in missing.content.decode()
    half = client.post(f"{at}new/", {**typed, "en_2": "Neither", "right_1": "on"})
    assert "in both languages, or in none" in half.content.decode()
    assert client.post(f"{at}new/", {**typed, "right_3": "on"}).status_code == 302
    yes_or_no = {**typed, "kind": "true-false", "right_2": "on", "text_en": "A film never lifts."}
    del yes_or_no["en_1"], yes_or_no["th_1"], yes_or_no["en_3"], yes_or_no["th_3"]
    assert client.post(f"{at}new/", yes_or_no).status_code == 302
    first, second = Question.unfiltered.order_by("pk")
    assert Key.unfiltered.get(question=first.pk).right == [1]
    assert second.options == [["True", "ถูก"], ["False", "ผิด"]]
    assert client.post(at, {"most": 5}).status_code == 302
    shown = client.get(at).content.decode()
    assert "Form A" in shown
    assert "A film never lifts." in shown


@pytest.mark.django_db
def test_said_anew_it_is_another_and_forms_stay_as_they_were(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    first, second = asked(cast.focal_point, programme, 2)
    questions.compose(by=cast.focal_point, programme=programme, most=5)
    client, at = enter(cast.focal_point), f"/training/{programme.public_id}/questions/"
    typed = {"topic": first.topic.key, "kind": "single", "text_en": "Said better?", "text_th": "ถามใหม่"}
    typed |= {"en_1": "Yes", "th_1": "ใช่", "en_2": "No", "th_2": "ไม่", "right_2": "on"}
    assert client.post(f"{at}{first.public_id}/", typed).status_code == 302
    late = client.post(f"{at}{first.public_id}/", typed)
    assert "said anew meanwhile" in late.content.decode()
    anew = Question.unfiltered.get(replaces=first.pk)
    assert Question.unfiltered.get(pk=first.pk).text_en == "Question 1?"
    assert Key.unfiltered.get(question=first.pk).right == [0]
    assert "Question 1?" in client.get(f"{at}{anew.public_id}/").content.decode()
    assert set(Placed.unfiltered.values_list("question", flat=True)) == {first.pk, second.pk}
    assert client.post(f"{at}{second.public_id}/", {"do": "retire"}).status_code == 302
    with pytest.raises(Refused, match="too few"):
        questions.compose(by=cast.focal_point, programme=programme, most=5)
    assert Paper.unfiltered.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_words", "said"),
    [
        ({"right": []}, "Tick the option"),
        ({"right": [2]}, "Tick the option"),
        ({"right": [0, 1]}, "More than one"),
        ({"options": OPTIONS[:1]}, "two options at least"),
        ({"options": [OPTIONS[0]] * 2}, "say the same"),
        ({"kind": "true-false", "options": [*OPTIONS, ("Both", "ทั้งสอง")]}, "has two options"),
        ({"text_en": "Passport AA1234567 of 12 May 1990?"}, "personal data"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    cast: Cast, given_words: dict[str, Any], said: str
) -> None:
    programme = begun(cast)
    with pytest.raises(Refused, match=said):
        questions.write_question(by=cast.focal_point, programme=programme, words=words(**given_words))
    assert not Question.unfiltered.exists()
