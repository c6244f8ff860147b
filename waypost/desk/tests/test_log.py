"""The auditor's pages: for the auditor's post alone, narrowed by the address, proven by receipts, and recorded."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import SINCE, TODAY, UNTIL, Cast
from waypost.core import seal as sealing
from waypost.core.doors import doors
from waypost.core.models import AuditRow
from waypost.desk.lists import log as lists
from waypost.desk.lists.words import ACTS
from waypost.face.tests.reading import Page
from waypost.people.actions import directory
from waypost.people.models import Endorsement, Person
from waypost.publications.tests.shelf import publish

Enter = Callable[[Person], Client]


@pytest.fixture
def auditor(cast: Cast) -> Person:
    """In the cast nobody has endorsed the auditor yet."""
    Endorsement.objects.create(
        tenure=cast.auditor.acting_as, network=cast.regional, vouched_by=None, since=SINCE, until=UNTIL
    )
    return cast.auditor


def words(browser: Client, query: str = "") -> str:
    answer = browser.get(reverse("audit") + query)
    assert answer.status_code == 200
    return Page(answer.content.decode()).words


def look_up(person: Person, where: str = "search") -> AuditRow:
    directory.read(by=person, person=person, rows=1, where=where)
    return AuditRow.objects.latest("pk")


def test_only_the_auditors_post_finds_it(cast: Cast, enter: Enter, auditor: Person) -> None:
    row = look_up(cast.officer)
    sealing.seal()
    pages = [reverse("audit"), *(reverse(name, args=[row.token]) for name in ("audit_row", "audit_receipt"))]
    for name, person in cast.people().items():
        browser = enter(person)
        for page in pages:
            # Who is suspended is signed out, from here as from everywhere.
            wanted = 200 if name == "auditor" else 302 if name == "suspended" else 404
            assert browser.get(page).status_code == wanted, (name, page)
        assert ("Audit log" in browser.get(reverse("help")).content.decode()) == (name == "auditor")


def test_an_auditor_whose_endorsement_ended_is_out_at_once(cast: Cast, enter: Enter, auditor: Person) -> None:
    browser = enter(auditor)
    assert browser.get(reverse("audit")).status_code == 200
    Endorsement.objects.filter(tenure__person=auditor).update(until=TODAY)
    assert browser.get(reverse("audit")).status_code == 404


def test_it_says_who_did_what_and_never_what_stood_in_it(cast: Cast, enter: Enter, auditor: Person) -> None:
    item = publish(cast, title="A quiet title", body="A quiet body")
    read = words(enter(auditor))
    assert "publications.approved" in read or "publications.published" in read
    assert cast.focal_point.name in read
    assert item.public_id in read
    assert "A quiet" not in read


def test_reading_is_recorded_with_what_was_asked(cast: Cast, enter: Enter, auditor: Person) -> None:
    look_up(cast.officer)
    words(enter(auditor), f"?action=people.directory_read&person={cast.officer.name_latin}")
    row = AuditRow.objects.filter(action="desk.log_read").latest("pk")
    said = bytes(row.canonical).decode()
    assert row.actor == auditor.public_id
    assert '"rows":1' in said
    assert '"action":"people.directory_read"' in said
    assert cast.officer.public_id in said
    assert cast.officer.name_latin not in said, "ids stand in the log, never names"


def test_it_is_narrowed_by_act_person_thing_outcome_and_day(
    cast: Cast, enter: Enter, auditor: Person
) -> None:
    row = look_up(cast.officer)
    look_up(cast.coast_officer)
    browser = enter(auditor)
    browser.get(reverse("audit"))  # a row of another kind

    def acted(query: str) -> set[str]:
        page = browser.get(reverse("audit") + query)
        return {line.row.actor for line in page.context["lines"]}

    officer, coast = cast.officer.public_id, cast.coast_officer.public_id
    assert acted("?action=people.directory_read") == {officer, coast}
    assert acted(f"?person={officer}") == {officer}
    assert acted("?person=Coast Officer") == {coast}
    assert acted(f"?thing={row.thing}") == {officer}
    assert officer in acted(f"?day={TODAY}")
    assert acted("?day=2020-08-31") == set()
    assert acted("?outcome=denied") == set()
    assert acted("?person=nobody-of-this-name") == set()


@pytest.mark.parametrize(
    "query", ["?day=yesterday", "?action=no.such_act", "?thing=" + "x" * 200, "?person=%00"]
)
def test_what_cannot_be_asked_is_said(cast: Cast, enter: Enter, auditor: Person, query: str) -> None:
    answer = enter(auditor).get(reverse("audit") + query)
    assert answer.status_code == 422
    assert answer.context["lines"] == []


def test_older_rows_follow_without_gap(
    cast: Cast, enter: Enter, auditor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(7):
        look_up(cast.officer)
    monkeypatch.setattr("waypost.desk.views.log.PAGE", 3)
    browser, met, query = enter(auditor), [], "?action=people.directory_read"
    while query:
        page = browser.get(reverse("audit") + query)
        met += [line.row.pk for line in page.context["lines"]]
        query = page.context["older"]
    found = AuditRow.objects.filter(action="people.directory_read").order_by("-pk")
    assert met == list(found.values_list("pk", flat=True))


def test_many_rows_cost_what_one_costs(cast: Cast, enter: Enter, auditor: Person) -> None:
    def queries() -> int:
        browser = enter(auditor)
        with CaptureQueriesContext(connection) as found:
            words(browser)
        return len(found)

    words(enter(auditor))
    few = queries()
    for person in (cast.officer, cast.coast_officer, cast.deputy, cast.secretariat, cast.trainer):
        look_up(person)
        sealing.seal()
    assert queries() == few


def test_the_seals_say_whether_they_hold(cast: Cast, enter: Enter, auditor: Person) -> None:
    look_up(cast.officer)
    sealing.seal()
    browser = enter(auditor)
    assert "does not hold" not in words(browser)
    assert "holds" in words(browser)
    held = lists.keyring

    class Strangers:
        def holds(self, *_: object) -> bool:
            return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "keyring", Strangers)
        assert "does not hold" in words(browser)
    assert lists.keyring is held


def test_without_a_key_it_says_so(
    cast: Cast, enter: Enter, auditor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up(cast.officer)
    sealing.seal()

    def missing() -> None:
        raise ImproperlyConfigured("WAYPOST_SEAL_KEY isn't set.")

    monkeypatch.setattr(lists, "keyring", missing)
    read = words(enter(auditor))
    assert "isn't set" in read
    assert "not looked at" in read


def test_a_receipt_is_there_once_the_row_is_sealed(cast: Cast, enter: Enter, auditor: Person) -> None:
    row = look_up(cast.officer)
    browser = enter(auditor)
    page, file = (reverse(name, args=[row.token]) for name in ("audit_row", "audit_receipt"))
    assert browser.get(file).status_code == 404
    assert "None" not in browser.get(page).content.decode()
    sealing.seal()
    proof = sealing.receipt(AuditRow.objects.get(pk=row.pk))
    assert proof is not None
    assert browser.get(file).content.decode() == proof.text()
    assert "leads to its checkpoint" in browser.get(page).content.decode()


def test_a_touched_row_does_not_lead_to_its_checkpoint(
    cast: Cast, enter: Enter, auditor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = look_up(cast.officer)
    sealing.seal()
    monkeypatch.setattr(sealing.Receipt, "holds", lambda _self: False)
    read = enter(auditor).get(reverse("audit_row", args=[row.token])).content.decode()
    assert "does not lead to its checkpoint" in read
    assert "waypost audit verify" in read


def test_every_act_has_words_for_the_auditor() -> None:
    """A new act is named here from the moment it exists; the technical name stands beside it."""
    written = {name for name, door in doors().items() if not (door.quiet_because or name.startswith("tests"))}
    assert written <= set(ACTS), sorted(written - set(ACTS))
