"""An author says which genuine reference an alert is compared with: one of those they see, on the page of pictures."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import writing
from waypost.alerts.lists import lines, references_for
from waypost.alerts.tests.alerting import approved, drafted
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.actions import approving, drafting
from waypost.publications.models import Publication, Version

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


def reference(cast: Cast, mark: Mark = Mark.GREEN, *, to: Any = (), **part: Any) -> Publication:
    """A genuine reference that is out."""
    item = drafted(cast, mark, to=to, kind="specimen", numbers=[], part=part)
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))


def in_work(item: Publication) -> Version:
    found = item.in_work()
    assert found is not None
    return found


def test_those_of_the_issuer_are_offered_the_same_document_first(cast: Cast) -> None:
    same, other = reference(cast), reference(cast, document="IDC")
    strange, hidden = reference(cast, issuer="UNO"), reference(cast, Mark.AMBER, to=[cast.coast])
    part = {"issuer": "UTO", "document": "PAS"}
    assert [ident for ident, _words in references_for(cast.coast_officer, part)] == [
        hidden.public_id,
        same.public_id,
        other.public_id,
    ]
    seen = {ident for ident, _words in references_for(cast.customs_officer, part)}
    assert seen == {same.public_id, other.public_id}
    everything = {ident for ident, _words in references_for(cast.customs_officer, {})}
    assert everything == {same.public_id, other.public_id, strange.public_id}


def test_chosen_on_the_page_of_pictures_it_stands_on_the_alert(cast: Cast, enter: As) -> None:
    chosen, item = reference(cast), drafted(cast)
    client, address = enter(cast.officer), f"/items/{item.public_id}/pictures/"
    assert f"{chosen.reference} · " in client.get(address).content.decode()
    typed = {"revision": in_work(item).revision, "specimen": chosen.public_id}
    assert client.post(address, typed).status_code == 302
    assert in_work(item).part["specimen"] == chosen.public_id
    assert f"Genuine reference: {chosen.reference}" in lines(cast.officer, in_work(item))

    drafting.submit(by=cast.officer, publication=item)
    out = approved(cast, item, 1)
    page = enter(cast.coast_officer).get(f"/items/{out.public_id}/").content.decode()
    assert f'href="/items/{chosen.public_id}/"' in page


def test_none_is_a_choice(cast: Cast, enter: As) -> None:
    item = drafted(cast, part={"specimen": reference(cast).public_id})
    typed = {"revision": in_work(item).revision, "specimen": ""}
    assert enter(cast.officer).post(f"/items/{item.public_id}/pictures/", typed).status_code == 302
    assert "specimen" not in in_work(item).part


def test_what_the_author_does_not_see_cannot_be_named(cast: Cast, enter: As) -> None:
    """By nobody's page, and by no form that names it all the same; a draft of one's own is no reference yet."""
    reference(cast)
    hidden = drafting.start(
        by=cast.coast_officer,
        organisation=cast.coast,
        kind="specimen",
        network=cast.regional,
        language="en",
    )
    item, draft = drafted(cast), drafted(cast, kind="specimen", numbers=[])
    for unseen in (hidden, draft):
        typed = {"revision": in_work(item).revision, "specimen": unseen.public_id}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/pictures/", typed)
        assert answer.status_code == 422
        assert "Choose another, or none." in answer.content.decode()
        with pytest.raises(Refused, match="no longer see it"):
            writing.place_pictures(by=cast.officer, publication=item, pictures={}, specimen=unseen.public_id)
    assert "specimen" not in in_work(item).part


def test_a_reference_is_compared_with_nothing(cast: Cast, enter: As) -> None:
    reference(cast)
    item = drafted(cast, kind="specimen", numbers=[])
    page = enter(cast.officer).get(f"/items/{item.public_id}/pictures/").content.decode()
    assert 'name="specimen"' not in page
