"""Dates and times as people read them, in each language's own calendar, and as they type them.

Our own, because Django and Babel write Thai dates with Gregorian years. In Thailand the year is counted in the
Buddhist era: พ.ศ. 2563 is 2020. Data keep Gregorian years; only what a reader meets is turned. Times
are shown in the reader's time zone (``timezone.activate``) and always name it, unless it is the language's own.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from waypost.core import clock


@dataclass(frozen=True)
class Calendar:
    """How one language writes a date."""

    days: tuple[str, ...]  # Monday first
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    era: int  # years counted before the Gregorian year 1
    time: str
    moment: str
    near: str
    home: str  # the time zone that needs no naming

    def month(self, day: date) -> str:
        return self.short_months[day.month - 1]


CALENDARS = {
    "en": Calendar(
        days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        era=0,
        time="{:%H:%M}",
        moment="{weekday} {day}, {time}",
        near="{day}, {time}",
        home="",
    ),
    "th": Calendar(
        days=("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
        months=(
            "มกราคม",
            "กุมภาพันธ์",
            "มีนาคม",
            "เมษายน",
            "พฤษภาคม",
            "มิถุนายน",
            "กรกฎาคม",
            "สิงหาคม",
            "กันยายน",
            "ตุลาคม",
            "พฤศจิกายน",
            "ธันวาคม",
        ),
        short_months=(
            "ม.ค.",
            "ก.พ.",
            "มี.ค.",
            "เม.ย.",
            "พ.ค.",
            "มิ.ย.",
            "ก.ค.",
            "ส.ค.",
            "ก.ย.",
            "ต.ค.",
            "พ.ย.",
            "ธ.ค.",
        ),
        era=543,
        time="{:%H.%M}\u00a0น.",  # never broken before น.
        moment="วัน{weekday}ที่ {day} เวลา {time}",
        near="{day} {time}",
        home="ICT",
    ),
}

# The time zone data name some zones by number only, where the region has a name.
_ZONES = dict.fromkeys(("Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Phnom_Penh", "Asia/Vientiane"), "ICT")


def calendar() -> Calendar:
    """The calendar of the language being read; English for a language that has none of its own yet."""
    return CALENDARS.get(get_language() or "en", CALENDARS["en"])


def _day_of(at: date) -> date:
    return _day_there(at, timezone.get_current_timezone()) if isinstance(at, datetime) else at


@lru_cache(maxsize=1024)  # a list asks again and again which day now is
def _day_there(at: datetime, zone: tzinfo) -> date:
    return timezone.localtime(at, zone).date()


def _day_and_today(at: date) -> tuple[date, date]:
    """The day of something, and today, where the reader is."""
    zone = timezone.get_current_timezone()
    return _day_there(at, zone) if isinstance(at, datetime) else at, _day_there(clock.now(), zone)


def is_today(at: date) -> bool:
    its, today = _day_and_today(at)
    return its == today


def day(at: date) -> str:
    """1 Sep 2020 · 1 ก.ย. 2563"""
    its, own = _day_of(at), calendar()
    return f"{its.day} {own.month(its)} {its.year + own.era}"


def span(first: date, last: date) -> str:
    """3–27 Aug 2020 · 28 Aug – 2 Sep 2020 · 30 Dec 2019 – 2 Jan 2020; one day alone where they are the same."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    own = calendar()
    begins = f"{first.day} {own.month(first)}" if first.year == last.year else day(first)
    return f"{begins} – {day(last)}"


def long_day(at: date) -> str:
    """1 September 2020 · 1 กันยายน 2563"""
    its, own = _day_of(at), calendar()
    return f"{its.day} {own.months[its.month - 1]} {its.year + own.era}"


def full_day(at: date) -> str:
    """1 September 2020 · 1 กันยายน พ.ศ. 2563: where the era is to be said, on paper."""
    its, own = _day_of(at), calendar()
    return f"{its.day} {own.months[its.month - 1]} {year(its.year)}"


def year(gregorian: int) -> str:
    """2016 · พ.ศ. 2559"""
    own = calendar()
    return f"พ.ศ. {gregorian + own.era}" if own.era else str(gregorian)


def month(at: date) -> str:
    """September 2020 · กันยายน 2563"""
    its, own = _day_of(at), calendar()
    return f"{own.months[its.month - 1]} {its.year + own.era}"


def weekday(at: date) -> str:
    return calendar().days[_day_of(at).weekday()]


def time(at: datetime, *, zone: bool = True) -> str:
    """09:40 ICT · 09.40 น."""
    own, local = calendar(), timezone.localtime(at)
    written = own.time.format(local)
    name = zone_name(timezone.get_current_timezone(), at) if zone else own.home
    return written if name == own.home else f"{written} {name}"


def when(at: datetime) -> str:
    """Tue 1 Sep 2020, 09:40 ICT · วันอังคารที่ 1 ก.ย. 2563 เวลา 09.40 น."""
    return calendar().moment.format(weekday=weekday(at), day=day(at), time=time(at))


def zulu(at: datetime) -> str:
    """02:40Z, and with its day where that is another one than the reader's: 31 Aug 23:40Z"""
    there = at.astimezone(ZoneInfo("UTC"))
    written, its = f"{there:%H:%MZ}", there.date()
    return written if its == _day_of(at) else f"{its.day} {calendar().month(its)} {written}"


def moment(at: datetime) -> str:
    """Near times in words, far ones by date: Today 09:40 · Yesterday 16:30 · 28 Aug, 16:30 · 28 Aug 2019"""
    its, today = _day_and_today(at)
    near = _near(its, today)
    if near:
        return f"{near} {time(at, zone=False)}"
    if its.year != today.year:
        return day(at)
    own = calendar()
    return own.near.format(day=f"{its.day} {own.month(its)}", time=time(at, zone=False))


def short_day(at: date) -> str:
    """Today · Yesterday · Tomorrow · 28 Aug · 28 Aug 2019"""
    its, today = _day_and_today(at)
    if near := _near(its, today):
        return near
    own = calendar()
    return f"{its.day} {own.month(its)}" if its.year == today.year else day(its)


def on_paper(at: datetime) -> str:
    """1 Sep 2020, 09:40: a moment as it is true on any day."""
    return calendar().near.format(day=day(at), time=time(at, zone=False))


def is_near(at: date) -> bool:
    """Is it said in words that hold today only?"""
    return bool(_near(*_day_and_today(at)))


def _near(its: date, today: date) -> str:
    return str(_NEAR.get((its - today).days, ""))


_NEAR = {0: gettext_lazy("Today"), -1: gettext_lazy("Yesterday"), 1: gettext_lazy("Tomorrow")}


def zone_name(zone: tzinfo, at: datetime) -> str:
    """ICT, WIB, UTC+5:45: a name people use, else the distance from UTC."""
    if str(zone) in _ZONES:
        return _ZONES[str(zone)]
    name = at.astimezone(zone).tzname() or ""
    if name.isalpha():
        return name
    away = at.astimezone(zone).utcoffset() or timedelta()
    sign, minutes = ("−" if away < timedelta() else "+"), abs(away) // timedelta(minutes=1)
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")


_TYPED = re.compile(r"\s*(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})\s*")


def typed(text: str) -> date:
    """The date somebody typed as YYYY-MM-DD. Thai readers may give the year of the Buddhist era, in Thai digits too.

    Raises ValueError for anything else, and for years nobody here means (before 1900, after 2199).
    """
    found = _TYPED.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no date")
    year, month, day = (int(part) for part in found.groups())
    if year >= 2400 and get_language() == "th":
        year -= CALENDARS["th"].era
    if not 1900 <= year <= 2199:
        raise ValueError(f"{year} is out of range")
    return date(year, month, day)
