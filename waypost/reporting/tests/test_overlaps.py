"""Overlaps found, shown to who sees both, decided and asked again; units never reached; figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import TODAY, Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.figures import Window, figures
from waypost.core.models import Event
from waypost.notices import worker
from waypost.notices.models import Notice
from waypost.projects.tests.activities import changed, withdrawn, written
from waypost.reporting.actions import overlaps
from waypost.reporting.models import Judgement, Overlap
from waypost.reporting.tests.overlapping import DECIDED, found, fresh, judged
from waypost.training.actions import programmes
from waypost.training.actions.programmes import CohortWords, Unit
from waypost.training.tests import teaching

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def test_two_that_overlap_are_found_shown_decided_and_asked_again(cast: Cast, enter: Enter) -> None:
    pair = found(cast)
    at, keeper = f"/overlaps/{pair.public_id}/", enter(cast.coast_focal_point)
    assert (pair.score, sorted(pair.signals)) == (
        100,
        ["dates", "level", "partner", "place", "topic", "unit"],
    )
    for path in ("/overlaps/", at, f"/overlaps/?of={pair.one.public_id}"):
        page = keeper.get(path).content.decode()
        for words in (
            "Course on boarding",
            "Course on rescue",
            "Same unit",
            "Marine unit: Division 1",
            "To decide",
        ):
            assert words in page, (path, words)
    assert "Keep the decision" not in enter(cast.officer).get(at).content.decode()
    assert enter(cast.officer).post(at, {**DECIDED, "revision": "1"}).status_code == 403
    assert "Keep the decision" in enter(cast.secretariat).get(at).content.decode()
    typed = {
        **DECIDED,
        "partner": "UNODC",
        "engaged_on": "2020-07-15",
        "outcome": "They meet in June.",
        "revision": "1",
    }
    for wrong in ({"note": ""}, {"relation": "x"}, {"partner": ""}, {"engaged_on": "2021-01-01"}):
        assert keeper.post(at, {**typed, **wrong}).status_code == 422
    assert not Judgement.unfiltered.exists()
    assert keeper.post(at, typed).status_code == 302
    page = keeper.get(at).content.decode()
    for words in ("UNODC engaged on", "15 Jul 2020", "They meet in June.", "Complementary", "Coast guard X"):
        assert words in page
    assert "Nothing overlaps" in keeper.get("/overlaps/").content.decode()
    assert "Course on rescue" in keeper.get("/overlaps/?show=settled").content.decode()
    late = keeper.post(at, {**typed, "revision": "1", "note": "Mine of the note"})
    assert late.status_code == 422
    assert "Mine of the note" in late.content.decode()

    for event in Event.objects.order_by("pk"):
        worker.tell(event)
    told = {notice.person_id for notice in Notice.objects.filter(kind="reporting.overlap_judged")}
    assert told == {cast.focal_point.pk, cast.deputy.pk}  # who decided hears nothing

    changed(cast.focal_point, pair.one, title="Another title")
    overlaps.look()
    assert fresh(pair).is_settled  # a title is nothing that was compared
    changed(cast.focal_point, pair.one, since=date(2020, 6, 2))
    overlaps.look()
    assert fresh(pair).is_asked_again
    assert "Changed since" in keeper.get("/overlaps/").content.decode()
    assert keeper.post(at, {**typed, "relation": "duplicate", "revision": "3"}).status_code == 302
    assert [each.relation for each in Judgement.unfiltered.order_by("number")] == [
        "complementary",
        "duplicate",
    ]
    window = Window(since=date(2020, 9, 1), until=TODAY)
    counted = {name: figures()[f"reporting.overlaps_{name}"].value(window) for name in ("found", "settled")}
    assert counted == {"found": 1, "settled": 1}

    withdrawn(cast, "Entered twice.", pair.one)
    assert keeper.get(at).status_code == 404
    overlaps.look()
    assert fresh(pair).gone_on == TODAY
    assert overlaps.look() == 0


def test_a_pair_is_told_to_nobody_who_does_not_see_both(cast: Cast, enter: Enter) -> None:
    written(cast, mark=Mark.CLEAR)
    written(cast, by=cast.immigration_focal_point, network=cast.programme, title="Of the programme")
    assert overlaps.look() == 1
    pair = Overlap.unfiltered.get()
    for person in (cast.focal_point, cast.coast_officer):  # they see the one, and not the other
        assert not pair.is_visible_to(person)
        assert enter(person).get(f"/overlaps/{pair.public_id}/").status_code == 404
        assert "Of the programme" not in enter(person).get("/overlaps/?show=all").content.decode()
    with pytest.raises(Denied):
        judged(cast, overlap=pair)
    judged(cast, by=cast.immigration_focal_point, overlap=pair)
    for event in Event.objects.order_by("pk"):
        worker.tell(event)
    assert not Notice.objects.filter(kind="reporting.overlap_judged", person=cast.focal_point).exists()


def test_what_is_decided_is_refused_where_it_says_nothing_or_too_much(cast: Cast) -> None:
    pair = found(cast)
    with pytest.raises(Overtaken):
        overlaps.judge(by=cast.focal_point, overlap=pair, revision=0, decided=overlaps.Decided(**DECIDED))
    with pytest.raises(Refused, match="personal data"):
        judged(cast, overlap=pair, outcome="Passport no. AA1234567.")
    for by in (cast.officer, cast.lone_focal_point):
        with pytest.raises(Denied):
            judged(cast, by=by, overlap=pair)


def test_a_programme_of_training_overlaps_too_unless_it_is_amber(cast: Cast, enter: Enter) -> None:
    written(cast, by=cast.coast_focal_point, audience=cast.police, unit="Division 1")
    words = CohortWords("First", "รุ่นแรก", date(2020, 7, 1), date(2020, 7, 3))
    for mark in (Mark.AMBER, Mark.GREEN):
        made = teaching.begun(cast, mark, code=f"T{mark}", title_en=f"Programme {mark.label}")
        units = [Unit(cast.police, 10, "Division 1", "กอง 1")]
        teaching.agreed(cast, made, *units)
        programmes.add_cohort(by=cast.focal_point, programme=teaching.fresh(made), cohort=words)
    assert overlaps.look() == 1
    page = enter(cast.coast_officer).get("/overlaps/").content.decode()
    assert "Programme TLP:GREEN" in page
    assert "Programme TLP:AMBER" not in page
    judged(cast, by=cast.focal_point, overlap=Overlap.unfiltered.get())


def test_units_never_reached_and_who_works_on_what(cast: Cast, enter: Enter) -> None:
    written(cast, audience=cast.immigration, status="done", topics=("maritime", "rescue-at-sea"))
    written(
        cast, audience=cast.immigration, unit="Division 2", since=date(2016, 1, 5), until=None, status="done"
    )
    written(cast, audience=cast.ministry, status="planned")
    reader = enter(cast.officer)
    page = reader.get("/overlaps/units/").content.decode()
    never, reached = page.split('id="g"')
    for words in ("Department A (police)", "Department C", "1 planned", "Division 2"):
        assert words in never, words
    assert "Coast guard" not in page  # of another member
    assert "Department B (police): Division 1" in reached
    assert "activities/?topic=maritime&amp;to=DPB&amp;since=2018-09-01" in reached
    assert "Coast guard X" in reader.get("/overlaps/units/?member=").content.decode()
    assert (
        "Department B (police)"
        in reader.get("/overlaps/units/?topic=imposters").content.decode().split('id="g"')[0]
    )
    assert "Office U" in reader.get("/overlaps/organisations/").content.decode()
    page = reader.get("/overlaps/timeline/").content.decode()
    assert page.count('<rect class="done"') == 1
    assert page.count("Course on boarding") >= 4
    for path in ("units", "organisations", "timeline"):
        assert reader.get(f"/overlaps/{path}/?since=soon&until=2010-01-01").status_code == 200
        assert (
            "Course on boarding"
            not in enter(cast.ministry_officer).get(f"/overlaps/{path}/").content.decode()
        )
