"""The directory by need: whom one finds, how much of it, and what is recorded."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import SINCE, TODAY, Cast
from waypost.access.keys import NOBODY
from waypost.core.models import AuditRow
from waypost.people.actions import persons
from waypost.people.actions.directory import ROWS_AN_HOUR
from waypost.people.lists import (
    ROWS_A_PAGE,
    duty_posts,
    entries_visible_to,
    long_enough,
    persons_visible_to,
)
from waypost.people.models import DirectoryReading, Endorsement, Person, Post, Tenure
from waypost.people.policies import GOVERNS, Role

pytestmark = pytest.mark.both

Enter = Callable[[Person], Client]


def names(found: Any, cast: Cast) -> set[str]:
    known = {person.pk: name for name, person in cast.people().items()}
    return {known[pk] for pk in found.values_list("pk", flat=True)}


OFPS_REGIONAL = {"focal_point", "immigration_focal_point", "coast_focal_point", "lone_focal_point"}


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("officer", {"officer", "colleague", "focal_point", "deputy"} | OFPS_REGIONAL),
        ("ministry_officer", {"ministry_officer", "learner", "immigration_focal_point"}),
        ("coast_officer", {"coast_officer", "dormant"} | OFPS_REGIONAL),
        ("coast_focal_point", {"coast_officer", "dormant", "suspended", "invited"} | OFPS_REGIONAL),
        ("mission_focal_point", {"mission_focal_point", "donor"} | OFPS_REGIONAL),
        (
            "secretariat",
            {"secretariat", "second_secretariat", "trainer", "logistics", "auditor", "mission_focal_point"}
            | OFPS_REGIONAL,
        ),
        ("dormant", {"dormant"}),
        ("suspended", {"suspended"}),
        ("former", {"former"}),
        ("invited", {"invited"}),
        ("outsider", {"outsider"}),
        ("learner", {"learner"}),
    ],
)
def test_who_finds_whom(cast: Cast, who: str, finds: set[str]) -> None:
    assert names(persons_visible_to(getattr(cast, who)), cast) == finds


def test_a_visitor_finds_nobody(cast: Cast) -> None:
    assert not persons_visible_to(NOBODY).exists()
    assert not duty_posts(NOBODY).exists()


def test_nobody_finds_everybody(cast: Cast) -> None:
    everybody = Person.objects.count()
    assert all(persons_visible_to(person).count() < everybody * 2 / 3 for person in cast.people().values())


def test_the_rule_against_its_own_words(cast: Cast) -> None:
    """Entry by entry: the own organisation, or a focal point endorsed in one of the viewer's networks."""
    for viewer in cast.people().values():
        networks = set(viewer.networks())
        across = {Role.FOCAL_POINT} | (
            {Role.MISSION_FOCAL_POINT} if viewer.role == Role.SECRETARIAT else set()
        )
        for tenure in Tenure.objects.all():
            theirs = set(
                Endorsement.objects.filter(tenure=tenure, until__gt=TODAY).values_list(
                    "network_id", flat=True
                )
            )
            near = (
                bool(networks)
                and tenure.is_current(TODAY)
                and tenure.post.organisation == viewer.organisation
            )
            far = tenure.is_current(TODAY) and tenure.post.role in across and bool(theirs & networks)
            hidden = viewer.role not in GOVERNS and (
                tenure.person.suspended_at or not tenure.person.second_factor
            )
            expected = (near or far) and not hidden
            assert entries_visible_to(viewer).filter(pk=tenure.pk).exists() == bool(expected), (
                viewer,
                tenure,
            )


def test_an_entry_ends_with_its_tenure_and_endorsement(cast: Cast) -> None:
    Endorsement.objects.filter(tenure__person=cast.coast_focal_point).update(until=TODAY)
    assert "coast_focal_point" not in names(persons_visible_to(cast.officer), cast)
    Tenure.objects.filter(person=cast.lone_focal_point).update(until=TODAY)
    assert "lone_focal_point" not in names(persons_visible_to(cast.officer), cast)


def test_the_pages_follow_the_rule(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    assert browser.get(reverse("person", args=[cast.colleague.public_id])).status_code == 200
    assert browser.get(reverse("person", args=[cast.coast_focal_point.public_id])).status_code == 200
    assert browser.get(reverse("person", args=[cast.coast_officer.public_id])).status_code == 404
    page = browser.get(reverse("organisation", args=[cast.coast.public_id])).content.decode()
    assert "Coast Focal Point" in page
    assert "Coast Officer" not in page


def test_mail_addresses_of_persons_are_for_those_in_charge(cast: Cast, enter: Enter) -> None:
    page = reverse("person", args=[cast.officer.public_id])
    assert cast.officer.email not in enter(cast.colleague).get(page).content.decode().replace(
        f"post-{cast.officer.email}", ""
    )
    assert f"<bdi>{cast.officer.email}</bdi>" in enter(cast.focal_point).get(page).content.decode()


# Searching.


def test_a_search_finds_by_name_post_and_organisation(cast: Cast, enter: Enter) -> None:
    cast.coast_focal_point.name_native = "บูดี ซันโตโซ"
    cast.coast_focal_point.save()
    browser = enter(cast.officer)
    for words in ("coast focal", "บูดี", "COAST GUARD", "post of coast"):
        page = browser.get(reverse("people"), {"q": words})
        assert [entry.person for entry in page.context["page"].entries] == [cast.coast_focal_point], words


@pytest.mark.parametrize("words", ["a", "a b", "%", "_", "%%", "* *", "ก", "--", "coast a"])
def test_a_search_wants_two_letters(cast: Cast, enter: Enter, words: str) -> None:
    answer = enter(cast.officer).get(reverse("people"), {"q": words})
    assert answer.status_code == 422
    assert answer.context["page"] is None
    assert words in answer.content.decode().replace("&#x27;", "'")


def test_without_words_nobody_is_listed(cast: Cast, enter: Enter) -> None:
    assert enter(cast.officer).get(reverse("people")).context["page"] is None
    assert not DirectoryReading.objects.exists()


@given(st.text(max_size=12))
def test_a_word_of_one_letter_never_passes(words: str) -> None:
    if long_enough(words):
        assert all(sum(char.isalnum() for char in word) >= 2 for word in words.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=100))
def test_any_words_are_answered(cast: Cast, enter: Enter, words: str) -> None:
    assert enter(cast.officer).get(reverse("people"), {"q": words}).status_code in {200, 422, 429}


# How much.


def crowd(cast: Cast, many: int) -> None:
    persons = [
        Person(
            email=f"p{n}@crowd.invalid",
            name_latin=f"Crowd {n:03d}",
            sort_key=f"Crowd {n:03d}",
            second_factor=True,
        )
        for n in range(many)
    ]
    Person.objects.bulk_create(persons)
    posts = Post.objects.bulk_create(
        Post(organisation=cast.police, role="officer", title_en="Guard", title_th="ยาม") for _ in persons
    )
    Tenure.objects.bulk_create(
        Tenure(person=person, post=post, since=SINCE) for person, post in zip(persons, posts, strict=True)
    )


def test_twenty_a_page(cast: Cast, enter: Enter) -> None:
    crowd(cast, 45)
    browser = enter(cast.officer)
    page = browser.get(reverse("people"), {"q": "crowd"}).context["page"]
    assert (len(page.entries), page.total) == (ROWS_A_PAGE, 45)
    last = browser.get(reverse("people"), {"q": "crowd", "page": "3"}).context["page"]
    assert (len(last.entries), last.first, last.last, last.next) == (5, 41, 45, "")
    for wrong in ("0", "-1", "999", "x", "1e9"):
        assert browser.get(reverse("people"), {"q": "crowd", "page": wrong}).status_code == 200


def test_every_page_of_names_is_recorded(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    browser.get(reverse("people"), {"q": "focal"})
    browser.get(reverse("person", args=[cast.focal_point.public_id]))
    rows = AuditRow.objects.filter(action="people.directory_read", actor=cast.officer.public_id)
    facts = [bytes(row.canonical).decode() for row in rows.order_by("id")]
    assert '"where":"search"' in facts[0]
    assert '"where":"person"' in facts[1]


def test_the_budget_of_an_hour(cast: Cast, enter: Enter) -> None:
    crowd(cast, ROWS_AN_HOUR + 30)
    browser = enter(cast.officer)
    pages = [browser.get(reverse("people"), {"q": "crowd", "page": n}) for n in range(1, 13)]
    assert [page.status_code for page in pages] == [200] * 10 + [429] * 2
    refused = pages[-1].content.decode()
    assert "within an hour" in refused
    assert "Crowd" not in refused.replace("crowd", "")
    person = Person.objects.get(email="p7@crowd.invalid")
    assert browser.get(reverse("person", args=[person.public_id])).status_code == 429
    stopped = AuditRow.objects.filter(action="people.directory_read", outcome="denied")
    assert [row.actor for row in stopped] == [cast.officer.public_id] * 3
    assert enter(cast.colleague).get(reverse("people"), {"q": "crowd"}).status_code == 200  # each their own
    DirectoryReading.objects.update(at=DirectoryReading.objects.first().at - timedelta(hours=1, seconds=1))
    assert browser.get(reverse("people"), {"q": "crowd"}).status_code == 200


def test_queries_do_not_grow_with_the_directory(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    pages = (reverse("people") + "?q=crowd", reverse("organisation", args=[cast.police.public_id]))

    def queries() -> list[int]:
        counted = []
        for page in pages:
            with CaptureQueriesContext(connection) as found:
                browser.get(page)
            counted.append(len(found))
        return counted

    crowd(cast, 1)
    few = queries()
    Tenure.objects.filter(person__email__endswith="@crowd.invalid").delete()
    Person.objects.filter(email__endswith="@crowd.invalid").delete()
    crowd(cast, 60)
    assert queries() == few


# Who do I call?


@pytest.fixture
def duty(cast: Cast) -> Post:
    return Post.objects.create(
        organisation=cast.coast,
        role="officer",
        title_en="Duty desk",
        title_th="เวร",
        phone="+00 000 0199",
        hours_en="24 hours",
        hours_th="24 ชั่วโมง",
        on_duty=True,
    )


def test_who_to_call_in_two_taps(cast: Cast, enter: Enter, duty: Post) -> None:
    browser = enter(cast.officer)
    first = browser.get(reverse("call"))
    link = reverse("call_member", args=["id"])
    assert link in first.content.decode()
    assert reverse("call_member", args=["vn"]) not in first.content.decode()
    page = browser.get(link).content.decode()
    assert 'href="tel:+000000199"' in page
    assert "24 hours" in page
    assert not DirectoryReading.objects.exists()


def test_calling_costs_the_same_for_one_number_and_for_many(cast: Cast, enter: Enter, duty: Post) -> None:
    browser = enter(cast.officer)
    pages = (
        reverse("call"),
        reverse("call_member", args=["id"]),
        reverse("organisation", args=[cast.coast.public_id]),
    )

    def queries() -> list[int]:
        counted = []
        for page in pages:
            with CaptureQueriesContext(connection) as found:
                assert browser.get(page).status_code == 200
            counted.append(len(found))
        return counted

    few = queries()
    for number in range(9):
        duty.pk, duty.public_id = None, f"duty{number}"
        duty.organisation = cast.customs if number % 2 else cast.coast
        duty.save()
    assert queries() == few


def test_calling_is_for_members(cast: Cast, enter: Enter, duty: Post) -> None:
    for name in ("outsider", "dormant", "learner"):
        browser = enter(getattr(cast, name))
        assert browser.get(reverse("call_member", args=["id"])).status_code == 404
        assert "Indonesia" not in browser.get(reverse("call")).content.decode()


@pytest.mark.parametrize("key", ["xx", "th"])
def test_nobody_to_call_there(cast: Cast, enter: Enter, key: str) -> None:
    assert enter(cast.officer).get(reverse("call_member", args=[key])).status_code == 404


def test_a_duty_post_names_no_person(cast: Cast, enter: Enter, duty: Post) -> None:
    Tenure.objects.create(person=cast.coast_officer, post=duty, since=SINCE)
    assert (
        "Coast Officer" not in enter(cast.officer).get(reverse("call_member", args=["id"])).content.decode()
    )


# The way to invite: on the page of every organisation where one may.


@pytest.mark.parametrize(
    ("name", "body", "offered"),
    [
        ("focal_point", "police", True),
        ("focal_point", "coast", False),
        ("deputy", "police", False),
        ("officer", "police", False),
        ("mission_focal_point", "coast", False),
        ("mission_focal_point", "office", False),
        ("mission_focal_point", "mission", False),
        ("secretariat", "coast", True),
    ],
)
def test_an_organisation_offers_to_invite_where_one_may(
    cast: Cast, enter: Enter, name: str, body: str, offered: bool
) -> None:
    organisation = getattr(cast, body)
    browser = enter(getattr(cast, name))
    page = browser.get(reverse("organisation", args=[organisation.public_id])).content.decode()
    way = reverse("invite", args=[organisation.public_id])
    assert (f'href="{way}"' in page) == offered
    assert (browser.get(way).status_code == 200) == offered


@pytest.mark.parametrize("name", ["focal_point", "deputy", "mission_focal_point", "secretariat"])
def test_whoever_may_invite_or_confirm_finds_the_invitations(cast: Cast, enter: Enter, name: str) -> None:
    page = enter(getattr(cast, name)).get(reverse("people")).content.decode()
    assert f'href="{reverse("invitations")}"' in page


def test_that_somebodys_access_ended_is_known_to_who_governs_them(cast: Cast, enter) -> None:
    """A focal point of another member learns no more of it than any officer."""
    persons.suspend(by=cast.secretariat, person=cast.coast_focal_point, because="an inquiry")
    page = reverse("person", args=[cast.coast_focal_point.public_id])
    assert enter(cast.focal_point).get(page).status_code == 404
    entries = entries_visible_to(cast.focal_point)
    assert not entries.filter(person=cast.coast_focal_point).exists()
    for governs in (cast.secretariat, cast.mission_focal_point):
        assert "Suspended since" in enter(governs).get(page).content.decode()
