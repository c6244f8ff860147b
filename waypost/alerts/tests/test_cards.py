"""The quick card: who gets one, what stands on it, and that nothing anybody wrote is read as more than words."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.alerts.actions import writing
from waypost.alerts.models import Card, Redaction, Term
from waypost.alerts.part import MOST_ON_A_CARD
from waypost.alerts.tests.alerting import FINDINGS, alerted, approved, drafted, next_version
from waypost.core.doors import outside_actions
from waypost.core.models import AuditRow
from waypost.files import intake
from waypost.files.tests import corpus
from waypost.people.models import Person, Referral
from waypost.publications.actions import afterwards, attaching, drafting
from waypost.publications.models import Opening, Publication

Enter = Callable[[Person], Client]

LINE = "A fraudulent document does not make its holder an offender."
NO_PROOF = "Absence of these signs is no proof that a document is genuine."


def taken(client: Client, item: Publication, **asked: str) -> Any:
    return client.get(reverse("card", args=[item.public_id]), asked)


def text(content: bytes) -> str:
    """The words of the page, without the ends of its lines."""
    with pypdfium2.PdfDocument(content) as document:
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.replace("\u200b", "").split())


def bare(thai: str) -> str:
    """Without the signs above and below the letters: they come out of a PDF twice, or elsewhere in their cluster."""
    return re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", thai)


def pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def to_readers(cast: Cast, mark: Mark) -> list[Any]:
    return {Mark.AMBER: [cast.coast], Mark.STRICT: [cast.coast], Mark.RED: [cast.coast_officer]}.get(mark, [])


@pytest.fixture
def vocabulary(db: None) -> None:
    rows = (
        ("issuer", "UTO", "Republic of Utopia", "สาธารณรัฐยูโทเปีย"),
        ("document", "PAS", "Passport", "หนังสือเดินทาง"),
        ("fraud", "CFP", "Counterfeit, part", "ปลอมบางส่วน"),
        ("tool", "LUP", "Loupe", "แว่นขยาย"),
        ("tool", "UV365", "UV lamp", "ไฟยูวี"),
        ("request", "REFER", "Refer to second line", "ส่งต่อด่านที่สอง"),
    )
    for vocabulary, code, en, th in rows:
        Term.objects.update_or_create(
            vocabulary=vocabulary, code=code, defaults={"label_en": en, "label_th": th, "ended_at": None}
        )


def with_pictures(cast: Cast, mark: Mark = Mark.GREEN) -> Publication:
    """Published with a genuine and a fraudulent picture, on each of which finding 1 has its place."""
    item = drafted(cast, mark, to=to_readers(cast, mark))
    files, says = {}, {}
    for role in ("GEN", "FAL"):
        description = {"GEN": "Data page", "FAL": "Data page, dots"}[role]
        clean = intake.take_in(corpus.picture(), f"{role}.jpg")
        attached = attaching.attach(by=cast.officer, publication=item, clean=clean)
        attaching.describe(by=cast.officer, publication=item, descriptions={attached.public_id: description})
        files[role], says[attached.public_id] = attached.file, writing.Says(role, "WHT")
        with outside_actions(because="redacting is another page"):
            Redaction.objects.create(file=attached.file, by=cast.officer, at=attached.file.created_at)
    writing.place_pictures(by=cast.officer, publication=item, pictures=says)
    spots = {
        name: {"file": files[role].public_id, "x": 0.25, "y": 0.5}
        for name, role in (("genuine", "GEN"), ("false", "FAL"))
    }
    version = item.in_work()
    assert version is not None
    part = {**version.part, "findings": [{**FINDINGS[0], **spots}, FINDINGS[1]]}
    drafting.save_part(by=cast.officer, publication=item, part=part)
    return approved(cast, drafting.submit(by=cast.officer, publication=item), 1)


class TestADraft:
    """The card before it is out: for those who write or approve it, and never taken for one that holds."""

    @pytest.mark.parametrize("size", ["a4", "a5"])
    @pytest.mark.parametrize(
        ("language", "said"), [("en", "DRAFT, NOT APPROVED"), ("th", "ร่าง ยังไม่ได้รับอนุมัติ")]
    )
    def test_author_and_approver_see_it_marked(
        self, cast: Cast, enter: Enter, size: str, language: str, said: str
    ) -> None:
        item = drafted(cast)
        asked = {"size": size, "language": language}
        address = reverse("card_draft", args=[item.public_id])
        page = enter(cast.officer).get(reverse("send", args=[item.public_id])).content.decode()
        assert address in page
        drafting.submit(by=cast.officer, publication=item)
        assert address in enter(cast.deputy).get(reverse("review", args=[item.public_id])).content.decode()
        for person in (cast.officer, cast.deputy):
            answer = enter(person).get(address, asked)
            assert answer.status_code == 200
            assert pages(answer.content) == 1
            assert bare(text(answer.content)).count(bare(said)) == 2  # in its head, and across the page
            assert "/card/" not in text(answer.content)  # no code
        published = approved(cast, item, 1)
        assert said not in text(taken(enter(cast.coast_officer), published, **asked).content)
        assert enter(cast.officer).get(address).status_code == 404

    @pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER])
    def test_nobody_else_knows_of_it(self, cast: Cast, enter: Enter, mark: Mark) -> None:
        item = drafted(cast, mark, to=to_readers(cast, mark))
        drafting.submit(by=cast.officer, publication=item)
        address = reverse("card_draft", args=[item.public_id])
        for person in (cast.colleague, cast.coast_officer, cast.lone_focal_point, cast.customs_officer):
            assert enter(person).get(address).status_code == 404
        assert Client().get(address).status_code == 302

    @pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
    def test_under_strict_and_red_there_is_none(self, cast: Cast, enter: Enter, mark: Mark) -> None:
        item = drafted(cast, mark, to=to_readers(cast, mark))
        author = enter(cast.officer)
        address = reverse("card_draft", args=[item.public_id])
        assert author.get(address).status_code == 403
        assert address not in author.get(reverse("send", args=[item.public_id])).content.decode()

    def test_from_amber_up_it_carries_the_name_of_who_took_it(self, cast: Cast, enter: Enter) -> None:
        item = drafted(cast, Mark.AMBER, to=[cast.coast])
        answer = enter(cast.officer).get(reverse("card_draft", args=[item.public_id]))
        assert cast.officer.name in text(answer.content)
        assert answer["Cache-Control"] == "private, no-store"

    def test_of_a_new_version_it_is_that_one_and_readers_keep_theirs(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast)
        version = afterwards.start_version(by=cast.officer, publication=item)
        part = {**version.part, "findings": [{**FINDINGS[0], "observed": {"en": "Only in the draft"}}]}
        drafting.save_part(by=cast.officer, publication=item, part=part, changes="Anew.")
        draft = enter(cast.officer).get(reverse("card_draft", args=[item.public_id]))
        assert "Only in the draft" in text(draft.content)
        assert "Only in the draft" not in text(taken(enter(cast.officer), item).content)
        assert enter(cast.coast_officer).get(reverse("card_draft", args=[item.public_id])).status_code == 404

    def test_nothing_is_recorded(self, cast: Cast, enter: Enter) -> None:
        item, author = drafted(cast, Mark.AMBER, to=[cast.coast]), enter(cast.officer)
        rows = AuditRow.objects.count()
        author.get(reverse("card_draft", args=[item.public_id]))
        assert AuditRow.objects.count() == rows


class TestWhoGetsOne:
    @pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN, Mark.AMBER])
    def test_a_reader_does_and_a_stranger_knows_of_nothing(
        self, cast: Cast, enter: Enter, mark: Mark
    ) -> None:
        item = alerted(cast, mark, to=to_readers(cast, mark))
        reader = enter(cast.coast_officer)
        assert (
            reverse("card", args=[item.public_id]) in reader.get(f"/items/{item.public_id}/").content.decode()
        )
        answer = taken(reader, item)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert mark.label in text(answer.content)
        assert LINE in text(answer.content)
        assert NO_PROOF in text(answer.content)
        assert taken(enter(cast.outsider), item).status_code == 404
        assert taken(Client(), item).status_code == 302

    @pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
    def test_under_strict_and_red_nobody(self, cast: Cast, enter: Enter, mark: Mark) -> None:
        item = alerted(cast, mark, to=to_readers(cast, mark))
        for person in (cast.coast_officer, cast.officer, cast.deputy):
            client = enter(person)
            assert taken(client, item).status_code == 403
            page = client.get(f"/items/{item.public_id}/").content.decode()
            assert reverse("card", args=[item.public_id]) not in page
        assert taken(enter(cast.customs_officer), item).status_code == 404
        assert not Card.unfiltered.exists()
        assert AuditRow.objects.filter(action="alerts.card", outcome="denied").count() == 3

    def test_of_a_draft_a_withdrawn_one_or_a_reference_there_is_none(self, cast: Cast, enter: Enter) -> None:
        author = enter(cast.officer)
        assert taken(author, drafted(cast)).status_code == 404
        item = alerted(cast)
        afterwards.withdraw(by=cast.officer, publication=item, because="It was wrong.")
        for client in (author, enter(cast.coast_officer)):
            assert taken(client, item).status_code == 404
            page = client.get(f"/items/{item.public_id}/").content.decode()
            assert reverse("card", args=[item.public_id]) not in page

    def test_of_an_expired_one_there_is_none_any_more(self, cast: Cast, enter: Enter, hands: Hands) -> None:
        item = alerted(cast, expires_on=TODAY + timedelta(days=1))
        assert taken(enter(cast.coast_officer), item).status_code == 200
        hands.forward(days=2)
        client = enter(cast.coast_officer)
        answer = taken(client, item)
        assert answer.status_code == 409
        assert "has expired" in answer.content.decode()
        page = client.get(f"/items/{item.public_id}/").content.decode()
        assert reverse("card", args=[item.public_id]) not in page

    def test_it_stops_with_the_right_to_read(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast, Mark.GREEN, not_to=[cast.coast])
        assert taken(enter(cast.coast_officer), item).status_code == 404


class TestTheCopy:
    def test_amber_carries_its_reader_and_is_kept_nowhere(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast, Mark.AMBER, to=[cast.coast])
        answer = taken(enter(cast.coast_officer), item)
        assert answer["Cache-Control"] == "private, no-store"
        assert "Coast Officer, Coast guard X" in text(answer.content)
        assert "2020-09-01 05:00Z" in text(answer.content)
        assert AuditRow.objects.filter(action="publications.content_opened").count() == 1

    def test_green_is_no_ones_and_noted_as_read(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast)
        answer = taken(enter(cast.coast_officer), item)
        assert "Coast Officer" not in text(answer.content)
        assert Opening.unfiltered.filter(person=cast.coast_officer, version=item.live_id).exists()

    def test_it_is_a_file_like_others(self, cast: Cast, enter: Enter) -> None:
        answer = taken(enter(cast.coast_officer), alerted(cast))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Disposition"].startswith("inline")

    def test_the_same_data_give_the_same_bytes(self, cast: Cast, enter: Enter, hands: Hands) -> None:
        item, client = with_pictures(cast), enter(cast.coast_officer)
        first = taken(client, item).content
        hands.forward(minutes=7)
        assert taken(client, item).content == first

    def test_it_is_tagged_for_those_who_do_not_see_it(self, cast: Cast, enter: Enter) -> None:
        content = taken(enter(cast.coast_officer), with_pictures(cast)).content
        with pikepdf.open(BytesIO(content)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert str(opened.Root.Lang) == "en"
            with opened.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"


class TestWhatStandsOnIt:
    @pytest.mark.parametrize(("size", "width"), [("", 595), ("a5", 420), ("a3", 595)])
    def test_one_page_of_the_size(self, cast: Cast, enter: Enter, size: str, width: int) -> None:
        content = taken(enter(cast.coast_officer), alerted(cast), size=size).content
        with pypdfium2.PdfDocument(content) as document:
            assert len(document) == 1
            assert round(document[0].get_width()) == width

    @pytest.mark.usefixtures("vocabulary")
    def test_in_english(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast, urgency="urgent", expires_on=TODAY.replace(year=2021))
        said = text(taken(enter(cast.coast_officer), item, language="en").content)
        for each in (
            item.reference,
            "Republic of Utopia, Passport",
            "Counterfeit, part",
            "model 2016",
            "Urgent",
            "as of 1 September 2020",
            "valid to 1 September 2021",
            "Row of broken dots",
            "Loupe",
            "U73400000 – U73449999",
            "Refer to second line.",
            "Bend, cut or mark the document.",
        ):
            assert each in said

    @pytest.mark.usefixtures("vocabulary")
    def test_in_thai_and_what_is_not_written_in_it_in_the_other_language(
        self, cast: Cast, enter: Enter
    ) -> None:
        said = text(taken(enter(cast.coast_officer), alerted(cast), language="th").content)
        for each in (
            "ของจริง",
            "1 กันยายน พ.ศ. 2563",
            "รุ่น พ.ศ. 2559",
            "จุดขาดเป็นแถว",
            "Whole page glows",
            "บัตรนี้ไม่มีข้อมูลของผู้ถือเอกสาร",
        ):
            assert bare(each) in bare(said)

    def test_the_readers_own_offices_stand_on_it(self, cast: Cast, enter: Enter) -> None:
        for member, phone in ((cast.coast.member, "+00 000 0231"), (cast.police.member, "+00 000 0301")):
            Referral.objects.create(
                member=member, need=1, office_en="Protection desk", office_th="งานคุ้มครอง", phone=phone,
                hours_en="24 hours", hours_th="24 ชั่วโมง", checked_on=TODAY,
            )  # fmt: skip
        said = text(taken(enter(cast.coast_officer), alerted(cast)).content)
        assert "+00 000 0231" in said
        assert "+00 000 0301" not in said

    def test_the_numbers_stand_on_both_pictures(self, cast: Cast, enter: Enter) -> None:
        content = taken(enter(cast.coast_officer), with_pictures(cast)).content
        said = text(content)
        assert said.split().count("1") >= 3  # on each picture and in the table
        assert pages(content) == 1

    def test_for_information_is_nothing_to_do(self, cast: Cast, enter: Enter) -> None:
        asked = alerted(cast, part={"requests": ["INFO", "REPORT"]})
        said = text(taken(enter(cast.coast_officer), asked).content)
        assert "For information." not in said
        assert "Report to the contact post." in said

    def test_at_most_five_findings_with_their_own_numbers(self, cast: Cast, enter: Enter) -> None:
        signs = [
            {**FINDINGS[0], "decisive": n in (7, 8), "observed": {"en": f"Sign {n}."}} for n in range(1, 10)
        ]
        said = text(taken(enter(cast.coast_officer), alerted(cast, part={"findings": signs})).content)
        shown = [n for n in range(1, 10) if f"Sign {n}." in said]
        assert shown == [1, 2, 3, 7, 8]
        assert len(shown) == MOST_ON_A_CARD

    @pytest.mark.parametrize("size", ["a4", "a5"])
    @pytest.mark.parametrize("language", ["en", "th"])
    def test_the_fullest_card_is_one_page(self, cast: Cast, enter: Enter, size: str, language: str) -> None:
        full = {"en": "Words of many letters " * 8, "th": "ข้อความที่ยาวมากบนบัตรหนึ่งหน้า" * 6}
        said = {code: words[:160] for code, words in full.items()}
        signs = [{**FINDINGS[0], "expected": said, "observed": said} for _n in range(MOST_ON_A_CARD)]
        numbers = [(f"U7340{n}000", f"U7340{n}999") for n in range(9)]
        item = alerted(cast, part={"findings": signs, "model": "M" * 60}, numbers=numbers)
        assert pages(taken(enter(cast.coast_officer), item, size=size, language=language).content) == 1


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("x") *bold* _it_ $x^2$ @ref <label> [b] `raw` = head',
        "\\u{41} \\ // no comment /* none */ #{1+1} ~ -- ---",
        "\"double\" 'single' “curly” ‘too’",
        "مستند مزور 2016 עברית",
        "\U0001f600 \U0001f6c2 字",
        "W" * 120,
        "#" * 60 + "{" * 40,
    ],
)
def test_whatever_is_written_prints_as_it_was_written(cast: Cast, enter: Enter, typed: str) -> None:
    item = drafted(cast, part={"issuer": "", "issuer_printed": typed[:80], "model": typed[:60]})
    drafting.save_text(
        by=cast.officer, publication=item, language="en", revision=2, title=typed, summary="S", body="B"
    )
    item = approved(cast, drafting.submit(by=cast.officer, publication=item), 1)
    answer = taken(enter(cast.coast_officer), item)
    assert answer.status_code == 200
    assert pages(answer.content) == 1
    if typed.isascii():
        compact = text(answer.content).replace(" ", "")
        assert typed.replace(" ", "") in compact


def test_a_new_version_has_a_card_of_its_own(cast: Cast, enter: Enter) -> None:
    item = alerted(cast)
    client = enter(cast.coast_officer)
    before = taken(client, item).content
    next_version(cast, item, model="2019")
    assert taken(client, item).content != before
    assert Card.unfiltered.count() == 2
