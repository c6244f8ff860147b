"""Findings and pictures while one types: saved by itself, on the version the page was opened on, and never less than
what stands in the form.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from tests.browser import Visit
from tests.cast import Cast
from waypost.alerts.actions import writing
from waypost.alerts.models import Picture, Series, Term
from waypost.alerts.tests.alerting import PART, SERIES, declared, drafted
from waypost.alerts.tests.picturing import shown
from waypost.people.models import Person
from waypost.publications.actions import drafting
from waypost.publications.models import Attachment, Publication, Version

As = Callable[[Person], Client]
QUIETLY = {"X-Autosave": "1"}
SPOT = {"file": "some-file", "x": 0.5, "y": 0.5}
FINDINGS = [{**each, "false": SPOT} for each in PART["findings"]]


def version_of(item: Publication) -> Version:
    found = item.in_work()
    assert found is not None
    return found


def kept(item: Publication) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = version_of(item).part["findings"]
    return found


def ranges(item: Publication) -> list[str]:
    rows = Series.unfiltered.filter(version=version_of(item).pk).order_by("pk")
    return [each.shown_first for each in rows]


def know_the_words() -> None:
    for vocabulary, code in (
        ("location", "BDP"),
        ("location", "WHL"),
        ("tool", "LUP"),
        ("tool", "UV365"),
        ("light", "WHT"),
        ("light", "UVA"),
    ):
        Term.objects.get_or_create(vocabulary=vocabulary, code=code)


@pytest.fixture
def draft(cast: Cast) -> Publication:
    know_the_words()
    return drafted(cast, part={"findings": FINDINGS})


def typed(item: Publication, *more: dict[str, Any], series: tuple[str, ...] = SERIES) -> dict[str, Any]:
    """What the page of findings sends as it was opened, with these rows after those that were kept."""
    rows: list[dict[str, Any]] = [
        {
            "where": each["where"],
            "tool": each["tool"],
            "line": each["line"],
            "expected_en": each["expected"]["en"],
            "observed_en": each["observed"]["en"],
            "was": n,
        }
        for n, each in enumerate(FINDINGS)
    ]
    form: dict[str, Any] = {
        "revision": version_of(item).revision,
        "finding-TOTAL_FORMS": len(rows) + len(more),
        "finding-INITIAL_FORMS": len(rows),
        "series-TOTAL_FORMS": 1,
        "series-INITIAL_FORMS": 1,
        "series-0-first": series[0],
        "series-0-last": series[-1],
    }
    for n, row in enumerate([*rows, *more]):
        form |= {f"finding-{n}-{name}": value for name, value in {"line": 1, **row}.items()}
    return form


@pytest.mark.django_db
class TestFindings:
    @pytest.fixture(autouse=True)
    def opened(self, cast: Cast, draft: Publication, enter: As) -> None:
        self.item, self.client, self.cast = draft, enter(cast.officer), cast

    def save(self, form: dict[str, Any]) -> HttpResponse:
        return self.client.post(f"/items/{self.item.public_id}/findings/", form, headers=QUIETLY)  # type: ignore[return-value]

    def test_a_new_finding_is_kept_once_however_often_it_is_saved(self) -> None:
        form = typed(self.item, {"where": "BDP", "expected_en": "Sharp"})
        for _each in range(3):
            answer = self.save(form)
            assert answer.status_code == 200
            form["revision"] = answer.json()["revision"]  # type: ignore[attr-defined]
            assert [each["expected"].get("en") for each in kept(self.item)][2:] == ["Sharp"]
        form["finding-2-observed_en"] = "Blurred"
        self.save(form)
        assert len(kept(self.item)) == 3
        assert kept(self.item)[2]["observed"] == {"en": "Blurred"}

    def test_what_is_saved_by_itself_takes_nothing_out(self) -> None:
        form = typed(self.item)
        emptied = {f"finding-0-{name}": "" for name in ("where", "tool", "expected_en", "observed_en")}
        answer = self.save({**form, **emptied, "finding-1-DELETE": "on", "series-0-DELETE": "on"})
        assert answer.status_code == 200
        assert [each["false"] for each in kept(self.item)] == [SPOT, SPOT]
        assert ranges(self.item) == [SERIES[0]]
        again = {**form, "revision": answer.json()["revision"], "finding-0-expected_en": "Anew"}  # type: ignore[attr-defined]
        self.save(again)
        assert kept(self.item)[0] | {"false": SPOT, "expected": {"en": "Anew"}} == kept(self.item)[0]

    def test_the_button_takes_out_what_was_ticked(self) -> None:
        form = {**typed(self.item), "finding-0-DELETE": "on", "series-0-DELETE": "on", "do": "save"}
        assert self.client.post(f"/items/{self.item.public_id}/findings/", form).status_code == 302
        assert [each["where"] for each in kept(self.item)] == ["WHL"]
        assert ranges(self.item) == []

    @pytest.mark.parametrize("what", ["findings", "series"])
    def test_what_somebody_saved_since_stays(self, what: str) -> None:
        form = typed(self.item, {"where": "BDP", "expected_en": "Mine"}, series=("U10000000",))
        if what == "findings":
            part = {**version_of(self.item).part, "findings": FINDINGS[:1]}
            drafting.save_part(by=self.cast.officer, publication=self.item, part=part)
        else:
            theirs = [declared("X1")]
            writing.save_findings(by=self.cast.officer, publication=self.item, declared=theirs)
        before = kept(self.item), ranges(self.item)
        answer = self.save(form)
        assert answer.status_code == 409
        assert "Somebody saved other words" in answer.json()["trouble"]  # type: ignore[attr-defined]
        assert (kept(self.item), ranges(self.item)) == before
        shown_both = self.client.post(f"/items/{self.item.public_id}/findings/", form)
        assert shown_both.status_code == 422
        assert "What the other person saved" in shown_both.content.decode()
        assert "Mine" in shown_both.content.decode()

    def test_what_does_not_fit_is_not_half_saved(self) -> None:
        form = typed(self.item, {"expected_en": "Mine"}, series=("U2", "U1"))
        answer = self.save(form)
        assert answer.status_code == 422
        assert "Not saved yet" in answer.json()["trouble"]  # type: ignore[attr-defined]
        assert kept(self.item) == FINDINGS
        assert ranges(self.item) == [SERIES[0]]


@pytest.mark.django_db
class TestPictures:
    @pytest.fixture(autouse=True)
    def opened(self, cast: Cast, enter: As) -> None:
        know_the_words()
        self.item, self.client, self.cast = drafted(cast), enter(cast.officer), cast
        self.row = shown(cast, self.item, "FAL")

    def form(self, **more: Any) -> dict[str, Any]:
        mine = self.row.public_id
        return {
            "revision": version_of(self.item).revision,
            f"{mine}-role": "FAL",
            f"{mine}-light": "WHT",
            f"description-{mine}": self.row.description,
            **{name.replace("mine", mine): value for name, value in more.items()},
        }

    def save(self, form: dict[str, Any]) -> HttpResponse:
        return self.client.post(f"/items/{self.item.public_id}/pictures/", form, headers=QUIETLY)  # type: ignore[return-value]

    def test_all_of_it_is_kept(self) -> None:
        mine = self.row.public_id
        spot = {"spot-0-false_file": self.row.file.public_id, "spot-0-false_x": "50", "spot-0-false_y": "25"}
        said = {f"{mine}-role": "GEN", f"{mine}-light": "UVA", f"description-{mine}": "The page in UV"}
        answer = self.save(self.form() | said | spot)
        assert answer.json() == {"revision": version_of(self.item).revision}  # type: ignore[attr-defined]
        picture = Picture.unfiltered.get()
        assert (picture.role, picture.light) == ("GEN", "UVA")
        assert Attachment.unfiltered.get().description == "The page in UV"
        assert kept(self.item)[0]["false"] == {"file": self.row.file.public_id, "x": 0.5, "y": 0.25}

    def test_nothing_is_attached_or_taken_off(self) -> None:
        assert self.save(self.form(do=f"detach:{self.row.public_id}")).status_code == 200
        assert Attachment.unfiltered.count() == 1

    def test_what_somebody_saved_since_stays(self) -> None:
        form = self.form() | {f"description-{self.row.public_id}": "Mine"}
        says = {self.row.public_id: writing.Says("GEN", "WHT")}
        writing.place_pictures(by=self.cast.officer, publication=self.item, pictures=says)
        answer = self.save(form)
        assert answer.status_code == 409
        assert Picture.unfiltered.get().role == "GEN"
        assert Attachment.unfiltered.get().description == self.row.description
        both = self.client.post(f"/items/{self.item.public_id}/pictures/", form)
        assert both.status_code == 422
        assert "What the other person saved" in both.content.decode()


# In a real browser.


def said(page: Page, words: str) -> None:
    page.locator("#autosave", has_text=words).wait_for()


def at(visit: Visit, person: Person, item: Publication, page: str) -> Page:
    opened = visit(person)
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(f"/items/{item.public_id}/{page}/")
    return opened


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    def test_a_finding_survives_a_closed_tab_and_a_lost_connection(
        self, cast: Cast, visit: Visit, draft: Publication
    ) -> None:
        page = at(visit, cast.officer, draft, "findings")
        page.fill("[name=finding-2-expected_en]", "Typed, and the tab is closed")
        said(page, "Draft saved")
        page.close(run_before_unload=False)
        page = at(visit, cast.officer, draft, "findings")
        assert page.input_value("[name=finding-2-expected_en]") == "Typed, and the tab is closed"
        page.fill("[name=finding-3-expected_en]", "Saved before the connection went")
        said(page, "Draft saved")
        page.context.set_offline(True)
        page.fill("[name=finding-3-expected_en]", "Typed while it was away")
        page.fill("[name=series-0-first]", "U73400001")
        said(page, "not saved yet")
        page.context.set_offline(False)
        said(page, "Draft saved")
        assert kept(draft)[3]["expected"] == {"en": "Typed while it was away"}
        assert ranges(draft) == ["U73400001"]

    def test_what_was_typed_offline_comes_back_after_a_reload(
        self, cast: Cast, visit: Visit, draft: Publication
    ) -> None:
        page = at(visit, cast.officer, draft, "findings")
        page.fill("[name=finding-2-expected_en]", "Saved")
        said(page, "Draft saved")  # now the page comes back with one row more
        page.route(
            "**/findings/",
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
        page.fill("[name=finding-2-expected_en]", "Kept over a reload")
        said(page, "not saved yet")
        page.unroute("**/findings/")
        page.reload()
        assert page.input_value("[name=finding-2-expected_en]") == "Kept over a reload"
        said(page, "Draft saved")
        assert [each["expected"].get("en") for each in kept(draft)][2:] == ["Kept over a reload"]
        page.reload()
        assert page.evaluate("sessionStorage.length") == 0

    def test_a_point_in_a_picture_is_saved_by_itself(self, cast: Cast, visit: Visit) -> None:
        know_the_words()
        item = drafted(cast)
        row = shown(cast, item, "FAL")
        page = at(visit, cast.officer, item, "pictures")
        page.locator("div[data-n='1'] [data-point]").first.click()
        page.locator("svg[data-file]").click(position={"x": 40, "y": 40})
        said(page, "Draft saved")
        with page.expect_response(lambda answer: answer.request.method == "POST") as again:
            page.fill(f"[name='description-{row.public_id}']", "Described and left")
        assert again.value.status == 200
        assert kept(item)[0]["false"]["file"] == row.file.public_id
        assert Attachment.unfiltered.get().description == "Described and left"

    def test_words_typed_offline_do_not_overwrite_what_somebody_saved_since(
        self, cast: Cast, visit: Visit, draft: Publication
    ) -> None:
        page = at(visit, cast.officer, draft, "findings")
        page.context.set_offline(True)
        page.fill("[name=finding-0-expected_en]", "Mine, offline")
        said(page, "not saved yet")
        part = {**version_of(draft).part, "findings": FINDINGS[:1]}
        drafting.save_part(by=cast.officer, publication=draft, part=part)
        page.context.set_offline(False)
        said(page, "Somebody saved other words")
        assert kept(draft) == FINDINGS[:1]
