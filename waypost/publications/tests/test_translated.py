"""A translation that is approved after its item was published: told once, to those for whom it is news."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.notices import actions
from waypost.notices.digests import gather
from waypost.notices.models import Follow, Notice
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.models import Publication
from waypost.publications.tests.shelf import publish
from waypost.publications.tests.test_follows import heard, post, search, tell

When = Follow.When
KIND = "publications.translation_approved_followed_"
THAI = {"title": "พบเรือเล็ก", "summary": "การทดสอบ", "body": "ให้ดูท้ายเรือ"}


def translate(cast: Cast, item: Publication, **words: str) -> None:
    afterwards.save_translation(by=cast.officer, publication=item, language="th", **{**THAI, **words})
    afterwards.approve_translation(by=cast.deputy, publication=item, language="th")


def published(cast: Cast, **terms: Any) -> Publication:
    """Told as a new item already, in English alone."""
    item = publish(cast, **terms)
    tell()
    Notice.objects.all().delete()
    return item


@dataclass(frozen=True)
class Row:
    """Whoever follows this and reads in that language: are they told?"""

    follows: str
    reads: str
    told: bool
    when: Follow.When = When.AT_ONCE


TABLE = [
    Row("language=th", "en", True),
    Row("language=th", "th", True),
    Row("q=ทดสอบ", "en", True),
    Row("q=ทดสอบ", "th", True),
    Row("topic=maritime", "th", True),
    Row("q=stern", "th", True),
    Row("topic=maritime&language=th", "en", True),
    # They heard of it in the language they read, and what they follow found it then.
    Row("topic=maritime", "en", False),
    Row("q=stern", "en", False),
    Row("language=en", "en", False),
    # It answers nothing of theirs.
    Row("q=zebra", "th", False),
    Row("language=vi", "th", False),
    Row("kind=resource", "th", False),
    Row("topic=document-fraud", "th", False),
    # How soon is the follower's choice; what is only kept tells nothing.
    Row("language=th", "en", True, When.DAILY),
    Row("language=th", "en", True, When.WEEKLY),
    Row("topic=maritime", "th", True, When.PORTAL),
    Row("topic=maritime", "th", False, When.NOT),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.follows} {row.reads} {row.when.name}")
def test_it_is_told_to_those_for_whom_it_is_news(cast: Cast, row: Row) -> None:
    reader = cast.coast_officer
    Person.objects.filter(pk=reader.pk).update(language=row.reads)
    search(reader, row.follows, row.when)
    item = published(cast)
    translate(cast, item)
    tell()
    assert heard(reader) == ([(KIND + row.when.name.lower(), row.when.value)] if row.told else [])
    assert heard(cast.colleague) == [], "who follows nothing finds it on the page"


def test_once_though_it_is_corrected_and_found_by_several(cast: Cast) -> None:
    reader = cast.coast_officer
    Person.objects.filter(pk=reader.pk).update(language="th")
    search(reader, "language=th", When.WEEKLY)
    actions.follow(by=reader, kind="topic", key="maritime", when=When.AT_ONCE)
    item = published(cast)
    translate(cast, item)
    translate(cast, item, title="แก้คำแล้ว")
    tell()
    assert heard(reader) == [(KIND + "at_once", When.AT_ONCE.value)]


def test_who_was_told_of_the_item_in_it_hears_nothing_more(cast: Cast) -> None:
    """Approved together with the item: the item itself was told in it. A correction is no news."""
    Person.objects.filter(pk=cast.coast_officer.pk).update(language="th")
    search(cast.coast_officer, "language=th", When.AT_ONCE)
    item = published(cast, thai="การทดสอบ")
    translate(cast, item, title="แก้คำแล้ว")
    tell()
    assert heard(cast.coast_officer) == []


def test_nobody_hears_of_what_they_may_not_see(cast: Cast) -> None:
    everybody = [cast.coast_officer, cast.customs_officer, cast.ministry_officer, cast.lone_officer]
    for person in everybody:
        search(person, "language=th", When.AT_ONCE)
    Person.objects.filter(pk=cast.lone_officer.pk).update(suspended_at=clock.now())
    coast = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    item = published(cast, mark=Mark.AMBER, to=frozenset({coast}))
    translate(cast, item)
    tell()
    assert {person for person in everybody if heard(person)} == {cast.coast_officer}


@pytest.mark.parametrize("change", ["", "unfollowed", "shut out", "withdrawn"])
def test_the_mail_asks_again_when_it_goes(cast: Cast, smtp: Any, change: str) -> None:
    reader = cast.coast_officer
    kept = search(reader, "language=th", When.AT_ONCE)
    item = published(cast)
    translate(cast, item)
    tell()
    if change == "unfollowed":
        actions.unfollow(by=reader, kind=kept.kind, key=kept.key)
    elif change == "shut out":
        from waypost.access.models import Reach

        Reach.objects.filter(thing=item.pk).delete()
    elif change == "withdrawn":
        afterwards.withdraw(
            by=cast.officer, publication=Publication.unfiltered.get(pk=item.pk), because="Wrong."
        )
        tell()
        Notice.objects.filter(kind="publications.withdrawn").update(read_at=clock.now())
    post()
    subjects = [str(letter["Subject"]) for letter in smtp.to(reader.email)]
    assert [each for each in subjects if "New translation in what you follow" in each] == subjects
    assert len(subjects) == (0 if change else 1)


def test_it_is_gathered_with_the_item_it_is_of(cast: Cast, smtp: Any, hands: Any) -> None:
    reader = cast.coast_officer
    Person.objects.filter(pk=reader.pk).update(language="th")
    search(reader, "topic=maritime", When.DAILY)
    item = publish(cast)
    translate(cast, item)
    tell()
    hands.forward(days=1)
    gather()
    post()
    [letter] = smtp.to(reader.email)
    text = letter.get_body(("plain",)).get_content()
    assert text.count(item.reference) == 1
    assert "มีคำแปลใหม่ในสิ่งที่ท่านติดตาม" in text
    assert THAI["title"] in text
