"""Sharing an item in tests, by the portal's own actions: ``shared(cast, Mark.AMBER, to=[cast.coast])``.

``tell_all`` is the worker's telling; ``told`` says whom it told.
"""

from collections.abc import Iterable
from typing import Any

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.notices import worker
from waypost.notices.models import Notice
from waypost.people.models import Group, Organisation, Person
from waypost.places.models import Member, Topic
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.models import Addressee, Publication

WORDS = {
    "title": "Small craft seen at night",
    "summary": "Four craft a week.",
    "body": "Look at the stern.\n\nThey carry no lights.",
}
THAI = {"title": "พบเรือเล็กเวลากลางคืน", "summary": "สัปดาห์ละสี่ลำ", "body": "ให้ดูท้ายเรือ\n\nเรือไม่เปิดไฟ"}
KINDS = {
    Member: Audience.MEMBER,
    Organisation: Audience.ORGANISATION,
    Group: Audience.GROUP,
    Person: Audience.PERSON,
}


def key_of(cast: Cast, audience: Any) -> int:
    kind = KINDS[type(audience)]
    return key(kind, audience.pk, 0 if kind == Audience.PERSON else cast.regional.pk)


def keys(cast: Cast, audiences: Iterable[Any]) -> frozenset[int]:
    return frozenset(key_of(cast, each) for each in audiences)


def drafted(
    cast: Cast, mark: Mark = Mark.AMBER, *, to: Iterable[Any] = (), not_to: Iterable[Any] = (), **terms: Any
) -> Publication:
    """A complete draft of the officer's. Under RED the deputy is the named approver."""
    item = drafting.start(
        by=cast.officer, organisation=cast.police, kind="bulletin", network=cast.regional, language="en"
    )
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=1, **WORDS)
    named = {"approved_by": "named", "approver": cast.deputy} if mark == Mark.RED else {}
    chosen: dict[str, Any] = {"topics": (Topic.objects.order_by("pk")[0],), **named, **terms}
    wanted = drafting.Terms(mark=mark, to=keys(cast, to), not_to=keys(cast, not_to), **chosen)
    return drafting.address(by=cast.officer, publication=item, revision=item.revision, terms=wanted)


def waiting(cast: Cast, mark: Mark = Mark.AMBER, **terms: Any) -> Publication:
    """Sent, and waiting for the deputy's approval."""
    return drafting.submit(by=cast.officer, publication=drafted(cast, mark, **terms))


def shared(cast: Cast, mark: Mark = Mark.AMBER, **terms: Any) -> Publication:
    """Published: written by the officer, approved by the deputy."""
    item = waiting(cast, mark, **terms)
    return approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))


def asking(cast: Cast, mark: Mark = Mark.AMBER, **terms: Any) -> Publication:
    """Published, with an answer asked within 100 hours."""
    return shared(cast, mark, asks_answer=True, answer_within=100, **terms)


def second_version(cast: Cast, item: Publication, **words: str) -> Publication:
    """Version 2, with these words changed."""
    afterwards.start_version(by=cast.officer, publication=item)
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=1, **{**WORDS, **words})
    drafting.save_part(by=cast.officer, publication=item, part={}, changes="One craft more.")
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(by=cast.deputy, publication=item, version=2, languages=frozenset({"en"}))


def asked_of(item: Publication, body: Organisation) -> Addressee:
    return Addressee.unfiltered.get(version=item.live_id, organisation=body)


def fresh(item: Publication) -> Publication:
    return Publication.unfiltered.get(pk=item.pk)


def tell_all() -> None:
    """The worker tells everything that waits."""
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        worker.tell(event)
        event.refresh_from_db()
        assert event.told_at is not None, event.trouble


def told(kind: str) -> set[str]:
    """The addresses, before the @, of everybody who has a notice of this kind."""
    found = Notice.objects.filter(kind=f"publications.{kind}").values_list("person__email", flat=True)
    return {email.partition("@")[0].replace("-", "_") for email in found}


def hear_no_more() -> None:
    """Forget what was told so far."""
    tell_all()
    Notice.objects.all().delete()
