"""Second checks and contests that wait stand on the first page of exactly those who can act on them."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import contesting, flash
from waypost.alerts.models import Alert
from waypost.alerts.needs import needs_of
from waypost.alerts.policies import may_answer_contest
from waypost.alerts.tests.contested import of_the_coast
from waypost.alerts.tests.test_contesting import answered, said
from waypost.alerts.tests.urgent import alone, flashed, urgent
from waypost.core.remembering import remembering
from waypost.face.tests.reading import Page
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.models import Publication
from waypost.publications.policies import may_check_second
from waypost.publications.tests.sharing import fresh

As = Callable[[Person], Client]


def everybody(cast: Cast) -> Iterator[tuple[str, Person]]:
    for each in fields(cast):
        if isinstance(person := getattr(cast, each.name), Person):
            yield each.name, person


def approved(cast: Cast, terms: dict[str, str]) -> dict[str, Any]:
    """The same with the person of the cast who approves."""
    return {name: getattr(cast, value) if name == "approver" else value for name, value in terms.items()}


def needing(cast: Cast, what: str) -> set[str]:
    return {name for name, person in everybody(cast) if what in [str(need.what) for need in needs_of(person)]}


def waits_for_exactly_those_who_may(cast: Cast, alert: Publication) -> set[str]:
    may = {name for name, person in everybody(cast) if may_check_second(person, fresh(alert))}
    assert needing(cast, "Second check") == may
    return may


def test_a_second_check_waits_for_exactly_those_who_may_do_it(cast: Cast) -> None:
    may = waits_for_exactly_those_who_may(cast, flashed(cast, Mark.AMBER, to=[cast.coast]))
    assert "deputy" in may
    assert "focal_point" not in may


def test_it_waits_for_the_secretariat_where_that_approves(cast: Cast) -> None:
    item = urgent(cast, by=cast.lone_focal_point, approved_by="secretariat")
    may = waits_for_exactly_those_who_may(cast, alone(item, cast.lone_focal_point))
    assert "secretariat" in may
    assert "lone_focal_point" not in may


def test_whoever_began_the_next_version_does_not_check_the_one_that_is_out(cast: Cast) -> None:
    alert = flashed(cast)
    afterwards.start_version(by=cast.deputy, publication=alert)
    waits_for_exactly_those_who_may(cast, alert)


def test_what_was_checked_waits_no_more(cast: Cast) -> None:
    alert = flashed(cast)
    flash.check_second(by=cast.deputy, publication=alert, version=1)
    assert needing(cast, "Second check") == set()


@pytest.mark.parametrize("terms", [{}, {"approved_by": "named", "approver": "deputy"}])
def test_a_contest_waits_for_exactly_those_who_answer_it(cast: Cast, terms: dict[str, str]) -> None:
    alert = of_the_coast(cast, **approved(cast, terms))
    made = said(cast, alert)
    may = {name for name, person in everybody(cast) if may_answer_contest(person, fresh(alert))}
    assert {"officer", "focal_point", "deputy"} <= may
    assert needing(cast, "The issuing state contests it") == may
    answered(cast, alert, made)
    assert needing(cast, "The issuing state contests it") == set()


def test_they_stand_on_the_first_page_by_their_deadline(cast: Cast, enter: As) -> None:
    alert = flashed(cast)
    page = Page(enter(cast.deputy).get("/").content.decode())
    assert "Second check" in page.words
    assert f"/items/{alert.public_id}/second-check/" in enter(cast.deputy).get("/").content.decode()
    assert "Second check" not in Page(enter(cast.coast_focal_point).get("/").content.decode()).words


def test_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries, remembering():
            assert needs_of(Person.objects.get(pk=cast.deputy.pk))
        return len(queries)

    alerts: list[Alert] = [flashed(cast)]
    one = asked()
    alerts += [flashed(cast), of_the_coast(cast)]
    contesting.contest(by=cast.coast_focal_point, publication=alerts[-1], reason="Ours since May.")
    assert asked() == one
