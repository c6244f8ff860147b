"""Dates as people read and type them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone as reader_time
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from waypost.core import clock
from waypost.face import dates
from waypost.face.templatetags import face

MOMENT = datetime(2020, 9, 1, 2, 40, tzinfo=UTC)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
moments = st.integers(-600_000_000, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
languages = st.sampled_from(["en", "th"])
zones = st.sampled_from(
    ["Asia/Bangkok", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Yangon", "Asia/Kabul", "Pacific/Honolulu", "UTC"]
)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "Tue 1 Sep 2020, 09:40 ICT"), ("th", "วันอังคารที่ 1 ก.ย. 2563 เวลา 09.40\u00a0น.")],
)
def test_a_moment_in_bangkok(language: str, written: str) -> None:
    with translation.override(language), reader_time.override("Asia/Bangkok"):
        assert dates.when(MOMENT) == written


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Kathmandu", "Tue 1 Sep 2020, 08:25 UTC+5:45"),
        ("Asia/Kabul", "Tue 1 Sep 2020, 07:10 UTC+4:30"),
        ("Asia/Jakarta", "Tue 1 Sep 2020, 09:40 WIB"),
        ("Asia/Ho_Chi_Minh", "Tue 1 Sep 2020, 09:40 ICT"),
        ("Pacific/Marquesas", "Mon 31 Aug 2020, 17:10 UTC−9:30"),
    ],
)
def test_each_reader_reads_the_own_time_and_its_name(zone: str, written: str) -> None:
    with translation.override("en"), reader_time.override(zone):
        assert dates.when(MOMENT) == written


def test_a_thai_reader_elsewhere_is_told_the_zone() -> None:
    with translation.override("th"), reader_time.override("Asia/Kathmandu"):
        assert dates.time(MOMENT) == "08.25\u00a0น. UTC+5:45"


@pytest.mark.parametrize(
    ("first", "last", "english", "thai"),
    [
        (date(2020, 8, 3), date(2020, 8, 3), "3 Aug 2020", "3 ส.ค. 2563"),
        (date(2020, 8, 3), date(2020, 8, 27), "3–27 Aug 2020", "3–27 ส.ค. 2563"),
        (date(2020, 8, 28), date(2020, 9, 2), "28 Aug – 2 Sep 2020", "28 ส.ค. – 2 ก.ย. 2563"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 Dec 2019 – 2 Jan 2020", "30 ธ.ค. 2562 – 2 ม.ค. 2563"),
        (date(2019, 8, 3), date(2020, 8, 27), "3 Aug 2019 – 27 Aug 2020", "3 ส.ค. 2562 – 27 ส.ค. 2563"),
    ],
)
def test_days_say_nothing_twice(first: date, last: date, english: str, thai: str) -> None:
    for language, written in (("en", english), ("th", thai)):
        with translation.override(language):
            assert dates.span(first, last) == written


def test_zulu_is_the_same_for_everybody() -> None:
    assert dates.zulu(MOMENT) == "02:40Z"


@pytest.mark.parametrize(("language", "written"), [("en", "28 Aug 23:40Z"), ("th", "28 ส.ค. 23:40Z")])
def test_zulu_names_its_day_where_it_is_another(language: str, written: str) -> None:
    with translation.override(language), reader_time.override("Asia/Bangkok"):
        assert dates.zulu(datetime(2020, 8, 28, 23, 40, tzinfo=UTC)) == written


@given(at=moments, language=languages, zone=zones)
def test_zulu_beside_the_readers_day_means_the_moment(at: datetime, language: str, zone: str) -> None:
    """Whoever reads "29 Aug 06:40 ICT / …Z" finds the moment again: the day is the reader's unless it is said."""
    with translation.override(language), reader_time.override(ZoneInfo(zone)):
        *named, hour = dates.zulu(at).split()
        reads = reader_time.localtime(at).date()
        said = (reads.day, dates.calendar().month(reads)) if not named else (int(named[0]), named[1])
        assert said == (at.day, dates.calendar().month(at))
        assert hour == f"{at:%H:%M}Z"


@given(day=days, language=languages)
def test_the_year_on_the_page_is_the_eras(day: date, language: str) -> None:
    with translation.override(language):
        era = {"en": 0, "th": 543}[language]
        for written in (dates.day(day), dates.long_day(day), dates.month(day)):
            assert int(written.split()[-1]) == day.year + era


@given(day=days, language=languages)
def test_no_two_days_are_written_alike(day: date, language: str) -> None:
    with translation.override(language):
        after = day + timedelta(days=1)
        assert dates.day(day) != dates.day(after)
        assert dates.long_day(day) != dates.long_day(after)
        assert dates.weekday(day) != dates.weekday(after)
        assert dates.weekday(day) == dates.weekday(day + timedelta(days=7))


@given(day=days, digits=st.sampled_from(["0123456789", "๐๑๒๓๔๕๖๗๘๙"]))
def test_what_a_thai_reader_types_in_either_era_is_the_same_day(day: date, digits: str) -> None:
    buddhist = f"{day.year + 543}-{day.month:02d}-{day.day:02d}"
    with translation.override("th"):
        assert dates.typed(buddhist.translate(str.maketrans("0123456789", digits))) == day
        assert dates.typed(day.isoformat()) == day


def test_the_leap_day_of_the_buddhist_era() -> None:
    with translation.override("th"):
        assert dates.typed("2563-02-29") == date(2020, 2, 29)
        assert dates.day(date(2020, 2, 29)) == "29 ก.พ. 2563"
        with pytest.raises(ValueError, match="day"):
            dates.typed("2562-02-29")


@given(text=st.text(max_size=30))
def test_anything_typed_is_a_day_of_our_time_or_refused(text: str) -> None:
    try:
        day = dates.typed(text)
    except ValueError:
        return
    assert 1900 <= day.year <= 2199


@pytest.mark.parametrize(
    "text",
    ["", "1 Sep 2020", "09/01/2020", "01-09-2020", "2020-13-01", "2020-9-31", "2563-09-01", "1899-12-31"],
)
def test_an_english_reader_is_refused(text: str) -> None:
    with translation.override("en"), pytest.raises(ValueError, match=r"."):
        dates.typed(text)


@given(at=moments, zone=zones, language=languages)
def test_the_hour_on_the_page_is_the_readers(at: datetime, zone: str, language: str) -> None:
    with translation.override(language), reader_time.override(zone):
        hour, minute = re.findall(r"\d+", dates.time(at, zone=False))
        local = at.astimezone(ZoneInfo(zone))
        assert (int(hour), int(minute)) == (local.hour, local.minute)


@given(at=moments, zone=zones)
def test_today_ends_at_the_readers_midnight(at: datetime, zone: str) -> None:
    with translation.override("en"), reader_time.override(zone), clock.standing_at(at):
        assert dates.short_day(at) == "Today"
        midnight = at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        assert dates.short_day(midnight.astimezone(UTC)) == "Today"
        assert dates.short_day((midnight - timedelta(minutes=1)).astimezone(UTC)) == "Yesterday"


@pytest.mark.parametrize(
    ("ago", "written"),
    [
        (timedelta(0), "Today 12:00"),
        (timedelta(days=1), "Yesterday 12:00"),
        (timedelta(days=-1), "Tomorrow 12:00"),
        (timedelta(days=4), "28 Aug, 12:00"),
        (timedelta(days=400), "29 Jul 2019"),
    ],
)
def test_near_moments_in_words(ago: timedelta, written: str) -> None:
    with translation.override("en"), reader_time.override("Asia/Bangkok"):
        assert dates.moment(clock.now() - ago) == written


def test_thai_needs_no_comma_before_the_hour() -> None:
    with translation.override("th"), reader_time.override("Asia/Bangkok"):
        assert dates.moment(clock.now() - timedelta(days=4)) == "28 ส.ค. 12.00\u00a0น."


def test_a_language_without_a_calendar_of_ours_reads_english() -> None:
    with translation.override("fr"):
        assert dates.day(date(2020, 9, 1)) == "1 Sep 2020"


def test_an_offset_without_a_name() -> None:
    assert dates.zone_name(timezone(timedelta(hours=-3)), MOMENT) == "UTC−3"


@pytest.mark.parametrize(
    ("language", "screen", "paper"),
    [("en", "Today 09:40", "1 Sep 2020, 09:40"), ("th", "วันนี้ 09.40", "1 ก.ย. 2563")],
)
def test_paper_says_which_day_today_was(language: str, screen: str, paper: str) -> None:
    at = datetime(2020, 9, 1, 2, 40, tzinfo=UTC)
    with translation.override(language), clock.standing_at(at):
        assert f"<span>{screen}" in face.moment(at)
        assert f'data-on="{paper}' in face.moment(at)
        assert "data-on" in face.short_day(at.date())
        far = at - timedelta(days=9)
        assert "data-on" not in face.moment(far) + face.short_day(far.date())
