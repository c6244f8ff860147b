"""What people paste: a sentence says what is wrong, and nothing typed is lost."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.people.forms import InviteForm, NewcomerForm
from waypost.people.models import Invitation, Network, Person
from waypost.people.tests.factors import give_app, password_step
from waypost.people.tests.test_joining import FORM

Enter = Callable[[Person], Client]

EMOJI, RTL, NUL, MARKUP = "Anong 😀", "Anong \u202egnonA", "Anong\x00", "<b>Anong</b>"
BAD_NAMES = [
    "",
    " ",
    "A" * 161,
    EMOJI,
    RTL,
    NUL,
    MARKUP,
    "อนงค์",
    "Анна",
    "R2 D2",
    "A\nB",
    "=cmd()",
    "ＡＮＯＮＧ１",
]
GOOD_NAMES = ["Suharto", "Nguyễn Văn Ánh", "José O’Neill-Smith", "M. K. al-Said", "Þórunn", "X"]


@pytest.fixture
def inviting(cast: Cast, enter: Enter) -> Callable[..., Any]:
    page, browser = reverse("invite", args=[cast.police.public_id]), enter(cast.focal_point)
    return lambda **typed: browser.post(page, {**FORM, "networks": [cast.regional.pk], **typed})


@pytest.mark.parametrize("name", BAD_NAMES)
def test_what_is_no_latin_name(inviting: Callable[..., Any], name: str) -> None:
    answer = inviting(name_latin=name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["name_latin"]
    page = unescape(answer.content.decode())
    assert "Appointment letter 12/2563 seen" in page
    assert name.strip().replace("\x00", "\x00") in page
    assert "<b>Anong" not in answer.content.decode()


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_names_are_made_in_many_ways(inviting: Callable[..., Any], name: str) -> None:
    assert inviting(name_latin=name).status_code == 302


@pytest.mark.parametrize("name", ["", "ဦးအောင်", "سعيد", "王芳", "ສົມໄຊ", "សុខ ចាន់", "Thiện", "पवन"])
def test_own_scripts_are_welcome(inviting: Callable[..., Any], name: str) -> None:
    assert inviting(name_native=name).status_code == 302
    assert Invitation.objects.get().person.name_native == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "x"),
        ("email", "a@b"),
        ("email", "a b@c.invalid"),
        ("email", "x" * 250 + "@c.invalid"),
        ("email", "a\x00@c.invalid"),
        ("role", "root"),
        ("language", "xx"),
        ("title_en", ""),
        ("title_en", "T" * 161),
        ("title_en", "Duty\u202eofficer"),
        ("title_th", "\x07"),
        ("evidence", ""),
        ("evidence", "x" * 301),
        ("networks", ""),
        ("networks", "999999"),
        ("networks", "x"),
        ("address_as", "x" * 81),
        ("rank_title", "x" * 61),
        ("name_native", EMOJI),
        ("name_native", RTL),
    ],
)
def test_every_field_says_what_is_wrong(inviting: Callable[..., Any], field: str, value: str) -> None:
    answer = inviting(**{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_another_network_is_not_offered(cast: Cast, inviting: Callable[..., Any]) -> None:
    assert inviting(networks=[cast.programme.pk]).status_code == 422


def test_words_may_hold_markup_that_stays_words(
    cast: Cast, inviting: Callable[..., Any], enter: Enter
) -> None:
    inviting(title_en="<script>alert(1)</script>", evidence="5 < 6 & so on")
    page = enter(cast.focal_point).get(reverse("invitations")).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "zone", ["", "Bangkok", "Asia/Nowhere", "../etc/passwd", "/etc/localtime", "x" * 50, "Asia/Bangkok\x00"]
)
def test_what_is_no_time_zone(cast: Cast, enter: Enter, zone: str) -> None:
    typed = {
        "language": "en",
        "time_zone": zone,
        "mail_phrase": "kept words",
        "revision": "0",
        "name_native": "",
        "address_as": "",
    }
    answer = enter(cast.officer).post(reverse("profile"), typed)
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert "time_zone" in answer.context["form"].errors


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40])
def test_a_strange_revision_is_refused(cast: Cast, enter: Enter, revision: str) -> None:
    typed = {
        "language": "en",
        "time_zone": "UTC",
        "mail_phrase": "",
        "revision": revision,
        "name_native": "",
        "address_as": "",
    }
    assert enter(cast.officer).post(reverse("profile"), typed).status_code == 422


BAD = [
    "",
    " ",
    "x",
    "x" * 5000,
    EMOJI,
    RTL,
    NUL,
    MARKUP,
    "\ud7ff",
    "' OR 1=1 --",
    "%s%n",
    "０００００",
    "⁰¹²³⁴⁵",
]


@pytest.mark.parametrize("value", BAD)
def test_the_sign_in_takes_anything_calmly(cast: Cast, client: Client, value: str) -> None:
    for typed in ({"login": value, "password": value}, {"login": cast.officer.email, "password": value}, {}):
        answer = client.post(reverse("account_login"), typed)
        assert answer.status_code == 200
        assert not answer.wsgi_request.user.is_authenticated
    give_app(cast.officer)
    password_step(client, cast.officer)
    answer = client.post(reverse("mfa_authenticate"), {"code": value})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]


@pytest.mark.parametrize(
    "next_page", ["https://evil.invalid/", "//evil.invalid", "javascript:alert(1)", "\\\\evil", "http:///x"]
)
def test_nobody_is_sent_elsewhere(cast: Cast, client: Client, next_page: str) -> None:
    from waypost.people.tests.factors import code

    secret = give_app(cast.officer)
    password_step(client, cast.officer, next=next_page)
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret), "next": next_page}).url == "/"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), native=st.text(max_size=40), evidence=st.text(max_size=60))
def test_what_passes_is_what_it_says(db: None, name: str, native: str, evidence: str) -> None:
    """Whatever is typed: accepted text has no control or direction signs, and a name has letters."""
    form = InviteForm(
        {**FORM, "name_latin": name, "name_native": native, "evidence": evidence},
        roles=["officer"],
        networks=Network.objects.all(),
    )
    form.is_valid()
    for field in ("name_latin", "name_native", "evidence"):
        kept = form.cleaned_data.get(field, "")
        assert not set(kept) & set("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert not set(form.cleaned_data.get("name_latin", "")) & set('<>&"0123456789')
    assert not form.cleaned_data.get("name_latin", "A").isspace()


@given(native=st.text(max_size=200))
def test_a_form_never_breaks(native: str) -> None:
    form = NewcomerForm({"name_native": native, "address_as": native})
    assert form.is_valid() or form.errors
