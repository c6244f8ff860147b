"""Information sessions on the job: written down in a minute, corrected without losing anything, read by their own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, DoorMisused, Overtaken, Refused
from waypost.core.figures import Window
from waypost.places.models import Topic
from waypost.publications.actions import afterwards
from waypost.publications.tests.sharing import fresh, second_version, shared
from waypost.training import figures
from waypost.training.actions import information, resources
from waypost.training.lists import information as lists
from waypost.training.models import Headcount, InformationSession, Material, SessionRecord
from waypost.training.tests.telling import COUNTS, a_resource, adapted, cleared, given, told
from waypost.training.tests.test_rule import of, seen_by

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
AUGUST = Window(date(2020, 8, 1), date(2020, 8, 31))


def typed(material: Material, **more: Any) -> dict[str, Any]:
    """A session as a browser sends it."""
    words = {"unit": "Checkpoint two", "place": "Pier", "on": "2020-08-31", "shift": "night", "minutes": "15"}
    counts = {"female_officer": "2", "male_other_rank": "9"}
    return {**words, "topic": "border-health", "material": material.public_id, **counts, **more}


def test_a_session_is_written_down_and_read_by_its_organisation(cast: Cast, enter: Enter) -> None:
    material = cleared(cast)
    writer = enter(cast.deputy)
    answer = writer.post("/training/information/new/", typed(material))
    found = InformationSession.unfiltered.get()
    at = f"/training/information/{found.public_id}/"
    assert answer.url == at
    page = enter(cast.officer).get(at).content.decode()
    for words in ("Checkpoint two", "Pier", "Night shift", "Ministry of Public Health", "MOPH 12/2563"):
        assert words in page
    assert '<td class="num"><b>11</b></td>' in page
    assert "Correct it" not in page
    thai = enter(cast.officer)
    thai.cookies["language"] = "th"
    assert "กระทรวงสาธารณสุข" in thai.get(at).content.decode()
    assert seen_by(cast, found) == seen_by(cast, material) == of(cast, "police")
    assert enter(cast.secretariat).get(at).status_code == 404
    assert enter(cast.officer).get(f"{at}correct/").status_code == 403
    assert enter(cast.officer).get("/training/information/new/").status_code == 403
    assert (
        "Checkpoint two" in enter(cast.officer).get("/training/information/?month=2020-08").content.decode()
    )


def test_the_next_one_begins_from_the_last_of_its_unit(cast: Cast, enter: Enter) -> None:
    material = cleared(cast)
    one = given(cast, material)
    given(cast, material, unit="Checkpoint two", place="Pier", minutes=30, shift="night")
    client = enter(cast.focal_point)
    for query, unit, minutes in (
        ("", "Checkpoint two", "30"),
        (f"?like={one.public_id}", "Checkpoint one", "20"),
    ):
        page = client.get(f"/training/information/new/{query}").content.decode()
        assert f'name="unit" value="{unit}"' in page
        assert f'name="minutes" value="{minutes}"' in page
        assert 'name="on" value="2020-09-01"' in page
        assert 'value="2"' not in page  # who listens is counted anew


def test_without_a_script_a_button_counts_and_keeps_nothing(cast: Cast, enter: Enter) -> None:
    client, data = enter(cast.focal_point), typed(cleared(cast))
    steps = {"male_other_rank+": "10", "male_other_rank-": "8", "female_civilian+": "1", "male_senior-": "0"}
    for step, value in steps.items():
        answer = client.post("/training/information/new/", {**data, "step": step})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'name="{step[:-1]}" value="{value}"' in page
        assert 'value="Checkpoint two"' in page
    for nonsense in ("unit+", "nothing+", "+", "female_officer*"):
        page = client.post("/training/information/new/", {**data, "step": nonsense}).content.decode()
        assert 'name="female_officer" value="2"' in page
    assert not InformationSession.unfiltered.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": "2020-12-24"}, "This day has not come"),
        ({"on": "2020-07-01"}, "cleared after that day"),
        ({"minutes": "45"}, "from 15 to 30"),
        ({"female_officer": "", "male_other_rank": "0", "female_civilian": ""}, "Nobody is counted"),
        ({"male_other_rank": "501"}, "from 0 to 500"),
        ({"male_other_rank": "many"}, "from 0 to 500"),
        ({"unit": "Passport no. AA1234567"}, "personal data"),
        ({"topic": "x"}, "not one of the choices"),
        ({"material": "x"}, "not one of the choices"),
        ({"place": ""}, "This is empty"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, enter: Enter, more: dict[str, str], sentence: str
) -> None:
    data = {**typed(cleared(cast)), "female_civilian": "7", **more}
    answer = enter(cast.focal_point).post("/training/information/new/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'name="minutes" value="{data["minutes"]}"' in page
    assert not SessionRecord.unfiltered.exists()


def test_what_is_not_cleared_is_not_told_from(cast: Cast, enter: Enter) -> None:
    client = enter(cast.focal_point)
    assert "no material to tell from" in client.get("/training/information/new/").content.decode()
    material = adapted(cast)
    assert "not cleared" in client.get("/training/information/new/").content.decode()
    answer = client.post("/training/information/new/", typed(material))
    assert answer.status_code == 422
    assert "not cleared for use" in answer.content.decode()
    kept = cleared(cast, material)
    with pytest.raises(Refused, match="cleared already"):
        resources.clear(
            by=cast.deputy,
            material=kept,
            revision=2,
            cleared_by_en="x",
            cleared_by_th="ก",
            on=date(2020, 8, 1),
        )
    put = resources.put_away(by=cast.deputy, material=kept, revision=2)
    given(cast, put, on=date(2020, 9, 1))  # the day on which it is put away
    withdrawn = fresh_resource(put)
    afterwards.withdraw(by=cast.officer, publication=withdrawn, because="It was wrong.")
    given(cast, put, on=date(2020, 8, 31))


def fresh_resource(material: Material) -> Any:
    from waypost.publications.models import Publication

    return Publication.unfiltered.get(pk=material.resource_id)


def test_only_a_resource_that_one_sees_and_may_adapt_is_adapted(cast: Cast, enter: Enter) -> None:
    client = enter(cast.coast_focal_point)
    words = {"title_en": "x", "title_th": "ก", "network": "regional"}
    for item, sentence in (
        (shared(cast, Mark.GREEN), "Only a published resource"),
        (a_resource(cast, Mark.AMBER), "You see no published item"),
        (a_resource(cast, Mark.STRICT, to=(cast.coast,)), "stays with those it is released to"),
    ):
        answer = client.post("/training/materials/new/", {**words, "resource": item.reference})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    green = a_resource(cast)
    made = client.post("/training/materials/new/", {**words, "resource": green.reference.lower()})
    assert made.status_code == 302
    assert green.reference in client.get(made.url).content.decode()
    cleared_on = {"do": "clear", "cleared_by_en": "Health", "cleared_by_th": "สธ.", "revision": "1"}
    wrong = client.post(made.url, {**cleared_on, "cleared_on": "2020-12-24"})
    assert wrong.status_code == 422
    assert client.post(made.url, {**cleared_on, "cleared_on": "2020-08-03"}).status_code == 302
    assert "Health" in client.get("/training/materials/").content.decode()
    late = client.post(made.url, {"do": "away", "revision": "1"})
    assert "Somebody changed this material" in late.content.decode()
    assert client.post(made.url, {"do": "away", "revision": "2"}).status_code == 302
    assert enter(cast.coast_officer).post(made.url, {"do": "away", "revision": "3"}).status_code == 403
    assert enter(cast.officer).get(made.url).status_code == 404


def test_who_no_longer_sees_the_resource_meets_nothing_of_it(cast: Cast, enter: Enter) -> None:
    item = a_resource(cast, Mark.AMBER, to=(cast.coast,))
    material = cleared(cast, by=cast.coast_focal_point, resource=item)
    client, at = enter(cast.coast_officer), f"/training/materials/{material.public_id}/"
    assert item.reference in client.get(at).content.decode()
    from waypost.core.doors import outside_actions
    from waypost.publications.models import Release

    with outside_actions(because="a release that ended"):
        Release.unfiltered.filter(publication=item.pk).delete()
        fresh(item).recompile()
    for path in (at, "/training/materials/"):
        page = client.get(path).content.decode()
        assert material.title_en in page
        assert item.reference not in page
        assert "Small craft" not in page


def test_a_new_version_of_the_resource_says_so(cast: Cast, enter: Enter) -> None:
    item = a_resource(cast)
    found = given(cast, cleared(cast, resource=item))
    at, client = f"/training/information/{found.public_id}/", enter(cast.officer)
    assert "new version" not in client.get(at).content.decode()
    second_version(cast, fresh(item))
    assert "The resource has a new version, 2." in client.get(at).content.decode()
    assert "The resource has a new version, 2." in client.get("/training/materials/").content.decode()
    again = adapted(cast, item)
    assert again.version == 2


def test_a_correction_keeps_what_stood(cast: Cast, enter: Enter) -> None:
    material = cleared(cast)
    found = given(cast, material)
    at, client = f"/training/information/{found.public_id}/", enter(cast.deputy)
    page = client.get(f"{at}correct/").content.decode()
    assert 'name="female_officer" value="2"' in page
    data = typed(material, revision="1", held="yes", because="Three came late.", male_other_rank="12")
    assert client.post(f"{at}correct/", {**data, "because": ""}).status_code == 422
    assert client.post(f"{at}correct/", data).status_code == 302
    page = client.get(at).content.decode()
    for words in ("Three came late.", "Checkpoint one", "Checkpoint two", "<b>14</b>", "<b>11</b>"):
        assert words in page
    late = client.post(f"{at}correct/", {**data, "because": "Mine.", "unit": "Mine of the unit"})
    assert late.status_code == 422
    assert "Somebody corrected this session" in late.content.decode()
    assert "Checkpoint two" in late.content.decode()
    assert "Mine of the unit" in late.content.decode()
    with pytest.raises(DoorMisused, match="never changed"):
        SessionRecord.unfiltered.all()[0].save()
    with pytest.raises(Overtaken):
        information.correct(
            by=cast.deputy, session=found, revision=1, material=material, told=told(), because="x"
        )


def test_it_is_given_once(cast: Cast) -> None:
    material = cleared(cast)
    first = given(cast, material)
    with pytest.raises(Refused, match="already"):
        given(cast, material, unit="CHECKPOINT ONE")
    information.correct(
        by=cast.deputy,
        session=first,
        revision=1,
        material=material,
        told=told(),
        because="Never held.",
        took_place=False,
    )
    given(cast, material)


def test_who_coordinates_writes_it_and_with_own_material(cast: Cast) -> None:
    material, other = cleared(cast), cleared(cast, by=cast.coast_focal_point)
    found = given(cast, material)
    for by in (cast.officer, cast.coast_focal_point, cast.secretariat, cast.trainer):
        with pytest.raises(Denied):
            given(cast, material, by=by, shift="night")
        with pytest.raises(Denied):
            information.correct(by=by, session=found, revision=1, material=material, told=told(), because="x")
    with pytest.raises(Refused, match="Another organisation"):
        information.correct(
            by=cast.deputy, session=found, revision=1, material=other, told=told(), because="x"
        )


def test_figures_count_sessions_and_attendances_as_they_stand(cast: Cast) -> None:
    material = cleared(cast)
    given(cast, material)
    again = given(cast, material, shift="night")
    never = given(cast, material, shift="afternoon")
    given(cast, material, on=date(2020, 7, 31))
    given(cast, material, topic=Topic.objects.get(key="migrant-smuggling"), unit="Boats")
    more = told(shift="night", counts={("male", "civilian"): 4})
    information.correct(by=cast.deputy, session=again, revision=1, material=material, told=more, because="x")
    information.correct(
        by=cast.deputy,
        session=never,
        revision=1,
        material=material,
        told=told(),
        because="x",
        took_place=False,
    )
    assert figures.information_sessions.value(AUGUST) == 2
    assert figures.information_attendances.value(AUGUST) == sum(COUNTS.values()) + 4
    evidence = figures.information_attendances.evidence(AUGUST)
    counted = Headcount.unfiltered.filter(record__in=evidence).values_list("people", flat=True)
    assert sum(counted) == sum(row.attendances for row in evidence) == 15


def test_the_secretariat_reads_sums_without_small_numbers(cast: Cast, enter: Enter) -> None:
    own, theirs = cleared(cast), cleared(cast, by=cast.coast_focal_point)
    given(cast, own)
    given(cast, own, shift="night", counts={("male", "other-rank"): 31})
    given(
        cast, theirs, by=cast.coast_focal_point, counts={("female", "officer"): 16, ("male", "officer"): 17}
    )
    sums = lists.sums_of(cast.secretariat, date(2020, 8, 1), date(2020, 9, 1))
    police = sums.table.rows[cast.police]
    assert police["female", "officer"] is None  # two
    assert police["male", "other-rank"] is None  # or the two would follow
    assert sums.table.of_row == {cast.police: 42, cast.coast: 33}
    assert sums.table.total == 75
    page = enter(cast.secretariat).get("/training/information/sums/?month=2020-08").content.decode()
    assert "Checkpoint one" not in page
    assert "stands for fewer than 5" in page
    assert ">42\n<" in page
    assert (
        "No organisation"
        in enter(cast.secretariat).get("/training/information/sums/?month=x").content.decode()
    )
    assert lists.sums_of(cast.officer, date(2020, 8, 1), date(2020, 9, 1)).table.rows == {}
    assert enter(cast.focal_point).get("/training/information/sums/").status_code == 403
