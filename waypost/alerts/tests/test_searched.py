"""What an alert says beside its texts is found by the search, by its readers alone, and with the reason."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import wording
from waypost.alerts.actions.wording import Worded
from waypost.alerts.models import Alert, Rewording, Term
from waypost.alerts.tests.alerting import FINDINGS, alerted, next_version
from waypost.alerts.ticks import write_words_anew
from waypost.core.ticks import MORE
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.models import Indexed, drift
from waypost.publications.search.filters import chosen_in
from waypost.publications.search.following import finds, values_of
from waypost.publications.search.results import BEST, Results
from waypost.publications.tests.sharing import WORDS
from waypost.publications.tests.shelf import query

pytestmark = pytest.mark.both

As = Callable[[Person], Client]

MODEL = {"model": "Kestrel", "issued_from": 2014, "issued_to": 2018}
SIGNS = [
    {
        "where": "BDP",
        "feature": "SUB-THR",
        "technique": "IMG",
        "tool": "UV365",
        "line": 1,
        "decisive": True,
        "expected": {"en": "Thread woven into the paper", "th": "ด้ายทอในเนื้อกระดาษ"},
        "observed": {"en": "Printed stripe, no thread", "th": "แถบพิมพ์ ไม่มีด้าย"},
    }
]


@pytest.fixture
def alert(cast: Cast) -> Alert:
    return alerted(cast, Mark.AMBER, to=[cast.lone], part={**MODEL, "findings": SIGNS})


def results(viewer: Person, words: str) -> Results:
    return Results(viewer, chosen_in(query(f"q={words}")), BEST)


def why(viewer: Person, words: str) -> list[str]:
    """Of each hit, the field and its line, hits in brackets."""
    reasons = [hit.reason for hit in results(viewer, words).page().hits]
    return [
        f"{each.field}: {''.join(f'[{p.text}]' if p.hit else p.text for p in each.pieces)}" if each else ""
        for each in reasons
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Utopia", "Issuer: [Utopia] (specimens) (UTO)"),
        ("Kestrel", "Model: [Kestrel] · 2014–2018"),
        ("2561", "Model: Kestrel · 2557–[2561]"),
        ("woven", "Finding 1: "),
        ("stripe", "Finding 1: "),
        ("เนื้อกระดาษ", "Finding 1: "),
        ("แถบพิมพ์", "Finding 1: "),
        ("security thread", "Finding 1: "),
        ("ด้ายนิรภัย", "Finding 1: "),
        ("U73400000", "Number series: [U73400000]"),
        ("U7344", "Number series: [U7344]"),
        ("Kestrel woven", "Model: [Kestrel] · 2014–2018"),
        ("thread woven", "Finding 1: "),
    ],
)
def test_every_word_of_the_part_finds_it_and_says_where(
    cast: Cast, alert: Alert, words: str, reason: str
) -> None:
    [found] = why(cast.lone_officer, words)
    assert found.startswith(reason), found
    assert "[" in found
    assert why(cast.coast_officer, words) == []


def test_a_word_of_the_title_and_one_of_a_finding_find_it(cast: Cast, alert: Alert) -> None:
    assert why(cast.lone_officer, f"{WORDS['title'].split()[-1]} woven Utopia")


def test_the_page_shows_the_reason(cast: Cast, enter: As, alert: Alert) -> None:
    page = enter(cast.lone_officer).get("/items/?q=woven").content.decode()
    assert "<mark>woven</mark>" in page
    assert "Finding 1" in page


def test_what_was_withdrawn_is_found_by_none_of_it(cast: Cast, alert: Alert) -> None:
    afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
    for words in ("Utopia", "Kestrel", "woven", "U73400000"):
        assert why(cast.lone_officer, words) == []


def test_a_new_version_is_found_by_what_it_says_and_not_by_what_the_one_before_said(
    cast: Cast, alert: Alert
) -> None:
    next_version(cast, alert, model="Heron", findings=FINDINGS)
    assert why(cast.lone_officer, "Kestrel") == why(cast.lone_officer, "woven") == []
    assert len(why(cast.lone_officer, "Heron glows")) == 1


def test_followers_of_words_hear_of_an_alert_that_says_them_in_a_finding(cast: Cast, alert: Alert) -> None:
    texts = [f" {row.words} " for row in Indexed.fresh([alert])]
    assert finds(chosen_in(query("q=woven")), values_of(alert), texts)


def checked(out: StringIO | None = None) -> str:
    out = out or StringIO()
    call_command("search", "check", stdout=out)
    return out.getvalue()


def a_word_and_another() -> tuple[Worded, Worded]:
    own = {"meaning_en": "A feature.", "meaning_th": "ลักษณะ", "group": "Substrate", "group_th": "วัสดุ"}
    one, other = (
        Worded(label_en=en, label_th=th, **own)
        for en, th in (("Shimmering fleck", "เกล็ดวาว"), ("Glittering fleck", "เกล็ดประกาย"))
    )
    return one, other


def test_a_word_that_is_worded_anew_is_read_at_once_and_found_when_the_worker_has_been_there(
    cast: Cast, enter: As, alert: Alert
) -> None:
    before, after = a_word_and_another()
    term = wording.add_term(by=cast.secretariat, vocabulary="feature", code="SUB-FLK", worded=before)
    next_version(cast, alert, findings=[{**SIGNS[0], "feature": "SUB-FLK"}])
    assert why(cast.lone_officer, "shimmering")
    wording.word_term(by=cast.secretariat, term=term, worded=after)
    page = enter(cast.lone_officer).get(f"/items/{alert.public_id}/").content.decode()
    assert "Glittering fleck" in page
    assert "Shimmering fleck" not in page
    assert why(cast.lone_officer, "glittering") == []
    with pytest.raises(SystemExit):
        checked(said := StringIO())
    assert "The worker is writing some of them anew, after: feature SUB-FLK." in said.getvalue()

    write_words_anew()
    assert why(cast.lone_officer, "shimmering") == []
    assert why(cast.lone_officer, "glittering")
    assert why(cast.lone_officer, "เกล็ดประกาย")
    assert "is what readers may read" in checked()
    assert not Rewording.objects.exists()


def test_the_request_that_words_it_anew_writes_no_words_and_the_worker_goes_in_short_steps(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = a_word_and_another()
    term = wording.add_term(by=cast.secretariat, vocabulary="feature", code="SUB-FLK", worded=before)
    for _each in range(3):
        alerted(cast, part={"findings": [{**SIGNS[0], "feature": "SUB-FLK"}]})
    alerted(cast)
    rows = list(Indexed.unfiltered.order_by("pk").values_list("pk", "words"))
    wording.word_term(by=cast.secretariat, term=term, worded=after)
    assert list(Indexed.unfiltered.order_by("pk").values_list("pk", "words")) == rows
    monkeypatch.setattr(drift, "BATCH", 2)
    assert write_words_anew() is MORE
    assert len(why(cast.coast_officer, "glittering")) == 2
    wording.word_term(by=cast.secretariat, term=Term.objects.get(pk=term.pk), worded=before)
    steps = 1
    while write_words_anew() is MORE:
        steps += 1
    assert steps == 2
    assert why(cast.coast_officer, "glittering") == []
    assert len(why(cast.coast_officer, "shimmering")) == 3
    assert write_words_anew() is None
