"""The first page of those who run a network: the review queue, dates that come, and who is quiet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, TODAY, Cast
from waypost.access.marks import Mark
from waypost.desk.lists.running import dated
from waypost.desk.models import Quiet
from waypost.desk.tests.test_home import home
from waypost.desk.ticks import find_quiet
from waypost.people.models import Endorsement, Person
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, drafting
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import WORDS, shared

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
DAY = timedelta(days=1)


def reviewed(cast: Cast, mark: Mark = Mark.GREEN, **dates: Any) -> Any:
    item = shared(cast, mark, to=[] if mark < Mark.AMBER else [cast.coast])
    given = {"review_by": None, "expires_on": None, **dates}
    return afterwards.extend(by=cast.officer, publication=item, **given)


def queued(cast: Cast) -> Publication:
    """Of the lone focal point's organisation, where nobody else approves: the secretariat does."""
    by = cast.lone_focal_point
    item = drafting.start(
        by=by, organisation=cast.lone, kind="bulletin", network=cast.regional, language="en"
    )
    drafting.save_text(by=by, publication=item, language="en", revision=1, **WORDS)
    terms = drafting.Terms(
        mark=Mark.GREEN, approved_by="secretariat", topics=(Topic.objects.order_by("pk")[0],)
    )
    drafting.address(by=by, publication=item, revision=item.revision, terms=terms)
    return drafting.submit(by=by, publication=item)


def test_what_is_past_its_review_or_expires_soon_stands_there_the_worst_first(
    cast: Cast, enter: Enter, hands: Any
) -> None:
    late = reviewed(cast, review_by=TODAY + DAY)
    soon = reviewed(cast, expires_on=TODAY + 16 * DAY)
    reviewed(cast, review_by=TODAY + 90 * DAY, expires_on=TODAY + 90 * DAY)
    gone = reviewed(cast, expires_on=TODAY + DAY)
    hidden = reviewed(cast, Mark.AMBER, review_by=TODAY + DAY)
    hands.forward(days=3)
    answer = home(enter(cast.secretariat))
    assert [each.row.publication.pk for each in answer.context["dated"]] == [late.pk, soon.pk]
    assert [each.past for each in answer.context["dated"]] == [True, False]
    said = answer.content.decode()
    assert "Review overdue" in said
    assert hidden.reference not in said
    assert gone.reference not in said.split('id="dt"')[1].split("</section>")[0]
    assert "dated" not in home(enter(cast.officer)).context


def test_the_network_of_others_is_theirs_to_run(cast: Cast, hands: Any) -> None:
    reviewed(cast, review_by=TODAY + DAY)
    hands.forward(days=3)
    Endorsement.objects.filter(tenure__person=cast.secretariat, network=cast.regional).delete()
    assert dated(Person.objects.get(pk=cast.secretariat.pk)) == []


def test_reviews_stand_in_a_queue_of_their_own(cast: Cast, enter: Enter) -> None:
    item = queued(cast)
    answer = home(enter(cast.secretariat))
    assert [need.row.publication.pk for need in answer.context["reviews"]] == [item.pk]
    assert answer.context["needs"] == []
    assert answer.context["waiting"] == 1
    assert "Review queue" in answer.content.decode()


def sign_in_of(cast: Cast, *names: str, days_ago: int | None) -> None:
    at = None if days_ago is None else NOON - timedelta(days=days_ago)
    Person.objects.filter(pk__in=[getattr(cast, name).pk for name in names]).update(last_login=at)


def quiet_ones(browser: Client) -> list[str]:
    return [each.organisation.code for each in home(browser).context["quiet"]]


def test_an_organisation_where_nobody_signs_in_is_named(cast: Cast, enter: Enter) -> None:
    sign_in_of(cast, "lone_officer", "lone_focal_point", days_ago=61)
    sign_in_of(cast, "customs_officer", days_ago=None)
    sign_in_of(cast, "coast_focal_point", days_ago=61)  # an officer there still does
    find_quiet()
    browser = enter(cast.secretariat)
    assert quiet_ones(browser) == ["CSX", "BGY"]
    assert "Nobody there now signed in for 60 days" in home(browser).content.decode()
    assert "quiet" not in home(enter(cast.focal_point)).context
    sign_in_of(cast, "lone_officer", "customs_officer", days_ago=59)
    find_quiet()
    assert quiet_ones(browser) == []


def test_whoever_is_suspended_or_left_counts_no_more(cast: Cast, enter: Enter) -> None:
    sign_in_of(cast, "coast_officer", "coast_focal_point", "invited", "dormant", days_ago=99)
    sign_in_of(cast, "suspended", "former", days_ago=1)
    find_quiet()
    assert quiet_ones(enter(cast.secretariat)) == ["CGX"]


def test_of_a_network_one_does_not_run_nothing_is_said(cast: Cast, enter: Enter) -> None:
    sign_in_of(cast, "lone_officer", "lone_focal_point", days_ago=61)
    find_quiet()
    Endorsement.objects.filter(tenure__person=cast.secretariat, network=cast.regional).delete()
    assert quiet_ones(enter(cast.secretariat)) == []


def test_who_is_quiet_in_one_network_and_not_in_the_other_is_not_quiet(cast: Cast, enter: Enter) -> None:
    at = NOON - timedelta(days=90)
    for network, last in ((cast.regional, at), (cast.programme, None)):
        Quiet.objects.create(network=network, organisation=cast.immigration, last_sign_in=last, as_of=NOON)
    [row] = home(enter(cast.secretariat)).context["quiet"]
    assert row.last_sign_in == at


def test_it_costs_the_same_however_much_there_is(cast: Cast, enter: Enter, hands: Any) -> None:
    def queries() -> int:
        browser = enter(cast.secretariat)
        home(browser)
        with CaptureQueriesContext(connection) as found:
            home(browser)
        return len(found)

    def more() -> None:
        reviewed(cast, review_by=hands.now.date() + DAY)
        reviewed(cast, expires_on=hands.now.date() + 9 * DAY)
        queued(cast)
        hands.forward(days=2)

    sign_in_of(cast, "lone_officer", "lone_focal_point", days_ago=99)
    find_quiet()
    more()
    few = queries()
    sign_in_of(cast, "customs_officer", "coast_officer", "coast_focal_point", days_ago=99)
    find_quiet()
    for _turn in range(3):
        more()
    assert queries() == few
