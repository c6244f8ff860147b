"""Requests are found by their words: in their own list and by the portal's search, under their own rule."""

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.models import AuditRow
from waypost.publications.models import SearchDay
from waypost.publications.search.asked import ask
from waypost.publications.search.holding import holds
from waypost.publications.tests.test_search_command import SOUND, said
from waypost.requests.actions import asking
from waypost.requests.actions.finding import find_the_old
from waypost.requests.lists import found_by
from waypost.requests.models import Answer, Question
from waypost.requests.tests.posing import answered, asked, drafted, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.both]

ZEBRA = {"title": "A zebra at the counter", "text": "ตราประทับกลม was seen on Κ 4410000, twice."}


GIRAFFE = "A giraffe was there."


def found(viewer: Any, typed: str) -> list[str]:
    return [row.request.reference for row in found_by(viewer, ask(typed), 10)]


@pytest.mark.parametrize(
    "typed", ["zebra", "ZEBRAS", "counter zebra", "ตราประทับ", "4410000", "44100", '"at the counter"', "{ref}"]
)
def test_a_question_is_found_by_its_words_and_its_number(cast: Cast, typed: str) -> None:
    made = asked(cast, Mark.AMBER, **ZEBRA)
    asked(cast, Mark.AMBER)
    assert found(cast.coast_officer, typed.format(ref=made.reference)) == [made.reference]


@pytest.mark.parametrize("typed", ["giraffe", "zebra giraffe", '"counter zebra"', "4410001", "%", "_ebra"])
def test_and_not_by_others(cast: Cast, typed: str) -> None:
    asked(cast, Mark.AMBER, **ZEBRA)
    found_anything = found(cast.coast_officer, typed) if ask(typed).part else []
    assert found_anything == []


def test_by_whoever_sees_it_and_nobody_else(cast: Cast) -> None:
    """The rule of requests, whatever is asked."""
    for mark in (Mark.GREEN, Mark.AMBER, Mark.RED):
        made = asked(cast, mark, **ZEBRA)
        seen = {
            name
            for name, person in cast.people().items()
            if Question.visible_to(person).filter(request=made.pk).exists()
        }
        finding = {name for name, person in cast.people().items() if made.reference in found(person, "zebra")}
        assert finding == seen


def test_a_draft_and_what_was_withdrawn_from_somebody_are_not_found(cast: Cast) -> None:
    drafted(cast, Mark.AMBER, cast.coast, **ZEBRA)
    gone = asked(cast, Mark.AMBER, **ZEBRA)
    asking.withdraw(by=cast.focal_point, request=fresh(gone), because="By mistake.")
    assert found(cast.coast_officer, "zebra") == []
    assert found(cast.focal_point, "zebra") == [gone.reference]


def test_what_was_asked_before_is_found_after_a_while(cast: Cast) -> None:
    made = asked(cast, Mark.AMBER, **ZEBRA)
    answered(cast.coast_focal_point, made, GIRAFFE)
    drafted(cast, Mark.AMBER, cast.coast, **ZEBRA)
    with outside_actions(because="as an older release left it"):
        Question.unfiltered.update(words="")
        Answer.unfiltered.update(words="")
    assert found(cast.coast_officer, "zebra") == found(cast.coast_officer, "giraffe") == []
    assert (find_the_old(), find_the_old()) == (1, 0)
    assert found(cast.coast_officer, "zebra") == found(cast.coast_officer, "giraffe") == [made.reference]


@pytest.mark.parametrize("question", [Mark.GREEN, Mark.AMBER, Mark.RED], ids=lambda mark: mark.name)
@pytest.mark.parametrize("answer", [Mark.AMBER, Mark.STRICT, Mark.RED], ids=lambda mark: mark.name)
def test_an_answer_is_found_by_those_who_read_it_and_nobody_else(
    cast: Cast, question: Mark, answer: Mark
) -> None:
    made = asked(cast, question, **ZEBRA)
    given = answered(cast.coast_focal_point, made, GIRAFFE, mark=max(question, answer))
    people = cast.people()
    reading = {name for name, person in people.items() if Answer.visible_to(person).filter(pk=given.pk)}
    assert {"focal_point", "coast_focal_point"} <= reading
    assert {name for name, person in people.items() if found(person, "giraffe")} == reading
    assert {name for name, person in people.items() if found(person, GIRAFFE.lower())} == reading


def test_of_an_answer_that_was_corrected_the_correction_is_found(cast: Cast) -> None:
    made = asked(cast, Mark.AMBER, **ZEBRA)
    answered(cast.coast_focal_point, made, GIRAFFE)
    answered(cast.coast_focal_point, made, "An okapi.", on=1)
    assert found(cast.focal_point, "giraffe") == []
    assert found(cast.focal_point, "okapi") == [made.reference]
    asking.withdraw(by=cast.focal_point, request=fresh(made), because="By mistake.")
    assert found(cast.focal_point, "okapi") == found(cast.coast_officer, "okapi") == [made.reference]


def test_the_list_says_in_whose_answer_the_words_stand(cast: Cast, enter: Any) -> None:
    made = asked(cast, Mark.AMBER, cast.coast, cast.lone, **ZEBRA)
    answered(cast.coast_focal_point, made, GIRAFFE)
    told = "The words stand in the answer of Coast guard X"
    for address in (reverse("items"), reverse("requests") + "?side=all"):
        found_at = address + ("&" if "?" in address else "?") + "q=giraffe"
        assert told in enter(cast.deputy).get(found_at).content.decode()
        other = enter(cast.lone_focal_point).get(found_at).content.decode()
        assert made.reference not in other
        assert told not in enter(cast.deputy).get(found_at.replace("giraffe", "zebra")).content.decode()


def test_stale_words_are_told_by_the_check_and_written_anew(cast: Cast) -> None:
    made, sent = asked(cast, Mark.AMBER, **ZEBRA), asked(cast, Mark.GREEN)
    answered(cast.coast_focal_point, made, GIRAFFE)
    draft = drafted(cast, Mark.AMBER, cast.coast, **ZEBRA)
    assert said("check") == SOUND
    with outside_actions(because="a guard test breaks the words"):
        Question.unfiltered.filter(request__in=[made.pk, draft.pk]).update(words=" zebra ")
        Answer.unfiltered.update(words=" okapi ")
    stale = "texts with other words than they should have."
    assert said("check") == [
        f"request:{made.public_id} has 2 {stale}",
        f"request:{draft.public_id} has 1 {stale}",
        "Found: 2; `waypost search rebuild` writes them anew.",
        "exit 1",
    ]
    assert found(cast.lone_focal_point, sent.reference) == [sent.reference]
    assert said("rebuild") == ["Written: 3 rows."]
    assert said("check") == SOUND
    assert AuditRow.objects.filter(action="requests.words_rebuilt", actor="operator").exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.sampled_from('zebra K4-ก ตราจ"%_\\ counter'), min_size=1, max_size=12))
def test_the_condition_is_the_rule_over_words_in_hand(cast: Cast, typed: str) -> None:
    from waypost.publications.search.holding import condition

    part = ask(typed).part
    if part is None:
        return
    if not Question.unfiltered.exists():
        asked(cast, Mark.AMBER, **ZEBRA)
    question = Question.unfiltered.get()
    by_the_data_base = Question.unfiltered.filter(condition(part, "words")).exists()
    assert by_the_data_base == holds(part, question.words)


def test_the_portals_search_shows_them_under_the_items(cast: Cast, enter: Any) -> None:
    made = asked(cast, Mark.AMBER, **ZEBRA)
    page = enter(cast.coast_officer).get(reverse("items") + "?q=zebra").content.decode()
    assert "Requests with these words" in page
    assert reverse("request", args=[made.public_id]) in page
    assert made.reference not in enter(cast.customs_officer).get("/items/?q=zebra").content.decode()
    assert (
        made.reference not in enter(cast.coast_officer).get("/items/?q=zebra&topic=maritime").content.decode()
    )


def test_a_search_that_finds_a_request_is_not_in_vain(cast: Cast, enter: Any) -> None:
    asked(cast, Mark.AMBER, **ZEBRA)
    enter(cast.coast_officer).get(reverse("items") + "?q=zebra")
    enter(cast.customs_officer).get(reverse("items") + "?q=zebra")
    day = SearchDay.objects.get()
    assert (day.searches, day.in_vain) == (2, 1)


def test_their_own_list_is_narrowed_by_words(cast: Cast, enter: Any) -> None:
    made, other = asked(cast, Mark.AMBER, **ZEBRA), asked(cast, Mark.AMBER)
    client = enter(cast.coast_officer)
    page = client.get(reverse("requests") + "?side=all&q=zebra").content.decode()
    assert made.reference in page
    assert other.reference not in page
    page = client.get(reverse("requests") + "?q=giraffe&side=by-us").content.decode()
    assert "No question or answer here holds all of these words." in page
