"""Queries that are put together once hold nothing of whoever asked first: no viewer, no day, no language.

Every one in the running system is put together again at another time and in another language, and compared.
"""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import translation

import waypost.urls  # noqa: F401  brings in every room's pages
from tests.cast import Cast
from waypost.access.keys import ANYBODY, keys_of, viewer_given
from waypost.access.models import Reach
from waypost.core import clock
from waypost.core.compiled import Compiled, Given
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import shared

_EVERY = [each for each in Compiled.every if each._build.__module__.startswith("waypost.")]


def _written(each: Compiled[object]) -> tuple[str, list[object]]:
    made = each.make()
    return made.sql, [place.name if isinstance(place, Given) else place for place in made.places]


def test_there_are_such_queries() -> None:
    assert len(_EVERY) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("each", _EVERY, ids=lambda each: each._build.__qualname__)
def test_a_query_is_the_same_whenever_it_is_put_together(each: Compiled[object]) -> None:
    with clock.standing_at(datetime(2020, 9, 1, tzinfo=UTC)), translation.override("en"):
        first = _written(each)
    with clock.standing_at(datetime(2031, 2, 3, tzinfo=UTC)), translation.override("th"):
        assert _written(each) == first, "It looks at something that changes. Give it that each time."


@pytest.mark.django_db
@pytest.mark.parametrize("each", _EVERY, ids=lambda each: each._build.__qualname__)
def test_the_rule_in_it_has_no_keys_of_its_own(each: Compiled[object]) -> None:
    sql, places = _written(each)
    sql %= tuple(f"/*{place}*/" for place in places)  # in the text or beside it
    asked = re.findall(r"reach\.key [^)]*\)\S* AND \(?reach\.side = (\d)", sql)
    whose = re.findall(r"reach\.key [^)]*?/\*(\w+)\*/", sql)
    assert len(asked) == sql.count("reach.key") == len(whose), sql
    # What opens is asked of the keys that open, what bars of those that bar: a provisional member has more of these.
    assert [side == str(Reach.Side.BARRED.value) for side in asked] == [
        name == "barring" for name in whose
    ], sql


@pytest.mark.django_db
def test_the_same_query_gives_everybody_their_own(cast: Cast) -> None:
    query = Compiled(lambda: Publication.visible_to(ANYBODY))
    shared(cast, to=[cast.coast])
    for person in (cast.officer, cast.coast_officer, cast.ministry_officer, cast.officer):
        seen = {row.pk for row in Publication.visible_to(person)}
        assert {row.pk for row in query(**viewer_given(person))} == seen
        assert all(row.is_seen for row in query(**viewer_given(person)))


@pytest.mark.django_db
def test_among_no_numbers_is_nothing_and_nothing_is_asked(
    cast: Cast, django_assert_num_queries: object
) -> None:
    query = Compiled(lambda keys: Publication.visible_to(ANYBODY))  # noqa: ARG005
    shared(cast)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert query(keys=[], person=0, organisation=0) == []


@pytest.mark.django_db
def test_a_value_that_was_forgotten_is_an_error() -> None:
    query = Compiled(lambda on: Topic.objects.filter(key=on))
    with pytest.raises(KeyError):
        query(day="maritime")


@pytest.mark.django_db
def test_a_text_with_a_nul_is_equal_to_nothing() -> None:
    query = Compiled(lambda key: Topic.objects.filter(key=key))
    assert query(key="mari\0time") == []


@pytest.mark.django_db
def test_keys_are_given_anew_when_rights_change(cast: Cast) -> None:
    query = Compiled(lambda: Publication.visible_to(ANYBODY).values_list("pk", flat=True))
    item = shared(cast, to=[cast.coast])
    reader = cast.coast_officer
    assert item.pk in query(**viewer_given(reader))
    Person.objects.filter(pk=reader.pk).update(second_factor=False)
    reader = Person.objects.get(pk=reader.pk)
    assert item.pk not in query(**viewer_given(reader))
    assert keys_of(reader) == viewer_given(reader)["keys"]


@pytest.mark.django_db
def test_all_readers_share_one_plan_from_the_first_time_on(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no plans")
    item = shared(cast, to=[cast.coast])
    query = Compiled(
        lambda thing: Publication.visible_to(ANYBODY).filter(pk=thing, stage="published").values_list("pk")
    )
    for person, seen in ((cast.coast_officer, 1), (cast.ministry_officer, 0), (cast.officer, 1)):
        assert len(query(thing=item.pk, **viewer_given(person))) == seen
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        [(statement, *plans)] = [row for row in cursor if row[0] == query.make().sql % _NUMBERED]
    assert plans == [3, 0]
    assert "'published'" in statement, "An index on a part of the rows has to be seen to fit."


_NUMBERED = ("$1", "$2", "$3", "$4")  # places as the server writes them


@pytest.mark.django_db
@pytest.mark.parametrize(("one_plan", "kept"), [(True, 1), (False, 0)])
def test_postgresql_keeps_the_plan_where_one_is_good_for_all(one_plan: bool, kept: int) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no plans")
    name = f"maritime-{one_plan}"  # stands in no other query of this connection
    query = Compiled(lambda key: Topic.objects.exclude(key=name).filter(key=key), one_plan=one_plan)
    for _ in range(4):
        query(key="maritime")
        list(Topic.objects.exclude(key=name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        mine = [statement for (statement,) in cursor if "places_topic" in statement]
    assert len(mine) == kept
