"""What the portal holds about a member: their own, and nothing of anybody else; and leaving by oneself."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import SINCE, TODAY, Cast
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.models import AuditRow
from waypost.desk.lists.own import parts_of
from waypost.face.tests.reading import Page
from waypost.notices.models import Follow
from waypost.people.models import Person, Tenure
from waypost.people.signin import standing
from waypost.people.tests.factors import give_app
from waypost.publications.tests.sharing import asking, shared
from waypost.publications.tests.test_answering import answer
from waypost.training.actions.assessing import Marks, assess
from waypost.training.tests.sitting import examined, learner, taken
from waypost.training.tests.test_assessing import held

Enter = Callable[[Person], Client]


def test_results_of_tests_are_ones_own(cast: Cast) -> None:
    """Whoever runs the cohort reads them on the page of the test: they are not theirs."""
    taken(cast, examined(cast), 0, 1)
    [row] = {part.key: part.rows for part in parts_of(learner(cast))}["tests"]
    assert (row["Points"], row["Points there were"]) == (1, 2)
    assert {part.key: part.rows for part in parts_of(cast.secretariat)}["tests"] == []


def test_marks_are_the_learners_and_not_the_assessors(cast: Cast, hands: Any) -> None:
    session, rubric, row = held(cast, hands)
    marks = Marks((3, 5), note="Holds it well.")
    assess(by=cast.logistics, session=session, rubric=rubric, nominee=row, marks=marks)
    [own] = {part.key: part.rows for part in parts_of(learner(cast))}["assessments"]
    assert (own["Result"], own["Points"], own["Note"]) == ("Not passed", 8, "Holds it well.")
    assert {part.key: part.rows for part in parts_of(cast.logistics)}["assessments"] == []


def test_the_file_holds_ones_own_and_nobody_elses(cast: Cast, enter: Enter) -> None:
    mine = shared(cast, Mark.AMBER, to=[cast.coast])
    browser = enter(cast.officer)
    assert browser.get(reverse("own_data")).status_code == 200
    file = browser.get(reverse("own_data_file"))
    assert "attachment" in file.headers["Content-Disposition"]
    found = json.loads(file.content)
    assert [row["Reference"] for row in found["items"]] == [mine.reference]
    assert found["posts"][0]["Since"] == SINCE.isoformat()
    said = file.content.decode()
    for name, person in cast.people().items():
        if person != cast.officer:
            assert person.email not in said, name
    row = AuditRow.objects.get(action="people.own_data_exported")
    assert row.actor == cast.officer.public_id


def test_what_one_may_not_see_any_more_is_not_in_it(cast: Cast, enter: Enter) -> None:
    """Of an item read once: not even its number, once it is hidden."""
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    browser = enter(cast.coast_officer)
    browser.get(reverse("item", args=[item.public_id]))
    assert item.reference in browser.get(reverse("own_data_file")).content.decode()
    Tenure.objects.get(person=cast.coast_officer).endorsements.update(until=TODAY)
    assert item.reference not in browser.get(reverse("own_data_file")).content.decode()


def test_it_is_said_in_words_of_the_readers_language(cast: Cast, enter: Enter) -> None:
    """No code of the data base stands on the page: not of an answer, a language, or of what is followed."""
    answer(cast.coast_focal_point, asking(cast, to=[cast.coast]), answer="not-ours")
    Follow.objects.create(person=cast.coast_focal_point, kind="kind", key="bulletin", since=clock.now())
    browser = enter(cast.coast_focal_point)
    english = Page(browser.get(reverse("own_data")).content.decode()).words
    assert "Does not concern us" in english
    assert "English" in english
    assert "Bulletin" in english
    browser.cookies["language"] = "th"
    thai = Page(browser.get(reverse("own_data")).content.decode()).words
    for code in ("not-ours", "Does not concern us", "Bulletin", "bulletin", "At once", "Once a day"):
        assert code not in thai


def test_the_file_asks_for_a_fresh_factor(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    give_app(cast.officer)
    browser = enter(cast.officer)
    true = time.time
    monkeypatch.setattr(standing.time, "time", lambda: true() + 400)
    for page in ("own_data_file", "leave"):
        assert browser.get(reverse(page)).url.startswith(reverse("mfa_reauthenticate"))


def test_one_leaves_by_oneself(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    assert browser.post(reverse("leave")).status_code == 302
    assert not Tenure.objects.get(person=cast.officer).is_current(TODAY)
    assert "no network" in browser.get("/").content.decode()


def test_the_last_focal_point_is_told_why_not(cast: Cast, enter: Enter) -> None:
    said: Any = enter(cast.coast_focal_point).post(reverse("leave"))
    assert said.status_code == 409
    assert "only focal point" in said.content.decode()
    assert Tenure.objects.get(person=cast.coast_focal_point).is_current(TODAY)
