"""The drawn documents: the same each time, every part inside the picture, lines that a reader takes."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from waypost.alerts.numbers import range_of
from waypost.demo.drawing import KINDS, STATES, documents, draw
from waypost.demo.world.findings import FINDINGS
from waypost.demo.world.items import Item, all_items

DRAWN = {
    *("background", "blank", "ghost", "hologram", "intaglio", "laminate", "microprint", "mrz", "mrz-font"),
    *("number", "overprint", "pale", "photo", "rainbow", "spelling", "stamp", "typeface"),
}
ALERTS = [each for each in all_items() if each.facts["kind"] == "alert"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_and_every_cover_lies_inside(kind: str) -> None:
    drawn = draw("utopia", kind)
    picture = Image.open(BytesIO(drawn.png))
    width, height, _draw = KINDS[kind]
    assert abs(picture.width / picture.height - width / height) < 0.01
    assert all(0 < x < 1 and 0 < y < 1 for x, y in drawn.spots.values())
    assert all(x >= 0 and y >= 0 and x + w <= 1 and y + h <= 1 for x, y, w, h in drawn.boxes)


def test_the_same_words_draw_the_same_picture() -> None:
    first = draw("erewhon", "card", ("ghost",))
    documents._drawn.cache_clear()
    assert draw("erewhon", "card", ("ghost",)) == first


def test_what_is_covered_is_black() -> None:
    drawn = draw("utopia", "passport")
    picture = Image.open(BytesIO(drawn.png)).convert("RGB")
    for x, y, w, h in drawn.boxes:
        middle = picture.getpixel((int((x + w / 2) * picture.width), int((y + h / 2) * picture.height)))
        assert middle == (0x16, 0x21, 0x2B)


@pytest.mark.parametrize("defect", sorted(DRAWN - {"stamp", "pale"}))
def test_a_defect_is_seen_where_its_finding_points(defect: str) -> None:
    genuine, false = draw("freedonia", "passport"), draw("freedonia", "passport", (defect,))
    row = next(row for name, row in FINDINGS.items() if defect in {name, row.spot})
    one, two = (Image.open(BytesIO(each.png)).convert("L") for each in (genuine, false))
    x, y = genuine.spots[row.spot or defect]
    left, top = int(x * one.width), int(y * one.height)
    near = (left - 60, top - 60, left + 60, top + 60)
    assert ImageChops.difference(one.crop(near), two.crop(near)).getbbox()


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.slug)
def test_a_fraudulent_picture_shows_what_the_findings_say_and_nothing_else(alert: Item) -> None:
    document = alert.facts.get("document", {})
    told = {name.rstrip("*") for name in alert.facts["findings"]}
    said = {defect for defect in DRAWN if defect in told | {FINDINGS[name].spot for name in told}}
    defects = set(document.get("defects", ()))
    assert defects <= said
    assert not defects or told & DRAWN <= defects
    assert bool(document.get("uv")) == any(FINDINGS[name].light == "UVA" for name in told)


@pytest.mark.parametrize(
    "alert",
    [each for each in ALERTS if {"series", "document"} <= set(each.facts)],
    ids=lambda each: each.slug,
)
def test_the_drawn_number_is_one_of_those_that_are_told(alert: Item) -> None:
    row = alert.facts["document"]
    drawn = range_of(row.get("number") or documents.number_of(row["state"], row["kind"]))
    told = [range_of(each["first"], each.get("last", "")) for each in alert.facts["series"]]
    assert any(each.mask == drawn.mask and each.first <= drawn.first <= each.last for each in told)


def test_most_alerts_say_where_to_look_in_four_to_seven_places() -> None:
    numbers = [len(each.facts["findings"]) for each in ALERTS]
    assert sum(4 <= number <= 7 for number in numbers) >= len(ALERTS) * 0.8
    assert max(numbers) == 7


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_fits_into_the_form_in_both_languages(name: str) -> None:
    row = FINDINGS[name]
    said = (row.expected_en, row.expected_th, row.observed_en, row.observed_th)
    assert all(0 < len(each) <= 160 for each in said)
    assert any(name in {each.rstrip("*") for each in alert.facts["findings"]} for alert in ALERTS)


def test_the_digits_of_the_lines_are_those_of_the_standard() -> None:
    """ICAO Doc 9303-4, the specimen of Utopia."""
    assert documents._digit("L898902C3") == "6"
    assert documents._digit("L898902C36" + "7408122" + "1204159ZE184226B<<<<<1") == "0"


def test_no_state_is_a_real_one() -> None:
    codes = {state.code for state in STATES.values()}
    assert all(code == "UTO" or code.startswith("X") for code in codes)
    assert len(codes) == len(STATES)
