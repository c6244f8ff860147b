"""The personal-data gate in the flow of publishing: nothing goes out in which something is undecided."""

import logging
from typing import Any

import pytest

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow, Event
from waypost.publications.actions import afterwards, answering, approving, attaching, drafting, gating
from waypost.publications.models import Attachment, Justification, Publication, Text
from waypost.publications.models.gating import found_in, said_by, undecided
from waypost.publications.tests.sharing import (
    THAI,
    WORDS,
    asking,
    drafted,
    fresh,
    key_of,
    keys,
    second_version,
    shared,
    tell_all,
    told,
    waiting,
)
from waypost.publications.tests.shelf import attach

pytestmark = pytest.mark.django_db
ENGLISH = frozenset({"en"})
NUMBER = "+66 81 000 4567"
SENTENCE = f"The broker answers at {NUMBER} after dark."


def written(cast: Cast, item: Publication, language: str = "en", **words: str) -> Publication:
    """The officer's words in the draft, with these changed."""
    text = Text.unfiltered.filter(version=item.in_work(), language=language).first()
    kept = {**(WORDS if language == "en" else THAI), **words}
    revision = text.revision if text else 0
    drafting.save_text(by=cast.officer, publication=item, language=language, revision=revision, **kept)
    return item


def with_number(cast: Cast, mark: Mark = Mark.GREEN) -> Publication:
    """A draft with a telephone number in its text."""
    return written(cast, drafted(cast, mark), body=f"Look at the stern.\n\n{SENTENCE}")


def justified(cast: Cast, item: Publication, because: str = "A number kept for stories.") -> Publication:
    """Everything in the draft that is undecided, with one reason."""
    version = item.in_work()
    assert version is not None
    for each in undecided(item, version):
        gating.justify(
            by=cast.officer, publication=item, version=version.number, reasons={each.digest: because}
        )
    return item


def slipped_in(item: Publication, **words: str) -> None:
    """Words that came into the live version past the gate: as if it were older than the gate."""
    with outside_actions("a version from before the gate"):
        Text.unfiltered.filter(version=item.live_id, authoritative=True).update(**words)


class TestSending:
    def test_is_refused_with_what_to_do(self, cast: Cast) -> None:
        item = with_number(cast)
        with pytest.raises(Refused, match="Remove it, or say under “Personal data” why it may stay"):
            drafting.submit(by=cast.officer, publication=item)
        assert fresh(item).stage == "draft"

    def test_removed(self, cast: Cast) -> None:
        item = written(cast, with_number(cast))
        assert drafting.submit(by=cast.officer, publication=item).stage == "review"

    def test_justified(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        assert drafting.submit(by=cast.officer, publication=item).stage == "review"
        approving.approve(by=cast.deputy, publication=item, version=1, languages=ENGLISH)
        assert fresh(item).stage == "published"

    def test_another_word_in_the_sentence_asks_again(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        written(cast, item, body=f"Look at the stern.\n\nA boy answers at {NUMBER} after dark.")
        with pytest.raises(Refused, match="nobody has decided"):
            drafting.submit(by=cast.officer, publication=item)

    def test_another_sentence_does_not(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        written(cast, item, title="Others", body=f"Look at the bow.\n\n{SENTENCE}\n\nMore.")
        assert drafting.submit(by=cast.officer, publication=item).stage == "review"

    def test_the_same_sentence_elsewhere_is_asked_for_by_itself(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        written(cast, item, summary=SENTENCE, body=SENTENCE)
        version = item.in_work()
        assert version is not None
        assert [each.place for each in undecided(item, version)] == ["text:en:summary"]

    def test_each_translation_passes_too(self, cast: Cast) -> None:
        item = written(cast, drafted(cast, Mark.GREEN), "th", summary="โทร. ๐๘๑-๐๐๐-๔๕๖๗")
        with pytest.raises(Refused, match="nobody has decided"):
            drafting.submit(by=cast.officer, publication=item)

    @pytest.mark.parametrize(
        "body",
        ["081**-000-**4567", "081\\-000\\-4567", "081&#45;000&#45;4567", "[081-000](https://a.example)-4567"],
    )
    def test_signs_of_layout_hide_nothing(self, cast: Cast, body: str) -> None:
        item = written(cast, drafted(cast, Mark.GREEN), body=f"Call {body} now.")
        with pytest.raises(Refused, match="nobody has decided"):
            drafting.submit(by=cast.officer, publication=item)

    def test_duty_posts_and_their_mailboxes_may_be_named(self, cast: Cast) -> None:
        from waypost.people.models import Post

        post = Post.objects.filter(organisation=cast.police).first()
        assert post is not None
        Post.objects.filter(pk=post.pk).update(phone=NUMBER, on_duty=True, mailbox="duty@police.example")
        item = written(cast, drafted(cast, Mark.GREEN), body=f"Call {NUMBER}, write to duty@police.example.")
        assert drafting.submit(by=cast.officer, publication=item).stage == "review"


class TestJustifying:
    def test_the_audit_row_says_where_and_never_what(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        row = AuditRow.objects.get(action="publications.personal_data_justified")
        said = " ".join(str(value) for value in vars(row).values())
        assert "text:en:body" in said
        assert "4567" not in said
        assert not Event.objects.filter(name="publications.personal_data_justified").exists()
        [kept] = Justification.unfiltered.filter(version=item.in_work())
        assert "4567" not in f"{kept.place} {kept.reason}"

    @pytest.mark.parametrize(
        ("because", "sentence"),
        [("  ", "Say why it may stay"), (f"It is {NUMBER}", "seems to hold personal data")],
    )
    def test_wants_a_reason_that_repeats_nothing(self, cast: Cast, because: str, sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            justified(cast, with_number(cast), because)

    @pytest.mark.parametrize("who", ["colleague", "deputy", "focal_point", "coast_officer", "secretariat"])
    def test_is_the_authors_alone(self, cast: Cast, who: str) -> None:
        item = with_number(cast)
        with pytest.raises(Denied):
            gating.justify(by=getattr(cast, who), publication=item, version=1, reasons={"0": "Mine."})

    def test_not_while_it_waits_for_approval(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            gating.justify(
                by=cast.officer,
                publication=waiting(cast, Mark.GREEN),
                version=1,
                reasons={"0": "Mine."},
            )

    def test_only_of_the_version_that_is_named(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        afterwards.start_version(by=cast.officer, publication=item)
        for number in (0, 3):
            with pytest.raises(Refused, match="Nothing can be justified here now"):
                gating.justify(by=cast.officer, publication=item, version=number, reasons={"0": "Mine."})

    def test_a_new_version_keeps_the_reasons_for_what_is_the_same(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        drafting.submit(by=cast.officer, publication=item)
        approving.approve(by=cast.deputy, publication=item, version=1, languages=ENGLISH)
        second_version(cast, item, body=f"New.\n\n{SENTENCE}")
        assert fresh(item).live_version().number == 2  # type: ignore[union-attr]

    def test_readers_do_not_see_the_reasons(self, cast: Cast) -> None:
        item = justified(cast, with_number(cast))
        drafting.submit(by=cast.officer, publication=item)
        approving.approve(by=cast.deputy, publication=item, version=1, languages=ENGLISH)
        assert Justification.visible_to(cast.deputy).exists()
        assert not Justification.visible_to(cast.coast_officer).exists()


class TestApproving:
    def test_is_refused_for_what_was_read_meanwhile(self, cast: Cast) -> None:
        item = waiting(cast, Mark.GREEN)
        with outside_actions("the words came in otherwise"):
            Text.unfiltered.filter(version=item.in_work()).update(body=SENTENCE)
        with pytest.raises(Refused, match="nobody has decided"):
            approving.approve(by=cast.deputy, publication=item, version=1, languages=ENGLISH)

    def test_a_translation_by_itself(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        words = {**THAI, "body": "โทร. ๐๘๑-๐๐๐-๔๕๖๗"}
        afterwards.save_translation(by=cast.officer, publication=item, language="th", **words)
        with pytest.raises(Refused, match="nobody has decided"):
            afterwards.approve_translation(by=cast.deputy, publication=item, language="th")
        live = item.live_version()
        assert live is not None
        [found] = undecided(item, live)
        gating.justify(by=cast.officer, publication=item, version=1, reasons={found.digest: "Invented."})
        afterwards.approve_translation(by=cast.deputy, publication=item, language="th")


class TestMoreReaders:
    def test_a_published_item_passes_again_before_more_see_it(self, cast: Cast) -> None:
        item = shared(cast, Mark.AMBER, to=[cast.coast])
        slipped_in(item, body=SENTENCE)
        asked = afterwards.ask_wider(
            by=cast.coast_officer,
            publication=item,
            key=key_of(cast, cast.lone),
            reason="Same route.",
        )
        with pytest.raises(Refused, match="nobody has decided"):
            afterwards.widen(by=cast.deputy, publication=item, to=keys(cast, [cast.customs]))
        with pytest.raises(Refused, match="nobody has decided"):
            afterwards.answer_wider(
                by=cast.officer, publication=item, request=asked.public_id, grant=True, answer=""
            )
        afterwards.answer_wider(
            by=cast.officer, publication=item, request=asked.public_id, grant=False, answer="Not yet."
        )

    def test_nor_is_it_made_public(self, cast: Cast) -> None:
        item = shared(cast, Mark.CLEAR)
        slipped_in(item, body=SENTENCE)
        with pytest.raises(Refused, match="nobody has decided"):
            afterwards.make_public(by=cast.deputy, publication=item)


class TestSentencesBetweenOfficials:
    def test_a_reason_to_withdraw_is_read_by_all_and_holds_nothing(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        with pytest.raises(Refused, match="seems to hold personal data") as refused:
            afterwards.withdraw(by=cast.officer, publication=item, because=SENTENCE)
        assert "because" in refused.value.fields

    def test_ones_own_number_may_be_given_but_no_travellers(self, cast: Cast) -> None:
        item = asking(cast, Mark.GREEN)
        given = {"by": cast.coast_focal_point, "publication": item, "version": 1, "answer": "received"}
        with pytest.raises(Refused, match="seems to hold personal data"):
            answering.acknowledge(**given, remark="We held passport no. AA1234567.")
        answering.acknowledge(**given, remark=f"Call me at {NUMBER}.")


class TestFiles:
    def test_pages_that_were_read_pass_the_gate(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        attach(item, ["Nothing here.", "passport no. AA1234567"], name="call 081-000-4567.pdf")
        live = item.live_version()
        assert live is not None
        places = [each.place.split(":", 2)[2] for each in undecided(item, live)]
        assert places == ["name", "page:2"]

    def test_the_page_says_which_files_were_not_looked_through(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, Mark.GREEN)
        attach(item, ["x"], name="annex.pdf")
        with outside_actions("as if it were not read yet"):
            Attachment.unfiltered.get(version=item.live_id).file.filetext.delete()
        page = enter(cast.officer).get(f"/items/{item.public_id}/personal/1/").content.decode()
        assert "annex.pdf" in page
        assert "not read yet" in page

    def test_the_originator_is_told_of_what_a_file_turns_out_to_hold(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        attach(item, ["passport no. AA1234567"])
        tell_all()
        attaching.text_was_read(Attachment.unfiltered.get(version=item.live_id).file)
        tell_all()
        assert told("personal_data_found") == {"officer", "focal_point", "deputy"}
        assert "AA1234567" not in str(list(Event.objects.values()))

    def test_a_file_without_anything_is_nobodys_news(self, cast: Cast) -> None:
        item = shared(cast, Mark.GREEN)
        attach(item, ["Nothing."])
        attaching.text_was_read(Attachment.unfiltered.get(version=item.live_id).file)
        tell_all()
        assert told("personal_data_found") == set()


class TestPages:
    def test_from_the_finding_to_the_approver(self, cast: Cast, enter: Any) -> None:
        item = with_number(cast)
        author = enter(cast.officer)
        page = author.get(f"/items/{item.public_id}/send/").content.decode()
        assert f"answers at <mark>{NUMBER}</mark> after dark" in page
        assert author.post(f"/items/{item.public_id}/send/").status_code == 422
        [found] = found_in(item, item.in_work())  # type: ignore[arg-type]
        address = f"/items/{item.public_id}/personal/1/"
        empty = author.post(address, {"finding": found.digest, "because": ""})
        assert empty.status_code == 422
        answer = author.post(address, {"finding": found.digest, "because": "Kept for stories."})
        assert answer["Location"].endswith("/send/#personal")
        assert author.post(f"/items/{item.public_id}/send/").status_code == 302
        review = enter(cast.deputy).get(f"/items/{item.public_id}/review/").content.decode()
        assert "Kept for stories." in review
        assert f"<mark>{NUMBER}</mark>" in review

    def test_a_refused_reason_comes_back_with_its_words(self, cast: Cast, enter: Any) -> None:
        item = with_number(cast)
        [found] = found_in(item, item.in_work())  # type: ignore[arg-type]
        typed = f"My own is {NUMBER}"
        answer = enter(cast.officer).post(
            f"/items/{item.public_id}/personal/1/", {"finding": found.digest, "because": typed}
        )
        assert answer.status_code == 422
        assert typed in answer.content.decode()

    def two(self, cast: Cast) -> tuple[Publication, list[str]]:
        item = written(cast, drafted(cast, Mark.GREEN), summary=f"At {NUMBER}.", body=SENTENCE)
        return item, [each.digest for each in found_in(item, item.in_work())]  # type: ignore[arg-type]

    def test_several_are_justified_with_one_press_each_with_its_own_reason(
        self, cast: Cast, enter: Any
    ) -> None:
        item, [first, second] = self.two(cast)
        typed = {f"because-{first}": "The first.", f"because-{second}": "The\0 second.", "because": ""}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/personal/1/", typed)
        assert answer["Location"].endswith("/send/#personal")
        kept = dict(Justification.unfiltered.values_list("digest", "reason"))
        assert kept == {first: "The first.", second: "The second."}
        assert AuditRow.objects.filter(action="publications.personal_data_justified").count() == 1

    def test_or_one_reason_for_all_that_are_ticked(self, cast: Cast, enter: Any) -> None:
        item, found = self.two(cast)
        typed = {"finding": found, "because": "Both kept for stories.", f"because-{found[0]}": ""}
        enter(cast.officer).post(f"/items/{item.public_id}/personal/1/", typed)
        reasons = Justification.unfiltered.values_list("reason", flat=True)
        assert list(reasons) == ["Both kept for stories."] * 2

    def test_one_that_is_refused_keeps_none_and_loses_no_word(self, cast: Cast, enter: Any) -> None:
        item, [first, second] = self.two(cast)
        typed = {f"because-{first}": "The first.", f"because-{second}": f"It is {NUMBER}"}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/personal/1/", typed)
        assert answer.status_code == 422
        assert all(f'value="{words}"' in answer.content.decode() for words in typed.values())
        assert not Justification.unfiltered.exists()

    def test_a_reason_for_nothing_that_is_ticked_says_so(self, cast: Cast, enter: Any) -> None:
        item, _found = self.two(cast)
        answer = enter(cast.officer).post(f"/items/{item.public_id}/personal/1/", {"because": "For what?"})
        assert answer.status_code == 422
        assert "Tick the places your reason is for" in answer.content.decode()
        assert 'value="For what?"' in answer.content.decode()

    def test_a_draft_without_findings_says_so(self, cast: Cast, enter: Any) -> None:
        item = drafted(cast, Mark.GREEN)
        page = enter(cast.officer).get(f"/items/{item.public_id}/send/").content.decode()
        assert "No number, address or machine readable line of a person was found" in page
        assert "Names and faces cannot be found" in page

    def test_a_translator_is_led_to_what_was_found(self, cast: Cast, enter: Any) -> None:
        item = shared(cast, Mark.GREEN)
        typed = {**THAI, "body": "โทร. ๐๘๑-๐๐๐-๔๕๖๗", "revision": 0}
        answer = enter(cast.officer).post(f"/items/{item.public_id}/translate/th/", typed)
        assert answer["Location"].endswith("/personal/1/")

    @pytest.mark.parametrize("who", ["coast_officer", "colleague"])
    def test_nobody_elses(self, cast: Cast, enter: Any, who: str) -> None:
        item = shared(cast, Mark.GREEN)
        assert enter(getattr(cast, who)).get(f"/items/{item.public_id}/personal/1/").status_code == 403

    def test_nothing_that_is_found_is_logged(
        self, cast: Cast, enter: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        item = with_number(cast)
        with caplog.at_level(logging.DEBUG):
            author = enter(cast.officer)
            author.get(f"/items/{item.public_id}/send/")
            author.post(f"/items/{item.public_id}/send/")
            author.post(f"/items/{item.public_id}/personal/1/", {"finding": "0", "because": NUMBER})
        said = [r for r in caplog.records if not r.name.startswith("django.db")]
        assert [record for record in said if "4567" in record.getMessage()] == []


def test_places_are_in_reading_order(cast: Cast) -> None:
    item = drafted(cast, Mark.GREEN)
    version = item.in_work()
    assert version is not None
    assert [each.place for each in said_by(item, version)][:3] == [
        "text:en:title",
        "text:en:summary",
        "text:en:body",
    ]
