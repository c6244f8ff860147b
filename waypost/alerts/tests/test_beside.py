"""The pictures of the genuine reference stand beside an alert's fraudulent ones, with the numbers of the findings on
both: for those who see the reference, and for nobody else.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY, Cast
from waypost.access.marks import Mark
from waypost.alerts import card, lists
from waypost.alerts.actions import writing
from waypost.alerts.part import findings_of
from waypost.alerts.shown import Shown, side_by_side
from waypost.alerts.tests.alerting import approved, drafted
from waypost.alerts.tests.lending import compared, in_work, of_the_coast, out, published, reference
from waypost.alerts.tests.picturing import shown
from waypost.core.doors import outside_actions
from waypost.files.models import StoredFile
from waypost.files.serving import Paper
from waypost.people.models import Person
from waypost.publications.actions import afterwards, attaching, drafting
from waypost.publications.models import Attachment, Opening, Publication, Version

As = Callable[[Person], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def figures(client: Client, address: str) -> list[Tag]:
    return list(BeautifulSoup(page(client, address), "lxml").select(".documents figure.document"))


class TestReading:
    @pytest.mark.parametrize("where", ["", "compare-pictures/"])
    def test_who_sees_the_reference_sees_it_beside(self, cast: Cast, enter: As, where: str) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        genuine, false = figures(enter(cast.coast_officer), f"/items/{item.public_id}/{where}")
        assert "genuine" in genuine["class"]
        assert "false" in false["class"]
        assert genuine.select_one(f"a[href='/items/{specimen.public_id}/']") is not None
        assert specimen.reference in genuine.get_text()
        assert "TLP:AMBER" in genuine.get_text()
        assert specimen.reference not in false.get_text()
        image = genuine.select_one("img")
        assert image is not None
        assert str(image["src"]).startswith(f"/items/{specimen.public_id}/files/{lent.public_id}/")
        for figure in (genuine, false):
            assert [each["href"] for each in figure.select("a.spot")] == ["#finding-1"]
        answer = enter(cast.coast_officer).get(image["src"])
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"  # as under the mark of the reference

    @pytest.mark.parametrize("where", ["", "compare-pictures/", "compare-pictures/?version=1"])
    def test_who_does_not_sees_the_page_as_if_none_were_named(
        self, cast: Cast, enter: As, where: str
    ) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        address, client = f"/items/{item.public_id}/{where}", enter(cast.lone_officer)
        page(client, address)
        told = page(client, address)
        for trace in (specimen.public_id, specimen.reference, lent.public_id, lent.file.public_id):
            assert trace not in told
        _forget(item)
        assert _still(page(client, address)) == _still(told)

    def test_the_same_number_of_queries_for_both(self, cast: Cast) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        asked = {}
        for person in (cast.coast_officer, cast.lone_officer):
            version = Version.visible_to(person).get(pk=item.live_id)
            lists.read(person, item, version)
            with CaptureQueriesContext(connection) as queries:
                reading = lists.read(person, item, version)
            asked[bool(reading.lent)] = len(queries)
        assert asked[True] == asked[False]

    def test_its_own_genuine_picture_comes_first(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item = drafted(cast, part={"specimen": specimen.public_id})
        own, _false = shown(cast, item, "GEN", "genuine.jpg"), shown(cast, item, "FAL", "false.jpg")
        drafting.submit(by=cast.officer, publication=item)
        approved(cast, item, 1)
        told = page(enter(cast.coast_officer), f"/items/{item.public_id}/")
        assert own.public_id in told
        assert lent.public_id not in told

    def test_what_stays_in_the_portal_is_not_printed(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast, Mark.STRICT)
        item = published(cast, specimen, lent)
        genuine, false = figures(enter(cast.coast_officer), f"/items/{item.public_id}/compare-pictures/")
        assert "noprint" in genuine["class"]
        assert "noprint" not in false["class"]
        image = genuine.select_one("img")
        assert image is not None
        assert str(image["src"]).endswith("/1/")  # a page as a picture, never the file

    def test_the_script_is_given_it_under_its_own_address(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast, Mark.GREEN)
        item = published(cast, specimen, lent)
        client = enter(cast.coast_officer)
        data = BeautifulSoup(page(client, f"/items/{item.public_id}/compare-pictures/"), "lxml").find(
            id="compared"
        )
        assert data is not None
        first, second = json.loads(data.get_text())
        assert (first["way"], second["way"]) == ("genuine", "false")
        assert first["address"] == f"/items/{specimen.public_id}/files/{lent.public_id}/"
        assert first["spots"] == [{"n": 1, "x": 0.25, "y": 0.5}]
        assert client.get(first["address"]).status_code == 200


class TestLater:
    """What becomes of the reference after the alert is out."""

    def test_withdrawn_it_stands_beside_no_more(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        afterwards.withdraw(by=cast.focal_point, publication=specimen, because="It was wrong.")
        for person in (cast.coast_officer, cast.officer):
            told = page(enter(person), f"/items/{item.public_id}/")
            assert lent.public_id not in told
            assert lent.file.public_id not in told
            assert "Tiny letters, sharp edges" in told

    def test_a_new_version_without_that_file_has_no_number(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        afterwards.start_version(by=cast.officer, publication=specimen)
        old = Attachment.unfiltered.get(version=in_work(specimen))
        attaching.detach(by=cast.officer, publication=specimen, attachment=old.public_id)
        new = shown(cast, specimen, "GEN", "genuine-better.jpg")
        part = in_work(specimen).part
        drafting.save_part(by=cast.officer, publication=specimen, part=part, changes="A better picture.")
        before = figures(enter(cast.coast_officer), f"/items/{item.public_id}/")
        assert before[0]["id"] == f"picture-{lent.public_id}"  # a draft changes nothing
        out(cast, specimen)
        genuine, false = figures(enter(cast.coast_officer), f"/items/{item.public_id}/")
        assert genuine["id"] == f"picture-{new.public_id}"
        assert genuine.select("a.spot") == []
        assert [each["href"] for each in false.select("a.spot")] == ["#finding-1"]

    def test_expired_it_says_so(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item = published(cast, specimen, lent)
        with outside_actions(because="a day that has passed"):
            Publication.unfiltered.filter(pk=specimen.pk).update(expires_on="2020-01-31")
        genuine, _false = figures(enter(cast.coast_officer), f"/items/{item.public_id}/")
        assert "Expired after" in genuine.get_text()


class TestBeforeItIsSent:
    def test_reading_as_somebody_leaves_out_what_they_do_not_see(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item, _row = compared(cast, specimen, lent)
        client = enter(cast.officer)
        for body, seen in (("coast", True), ("lone", False)):
            handle = f"organisation:{getattr(cast, body).public_id}"
            told = page(client, f"/items/{item.public_id}/as/{handle}/")
            assert (lent.public_id in told) == seen

    def test_who_approves_and_does_not_see_it_meets_nothing_of_it(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(of_the_coast(cast), to=("customs",))
        item, _row = compared(cast, specimen, lent)
        drafting.submit(by=cast.officer, publication=item)
        told = page(enter(cast.deputy), f"/items/{item.public_id}/review/")
        for trace in (specimen.public_id, specimen.reference, lent.public_id, lent.file.public_id):
            assert trace not in told
        approved(cast, item, 1)
        assert lent.public_id in page(enter(cast.coast_officer), f"/items/{item.public_id}/")


def carded(person: Person, item: Publication) -> tuple[Paper, Publication | None]:
    version = Version.visible_to(person).get(pk=item.live_id)
    return card.paper(person, item, version, card.Asked("en"))


class TestOnTheQuickCard:
    def test_it_stands_beside_the_fraudulent_one_and_says_whose_it_is(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast, Mark.GREEN)
        item = published(cast, specimen, lent)
        made, lender = carded(cast.coast_officer, item)
        assert lender == specimen
        assert made.data["genuine"]["from"] == f"From the genuine reference {specimen.reference} · TLP:GREEN"
        assert made.data["genuine"]["spots"] == [{"n": 1, "x": 0.25, "y": 0.5}]
        assert made.data["fraudulent"]["from"] == ""
        assert enter(cast.coast_officer).get(f"/items/{item.public_id}/card/").status_code == 200
        assert Opening.unfiltered.filter(person=cast.coast_officer, version=specimen.live_id).exists()

    @pytest.mark.parametrize("why", ["stricter", "not everybody", "marked", "expired"])
    def test_nothing_of_it_where_the_card_may_come_to_somebody_who_does_not_see_it(
        self, cast: Cast, hands: Any, why: str
    ) -> None:
        mark, barred = Mark.AMBER if why == "stricter" else Mark.GREEN, [cast.lone] * (why == "not everybody")
        specimen, lent = reference(cast, mark, not_to=barred)
        item = published(cast, specimen, lent)
        with outside_actions(because="as its author chose"):
            if why == "marked":
                Publication.unfiltered.filter(pk=specimen.pk).update(national_marking="RESTRICTED")
            elif why == "expired":
                Publication.unfiltered.filter(pk=specimen.pk).update(expires_on=TODAY)
                hands.forward(days=1)
        told = carded(cast.coast_officer, item)
        _forget(item)
        assert told == carded(cast.coast_officer, item)
        assert told[1] is None

    def test_of_amber_everybody_in_ones_own_organisation_has_to_see_it(self, cast: Cast) -> None:
        specimen, lent = reference(cast, Mark.AMBER, to=("coast",))
        item = published(cast, specimen, lent, mark=Mark.AMBER, to=[cast.coast, cast.lone])
        assert carded(cast.coast_officer, item)[1] == specimen
        told = carded(cast.lone_officer, item)
        _forget(item)
        assert told == carded(cast.lone_officer, item)

    def test_of_a_number_that_is_on_neither_picture_the_light_is_said(self, cast: Cast) -> None:
        item, _row = compared(cast, *reference(cast, Mark.GREEN))
        uv = shown(cast, item, "FAL", "uv.jpg")
        says = {uv.public_id: writing.Says("FAL", "UVA")}
        writing.place_pictures(by=cast.officer, publication=item, pictures=says)
        part = in_work(item).part
        first, second = part["findings"]
        pointing = {**second, "false": {"file": uv.file.public_id, "x": 0.5, "y": 0.5}}
        part = {**part, "findings": [first, pointing, second]}
        drafting.save_part(by=cast.officer, publication=item, part=part)
        drafting.submit(by=cast.officer, publication=item)
        rows = carded(cast.coast_officer, approved(cast, item, 1))[0].data["rows"]
        uv_light = "not in the picture: UV, long wave (365 nm)"
        assert [each["seen"] for each in rows] == ["", uv_light, "not in the picture"]


class TestPointing:
    def form(self, item: Publication, *rows: Attachment, **more: str) -> dict[str, Any]:
        typed: dict[str, Any] = {"do": "save", "revision": in_work(item).revision}
        for row in rows:
            typed |= {f"{row.public_id}-role": "FAL", f"{row.public_id}-light": "WHT"}
        return typed | more

    def spot(self, side: str, row: Attachment) -> dict[str, str]:
        values = {"file": row.file.public_id, "x": "25", "y": "50"}
        return {f"spot-0-{side}_{name}": value for name, value in values.items()}

    def test_its_pictures_are_offered_for_what_is_genuine(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        item, row = compared(cast, specimen, lent)
        client, address = enter(cast.officer), f"/items/{item.public_id}/pictures/"
        soup = BeautifulSoup(page(client, address), "lxml")
        for side, offered in (("genuine", True), ("false", False)):
            options = soup.select(f"select[name='spot-0-{side}_file'] option")
            assert (lent.file.public_id in [each["value"] for each in options]) == offered
        assert soup.select_one(f"svg[data-file='{lent.file.public_id}'] g.spot") is not None
        named = {"specimen": specimen.public_id, "was": specimen.public_id}
        typed = self.form(item, row, **named, **self.spot("genuine", lent))
        assert client.post(address, typed).status_code == 302
        first = findings_of(in_work(item).part)[0]
        assert first.genuine is not None
        assert (first.genuine.file, first.genuine.x) == (lent.file.public_id, 0.25)
        assert first.false is None
        typed = self.form(item, row, **named, **self.spot("false", lent))
        assert client.post(address, typed).status_code == 422

    def test_those_of_a_reference_that_is_not_named_cannot_be_pointed_at(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(cast)
        _other, elsewhere = reference(cast)
        item, row = compared(cast, specimen, lent)
        typed = self.form(item, row, specimen=specimen.public_id, **self.spot("genuine", elsewhere))
        assert enter(cast.officer).post(f"/items/{item.public_id}/pictures/", typed).status_code == 422

    def test_another_reference_takes_the_numbers_off_and_what_saves_itself_goes_on(
        self, cast: Cast, enter: As
    ) -> None:
        """The page still shows the first one's pictures, and sends the points in them again and again."""
        specimen, lent = reference(cast)
        other, _elsewhere = reference(cast)
        item, row = compared(cast, specimen, lent)
        for _each in range(2):
            typed = self.form(
                item, row, specimen=other.public_id, was=specimen.public_id, **self.spot("genuine", lent)
            )
            answer = enter(cast.officer).post(
                f"/items/{item.public_id}/pictures/", typed, headers={"X-Autosave": "1"}
            )
            assert answer.status_code == 200, answer.content
            assert in_work(item).part["specimen"] == other.public_id
            assert findings_of(in_work(item).part)[0].genuine is None

    def test_who_does_not_see_it_takes_nothing_of_it_away(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(of_the_coast(cast), to=("customs",))
        item, row = compared(cast, specimen, lent)
        client, address = enter(cast.officer), f"/items/{item.public_id}/pictures/"
        told = page(client, address)
        for trace in (specimen.public_id, specimen.reference, lent.public_id, lent.file.public_id):
            assert trace not in told
        reference(cast, Mark.GREEN)  # one that may be chosen
        typed = self.form(item, row, specimen="", was="", **self.spot("false", row))
        assert client.post(address, typed).status_code == 302
        assert in_work(item).part["specimen"] == specimen.public_id
        first = findings_of(in_work(item).part)[0]
        assert first.false is not None
        assert first.genuine is not None
        assert (first.false.x, first.genuine.file) == (0.25, lent.file.public_id)

    def test_but_may_say_another(self, cast: Cast, enter: As) -> None:
        specimen, lent = reference(of_the_coast(cast), to=("customs",))
        item, row = compared(cast, specimen, lent)
        other, elsewhere = reference(cast, Mark.GREEN)
        client, address = enter(cast.officer), f"/items/{item.public_id}/pictures/"
        assert client.post(address, self.form(item, row, specimen=other.public_id)).status_code == 302
        part = in_work(item).part
        assert part["specimen"] == other.public_id
        assert findings_of(part)[0].genuine is None
        typed = self.form(item, row, specimen=other.public_id, **self.spot("genuine", elsewhere))
        assert client.post(address, typed).status_code == 302
        spot = findings_of(in_work(item).part)[0].genuine
        assert spot is not None
        assert spot.file == elsewhere.file.public_id


def _forget(item: Publication) -> None:
    """Let the version name no reference and point into none."""
    version = Version.unfiltered.get(pk=item.live_id)
    part = {name: value for name, value in version.part.items() if name != "specimen"}
    part["findings"] = [
        {name: value for name, value in each.items() if name != "genuine"} for each in part["findings"]
    ]
    with outside_actions(because="as if none had been named"):
        Version.unfiltered.filter(pk=version.pk).update(part=part)


def _still(told: str) -> str:
    """Without what is made anew for each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", told)


# Which stands beside which.


def a_picture(role: str, light: str, side: str, n: int, *, lent: bool = False) -> Shown:
    file = StoredFile(public_id=f"{role}-{light}-{side}-{n}-{lent}")
    return Shown(Attachment(file=file, public_id=file.public_id), Publication(), role, light, side, lent=lent)


LIGHTS, SIDES = st.sampled_from(["WHT", "UVA"]), st.sampled_from(["", "BDP", "FRO"])
PICTURES = st.lists(st.tuples(LIGHTS, SIDES), max_size=4)


@given(PICTURES, PICTURES, PICTURES)
def test_every_own_picture_stands_once_and_nothing_is_lent_in_vain(
    genuine: list[tuple[str, str]], false: list[tuple[str, str]], lent: list[tuple[str, str]]
) -> None:
    good = [a_picture("GEN", *each, n) for n, each in enumerate(genuine)]
    bad = [a_picture("FAL", *each, n) for n, each in enumerate(false)]
    more = [a_picture("GEN", *each, n, lent=True) for n, each in enumerate(lent)]
    pairs = side_by_side(good, bad, more)
    stand = [each.file.public_id for pair in pairs for each in pair if each is not None]
    assert len(stand) == len(set(stand))
    assert {each.file.public_id for each in (*good, *bad)} <= set(stand)
    for one, other in pairs:
        if one is not None and one.lent:
            assert other is not None
            assert not (one.side and other.side) or one.side == other.side
            alike = [each for each in good if (each.side, each.light) == (other.side, other.light)]
            theirs = [x for x, y in pairs if y and (y.side, y.light) == (other.side, other.light)]
            assert all(any(x is each for x in theirs) for each in alike), "its own comes first"
    complete = [one is not None and other is not None for one, other in pairs]
    assert complete == sorted(complete, reverse=True)


@pytest.mark.parametrize(
    ("false", "lent", "stands"),
    [
        (("WHT", "BDP"), [("UVA", "BDP"), ("WHT", "BDP")], 1),  # the same side and light
        (("WHT", "BDP"), [("WHT", ""), ("UVA", "BDP")], 0),  # a side that was not said may be this one
        (("IRR", "BDP"), [("WHT", "FRO"), ("UVA", "BDP")], 1),  # another light before another side
        (("WHT", "BDP"), [("WHT", "FRO")], None),  # never another side
        (("WHT", ""), [("UVA", "FRO"), ("WHT", "FRO")], 1),
    ],
)
def test_of_what_is_lent_the_most_alike_stands_beside(
    false: tuple[str, str], lent: list[tuple[str, str]], stands: int | None
) -> None:
    offered = [a_picture("GEN", *each, n, lent=True) for n, each in enumerate(lent)]
    [(one, _other)] = side_by_side([], [a_picture("FAL", *false, 9)], offered)
    assert one is (None if stands is None else offered[stands])


def test_what_one_finding_points_at_on_both_stands_side_by_side() -> None:
    false, lent = a_picture("FAL", "WHT", "BDP", 1), a_picture("GEN", "UVA", "FRO", 1, lent=True)
    spots = {
        "false": {"file": false.file.public_id, "x": 0.1, "y": 0.1},
        "genuine": {"file": lent.file.public_id, "x": 0.1, "y": 0.1},
    }
    findings = tuple(findings_of({"findings": [spots]}))
    false, lent = (replace(each, findings=findings) for each in (false, lent))
    assert side_by_side([], [false], [lent]) == [(lent, false)]
