"""An alert before it is sent, as its readers will meet it: nothing of a genuine reference that they do not see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.alerts.tests.alerting import alerted, drafted
from waypost.people.models import Person, Seat
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.models import Publication

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
NONE_DO = "They do not see the genuine reference"
SOME_DO_NOT = "Some of them do not see the genuine reference"
BODIES = ("coast", "customs", "mission", "maritime", "police")


def reference_of(cast: Cast, mark: Mark, *readers: Any) -> Publication:
    """A published genuine reference that these read."""
    item = drafted(cast, mark, to=readers, kind="specimen", numbers=[])
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))


def comparing(cast: Cast, reference: Publication, mark: Mark = Mark.GREEN, **terms: Any) -> Publication:
    """A draft of an alert that names the reference."""
    return drafted(cast, mark, part={"specimen": reference.public_id}, **terms)


def handle(body: Any) -> str:
    kind = type(body).__name__.lower()
    return f"{kind}:{body.key if kind in ('group', 'member') else body.public_id}"


def page_as(client: Client, item: Publication, of: str) -> str:
    answer = client.get(reverse("read_as_one", args=[item.public_id, of]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def their_part(page: str) -> str:
    return page[page.index('<fieldset class="pad asreader"') : page.rindex("</fieldset>")]


@pytest.mark.parametrize("to", [(), ("coast",), ("maritime",), ("customs", "mission")])
def test_the_page_names_the_reference_to_those_who_will_see_it(cast: Cast, enter: Enter, to: Any) -> None:
    """For each body the preview says what the rule says of each of its people; before, and after."""
    reference = reference_of(cast, Mark.AMBER, *(getattr(cast, name) for name in to))
    item = comparing(cast, reference)
    for name in BODIES:
        body = getattr(cast, name)
        page = page_as(enter(cast.officer), item, handle(body))
        sees = [reference.is_visible_to(person) for person in _people(cast, name)]
        assert (reference.reference in their_part(page)) == any(sees), name
        assert (NONE_DO in page) == (not any(sees)), name
        assert (SOME_DO_NOT in page) == (any(sees) and not all(sees)), name


def _people(cast: Cast, name: str) -> list[Person]:
    persons = Person.objects.active().filter(acting_as__endorsements__network=cast.regional)
    if name == "maritime":
        return list(
            persons.filter(acting_as__post__in=Seat.objects.filter(group=cast.maritime).values("post"))
        )
    return list(persons.filter(acting_as__post__organisation=getattr(cast, name)))


def test_a_visitor_sees_the_reference_only_once_it_is_public(cast: Cast, enter: Enter) -> None:
    reference = reference_of(cast, Mark.CLEAR)
    item = alerted(cast, Mark.CLEAR)
    afterwards.make_public(by=cast.deputy, publication=item, revision=item.revision)
    version = afterwards.start_version(by=cast.officer, publication=item)
    part = {**version.part, "specimen": reference.public_id}
    drafting.save_part(by=cast.officer, publication=item, part=part, changes="Compared.")
    before = page_as(enter(cast.officer), item, "signed-out")
    assert NONE_DO in before
    assert reference.reference not in their_part(before)
    fresh = Publication.unfiltered.get(pk=reference.pk)
    afterwards.make_public(by=cast.deputy, publication=fresh, revision=fresh.revision)
    assert fresh.is_visible_to(NOBODY)
    page = page_as(enter(cast.officer), item, "signed-out")
    assert reference.reference in their_part(page)
    assert NONE_DO not in page


@pytest.mark.parametrize(("mark", "said"), [(Mark.GREEN, True), (Mark.AMBER, False)])
def test_author_and_approver_are_told_beside_the_reach(
    cast: Cast, enter: Enter, mark: Mark, said: bool
) -> None:
    to = [cast.coast] if mark == Mark.AMBER else []
    item = comparing(cast, reference_of(cast, Mark.STRICT, cast.coast), mark, to=to)
    sent = enter(cast.officer).get(reverse("send", args=[item.public_id])).content.decode()
    drafting.submit(by=cast.officer, publication=item)
    reviewed = enter(cast.deputy).get(reverse("review", args=[item.public_id])).content.decode()
    for page in (sent, reviewed):
        assert (SOME_DO_NOT in page) == said
        assert NONE_DO not in page


def test_what_the_author_no_longer_sees_is_told_to_nobody(cast: Cast, enter: Enter) -> None:
    reference = reference_of(cast, Mark.AMBER, cast.coast)
    item = comparing(cast, reference)
    part = {**item.in_work().part, "specimen": "no-such-reference"}  # type: ignore[union-attr]
    drafting.save_part(by=cast.officer, publication=item, part=part)
    page = page_as(enter(cast.officer), item, handle(cast.coast))
    assert reference.reference not in page
    assert NONE_DO not in page
