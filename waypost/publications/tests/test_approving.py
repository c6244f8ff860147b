"""Sending and approving: everything that is not possible is said in a sentence, before it is published."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOON, TODAY, Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import TERMS, Mark
from waypost.core.errors import Denied, Refused
from waypost.people.models import Network, Person, Post
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.models import Addressee, Publication, Text
from waypost.publications.needs import needs_of
from waypost.publications.reaching import readers
from waypost.publications.states import Stage
from waypost.publications.tests.sharing import (
    THAI,
    asking,
    drafted,
    fresh,
    keys,
    shared,
    tell_all,
    told,
    waiting,
)

pytestmark = pytest.mark.django_db
ENGLISH = frozenset({"en"})


def sent(cast: Cast, item: Publication) -> Publication:
    return drafting.submit(by=cast.officer, publication=item)


def approved(cast: Cast, item: Publication) -> Publication:
    return approving.approve(by=cast.deputy, publication=item, version=1, languages=ENGLISH)


def helped_by_its_sister(cast: Cast, mark: Mark) -> Publication:
    """An item of an organisation with one focal point, approved by the sister organisation's, released to the coast."""
    by = cast.lone_focal_point
    item = drafting.start(
        by=by, organisation=cast.lone, kind="bulletin", network=cast.regional, language="en"
    )
    words = {"title": "A", "summary": "B", "body": "C"}
    drafting.save_text(by=by, publication=item, language="en", revision=1, **words)
    terms = drafting.Terms(
        mark=mark,
        topics=tuple(Topic.objects.all()[:1]),
        approved_by="sister",
        to=keys(cast, [cast.coast] if mark >= Mark.AMBER else []),
    )
    drafting.address(by=by, publication=item, revision=item.revision, terms=terms)
    drafting.submit(by=by, publication=item)
    tell_all()
    return approving.approve(by=cast.immigration_focal_point, publication=item, version=1, languages=ENGLISH)


class TestWhatCannotBeSent:
    @pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
    def test_nobody_is_named(self, cast: Cast, mark: Mark) -> None:
        with pytest.raises(Refused, match="Nobody is named"):
            sent(cast, drafted(cast, mark))

    def test_the_audience_reaches_nobody(self, cast: Cast) -> None:
        item = drafted(cast, Mark.RED, to=[cast.suspended])
        with pytest.raises(Refused, match="This reaches nobody") as refused:
            sent(cast, item)
        assert set(refused.value.fields) == {"to"}
        assert fresh(item).stage == Stage.DRAFT

    def test_an_answer_is_asked_of_nobody(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="nobody outside your organisation is reached"):
            sent(cast, drafted(cast, to=[], asks_answer=True))
        assert sent(cast, drafted(cast, to=[])).stage == Stage.REVIEW, "for the own organisation only"

    def test_it_would_expire_before_the_answers_are_due(self, cast: Cast) -> None:
        tomorrow = TODAY + timedelta(days=1)
        item = drafted(cast, to=[cast.coast], asks_answer=True, answer_within=72, expires_on=tomorrow)
        with pytest.raises(Refused, match="expire before the answers are due"):
            sent(cast, item)
        assert sent(cast, drafted(cast, to=[cast.coast], expires_on=tomorrow)).stage == Stage.REVIEW

    @pytest.mark.parametrize("name", ["review_by", "expires_on"])
    def test_a_date_of_yesterday(self, cast: Cast, name: str) -> None:
        with pytest.raises(Refused, match="A date has passed already"):
            drafted(cast, to=[cast.coast], **{name: date(2020, 8, 31)})

    def test_no_topic(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="No topic is chosen"):
            sent(cast, drafted(cast, to=[cast.coast], topics=()))

    def test_words_are_missing(self, cast: Cast) -> None:
        item = drafted(cast, to=[cast.coast])
        drafting.save_text(
            by=cast.officer, publication=item, language="th", revision=0, **{**THAI, "summary": "  "}
        )
        with pytest.raises(Refused, match="The text is not complete") as refused:
            sent(cast, item)
        assert set(refused.value.fields) == {"summary"}

    def test_nobody_else_can_approve(self, cast: Cast) -> None:
        Person.objects.filter(pk__in=[cast.focal_point.pk, cast.deputy.pk]).update(suspended_at=NOON)
        with pytest.raises(Refused, match="Nobody else can approve this"):
            sent(cast, drafted(cast, to=[cast.coast]))

    @pytest.mark.parametrize("choice", ["sister", "secretariat"])
    def test_help_from_outside_where_there_is_a_second_focal_point(self, cast: Cast, choice: str) -> None:
        cast.police.sister = cast.immigration
        cast.police.save()
        with pytest.raises(Refused, match="second focal point"):
            sent(cast, drafted(cast, to=[cast.coast], approved_by=choice))

    def test_the_secretariat_approves_no_strict_item(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="secretariat does not approve under this mark"):
            sent(cast, drafted(cast, Mark.STRICT, to=[cast.coast], approved_by="secretariat"))

    def test_under_red_the_approver_is_named(self, cast: Cast) -> None:
        item = drafted(cast, Mark.RED, to=[cast.coast_officer])
        terms = drafting.Terms(
            mark=Mark.RED,
            to=keys(cast, [cast.coast_officer]),
            topics=tuple(Topic.objects.all()[:1]),
            approver=cast.deputy,
        )
        drafting.address(by=cast.officer, publication=item, revision=item.revision, terms=terms)
        with pytest.raises(Refused, match="you name the approver"):
            sent(cast, item)


class TestWhoMayBeNamedAsApprover:
    """Nobody publishes in an organisation's name but who approves for it: naming is no way around that."""

    @pytest.mark.parametrize("mark", list(Mark))
    @pytest.mark.parametrize("who", ["colleague", "coast_focal_point", "secretariat", "deputy"])
    def test_only_who_approves_there_anyway(self, cast: Cast, mark: Mark, who: str) -> None:
        to = {Mark.AMBER: [cast.coast], Mark.STRICT: [cast.coast], Mark.RED: [cast.coast_officer]}.get(
            mark, []
        )
        named = {"approved_by": "named", "approver": getattr(cast, who)}
        if who == "deputy":
            assert sent(cast, drafted(cast, mark, to=to, **named)).stage == Stage.REVIEW
        else:
            with pytest.raises(Refused, match="does not approve for your organisation"):
                drafted(cast, mark, to=to, **named)

    def test_of_the_sister_where_the_own_organisation_has_nobody_else(self, cast: Cast) -> None:
        named = {"approved_by": "named", "approver": cast.immigration_focal_point}
        cast.police.sister = cast.immigration
        cast.police.save()
        with pytest.raises(Refused, match="does not approve for your organisation"):
            drafted(cast, Mark.GREEN, **named)
        Person.objects.filter(pk__in=[cast.focal_point.pk, cast.deputy.pk]).update(suspended_at=NOON)
        assert sent(cast, drafted(cast, Mark.GREEN, **named)).stage == Stage.REVIEW

    def test_who_left_the_post_meanwhile_approves_no_more(self, cast: Cast) -> None:
        item = waiting(cast, Mark.GREEN, approved_by="named", approver=cast.deputy)
        Post.objects.filter(pk=cast.deputy.acting_as.post_id).update(role=Post.Role.OFFICER)
        with pytest.raises(Refused, match="does not approve for your organisation"):
            approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))


class TestWhatMayBeNamed:
    """For each mark, which kinds of audience may be named is data; the action refuses every other."""

    KINDS = (Audience.MEMBER, Audience.ORGANISATION, Audience.GROUP, Audience.PERSON)

    @pytest.mark.parametrize("mark", list(Mark))
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("barred", [False, True])
    def test_only_what_the_table_allows(self, cast: Cast, mark: Mark, kind: Audience, barred: bool) -> None:
        body = {
            Audience.MEMBER: cast.coast.member,
            Audience.ORGANISATION: cast.coast,
            Audience.GROUP: cast.maritime,
            Audience.PERSON: cast.coast_officer,
        }[kind]
        named: dict[str, Any] = {"not_to": [body]} if barred else {"to": [body]}
        allowed = kind in (TERMS[mark].not_to if barred else TERMS[mark].to)
        if allowed:
            assert drafted(cast, mark, **named).mark == mark
        else:
            with pytest.raises(Refused):
                drafted(cast, mark, **named)

    def test_nobody_of_another_network(self, cast: Cast) -> None:
        item = drafted(cast)
        elsewhere = frozenset({key(Audience.ORGANISATION, cast.ministry.pk, cast.programme.pk)})
        with pytest.raises(Refused, match="in the network of the item"):
            drafting.address(
                by=cast.officer,
                publication=item,
                revision=item.revision,
                terms=drafting.Terms(mark=Mark.AMBER, to=elsewhere),
            )

    @pytest.mark.parametrize("typed", ["SECRET", "secret", " Secret ", "TOP SECRET//X"])
    def test_a_national_marking_above_the_ceiling(self, cast: Cast, typed: str) -> None:
        Network.objects.filter(pk=cast.regional.pk).update(refused_markings="Secret")
        with pytest.raises(Refused, match="above what this network may carry"):
            drafted(cast, to=[cast.coast], national_marking=typed)
        assert drafted(cast, to=[cast.coast], national_marking="Restricted").national_marking == "Restricted"


class TestAskedAgainBeforePublishing:
    """Days may lie between sending and approving: what stopped being possible is not published."""

    def test_the_day_it_expires_has_come(self, cast: Cast, hands: Any) -> None:
        item = waiting(cast, to=[cast.coast], expires_on=TODAY + timedelta(days=2))
        hands.forward(days=3)
        with pytest.raises(Refused, match="A date has passed already"):
            approved(cast, item)
        assert fresh(item).stage == Stage.REVIEW

    def test_a_ceiling_was_set(self, cast: Cast) -> None:
        item = waiting(cast, to=[cast.coast], national_marking="Restricted")
        Network.objects.filter(pk=cast.regional.pk).update(refused_markings="restricted")
        with pytest.raises(Refused, match="above what this network may carry"):
            approved(cast, item)

    def test_nobody_is_reached_any_more(self, cast: Cast) -> None:
        item = waiting(cast, Mark.RED, to=[cast.coast_officer])
        Person.objects.filter(pk=cast.coast_officer.pk).update(suspended_at=NOON)
        with pytest.raises(Refused, match="This reaches nobody"):
            approved(cast, item)

    def test_the_page_says_why_and_keeps_the_reason_that_was_typed(
        self, cast: Cast, enter: Any, hands: Any
    ) -> None:
        item = waiting(cast, to=[cast.coast], expires_on=TODAY + timedelta(days=2))
        hands.forward(days=3)
        typed = {
            "version": 1,
            "revision": item.revision,
            "languages": ["en"],
            "do": "approve",
            "because": "Half a sentence",
        }
        answer = enter(cast.deputy).post(f"/items/{item.public_id}/review/", typed)
        assert answer.status_code == 422
        assert "A date has passed already" in answer.content.decode()
        assert "Half a sentence" in answer.content.decode()


class TestApproving:
    def test_each_language_by_itself(self, cast: Cast) -> None:
        item = drafted(cast, to=[cast.coast])
        drafting.save_text(by=cast.officer, publication=item, language="th", revision=0, **THAI)
        approved(cast, sent(cast, item))
        assert Text.unfiltered.get(language="en").approved_by == cast.deputy
        assert Text.unfiltered.get(language="th").approved_by is None

    def test_the_authoritative_text_always(self, cast: Cast) -> None:
        item = drafted(cast, to=[cast.coast])
        drafting.save_text(by=cast.officer, publication=item, language="th", revision=0, **THAI)
        with pytest.raises(Refused, match="authoritative text has to be among"):
            approving.approve(
                by=cast.deputy, publication=sent(cast, item), version=1, languages=frozenset({"th"})
            )

    @pytest.mark.parametrize("who", ["officer", "colleague", "coast_focal_point", "secretariat", "suspended"])
    def test_nobody_else_than_the_second_person(self, cast: Cast, who: str) -> None:
        item = waiting(cast, to=[cast.coast])
        with pytest.raises(Denied):
            approving.approve(by=getattr(cast, who), publication=item, version=1, languages=ENGLISH)

    def test_an_organisation_with_one_focal_point_is_helped_by_its_sister(self, cast: Cast) -> None:
        helped_by_its_sister(cast, Mark.GREEN)
        assert told("submitted") == {"immigration_focal_point"}

    @pytest.mark.parametrize("mark", [Mark.AMBER, Mark.STRICT])
    def test_the_sister_sees_an_item_while_a_version_waits_for_it(self, cast: Cast, mark: Mark) -> None:
        by, sister = cast.lone_focal_point, cast.immigration_focal_point
        item = helped_by_its_sister(cast, mark)
        assert not fresh(item).is_visible_to(sister), "it is not released to the sister"
        afterwards.start_version(by=by, publication=item)
        drafting.save_part(by=by, publication=item, part={}, changes="One craft more.")
        drafting.submit(by=by, publication=item)
        assert fresh(item).is_visible_to(sister)
        assert not readers(fresh(item)).filter(pk=sister.pk).exists(), "reading to approve is not being told"
        approving.send_back(by=sister, publication=item, because="Count again.")
        assert not fresh(item).is_visible_to(sister)
        drafting.submit(by=by, publication=item)
        approving.approve(by=sister, publication=item, version=2, languages=ENGLISH)
        assert not fresh(item).is_visible_to(sister)

    def test_a_withdrawn_item_does_not_come_back_by_a_version_that_waits(self, cast: Cast) -> None:
        item = shared(cast)
        afterwards.start_version(by=cast.officer, publication=item)
        drafting.save_part(by=cast.officer, publication=item, part={}, changes="One craft more.")
        drafting.submit(by=cast.officer, publication=item)
        assert "Approve" in [str(need.what) for need in needs_of(cast.deputy)]
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
        with pytest.raises(Denied):
            approving.approve(by=cast.deputy, publication=item, version=2, languages=ENGLISH)
        assert "Approve" not in [str(need.what) for need in needs_of(cast.deputy)]
        drafting.take_back(by=cast.officer, publication=item)
        drafting.discard(by=cast.officer, publication=item)
        assert fresh(item).stage == Stage.WITHDRAWN

    def test_the_denominator_is_fixed_then(self, cast: Cast) -> None:
        item = asking(cast, Mark.GREEN)
        codes = set(
            Addressee.unfiltered.filter(version=item.live_id).values_list("organisation__code", flat=True)
        )
        assert codes == {"DPB", "CGX", "CSX", "BGY", "MSN", "OFF"}

    def test_under_red_each_person_for_oneself(self, cast: Cast) -> None:
        item = asking(cast, Mark.RED, to=[cast.coast_officer, cast.lone_officer])
        rows = Addressee.unfiltered.filter(version=item.live_id)
        assert {row.person for row in rows.select_related("person")} == {
            cast.coast_officer,
            cast.lone_officer,
        }

    def test_where_no_answer_is_asked_nobody_is_addressed(self, cast: Cast) -> None:
        assert not Addressee.unfiltered.filter(version=shared(cast, Mark.GREEN).live_id).exists()
