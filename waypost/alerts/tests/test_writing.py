"""Writing an alert: refused with a sentence while something is missing, and what follows from publishing."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts import lists
from waypost.alerts.models import Alert, Series, Term, Trait
from waypost.alerts.tests import alerting
from waypost.alerts.tests.alerting import PART, SERIES, alerted, declared, drafted, next_version
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.places.models import Member
from waypost.publications.actions import approving, drafting
from waypost.publications.models import Publication, Version

As = Callable[[Person], Client]


def version_of(item: Publication) -> Version:
    found = item.in_work()
    assert found is not None
    return found


def issued_by(member: Member) -> None:
    """Let UTO be the code of this member."""
    Term.objects.update_or_create(vocabulary="issuer", code="UTO", defaults={"member_key": member.key})


def known(*words: tuple[str, str]) -> None:
    """Let these be words of their vocabularies."""
    for vocabulary, code in words:
        Term.objects.get_or_create(vocabulary=vocabulary, code=code)


def test_columns_and_traits_follow_the_published_part(cast: Cast) -> None:
    alert = alerted(cast)

    assert (alert.issuer, alert.document, alert.quality, f"{alert.seen_month:%Y-%m}") == (
        "UTO",
        "PAS",
        3,
        "2020-08",
    )
    held = set(Trait.unfiltered.filter(alert=alert.pk).values_list("vocabulary", "code"))
    assert {("fraud", "CFP"), ("fraud", "FRG-PHO"), ("tool", "UV365"), ("location", "BDP")} <= held

    alert = next_version(cast, alert, model="", frauds=[], quality="")
    assert (alert.model, alert.quality) == ("", None)
    assert not Trait.unfiltered.filter(alert=alert.pk, code="FRG-PHO").exists()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"issuer": ""}, "whose document"),
        ({"document": ""}, "which type"),
        ({"fraud": ""}, "kind of fraud"),
        ({"findings": []}, "No finding"),
        ({"findings": [{"where": "BDP", "expected": {"en": "Sharp"}}]}, "Finding 1"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, part: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        drafting.submit(by=cast.officer, publication=drafted(cast, part=part))


class TestTheIssuingState:
    @pytest.fixture(autouse=True)
    def issuer(self, cast: Cast) -> None:
        issued_by(cast.coast.member)

    def test_reads_an_alert_about_its_documents(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="would not read this"):
            drafting.submit(by=cast.officer, publication=drafted(cast, Mark.AMBER, to=[cast.lone]))

        assert alerted(cast, Mark.AMBER, to=[cast.lone, cast.coast.member]).stage == "published"

    def test_unless_the_author_says_why_not(self, cast: Cast) -> None:
        part = {"without_issuer": "An official may be involved."}
        assert alerted(cast, Mark.AMBER, to=[cast.lone], part=part).stage == "published"

    def test_the_second_person_reads_the_reason_and_answers_for_it(self, cast: Cast, enter: As) -> None:
        part = {"without_issuer": "An official may be involved."}
        item = drafting.submit(
            by=cast.officer, publication=drafted(cast, Mark.AMBER, to=[cast.lone], part=part)
        )
        page = enter(cast.deputy).get(f"/items/{item.public_id}/review/").content.decode()
        assert "An official may be involved." in page
        with pytest.raises(Refused, match="has to be ticked"):
            approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))

        alert = alerting.approved(cast, item, 1)
        read = enter(cast.lone_officer).get(f"/items/{alert.public_id}/").content.decode()
        assert "An official may be involved." not in read

    def test_alone_declares_a_series_stolen(self, cast: Cast) -> None:
        item = drafted(cast)
        stolen = [declared(*SERIES, kind="BLK")]
        alerting.writing.save_findings(by=cast.officer, publication=item, declared=stolen)
        with pytest.raises(Refused, match="own organisation"):
            drafting.submit(by=cast.officer, publication=item)

        issued_by(cast.police.member)
        assert drafting.submit(by=cast.officer, publication=item).stage == "review"


class TestThePages:
    def test_findings_and_series_are_kept(self, cast: Cast, enter: As) -> None:
        known(("location", "BDP"), ("tool", "LUP"))
        item = drafted(cast, part={"findings": []}, numbers=[])
        client = enter(cast.officer)
        page = f"/items/{item.public_id}/findings/"
        typed = {
            "revision": version_of(item).revision,
            "finding-TOTAL_FORMS": 2,
            "finding-INITIAL_FORMS": 0,
            "finding-0-where": "BDP",
            "finding-0-tool": "LUP",
            "finding-0-line": 1,
            "finding-0-expected_en": "Sharp",
            "finding-0-observed_en": "Dots",
            "finding-1-line": 1,
            "series-TOTAL_FORMS": 1,
            "series-INITIAL_FORMS": 0,
            "series-0-first": "u 734-00000",
            "series-0-last": "U73449999",
            "do": "next",
        }
        answer = client.post(page, typed)

        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"].endswith("/pictures/")
        [kept] = version_of(item).part["findings"]
        assert kept["expected"] == {"en": "Sharp"}
        [series] = Series.unfiltered.filter(version=version_of(item).pk)
        assert (series.shown_first, series.shown_last, series.issuer) == (*SERIES, "UTO")

    @pytest.mark.parametrize(
        ("first", "last", "sentence"),
        [
            ("U73449999", "U73400000", "comes before the first"),
            ("U734", "U73449999", "not of the same length"),
            ("U73400000", "V73449999", "more than the digits"),
            ("หนังสือ", "", "no document number"),
            ("", "U1", "Give the first number"),
        ],
    )
    def test_a_wrong_series_is_said_and_nothing_is_lost(
        self, cast: Cast, enter: As, first: str, last: str, sentence: str
    ) -> None:
        item = drafted(cast, numbers=[])
        client = enter(cast.officer)
        typed = {
            "revision": version_of(item).revision,
            "finding-TOTAL_FORMS": 0,
            "finding-INITIAL_FORMS": 0,
            "series-TOTAL_FORMS": 1,
            "series-INITIAL_FORMS": 0,
            "series-0-first": first,
            "series-0-last": last,
        }
        answer = client.post(f"/items/{item.public_id}/findings/", typed)

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert version_of(item).part["findings"] == PART["findings"]
        assert not Series.unfiltered.filter(version=version_of(item).pk).exists()

    def test_a_second_window_overwrites_nothing(self, cast: Cast, enter: As) -> None:
        item = drafted(cast)
        client = enter(cast.officer)
        opened = version_of(item).revision
        drafting.save_part(by=cast.officer, publication=item, part={**PART, "model": "2019"})
        typed = {
            "revision": opened,
            "finding-TOTAL_FORMS": 0,
            "finding-INITIAL_FORMS": 0,
            "series-TOTAL_FORMS": 0,
            "series-INITIAL_FORMS": 0,
        }
        answer = client.post(f"/items/{item.public_id}/findings/", typed)

        assert answer.status_code == 422
        assert version_of(item).part["findings"]


class TestLookingUp:
    @pytest.mark.parametrize(
        ("number", "found"),
        [
            ("U73400000", True),
            ("U73449999", True),
            ("U73412345", True),
            ("U73450000", False),
            ("U7341234", False),
            ("V73412345", False),
            ("073412345", False),
        ],
    )
    def test_a_number_is_found_in_its_series(self, cast: Cast, number: str, found: bool) -> None:
        alerted(cast)
        assert bool(lists.series_with(cast.coast_officer, number)) is found

    def test_only_by_those_who_see_the_alert(self, cast: Cast) -> None:
        alerted(cast, Mark.AMBER, to=[cast.lone])
        seen: dict[Person, bool] = {
            person: bool(lists.series_with(person, SERIES[0]))
            for person in (cast.lone_officer, cast.colleague, cast.coast_officer)
        }
        assert list(seen.values()) == [True, True, False]

    def test_a_draft_and_an_earlier_version_are_not_looked_into(self, cast: Cast) -> None:
        item = drafted(cast)
        assert lists.series_with(cast.officer, SERIES[0]) == []

        drafting.submit(by=cast.officer, publication=item)
        approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))
        alert = Alert.unfiltered.get(pk=item.pk)
        assert len(lists.series_with(cast.officer, SERIES[0])) == 1

        next_version(cast, alert)
        assert len(lists.series_with(cast.officer, SERIES[0])) == 1


def test_a_new_version_says_which_finding_changed(cast: Cast, enter: As) -> None:
    item = alerted(cast)
    changed = [{**PART["findings"][0], "observed": {"en": "Row of printed lines"}}, PART["findings"][1]]
    reader = enter(cast.coast_officer)
    reader.get(f"/items/{item.public_id}/")
    next_version(cast, item, findings=changed)
    page = reader.get(f"/items/{item.public_id}/since/1/").content.decode()

    assert "<del>broken</del><ins>printed</ins>" in page


def test_the_page_says_what_is_wrong_and_how_to_check_it(cast: Cast, enter: As) -> None:
    alert = alerted(cast)
    client = enter(cast.coast_officer)
    page = client.get(f"/items/{alert.public_id}/").content.decode()

    for words in (
        "Tiny letters, sharp edges",
        "Row of broken dots",
        *SERIES,
        "does not make its holder an offender",
    ):
        assert words in page
