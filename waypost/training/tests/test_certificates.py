"""Certificates: who gets one, what stands on it for ever, and what its code says to whoever has the paper."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.core.discreet import hide
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.people.models import Person
from waypost.training.actions import certificates, enrolment, nomination
from waypost.training.actions.certificates import Names, Taught
from waypost.training.actions.programmes import Unit
from waypost.training.lists.certificates import certificate_seen, holds_until, own_certificates
from waypost.training.models import (
    Certificate,
    Facilitation,
    Intake,
    Nominee,
    Teaching,
    Validity,
    as_code,
    initials,
    new_code,
)
from waypost.training.models.certificates import SIGNS
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, named, offered

Enter = Callable[[Person], Client]
WHY = "A name was wrong."


def rolled(cast: Cast, mark: Mark = Mark.GREEN) -> Intake:
    """A cohort of the police: one officer of the immigration is enrolled, another approved and without an account."""
    intake = offered(cast, Unit(cast.immigration, 3), mark=mark, by=cast.focal_point)
    rows = named(cast, intake, ENROLLED, NEWCOMER)
    enrolment.approve(by=cast.deputy, intake=intake, nominees=rows)
    return intake


def nominee(intake: Intake, email: str = ENROLLED) -> Nominee:
    return Nominee.unfiltered.get(intake=intake.pk, email=email)


def certified(cast: Cast, hands: Hands, mark: Mark = Mark.GREEN, **more: Any) -> Certificate:
    intake = rolled(cast, mark)
    hands.forward(days=14)
    taught = Taught(cast.trainer, minutes_online=45, minutes_practical=180, **more)
    [made] = certificates.certify(by=cast.deputy, intake=intake, nominees=[nominee(intake)], taught=taught)
    return made


def said(code: str) -> str:
    cache.clear()
    answer = Client().get(reverse("verify_code", args=[code]))
    assert answer.status_code == 200
    [first, _thai] = re.findall(r"<section lang=.*?</section>", answer.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", "", first).split())


class TestCodes:
    @given(st.integers(0, 11), st.sampled_from(SIGNS))
    def test_one_altered_sign_is_noticed(self, place: int, sign: str) -> None:
        code = new_code()
        altered = code[:place] + sign + code[place + 1 :]
        assert as_code(altered) == (code if altered == code else "")

    @given(st.integers(0, 11), st.integers(0, 11))
    def test_two_signs_that_changed_places_are_noticed(self, one: int, other: int) -> None:
        signs = list(code := new_code())
        signs[one], signs[other] = signs[other], signs[one]
        assert as_code("".join(signs)) == (code if "".join(signs) == code else "")

    def test_it_is_read_as_it_is_copied(self) -> None:
        code = new_code()
        grouped = f" {code[:4]}-{code[4:8]} {code[8:]}".upper()
        assert as_code(grouped) == code
        assert [as_code(each) for each in ("", code[:-1], code + "2", "0" * 12, "ก" * 12)] == [""] * 5

    @pytest.mark.parametrize(
        ("name", "first"),
        [("Anong Sirikhetchai", "A. S."), ("Wipa Kaewmanee (demo)", "W. K."), ("Sulastri", "S.")],
    )
    def test_initials(self, name: str, first: str) -> None:
        assert initials(name) == first

    def test_two_years_end_on_a_day_that_exists(self) -> None:
        assert holds_until(date(2020, 8, 28)) == date(2022, 8, 28)
        assert holds_until(date(2020, 2, 29)) == date(2022, 2, 28)


@pytest.mark.django_db
class TestIssuing:
    def test_only_who_may_be_certified_or_nobody_with_the_reason(self, cast: Cast, hands: Hands) -> None:
        intake = rolled(cast)
        both = list(Nominee.unfiltered.filter(intake=intake.pk))
        taught = Taught(cast.trainer, minutes_practical=60)
        with pytest.raises(Refused, match="has not begun"):
            certificates.certify(by=cast.deputy, intake=intake, nominees=[nominee(intake)], taught=taught)
        hands.forward(days=14)
        with pytest.raises(Refused, match="Malee: Only who is enrolled"):
            certificates.certify(by=cast.deputy, intake=intake, nominees=both, taught=taught)
        assert not Certificate.unfiltered.exists()
        certificates.certify(by=cast.deputy, intake=intake, nominees=[nominee(intake)], taught=taught)
        with pytest.raises(Refused, match="certificate already"):
            certificates.certify(by=cast.deputy, intake=intake, nominees=[nominee(intake)], taught=taught)

    def test_by_the_command_alone(self, cast: Cast, hands: Hands) -> None:
        intake = rolled(cast)
        hands.forward(days=14)
        for person in (cast.trainer, cast.officer, cast.immigration_focal_point, cast.immigration_officer):
            with pytest.raises(Denied):
                certificates.certify(
                    by=person,
                    intake=intake,
                    nominees=[nominee(intake)],
                    taught=Taught(cast.trainer, minutes_online=9),
                )

    def test_somebody_taught_it_who_is_a_trainer_there(self, cast: Cast, hands: Hands) -> None:
        intake = rolled(cast)
        hands.forward(days=14)
        for taught in (
            Taught(cast.officer, minutes_online=9),
            Taught(cast.trainer, [cast.trainer], minutes_online=9),
            Taught(cast.trainer),
            Taught(cast.trainer, minutes_online=9, valid_until=date(2020, 9, 1)),
        ):
            with pytest.raises(Refused):
                certificates.certify(by=cast.deputy, intake=intake, nominees=[nominee(intake)], taught=taught)

    def test_what_is_called_otherwise_later_stays_as_it_was(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands)
        Person.objects.filter(pk=cast.trainer.pk).update(name_latin="Another Name")
        found = certificate_seen(cast.immigration_officer, made.public_id)
        assert found is not None
        assert found.certificate.serial == "MB-1-C0001"
        assert found.certificate.title_th == "เรือและชายแดน"
        assert found.teachers[0].name_latin == cast.trainer.name_latin
        assert Teaching.unfiltered.get().role == Facilitation.Role.LEAD

    def test_its_holder_sees_it_for_ever_and_no_other_learner(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands, Mark.AMBER)
        intake = Intake.unfiltered.get()
        nomination.withdraw(
            by=cast.deputy, intake=intake, nominee=nominee(intake), because="Moved to another post."
        )
        assert [each.certificate.pk for each in own_certificates(cast.immigration_officer)] == [made.pk]
        for person in (cast.officer, cast.coast_officer, cast.coast_focal_point, cast.outsider):
            assert certificate_seen(person, made.public_id) is None


@pytest.mark.django_db
class TestAfterwards:
    def test_revoked_for_a_reason_and_once(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands)
        for person in (cast.trainer, cast.immigration_officer, cast.immigration_focal_point):
            with pytest.raises(Denied):
                certificates.revoke(by=person, certificate=made, because=WHY)
        certificates.revoke(by=cast.deputy, certificate=made, because=WHY)
        found = certificate_seen(cast.immigration_officer, made.public_id)
        assert found is not None
        assert found.revocation is not None
        assert (found.validity, found.revocation.because) == (Validity.REVOKED, WHY)
        with pytest.raises(Refused, match="already"):
            certificates.revoke(by=cast.deputy, certificate=made, because=WHY)

    def test_nobody_settles_their_own(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands)
        with outside_actions(because="the command cannot be nominated by itself"):
            Nominee.unfiltered.update(person=cast.deputy)
        with pytest.raises(Denied):
            certificates.revoke(by=cast.deputy, certificate=made, because=WHY)

    def test_issued_anew_the_old_number_says_so(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands)
        names = Names("Corrected Name", "ชื่อ ใหม่", "Pol. Lt.", "ร.ต.ท.")
        anew = certificates.reissue(by=cast.deputy, certificate=made, names=names, because=WHY)
        assert (anew.number, anew.title_en, anew.minutes_practical) == (2, made.title_en, 180)
        assert anew.code != made.code
        assert said(made.code).startswith("Superseded")
        assert said(anew.code).startswith("Valid C. N.")
        with pytest.raises(Refused, match="newer"):
            certificates.reissue(by=cast.deputy, certificate=made, names=names, because=WHY)


@pytest.mark.django_db
class TestTheOpenPage:
    def test_initials_title_and_state_and_no_more(self, cast: Cast, hands: Hands) -> None:
        made = certified(cast, hands, valid_until=date(2020, 9, 20))
        holds = "The certificate holds as of 15 September 2020, and until 20 September 2020."
        assert said(made.code) == f"Valid {initials(made.name_latin)} Boats and borders {holds}"
        body = Client().get(reverse("verify_code", args=[made.code])).content.decode()
        for word in (
            made.name_latin,
            made.serial,
            made.code,
            made.issuer_en,
            cast.trainer.name_latin,
            made.cohort_en,
        ):
            assert word not in body
        hands.forward(days=6)
        assert said(made.code).startswith("Expired")
        certificates.revoke(by=cast.deputy, certificate=made, because=WHY)
        assert said(made.code).startswith("Revoked")
        assert WHY not in said(made.code)

    def test_mistyped_is_said_without_asking_and_unknown_as_what_may_not_be_known(
        self, cast: Cast, hands: Hands
    ) -> None:
        amber = certified(cast, hands, Mark.AMBER)
        assert said(amber.code[:-1] + next(each for each in SIGNS if each != amber.code[-1])).startswith(
            "Mistyped"
        )
        pages, asked = set(), set()
        for code in (amber.code, new_code()):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                pages.add(Client().get(reverse("verify_code", args=[code])).content)
            asked.add(len([each for each in queries if "training_certificate" in (each["sql"] or "")]))
        assert (len(pages), asked) == (1, {1})

    def test_a_reader_and_a_stranger_read_the_same(self, cast: Cast, hands: Hands, enter: Enter) -> None:
        path = reverse("verify_code", args=[certified(cast, hands).code])
        clients = [
            Client(),
            *(enter(each) for each in (cast.immigration_officer, cast.deputy, cast.outsider)),
        ]
        assert len({each.get(path).content for each in clients}) == 1

    def test_whoever_tries_codes_is_stopped_and_no_log_keeps_them(self) -> None:
        cache.clear()
        code = new_code()
        answers = [Client().get(reverse("verify_code", args=[code])).status_code for _n in range(61)]
        assert set(answers[:60]) == {200}
        assert answers[60] == 429
        assert code not in hide(f"GET /verify/{code}/ 200")


@pytest.mark.django_db
def test_pages(cast: Cast, hands: Hands, enter: Enter) -> None:
    """The command certifies who is ticked, corrects, revokes; the holder reads and takes the paper in two languages."""
    intake = rolled(cast)
    hands.forward(days=14)
    command, page = enter(cast.deputy), f"/training/cohorts/{intake.public_id}/certify/"
    assert enter(cast.trainer).get(page).status_code == 403
    text = command.get(page).content.decode()
    assert "Only who is enrolled is certified." in text
    typed = {"nominee": nominee(intake).public_id, "lead": cast.trainer.public_id, "minutes_practical": "180"}
    assert command.post(page, {**typed, "minutes_practical": "many"}).status_code == 422
    assert command.post(page, typed).status_code == 302
    made = Certificate.unfiltered.get()
    learner, own = enter(cast.immigration_officer), f"/training/certificates/{made.public_id}/"
    assert made.serial in learner.get("/training/mine/").content.decode()
    assert made.groups in learner.get(own).content.decode()
    for language in ("en", "th"):
        paper = learner.get(f"{own}paper/?language={language}")
        assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert learner.post(own, {"do": "revoke", "revoked_because": WHY}).status_code == 403
    assert command.post(own, {"do": "revoke", "revoked_because": ""}).status_code == 422
    names = {"name_latin": "Corrected Name", "name_native": "", "rank_title": "", "rank_native": ""}
    answer = command.post(own, {"do": "reissue", **names, "because": WHY})
    assert answer.status_code == 302
    assert "Superseded" in learner.get(own).content.decode()
    assert command.post(answer["Location"], {"do": "revoke", "revoked_because": WHY}).status_code == 302
    assert WHY in learner.get(answer["Location"]).content.decode()
    assert learner.get(f"{answer['Location']}paper/").status_code == 409


@pytest.mark.django_db
def test_the_code_is_typed_on_an_open_page(cast: Cast, hands: Hands) -> None:
    made = certified(cast, hands)
    cache.clear()
    answer = Client().post("/verify/", {"code": f" {made.groups.upper()} "})
    assert answer["Location"] == f"/verify/{made.code}/"
    assert Client().post("/verify/", {"code": "!?"})["Location"] == "/verify/-/"
    assert Client().post("/verify/", {"code": ""}).status_code == 422
