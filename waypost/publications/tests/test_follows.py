"""Following: told exactly what one may see and asked for, once, as one chose, and never after it ended."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.models import Event
from waypost.notices import actions, worker
from waypost.notices.digests import gather
from waypost.notices.models import Follow, Notice, Pace
from waypost.notices.sending import Outlet, deliver, waiting
from waypost.people.models import Person, Post
from waypost.places.models import Route, Topic
from waypost.publications.models import Publication
from waypost.publications.search.filters import chosen_in
from waypost.publications.search.following import followed_as
from waypost.publications.search.results import NEWEST, Results
from waypost.publications.tests.shelf import publish, query

When = Follow.When
FOLLOWED, NEW = "publications.published_followed_", "publications.published"


def tell() -> None:
    """The worker tells everything that happened."""
    Post.objects.update(mailbox="")
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        worker.tell(event)
        event.refresh_from_db()
        assert event.told_at is not None, event.trouble


def post() -> None:
    outlet = Outlet()
    for mail in list(waiting()):
        deliver(mail, outlet)
    outlet.close()


def heard(person: Person) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "pace"))


def search(person: Person, address: str, when: Follow.When = When.DAILY) -> Follow:
    found = followed_as(chosen_in(query(address)))
    assert found is not None
    return actions.follow(by=person, kind=found[0], key=found[1], when=when)


@pytest.mark.parametrize("when", [When.AT_ONCE, When.DAILY, When.WEEKLY, When.PORTAL])
def test_a_follower_hears_once_and_as_they_chose(cast: Cast, when: Follow.When) -> None:
    actions.follow(by=cast.coast_officer, kind="topic", key="maritime", when=when)
    search(cast.coast_officer, "q=stern&kind=bulletin", when)
    publish(cast)
    tell()
    assert heard(cast.coast_officer) == [(FOLLOWED + when.name.lower(), when.value)]
    assert heard(cast.colleague) == [(NEW, Pace.FOLLOW)]


def test_the_soonest_of_several_wins(cast: Cast) -> None:
    actions.follow(by=cast.coast_officer, kind="topic", key="maritime", when=When.WEEKLY)
    actions.follow(by=cast.coast_officer, kind="kind", key="bulletin", when=When.AT_ONCE)
    publish(cast)
    tell()
    assert heard(cast.coast_officer) == [(FOLLOWED + "at_once", Pace.ACTION)]


def test_what_is_only_kept_tells_nothing_of_its_own(cast: Cast) -> None:
    actions.follow(by=cast.coast_officer, kind="topic", key="maritime", when=When.NOT)
    publish(cast)
    tell()
    assert heard(cast.coast_officer) == [(NEW, Pace.FOLLOW)]


@pytest.mark.parametrize("terms", [{"asks_answer": True, "answer_within": 24}, {"urgency": "urgent"}])
def test_who_is_told_at_once_anyway_is_not_told_for_following(cast: Cast, terms: dict[str, Any]) -> None:
    for person in (cast.coast_officer, cast.ministry_officer):
        actions.follow(by=person, kind="topic", key="maritime", when=When.PORTAL)
    publish(cast, mark=Mark.CLEAR, **terms)
    tell()
    [(kind, pace)] = heard(cast.coast_officer)
    assert kind == NEW
    assert pace in (Pace.FLASH, Pace.ACTION)
    # TLP:CLEAR is seen in every network, and told as new in its own only.
    assert heard(cast.ministry_officer) == [(FOLLOWED + "portal", Pace.PORTAL)]


def test_nobody_hears_of_what_they_may_not_see(cast: Cast) -> None:
    everybody = [
        cast.officer,
        cast.coast_officer,
        cast.customs_officer,
        cast.ministry_officer,
        cast.lone_officer,
    ]
    for person in everybody:
        actions.follow(by=person, kind="topic", key="maritime", when=When.AT_ONCE)
        search(person, "q=canary", When.AT_ONCE)
    Person.objects.filter(pk=cast.lone_officer.pk).update(suspended_at=clock.now())
    coast = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    publish(cast, title="A canary", mark=Mark.AMBER, to=frozenset({coast}))
    tell()
    assert {person for person in everybody if heard(person)} == {cast.officer, cast.coast_officer}


# Each finds the item below, or does not: as a list, and as something followed.
FOUND = [
    "q=stern", "q=STERNS", "q=lookout", "q=ทดสอบ", "q=DPA-2020", "q=craft+stern", "kind=bulletin", "urgency=routine",
    "topic=maritime", "route=andaman", "member=th", "from=DPA", "mark=green", "language=th", "section=maritime",
    "kind=bulletin&kind=resource&q=stern", "mark=green&mark=red", "state=unread&q=stern", "period=7&q=stern",
    "period=visit&q=stern",
]  # fmt: skip
MISSED = [
    "q=zebra", "q=stern+zebra", "kind=resource", "urgency=urgent", "topic=document-fraud", "route=bay-of-bengal",
    "member=id", "from=CGX", "mark=amber", "language=vi", "section=documents", "q=stern&kind=resource", "state=unread",
]  # fmt: skip


@pytest.mark.parametrize("address", FOUND + MISSED)
def test_the_matcher_agrees_with_the_list(cast: Cast, address: str) -> None:
    search(cast.coast_officer, address, When.AT_ONCE if followed_as(chosen_in(query(address))) else When.NOT)
    item = publish(
        cast,
        body="Put a lookout there.",
        thai="การทดสอบ",
        routes=(Route.objects.get(key="andaman"),),
        topics=(Topic.objects.get(key="vessel-types"),),
    )
    tell()
    told = [kind for kind, _pace in heard(cast.coast_officer)] == [FOLLOWED + "at_once"]
    filters = chosen_in(query(address)).lasting()
    listed = [each.public_id for each in Results(cast.coast_officer, filters, NEWEST).candidates]
    assert told == (filters.narrows and listed == [item.public_id])
    assert told == (address in FOUND)


def test_one_more_follower_costs_no_query(cast: Cast) -> None:
    item = publish(cast)
    event = Event.objects.get(name=NEW)
    counts = []
    for person in (cast.coast_officer, cast.customs_officer, cast.lone_officer):
        search(person, "q=stern", When.DAILY)
        actions.follow(by=person, kind="topic", key="maritime", when=When.AT_ONCE)
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            worker.tell(event)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert Notice.objects.filter(subject_id=item.public_id, kind=FOLLOWED + "at_once").count() == 3


def test_rights_are_asked_again_when_the_mail_goes(cast: Cast, smtp: Any, hands: Any) -> None:
    coast = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    search(cast.coast_officer, "q=canary", When.WEEKLY)
    publish(cast, title="A canary")
    publish(cast, title="Hidden canary", mark=Mark.AMBER, to=frozenset({coast}))
    tell()
    hands.forward(days=6)
    gather()
    from waypost.access.models import Reach

    hidden = Publication.unfiltered.get(mark=Mark.AMBER)
    Reach.objects.filter(thing=hidden.pk, key=coast).delete()
    post()
    [letter] = smtp.to(cast.coast_officer.email)
    text = letter.get_body(("plain",)).get_content()
    assert "New in what you follow: A canary" in text
    assert "Hidden" not in text
    assert hidden.reference not in text


def test_a_mail_at_once_can_be_ended_from_the_mail(cast: Cast, smtp: Any, client: Client) -> None:
    search(cast.coast_officer, "q=canary", When.AT_ONCE)
    actions.follow(by=cast.coast_officer, kind="topic", key="maritime", when=When.WEEKLY)
    publish(cast, title="A canary")
    tell()
    post()
    [letter] = smtp.to(cast.coast_officer.email)
    assert letter["Subject"] == "[Waypost] TLP:GREEN New in what you follow: A canary"
    address = letter["List-Unsubscribe"].strip(" <>").removeprefix("http://waypost.localhost:8000")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    held = Follow.objects.filter(person=cast.coast_officer).order_by("kind")
    assert [follow.when for follow in held] == [When.PORTAL, When.WEEKLY]


def test_a_mail_that_waits_is_dropped_when_it_is_not_wanted_any_more(cast: Cast, smtp: Any) -> None:
    kept = search(cast.coast_officer, "q=canary", When.AT_ONCE)
    publish(cast, title="A canary")
    tell()
    actions.unfollow(by=cast.coast_officer, kind=kept.kind, key=kept.key)
    post()
    assert smtp.to(cast.coast_officer.email) == []


def test_a_search_is_named_found_changed_and_stopped(cast: Cast, enter: Callable[[Any], Client]) -> None:
    publish(cast, title="Hologram")
    browser = enter(cast.coast_officer)
    page = browser.get("/items/", {"q": "hologram", "kind": "bulletin"}).content.decode()
    [address] = re.findall(r'href="(/items/follow/[^"]*)">Follow this search', page)
    address = unescape(address)
    assert browser.post(address, {"name": "Fake foils", "when": When.WEEKLY}).url == "/items/followed/"
    for where in ("/", "/items/", "/items/followed/"):
        page = browser.get(where).content.decode()
        assert '<a href="/items/?q=hologram&amp;kind=bulletin"><bdi>Fake foils</bdi></a>' in page
    assert "In the weekly mail" in page
    assert 'value="Fake foils"' in browser.get(address).content.decode()
    browser.post(address, {"name": "", "when": When.AT_ONCE})
    page = browser.get("/items/followed/").content.decode()
    assert "“hologram” · Bulletin" in page
    assert "At once, by mail" in page
    kept = Follow.objects.get(person=cast.coast_officer)
    browser.post("/items/follow/", {"kind": kept.kind, "key": kept.key, "do": "end"})
    assert "You follow nothing yet" in browser.get("/items/followed/").content.decode()


def test_what_is_about_the_reader_is_kept_as_a_link_only(cast: Cast, enter: Callable[[Any], Client]) -> None:
    browser = enter(cast.coast_officer)
    page = browser.get("/items/follow/?state=unread").content.decode()
    assert 'name="when"' not in page
    browser.post("/items/follow/?state=unread", {"name": "Unread", "when": When.AT_ONCE})
    assert Follow.objects.get(person=cast.coast_officer).when == When.NOT


def test_wrong_input_is_said_and_nothing_is_lost(cast: Cast, enter: Callable[[Any], Client]) -> None:
    browser = enter(cast.coast_officer)
    answer = browser.post("/items/follow/?q=foil", {"name": "n" * 81, "when": "x"})
    assert answer.status_code == 422
    assert "n" * 81 in answer.content.decode()
    assert browser.get("/items/follow/").url == "/items/followed/"
    assert enter(cast.learner).get("/items/follow/?q=foil").status_code == 403


def test_nobody_reads_what_somebody_else_keeps(cast: Cast, enter: Callable[[Any], Client]) -> None:
    search(cast.coast_officer, "q=canary")
    for where in ("/items/", "/items/followed/", "/items/follow/?q=canary"):
        page = enter(cast.customs_officer).get(where).content.decode()
        assert "Change what you follow" not in page
        assert "<bdi>“canary”</bdi></a></h3>" not in page
