"""An urgent alert goes out after one check: who may do that, what is asked all the same, and the second one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import flash, writing
from waypost.alerts.actions.flash import watch_second_checks
from waypost.alerts.models import Redaction, SecondCheck
from waypost.alerts.tests.alerting import alerted
from waypost.alerts.tests.urgent import alone, flashed, urgent
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow
from waypost.face.tests.reading import Page
from waypost.files.intake import Clean
from waypost.files.kinds import PNG
from waypost.files.tests import corpus
from waypost.notices.models import Mail, Notice, Pace
from waypost.people.models import Person, Post
from waypost.publications.actions import afterwards, attaching, drafting
from waypost.publications.models import Attachment, Publication, Text, Version
from waypost.publications.policies import may_make_public, may_publish_alone
from waypost.publications.tests.sharing import asking, fresh, hear_no_more, tell_all

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]
REDACTION = frozenset({"redaction"})


def pictured(by: Person, item: Publication) -> Publication:
    """With a picture that shows what is fraudulent, looked at by its author."""
    data = corpus.picture("PNG")
    attaching.attach(by=by, publication=item, clean=Clean("page.png", PNG, data, data, None, 120, 80))
    row = Attachment.unfiltered.get(version=version_of(item).pk)
    attaching.describe(by=by, publication=item, descriptions={row.public_id: "The page."})
    Redaction.objects.create(file=row.file, by=by, at=clock.now())
    says = {row.public_id: writing.Says(role="FAL", light="WHT")}
    writing.place_pictures(by=by, publication=item, pictures=says)
    return item


def version_of(item: Publication) -> Version:
    found = item.in_work() or item.live_version()
    assert found is not None
    return found


def checked(cast: Cast, item: Publication, by: Person | None = None, **given: Any) -> Publication:
    return flash.check_second(by=by or cast.deputy, publication=item, **{"version": 1, **given})


def told(kind: str) -> set[str]:
    found = Notice.objects.filter(kind=kind).values_list("person__email", flat=True)
    return {email.partition("@")[0].replace("-", "_") for email in found}


class TestWhoMay:
    def test_a_focal_point_who_wrote_it(self, cast: Cast) -> None:
        item = flashed(cast)

        version = version_of(item)
        assert (item.stage, version.alone, version.approved_by) == ("published", True, None)
        check = SecondCheck.unfiltered.get(version=version.pk)
        assert check.due_at == clock.now() + timedelta(hours=24)
        row = AuditRow.objects.get(action="publications.published_alone")
        assert row.actor == cast.focal_point.public_id

    @pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN, Mark.AMBER])
    def test_up_to_amber(self, cast: Cast, mark: Mark) -> None:
        assert alone(urgent(cast, mark, to=[cast.coast] if mark == Mark.AMBER else []), cast.focal_point)

    def test_never_under_strict(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            alone(urgent(cast, Mark.STRICT, to=[cast.coast]), cast.focal_point)

    def test_never_under_red(self, cast: Cast) -> None:
        named = {"approved_by": "named", "approver": cast.deputy}
        with pytest.raises(Denied):
            alone(urgent(cast, Mark.RED, to=[cast.coast_officer], **named), cast.focal_point)

    def test_no_officer(self, cast: Cast, enter: As) -> None:
        item = urgent(cast, by=cast.officer)
        with pytest.raises(Denied):
            alone(item, cast.officer)
        browser = enter(cast.officer)
        assert "/alone/" not in browser.get(f"/items/{item.public_id}/send/").content.decode()
        assert browser.get(f"/items/{item.public_id}/alone/").status_code == 403

    def test_nobody_who_did_not_write_it(self, cast: Cast) -> None:
        for by in (cast.deputy, cast.coast_focal_point, cast.secretariat):
            with pytest.raises(Denied):
                alone(urgent(cast), by)

    @pytest.mark.parametrize("urgency", ["important", "routine"])
    def test_nothing_that_can_wait(self, cast: Cast, urgency: str) -> None:
        with pytest.raises(Denied):
            alone(urgent(cast, urgency=urgency), cast.focal_point)

    def test_no_other_kind_of_item(self, cast: Cast) -> None:
        item = drafting.start(
            by=cast.focal_point,
            organisation=cast.police,
            kind="bulletin",
            network=cast.regional,
            language="en",
        )
        terms = drafting.Terms(mark=Mark.GREEN, urgency="urgent")
        drafting.address(by=cast.focal_point, publication=item, revision=1, terms=terms)
        assert not may_publish_alone(cast.focal_point, fresh(item))

    def test_nobody_whose_focal_point_is_provisional(self, cast: Cast) -> None:
        item = urgent(cast)
        tenure = cast.focal_point.acting_as
        assert tenure is not None
        tenure.provisional_until = clock.today() + timedelta(days=20)
        tenure.save()
        with pytest.raises(Denied):
            alone(item, Person.objects.get(pk=cast.focal_point.pk))


class TestWhatIsAskedAllTheSame:
    def test_what_the_kind_asks(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="No finding"):
            alone(urgent(cast, part={"findings": []}), cast.focal_point)

    def test_what_is_asked_when_it_is_sent(self, cast: Cast) -> None:
        item, bare = urgent(cast), {"title": "ก", "summary": "", "body": ""}
        drafting.save_text(by=cast.focal_point, publication=item, language="th", revision=0, **bare)
        with pytest.raises(Refused, match="not complete"):
            alone(item, cast.focal_point)

    def test_that_a_second_person_is_there(self, cast: Cast) -> None:
        Post.objects.filter(tenures__person=cast.deputy).update(role=Post.Role.OFFICER)
        with pytest.raises(Refused, match="Nobody else can approve"):
            alone(urgent(cast), cast.focal_point)

    def test_that_pictures_show_nobody(self, cast: Cast) -> None:
        item = pictured(cast.focal_point, urgent(cast))
        with pytest.raises(Refused, match="has to be ticked"):
            alone(item, cast.focal_point)
        assert fresh(item).stage == "draft"

        alone(item, cast.focal_point, ticked=REDACTION)
        with pytest.raises(Refused, match="has to be ticked"):
            checked(cast, fresh(item))
        assert version_of(fresh(item)).waits_for_check

        checked(cast, fresh(item), ticked=REDACTION)
        assert not version_of(fresh(item)).waits_for_check

    def test_that_it_is_what_was_read(self, cast: Cast) -> None:
        item = urgent(cast)
        with pytest.raises(Refused, match="not what you read"):
            alone(item, cast.focal_point, revision=item.revision - 1)


class TestTheSecondCheck:
    def test_is_another_persons(self, cast: Cast) -> None:
        item = flashed(cast)
        for by in (cast.focal_point, cast.officer, cast.coast_focal_point, cast.secretariat):
            with pytest.raises(Denied):
                checked(cast, item, by)

        checked(cast, item)
        version = version_of(item)
        assert (version.alone, version.approved_by) == (True, cast.deputy)
        assert Text.unfiltered.get(version=version.pk).approved_by == cast.deputy
        check = SecondCheck.unfiltered.get(version=version.pk)
        assert (check.by, check.at) == (cast.deputy, clock.now())

    def test_is_made_once(self, cast: Cast) -> None:
        checked(cast, flashed(cast))
        with pytest.raises(Denied):
            checked(cast, Publication.unfiltered.get())

    def test_is_not_of_who_wrote_the_item_first(self, cast: Cast) -> None:
        """The deputy wrote the first version; the focal point wrote the second one and published it alone."""
        item = alone(urgent(cast, by=cast.deputy), cast.deputy)
        checked(cast, item, cast.focal_point)
        afterwards.start_version(by=cast.focal_point, publication=item)
        drafting.save_part(
            by=cast.focal_point, publication=item, part=version_of(item).part, changes="The model is known."
        )
        alone(item, cast.focal_point, version=2)
        with pytest.raises(Denied):
            checked(cast, fresh(item), cast.deputy, version=2)

    def test_is_of_the_version_that_was_read(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="new version"):
            checked(cast, flashed(cast), version=2)

    def test_is_the_sisters_where_there_is_no_other(self, cast: Cast) -> None:
        """She reads it until she has checked it, though it is not released to her."""
        item = urgent(cast, Mark.AMBER, by=cast.lone_focal_point, to=[cast.coast], approved_by="sister")
        alone(item, cast.lone_focal_point)
        sister = cast.immigration_focal_point
        assert fresh(item).is_visible_to(sister)

        checked(cast, fresh(item), sister)
        assert not fresh(item).is_visible_to(sister)

    def test_comes_before_visitors_read_it(self, cast: Cast) -> None:
        item = flashed(cast, Mark.CLEAR)
        assert not may_make_public(cast.deputy, item)
        assert may_make_public(cast.deputy, checked(cast, item))


class TestWhoIsTold:
    def test_the_others_who_approve_at_once_and_its_readers(self, cast: Cast) -> None:
        hear_no_more()
        flashed(cast, Mark.AMBER, to=[cast.coast])
        tell_all()

        assert told("publications.published_alone") == {"deputy"}
        assert {"coast_officer", "coast_focal_point", "officer"} <= told("publications.published")
        assert Mail.objects.filter(notice__person=cast.deputy, notice__pace=Pace.FLASH).exists()

    def test_of_a_check_that_is_missed_once(self, cast: Cast, hands: Any) -> None:
        item = flashed(cast)
        tell_all()
        hands.forward(hours=23, minutes=59)
        assert watch_second_checks() == 0

        hands.forward(minutes=2)
        assert [watch_second_checks(), watch_second_checks()] == [1, 0]
        tell_all()
        assert told("alerts.second_check_missed") == {
            "focal_point",
            "deputy",
            "secretariat",
            "second_secretariat",
        }
        checked(cast, item)
        tell_all()
        assert told("alerts.second_checked") == {"focal_point"}

    def test_the_secretariat_only_of_what_it_sees(self, cast: Cast, hands: Any) -> None:
        flashed(cast, Mark.AMBER, to=[cast.coast])
        hands.forward(hours=25)
        watch_second_checks()
        tell_all()
        assert told("alerts.second_check_missed") == {"focal_point", "deputy"}

    @pytest.mark.parametrize("end", ["checked", "withdrawn"])
    def test_nobody_of_what_is_over(self, cast: Cast, hands: Any, end: str) -> None:
        item = flashed(cast)
        if end == "checked":
            checked(cast, item)
        else:
            afterwards.withdraw(by=cast.deputy, publication=item, because="It was genuine.")
        hands.forward(hours=25)
        assert watch_second_checks() == 0


class TestThePages:
    def test_from_the_page_of_sending_to_its_readers(self, cast: Cast, enter: As, hands: Any) -> None:
        item = urgent(cast)
        browser, address = enter(cast.focal_point), f"/items/{item.public_id}/"
        assert f"{address}alone/" in browser.get(f"{address}send/").content.decode()
        page = Page(browser.get(f"{address}alone/").content.decode())
        assert "Publish now, second check within 24 hours" in page.words
        typed = {"version": 1, "revision": fresh(item).revision, "languages": ["en"]}
        assert browser.post(f"{address}alone/", typed).status_code == 302

        reader = enter(cast.coast_officer)
        words = Page(reader.get(address).content.decode()).words
        assert "Published after one person’s check" in words
        assert "The second check is due" in words
        assert "second-check" not in reader.get(address).content.decode()
        assert reader.get(f"{address}second-check/").status_code == 403

        hands.forward(hours=25)
        assert "has not been made" in Page(reader.get(address).content.decode()).words

        second = enter(cast.deputy)
        assert f"{address}second-check/" in second.get(address).content.decode()
        assert second.get(f"{address}second-check/").status_code == 200
        assert second.post(f"{address}second-check/", {"revision": 1}).status_code == 302
        assert "one person’s check" not in Page(reader.get(address).content.decode()).words
        assert second.post(f"{address}second-check/", {"revision": 1}).status_code == 409

    def test_what_cannot_go_out_is_said_there(self, cast: Cast, enter: As) -> None:
        item = urgent(cast)
        browser, address = enter(cast.focal_point), f"/items/{item.public_id}/alone/"
        answer = browser.post(address, {"version": 1, "revision": fresh(item).revision})
        assert answer.status_code == 422
        assert "authoritative text has to be among" in answer.content.decode()

        answer = browser.post(address, {"version": 1, "revision": 1, "languages": ["en"]})
        assert answer.status_code == 422
        assert "not what you read" in answer.content.decode()

    def test_nobody_learns_of_what_they_do_not_see(self, cast: Cast, enter: As) -> None:
        item = flashed(cast, Mark.AMBER, to=[cast.coast])
        for page in ("alone", "second-check"):
            assert enter(cast.customs_officer).get(f"/items/{item.public_id}/{page}/").status_code == 404

    def test_other_items_have_no_such_page(self, cast: Cast, enter: As) -> None:
        for item in (asking(cast, Mark.GREEN), alerted(cast)):
            browser = enter(cast.deputy)
            assert browser.get(f"/items/{item.public_id}/second-check/").status_code == 403
            assert "second-check" not in browser.get(f"/items/{item.public_id}/").content.decode()
