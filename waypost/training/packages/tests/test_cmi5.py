"""Courses of cmi5, alone and in a zip, and each way in which one is refused."""

from decimal import Decimal
from io import BytesIO

import pytest

from waypost.training.packages import Kind, MoveOn, Report, examine, members
from waypost.training.packages.tests.builder import PAGE, au, structure, zipped

pytestmark = pytest.mark.plain
SPEAKS = PAGE.replace("talk.js", "cmi5.js")
SCRIPT = 'var verb = "http://adlnet.gov/expapi/verbs/passed";'


def packed(*parts: str, course: str = "https://waypost.test/course") -> Report:
    files: dict[str, str | bytes] = {"index.html": SPEAKS, "cmi5.js": SCRIPT, "post.html": SPEAKS}
    return examine(zipped({"cmi5.xml": structure(*parts, course=course), **files}))


def alone(*parts: str) -> Report:
    return examine(BytesIO(structure(*parts).encode()), "cmi5.xml")


def block(*parts: str, name: str = "b") -> str:
    said = "<title><langstring>B</langstring></title><description><langstring>-</langstring></description>"
    return f'<block id="https://waypost.test/{name}">{said}{"".join(parts)}</block>'


def test_a_course_with_a_test_before_and_after() -> None:
    report = packed(
        block(
            au("pre", attributes='moveOn="Passed" masteryScore="0.8"'),
            au("content", "index.html?pages=1", 'moveOn="CompletedOrPassed" launchMethod="OwnWindow"'),
            au("post", "<![CDATA[ post.html?a=1&b=2 ]]>"),
        )
    )
    assert not report.refused
    pre, content, post = report.items
    assert (pre.move_on, pre.mastery, pre.title) == (MoveOn.PASSED, Decimal("0.8"), "ตรวจหนังสือเดินทาง")
    assert (content.launch, content.own_window) == ("index.html?pages=1", True)
    assert (post.launch, post.move_on, post.mastery) == ("post.html?a=1&b=2", MoveOn.NOT_APPLICABLE, None)
    assert report.course
    assert [each.kind for each in report.course.items] == [Kind.FOLDER]
    assert set(report.languages) == {"th", "en"}


def test_a_course_structure_alone_may_name_parts_elsewhere_which_are_not_opened() -> None:
    report = alone(au(url="https://elsewhere.test/a.html"))
    assert not report.refused
    assert report.codes("warn") == {"cmi5_outside"}
    assert (report.items[0].launch, report.items[0].outside) == ("", "https://elsewhere.test/a.html")
    assert list(members(BytesIO(structure(au()).encode()))) == []


@pytest.mark.parametrize("url", ["index.html", "path/1/index.html?abc=def", "/index.html"])
def test_alone_with_pages_in_a_package(url: str) -> None:
    assert alone(au(url=url)).refused


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (au(url="gone.html"), "href_missing"),
        (au(url="../index.html"), "href_climbs"),
        (au(url="javascript:alert(1)"), "href_acts"),
        (au(url="cmi5.js"), "not_a_page"),
        (au(url="https://elsewhere.test/a b.html"), "cmi5_url"),
        (au(url=""), "cmi5_url"),
        (au(url="index.html?endpoint=x"), "cmi5_taken"),
        (au(url="index.html?ActivityId=x"), "cmi5_taken"),
        (au() + au(), "cmi5_id_twice"),
        (block(au(), name="b") + block(au("a2"), name="b"), "cmi5_id_twice"),
        (au().replace("https://waypost.test/a", "waypost.test/a"), "cmi5_id"),
        (au(attributes='moveOn="Sometimes"'), "cmi5_word"),
        (au(attributes='masteryScore="80"'), "cmi5_word"),
        (au(attributes='launchMethod="Popup"'), "cmi5_word"),
        (au().replace("<url>index.html</url>", ""), "cmi5_lacks"),
        (au().replace("<url>index.html</url>", "<url>index.html</url><url>index.html</url>"), "cmi5_order"),
        ("", "cmi5_lacks"),
        (block(), "cmi5_lacks"),
        ("<lesson/>", "cmi5_lacks"),
    ],
)
def test_courses_that_are_refused(part: str, code: str) -> None:
    assert packed(part).codes("refuse") == {code}


def test_the_course_itself_needs_an_id_that_is_one() -> None:
    assert packed(au(), course="waypost.test/course").codes("refuse") == {"cmi5_id"}


def test_elements_of_others_may_stand_anywhere() -> None:
    assert not packed(au().replace("<url>", '<x:more xmlns:x="https://other.test/">x</x:more><url>')).refused


def test_an_id_may_be_that_of_a_part_of_another_kind() -> None:
    assert not packed(block(au("same"), name="same")).refused
