"""What answers on the content's origin, to whom, for how long; and that what is kept there is never lost or covered."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.doors import CLOCK
from waypost.training.actions import learning
from waypost.training.actions import modules as actions
from waypost.training.checks import check_cookies_stay_home
from waypost.training.lists import modules as lists
from waypost.training.models import EModule, Launch, Progress
from waypost.training.models.runtime import Status
from waypost.training.packages.tests.builder import scorm
from waypost.training.tests.playing import Content, added, launched, two_parts
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


@pytest.fixture
def module(cast: Cast) -> EModule:
    return added(cast, begun(cast, Mark.AMBER, cast.coast), two_parts())


@pytest.fixture
def browser(cast: Cast, enter: Enter) -> Client:
    return enter(cast.coast_officer)


@pytest.fixture
def content(cast: Cast, browser: Client, module: EModule) -> Content:
    return launched(browser, cast.coast_officer, module)


def test_a_file_is_given_under_our_kind_and_frames_only_in_the_portal(
    content: Content, settings: Any
) -> None:
    whole = content.get("f/index.html")
    body = b"".join(whole.streaming_content)
    assert body.startswith(b"<!doctype html>")
    assert whole.headers["Content-Type"] == "text/html"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    policy = whole.headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {settings.PORTAL_ADDRESS}" in policy
    assert "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:" in policy
    assert not whole.cookies
    assert whole.headers["Cache-Control"] == "private, no-store"  # the programme is TLP:AMBER
    ranged = content.get("f/index.html", headers={"range": "bytes=2-8"})
    assert (ranged.status_code, b"".join(ranged.streaming_content)) == (206, body[2:9])
    unchanged = content.get("f/index.html", headers={"if-none-match": whole.headers["ETag"]})
    assert (unchanged.status_code, unchanged.headers["Content-Security-Policy"]) == (304, policy)
    assert content.get("f/INDEX.html").status_code == 200
    assert [content.get(path).status_code for path in ("f/no.html", "f/../x", "-/x.js", "x")] == [404] * 4


def test_the_player_says_the_parts_and_holds_the_run_time(content: Content) -> None:
    page = content.get()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "Part 2" in page.content.decode()
    for name in ("player.js", "player.css", "scorm12.js", "scorm2004.js"):
        assert content.get(f"-/{name}").status_code == 200


def test_a_part_opens_after_those_it_waits_for(cast: Cast, browser: Client) -> None:
    """SCORM 1.2: the second after the first, the third after both, which is no SCO."""
    items = "".join(
        f'<item identifier="i{n}" identifierref="r{n}"><title>Part {n}</title>{more}</item>'
        for n, more in (
            (1, ""),
            (2, "<adlcp:prerequisites type='aicc_script'>i1</adlcp:prerequisites>"),
            (3, "<adlcp:prerequisites type='aicc_script'>2*{i1, i2=passed}</adlcp:prerequisites>"),
        )
    )
    resources = "".join(
        f'<resource identifier="r{n}" type="webcontent" adlcp:scormtype="{kind}" href="index.html"/>'
        for n, kind in ((1, "sco"), (2, "sco"), (3, "asset"))
    )
    module = added(cast, begun(cast, code="SEQ"), scorm(items=items, resources=resources))
    content = launched(browser, cast.coast_officer, module)
    assert content.get().content.decode().count("Opens after other parts") == 2
    for part in (1, 2):
        refused = content.open(part)
        assert refused["code"] == 409
        assert "Do them first" in refused["sentence"]
    for part, status in ((0, "completed"), (1, "passed")):
        assert content.open(part)["code"] == 200
        assert content.keep(1, part, cmi={"cmi.core.lesson_status": status}, said=True).status_code == 200
        assert content.open(2)["code"] == (200 if part else 409)
    assert "Opens after other parts" not in content.get().content.decode()


def test_nothing_else_answers_there_and_it_answers_nowhere_else(
    cast: Cast, content: Content, browser: Client
) -> None:
    for path in ("/", "/sign-in/", "/training/", "/static/face/face.css", "/-/live", "/c/", "/c/short/"):
        answer = content.browser.get(path)
        assert (answer.status_code, bool(answer.cookies)) == (404, False), path
    assert browser.get(f"/c/{content.token}/").status_code == 404
    assert content.get("f/index.html", headers={"service-worker": "script"}).status_code == 403
    assert content.browser.post(f"/c/{content.token}/f/index.html").status_code == 405
    assert Content("x" * 43).get().status_code == 403


@pytest.mark.parametrize("how", ["signed out", "eight hours", "no right", "taken off", "suspended"])
def test_it_ends_with_the_session_the_hours_and_the_right(
    cast: Cast, content: Content, browser: Client, module: EModule, how: str
) -> None:
    assert content.open()["code"] == 200
    if how == "signed out":
        browser.post("/sign-out/")
    elif how == "eight hours":
        Launch.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    elif how == "suspended":
        type(cast.officer).objects.filter(pk=cast.coast_officer.pk).update(suspended_at=timezone.now())
    elif how == "taken off":
        programme = cast_programme(module)
        actions.take_off_module(by=cast.focal_point, programme=programme, module=module.public_id)
    else:
        lose_release(cast, module)
    assert [content.get(path).status_code for path in ("", "f/index.html", "-/player.js")] == [403] * 3
    assert (content.open()["code"], content.keep(1).status_code) == (403, 403)
    assert not Progress.objects.filter(sequence=1).exists()
    words = content.get().content.decode()
    assert "Open the e-module again" in words
    assert 'lang="th"' in words


def cast_programme(module: EModule) -> Any:
    from waypost.training.models import Programme

    return Programme.unfiltered.get(pk=module.programme_id)


def lose_release(cast: Cast, module: EModule) -> None:
    from waypost.training.actions import programmes
    from waypost.training.actions.programmes import Head
    from waypost.training.tests.teaching import HEAD

    programme = cast_programme(module)
    head = Head(**HEAD, mark=Mark.AMBER)
    programmes.write(by=cast.focal_point, programme=programme, revision=programme.revision, head=head)


def test_what_is_told_is_kept_once_and_never_covered_by_what_is_older(content: Content) -> None:
    first = content.open()
    assert (first["api"], first["launch"], first["opening"]) == ("1.2", "f/index.html", 1)
    assert first["seed"]["cmi.core.entry"] == "ab-initio"
    told = {"cmi.core.lesson_location": "7", "cmi.suspend_data": "x" * 5000, "cmi.core.exit": "suspend"}
    assert content.keep(2, cmi=told).json()["kept"] == [1, 2]
    assert content.keep(2, cmi={}).json()["kept"] == [1, 2]  # the same once more
    late = content.keep(1, cmi={"cmi.core.lesson_location": "6"})
    assert late.status_code == 409
    assert "newer is kept" in late.json()["sentence"]
    again = content.open()
    assert (again["opening"], again["seed"]["cmi.core.entry"]) == (2, "resume")
    assert again["seed"]["cmi.core.lesson_location"] == "7"
    assert len(again["seed"]["cmi.suspend_data"]) == 5000
    assert content.keep(3, cmi={"cmi.core.lesson_location": "1"}).status_code == 409  # of the window before
    assert Progress.objects.get().told["cmi.core.lesson_location"] == "7"
    assert content.keep(1, opening=9).status_code == 409


def test_nonsense_is_refused(content: Content) -> None:
    content.open()
    at = f"/c/{content.token}/-/keep/0"
    for body in (
        b"",
        b"[]",
        b"{",
        b'{"opening": true, "sequence": 1}',
        b'{"opening": 1, "sequence": -1}',
        b"\xff",
    ):
        assert content.browser.post(at, body, content_type="text/plain").status_code == 400
    assert content.browser.post(at, b"x" * (600 * 1024), content_type="text/plain").status_code == 413
    assert content.open(7)["code"] == 409
    assert content.keep(1, part=1).status_code == 409  # not opened
    assert content.get("-/keep/0").status_code == 405


def test_status_is_decided_here_and_what_is_done_stays_done(
    cast: Cast, content: Content, module: EModule
) -> None:
    programme = cast_programme(module)

    def words() -> tuple[str, str]:
        rows = lists.rows_of(cast.coast_officer, programme)
        return rows.rows[0].words, rows.summary

    assert words() == ("Not begun", "0 of 1 e-module done")
    content.open(2)
    assert words()[0] == "Opened, not tracked"
    content.open(0)
    assert content.keep(1, cmi={"cmi.core.lesson_status": "incomplete"}).json()["status"] == "incomplete"
    assert (
        content.keep(2, finished=True, cmi={"cmi.core.session_time": "00:10:05"}).json()["status"]
        == "completed"
    )
    assert words()[0] == "Begun: 1 of 2 parts done"
    content.open(0)
    assert content.keep(1, opening=2, cmi={}).json()["status"] == "completed"
    content.open(1)
    passed = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "90"}
    content.keep(1, part=1, said=True, finished=True, cmi=passed)
    assert words() == ("Done, 90 %", "1 of 1 e-module done")
    assert Progress.objects.get(part=0).seconds == 605
    assert Progress.objects.get(part=2).status == Status.OPENED


def test_one_meets_only_ones_own(cast: Cast, enter: Enter, content: Content, module: EModule) -> None:
    content.open(0)
    content.keep(1, finished=True)
    other = enter(cast.officer)
    at = f"/training/{cast_programme(module).public_id}/"
    assert "Not begun" in other.get(at).content.decode()
    assert "Begun: 1 of 2" in enter(cast.coast_officer).get(at).content.decode()
    theirs = launched(other, cast.officer, module)
    assert theirs.open(0)["opening"] == 1


def test_a_commit_takes_six_queries(content: Content) -> None:
    content.open(0)
    content.keep(1)
    with CaptureQueriesContext(connection) as asked:
        assert content.keep(2, cmi={"cmi.core.lesson_location": "2"}).status_code == 200
    texts = [each["sql"] or "asked of a plan that is kept" for each in asked]
    mine = [each for each in texts if not re.match("SAVEPOINT|RELEASE|BEGIN|COMMIT", each)]
    assert len(mine) <= 6, mine


def test_the_page_frames_the_content_and_nothing_of_it_runs_here(
    cast: Cast, enter: Enter, module: EModule, settings: Any
) -> None:
    settings.PORTAL_ADDRESS, settings.CONTENT_ADDRESS = "http://testserver", "http://content.testserver"
    at = f"/training/{cast_programme(module).public_id}/modules/{module.public_id}/play/"
    answer = enter(cast.coast_officer).get(at)
    page = answer.content.decode()
    assert re.search(r'src="http://content\.testserver/c/[\w-]{43}/"', page)
    assert "frame-src http://content.testserver" in answer.headers["Content-Security-Policy"]
    assert "allow-top-navigation" not in page
    assert "allow-popups" not in page
    settings.PORTAL_ADDRESS = "http://elsewhere.test"
    elsewhere = enter(cast.coast_officer).get(at).content.decode()
    assert "<iframe" not in elsewhere
    assert "http://elsewhere.test" in elsewhere


def test_launches_that_hold_no_more_are_forgotten(cast: Cast, browser: Client, module: EModule) -> None:
    content = launched(browser, cast.coast_officer, module)
    launched(browser, cast.coast_officer, module)
    Launch.objects.filter(secret_hash=learning.hash_of(content.token)).update(ends_at=timezone.now())
    assert learning.sweep_launches(by=CLOCK) == 1
    Session.objects.all().delete()
    assert learning.sweep_launches(by=CLOCK) == 1


def test_a_cookie_that_would_reach_the_content_stops_the_start(settings: Any) -> None:
    assert check_cookies_stay_home() == []
    settings.SESSION_COOKIE_DOMAIN = "portal.example.org"
    [problem] = check_cookies_stay_home()
    assert "SESSION_COOKIE_DOMAIN" in problem.msg
