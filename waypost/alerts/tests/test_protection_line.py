"""The line that stands on every page about an alert or a reference, once, whatever else does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.tests.alerting import alerted, drafted
from waypost.people.models import Person
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.kinds import kind_of
from waypost.publications.models import Publication

Enter = Callable[[Person], Client]

LINES = {
    "en": "A fraudulent document does not make its holder an offender.",
    "th": "เอกสารปลอมไม่ทำให้ผู้ถือเป็นผู้กระทำผิด",
}
bare = {"findings": []}


def live(cast: Cast, kind: str, mark: Mark = Mark.GREEN) -> Publication:
    to = (
        [cast.coast]
        if mark in (Mark.AMBER, Mark.STRICT)
        else [cast.coast_officer]
        if mark == Mark.RED
        else []
    )
    return alerted(cast, mark, kind=kind, to=to) if kind == "alert" else _reference(cast)


def _reference(cast: Cast) -> Publication:
    item = drafting.submit(by=cast.officer, publication=drafted(cast, kind="specimen", part=bare, numbers=[]))
    approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))
    return Publication.unfiltered.get(pk=item.pk)


def stands_once(client: Client, path: str) -> None:
    for language, line in LINES.items():
        client.cookies["language"] = language
        answer = client.get(path)
        assert answer.status_code == 200, path
        body = answer.content.decode()
        assert body.count(line) == 1, f"{path} in {language}: {body.count(line)} times"
        assert f'href="{reverse("referral")}"' in body


@pytest.mark.parametrize("mark", list(Mark))
def test_on_the_page_of_an_alert_of_every_mark(cast: Cast, enter: Enter, mark: Mark) -> None:
    item = live(cast, "alert", mark)
    stands_once(enter(cast.coast_officer), reverse("item", args=[item.public_id]))


@pytest.mark.parametrize("kind", ["alert", "specimen"])
def test_on_the_page_and_when_it_is_withdrawn(cast: Cast, enter: Enter, kind: str) -> None:
    item = live(cast, kind)
    page = reverse("item", args=[item.public_id])
    stands_once(enter(cast.coast_officer), page)
    afterwards.withdraw(by=cast.officer, publication=item, because="It was wrong.")
    for reader in (cast.coast_officer, cast.officer):
        stands_once(enter(reader), page)


@pytest.mark.parametrize("kind", ["alert", "specimen"])
def test_on_every_preview(cast: Cast, enter: Enter, kind: str) -> None:
    item = drafted(cast, kind=kind, part=bare if kind == "specimen" else {})
    author = enter(cast.officer)
    stands_once(author, reverse("send", args=[item.public_id]))
    reader = f"organisation:{cast.coast.public_id}"
    stands_once(author, reverse("read_as_one", args=[item.public_id, reader]))
    drafting.submit(by=cast.officer, publication=item)
    stands_once(enter(cast.deputy), reverse("review", args=[item.public_id]))


def test_on_an_alert_that_says_nothing_yet(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, part={"findings": [], "requests": [], "fraud": ""}, numbers=[])
    stands_once(enter(cast.officer), reverse("send", args=[item.public_id]))


def test_both_kinds_of_the_room_have_it() -> None:
    assert {kind_of(name).always for name in ("alert", "specimen")} == {"alerts/_protection.html"}
