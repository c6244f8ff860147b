"""Projects and their lines of money through pages: written, changed, ended, and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.drift import drifts
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.projects.actions import projects as actions
from waypost.projects.actions.projects import LineWords
from waypost.projects.models import FundingLine, LineBefore, Project
from waypost.training.tests.teaching import FACTS, begun, endorsed_donor, fresh, funded

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
WORDS = LineWords("REF-2", "Training, and its portal", "การฝึกอบรมและระบบ")


def typed(**more: Any) -> dict[str, Any]:
    return {**FACTS, "since": "2019-04-01", "until": "", "mark": "1", "network": "regional", **more}


def test_one_writes_a_project_and_who_pays_for_it(cast: Cast, enter: Enter) -> None:
    writer = enter(cast.focal_point)
    made = writer.post("/projects/new/", typed())
    assert made.status_code == 302
    line = {"donor": "msn", "reference": "REF-1", "purpose_en": "Training", "purpose_th": "การฝึกอบรม"}
    assert writer.post(f"{made.url}lines/", line).status_code == 302
    twice = writer.post(f"{made.url}lines/", line)
    assert twice.status_code == 422
    assert "stands there already" in twice.content.decode()
    assert "no organisation here" in writer.post(f"{made.url}lines/", {**line, "donor": "x"}).content.decode()
    page = enter(cast.coast_officer).get(made.url).content.decode()
    for words in ("Border management", "REF-1", "Mission Z"):
        assert words in page
    assert "Change or end" not in page
    assert "Border management" in enter(cast.coast_officer).get("/projects/").content.decode()
    assert "Border management" not in enter(cast.ministry_officer).get("/projects/").content.decode()
    for path in ("write/", "lines/", f"lines/{FundingLine.unfiltered.get().public_id}/"):
        assert enter(cast.officer).get(f"{made.url}{path}").status_code == 403
        assert enter(cast.ministry_officer).get(f"{made.url}{path}").status_code == 404
    assert enter(cast.officer).get("/projects/new/").status_code == 403


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"until": "2018-01-01"}, "ends before it begins"),
        ({"since": "soon"}, "This is no date"),
        ({"title_th": ""}, "This is empty"),
        ({"mark": "2"}, "not one of the choices"),
        ({"summary_en": "Ask for passport no. AA1234567."}, "personal data"),
        ({"network": "programme"}, "Choose one of those listed"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, enter: Enter, more: dict[str, str], sentence: str
) -> None:
    answer = enter(cast.focal_point).post(
        "/projects/new/", typed(**{"title_en": "Mine of the title", **more})
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Mine of the title" in answer.content.decode()
    assert not Project.unfiltered.exists()


def test_two_who_write_at_once_see_each_other(cast: Cast, enter: Enter) -> None:
    found = funded(cast)
    at, client = f"/projects/{found.public_id}/", enter(cast.focal_point)
    theirs = actions.Facts(**{**FACTS, "title_en": "Theirs of the title"})
    actions.write(by=cast.deputy, project=found, revision=2, facts=theirs)
    answer = client.post(f"{at}write/", typed(title_en="Mine of the title", revision="2"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Theirs of the title", "Mine of the title", 'name="revision" value="3"'):
        assert words in page
    assert client.post(f"{at}write/", typed(title_en="Mine", revision="3")).status_code == 302
    assert Project.unfiltered.get().title_en == "Mine"
    assert Project.unfiltered.get().code == FACTS["code"]
    line = FundingLine.unfiltered.get()
    actions.change_line(
        by=cast.deputy, project=found, revision=4, line=line, words=WORDS, because="It says more."
    )
    mine = {**vars(WORDS), "purpose_en": "Mine of the line", "because": "x", "revision": "4", "do": "change"}
    answer = client.post(f"{at}lines/{line.public_id}/", mine)
    assert answer.status_code == 422
    for words in ("Training, and its portal", "Mine of the line", 'name="revision" value="5"'):
        assert words in answer.content.decode()


def test_a_line_is_changed_and_ended_and_never_lost(cast: Cast, enter: Enter) -> None:
    donor, found = endorsed_donor(cast, cast.programme), funded(cast)
    programme, line = begun(cast, Mark.AMBER, project=found), FundingLine.unfiltered.get()
    at, client = f"/projects/{found.public_id}/", enter(cast.focal_point)
    change = {**vars(WORDS), "because": "It says more.", "revision": "2", "do": "change"}
    assert client.post(f"{at}lines/{line.public_id}/", {**change, "because": ""}).status_code == 422
    assert client.post(f"{at}lines/{line.public_id}/", change).status_code == 302
    end = {
        "how": "ended",
        "ended_on": "2020-06-30",
        "ending": "The phase ended.",
        "revision": "3",
        "do": "end",
    }
    for wrong in ({"ended_on": ""}, {"ended_on": "2018-06-30"}, {"how": "x"}, {"ending": ""}):
        assert client.post(f"{at}lines/{line.public_id}/", {**end, **wrong}).status_code == 422
    assert client.post(f"{at}lines/{line.public_id}/", end).status_code == 302
    page = client.get(at).content.decode()
    for words in ("REF-1", "REF-2", "It says more.", "The phase ended.", "30 Jun 2020"):
        assert words in page
    assert "The phase ended." not in enter(cast.officer).get(at).content.decode()
    assert fresh(programme).is_visible_to(donor)  # who paid reads on
    again = client.post(f"{at}lines/{line.public_id}/", {**change, "revision": "4"})
    assert "This line has ended" in again.content.decode()
    assert LineBefore.unfiltered.count() == 2


def test_a_line_that_was_a_mistake_lets_nobody_read(cast: Cast, enter: Enter) -> None:
    donor, found = endorsed_donor(cast, cast.programme), funded(cast)
    programme, line = begun(cast, Mark.AMBER, project=found), FundingLine.unfiltered.get()
    assert fresh(programme).is_visible_to(donor)
    at = f"/projects/{found.public_id}/"
    end = {"how": "mistaken", "ending": "Another donor pays.", "revision": "2", "do": "end"}
    assert enter(cast.focal_point).post(f"{at}lines/{line.public_id}/", end).status_code == 302
    assert not fresh(programme).is_visible_to(donor)
    assert not Project.unfiltered.get().is_visible_to(donor)
    assert list(drifts()) == []
    assert "REF-1" not in enter(cast.officer).get(at).content.decode()
    assert "Written down by mistake" in enter(cast.focal_point).get(at).content.decode()


def test_who_runs_it_writes_its_lines(cast: Cast) -> None:
    found = funded(cast)
    line, other = FundingLine.unfiltered.get(), funded(cast, code="P-2")
    for by in (cast.officer, cast.coast_focal_point, cast.secretariat, cast.donor):
        with pytest.raises(Denied):
            actions.change_line(by=by, project=found, revision=2, line=line, words=WORDS, because="x")
        with pytest.raises(Denied):
            actions.end_line(by=by, project=found, revision=2, line=line, on=None, because="x")
    with pytest.raises(Overtaken):
        actions.end_line(by=cast.deputy, project=found, revision=1, line=line, on=None, because="x")
    with pytest.raises(FundingLine.DoesNotExist):
        actions.end_line(by=cast.deputy, project=other, revision=2, line=line, on=None, because="x")
    actions.fund(
        by=cast.deputy, project=found, donor=cast.mission, reference="REF-2", purpose_en="x", purpose_th="ก"
    )
    with pytest.raises(Refused, match="already"):
        actions.change_line(by=cast.deputy, project=found, revision=3, line=line, words=WORDS, because="x")
