"""Lists of alerts: narrowed by what alerts have, and by nothing that the reader may not see."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from tests.cast import TODAY, Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.alerts.actions import replacing
from waypost.alerts.models import Alert, Term, parts
from waypost.alerts.tests.alerting import FINDINGS, alerted
from waypost.notices import actions
from waypost.notices.models import Follow
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.search.filters import chosen_in
from waypost.publications.search.following import followed_as, searches_that_find, values_of

pytestmark = pytest.mark.both

As = Callable[[Person], Client]


@pytest.fixture
def alerts(cast: Cast) -> tuple[Alert, Alert]:
    """One of Utopia with a lamp, seen at an airport, to all; one of another issuer to the lone organisation."""
    for vocabulary, code, label in (
        ("tool", "UV365", "UV lamp"),
        ("issuer", "UTO", "Utopia"),
        ("issuer", "XUA", "Arcadia"),
    ):
        Term.objects.update_or_create(vocabulary=vocabulary, code=code, defaults={"label_en": label})
    utopia = alerted(cast)
    other = {"issuer": "XUA", "point": "SEA", "fraud": "IMP", "frauds": [], "findings": FINDINGS[:1]}
    return utopia, alerted(cast, Mark.AMBER, to=[cast.lone], part=other, numbers=[("X100", "X199")])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", (True, True)),
        ("issuer=UTO", (True, False)),
        ("issuer=XUA", (False, True)),
        ("issuer=UTO&issuer=XUA", (True, True)),
        ("fraud=FRG-PHO", (True, False)),
        ("location=WHL", (True, False)),
        ("location=BDP", (True, True)),
        ("tool=UV365", (True, False)),
        ("tool=LUP", (True, True)),
        ("seen_in=THA&point=SEA", (False, True)),
        ("valid=now", (True, True)),
        ("number=U73412345", (True, False)),
        ("number=x150", (False, True)),
        ("number=x200", (False, False)),
        ("number=U%20734-12345", (True, False)),  # as it is pasted
        ("part=U734", (True, False)),
        ("part=u%20734", (True, False)),
        ("part=4471", (True, False)),
        ("part=73444", (True, False)),
        ("part=73450", (False, False)),
        ("part=45000", (True, False)),
        ("part=X17", (False, True)),
        ("part=177", (True, True)),
        ("part=X17&issuer=UTO", (False, False)),
        ("part=X2", (True, True)),  # too short: not looked for
    ],
)
def test_a_list_is_narrowed(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert], query: str, found: tuple[bool, bool]
) -> None:
    for person, sees in ((cast.lone_officer, (True, True)), (cast.coast_officer, (True, False))):
        page = enter(person).get(f"/items/?kind=alert&{query}").content.decode()
        assert [each.reference in page for each in alerts] == [
            a and b for a, b in zip(found, sees, strict=True)
        ]


@pytest.mark.parametrize(
    "query",
    [
        *("issuer=XUA", "document=PAS", "fraud=IMP", "location=BDP", "tool=LUP"),
        *("seen_in=THA", "point=SEA", "valid=now"),
        *("number=X150", "part=X15"),
    ],
)
def test_what_a_withdrawn_alert_said_finds_it_no_more(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert], query: str
) -> None:
    """Its readers keep the head and lose the content: no list tells them of which document it was, or which number."""
    reader, gone = enter(cast.lone_officer), alerts[1]
    assert gone.reference in reader.get(f"/items/?kind=alert&{query}").content.decode()
    afterwards.withdraw(by=cast.officer, publication=gone, because="It was genuine.")
    assert gone.reference not in reader.get(f"/items/?kind=alert&{query}").content.decode()
    page = reader.get("/items/?kind=alert").content.decode()
    assert gone.reference in page
    assert "Arcadia" not in page


@pytest.mark.parametrize("over", ["expired", "replaced"])
def test_what_does_not_hold_any_more_is_not_valid_now(
    cast: Cast, enter: As, hands: Hands, alerts: tuple[Alert, Alert], over: str
) -> None:
    gone = alerted(cast, expires_on=TODAY + timedelta(days=1) if over == "expired" else None)
    client = enter(cast.coast_officer)
    for query, there in (("", True), ("&valid=now", True)):
        assert (gone.reference in client.get(f"/items/?kind=alert{query}").content.decode()) is there
    if over == "expired":
        hands.forward(days=2)
        client = enter(cast.coast_officer)
    else:
        replacing.supersede(by=cast.officer, publication=gone, successor=alerts[0].public_id)
    for query, there in (("", True), ("&valid=now", False)):
        assert (gone.reference in client.get(f"/items/?kind=alert{query}").content.decode()) is there


def test_the_number_of_a_withdrawn_alert_is_not_known(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert]
) -> None:
    """Not to its author either: an alert that was withdrawn says nothing of a document at the counter."""
    author = enter(cast.officer)
    known = author.post("/check/", {"typed": "X150"}).content.decode()
    afterwards.withdraw(by=cast.officer, publication=alerts[1], because="It was genuine.")
    after = author.post("/check/", {"typed": "X150"}).content.decode()
    assert alerts[1].reference in known
    assert alerts[1].reference not in after


def test_a_group_names_only_what_the_reader_has_alerts_of(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert]
) -> None:
    assert "Arcadia" in enter(cast.lone_officer).get("/items/?kind=alert").content.decode()
    page = enter(cast.coast_officer).get("/items/?kind=alert").content.decode()
    assert "Utopia" in page
    assert "Arcadia" not in page
    assert "Utopia" not in enter(cast.coast_officer).get("/items/").content.decode()


def test_the_page_says_what_part_was_looked_for(cast: Cast, enter: As, alerts: tuple[Alert, Alert]) -> None:
    reader = enter(cast.lone_officer)
    page = reader.get("/items/?kind=alert&part=x%2017").content.decode()
    assert "Looked for alerts on a number series in which a number contains “X17”" in page
    assert "Part of a number: X17" in page
    assert 'name="part" value="X17"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("47", "“47” is too short to look for. Write 3 characters or more"),
        ("-4 7-", "“-4 7-” is too short to look for."),
        ("หนังสือ", "“หนังสือ” is no document number."),
        ("4" * 25, "is no document number."),
    ],
)
def test_what_can_not_be_looked_for_gets_a_sentence_and_is_given_back(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert], typed: str, said: str
) -> None:
    reader = enter(cast.lone_officer)
    page = reader.get("/items/", {"kind": "alert", "part": typed}).content.decode()
    assert said in page
    assert f'name="part" value="{typed}"' in page
    assert "Looked for" not in page
    assert all(each.reference in page for each in alerts)


def test_what_one_does_not_see_is_not_looked_through(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only so many series are looked at, those of others are none of them, and the page is the same."""
    monkeypatch.setattr(parts, "MOST_LOOKED_AT", 1)
    addresses = [f"/items/?kind=alert&part={part}" for part in ("4471", "X17", "999")]
    reader = enter(cast.coast_officer)
    before = [shown(reader.get(each).content.decode()) for each in addresses]
    assert alerts[0].reference in before[0]
    alerted(cast, Mark.AMBER, to=[cast.lone], numbers=[("X47100", "X47199"), ("Y1", "Y9")])
    assert [shown(reader.get(each).content.decode()) for each in addresses] == before
    more = enter(cast.lone_officer).get(addresses[0]).content.decode()
    assert "Those of the newest were looked through" in more
    narrower = enter(cast.lone_officer).get(f"{addresses[0]}&point=AIR&mark=green").content.decode()
    assert "Those of the newest were looked through" not in narrower
    assert alerts[0].reference in narrower


@pytest.mark.parametrize("query", ["number=X9", "part=7777&issuer=XUA", "issuer=ABW", "q=zebra"])
def test_an_empty_list_of_alerts_proves_nothing(
    cast: Cast, enter: As, alerts: tuple[Alert, Alert], query: str
) -> None:
    said = "No alert is no proof that a document is genuine."
    reader = enter(cast.coast_officer)
    assert said in reader.get(f"/items/?kind=alert&{query}").content.decode()
    assert said not in reader.get("/items/?kind=alert").content.decode()
    assert said not in reader.get("/items/?kind=bulletin&q=zebra").content.decode()


def test_the_check_leads_to_looking_for_a_part(cast: Cast, enter: As, alerts: tuple[Alert, Alert]) -> None:
    reader = enter(cast.coast_officer)
    assert "/items/?kind=alert#f-part" in reader.get("/check/").content.decode()
    assert 'id="f-part"' in reader.get("/items/?kind=alert").content.decode()


def shown(page: str) -> str:
    """A page without its one secret."""
    return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", page)


@pytest.mark.parametrize(
    ("query", "hears"),
    [
        ("number=U73412345", True),
        ("number=U73512345", False),
        ("part=U7344", True),
        ("part=U7345", False),
        ("part=4471&issuer=UTO", True),
        ("part=4471&issuer=XUA", False),
    ],
)
def test_a_followed_number_or_part_finds_a_new_alert(cast: Cast, query: str, hears: bool) -> None:
    filters = chosen_in(QueryDict(query))
    kind, key = followed_as(filters) or ("", "")
    actions.follow(by=cast.coast_officer, kind=kind, key=key, when=Follow.When.AT_ONCE)
    alert = alerted(cast)
    assert searches_that_find(alert, Follow.When.AT_ONCE) == ([key] if hears else [])


def test_a_followed_list_finds_a_new_alert(cast: Cast, alerts: tuple[Alert, Alert]) -> None:
    values = values_of(alerts[0])
    assert (values["issuer"], values["point"]) == ({"UTO"}, {"AIR"})
    assert {"UV365", "LUP"} <= values["tool"]
