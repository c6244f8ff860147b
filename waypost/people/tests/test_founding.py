"""From an empty portal to its first person, by the operator's command; nobody in the portal can do the same."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.core.doors import OPERATOR
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow
from waypost.people import founding
from waypost.people.actions import founding as actions
from waypost.people.actions import persons
from waypost.people.actions.founding import Founder
from waypost.people.models import Invitation, Network, Organisation, Person
from waypost.people.policies import roles_to_fill
from waypost.people.tests.factors import code, give_app, is_in, password_step, secret_on, sign_in_with
from waypost.places.models import Member

EXAMPLE = Path(__file__).parents[3] / "docs/bodies.toml"


def people(*words: Any) -> str:
    said = io.StringIO()
    call_command("people", *map(str, words), stdout=said)
    return said.getvalue()


def come_in(link: str) -> Client:
    browser = Client()
    assert browser.get(link.strip().removeprefix("http://waypost.localhost:8000")).url == reverse("join")
    browser.post(reverse("join"), {"name_native": "", "address_as": "Khun"})
    browser.post(reverse("join_password"), {"password": "pier-lamp-orchid-rain"})
    secret = secret_on(browser.get(reverse("join_app")))
    assert browser.post(reverse("join_app"), {"code": code(secret)}).url == reverse("codes")
    return browser


# The file.


def test_the_example_is_taken_and_taken_again(cast: Cast) -> None:
    before = Organisation.objects.count(), Member.objects.count()
    people("register", EXAMPLE)
    assert (Organisation.objects.get(code="OFF").kind, Organisation.objects.get(code="DPA").language) == (
        "secretariat",
        "th",
    )
    assert Organisation.objects.get(code="DPA").sister == Organisation.objects.get(code="OFF")
    assert {route.key for route in Member.objects.get(key="th").routes.all()} == {
        "andaman",
        "gulf-of-thailand",
        "peninsula",
    }
    after = Organisation.objects.count(), Member.objects.count()
    assert people("register", EXAMPLE) == "New: 0 networks, 0 members, 0 organisations.\n"
    assert (Organisation.objects.count(), Member.objects.count()) == after >= before


def test_what_is_there_is_brought_up_to_date(cast: Cast) -> None:
    text = '[[organisation]]\ncode="DPA"\nmember="th"\nkind="other"\nname_en="Marine department"\nname_th="กรม"\n'
    actions.register(by=OPERATOR, bodies=founding.read(text))
    cast.police.refresh_from_db()
    assert (cast.police.name_en, cast.police.kind, cast.police.sister) == ("Marine department", "other", None)


NETWORK = "[[network]]\nkey='n'\nname_en='N'\nname_th='น'\ncommunity_en='c'\ncommunity_th='ช'\n"
MEMBER = "[[member]]\nkey='mm'\nname_en='M'\nname_th='ม'\n"
ORGANISATION = "[[organisation]]\ncode='ABC'\nmember='th'\nkind='police'\nname_en='O'\nname_th='ห'\n"
WRONG = [
    ("no TOML", "[[network"),
    ("double brackets", NETWORK.replace("[[network]]", "[network]")),
    ("double brackets", "network = 1"),
    ("no table 'networks'", NETWORK.replace("network", "networks")),
    ("network 1 has no community_th", NETWORK.replace("community_th='ช'", "")),
    ("network 1 has 'colour'", NETWORK + "colour='red'"),
    ("network 2, key", NETWORK + NETWORK.replace("'n'", "'not a key'")),
    ("member 1, name_en", MEMBER.replace("'M'", "''")),
    ("member 1, kind", MEMBER + "kind='country'"),
    ("member mm: there is no route 'river'", MEMBER + "routes=['river']"),
    ("organisation 1, kind", ORGANISATION.replace("police", "army")),
    ("organisation 1, code", ORGANISATION.replace("ABC", "TOO-LONG-A-CODE")),
    ("organisation ABC: there is no member 'xx'", ORGANISATION.replace("'th'", "'xx'")),
    ("organisation ABC: there is no organisation 'XYZ'", ORGANISATION + "sister='XYZ'"),
]


@pytest.mark.parametrize(("said", "text"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast: Cast, tmp_path: Path, said: str, text: str) -> None:
    """Nor of what is right beside it."""
    file = tmp_path / "bodies.toml"
    right = NETWORK.replace("key='n'", "key='good'")
    file.write_text(f"{text}\n{right}" if "[[" in text else text)
    with pytest.raises(CommandError, match=re.escape(said)):
        people("register", file)
    assert not Network.objects.filter(key="good").exists()


def test_a_file_that_is_none_is_said_to_be(tmp_path: Path, db: None) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    for file in (tmp_path, tmp_path / "nothing", tmp_path / "picture"):
        with pytest.raises(CommandError, match="can't be read"):
            people("register", file)


# The first person.


def test_the_first_person_comes_in_and_invites(cast: Cast) -> None:
    browser = come_in(people("invite", "OFF", "First@Office.example", "First Person"))
    person = Person.objects.get(email="first@office.example")
    assert browser.get(reverse("people")).url == reverse("sign_rules")
    browser.post(reverse("codes"))
    browser.post(reverse("sign_rules"), {"agree": "yes"})
    assert is_in(browser, person)
    assert person.networks() == sorted(Network.objects.values_list("pk", flat=True))
    assert "officer" in roles_to_fill(person, cast.police)
    row = AuditRow.objects.get(action="people.founder_invited")
    assert (row.actor, row.outcome) == ("operator", "done")


def test_whoever_is_invited_anew_loses_the_old_factors(cast: Cast, enter: Callable[[Person], Client]) -> None:
    """The last one of the secretariat lost the telephone: nobody in the portal can vouch."""
    give_app(cast.secretariat)
    old = enter(cast.secretariat)
    first = people("invite", "OFF", cast.secretariat.email, "Somebody")
    second = people("invite", "OFF", cast.secretariat.email, "Somebody")
    assert Client().get(first.strip().removeprefix("http://waypost.localhost:8000")).status_code == 410
    come_in(second)
    person = Person.objects.get(pk=cast.secretariat.pk)
    assert (person.name_latin, person.tenures.count()) == (cast.secretariat.name_latin, 1)
    assert not is_in(old, person)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("DPA", "a@b.example", "A"), "secretariat only"),
        (("XXX", "a@b.example", "A"), "no organisation 'XXX'"),
        (("OFF", "a.example", "A"), "no mail address"),
        (("OFF", "a@b.example", " "), "name is empty"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        people("invite", *words)
    assert not Invitation.objects.exists()


def test_without_a_network_nobody_is_invited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Network.objects, "all", Network.objects.none)
    with pytest.raises(Refused):
        actions.invite(by=OPERATOR, organisation=cast.office, founder=Founder("a@b.example", "A"))
    assert not Person.objects.filter(email="a@b.example").exists()


# Everybody out.


def test_everybody_is_signed_out(cast: Cast, enter: Callable[[Person], Client]) -> None:
    secret, client = give_app(cast.officer), Client()
    sign_in_with(client, cast.officer, secret, remember="on")
    browsers = {
        client: cast.officer,
        enter(cast.officer): cast.officer,
        enter(cast.secretariat): cast.secretariat,
    }
    assert [is_in(browser, person) for browser, person in browsers.items()] == [True] * 3
    assert people("sign-out").startswith("Sessions ended: 3.")
    assert [is_in(browser, person) for browser, person in browsers.items()] == [False] * 3
    assert password_step(client, cast.officer).url == reverse("mfa_authenticate")
    row = AuditRow.objects.get(action="people.everybody_signed_out")
    assert (row.actor, row.outcome) == ("operator", "done")


def test_no_person_of_the_portal_does_what_the_operator_does(cast: Cast) -> None:
    for by in cast.people().values():
        with pytest.raises(Denied):
            actions.invite(by=by, organisation=cast.office, founder=Founder("a@b.example", "A"))
        with pytest.raises(Denied):
            actions.register(by=by, bodies=founding.read(""))
        with pytest.raises(Denied):
            persons.sign_everybody_out(by=by)
