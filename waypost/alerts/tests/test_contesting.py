"""The issuing state contests an alert: who may, who reads what, and what follows when no answer comes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions.contesting import answer_contest, contest, watch_contests
from waypost.alerts.models import Alert, Contest
from waypost.alerts.tests.alerting import alerted, next_version
from waypost.alerts.tests.contested import of_the_coast
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face.tests.reading import Page
from waypost.notices.models import Notice
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.tests.sharing import fresh, hear_no_more, tell_all

As = Callable[[Person], Client]
PART = {"without_issuer": "Only one person may know."}
REASON = "The thinner laminate is ours since May."


def said(cast: Cast, alert: Alert) -> Contest:
    return contest(by=cast.coast_focal_point, publication=alert, reason=REASON)


def answered(cast: Cast, alert: Alert, to: Contest, **given: Any) -> Contest:
    return answer_contest(
        by=cast.deputy,
        publication=fresh(alert),
        contest=to.public_id,
        **{"outcome": "upheld", "answer": "We looked again.", **given},
    )


def told(kind: str) -> set[str]:
    found = Notice.objects.filter(kind=f"alerts.{kind}").values_list("person__email", flat=True)
    return {email.partition("@")[0].replace("-", "_") for email in found}


def words(client: Client, alert: Alert, page: str = "") -> str:
    return Page(client.get(f"/items/{alert.public_id}/{page}").content.decode()).words


class TestWhoMay:
    def test_the_focal_points_of_the_issuing_state(self, cast: Cast) -> None:
        made = said(cast, of_the_coast(cast))
        assert (made.organisation, made.outcome) == (cast.coast, "open")
        assert made.due_at == clock.now() + timedelta(days=7)

    def test_nobody_else(self, cast: Cast) -> None:
        alert = of_the_coast(cast)
        for by in (cast.coast_officer, cast.lone_focal_point, cast.deputy, cast.secretariat, cast.outsider):
            with pytest.raises(Denied):
                contest(by=by, publication=alert, reason=REASON)

    def test_nobody_who_does_not_see_it(self, cast: Cast) -> None:
        part = {"without_issuer": "An official may be involved."}
        with pytest.raises(Denied):
            said(cast, of_the_coast(cast, Mark.AMBER, to=[cast.lone], part=part))

    def test_nobody_where_the_issuer_is_nobodys(self, cast: Cast) -> None:
        of_the_coast(cast)
        with pytest.raises(Denied):
            said(cast, alerted(cast, part={"issuer": "", "issuer_printed": "World"}))

    def test_nobody_under_red_nor_of_what_is_withdrawn(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            said(cast, of_the_coast(cast, Mark.RED, to=[cast.coast_focal_point], part=PART))
        alert = of_the_coast(cast)
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        with pytest.raises(Denied):
            said(cast, alert)

    def test_once_at_a_time(self, cast: Cast) -> None:
        alert = of_the_coast(cast)
        first = said(cast, alert)
        with pytest.raises(Refused, match="already"):
            said(cast, alert)
        answered(cast, alert, first)
        assert said(cast, alert)


class TestWhoReads:
    def test_every_reader_that_it_is_contested_and_nothing_more(self, cast: Cast, enter: As) -> None:
        alert = of_the_coast(cast)
        made = said(cast, alert)
        reader = enter(cast.lone_officer)
        read = words(reader, alert)
        assert "The issuing state contests this alert" in read
        assert "Coast guard" not in read
        assert REASON not in read
        assert reader.get(f"/items/{alert.public_id}/contest/").status_code == 403

        answered(cast, alert, made)
        assert "contests this alert" not in words(reader, alert)

    def test_both_sides_what_was_said_and_answered(self, cast: Cast, enter: As) -> None:
        alert = of_the_coast(cast)
        answered(cast, alert, said(cast, alert))
        for by in (cast.deputy, cast.officer, cast.coast_focal_point, cast.coast_officer):
            read = words(enter(by), alert, "contest/")
            assert REASON in read
            assert "We looked again." in read
        assert not Contest.visible_to(cast.lone_focal_point).exists()
        assert not Contest.visible_to(cast.secretariat).exists()

    def test_nobody_who_does_not_see_the_alert(self, cast: Cast, enter: As) -> None:
        alert = of_the_coast(cast, Mark.AMBER, to=[cast.coast.member])
        said(cast, alert)
        assert enter(cast.lone_officer).get(f"/items/{alert.public_id}/contest/").status_code == 404


class TestTheAnswer:
    def test_is_the_originators(self, cast: Cast) -> None:
        alert = of_the_coast(cast)
        made = said(cast, alert)
        for by in (cast.coast_focal_point, cast.colleague, cast.secretariat):
            with pytest.raises(Denied):
                answer_contest(
                    by=by, publication=alert, contest=made.public_id, outcome="upheld", answer="No."
                )
        held = answered(cast, alert, made)
        assert (held.outcome, held.answered_by, held.answered_at) == ("upheld", cast.deputy, clock.now())
        with pytest.raises(Refused, match="before you"):
            answered(cast, alert, made)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"outcome": "open"}, "becomes of the alert"),
            ({"outcome": "corrected"}, "No new version"),
            ({"outcome": "withdrawn"}, "not withdrawn"),
            ({"answer": " "}, "in a sentence"),
            ({"answer": "passport no. AA1234567"}, "personal data"),
        ],
    )
    def test_says_what_is_so(self, cast: Cast, given: dict[str, Any], sentence: str) -> None:
        alert = of_the_coast(cast)
        with pytest.raises(Refused, match=sentence):
            answered(cast, alert, said(cast, alert), **given)

    def test_corrected_once_a_new_version_is_out(self, cast: Cast, hands: Any) -> None:
        alert = of_the_coast(cast)
        made = said(cast, alert)
        hands.forward(hours=1)
        next_version(cast, alert, model="2018")
        assert answered(cast, alert, made, outcome="corrected").outcome == "corrected"

    def test_withdrawn_once_it_is(self, cast: Cast) -> None:
        alert = of_the_coast(cast)
        made = said(cast, alert)
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        with pytest.raises(Refused, match="no longer stands"):
            answered(cast, alert, made)
        assert answered(cast, alert, made, outcome="withdrawn").outcome == "withdrawn"


class TestWhoIsTold:
    def test_of_each_step(self, cast: Cast, hands: Any) -> None:
        alert = of_the_coast(cast)
        hear_no_more()
        made = said(cast, alert)
        tell_all()
        ours = {"officer", "focal_point", "deputy"}
        assert told("contested") == ours

        hands.forward(days=4)
        assert watch_contests() == 0
        hands.forward(days=1, minutes=1)
        assert [watch_contests(), watch_contests()] == [1, 0]
        hands.forward(days=2)
        assert [watch_contests(), watch_contests()] == [1, 0]
        tell_all()
        assert told("contest_reminded") == ours
        assert told("contest_overdue") == {*ours, "secretariat", "second_secretariat"}

        answered(cast, alert, made)
        tell_all()
        assert told("contest_answered") == {"coast_focal_point"}

    def test_the_secretariat_only_of_what_it_sees(self, cast: Cast, hands: Any) -> None:
        said(cast, of_the_coast(cast, Mark.AMBER, to=[cast.coast.member]))
        hands.forward(days=8)
        watch_contests()
        tell_all()
        assert told("contest_overdue") == {"officer", "focal_point", "deputy"}

    def test_nobody_of_what_was_withdrawn(self, cast: Cast, hands: Any) -> None:
        alert = of_the_coast(cast)
        said(cast, alert)
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        hands.forward(days=8)
        assert watch_contests() == 0


def test_the_page(cast: Cast, enter: As) -> None:
    alert = of_the_coast(cast)
    issuer, originator = enter(cast.coast_focal_point), enter(cast.deputy)
    item, address = f"/items/{alert.public_id}/", f"/items/{alert.public_id}/contest/"
    assert address in issuer.get(item).content.decode()
    assert address not in originator.get(item).content.decode()

    answer = issuer.post(address, {"reason": "passport no. AA1234567"})
    assert answer.status_code == 422
    assert "passport no. AA1234567" in answer.content.decode()
    assert issuer.post(address, {"reason": REASON}).status_code == 302
    assert address in originator.get(item).content.decode()

    made = Contest.unfiltered.get()
    typed = {"contest": made.public_id, "outcome": "corrected", "answer": "We mend it."}
    answer = originator.post(address, typed)
    assert answer.status_code == 422
    assert "We mend it." in answer.content.decode()
    assert originator.post(address, {**typed, "outcome": "upheld"}).status_code == 302
    late = originator.post(address, {**typed, "outcome": "upheld", "answer": "Mine."})
    assert late.status_code == 422
    assert "Mine." in late.content.decode()
