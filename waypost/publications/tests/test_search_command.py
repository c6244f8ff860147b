"""``waypost search check`` tells what is searched and should not be, or isn't and should; ``rebuild`` mends it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cast import Cast
from waypost.core.doors import CLOCK, outside_actions
from waypost.core.errors import Denied
from waypost.core.models import AuditRow
from waypost.publications.actions import indexing
from waypost.publications.models import Indexed, Publication, drift
from waypost.publications.tests.shelf import publish, withdraw

SOUND = ["Every word that is searched is what readers may read."]


def said(what: str) -> list[str]:
    out = StringIO()
    try:
        call_command("search", what, stdout=out)
    except SystemExit as end:
        return [*out.getvalue().splitlines(), f"exit {end.code}"]
    return out.getvalue().splitlines()


@pytest.fixture(autouse=True, params=[1, 200])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "BATCH", request.param)


@pytest.fixture
def items(cast: Cast) -> list[Publication]:
    return [publish(cast, title="Hologram", thai="ฮอโลแกรม"), withdraw(cast, publish(cast, title="Stamp"))]


def test_what_the_actions_write_is_sound(items: list[Publication]) -> None:
    assert said("check") == SOUND


def test_forgotten_stale_and_stray_rows_are_told_and_mended(items: list[Publication]) -> None:
    kept, withdrawn = items
    with outside_actions("a guard test breaks the index"):
        Indexed.unfiltered.filter(publication=kept, text__language="th").delete()
        Indexed.unfiltered.filter(publication=kept).update(words="other")
        Indexed.unfiltered.filter(publication=withdrawn).update(head=" stamp ")
    assert said("check") == [
        f"publication:{kept.public_id} lacks 2 rows and has 1 it should not.",
        f"publication:{withdrawn.public_id} lacks 1 rows and has 1 it should not.",
        "Found: 2; `waypost search rebuild` writes them anew.",
        "exit 1",
    ]
    assert said("rebuild") == ["Written: 3 rows."]
    assert said("check") == SOUND
    assert AuditRow.objects.filter(action="publications.index_rebuilt", actor="operator").exists()


def test_a_row_with_another_time_than_its_item_is_told_and_mended(items: list[Publication]) -> None:
    with outside_actions("a guard test breaks the index"):
        Indexed.unfiltered.filter(publication=items[0], text__language="th").update(published_at=None)
    assert f"publication:{items[0].public_id} lacks 1 rows and has 1 it should not." in said("check")
    said("rebuild")
    assert said("check") == SOUND


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its look-up itself")
def test_a_look_up_table_that_lost_words_is_told_and_mended(items: list[Publication]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO publications_words(publications_words) VALUES ('delete-all')")
    assert "The look-up table does not agree with the rows." in said("check")
    said("rebuild")
    assert said("check") == SOUND


def test_nobody_but_the_operator_rebuilds(items: list[Publication], cast: Cast) -> None:
    for by in (CLOCK, cast.secretariat):
        with pytest.raises(Denied):
            indexing.rebuild(by=by, publications=[items[0].pk])
