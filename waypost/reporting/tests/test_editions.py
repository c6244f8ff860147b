"""An edition says what is true and counts the rest; every number opens the records it was counted from."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, Refused
from waypost.core.figures import Window
from waypost.people.actions import directory
from waypost.people.models import DirectoryReading, Tenure
from waypost.places.models import Member, Section
from waypost.reporting.actions.editions import Said, publish_edition
from waypost.reporting.drawing import DISCLAIMER, draw
from waypost.reporting.models import Edition

SUMMER = Window(since=date(2020, 6, 1), until=date(2020, 8, 31))
NETWORK = ("people.officials_recruited", "people.members_covered", "people.mission_focal_points")
RECORDS = "/edition/2020-07-08/{}/"


def publish(by: Any, *passages: Said) -> Edition:
    return publish_edition(
        by=by, key="2020-07-08", title_en="July–August 2020", title_th="กรกฎาคม–สิงหาคม 2563",
        window=SUMMER, passages=passages,
    )  # fmt: skip


@pytest.fixture
def edition(cast: Cast) -> Edition:
    """Three officials of two members, recruited by the cast's mission focal point."""
    recruited = [cast.focal_point, cast.immigration_focal_point, cast.coast_focal_point]
    Tenure.objects.filter(person__in=recruited).update(recruited_by=cast.mission_focal_point.acting_as)
    Member.objects.filter(key="th").update(territory="764")
    Member.objects.filter(key="id").update(territory="360")
    maritime = Said(Section.MARITIME, "A model is proposed.", "เสนอรูปแบบ")
    sharing = Said(Section.SHARING, "Officials were recruited.", "คัดเลือกเจ้าหน้าที่", NETWORK)
    return publish(cast.secretariat, sharing, maritime)


def test_without_an_edition_visitors_are_shown_the_way_in(cast: Cast) -> None:
    assert Client().get("/edition/").headers["Location"].startswith("/sign-in/")
    assert b"Newsletter" not in Client().get("/sign-in/").content


def test_a_visitor_reads_the_sections_in_their_order(edition: Edition) -> None:
    body = Client().get("/edition/").content.decode()
    assert body.index("Maritime borders") < body.index("Information and intelligence sharing")
    assert "A model is proposed." in body
    assert "COVID-19" not in body  # nothing is said there, so nothing stands there


@pytest.mark.parametrize(("figure", "number"), list(zip(NETWORK, (3, 2, 1), strict=True)))
def test_a_figure_opens_as_many_records_as_it_counts(edition: Edition, figure: str, number: int) -> None:
    page = Client().get("/edition/").content.decode()
    assert f'href="{RECORDS.format(figure)}">{number}<' in page
    answer = Client().get(RECORDS.format(figure))
    evidence = answer.context["evidence"]
    counted = evidence.by_member if figure == "people.members_covered" else evidence.records
    assert answer.context["value"] == number == len(counted)


def test_the_figures_are_those_of_the_last_day_of_the_window(cast: Cast, edition: Edition) -> None:
    Tenure.objects.filter(person=cast.coast_focal_point).update(until=date(2020, 8, 31))
    assert Client().get(RECORDS.format(NETWORK[0])).context["value"] == 2
    Tenure.objects.filter(person=cast.coast_focal_point).update(until=date(2020, 9, 1))
    assert Client().get(RECORDS.format(NETWORK[0])).context["value"] == 3


def test_names_follow_the_directory(cast: Cast, edition: Edition, enter: Any) -> None:
    page = RECORDS.format("people.officials_recruited")
    name = cast.coast_focal_point.name_latin
    for stranger in (Client(), enter(cast.ministry_officer)):
        assert name not in stranger.get(page).content.decode()
    assert name in enter(cast.officer).get(page).content.decode()


def test_names_behind_a_figure_are_counted_as_in_the_directory(
    cast: Cast, edition: Edition, enter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else all focal points would be one page away, by a road that nobody counts."""
    page, name = RECORDS.format("people.officials_recruited"), cast.coast_focal_point.name_latin
    browser = enter(cast.officer)
    assert name in browser.get(page).content.decode()
    reading = DirectoryReading.objects.get()
    assert (reading.reader, reading.rows) == (cast.officer, 3)
    monkeypatch.setattr(directory, "ROWS_AN_HOUR", 3)
    assert name not in browser.get(page).content.decode()
    Client().get(page)
    assert DirectoryReading.objects.count() == 1


def test_a_mission_focal_point_stands_where_it_covers(edition: Edition) -> None:
    evidence = Client().get(RECORDS.format("people.mission_focal_points")).context["evidence"]
    assert [member.key for member, _count in evidence.by_member] == ["id", "th", "vn"]


def test_only_what_the_edition_shows_can_be_opened(cast: Cast, edition: Edition, enter: Any) -> None:
    client = enter(cast.secretariat)
    edition.passages.filter(section=Section.SHARING).update(figures=["people.members_covered"])
    assert client.get(RECORDS.format("people.members_covered")).status_code == 200
    assert client.get(RECORDS.format("people.officials_recruited")).status_code == 404
    assert client.get("/edition/2019-01-02/people.members_covered/").status_code == 404


@pytest.mark.parametrize("words", ["In July 7 points were provided.", "ส่งมอบ ๗ จุด"])
def test_no_number_is_typed(cast: Cast, words: str) -> None:
    with pytest.raises(Refused, match="typed"):
        publish(cast.secretariat, Said(Section.COVID, "True.", words))
    assert not Edition.objects.exists()


def test_no_figure_is_made_up(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"people\.happy_members"):
        publish(cast.secretariat, Said(Section.SHARING, "True.", "จริง", ("people.happy_members",)))


@pytest.mark.parametrize("name", ["focal_point", "mission_focal_point", "auditor"])
def test_only_the_secretariat_publishes(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        publish(getattr(cast, name), Said(Section.SHARING, "True.", "จริง"))


def test_the_map_says_what_it_does_not_say(edition: Edition) -> None:
    for language in ("en", "th"):
        answer = Client(headers={"accept-language": language}).get(RECORDS.format("people.members_covered"))
        picture = answer.content.decode().partition("<svg viewBox")[2].partition("</svg>")[0]
        assert all(line in picture for _language, line in DISCLAIMER)
        assert "Thailand 2" in picture or "ไทย 2" in picture or "ราชอาณาจักรไทย 2" in picture


def test_the_map_of_every_member_stays_light() -> None:
    drawing = draw(
        (Member(key=code, name_en=code, territory=code), 3) for code in ("036", "360", "764", "392", "608")
    )
    assert len(drawing.spots) == 5
    assert len(drawing.ground) + sum(len(spot.path) for spot in drawing.spots) < 30_000


def test_a_member_outside_the_frame_is_named_beside_it() -> None:
    turkiye = Member(key="tr", name_en="Türkiye", territory="792")
    drawing = draw([(turkiye, 1)])
    assert (drawing.spots, drawing.elsewhere) == ((), (turkiye,))


def test_thai_names_stand_in_the_order_of_a_dictionary(cast: Cast) -> None:
    from waypost.places.lists import in_order

    names = ["เวียดนาม", "ไทย", "ญี่ปุ่น", "มาเลเซีย", "มัลดีฟส์", "อินโดนีเซีย"]
    assert sorted(names, key=in_order) == ["ญี่ปุ่น", "ไทย", "มัลดีฟส์", "มาเลเซีย", "เวียดนาม", "อินโดนีเซีย"]
