"""Rights change at once: in the middle of an open session, and for the mail that waits.

Each row takes one right from somebody who is reading. From the next request on they meet nothing of what it opened, on
any address, and nothing that was queued for them goes out.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail as django_mail

from tests.cast import TODAY, Cast
from tests.leaks import CANARY, Item
from tests.matrix import Matrix
from tests.test_leaks import queries
from tests.test_told import whole
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.notices.models import Mail
from waypost.notices.sending import Outlet, deliver
from waypost.people.actions import persons, posts
from waypost.people.models import Endorsement, Person, Seat, Tenure
from waypost.publications.actions import afterwards
from waypost.publications.models import Release

pytestmark = pytest.mark.matrix

READER = "coast_officer"


def suspended(cast: Cast) -> None:
    persons.suspend(by=cast.coast_focal_point, person=cast.coast_officer, because="For the test.")


def post_ended(cast: Cast) -> None:
    posts.end(by=cast.coast_focal_point, tenure=Tenure.objects.get(person=cast.coast_officer))


def endorsement_ran_out(cast: Cast) -> None:
    Endorsement.objects.filter(tenure__person=cast.coast_officer).update(until=TODAY)


def moved_to_another_organisation(cast: Cast) -> None:
    tenure = Tenure.objects.get(person=cast.coast_officer)
    tenure.post.organisation = cast.customs
    tenure.post.save()


def moved_to_another_network(cast: Cast) -> None:
    Endorsement.objects.filter(tenure__person=cast.coast_officer).update(network=cast.programme)


def factor_gone(cast: Cast) -> None:
    Person.objects.filter(pk=cast.coast_officer.pk).update(second_factor=False)


def shut_out_by_name(cast: Cast, item: Item) -> None:
    """Where the mark knows it: AMBER."""
    barred = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    with outside_actions(because="nothing yet shuts somebody out after publication"):
        Release(publication_id=item.publication.pk, key=barred, barred=True).save()
        item.publication.recompile()


def withdrawn(cast: Cast, item: Item) -> None:
    afterwards.withdraw(by=cast.officer, publication=item.publication, because="No longer.")


OF_THE_PERSON = [suspended, post_ended, endorsement_ran_out, factor_gone]
OF_THE_BODY = [moved_to_another_organisation, moved_to_another_network]
Change = Callable[[Cast], None]


def _published(matrix: Matrix, mark: Mark) -> Item:
    """The item of this mark on which things have gathered."""
    found = (i for i in matrix.items if i.thing.mark == mark and i.thing.stage == "published" and i.answers)
    return next(found)


def _met(matrix: Matrix, *items: Item) -> set[str]:
    """The items' canaries that the reader meets in the open session: their every address, every page and list."""
    guest, met = matrix.guest(READER), set()
    for path in [*matrix.others_of(READER), *(path for path in matrix.paths if path.item in items)]:
        met |= set(CANARY.findall(guest.get(path.text).text))
    for query in queries():
        met |= set(CANARY.findall(guest.get(query).text))
    return met & set().union(*(item.canaries for item in items))


def _letters(item: Item, person: Person) -> list[str]:
    """What goes out to the person, and to the post's mailbox, about the item: each letter whole."""
    django_mail.outbox.clear()
    outlet = Outlet()
    about = Mail.objects.filter(notice__subject_id=item.public_id, notice__person=person)
    for mail in about.filter(state=Mail.State.WAITING):
        deliver(mail, outlet)
    return [whole(letter.message()) for letter in django_mail.outbox]


def test_before_it_is_taken_the_right_is_there(matrix: Matrix) -> None:
    """Success and failure share their set-up: with nothing taken, mail goes out and the words are met."""
    for mark in (Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED):
        item = _published(matrix, mark)
        assert _letters(item, matrix.cast.coast_officer)
        page = matrix.guest(READER).get(f"/items/{item.public_id}/")
        assert set(item.content) & set(CANARY.findall(page.text))


@pytest.mark.parametrize("change", OF_THE_PERSON, ids=lambda change: change.__name__)
def test_a_person_who_loses_access_meets_nothing_more(matrix: Matrix, change: Change) -> None:
    _loses(matrix, change, Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED)


@pytest.mark.parametrize("change", OF_THE_BODY, ids=lambda change: change.__name__)
def test_who_moves_leaves_the_old_bodys_items_behind(matrix: Matrix, change: Change) -> None:
    _loses(matrix, change, Mark.AMBER, Mark.STRICT)


def _loses(matrix: Matrix, change: Change, *marks: Mark) -> None:
    """The change is the person's: made once, and looked for under every mark in one walk."""
    items = [_published(matrix, mark) for mark in marks]
    change(matrix.cast)
    assert _met(matrix, *items) == set()
    for item in items:
        assert _letters(item, matrix.cast.coast_officer) == []


def test_who_is_shut_out_meets_nothing_more(matrix: Matrix) -> None:
    item = _published(matrix, Mark.AMBER)
    shut_out_by_name(matrix.cast, item)
    assert _met(matrix, item) == set()
    assert _letters(item, matrix.cast.coast_officer) == []


def test_what_is_withdrawn_keeps_its_head_alone(matrix: Matrix) -> None:
    """What waited in the post may still say that there is something, with the number where the mark lets it."""
    items = [_published(matrix, mark) for mark in (Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED)]
    for item in items:
        withdrawn(matrix.cast, item)
        assert not CANARY.findall(" ".join(_letters(item, matrix.cast.coast_officer)))
    kept = {word for item in items for word in (*item.content, *item.work)}
    assert not _met(matrix, *items) & kept


def test_who_loses_the_seat_in_a_group_loses_what_the_group_reads(matrix: Matrix) -> None:
    cast, item = matrix.cast, _published(matrix, Mark.AMBER)
    seat = key(Audience.GROUP, cast.maritime.pk, cast.regional.pk)
    with outside_actions(because="an item for a group alone"):
        Release.unfiltered.filter(publication=item.publication.pk).delete()
        Release(publication_id=item.publication.pk, key=seat).save()
        item.publication.recompile()
    assert set(item.content) & _met(matrix, item)
    Seat.objects.filter(post=cast.coast_officer.acting_as.post).update(until=TODAY)
    assert _met(matrix, item) == set()
    assert _letters(item, cast.coast_officer) == []


def test_who_no_longer_approves_loses_the_drafts(matrix: Matrix) -> None:
    """A deputy who becomes an officer, between two requests."""
    item = next(i for i in matrix.items if i.thing.mark == Mark.AMBER and i.thing.stage == "review")
    page = f"/items/{item.public_id}/review/"
    assert set(item.content) & set(CANARY.findall(matrix.guest("deputy").get(page).text))
    matrix.cast.deputy.acting_as.post.role = "officer"
    matrix.cast.deputy.acting_as.post.save()
    answer = matrix.guest("deputy").get(page)
    assert (answer.status, CANARY.findall(answer.text)) == (404, [])


def test_a_session_that_is_ended_elsewhere_is_over(matrix: Matrix) -> None:
    cast, guest = matrix.cast, matrix.guest(READER)
    item = _published(matrix, Mark.AMBER)
    session = guest.cookies[settings.SESSION_COOKIE_NAME].value
    persons.end_sessions(
        by=cast.coast_officer, person=cast.coast_officer, keys=[session], forget_devices=False
    )
    assert guest.get(f"/items/{item.public_id}/").status == 302
