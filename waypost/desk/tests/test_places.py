"""The pages of topics, routes and members: what is there for this reader, whom to call, always at the same cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.desk.excerpt import excerpt
from waypost.face.tests.reading import Page
from waypost.people.models import Organisation, Person, Post
from waypost.places.models import Member, Route, Topic
from waypost.publications.tests.shelf import publish

Enter = Callable[[Person], Client]
PAGES = (("topic", "maritime"), ("route", "andaman"), ("member", "th"))
INDEXES = ("topics", "routes", "members")


@pytest.fixture
def andaman(cast: Cast) -> Route:
    route = Route.objects.get(key="andaman")
    route.members.set(Member.objects.filter(key__in=["th", "id"]))
    return route


@pytest.fixture
def duty(cast: Cast) -> Post:
    return duty_post(cast.police, "+00 000 0111")


def duty_post(organisation: Organisation, phone: str) -> Post:
    return Post.objects.create(
        organisation=organisation,
        role="officer",
        title_en="Duty desk",
        title_th="เวร",
        phone=phone,
        hours_en="24 hours",
        hours_th="24 ชั่วโมง",
        on_duty=True,
    )


def read(browser: Client, name: str, *keys: str) -> str:
    answer = browser.get(reverse(name, args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", INDEXES)
@pytest.mark.parametrize("language", ["en", "th"])
def test_every_list_leads_to_every_page(
    cast: Cast, enter: Enter, andaman: Route, name: str, language: str
) -> None:
    browser = enter(cast.officer)
    browser.cookies["language"] = language
    page = Page(read(browser, name))
    links = {link["href"] for link in page.tags("a")}
    model = {"topics": Topic, "routes": Route, "members": Member}[name]
    assert links >= {reverse(name.removesuffix("s"), args=[each.key]) for each in model.objects.all()}
    assert len(page.tags("h1")) == 1


@pytest.mark.parametrize(("name", "value"), PAGES)
def test_it_shows_what_is_there_and_leads_to_the_list(
    cast: Cast, enter: Enter, andaman: Route, name: str, value: str
) -> None:
    for number in range(8):
        publish(cast, title=f"Seen {number}", routes=(andaman,))
    page = read(enter(cast.officer), name, value)
    assert [f"Seen {number}" in page for number in range(8)] == [False] * 2 + [True] * 6
    assert "All 8 items" in page
    assert f'href="{reverse("items")}?{name}={value}"' in page


def test_a_topic_holds_the_items_of_finer_ones(cast: Cast, enter: Enter) -> None:
    publish(cast, title="A long-tail boat", topics=(Topic.objects.get(key="vessel-types"),))
    publish(cast, title="A counter", topics=(Topic.objects.get(key="imposters"),))
    page = read(enter(cast.officer), "topic", "maritime")
    assert "A long-tail boat" in page
    assert "A counter" not in page
    assert "Kinds of craft seen" in page, "a finer topic is explained"


@pytest.mark.parametrize(("name", "value"), PAGES)
def test_a_stranger_sees_and_counts_nothing(
    cast: Cast, enter: Enter, andaman: Route, name: str, value: str
) -> None:
    browser = enter(cast.customs_officer)
    before = read(browser, name, value)
    to = frozenset({key(Audience.ORGANISATION, cast.lone.pk, cast.regional.pk)})
    publish(cast, title="For the lone one", mark=Mark.AMBER, to=to, routes=(andaman,))
    after = read(browser, name, value)
    still = [line for line in after.splitlines() if "csrfmiddlewaretoken" not in line]
    assert still == [line for line in before.splitlines() if "csrfmiddlewaretoken" not in line]
    assert "For the lone one" in read(enter(cast.lone_officer), name, value)


@pytest.mark.parametrize(("name", "value"), PAGES)
def test_whom_to_call_stands_there(
    cast: Cast, enter: Enter, andaman: Route, duty: Post, name: str, value: str
) -> None:
    publish(cast, routes=(andaman,))
    assert 'href="tel:+000000111"' in read(enter(cast.officer), name, value)
    assert "tel:" not in read(enter(cast.outsider), name, value)


def test_a_members_mission_is_called_at_its_duty_post(cast: Cast, enter: Enter) -> None:
    """The post that covers the member names a person, so the mission's number stands for it."""
    duty_post(cast.mission, "+00 000 0172")
    page = read(enter(cast.officer), "member", "th")
    assert 'href="tel:+000000172"' in page
    assert "Mission Focal Point" not in page
    cast.mission_focal_point.tenure.post.covers.clear()  # type: ignore[union-attr]
    assert 'href="tel:+000000172"' not in read(enter(cast.officer), "member", "th")


def test_focal_points_of_a_member_are_read_as_in_the_directory(cast: Cast, enter: Enter) -> None:
    page = read(enter(cast.officer), "member", "id")
    assert "Coast Focal Point" in page
    assert "Coast Officer" not in page
    [row] = AuditRow.objects.filter(action="people.directory_read", actor=cast.officer.public_id)
    assert '"where":"member"' in bytes(row.canonical).decode()


def test_following_begins_and_ends_here(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    address = reverse("topic", args=["maritime"])
    assert "Follow this topic" in read(browser, "topic", "maritime")
    wish = {"kind": "topic", "key": "maritime", "next": address}
    assert browser.post(reverse("follow"), {**wish, "do": "begin"}).url == address
    assert "Stop following" in read(browser, "topic", "maritime")
    browser.post(reverse("follow"), {**wish, "do": "end"})
    assert "Follow this topic" in read(browser, "topic", "maritime")


@pytest.mark.parametrize("name", ["topic", "route", "member"])
def test_what_is_not_there_is_not_found(cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.officer).get(reverse(name, args=["nothing"])).status_code == 404


@pytest.mark.parametrize(("name", "value"), PAGES)
def test_one_item_costs_what_many_cost(
    cast: Cast, enter: Enter, andaman: Route, duty: Post, name: str, value: str
) -> None:
    def queries() -> int:
        browser = enter(cast.officer)
        with CaptureQueriesContext(connection) as found:
            read(browser, name, value)
        return len(found)

    publish(cast, title="One", routes=(andaman,), asks_answer=True)
    few = queries()
    for number in range(9):
        publish(cast, title=f"More {number}", routes=(andaman,), asks_answer=True)
        duty_post(cast.immigration, f"+00 000 02{number}0")
        Organisation.objects.create(
            member=cast.police.member, code=f"MORE{number}", name_en="More", name_th="More", kind="other"
        )
    assert queries() == few


@pytest.mark.parametrize("name", INDEXES)
def test_a_long_vocabulary_costs_what_a_short_one_costs(cast: Cast, enter: Enter, name: str) -> None:
    def queries() -> int:
        browser = enter(cast.officer)
        with CaptureQueriesContext(connection) as found:
            read(browser, name)
        return len(found)

    few = queries()
    route = Route.objects.create(key="new", way="sea", name_en="New", name_th="New")
    for number in range(9):
        made = Member.objects.create(key=f"m{number}", name_en=f"Member {number}", name_th="สมาชิก")
        made.routes.add(route)
        Topic.objects.create(key=f"t{number}", section="sharing", name_en="Topic", name_th="หัวข้อ")
    assert queries() == few


def test_the_map_is_framed_around_its_members(cast: Cast) -> None:
    thailand, australia = Member(territory="764", name_en="T"), Member(territory="036", name_en="A")
    near, wide = excerpt([(thailand, 1)]), excerpt([(thailand, 1), (australia, 2)])
    assert near is not None
    assert wide is not None
    assert near.width < wide.width / 3
    for each in (near, wide):
        for spot in each.drawing.spots:
            assert each.x < spot.x < each.x + each.width
            assert each.y < spot.y < each.y + each.height
    assert excerpt([(Member(territory="", name_en="O"), 1)]) is None


def test_the_map_carries_its_disclaimer_in_both_languages(cast: Cast, enter: Enter, andaman: Route) -> None:
    Member.objects.filter(key="th").update(territory="764")
    page = read(enter(cast.officer), "route", "andaman")
    assert "express no opinion on the legal status of any country" in page
    assert "ไม่ถือเป็นความเห็น" in page


def test_lists_stand_in_the_order_of_the_readers_language(cast: Cast, enter: Enter) -> None:
    """Thai by the consonant, which a leading vowel is written before: เวียดนาม stands by its ว."""
    browser = enter(cast.officer)
    for language, order in (("en", ["au", "id", "th", "vn"]), ("th", ["th", "vn", "au", "id"])):
        browser.cookies["language"] = language
        page = Page(read(browser, "members"))
        links = [
            link["href"].split("/")[-2] for link in page.tags("a") if link["href"].startswith("/members/")
        ]
        assert [key for key in links if key in order] == order
