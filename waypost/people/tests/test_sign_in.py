"""Signing in: two steps, nothing in between, nothing said to strangers."""

import re
import runpy
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.core import ids
from waypost.core.models import AuditRow
from waypost.people.models import Person, RememberedDevice
from waypost.people.signin import app_codes, devices, recovery, sealing, standing
from waypost.people.tests.factors import (
    app_of,
    code,
    give_app,
    give_codes,
    is_in,
    password_step,
    sign_in_with,
)


@pytest.fixture
def secret(cast: Cast) -> str:
    return give_app(cast.officer)


def test_password_and_code_lead_to_the_page_asked_for(cast: Cast, client: Client, secret: str) -> None:
    asked = reverse("people")
    sent_to = client.get(asked)
    assert sent_to.url == f"{reverse('account_login')}?next={asked}"
    first = password_step(client, cast.officer, next=asked)
    assert first.url == reverse("mfa_authenticate")
    assert not is_in(client, cast.officer)
    second = client.post(first.url, {"code": code(secret)})
    assert second.url == asked
    assert is_in(client, cast.officer)


def test_the_password_alone_opens_nothing(cast: Cast, client: Client, secret: str) -> None:
    password_step(client, cast.officer)
    assert client.get(reverse("people")).status_code == 302
    assert client.get(reverse("profile")).status_code == 302


def test_nobody_without_a_factor_comes_in(cast: Cast, client: Client) -> None:
    assert password_step(client, cast.officer).url == reverse("lost_factor")
    assert not is_in(client, cast.officer)


def test_a_session_without_the_second_factor_is_nobodys(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    assert not is_in(client, cast.officer)


def test_the_session_key_changes_at_sign_in(cast: Cast, client: Client, secret: str) -> None:
    password_step(client, cast.officer)
    before = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert client.session.session_key != before


@pytest.mark.parametrize("typed", ["%s %s", "%s-%s", " %s%s "])
def test_a_code_may_hold_spaces_and_dashes(cast: Cast, client: Client, secret: str, typed: str) -> None:
    password_step(client, cast.officer)
    now = code(secret)
    client.post(reverse("mfa_authenticate"), {"code": typed % (now[:3], now[3:])})
    assert is_in(client, cast.officer)


def test_a_code_may_be_typed_in_thai_digits(cast: Cast, client: Client, secret: str) -> None:
    password_step(client, cast.officer)
    thai = code(secret).translate({ord("0") + n: ord("๐") + n for n in range(10)})
    client.post(reverse("mfa_authenticate"), {"code": thai})
    assert is_in(client, cast.officer)


def test_a_code_works_once_though_the_cache_forgets(cast: Cast, secret: str) -> None:
    used = code(secret)
    assert app_codes.use(app_of(cast.officer), used)
    cache.clear()
    assert not app_codes.use(app_of(cast.officer), used)


def test_a_code_older_than_the_last_used_one_is_refused(cast: Cast, secret: str) -> None:
    assert app_codes.use(app_of(cast.officer), code(secret, 1))
    assert not app_codes.use(app_of(cast.officer), code(secret, 0))
    assert not app_codes.use(app_of(cast.officer), code(secret, -1))


def test_the_tolerance_is_one_step(cast: Cast, secret: str) -> None:
    assert not app_codes.use(app_of(cast.officer), code(secret, -3))
    assert not app_codes.use(app_of(cast.officer), code(secret, 3))
    assert app_codes.use(app_of(cast.officer), code(secret, -1))


def test_the_hands_of_the_portal_move_no_code(cast: Cast, secret: str, hands) -> None:
    """Codes go by the machine's clock: nobody's act in the portal makes an old one good or the next one known."""
    hands.forward(days=400)
    assert app_codes.use(app_of(cast.officer), code(secret))


def test_secrets_are_long_and_never_twice(cast: Cast) -> None:
    """Bits of what may not be guessed: ids 128, secrets of links 256, recovery codes 50, secrets of apps 160."""
    made = [(ids.random_id(), ids.secret(), app_codes.new_secret()) for _ in range(50)]
    for column, bits in zip(zip(*made, strict=True), (128, 256, 160), strict=True):
        assert len(set(column)) == 50
        assert all(len(each) * (5 if bits == 160 else 6) >= bits for each in column)
    codes = give_codes(cast.officer)
    assert len({each[2:] for each in codes}) == recovery.COUNT
    assert all(len(each.replace("-", "")[1:]) == 10 for each in codes)


def test_the_secret_is_sealed_at_rest(cast: Cast, secret: str) -> None:
    kept = app_of(cast.officer).data["secret"]
    assert secret not in kept
    assert sealing.unseal(kept) == secret
    turned = kept[:-4] + ("A" if kept[-4] != "A" else "B") + kept[-3:]
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(turned)
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(secret)


def test_a_recovery_code_works_once_and_asks_for_a_new_factor(
    cast: Cast, client: Client, secret: str
) -> None:
    codes = give_codes(cast.officer)
    password_step(client, cast.officer)
    answer = client.post(reverse("mfa_authenticate"), {"code": f" {codes[2].lower()} "})
    assert answer.url == reverse("factors")
    assert is_in(client, cast.officer)
    assert recovery.left(cast.officer) == recovery.COUNT - 1
    assert not recovery.use(cast.officer, codes[2])
    assert recovery.use(cast.officer, codes[3])


def test_nobody_waits_while_a_recovery_code_is_tried(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its slow hash is tried outside any transaction, as all are made and tried outside actions (tests.slow_hashes)."""
    codes, outside, inside = give_codes(cast.officer), len(connection.atomic_blocks), []
    tried = hashers.Argon2PasswordHasher.verify

    def verify(*given: Any) -> bool:
        inside.append(len(connection.atomic_blocks) - outside)
        return tried(*given)

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "verify", verify)
    assert recovery.use(cast.officer, codes[0])
    assert inside == [0]


def test_recovery_codes_cannot_be_read_back(cast: Cast) -> None:
    codes = give_codes(cast.officer)
    kept = " ".join(cast.officer.recovery_codes.values_list("secret_hash", flat=True))
    assert kept.count("argon2$") == recovery.COUNT
    assert not any(part in kept for each in codes for part in each.split("-")[1:])


def test_new_codes_replace_the_old(cast: Cast) -> None:
    old = give_codes(cast.officer)
    give_codes(cast.officer)
    assert not any(recovery.use(cast.officer, each) for each in old)


def test_anothers_recovery_code_is_refused(cast: Cast) -> None:
    codes = give_codes(cast.colleague)
    give_codes(cast.officer)
    assert not recovery.use(cast.officer, codes[0])


@pytest.mark.parametrize("typed", ["", "0", "1-", "ก-กกกกก-กกกกก", "²-ABCDE-FGHJK", "9" * 11, "\x00" * 11])
def test_what_is_no_recovery_code_is_refused(cast: Cast, typed: str) -> None:
    give_codes(cast.officer)
    assert not recovery.use(cast.officer, typed)


def test_a_stranger_learns_nothing_from_a_wrong_password(cast: Cast, client: Client, secret: str) -> None:
    """Known, unknown, suspended, not enrolled: the same page, the address typed aside."""

    def page(address: str) -> str:
        cache.clear()
        answer = Client().post(reverse("account_login"), {"login": address, "password": "wrong-password-1"})
        text = answer.content.decode().replace(address, "ADDRESS")
        return "\n".join(line for line in text.splitlines() if "csrf" not in line)

    known = page(cast.officer.email)
    assert "wrong" in known
    assert {page(a) for a in ("nobody@cast.invalid", cast.suspended.email, cast.invited.email)} == {known}


def test_an_unknown_address_costs_as_much_hashing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    from django.contrib.auth.hashers import Argon2PasswordHasher

    true_encode, true_verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda *a, **k: hashed.append("hash") or true_encode(*a, **k)
    )
    monkeypatch.setattr(
        Argon2PasswordHasher, "verify", lambda *a, **k: hashed.append("hash") or true_verify(*a, **k)
    )
    cast.invited.set_unusable_password()
    cast.invited.save()
    hashed.clear()
    for address in (cast.officer.email, "nobody@cast.invalid", cast.invited.email):
        Client().post(reverse("account_login"), {"login": address, "password": "wrong-password-1"})
    assert len(hashed) == 3


def test_a_suspended_person_is_told_only_after_the_right_password(cast: Cast, client: Client) -> None:
    give_app(cast.suspended)
    answer = password_step(client, cast.suspended)
    assert answer.url == reverse("access_ended")
    assert client.get(answer.url).status_code == 403


def test_wrong_passwords_are_limited_by_address(cast: Cast, client: Client, secret: str) -> None:
    for _ in range(5):
        assert "too many" not in password_step(client, cast.officer, "wrong-password-1").content.decode()
    assert "too many" in password_step(client, cast.officer).content.decode()
    assert not is_in(client, cast.officer)


def test_wrong_codes_are_limited_by_person(cast: Cast, secret: str) -> None:
    for _ in range(5):
        browser = Client()
        password_step(browser, cast.officer)
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    browser = Client()
    answer = sign_in_with(browser, cast.officer, secret)
    assert "too many" in answer.content.decode()
    assert not is_in(browser, cast.officer)


def test_sign_ins_and_failures_leave_audit_rows(cast: Cast, client: Client, secret: str) -> None:
    rows = AuditRow.objects.filter(
        thing=f"person:{cast.officer.public_id}", action__in=["people.signed_in", "people.signed_out"]
    )
    password_step(client, cast.officer, "wrong-password-1")
    password_step(client, cast.officer)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("account_logout"))
    found = list(rows.order_by("id").values_list("action", "outcome"))
    assert found == [
        ("people.signed_in", "denied"),
        ("people.signed_in", "denied"),
        ("people.signed_in", "done"),
        ("people.signed_out", "done"),
    ]


# How long it lasts.


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> "type[Later]":
    Later.patch = monkeypatch
    return Later


class Later:
    """Let wall time pass for sessions."""

    patch: pytest.MonkeyPatch
    true = staticmethod(time.time)

    @classmethod
    def by(cls, seconds: float) -> None:
        cls.patch.setattr(standing.time, "time", lambda: cls.true() + seconds)


def test_thirty_idle_minutes_end_a_session(cast: Cast, enter, later: type[Later]) -> None:
    browser = enter(cast.officer)
    later.by(29 * 60)
    assert is_in(browser, cast.officer)
    later.by(58 * 60)
    assert is_in(browser, cast.officer)
    later.by(89 * 60)
    assert browser.get(reverse("profile")).status_code == 302
    assert "30 minutes" in browser.get(reverse("account_login")).content.decode()
    later.by(0)
    assert not is_in(browser, cast.officer)


def test_twelve_hours_end_a_session_in_use(cast: Cast, enter, later: type[Later]) -> None:
    browser = enter(cast.officer)
    for minutes in range(20, 12 * 60, 20):
        later.by(minutes * 60)
        assert is_in(browser, cast.officer)
    later.by(12 * 3600 + 1)
    assert not is_in(browser, cast.officer)


def test_what_a_signed_in_person_reads_is_not_kept(cast: Cast, enter) -> None:
    assert "no-store" in enter(cast.officer).get(reverse("profile")).headers["Cache-Control"]


def test_a_request_costs_two_queries_before_the_page(cast: Cast, enter, django_assert_num_queries) -> None:
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path

    def page(request):
        return HttpResponse(f"{request.person.organisation.member.key} {request.person.role}")

    urls = type("urls", (), {"urlpatterns": [path("", page)]})
    browser = enter(cast.officer)
    with override_settings(ROOT_URLCONF=urls), django_assert_num_queries(2):
        assert browser.get("/").content == b"th officer"


# Step-up.


def test_a_sensitive_act_asks_again_after_five_minutes(cast: Cast, enter, later: type[Later]) -> None:
    secret = give_app(cast.officer)
    browser = enter(cast.officer)
    later.by(6 * 60)
    answer = browser.get(reverse("change_password"))
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fprofile%2Fpassword%2F"
    assert browser.post(answer.url, {"code": "000000", "next": reverse("change_password")}).status_code == 200
    key = browser.session.session_key
    back = browser.post(answer.url, {"code": code(secret), "next": reverse("change_password")})
    assert back.url == reverse("change_password")
    assert browser.session.session_key != key
    assert browser.get(back.url).status_code == 200
    listed = browser.get(reverse("sessions")).context["sessions"]
    assert [this_one for _session, _browser, this_one in listed] == [True]


def test_a_form_on_its_way_is_sent_after_the_step_up(cast: Cast, enter, later: type[Later]) -> None:
    secret = give_app(cast.officer)
    browser = enter(cast.officer)
    later.by(6 * 60)
    answer = browser.post(reverse("renew_codes"))
    browser.post(answer.url, {"code": code(secret), "next": reverse("renew_codes")})
    assert recovery.left(cast.officer) == recovery.COUNT


def test_neither_password_nor_recovery_code_steps_up(cast: Cast, enter, later: type[Later]) -> None:
    give_app(cast.officer)
    codes = give_codes(cast.officer)
    browser = enter(cast.officer)
    later.by(6 * 60)
    browser.post(reverse("mfa_reauthenticate"), {"code": codes[0], "password": "correct-horse-of-2020"})
    assert browser.get(reverse("change_password")).status_code == 302


# Remembered browsers.


def test_a_remembered_browser_is_asked_for_the_password_only(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret, remember="on")
    kept = client.cookies[devices.COOKIE]
    assert kept["httponly"]
    assert kept["samesite"] == "Strict"
    client.post(reverse("account_logout"))
    assert password_step(client, cast.officer).url == "/"
    assert is_in(client, cast.officer)
    assert client.get(reverse("change_password")).url.startswith(reverse("mfa_reauthenticate"))


def test_nobody_is_remembered_without_asking(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    assert devices.COOKIE not in client.cookies


def _remembered(person: Person, client: Client, secret: str) -> None:
    sign_in_with(client, person, secret, remember="on")
    client.post(reverse("account_logout"))


def test_a_device_is_remembered_for_its_own_person_only(cast: Cast, client: Client, secret: str) -> None:
    give_app(cast.colleague)
    _remembered(cast.officer, client, secret)
    assert password_step(client, cast.colleague).url == reverse("mfa_authenticate")


def test_a_device_is_forgotten_after_fourteen_days(cast: Cast, client: Client, secret: str) -> None:
    _remembered(cast.officer, client, secret)
    device = RememberedDevice.objects.get()
    device.since -= devices.REMEMBERED_FOR
    device.save()
    assert password_step(client, cast.officer).url == reverse("mfa_authenticate")


def test_a_new_factor_forgets_every_device(cast: Cast, client: Client, secret: str, enter) -> None:
    _remembered(cast.officer, client, secret)
    enter(cast.officer).post(reverse("renew_codes"))
    assert password_step(client, cast.officer).url == reverse("mfa_authenticate")


@pytest.mark.parametrize(
    "who", ["focal_point", "deputy", "mission_focal_point", "secretariat", "auditor", "outsider"]
)
def test_whoever_decides_over_others_is_never_remembered(cast: Cast, client: Client, who: str) -> None:
    person = getattr(cast, who)
    secret = give_app(person)
    password_step(client, person)
    page = client.get(reverse("mfa_authenticate"))
    assert 'name="remember"' not in page.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code(secret), "remember": "on"})
    assert devices.COOKIE not in client.cookies


# Mirrors and checks.


def test_the_flag_follows_the_factors(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.invited, type="webauthn", data={"name": "x", "credential": {}})
    cast.invited.refresh_from_db()
    assert cast.invited.second_factor
    Authenticator.objects.filter(user=cast.invited).delete()
    cast.invited.refresh_from_db()
    assert not cast.invited.second_factor


@pytest.mark.parametrize(
    "name", ["MFA_TRUST_ENABLED", "ACCOUNT_LOGIN_BY_CODE_ENABLED", "MFA_PASSKEY_SIGNUP_ENABLED"]
)
def test_a_weaker_sign_in_does_not_start(settings, name: str) -> None:
    from waypost.people.signin.checks import check_shared_cache, check_sign_in

    assert check_sign_in() == []
    setattr(settings, name, True)
    assert [error.id for error in check_sign_in()] == ["waypost.E020"]
    assert check_shared_cache() == []
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert [error.id for error in check_shared_cache()] == ["waypost.E021"]


def test_the_cookie_of_the_session_is_bound(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    kept = client.cookies[settings.SESSION_COOKIE_NAME]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"


def test_a_sessions_key_is_long_and_random(cast: Cast, enter) -> None:
    found = {enter(cast.officer).session.session_key for _ in range(20)}
    assert len(found) == 20
    assert all(re.fullmatch("[a-z0-9]{32}", key) for key in found)  # 165 bits


def test_a_kept_cookie_opens_nothing_after_signing_out(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(thief, cast.officer)
    client.post(reverse("account_logout"))
    assert not is_in(thief, cast.officer)


def test_no_cookie_is_large(cast: Cast, client: Client, secret: str) -> None:
    """All that the portal sets in one browser: session, form token, language, known and remembered browser."""
    client.get(reverse("account_login"))
    sign_in_with(client, cast.officer, secret, remember="on")
    assert len(client.cookies) == 5
    assert max(len(kept.OutputString()) for kept in client.cookies.values()) < 400


def test_passwords_are_hashed_as_slowly_as_today_asks() -> None:
    """The numbers of a process that runs no tests: these hash faster (conftest.py)."""
    found = runpy.run_path(hashers.__file__)["Argon2PasswordHasher"]
    assert (found.time_cost, found.memory_cost, found.parallelism) >= (2, 100 * 1024, 1)
    assert found().params().type.name == "ID"


@pytest.mark.parametrize(
    ("page", "kind"), [("account_login", "current-password"), ("change_password", "new-password")]
)
def test_a_password_field_hides_shows_and_takes_what_is_pasted(
    cast: Cast, client: Client, enter, page: str, kind: str
) -> None:
    browser = client if page == "account_login" else enter(cast.officer)
    field = re.search(r'<input type="password"[^>]*>', browser.get(reverse(page)).content.decode())
    assert field
    assert f'autocomplete="{kind}"' in field[0]
    assert "data-show=" in field[0]
    assert "maxlength" not in field[0]
    scripts = [path.read_text() for path in settings.BASE.glob("waypost/*/static/**/*.js")]
    assert any("input.type === 'password' ? 'text' : 'password'" in text for text in scripts)
    assert not any("paste" in text or "copy" in text for text in scripts)
