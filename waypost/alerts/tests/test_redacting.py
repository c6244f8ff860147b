"""Covering what points to a holder: proposed, typed, burnt in for good; nothing goes out without it."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.alerts.actions import redacting
from waypost.alerts.models import Redaction
from waypost.alerts.part import findings_of
from waypost.alerts.tests.alerting import FINDINGS, alerted, approved, drafted
from waypost.alerts.tests.picturing import SIZE, attach, document, fresh, is_black, sent, shown, words
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow
from waypost.core.ticks import ticks
from waypost.files import vault
from waypost.files.covering import covered, proposed
from waypost.files.models import StoredFile
from waypost.files.tests import corpus
from waypost.people.models import Person
from waypost.publications.actions import afterwards, approving, attaching, drafting
from waypost.publications.models import Attachment, Publication

As = Callable[[Person], Client]
PERCENT = {"left": "10", "top": "20", "width": "30", "height": "40"}


def page_of(item: Publication, row: Attachment) -> str:
    return f"/items/{item.public_id}/pictures/{row.public_id}/"


def pressed(row: Attachment, do: str, *boxes: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends when a button of the page is pressed with these boxes in it."""
    form = {"do": do, "file": row.file.public_id, "box-TOTAL_FORMS": len(boxes), "box-INITIAL_FORMS": 0}
    return form | {f"box-{n}-{name}": value for n, box in enumerate(boxes) for name, value in box.items()}


def picture(row: Attachment, part: str = vault.CONTENT) -> Image.Image:
    return Image.open(BytesIO(vault.read(row.file, part)))


class TestWhatIsProposed:
    def test_the_portrait_the_lines_and_the_barcode(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        found = proposed(attach(enter(cast.officer), item).file)
        assert found is not None

        def covers(kind: str, x: float, y: float) -> bool:
            return any(
                each.kind == kind
                and each.box[0] <= x <= each.box[0] + each.box[2]
                and each.box[1] <= y <= each.box[1] + each.box[3]
                for each in found
            )

        assert covers("portrait", 0.19, 0.36)
        assert covers("lines", 0.1, 0.86)
        assert covers("lines", 0.9, 0.93)
        assert covers("code", 0.8, 0.67)
        assert all(0 <= side <= 1 for each in found for side in each.box)

    def test_the_page_holds_the_proposals_to_be_moved(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        row = attach(enter(cast.officer), item)
        answer = enter(cast.officer).get(page_of(item, row))
        assert answer.status_code == 200
        assert answer.context["boxes"].initial_form_count() >= 4
        sides = [
            answer.context["boxes"].forms[0][name].value() for name in ("left", "top", "width", "height")
        ]
        assert answer.context["drawn"][0]["x"] == round(sides[0] / 100 * SIZE[0])

    @pytest.mark.parametrize("mode", ["L", "RGBA"])
    def test_grey_and_clear_pictures_are_looked_through(self, cast: Cast, enter: As, mode: str) -> None:
        out = BytesIO()
        image = Image.open(BytesIO(document())).convert(mode)
        if mode == "RGBA":
            image.putpixel((0, 0), (0, 0, 0, 0))
        image.save(out, "PNG")
        item = drafted(cast)
        row = attach(enter(cast.officer), item, out.getvalue(), "page.png")
        found = proposed(row.file)
        assert found
        assert {"lines", "code"} <= {each.kind for each in found}
        enter(cast.officer).post(page_of(item, row), pressed(row, "cover", PERCENT))
        assert is_black(picture(fresh(row)), 0.2, 0.4)

    def test_where_nothing_can_be_proposed_the_page_says_so(
        self, cast: Cast, enter: As, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        item = drafted(cast)
        row = attach(enter(cast.officer), item)
        monkeypatch.setattr("waypost.alerts.views.redacting.proposed", lambda _file: None)
        assert "Draw every box yourself" in enter(cast.officer).get(page_of(item, row)).content.decode()


class TestCovering:
    def test_burns_the_boxes_into_the_pixels(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        before = attach(client, item)
        answer = client.post(page_of(item, before), pressed(before, "cover", PERCENT))
        assert answer.status_code == 302

        after = fresh(before)
        assert after.file != before.file
        assert (after.file.width, after.file.height) == SIZE
        for part in (vault.CONTENT, vault.PREVIEW, vault.SMALL):
            image = picture(after, part)
            assert is_black(image, 0.11, 0.22)
            assert is_black(image, 0.39, 0.59)
            assert not is_black(image, 0.45, 0.4)
        redaction = Redaction.objects.get(file=after.file)
        assert redaction.boxes == [[0.1, 0.2, 0.3, 0.4]]
        assert redaction.by == cast.officer

    def test_leaves_nothing_of_what_was_there(
        self, cast: Cast, enter: As, django_capture_on_commit_callbacks: Any
    ) -> None:
        item, client = drafted(cast), enter(cast.officer)
        before = attach(client, item)
        address = f"/items/{item.public_id}/files/{before.public_id}/preview/"
        seen = client.get(address)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(page_of(item, before), pressed(before, "cover", PERCENT))
        gone = StoredFile.objects.get(pk=before.file_id)
        assert gone.is_erased
        with pytest.raises(LookupError):
            vault.read(gone)
        again = client.get(address, headers={"If-None-Match": seen.headers.get("ETag", "")})
        assert again.status_code == 200  # what the browser keeps of the picture before counts no more
        ticks()["files.orphans"].work()
        assert not StoredFile.objects.filter(pk=before.file_id).exists()

    def test_takes_place_and_camera_with_it(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item, corpus.with_place(), "photo.jpg")
        client.post(page_of(item, row), pressed(row, "cover", PERCENT))
        for part in (vault.CONTENT, vault.PREVIEW, vault.SMALL):
            content = vault.read(fresh(row).file, part)
            assert corpus.SECRET.encode() not in content
            assert not Image.open(BytesIO(content)).getexif()

    def test_more_can_be_covered_and_nothing_uncovered(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        client.post(page_of(item, row), pressed(row, "cover", PERCENT))
        second = {"left": "60", "top": "60", "width": "10", "height": "10"}
        client.post(page_of(item, row), pressed(fresh(row), "cover", second))
        image = picture(fresh(row))
        assert is_black(image, 0.2, 0.4)
        assert is_black(image, 0.65, 0.65)
        assert len(Redaction.objects.get(file=fresh(row).file).boxes) == 2

    def test_that_nothing_has_to_be_covered_is_said(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        client.post(page_of(item, row), pressed(row, "none"))
        assert fresh(row).file == row.file
        assert Redaction.objects.get(file=row.file).boxes == []

    def test_call_outs_stay_on_the_picture(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        version = item.in_work()
        assert version is not None
        spot = {"file": row.file.public_id, "x": 0.5, "y": 0.25}
        findings = [{**FINDINGS[0], "false": spot}, FINDINGS[1]]
        drafting.save_part(by=cast.officer, publication=item, part={**version.part, "findings": findings})
        client.post(page_of(item, row), pressed(row, "cover", PERCENT))
        version.refresh_from_db()
        kept = findings_of(version.part)[0].false
        assert kept is not None
        assert (kept.file, kept.x, kept.y) == (fresh(row).file.public_id, 0.5, 0.25)

    def test_a_version_that_readers_have_keeps_its_picture(self, cast: Cast) -> None:
        draft = drafted(cast)
        shown(cast, draft, "FAL")
        drafting.submit(by=cast.officer, publication=draft)
        alert = approved(cast, draft, 1)
        version = afterwards.start_version(by=cast.officer, publication=alert)
        old = Attachment.unfiltered.select_related("file").get(version=alert.live_id)
        row = Attachment.unfiltered.select_related("file").get(version=version.pk)
        assert Redaction.objects.filter(file=row.file).exists()
        redacting.redact(
            by=cast.officer,
            publication=alert,
            attachment=row.public_id,
            file=row.file.public_id,
            boxes=[(0.6, 0.6, 0.1, 0.1)],
            clean=covered(row.file, [(0.6, 0.6, 0.1, 0.1)]),
        )
        assert not fresh(old).file.is_erased
        assert not is_black(picture(fresh(old)), 0.65, 0.65)
        assert is_black(picture(fresh(row)), 0.65, 0.65)


class TestWhatIsSealed:
    @pytest.fixture
    def sealed(self, cast: Cast, enter: As, settings: Any) -> Redaction:
        settings.SEALED_DAYS = 30
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        client.post(page_of(item, row), pressed(row, "cover", PERCENT))
        second = {"left": "60", "top": "60", "width": "10", "height": "10"}
        client.post(page_of(item, row), pressed(fresh(row), "cover", second))
        return Redaction.objects.get(file=fresh(row).file)

    def test_is_the_picture_as_it_came(self, sealed: Redaction) -> None:
        assert sealed.original is not None
        assert not is_black(Image.open(BytesIO(vault.read(sealed.original))), 0.2, 0.4)
        ticks()["files.orphans"].work()
        assert not StoredFile.objects.get(pk=sealed.original_id).is_erased
        assert not Attachment.unfiltered.filter(file=sealed.original).exists()

    def test_is_dropped_when_its_days_are_over(self, sealed: Redaction, hands: Hands) -> None:
        ticks()["alerts.originals"].work()
        sealed.refresh_from_db()
        assert sealed.original is not None
        original = sealed.original
        hands.forward(days=30)
        ticks()["alerts.originals"].work()
        original.refresh_from_db()
        assert original.is_erased
        sealed.refresh_from_db()
        assert sealed.original is None

    def test_goes_with_the_picture_made_of_it(self, sealed: Redaction) -> None:
        assert sealed.original is not None
        with outside_actions("the picture is erased, as after a withdrawal"):
            vault.erase(sealed.file)
        ticks()["alerts.originals"].work()
        assert StoredFile.objects.get(pk=sealed.original_id).is_erased


WRONG = [
    ({"left": "90", "top": "0", "width": "20", "height": "10"}, "ends right of the picture"),
    ({"left": "0", "top": "95", "width": "10", "height": "10"}, "ends below the picture"),
    ({"left": "-1", "top": "0", "width": "10", "height": "10"}, "begins at 0"),
    ({"left": "0", "top": "101", "width": "1", "height": "1"}, "ends at 100"),
    ({"left": "50", "top": "50", "width": "-10", "height": "10"}, "begins at 0"),
    ({"left": "50", "top": "50", "width": "0", "height": "10"}, "more than 0"),
    ({"left": "NaN", "top": "0", "width": "10", "height": "10"}, "no number"),
    ({"left": "Infinity", "top": "0", "width": "10", "height": "10"}, "no number"),
    ({"left": "1e9", "top": "0", "width": "10", "height": "10"}, "outside the picture"),
    ({"left": "ten", "top": "0", "width": "10", "height": "10"}, "no number"),
    ({"left": "1.12345", "top": "0", "width": "10", "height": "10"}, "digits after the point"),
    ({"left": "10", "top": "", "width": "10", "height": "10"}, "leave all four empty"),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("box", "sentence"), WRONG)
    def test_a_box_that_is_none(self, cast: Cast, enter: As, box: dict[str, str], sentence: str) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        answer = client.post(page_of(item, row), pressed(row, "cover", PERCENT, box))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert 'value="30"' in answer.content.decode()  # the good box stays
        assert fresh(row).file == row.file

    def test_hundreds_of_boxes(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        answer = client.post(page_of(item, row), pressed(row, "cover", *[PERCENT] * 200))
        assert answer.status_code == 422
        assert "more than 40 boxes" in answer.content.decode()
        assert fresh(row).file == row.file

    def test_no_box_at_all(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        removed = {**PERCENT, "DELETE": "on"}
        for boxes in ([], [removed]):
            answer = client.post(page_of(item, row), pressed(row, "cover", *boxes))
            assert answer.status_code == 422
            assert "at least one box" in answer.content.decode()

    def test_another_was_quicker(self, cast: Cast, enter: As) -> None:
        item, client = drafted(cast), enter(cast.officer)
        row = attach(client, item)
        client.post(page_of(item, row), pressed(row, "cover", PERCENT))
        now = fresh(row)
        late = client.post(page_of(item, row), pressed(row, "cover", {**PERCENT, "left": "55"}))
        assert late.status_code == 422
        page = late.content.decode()
        assert "Somebody covered this picture" in page
        assert 'value="55"' in page
        assert now.file.public_id in page
        assert fresh(row).file == now.file

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (corpus.huge_picture(), "40 million pixels"),
            (document()[:2000], "damaged"),
            (document()[:3] + b"<script>alert(1)</script>", "damaged"),
            (b"\xff\xd8\xff" + bytes(25 * 1024 * 1024), "larger than"),
            (b"GIF89a/*" + b"x" * 40, "damaged"),
        ],
        ids=["bomb", "truncated", "polyglot", "oversized", "gif"],
    )
    def test_a_picture_that_is_none(self, cast: Cast, enter: As, content: bytes, sentence: str) -> None:
        item, client = drafted(cast), enter(cast.officer)
        words()
        row = attach(client, item)
        version = item.in_work()
        assert version is not None
        typed = {
            "revision": version.revision,
            f"{row.public_id}-role": "GEN",
            f"{row.public_id}-light": "WHT",
            f"description-{row.public_id}": "A page",
            "files": sent(content, "other.jpg"),
            "do": "next",
        }
        answer = client.post(f"/items/{item.public_id}/pictures/", typed, follow=True)
        assert any(sentence in str(each) for each in answer.context["messages"])
        assert fresh(row).description == "A page"
        assert Attachment.unfiltered.filter(version=item.in_work()).count() == 1

    @given(st.tuples(*[st.floats(allow_nan=True, allow_infinity=True)] * 4))
    def test_a_box_is_in_the_picture_or_refused(self, box: tuple[float, float, float, float]) -> None:
        try:
            redacting.check_boxes([box])
        except Refused:
            return
        assert 0 <= box[0] <= box[0] + box[2] <= 1.001
        assert 0 <= box[1] <= box[1] + box[3] <= 1.001


class TestWhoMay:
    def test_only_who_writes_it(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        row = attach(enter(cast.officer), item)
        for person in (cast.coast_officer, cast.outsider, cast.colleague):
            client = enter(person)
            assert client.get(page_of(item, row)).status_code == 404
            assert client.post(page_of(item, row), pressed(row, "cover", PERCENT)).status_code == 404
            with pytest.raises(Denied):
                redacting.redact(
                    by=person, publication=item, attachment=row.public_id, file=row.file.public_id
                )
        assert not Redaction.objects.exists()

    def test_and_only_while_it_is_written(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        row = shown(cast, item, "FAL")
        drafting.submit(by=cast.officer, publication=item)
        answer = enter(cast.officer).post(page_of(item, row), pressed(row, "cover", PERCENT))
        assert answer.status_code in (403, 409)
        assert fresh(row).file == row.file

    def test_the_log_says_where_and_not_what(self, cast: Cast) -> None:
        shown(cast, drafted(cast), "FAL")
        facts = AuditRow.objects.filter(action="alerts.picture_redacted").latest("pk").canonical
        assert json.loads(bytes(facts))["facts"].keys() == {"version", "attachment", "boxes"}


class TestWhatGoesOut:
    def test_nothing_that_nobody_looked_at(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        row = shown(cast, item, "FAL")
        second = attach(enter(cast.officer), item, name="second.jpg")
        attaching.describe(by=cast.officer, publication=item, descriptions={second.public_id: "Another"})
        with pytest.raises(Refused, match=r"“second.jpg” was not redacted"):
            drafting.submit(by=cast.officer, publication=item)
        assert row.file.name == "page.jpg"

    def test_nothing_without_the_second_persons_tick(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        shown(cast, item, "FAL")
        drafting.submit(by=cast.officer, publication=item)
        with pytest.raises(Refused, match="has to be ticked"):
            approving.approve(
                by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}), ticked=frozenset()
            )
        assert (
            "no name, number, face or code"
            in enter(cast.deputy).get(f"/items/{item.public_id}/review/").content.decode()
        )
        assert approved(cast, item, 1).stage == "published"

    def test_readers_get_the_covered_picture(self, cast: Cast, enter: As) -> None:
        item = drafted(cast, Mark.GREEN)
        row = shown(cast, item, "FAL")
        drafting.submit(by=cast.officer, publication=item)
        approved(cast, item, 1)
        for part in ("", "preview/"):
            answer = enter(cast.coast_officer).get(f"/items/{item.public_id}/files/{row.public_id}/{part}")
            content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            assert is_black(Image.open(BytesIO(content)), 0.2, 0.4)


def test_an_alert_without_pictures_asks_for_no_tick(cast: Cast) -> None:
    assert alerted(cast).stage == "published"
