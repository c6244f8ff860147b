"""An alert is changed, replaced, reviewed, expires and is withdrawn: its readers learn of each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions.replacing import supersede
from waypost.alerts.models import Alert
from waypost.alerts.tests.alerting import alerted, next_version
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face.tests.reading import Page
from waypost.notices.models import Notice
from waypost.notices.sending import Outlet, deliver, waiting
from waypost.people.models import Person
from waypost.publications.actions import afterwards, answering
from waypost.publications.actions.expiring import watch_dates
from waypost.publications.models import Addressee, Publication
from waypost.publications.tests.sharing import WORDS, asked_of, fresh, hear_no_more, keys, tell_all, told

As = Callable[[Person], Client]


def words(client: Client, item: Publication) -> str:
    return Page(client.get(f"/items/{item.public_id}/").content.decode()).words


def held(alert: Alert) -> int | None:
    return Alert.unfiltered.values_list("superseded_by", flat=True).get(pk=alert.pk)


class TestReplacing:
    def test_leads_its_readers_to_the_newer_one(self, cast: Cast, enter: As) -> None:
        old, new = alerted(cast), alerted(cast)
        hear_no_more()
        supersede(by=cast.officer, publication=old, successor=new.public_id)
        tell_all()

        found = Notice.objects.filter(kind="alerts.superseded").values_list("person__email", flat=True)
        assert "coast-officer@cast.invalid" in found
        page = enter(cast.coast_officer).get(f"/items/{old.public_id}/").content.decode()
        assert "Replaced by a newer alert" in page
        assert f"/items/{new.public_id}/" in page
        assert "Replaced by a newer" not in words(enter(cast.coast_officer), new)

    def test_a_new_version_does_not_forget_it(self, cast: Cast) -> None:
        old, new = alerted(cast), alerted(cast)
        supersede(by=cast.officer, publication=old, successor=new.public_id)
        next_version(cast, old, model="2018", superseded_by_id=old.pk)
        assert held(old) == new.pk

    def test_leaves_nobody_behind(self, cast: Cast) -> None:
        old = alerted(cast, Mark.AMBER, to=[cast.coast, cast.lone])
        new = alerted(cast, Mark.AMBER, to=[cast.coast])
        with pytest.raises(Refused, match="Not everybody"):
            supersede(by=cast.officer, publication=old, successor=new.public_id)
        wider = alerted(cast, Mark.AMBER, to=[cast.coast, cast.lone, cast.customs])
        assert supersede(by=cast.officer, publication=old, successor=wider.public_id)

    def test_who_comes_to_see_the_old_one_alone_learns_nothing_of_the_new(
        self, cast: Cast, enter: As
    ) -> None:
        old, new = (alerted(cast, Mark.AMBER, to=[cast.coast]) for _each in range(2))
        supersede(by=cast.officer, publication=old, successor=new.public_id)
        afterwards.widen(by=cast.deputy, publication=fresh(old), to=keys(cast, [cast.customs]))
        page = enter(cast.customs_officer).get(f"/items/{old.public_id}/").content.decode()
        assert "Ask the originator for it" in page
        assert new.public_id not in page
        assert new.reference not in page

    def test_is_the_originators(self, cast: Cast) -> None:
        old, new = alerted(cast), alerted(cast)
        for by in (cast.coast_focal_point, cast.colleague, cast.secretariat):
            with pytest.raises(Denied):
                supersede(by=by, publication=old, successor=new.public_id)

    def test_by_itself_by_what_it_replaces_or_by_nothing_is_refused(self, cast: Cast) -> None:
        first, second, third = alerted(cast), alerted(cast), alerted(cast)
        supersede(by=cast.officer, publication=first, successor=second.public_id)
        supersede(by=cast.officer, publication=second, successor=third.public_id)
        for successor in (third.public_id, first.public_id, "x" * 22):
            with pytest.raises(Refused, match="another published alert"):
                supersede(by=cast.officer, publication=third, successor=successor)
        afterwards.withdraw(by=cast.officer, publication=fresh(first), because="It was genuine.")
        with pytest.raises(Refused, match="another published alert"):
            supersede(by=cast.officer, publication=third, successor=first.public_id)

    def test_can_be_taken_back(self, cast: Cast) -> None:
        old, new = alerted(cast), alerted(cast)
        supersede(by=cast.officer, publication=old, successor=new.public_id)
        supersede(by=cast.deputy, publication=fresh(old), successor="")
        assert held(old) is None

    def test_the_page(self, cast: Cast, enter: As) -> None:
        old, new = alerted(cast), alerted(cast)
        browser, address = enter(cast.deputy), f"/items/{old.public_id}/replaced/"
        assert address in browser.get(f"/items/{old.public_id}/").content.decode()
        assert new.reference in browser.get(address).content.decode()
        assert browser.post(address, {"revision": 0, "successor": new.public_id}).status_code == 422
        typed = {"revision": fresh(old).revision, "successor": new.public_id}
        assert browser.post(address, typed).status_code == 302
        assert held(old) == new.pk
        assert enter(cast.coast_focal_point).get(address).status_code == 403


class TestChanging:
    def test_asks_for_the_acknowledgement_again(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, asks_answer=True)
        answering.acknowledge(by=cast.coast_focal_point, publication=alert, version=1, answer="received")
        assert asked_of(alert, cast.coast).answered
        hear_no_more()

        changed = next_version(cast, alert, model="2018")
        tell_all()
        assert not asked_of(changed, cast.coast).answered
        assert "coast_focal_point" in told("version_published")
        said = words(enter(cast.coast_focal_point), changed)
        assert "The model is known now." in said
        assert "Acknowledge for Coast guard X" in said

    def test_is_warned_of_before_and_after_its_dates(self, cast: Cast, hands: Any, enter: As) -> None:
        today = clock.today()
        dates = {"review_by": today + timedelta(days=30), "expires_on": today + timedelta(days=60)}
        alert = alerted(cast, **dates)
        hear_no_more()
        for days, kind in (
            (20, "review_warned_before"),
            (11, "review_warned_after"),
            (20, "expiry_warned_before"),
            (10, "expiry_warned_after"),
        ):
            hands.forward(days=days)
            watch_dates()
            tell_all()
            assert told(kind) == {"officer", "focal_point", "deputy"}, kind
        assert "Expired after" in words(enter(cast.coast_officer), alert)


class TestWithdrawing:
    def test_reaches_every_reader(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, asks_answer=True)
        hear_no_more()
        afterwards.withdraw(by=cast.officer, publication=alert, because="The document was genuine.")
        tell_all()
        assert {"coast_officer", "lone_officer", "customs_officer"} <= told("withdrawn")
        assert not Addressee.unfiltered.filter(version=alert.live_id, answered=False).exists()
        for page in ("", "board/", "seen/", "contest/"):
            body = enter(cast.coast_officer).get(f"/items/{alert.public_id}/{page}").content.decode()
            assert "broken dots" not in body
        assert "The document was genuine." in words(enter(cast.coast_officer), alert)

    def test_reaches_what_waits_to_be_sent(self, cast: Cast) -> None:
        alert = alerted(cast, urgency="urgent")
        tell_all()
        assert waiting()
        afterwards.withdraw(by=cast.officer, publication=alert, because="The document was genuine.")
        django_mail.outbox.clear()
        outlet = Outlet()
        for each in list(waiting()):
            deliver(each, outlet)
        for letter in django_mail.outbox:
            assert WORDS["title"] not in f"{letter.subject} {letter.body}"
