"""Activities through pages: written, changed, withdrawn; and from a table, all of it or nothing."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from waypost.access.drift import drifts
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.projects.actions import activities
from waypost.projects.models import Activity, ActivityBefore, FundingLine, Project
from waypost.projects.tests.activities import facts, fresh, withdrawn, written
from waypost.training.tests.teaching import endorsed_donor, funded

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
TYPED = {
    "title": "Course on boarding",
    "done_by": "Office U",
    "audience": "dpb",
    "unit": "Division 1",
    "topics": ["maritime", "rescue-at-sea"],
    "level": "basic",
    "status": "planned",
    "since": "2020-06-01",
    "until": "2020-06-05",
    "province": "Ranong",
    "mark": "1",
    "network": "regional",
}
HEAD = "Id,Name,Who,For,Unit,Topics,Level,From,Status,Colour"
TAGS = (
    "#activity+id+v_ours,#activity+name,#org+impl+name,#beneficiary+org,#beneficiary+unit,"
    "#sector+topic+list,#modality+level,#date+start,#status,#meta+colour"
)
GOOD = "A-1,Boarding,Office U,DPB,Division 1,maritime; Rescue at sea,basic,2563-06-01,done,red"


def test_one_is_written_in_a_minute_changed_and_withdrawn(cast: Cast, enter: Enter) -> None:
    writer, reader = enter(cast.focal_point), enter(cast.coast_officer)
    made = writer.post("/activities/new/", TYPED)
    assert made.status_code == 302
    at = made.url
    found = Activity.unfiltered.get()
    assert (found.done_by_name, found.audience, found.organisation) == (
        "Office U",
        cast.immigration,
        cast.police,
    )
    for client in (writer, reader):
        page = client.get(at).content.decode()
        for words in (
            "Course on boarding",
            "Office U",
            "Department B (police): Division 1",
            "Ranong",
            "Basic",
        ):
            assert words in page
        assert ("Change the activity" in page) == (client is writer)
    assert (
        "Course on boarding"
        in reader.get("/activities/?topic=maritime&to=DPB&unit=division 1").content.decode()
    )
    assert "No activity fits" in reader.get("/activities/?topic=imposters&since=2020-01-01").content.decode()
    assert enter(cast.ministry_officer).get(at).status_code == 404
    assert "Course on boarding" not in enter(cast.ministry_officer).get("/activities/").content.decode()
    assert "Course on boarding" in writer.get(f"/activities/new/?like={found.public_id}").content.decode()

    theirs = facts(topics=("maritime",), title="Theirs of the title")
    activities.change(by=cast.deputy, activity=found, revision=1, facts=theirs)
    mine = {**TYPED, "title": "Mine of the title", "revision": "1"}
    answer = writer.post(f"{at}change/", mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Theirs of the title", "Mine of the title", 'name="revision" value="2"'):
        assert words in page
    assert writer.post(f"{at}change/", {**mine, "revision": "2"}).status_code == 302
    page = writer.get(at).content.decode()
    for words in ("Theirs of the title", "What it said before", "Marine unit"):
        assert words in page
    assert "Theirs of the title" not in reader.get(at).content.decode()
    assert ActivityBefore.unfiltered.count() == 2
    assert writer.post(f"{at}change/", {**mine, "revision": "3"}).status_code == 302
    assert ActivityBefore.unfiltered.count() == 2  # the same again is no change

    for path in ("change/", "withdraw/"):
        assert enter(cast.officer).get(f"{at}{path}").status_code == 403
        assert enter(cast.ministry_officer).get(f"{at}{path}").status_code == 404
    assert writer.post(f"{at}withdraw/", {"because": "", "revision": "3"}).status_code == 422
    assert writer.post(f"{at}withdraw/", {"because": "Entered twice.", "revision": "3"}).status_code == 302
    page = reader.get(at).content.decode()
    assert "Entered twice." in page
    assert "Mine of the title" not in page
    assert "Mine of the title" in writer.get(at).content.decode()
    assert "Mine of the title" not in reader.get("/activities/").content.decode()
    assert writer.get(f"{at}change/").status_code == 403


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"until": "2018-01-01"}, "ends before it begins"),
        ({"since": "soon"}, "This is no date"),
        ({"title": ""}, "This is empty"),
        ({"topics": []}, "Choose at least one"),
        ({"mark": "2"}, "none of those"),
        ({"unit": "Ask for passport no. AA1234567."}, "personal data"),
        ({"network": "programme"}, "Choose one of those listed"),
        ({"source_id": "A-1"}, "stands there already"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, enter: Enter, more: dict[str, Any], sentence: str
) -> None:
    written(cast, source_id="A-1")
    answer = enter(cast.focal_point).post("/activities/new/", {**TYPED, "place": "Pier of mine", **more})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Pier of mine" in page
    assert Activity.unfiltered.count() == 1


def test_donors_read_what_their_project_does_and_it_is_no_wider(cast: Cast) -> None:
    donor, project = endorsed_donor(cast, cast.programme), funded(cast)
    line = FundingLine.unfiltered.get()
    said = {"project": Project.unfiltered.get(), "line": line}
    made = written(cast, **said)
    assert made.is_visible_to(donor)
    assert not written(cast).is_visible_to(donor)
    with pytest.raises(Refused, match="TLP:GREEN too"):
        written(cast, mark=Mark.CLEAR, **said)
    with pytest.raises(Refused, match="another project"):
        written(cast, line=line)
    with pytest.raises(Refused, match="Another organisation runs"):
        written(cast, by=cast.coast_focal_point, project=project)
    for by in (cast.officer, cast.coast_focal_point):
        with pytest.raises(Denied):
            activities.change(by=by, activity=made, revision=1, facts=facts())
    assert list(drifts()) == []


def test_a_table_is_taken_over_as_a_whole_and_once(cast: Cast, enter: Enter) -> None:
    writer, at = enter(cast.focal_point), "/activities/table/"
    bad = [
        GOOD,
        "A-1,Twice,Office U,DPB,,maritime,basic,2020-06-01,done,",
        ",No id,Office U,DPB,,maritime,basic,2020-06-01,done,",
        "A-4,No topic,Office U,DPB,,boats,basic,2020-06-01,done,",
        "A-5,No day,Office U,DPB,,maritime,basic,soon,done,",
        "A-6,Passport no. AA1234567,Office U,DPB,,maritime,basic,2020-06-01,done,",
    ]
    answer = writer.post(at, _sent(HEAD, TAGS, *bad))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "5 rows are wrong: nothing was taken over",
        "Row 3 has the same id",
        "It is missing",
        "“boats” is none of those",
        "This is no date",
        "seems to hold personal data",
        "#meta+colour",
    ):
        assert words in page
    assert "Row 3<" not in page
    assert not Activity.unfiltered.exists()
    assert "New: 1. Changed: 0" in writer.post(at, _sent(HEAD, TAGS, GOOD, do="check")).content.decode()
    assert not Activity.unfiltered.exists()
    for told in ("1 activity is new", "1 stood there already"):
        assert told in writer.post(at, _sent(HEAD, TAGS, GOOD), follow=True).content.decode()
    found = Activity.unfiltered.get()
    assert (str(found.since), found.status, found.unit) == ("2020-06-01", "done", "Division 1")
    assert {each.key for each in found.topics.all()} == {"maritime", "rescue-at-sea"}
    assert found.revision == 1
    done = GOOD.replace("done", "cancelled")
    assert "1 is changed" in writer.post(at, _sent(HEAD, TAGS, done), follow=True).content.decode()
    assert Activity.unfiltered.get().status == "cancelled"
    withdrawn(cast, "Wrong.", fresh(found))
    assert "was withdrawn here" in writer.post(at, _sent(HEAD, TAGS, GOOD)).content.decode()
    for lines in ((HEAD, GOOD), (TAGS.replace("#status", "#x"), GOOD), (TAGS,)):
        assert writer.post(at, _sent(*lines)).status_code == 422
    assert enter(cast.officer).get(at).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_what_is_given_out_is_what_the_reader_sees_and_can_be_taken_in(
    cast: Cast, enter: Enter, kind: str
) -> None:
    written(cast, source_id="A-1", title="=1+1", funder=cast.mission)
    written(cast, source_id="B-1", by=cast.coast_focal_point, title="Theirs")
    written(cast, by=cast.secretariat, network=cast.programme, title="Not in the region")
    writer = enter(cast.focal_point)
    out = writer.get(f"/activities/as-{kind}/")
    assert out.content == writer.get(f"/activities/as-{kind}/").content
    name = {"csv": "a.csv", "excel": "a.xlsx"}[kind]
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
        assert rows[1][:3] == ["#activity+name", "#org+impl", "#beneficiary+org"]
        assert {(row[0], row[-2]) for row in rows[2:]} == {
            ("'=1+1", "A-1"),
            ("Theirs", ""),
        }  # their id is theirs
    own = {"file": SimpleUploadedFile(name, out.content), "network": "regional", "do": "take"}
    assert "Another organisation keeps this one" in writer.post("/activities/table/", own).content.decode()
    only = writer.get(f"/activities/as-{kind}/?words=1%2B1").content
    again = {"file": SimpleUploadedFile(name, only), "network": "regional", "do": "take"}
    assert "1 stood there already" in writer.post("/activities/table/", again, follow=True).content.decode()
    assert Activity.unfiltered.get(source_id="A-1").title == "=1+1"


def _sent(*lines: str, do: str = "take") -> dict[str, Any]:
    content = "\n".join(lines).encode()
    return {"file": SimpleUploadedFile("a.csv", content, "text/csv"), "network": "regional", "do": do}
