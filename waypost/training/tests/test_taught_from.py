"""What is taught from resources: shown and told as far as one sees the resource, and to those who teach."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.core.models import Event
from waypost.notices.fanout import fan_out
from waypost.notices.models import Notice
from waypost.people.models import Person
from waypost.publications.tests.sharing import fresh, second_version
from waypost.training.actions import taught_from as actions
from waypost.training.lists.taught_from import taught_from
from waypost.training.models import PracticalSession, Programme, TaughtFrom
from waypost.training.tests import playing
from waypost.training.tests.enrolling import offered
from waypost.training.tests.practising import planned, trainer
from waypost.training.tests.telling import a_resource
from waypost.training.ticks import new_versions

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
KIND = "training.resource_overtaken"


def of_the_police(cast: Cast, mark: Mark = Mark.GREEN) -> tuple[Programme, PracticalSession]:
    """A session of the police in the regional network, taught by an officer of the customs."""
    intake = offered(cast, by=cast.focal_point, mark=mark)
    return Programme.unfiltered.get(), planned(
        cast, intake, trainer(cast.customs_officer.email), by=cast.focal_point
    )


def told() -> set[str]:
    for event in Event.objects.filter(name=KIND, told_at__isnull=True):
        fan_out(event)
    return set(Notice.objects.filter(kind=KIND).values_list("person__email", flat=True))


def test_shown_to_who_sees_the_resource_and_to_nobody_else(cast: Cast, enter: Enter) -> None:
    programme, session = of_the_police(cast)
    resource = fresh(a_resource(cast, Mark.AMBER))
    command, page = enter(cast.focal_point), f"/training/sessions/{session.public_id}/"
    answer = command.post(f"{page}resources/", {"resource": "XX-1"})
    assert answer.status_code == 422
    assert command.post(f"{page}resources/", {"resource": resource.reference}).status_code == 302
    assert resource.reference in command.get(page).content.decode()
    stranger = enter(cast.coast_officer)
    shown = stranger.get(page)
    assert shown.status_code == 200
    assert resource.reference not in shown.content.decode()
    assert "Taught from" not in shown.content.decode()
    assert stranger.get(f"{page}resources/").status_code == 403
    assert not TaughtFrom.visible_to(cast.coast_officer).exists()
    [row] = taught_from(cast.focal_point, session)
    assert command.post(f"{page}resources/", {"off": row.taught.public_id}).status_code == 302
    assert command.post(f"{page}resources/", {"off": row.taught.public_id}).status_code == 422
    assert not TaughtFrom.unfiltered.exists()
    module = playing.added(cast, programme)
    page = f"/training/{programme.public_id}/modules/{module.public_id}/"
    assert command.post(f"{page}resources/", {"resource": resource.reference}).status_code == 302
    assert resource.reference in command.get(page).content.decode()
    assert resource.reference not in stranger.get(page).content.decode()


def test_who_teaches_and_who_runs_it_hears_of_a_new_version_once(cast: Cast) -> None:
    programme, session = of_the_police(cast)
    resource = a_resource(cast)
    by = {"by": cast.focal_point, "programme": programme, "thing": session}
    made = actions.attach(**by, resource=fresh(resource))
    new_versions()
    assert told() == set()
    second_version(cast, fresh(resource))
    new_versions()
    new_versions()
    assert Event.objects.filter(name=KIND).count() == 1
    assert told() == {each.email for each in (cast.focal_point, cast.deputy, cast.customs_officer)}
    [row] = taught_from(cast.focal_point, session)
    assert row.source.is_old
    assert actions.attach(**by, resource=fresh(resource)).pk == made.pk
    [row] = taught_from(cast.focal_point, session)
    assert not row.source.is_old


def test_a_resource_one_does_not_see_is_not_told_of(cast: Cast) -> None:
    programme, session = of_the_police(cast)
    resource = a_resource(cast, Mark.AMBER)
    actions.attach(by=cast.focal_point, programme=programme, thing=session, resource=fresh(resource))
    second_version(cast, fresh(resource))
    new_versions()
    assert told() == {cast.focal_point.email, cast.deputy.email}


def test_by_who_writes_the_programme_and_from_published_resources(cast: Cast) -> None:
    programme, session = of_the_police(cast)
    resource = fresh(a_resource(cast))
    with pytest.raises(Denied):
        actions.attach(by=cast.officer, programme=programme, thing=session, resource=resource)
    strict = fresh(a_resource(cast, Mark.STRICT, to=(cast.police,)))
    with pytest.raises(Refused, match="stays with those"):
        actions.attach(by=cast.focal_point, programme=programme, thing=session, resource=strict)


def test_only_what_one_sees_counts_and_a_far_higher_number_holds_for_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme, session = of_the_police(cast)
    what = {
        "by": cast.focal_point,
        "programme": programme,
        "thing": session,
        "resource": fresh(a_resource(cast)),
    }
    with monkeypatch.context() as patched:
        patched.setattr(actions, "MOST_RESOURCES", 0)
        with pytest.raises(Refused, match="20 resources"):
            actions.attach(**what)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "_MOST_AT_ALL", 0)
        with pytest.raises(Refused, match="No further resource"):
            actions.attach(**what)
    actions.attach(**what)
