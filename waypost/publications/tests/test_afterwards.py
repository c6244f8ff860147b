"""After publication: who is told of a wider release, translations, new versions, withdrawal, asking the originator."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.people.models import Post, Seat
from waypost.publications.actions import afterwards, answering, approving, drafting
from waypost.publications.models import Addressee, Text, Version, WiderRequest
from waypost.publications.tests.sharing import (
    THAI,
    WORDS,
    asked_of,
    asking,
    fresh,
    hear_no_more,
    key_of,
    keys,
    second_version,
    shared,
    tell_all,
    told,
)

pytestmark = pytest.mark.django_db


def asked_wider(cast: Cast, item: Any, audience: Any = None) -> WiderRequest:
    wanted = key_of(cast, audience or cast.customs)
    return afterwards.ask_wider(
        by=cast.coast_officer, publication=item, key=wanted, reason="They search hulls."
    )


def answered(cast: Cast, item: Any, request: WiderRequest, *, grant: bool) -> None:
    afterwards.answer_wider(
        by=cast.focal_point, publication=item, request=request.public_id, grant=grant, answer="As you wish."
    )


class TestWhoHearsOfAWiderRelease:
    def test_only_those_it_adds(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        hear_no_more()
        afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.customs]))
        tell_all()
        assert told("widened") == {"customs_officer"}

    def test_not_those_of_a_member_who_read_it_already(self, cast: Cast) -> None:
        """Released to Indonesia as a whole: the coast guard is part of it and read it before."""
        item = shared(cast, to=[cast.coast])
        hear_no_more()
        afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.coast.member]))
        tell_all()
        assert told("widened") == {"customs_officer"}

    def test_two_releases_before_the_worker_looks_lose_nobody(self, cast: Cast) -> None:
        """The one who is in both is told by the first."""
        Seat.objects.create(
            group=cast.maritime,
            post=Post.objects.get(tenures__person=cast.customs_officer),
            since="2020-01-06",
        )
        item = shared(cast, to=[cast.lone])
        hear_no_more()
        for audience in (cast.customs, cast.maritime):
            afterwards.widen(by=cast.focal_point, publication=fresh(item), to=keys(cast, [audience]))
        tell_all()
        assert told("widened") == {"customs_officer", "coast_officer"}

    def test_under_red_the_person_who_is_added(self, cast: Cast) -> None:
        item = shared(cast, Mark.RED, to=[cast.coast_officer])
        hear_no_more()
        with pytest.raises(Denied):
            afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.customs_officer]))
        request = asked_wider(cast, item, cast.customs_officer)
        afterwards.answer_wider(
            by=cast.officer, publication=item, request=request.public_id, grant=True, answer=""
        )
        tell_all()
        assert told("wider_granted") == {"customs_officer"}

    def test_a_granted_request_tells_those_it_adds_and_the_one_who_asked(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        request = asked_wider(cast, item)
        hear_no_more()
        answered(cast, item, request, grant=True)
        tell_all()
        assert told("wider_answered") == {"coast_officer"}
        assert told("wider_granted") == {"customs_officer"}

    def test_a_declined_one_tells_only_the_one_who_asked(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        request = asked_wider(cast, item)
        hear_no_more()
        answered(cast, item, request, grant=False)
        tell_all()
        assert (told("wider_answered"), told("wider_granted")) == ({"coast_officer"}, set())
        assert not fresh(item).is_visible_to(cast.customs_officer)

    def test_what_it_is_released_to_already_is_refused_with_a_sentence(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        with pytest.raises(Refused, match="released to them already"):
            afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.coast]))

    @pytest.mark.parametrize(
        ("mark", "audience"), [(Mark.STRICT, "group"), (Mark.STRICT, "member"), (Mark.GREEN, "organisation")]
    )
    def test_a_mark_is_not_widened_to_what_it_does_not_know(
        self, cast: Cast, mark: Mark, audience: str
    ) -> None:
        item = shared(cast, mark, to=[cast.coast] if mark == Mark.STRICT else [])
        named = {"group": cast.maritime, "member": cast.customs.member, "organisation": cast.customs}[
            audience
        ]
        with pytest.raises(Refused, match="cannot be released"):
            afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [named]))


class TestAskingTheOriginator:
    """From the reader's page to the originator's answer and back."""

    def test_from_the_page_to_the_answer(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        reader = enter(cast.coast_officer)
        assert "ask/" in reader.get(f"/items/{item.public_id}/").content.decode()
        asked = {"audience": "Customs X", "reason": "They search hulls."}
        assert reader.post(f"/items/{item.public_id}/ask/", asked).status_code == 302
        tell_all()
        assert told("wider_asked") == {"officer", "focal_point", "deputy"}
        originator = enter(cast.deputy)
        assert "Wider release is asked" in originator.get("/").content.decode()
        page = originator.get(f"/items/{item.public_id}/wider/").content.decode()
        assert "They search hulls." in page
        request = WiderRequest.unfiltered.get().public_id
        answer = {"request": request, "do": "grant", "answer": "Gladly."}
        assert originator.post(f"/items/{item.public_id}/wider/", answer).status_code == 302
        assert enter(cast.customs_officer).get(f"/items/{item.public_id}/").status_code == 200
        assert asked_of(item, cast.customs).late

    @pytest.mark.parametrize("typed", ["Nobody Of This Name", "", "x" * 300, "\x00", "<b>coast</b>"])
    def test_what_nobody_is_called_is_refused_and_kept(self, cast: Cast, enter: Any, typed: str) -> None:
        item = shared(cast, to=[cast.coast])
        answer = enter(cast.coast_officer).post(
            f"/items/{item.public_id}/ask/", {"audience": typed, "reason": "They search hulls."}
        )
        assert answer.status_code == 422
        assert "They search hulls." in answer.content.decode()
        assert not WiderRequest.unfiltered.exists()

    def test_after_withdrawal_nothing_waits_and_the_asker_knows(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, to=[cast.coast])
        asked_wider(cast, item)
        hear_no_more()
        afterwards.withdraw(by=cast.focal_point, publication=fresh(item), because="It was a fishing fleet.")
        tell_all()
        assert "coast_officer" in told("withdrawn")
        assert "Wider release is asked" not in enter(cast.deputy).get("/").content.decode()

    def test_twice_for_the_same_is_refused(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        asked_wider(cast, item)
        with pytest.raises(Refused, match="Your organisation asked for this already"):
            asked_wider(cast, item)

    def test_what_others_asked_for_is_not_said(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast, cast.lone])
        asked_wider(cast, item)
        afterwards.ask_wider(
            by=cast.lone_officer, publication=item, key=key_of(cast, cast.customs), reason="We too."
        )
        assert WiderRequest.unfiltered.count() == 2

    def test_who_reads_it_already_is_not_said_and_granting_changes_nothing(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast, cast.customs])
        request = asked_wider(cast, item)
        hear_no_more()
        answered(cast, item, request, grant=True)
        tell_all()
        assert (told("wider_answered"), told("wider_granted")) == ({"coast_officer"}, set())

    @pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN])
    def test_there_is_nothing_to_ask_where_a_mark_stops_nowhere(self, cast: Cast, mark: Mark) -> None:
        with pytest.raises(Denied):
            asked_wider(cast, shared(cast, mark))

    def test_the_originator_does_not_ask_itself(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        with pytest.raises(Denied):
            afterwards.ask_wider(
                by=cast.colleague, publication=item, key=key_of(cast, cast.customs), reason="Why not?"
            )


class TestTranslations:
    def test_each_is_approved_by_itself(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, to=[cast.coast])
        afterwards.save_translation(by=cast.officer, publication=item, language="th", **THAI)
        address = f"/items/{item.public_id}/?language=th"
        assert THAI["title"] not in enter(cast.coast_officer).get(address).content.decode()
        with pytest.raises(Refused, match="You translated this"):
            afterwards.approve_translation(by=cast.officer, publication=item, language="th")
        afterwards.approve_translation(by=cast.focal_point, publication=item, language="th")
        page = enter(cast.coast_officer).get(address).content.decode()
        assert THAI["title"] in page
        assert "the authoritative text holds" in page

    def test_a_changed_translation_waits_again_and_is_not_shown_meanwhile(self, cast: Cast) -> None:
        item = shared(cast)
        for _time in range(2):
            afterwards.save_translation(by=cast.officer, publication=item, language="th", **THAI)
            assert Text.unfiltered.get(language="th").approved_at is None
            afterwards.approve_translation(by=cast.focal_point, publication=item, language="th")

    def test_the_authoritative_text_is_changed_by_a_version_only(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="authoritative language"):
            afterwards.save_translation(by=cast.officer, publication=shared(cast), language="en", **THAI)

    def test_nobody_else_than_the_originator_translates(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        with pytest.raises(Denied):
            afterwards.save_translation(by=cast.coast_focal_point, publication=item, language="th", **THAI)

    def test_the_page_offers_every_language_but_the_authoritative_one(self, cast: Cast, enter: Any) -> None:
        item = shared(cast)
        page = enter(cast.officer).get(f"/items/{item.public_id}/").content.decode()
        assert f"/items/{item.public_id}/translate/th/" in page
        assert f"/items/{item.public_id}/translate/en/" not in page

    def test_one_that_was_not_touched_is_not_ticked_for_the_new_version(self, cast: Cast, enter: Any) -> None:
        item = shared(cast)
        afterwards.save_translation(by=cast.officer, publication=item, language="th", **THAI)
        afterwards.approve_translation(by=cast.focal_point, publication=item, language="th")
        afterwards.start_version(by=cast.officer, publication=item)
        drafting.save_text(
            by=cast.officer, publication=item, language="en", revision=1, **{**WORDS, "body": "Now five."}
        )
        drafting.save_part(by=cast.officer, publication=item, part={}, changes="Five now.")
        drafting.submit(by=cast.officer, publication=item)
        page = enter(cast.deputy).get(f"/items/{item.public_id}/review/").content.decode()
        assert '<input type="checkbox" name="languages" value="en" checked>' in page
        assert '<input type="checkbox" name="languages" value="th">' in page
        assert "Not changed, though the authoritative text was" in page


class TestNewVersion:
    def test_readers_hear_of_a_new_version_not_of_a_new_item(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        tell_all()
        assert told("version_published") == set()
        hear_no_more()
        second_version(cast, item, title="Five craft")
        tell_all()
        assert told("published") == set()
        assert {"coast_officer", "coast_focal_point"} <= told("version_published")

    def test_whoever_begins_a_version_can_write_it(self, cast: Cast) -> None:
        """The author may have left: a focal point begins the next version, and another approves it."""
        item = shared(cast)
        afterwards.start_version(by=cast.focal_point, publication=item)
        drafting.save_text(
            by=cast.focal_point,
            publication=item,
            language="en",
            revision=1,
            **{**WORDS, "title": "Five craft"},
        )
        drafting.save_part(by=cast.focal_point, publication=item, part={}, changes="Five now.")
        drafting.submit(by=cast.focal_point, publication=item)
        with pytest.raises(Refused, match="You wrote this version"):
            approving.approve(by=cast.focal_point, publication=item, version=2, languages=frozenset({"en"}))
        approving.approve(by=cast.deputy, publication=item, version=2, languages=frozenset({"en"}))
        assert Version.unfiltered.get(pk=fresh(item).live_id).number == 2

    def test_one_at_a_time(self, cast: Cast) -> None:
        item = shared(cast)
        afterwards.start_version(by=cast.officer, publication=item)
        with pytest.raises(Refused, match="already being written"):
            afterwards.start_version(by=cast.focal_point, publication=item)

    def test_the_reader_of_the_first_is_shown_what_changed(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, to=[cast.coast])
        reader, other = enter(cast.coast_officer), enter(cast.coast_focal_point)
        reader.get(f"/items/{item.public_id}/")
        second_version(cast, item, title="Five craft seen at night")
        assert "Changed since you read version 1" in reader.get(f"/items/{item.public_id}/").content.decode()
        assert "Changed since" not in other.get(f"/items/{item.public_id}/").content.decode()
        changed = reader.get(f"/items/{item.public_id}/since/1/").content.decode()
        assert "<del>Small</del>" in changed
        assert "<ins>Five</ins>" in changed

    def test_translations_are_compared_with_translations(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, to=[cast.coast])
        afterwards.save_translation(by=cast.officer, publication=item, language="th", **THAI)
        afterwards.approve_translation(by=cast.focal_point, publication=item, language="th")
        reader = enter(cast.coast_officer)
        reader.get(f"/items/{item.public_id}/")
        afterwards.start_version(by=cast.officer, publication=item)
        for language, words in (("en", WORDS), ("th", THAI)):
            new = {**words, "summary": words["summary"] + " 5"}
            drafting.save_text(by=cast.officer, publication=item, language=language, revision=1, **new)
        drafting.save_part(by=cast.officer, publication=item, part={}, changes="Five now.")
        drafting.submit(by=cast.officer, publication=item)
        approving.approve(by=cast.deputy, publication=item, version=2, languages=frozenset({"en", "th"}))
        thai = reader.get(f"/items/{item.public_id}/since/1/?language=th").content.decode()
        assert THAI["title"] in thai
        assert WORDS["title"] not in thai
        english = reader.get(f"/items/{item.public_id}/since/1/?language=en").content.decode()
        assert WORDS["title"] in english
        assert THAI["title"] not in english

    def test_a_language_of_one_version_only_is_not_compared_with_another(
        self, cast: Cast, enter: Any
    ) -> None:
        item = shared(cast, to=[cast.coast])
        enter(cast.coast_officer).get(f"/items/{item.public_id}/")
        second_version(cast, item)
        afterwards.save_translation(by=cast.officer, publication=fresh(item), language="th", **THAI)
        afterwards.approve_translation(by=cast.focal_point, publication=fresh(item), language="th")
        cast.coast_officer.language = "th"
        cast.coast_officer.save()
        page = enter(cast.coast_officer).get(f"/items/{item.public_id}/since/1/").content.decode()
        assert THAI["title"] not in page
        assert WORDS["title"] in page


class TestWithdrawal:
    def test_everybody_who_saw_it_sees_why_and_nothing_else(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, to=[cast.coast])
        second_version(cast, item)
        afterwards.withdraw(by=cast.officer, publication=fresh(item), because="The count was wrong.")
        reader = enter(cast.coast_officer)
        page = reader.get(f"/items/{item.public_id}/")
        assert page.status_code == 200
        assert "The count was wrong." in page.content.decode()
        for address in ("", "?language=en", "since/1/"):
            body = reader.get(f"/items/{item.public_id}/{address}").content.decode()
            assert not any(words in body for words in (*WORDS.values(), "One craft more."))
        assert enter(cast.customs_officer).get(f"/items/{item.public_id}/").status_code == 404

    def test_nobody_is_asked_to_answer_any_more(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
        page = enter(cast.coast_focal_point).get(f"/items/{item.public_id}/").content.decode()
        assert 'id="ack"' not in page
        assert "#ack" not in enter(cast.coast_focal_point).get("/").content.decode()

    @pytest.mark.parametrize("because", ["", "   ", "\n"])
    def test_not_without_a_reason(self, cast: Cast, because: str) -> None:
        with pytest.raises(Refused, match="Say why"):
            afterwards.withdraw(by=cast.officer, publication=shared(cast), because=because)


class TestMakingPublic:
    def test_only_then_do_visitors_see_it(self, cast: Cast) -> None:
        item = shared(cast, Mark.CLEAR)
        assert not item.is_visible_to(NOBODY)
        assert afterwards.make_public(by=cast.focal_point, publication=item).is_visible_to(NOBODY)

    def test_never_by_its_author_nor_under_another_mark(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            afterwards.make_public(by=cast.officer, publication=shared(cast, Mark.CLEAR))
        with pytest.raises(Denied):
            afterwards.make_public(by=cast.focal_point, publication=shared(cast, Mark.GREEN))

    def test_a_new_version_wants_the_decision_again(self, cast: Cast) -> None:
        item = shared(cast, Mark.CLEAR)
        afterwards.make_public(by=cast.focal_point, publication=item)
        second = second_version(cast, fresh(item), body="Words that nobody decided to show to everybody.")
        assert not second.is_visible_to(NOBODY)
        assert Client().get(f"/items/{item.public_id}/").status_code != 200
        assert afterwards.make_public(by=cast.focal_point, publication=second).is_visible_to(NOBODY)

    def test_not_by_who_wrote_the_version_that_is_shown(self, cast: Cast) -> None:
        item = shared(cast, Mark.CLEAR)
        afterwards.start_version(by=cast.deputy, publication=item)
        item = fresh(item)
        drafting.save_part(by=cast.deputy, publication=item, part={}, changes="Said better.")
        drafting.submit(by=cast.deputy, publication=item)
        approving.approve(
            by=cast.focal_point, publication=fresh(item), version=2, languages=frozenset({"en"})
        )
        with pytest.raises(Denied):
            afterwards.make_public(by=cast.deputy, publication=fresh(item))
        assert afterwards.make_public(by=cast.focal_point, publication=fresh(item)).public_at


class TestEarlierVersions:
    def test_who_was_reached_later_reads_none_of_what_was_taken_out(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, Mark.AMBER, to=[cast.coast])
        enter(cast.coast_officer).get(f"/items/{item.public_id}/")
        item = second_version(cast, item, body="Cleaned.")
        afterwards.widen(by=cast.deputy, publication=fresh(item), to=keys(cast, [cast.lone]))
        since = f"/items/{item.public_id}/since/1/"
        assert enter(cast.lone_officer).get(since).status_code == 404
        assert not Version.visible_to(cast.lone_officer).filter(publication=item.pk, number=1).exists()
        assert not Text.visible_to(cast.lone_officer).filter(body=WORDS["body"]).exists()
        page = enter(cast.coast_officer).get(since)
        assert page.status_code == 200
        assert "Look at the stern." in page.content.decode()


class TestUnderRed:
    def test_readers_of_one_organisation_do_not_learn_of_each_other(self, cast: Cast) -> None:
        item = shared(cast, Mark.RED, to=[cast.coast_officer, cast.coast_focal_point])
        whom = key_of(cast, cast.customs_officer)
        first = afterwards.ask_wider(by=cast.coast_officer, publication=item, key=whom, reason="A case")
        second = afterwards.ask_wider(by=cast.coast_focal_point, publication=item, key=whom, reason="Another")
        for asker, own in ((cast.coast_officer, first), (cast.coast_focal_point, second)):
            assert list(WiderRequest.visible_to(asker).filter(publication=item.pk)) == [own]
        with pytest.raises(Refused, match="You asked for this already"):
            afterwards.ask_wider(by=cast.coast_officer, publication=item, key=whom, reason="A case")


def test_late_arrivals_are_counted_apart_and_may_answer(cast: Cast, enter: Any) -> None:
    item = asking(cast, to=[cast.coast])
    afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.lone]))
    answering.acknowledge(by=cast.lone_focal_point, publication=fresh(item), version=1, answer="received")
    board = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
    assert "0 of 1 have acknowledged" in board
    assert "Came later" in board
    assert Addressee.unfiltered.filter(late=True, answered=True).count() == 1
