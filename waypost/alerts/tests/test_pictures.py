"""Pictures of an alert: pointed at while it is written, read side by side, compared closely."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.part import findings_of
from waypost.alerts.tests.alerting import FINDINGS, approved, drafted
from waypost.alerts.tests.picturing import SIZE, is_black, shown
from waypost.core.doors import outside_actions
from waypost.core.ticks import ticks
from waypost.files.confined import Broken
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.publications.actions import afterwards, drafting
from waypost.publications.models import Attachment, Publication
from waypost.publications.tests.sharing import drafted as bulletin

As = Callable[[Person], Client]


def pair(cast: Cast, mark: Mark = Mark.GREEN, **terms: Any) -> tuple[Publication, Attachment, Attachment]:
    """A draft with a genuine and a fraudulent picture, both redacted."""
    item = drafted(cast, mark, **terms)
    return item, shown(cast, item, "GEN", "genuine.jpg"), shown(cast, item, "FAL", "false.jpg")


def pointed(cast: Cast, item: Publication, genuine: Attachment, false: Attachment) -> None:
    """Let the first finding stand on both pictures."""
    version = item.in_work()
    assert version is not None
    spots = {
        "genuine": {"file": genuine.file.public_id, "x": 0.25, "y": 0.5},
        "false": {"file": false.file.public_id, "x": 0.3, "y": 0.5},
    }
    findings = [{**FINDINGS[0], **spots}, FINDINGS[1]]
    drafting.save_part(by=cast.officer, publication=item, part={**version.part, "findings": findings})


def published(cast: Cast, mark: Mark = Mark.GREEN, **terms: Any) -> Publication:
    item, genuine, false = pair(cast, mark, **terms)
    pointed(cast, item, genuine, false)
    drafting.submit(by=cast.officer, publication=item)
    return approved(cast, item, 1)


def sent(item: Publication, *rows: Attachment, **spots: str) -> dict[str, Any]:
    """What the page of pictures sends, with these call-outs."""
    version = item.in_work()
    assert version is not None
    form: dict[str, Any] = {"do": "save", "revision": version.revision}
    for row in rows:
        form |= {f"{row.public_id}-role": "FAL", f"{row.public_id}-light": "WHT"}
    return form | {f"spot-{name}": value for name, value in spots.items()}


class TestPointing:
    def test_by_typed_per_cents(self, cast: Cast, enter: As) -> None:
        item, genuine, false = pair(cast)
        spots = {
            "0-false_file": false.file.public_id,
            "0-false_x": "12.5",
            "0-false_y": "50",
            "0-genuine_file": genuine.file.public_id,
            "0-genuine_x": "10",
            "0-genuine_y": "100",
        }
        page = f"/items/{item.public_id}/pictures/"
        assert enter(cast.officer).post(page, sent(item, genuine, false, **spots)).status_code == 302
        version = item.in_work()
        assert version is not None
        first, second = findings_of(version.part)
        assert first.false is not None
        assert first.genuine is not None
        assert (first.false.file, first.false.x, first.false.y) == (false.file.public_id, 0.125, 0.5)
        assert (first.genuine.x, first.genuine.y) == (0.1, 1.0)
        assert second.false is None
        assert first.observed.en == FINDINGS[0]["observed"]["en"]  # type: ignore[index]
        markers = BeautifulSoup(enter(cast.officer).get(page).content, "lxml").select("g.spot")
        assert [each["data-n"] for each in markers] == ["1", "1"]

    def test_a_call_out_can_be_taken_away(self, cast: Cast, enter: As) -> None:
        item, genuine, false = pair(cast)
        pointed(cast, item, genuine, false)
        enter(cast.officer).post(f"/items/{item.public_id}/pictures/", sent(item, genuine, false))
        version = item.in_work()
        assert version is not None
        assert findings_of(version.part)[0].false is None

    @pytest.mark.parametrize(
        ("spots", "sentence"),
        [
            ({"0-false_x": "5", "0-false_y": "5"}, "Choose the picture"),
            ({"0-false_file": "known", "0-false_x": "5"}, "Say where in the picture"),
            ({"0-false_file": "known", "0-false_x": "500", "0-false_y": "1"}, "ends at 100"),
            ({"0-false_file": "known", "0-false_x": "nan", "0-false_y": "1"}, "no number"),
        ],
    )
    def test_what_is_half_said_comes_back(
        self, cast: Cast, enter: As, spots: dict[str, str], sentence: str
    ) -> None:
        item, genuine, false = pair(cast)
        spots = {name: false.file.public_id if value == "known" else value for name, value in spots.items()}
        answer = enter(cast.officer).post(
            f"/items/{item.public_id}/pictures/", sent(item, genuine, false, **spots)
        )
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    def test_what_is_wrong_is_named_at_the_top_and_what_was_typed_stays(self, cast: Cast, enter: As) -> None:
        item, genuine, false = pair(cast)
        spots = {"0-false_file": false.file.public_id, "0-false_x": "half", "0-false_y": "1"}
        form = sent(item, genuine, false, **spots) | {f"description-{false.public_id}": "Page 2, as shown."}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/pictures/", form)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Correct one thing to go on" in page
        assert 'href="#id_spot-0-false_x">From the left' in page
        assert 'value="Page 2, as shown."' in page

    def test_what_is_no_picture_is_not_taken_here(self, cast: Cast, enter: As) -> None:
        item, genuine, false = pair(cast)
        sent_in = SimpleUploadedFile("notes.txt", b"Words, and no picture.", "text/plain")
        form = sent(item, genuine, false) | {"files": sent_in}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/pictures/", form, follow=True)
        assert "“notes.txt” is no picture." in answer.content.decode()
        names = Attachment.unfiltered.filter(version__publication=item.pk).values_list(
            "file__name", flat=True
        )
        assert "notes.txt" not in names

    def test_a_picture_of_another_item_cannot_be_named(self, cast: Cast, enter: As) -> None:
        _other, _genuine, elsewhere = pair(cast)
        item, genuine, false = pair(cast)
        spots = {"0-false_file": elsewhere.file.public_id, "0-false_x": "1", "0-false_y": "1"}
        answer = enter(cast.officer).post(
            f"/items/{item.public_id}/pictures/", sent(item, genuine, false, **spots)
        )
        assert answer.status_code == 422

    def test_findings_that_were_changed_meanwhile_are_not_overwritten(self, cast: Cast, enter: As) -> None:
        item, genuine, false = pair(cast)
        spots = {"0-false_file": false.file.public_id, "0-false_x": "1", "0-false_y": "1"}
        late = sent(item, genuine, false, **spots)
        version = item.in_work()
        assert version is not None
        turned = {**version.part, "findings": list(reversed(FINDINGS))}
        drafting.save_part(by=cast.officer, publication=item, part=turned)
        answer = enter(cast.officer).post(f"/items/{item.public_id}/pictures/", late)
        assert answer.status_code == 422
        assert "Somebody saved other details" in answer.content.decode()
        version.refresh_from_db()
        assert version.part == turned

    def test_a_bulletin_has_no_such_pages(self, cast: Cast, enter: As) -> None:
        item = bulletin(cast)
        for page in ("pictures/", "compare-pictures/"):
            assert enter(cast.officer).get(f"/items/{item.public_id}/{page}").status_code == 404


class TestReading:
    def test_side_by_side_with_the_same_numbers(self, cast: Cast, enter: As) -> None:
        item = published(cast)
        page = BeautifulSoup(enter(cast.coast_officer).get(f"/items/{item.public_id}/").content, "lxml")
        genuine, false = page.select("figure.document")
        assert "genuine" in genuine["class"]
        assert "Genuine" in genuine.get_text()
        assert "Fraudulent" in false.get_text()
        for figure in (genuine, false):
            assert [each["href"] for each in figure.select("a.spot")] == ["#finding-1"]
        assert page.select_one("#finding-1") is not None
        circle = genuine.select_one("circle")
        assert circle is not None
        assert (int(str(circle["cx"])), int(str(circle["cy"]))) == (SIZE[0] // 4, SIZE[1] // 2)

    def test_a_version_in_work_does_not_change_what_is_read(self, cast: Cast, enter: As) -> None:
        item = published(cast)
        afterwards.start_version(by=cast.officer, publication=item)
        answer = enter(cast.coast_officer).get(f"/items/{item.public_id}/compare-pictures/")
        assert answer.context["version"].number == 1
        client = enter(cast.coast_officer)
        assert client.get(f"/items/{item.public_id}/compare-pictures/?version=2").status_code == 404
        assert client.get(f"/items/{item.public_id}/compare-pictures/?version=x").status_code == 200
        own = enter(cast.officer).get(f"/items/{item.public_id}/compare-pictures/?version=2")
        assert own.context["version"].number == 2


class TestComparing:
    def test_gives_the_script_the_pictures_and_the_numbers(self, cast: Cast, enter: As) -> None:
        item = published(cast)
        client = enter(cast.coast_officer)
        answer = client.get(f"/items/{item.public_id}/compare-pictures/")
        page = BeautifulSoup(answer.content, "lxml")
        data = page.find(id="compared")
        assert data is not None
        compared = json.loads(data.get_text())
        assert [each["way"] for each in compared] == ["genuine", "false"]
        assert compared[0]["spots"] == [{"n": 1, "x": 0.25, "y": 0.5}]
        assert len(page.select(".unscripted figure.document img")) == 2
        for each in compared:
            assert client.get(each["address"]).status_code == 200

    @pytest.mark.parametrize("mark", [Mark.AMBER, Mark.STRICT, Mark.RED])
    def test_under_the_higher_marks_whole_and_stamped(self, cast: Cast, enter: As, mark: Mark) -> None:
        to = [cast.coast_officer if mark == Mark.RED else cast.coast]
        item = published(cast, mark, to=to)
        client = enter(cast.coast_officer)
        compared = client.get(f"/items/{item.public_id}/compare-pictures/").context["compared"]
        assert len(compared) == 2
        for each in compared:
            answer = client.get(each["address"])
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert answer.headers["Content-Type"].startswith("image/")

    def test_is_not_there_for_those_who_do_not_see_the_alert(self, cast: Cast, enter: As) -> None:
        item = published(cast, Mark.AMBER, to=[cast.coast])
        for person in (cast.lone_officer, cast.outsider):
            assert enter(person).get(f"/items/{item.public_id}/compare-pictures/").status_code == 404
        assert Client().get(f"/items/{item.public_id}/compare-pictures/").status_code in (302, 404)

    def test_goes_with_the_content_when_it_is_withdrawn(self, cast: Cast, enter: As) -> None:
        item = published(cast)
        afterwards.withdraw(by=cast.focal_point, publication=item, because="It was wrong.")
        answer = enter(cast.coast_officer).get(f"/items/{item.public_id}/compare-pictures/")
        assert answer.status_code == 404

    def test_an_alert_without_pictures_has_no_such_page(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        for asked in ("", "?version=1"):
            page = f"/items/{item.public_id}/compare-pictures/{asked}"
            assert enter(cast.officer).get(page).status_code == 404


class TestTiles:
    @pytest.fixture
    def item(self, cast: Cast) -> Publication:
        item = published(cast)
        for _each in range(2):
            ticks()["alerts.tiles"].work()
        return item

    def test_are_cut_for_what_readers_see(self, cast: Cast, enter: As, item: Publication) -> None:
        client = enter(cast.coast_officer)
        compared = client.get(f"/items/{item.public_id}/compare-pictures/").context["compared"]
        assert [each["tiles"]["most"] for each in compared] == [11, 11]  # 1400 pixels are less than 2 ** 11
        laid = compared[0]["tiles"]
        whole = Image.open(BytesIO(body(client.get(compared[0]["address"]))))
        corner = Image.open(BytesIO(client.get(f"{laid['address']}11/0/0/").content))
        assert corner.size == (512, 512)
        assert is_black(corner, 0.5, 0.6) == is_black(whole, 0.5 * 512 / SIZE[0], 0.6 * 512 / SIZE[1])
        assert Image.open(BytesIO(client.get(f"{laid['address']}11/2/1/").content)).size == (376, 468)
        assert Image.open(BytesIO(client.get(f"{laid['address']}9/0/0/").content)).size == (350, 245)
        for place in ("12/0/0/", "11/3/0/", "8/0/0/"):
            assert client.get(laid["address"] + place).status_code == 404

    def test_are_the_covered_picture(self, cast: Cast, enter: As, item: Publication) -> None:
        client = enter(cast.coast_officer)
        laid = client.get(f"/items/{item.public_id}/compare-pictures/").context["compared"][0]["tiles"]
        assert is_black(Image.open(BytesIO(client.get(f"{laid['address']}9/0/0/").content)), 0.2, 0.4)

    def test_are_seen_by_those_who_see_the_alert(self, cast: Cast, enter: As) -> None:
        item = published(cast, not_to=[cast.lone])
        ticks()["alerts.tiles"].work()
        row = Attachment.unfiltered.filter(version=item.live_id).earliest("pk")
        tile = f"/items/{item.public_id}/files/{row.public_id}/tiles/9/0/0/"
        assert enter(cast.coast_officer).get(tile).status_code == 200
        for person in (cast.lone_officer, cast.outsider):
            assert enter(person).get(tile).status_code == 404

    def test_are_asked_for_each_time(self, cast: Cast, enter: As, item: Publication) -> None:
        client = enter(cast.coast_officer)
        laid = client.get(f"/items/{item.public_id}/compare-pictures/").context["compared"][0]["tiles"]
        first = client.get(f"{laid['address']}9/0/0/")
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = client.get(f"{laid['address']}9/0/0/", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        afterwards.withdraw(by=cast.focal_point, publication=item, because="It was wrong.")
        again = client.get(f"{laid['address']}9/0/0/", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 404

    def test_are_not_cut_where_copies_carry_a_name(self, cast: Cast, enter: As) -> None:
        item = published(cast, Mark.AMBER, to=[cast.coast])
        ticks()["alerts.tiles"].work()
        assert not StoredFile.objects.exclude(tiles="").exists()
        row = Attachment.unfiltered.filter(version=item.live_id).earliest("pk")
        tile = f"/items/{item.public_id}/files/{row.public_id}/tiles/9/0/0/"
        assert enter(cast.coast_officer).get(tile).status_code == 404

    def test_are_not_given_once_the_mark_is_raised(self, cast: Cast, enter: As, item: Publication) -> None:
        row = Attachment.unfiltered.select_related("file").filter(version=item.live_id).earliest("pk")
        assert row.file.tiles
        with outside_actions("as after a mark that was raised"):
            Publication.unfiltered.filter(pk=item.pk).update(mark=Mark.AMBER)
        tile = f"/items/{item.public_id}/files/{row.public_id}/tiles/9/0/0/"
        assert enter(cast.officer).get(tile).status_code == 404
        compared = enter(cast.officer).get(f"/items/{item.public_id}/compare-pictures/").context["compared"]
        assert compared[0]["tiles"] is None

    def test_that_cannot_be_cut_are_not_tried_for_ever(
        self, cast: Cast, enter: As, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        item = published(cast)
        monkeypatch.setattr("waypost.files.tiles.work", failing)
        for _each in range(2):
            ticks()["alerts.tiles"].work()
        assert not StoredFile.objects.kept().filter(tiles="").exists()
        compared = enter(cast.officer).get(f"/items/{item.public_id}/compare-pictures/").context["compared"]
        assert compared[0]["tiles"] is None


def failing(*_given: Any, **_more: Any) -> Any:
    raise Broken("OSError")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_more_pictures_are_no_more_queries(cast: Cast, enter: As, django_assert_max_num_queries: Any) -> None:
    few, many = drafted(cast), drafted(cast)
    shown(cast, few, "FAL")
    for n in range(4):
        shown(cast, many, "FAL" if n % 2 else "GEN", f"{n}.jpg")
    client = enter(cast.officer)
    for page in ("pictures/", "compare-pictures/?version=1"):
        client.get(f"/items/{few.public_id}/{page}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/items/{few.public_id}/{page}").status_code == 200
        with django_assert_max_num_queries(len(asked)):
            assert client.get(f"/items/{many.public_id}/{page}").status_code == 200
