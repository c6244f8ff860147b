"""The cast is what its table says."""

from tests.cast import PEOPLE, Cast
from waypost.people.models import Person


def test_exactly_the_endorsed_and_settled_are_active(cast: Cast) -> None:
    unsettled = {"suspended", "dormant", "former", "invited", "outsider"}
    endorsed = {name for name, (_organisation, _role, networks) in PEOPLE.items() if networks}
    by_rule = {name for name, person in cast.people().items() if person.is_active_member()}
    by_query = {person.pk for person in Person.objects.active()}
    assert by_rule == endorsed - unsettled
    assert by_query == {cast.people()[name].pk for name in by_rule}


def test_networks_are_apart(cast: Cast) -> None:
    assert cast.officer.networks() == [cast.regional.pk]
    assert cast.ministry_officer.networks() == [cast.programme.pk]
    assert cast.immigration_officer.networks() == sorted([cast.regional.pk, cast.programme.pk])


def test_somebody_signed_in_is_who_they_are(cast: Cast, enter) -> None:
    answer = enter(cast.officer).get("/")
    assert answer.wsgi_request.person == cast.officer
