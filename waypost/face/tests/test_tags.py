"""The house's own marks, times and words in templates."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template import engines
from django.utils import timezone, translation

from waypost.access.marks import Mark
from waypost.core import clock

MOMENT = datetime(2020, 9, 1, 2, 40, tzinfo=UTC)


def written(template: str, **context: Any) -> str:
    return engines["django"].from_string(template).render(context).strip()


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("mark", Mark)
def test_a_label_is_never_translated_and_its_sentence_is(mark: Mark, language: str) -> None:
    with translation.override(language):
        line = written("{% marked mark %}", mark=mark)
        assert f'lang="en">{mark.label}</span>' in line
        assert str(mark.terms.handling) in line
    assert ("ท่าน" in line) == (language == "th")


def test_a_national_marking_stands_beside_the_mark_as_text() -> None:
    assert '<b dir="auto">ลับ &lt;i&gt;</b>' in written("{% marked 2 national %}", national="ลับ <i>")


@pytest.mark.parametrize(
    ("mark", "on_paper"),
    [(0, ""), (1, ""), (2, ""), (3, "strict"), (4, "strict")],
)
def test_what_stands_on_paper(mark: int, on_paper: str) -> None:
    assert written("{% body_mark mark %}", mark=mark) == on_paper


def test_a_severity_is_a_shape_and_a_word() -> None:
    assert (
        written("{% severity 'urgent' said %}", said="<Urgent>")
        == '<span class="sev urgent">&lt;Urgent&gt;</span>'
    )


@pytest.mark.parametrize("name", ["when", "day", "long_day", "moment", "short_day", "clock_time", "zulu"])
def test_every_time_is_a_time_for_machines_too(name: str) -> None:
    with timezone.override("Asia/Kathmandu"):
        html = written(f"{{{{ at|{name} }}}}", at=MOMENT)
    assert html.startswith('<time datetime="2020-09-01T08:25+05:45"')


@pytest.mark.parametrize(
    "name", ["when", "day", "long_day", "moment", "short_day", "clock_time", "zulu", "due", "plain"]
)
def test_no_time_is_nothing(name: str) -> None:
    assert written(f"{{{{ at|{name} }}}}", at=None) == ""


def test_a_day_is_no_moment() -> None:
    assert written("{{ at|day }}", at=date(2020, 9, 1)) == '<time datetime="2020-09-01">1 Sep 2020</time>'


def test_local_and_universal_time_together() -> None:
    with timezone.override("Asia/Bangkok"):
        assert written("{{ at|zulu }}", at=MOMENT).endswith(">Today 09:40 ICT / 02:40Z</time>")


def test_a_deadline_says_and_shows_that_it_presses() -> None:
    at = clock.now() + timedelta(hours=4)
    assert written("{{ at|due }}", at=at) == '<span class="state due">Due in 4 hours</span>'


def test_mail_gets_no_markup() -> None:
    with timezone.override("Asia/Bangkok"):
        assert written("{{ at|plain }}", at=MOMENT) == "Tue 1 Sep 2020, 09:40 ICT"


def test_members_words_carry_their_language_and_direction() -> None:
    assert (
        written("{% user_text said 'th' %}", said="<b>ข่าว")
        == '<span lang="th" dir="auto">&lt;b&gt;ข่าว</span>'
    )
    assert written("{% user_text 'خبر' %}") == '<span dir="auto">خبر</span>'
    assert written("{% user_text said %}", said="<b>can't") == '<span dir="auto">&lt;b&gt;can&#x27;t</span>'
    assert written("{% user_text said 'en' %}", said="R&D") == '<span lang="en" dir="auto">R&amp;D</span>'
    assert written("{% user_prose '*x*' 'en' %}").startswith(
        '<div class="prose" lang="en" dir="auto"><p><em>x</em>'
    )


def test_a_figure_says_that_it_opens_its_records() -> None:
    html = written("{% fig 52 '/records/x/' %}")
    assert html == '<a class="fig" href="/records/x/">52<span class="hide">, open the records</span></a>'
