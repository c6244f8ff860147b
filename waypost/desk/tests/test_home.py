"""The first page: one honest order of what needs somebody, and something useful for every post."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOON, SINCE, UNTIL, Cast
from tests.fixtures import Hands
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.face.tests.reading import Page
from waypost.notices.models import Follow, Notice
from waypost.people.models import Endorsement, Person, Post
from waypost.places.models import Route, Topic
from waypost.publications.actions import answering, drafting, ladder
from waypost.publications.models import Publication
from waypost.publications.tests.shelf import publish

Enter = Callable[[Person], Client]


def home(browser: Client) -> Any:
    answer = browser.get(reverse("home"))
    assert answer.status_code == 200
    assert len(Page(answer.content.decode()).tags("h1")) == 1
    return answer


def ask_coast(cast: Cast, title: str, hours: int) -> Publication:
    """An item the coast guard is to answer within so many hours."""
    to = frozenset({key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)})
    return publish(cast, title=title, mark=Mark.AMBER, to=to, asks_answer=True, answer_within=hours)


def submit(cast: Cast, title: str) -> Publication:
    """A draft of the coast guard's that waits for its focal point."""
    item = drafting.start(
        by=cast.coast_officer,
        organisation=cast.coast,
        kind="bulletin",
        network=cast.regional,
        language="en",
    )
    words = {"title": title, "summary": title, "body": title}
    drafting.save_text(by=cast.coast_officer, publication=item, language="en", revision=1, **words)
    terms = drafting.Terms(mark=Mark.GREEN, topics=(Topic.objects.get(key="maritime"),))
    drafting.address(by=cast.coast_officer, publication=item, revision=1, terms=terms)
    return drafting.submit(by=cast.coast_officer, publication=item)


def test_late_stands_first_then_the_deadline_then_how_long_it_waits(
    cast: Cast, enter: Enter, hands: Hands
) -> None:
    submit(cast, "Waiting longest")
    hands.forward(hours=1)
    submit(cast, "Waiting less")
    ask_coast(cast, "Due tomorrow", 24)
    ask_coast(cast, "Late", 1)
    ask_coast(cast, "Due soon", 4)
    hands.forward(hours=2)
    needs = home(enter(cast.coast_focal_point)).context["needs"]
    assert [need.text.title for need in needs] == [
        "Late",
        "Due soon",
        "Due tomorrow",
        "Waiting longest",
        "Waiting less",
    ]


def test_a_mission_focal_point_is_said_to_be_told_only_if_it_was(
    cast: Cast, enter: Enter, hands: Hands
) -> None:
    """The rung alone says nothing: who may not see an item is passed over."""
    item = ask_coast(cast, "Answer this", 4)
    hands.forward(hours=3)
    ladder.climb_ladders()
    browser = enter(cast.coast_focal_point)
    assert "Your mission focal point was told." not in home(browser).content.decode()
    event = Event.objects.filter(name="publications.rung_reached").latest("pk")
    Notice.objects.create(
        person=cast.mission_focal_point,
        event=event,
        kind="publications.rung_reached",
        subject_label="publication",
        subject_id=item.public_id,
        at=NOON,
    )
    assert "Your mission focal point was told." in home(browser).content.decode()


def test_silence_is_for_those_who_follow_it_up(cast: Cast, enter: Enter, hands: Hands) -> None:
    ask_coast(cast, "Nobody answers this", 1)
    hands.forward(hours=2)
    secretariat = home(enter(cast.secretariat))
    assert [each.row.text.title for each in secretariat.context["silences"]] == []
    publish(cast, title="Open to all", asks_answer=True, answer_within=1)
    hands.forward(hours=2)
    [silence] = home(enter(cast.secretariat)).context["silences"]
    assert silence.row.text.title == "Open to all"
    assert cast.coast in {row.organisation for row in silence.silent}
    assert silence.address.endswith("/board/")
    assert home(enter(cast.secretariat)).context["waiting"] >= 1
    for name in ("officer", "coast_focal_point", "trainer", "logistics"):
        assert home(enter(getattr(cast, name))).context["silences"] == []


def test_whoever_asked_is_led_to_who_has_answered(cast: Cast, enter: Enter) -> None:
    item = ask_coast(cast, "Ours", 24)
    answering.acknowledge(
        by=cast.coast_focal_point, publication=ask_coast(cast, "Done", 24), version=1, answer="received"
    )
    for who, sees in (
        ("officer", True),
        ("deputy", True),
        ("colleague", False),
        ("coast_focal_point", False),
    ):
        answer = home(enter(getattr(cast, who)))
        assert [row.publication.pk for row in answer.context["asked"]] == ([item.pk] if sees else []), who
        assert ("Answers you wait for" in answer.content.decode()) is sees


def test_a_mission_focal_point_sees_the_members_it_covers(cast: Cast, enter: Enter) -> None:
    covered = home(enter(cast.mission_focal_point)).context["covered"]
    assert [(member.key, count) for member, count in covered] == [("id", 1), ("th", 2), ("vn", 1)]
    assert home(enter(cast.officer)).context["covered"] == []


def test_whoever_answers_for_an_organisation_sees_how_it_stands(
    cast: Cast, enter: Enter, hands: Hands
) -> None:
    ask_coast(cast, "Late for good", 1)
    publish(cast, title="Ours")
    hands.forward(hours=2)
    assert [each.value for each in home(enter(cast.focal_point)).context["numbers"]] == [4, 0, 0, 2]
    coast = home(enter(cast.coast_focal_point)).context["numbers"]
    assert [(each.value, each.of) for each in coast] == [(2, None), (0, None), (0, 1), (0, None)]
    assert home(enter(cast.officer)).context["numbers"] == []


def test_a_membership_that_ends_soon_is_counted(cast: Cast, enter: Enter) -> None:
    held = Endorsement.objects.filter(tenure__person=cast.colleague)
    held.update(until=NOON.date().replace(day=20))
    assert home(enter(cast.focal_point)).context["numbers"][1].value == 1
    Endorsement.objects.create(
        tenure=cast.colleague.acting_as,
        network=cast.regional,
        vouched_by=cast.focal_point,
        since=SINCE,
        until=UNTIL,
    )
    assert home(enter(cast.focal_point)).context["numbers"][1].value == 0


@pytest.mark.parametrize("name", ["outsider", "dormant", "learner", "invited", "former"])
def test_who_is_in_no_network_is_told_what_to_do(cast: Cast, enter: Enter, name: str) -> None:
    page = Page(home(enter(getattr(cast, name))).content.decode())
    assert "You are in no network just now" in page.words
    assert "call the secretariat" in page.words
    assert reverse("edition") in {link["href"] for link in page.tags("a")}


@pytest.mark.parametrize(
    "name",
    ["officer", "focal_point", "deputy", "mission_focal_point", "secretariat", "trainer", "logistics"],
)
def test_an_empty_desk_says_what_to_do_next(cast: Cast, enter: Enter, name: str) -> None:
    page = Page(home(enter(getattr(cast, name))).content.decode())
    assert "Nothing needs you now" in page.words
    links = {link["href"] for link in page.tags("a")}
    assert links >= {reverse(each) for each in ("topics", "routes", "members", "start", "call")}


def test_the_auditor_is_led_to_the_log(cast: Cast, enter: Enter) -> None:
    Endorsement.objects.create(
        tenure=cast.auditor.acting_as, network=cast.regional, vouched_by=None, since=SINCE, until=UNTIL
    )
    assert "Read the log" in home(enter(cast.auditor)).content.decode()
    assert "Read the log" not in home(enter(cast.secretariat)).content.decode()


def test_what_is_followed_stands_there_if_it_may_be_read(cast: Cast, enter: Enter) -> None:
    for kind, value in (("route", "andaman"), ("topic", "maritime"), ("member", "th"), ("search", "[]")):
        Follow.objects.create(person=cast.coast_officer, kind=kind, key=value, since=NOON)
    andaman = Route.objects.get(key="andaman")
    publish(cast, title="On the route", routes=(andaman,), topics=(Topic.objects.get(key="imposters"),))
    lone = frozenset({key(Audience.ORGANISATION, cast.lone.pk, cast.regional.pk)})
    publish(cast, title="For others", routes=(andaman,), mark=Mark.AMBER, to=lone)
    shown = home(enter(cast.coast_officer)).context["followed"]
    assert shown.count == 4
    assert [row.text.title for row in shown.rows] == ["On the route"]


def test_what_is_in_work_is_a_step_away(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.coast_officer)
    assert "in work" not in home(browser).content.decode()
    submit(cast, "Mine")
    assert "You have 1 item in work" in home(browser).content.decode()


@pytest.mark.parametrize("name", ["officer", "coast_focal_point", "mission_focal_point", "secretariat"])
def test_one_item_costs_what_many_cost(cast: Cast, enter: Enter, hands: Hands, name: str) -> None:
    person = getattr(cast, name)
    Follow.objects.create(person=person, kind="topic", key="maritime", since=NOON)

    def queries() -> int:
        browser = enter(person)
        with CaptureQueriesContext(connection) as found:
            home(browser)
        return len(found)

    def more(number: int) -> None:
        publish(cast, title=f"Open {number}", asks_answer=True, answer_within=1)
        ask_coast(cast, f"Asked {number}", 1)
        submit(cast, f"Ours {number}")
        hands.forward(hours=2)

    more(0)
    few = queries()
    for number in range(1, 5):
        more(number)
        Post.objects.create(organisation=cast.coast, role="focal-point", title_en="Another", title_th="อีก")
    assert queries() == few


@pytest.mark.parametrize(("who", "presses"), [("coast_officer", False), ("coast_focal_point", True)])
def test_a_deadline_presses_only_whoever_may_answer(
    cast: Cast, enter: Enter, hands: Hands, who: str, presses: bool
) -> None:
    ask_coast(cast, "Asked", hours=24)
    hands.forward(hours=27)
    page = enter(getattr(cast, who)).get("/items/").content.decode()
    assert ("Late by 3 hours" in page) is presses
    assert ("Answer due:" in page) is not presses
