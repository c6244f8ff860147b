"""Files on an item through the pages: attached, described, sent, opened by those who see the version, gone with it."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.core.models import AuditRow
from waypost.core.ticks import ticks
from waypost.files.confined.image import SMALL
from waypost.files.models import FileText, StoredFile
from waypost.files.tests import corpus
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, approving, attaching, drafting
from waypost.publications.models import MOST_FILES, Attachment, Publication, Version, attached_pages

Enter = Callable[[Any], Client]


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def draft(cast: Cast, mark: Mark = Mark.AMBER, to: int | None = None) -> Publication:
    """An officer's draft, written and addressed, without a file."""
    begun = drafting.start(
        by=cast.officer, organisation=cast.police, kind="bulletin", network=cast.regional, language="en"
    )
    publication = Publication.unfiltered.get(pk=begun.pk)
    drafting.save_text(
        by=cast.officer, publication=publication, language="en", revision=1, title="T", summary="S", body="B"
    )
    named = mark >= Mark.AMBER
    reader = key(Audience.PERSON, cast.coast_officer.pk)
    coast = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    terms = drafting.Terms(
        mark=mark,
        to=frozenset({to or (reader if mark == Mark.RED else coast)} if named else ()),
        topics=tuple(Topic.objects.all()[:1]),
        review_by=date(2020, 12, 1),
        approved_by="named" if mark == Mark.RED else "own",
        approver=cast.deputy if mark == Mark.RED else None,
    )
    drafting.address(by=cast.officer, publication=publication, revision=1, terms=terms)
    return Publication.unfiltered.get(pk=publication.pk)


def write(client: Client, publication: Publication, *files: SimpleUploadedFile, **more: str) -> Any:
    """Press a button of the writing page."""
    text = client.get(f"/items/{publication.public_id}/write/").context["text"]
    form = {"title": "T", "summary": "S", "body": "B", "changes": "C", "revision": text.revision}
    form["part_revision"] = publication.in_work().revision  # type: ignore[union-attr]
    return client.post(
        f"/items/{publication.public_id}/write/",
        {**form, "do": "attach", "files": list(files), **more},
        follow=True,
    )


def attached(cast: Cast, enter: Enter, publication: Publication, content: bytes, name: str) -> Attachment:
    """A described file on the version in work, by the page."""
    write(enter(cast.officer), publication, sent(content, name))
    row = Attachment.unfiltered.filter(version=publication.in_work()).latest("pk")
    write(enter(cast.officer), publication, **{f"description-{row.public_id}": "What it shows"}, do="save")
    return Attachment.unfiltered.select_related("file").get(pk=row.pk)


def publish(cast: Cast, publication: Publication) -> None:
    drafting.submit(by=cast.officer, publication=publication)
    waiting = Publication.unfiltered.get(pk=publication.pk)
    version = waiting.in_work()
    assert version is not None
    approving.approve(
        by=cast.deputy, publication=waiting, version=version.number, languages=frozenset({"en"})
    )


def shared(cast: Cast, enter: Enter, mark: Mark, content: bytes, name: str) -> tuple[Publication, str]:
    """A published item with one file, and the address of the file."""
    publication = draft(cast, mark)
    row = attached(cast, enter, publication, content, name)
    publish(cast, publication)
    return Publication.unfiltered.get(
        pk=publication.pk
    ), f"/items/{publication.public_id}/files/{row.public_id}/"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def words(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return " ".join(page.get_textpage().get_text_bounded() for page in opened)


# Writing.


def test_files_are_attached_described_and_taken_off_without_a_script(cast: Cast, enter: Enter) -> None:
    publication, officer = draft(cast), enter(cast.officer)
    page = write(officer, publication, sent(corpus.pdf(), "a.pdf"), sent(corpus.picture(), "b.jpg"))
    first, second = Attachment.unfiltered.filter(version=publication.in_work()).order_by("pk")
    assert "a.pdf" in page.content.decode()
    assert f'name="description-{second.public_id}"' in page.content.decode()
    page = write(
        officer, publication, **{f"description-{second.public_id}": "A pier"}, do=f"detach:{first.public_id}"
    )
    assert [row.description for row in Attachment.unfiltered.all()] == ["A pier"]
    assert "a.pdf" not in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "The comments in"), ("th", "ได้นำความเห็นใน")])
def test_what_was_taken_out_of_a_file_is_said(cast: Cast, enter: Enter, language: str, words: str) -> None:
    cast.officer.language = language
    cast.officer.save()
    page = write(
        enter(cast.officer), draft(cast), sent(corpus.commented_docx(), "letter.docx")
    ).content.decode()
    assert f"{words} “letter.docx”" in page
    assert Attachment.unfiltered.get().file.name == "letter.docx"


def test_what_is_refused_is_said_and_the_others_stay(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    page = write(
        enter(cast.officer),
        publication,
        sent(b"MZ", "setup.exe"),
        sent(b"", "none.pdf"),
        sent(corpus.pdf(), "a.pdf"),
    )
    said = [str(message) for message in page.context["messages"]]
    assert len(said) == 2
    assert "setup.exe" in said[0]
    assert "none.pdf" in said[1]
    assert [row.file.name for row in Attachment.unfiltered.select_related("file")] == ["a.pdf"]


def test_words_typed_beside_a_refused_file_are_kept(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    page = write(
        enter(cast.officer), publication, sent(b"MZ", "setup.exe"), title="Typed beside it", do="next"
    )
    assert "Typed beside it" in page.content.decode()
    assert page.redirect_chain[-1][0].startswith(f"/items/{publication.public_id}/write/")


def test_one_too_many_is_refused(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    files = [sent(b"place\n", f"{n}.csv") for n in range(MOST_FILES + 1)]
    page = write(enter(cast.officer), publication, *files)
    assert [str(MOST_FILES) in str(message) for message in page.context["messages"]] == [True]
    assert Attachment.unfiltered.count() == MOST_FILES


def test_an_author_whose_files_fill_their_share_attaches_no_more(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over all items, until one is taken off."""
    first, second = draft(cast), draft(cast)
    write(enter(cast.officer), first, sent(b"place\n", "a.csv"))
    kept = StoredFile.objects.get()
    assert attaching.stored_by(cast.officer) == kept.size
    monkeypatch.setattr(attaching, "GIGABYTE", kept.size / settings.QUOTA)
    page = write(enter(cast.officer), second, sent(b"other\n", "b.csv"))
    assert ["fill the 5 GB you have" in str(message) for message in page.context["messages"]] == [True]
    assert Attachment.unfiltered.count() == 1
    assert attaching.stored_by(cast.colleague) == 0
    attaching.detach(by=cast.officer, publication=first, attachment=Attachment.unfiltered.get().public_id)
    write(enter(cast.officer), second, sent(b"other\n", "b.csv"))
    assert Attachment.unfiltered.get().file.name == "b.csv"


def test_only_the_author_attaches(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    for person in (cast.deputy, cast.colleague, cast.coast_officer):
        answer = enter(person).post(
            f"/items/{publication.public_id}/write/", {"files": [sent(b"a", "a.txt")]}
        )
        assert answer.status_code in (403, 404)
    assert not Attachment.unfiltered.exists()


def test_a_file_without_a_description_is_not_sent(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    write(enter(cast.officer), publication, sent(corpus.pdf(), "a.pdf"))
    with pytest.raises(Refused, match=r"what “a\.pdf” shows"):
        drafting.submit(by=cast.officer, publication=publication)


@pytest.mark.parametrize("mark", list(Mark))
def test_what_cannot_carry_a_name_is_not_sent_under_amber(cast: Cast, enter: Enter, mark: Mark) -> None:
    publication = draft(cast, mark)
    attached(cast, enter, publication, b"place,number\nRanong,4\n", "numbers.csv")
    page = enter(cast.officer).get(f"/items/{publication.public_id}/audience/").content.decode()
    said_beside_the_mark = "“numbers.csv” cannot carry the name of its reader" in page
    assert said_beside_the_mark is (mark >= Mark.AMBER)
    if mark < Mark.AMBER:
        publish(cast, publication)
    else:
        with pytest.raises(Refused, match=mark.label.replace("+", r"\+")):
            drafting.submit(by=cast.officer, publication=publication)


def test_the_approver_reads_the_files_before_approving(cast: Cast, enter: Enter) -> None:
    publication = draft(cast)
    row = attached(cast, enter, publication, corpus.pdf("For approval"), "a.pdf")
    drafting.submit(by=cast.officer, publication=publication)
    deputy, address = enter(cast.deputy), f"/items/{publication.public_id}/files/{row.public_id}/"
    assert address in deputy.get(f"/items/{publication.public_id}/review/").content.decode()
    assert "For approval" in words(body(deputy.get(address)))
    assert enter(cast.coast_officer).get(address).status_code == 404


# Reading.


@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN])
def test_below_amber_a_file_is_given_as_it_lies_in_any_part(cast: Cast, enter: Enter, mark: Mark) -> None:
    publication, address = shared(cast, enter, mark, b"place,number\nRanong,4\n", "numbers.csv")
    reader = enter(cast.coast_officer)
    page = reader.get(f"/items/{publication.public_id}/").content.decode()
    assert address in page
    assert "What it shows" in page
    whole = reader.get(address)
    assert body(whole) == b"place,number\nRanong,4\n"
    assert whole["Cache-Control"] == "private, no-cache"
    assert whole["Content-Disposition"] == 'attachment; filename="numbers.csv"'
    assert reader.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    part = reader.get(address, headers={"Range": "bytes=6-11"})
    assert (part.status_code, body(part), part["Content-Range"]) == (206, b"number", "bytes 6-11/22")
    assert reader.get(address, headers={"Range": "bytes=99-"}).status_code == 416


def test_under_amber_a_copy_is_whole_and_carries_its_readers_name(cast: Cast, enter: Enter) -> None:
    _publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf("Plain words"), "report.pdf")
    copy = enter(cast.coast_officer).get(address, headers={"Range": "bytes=0-9", "If-None-Match": "*"})
    assert copy.status_code == 200
    assert copy["Cache-Control"] == "private, no-store"
    assert "ETag" not in copy
    read = words(body(copy))
    assert "Plain words" in read
    assert "TLP:AMBER" in read
    assert cast.coast_officer.name in read
    assert cast.coast.name_en in read
    assert "2020-09-01 05:00Z" in read
    assert cast.coast_officer.name not in words(body(enter(cast.coast_focal_point).get(address)))


def test_a_picture_under_amber_is_marked_too(cast: Cast, enter: Enter) -> None:
    _publication, address = shared(cast, enter, Mark.AMBER, corpus.picture(size=(400, 300)), "pier.jpg")
    seen = {}
    for name in ("coast_officer", "coast_focal_point"):
        copy = enter(getattr(cast, name)).get(address)
        assert copy["Content-Type"] == "image/jpeg"
        assert Image.open(BytesIO(body(copy))).size == (400, 300)
        seen[name] = body(copy)
    assert seen["coast_officer"] != seen["coast_focal_point"]


@pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
def test_strict_and_red_show_pages_and_give_no_file(cast: Cast, enter: Enter, mark: Mark) -> None:
    _publication, address = shared(cast, enter, mark, corpus.pdf("Plain words", pages=2), "report.pdf")
    reader = enter(cast.coast_officer)
    page = reader.get(address)
    assert page["Content-Type"].startswith("text/html")
    assert f"{address}pages/2/" in page.content.decode()
    drawn = reader.get(f"{address}pages/2/")
    assert (drawn["Content-Type"], drawn["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert "Content-Disposition" not in drawn
    assert reader.get(f"{address}pages/3/").status_code == 404
    assert reader.get(f"{address}pages/0/").status_code == 404


def test_below_strict_there_are_no_pages(cast: Cast, enter: Enter) -> None:
    _publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf(), "report.pdf")
    assert enter(cast.coast_officer).get(f"{address}pages/1/").status_code == 404


@pytest.mark.parametrize("mark", list(Mark))
def test_every_answer_is_safe_to_look_at(cast: Cast, enter: Enter, mark: Mark) -> None:
    _publication, address = shared(cast, enter, mark, corpus.picture("PNG"), "map.png")
    reader = enter(cast.coast_officer)
    pages = [f"{address}preview/", f"{address}preview/?first"]
    pages.append(f"{address}pages/1/" if mark >= Mark.STRICT else address)
    for answer in map(reader.get, pages):
        assert answer.status_code == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Content-Type"] in ("image/png", "image/jpeg", "image/webp")
        Image.open(BytesIO(body(answer))).load()


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.RED])
def test_the_picture_of_a_first_view_is_small_and_like_every_copy(
    cast: Cast, enter: Enter, mark: Mark
) -> None:
    """From AMBER up with its reader's name across it, and kept nowhere; below, asked about each time."""
    _publication, address = shared(cast, enter, mark, corpus.picture("PNG", size=(1200, 800)), "map.png")
    one, other = (
        enter(person).get(f"{address}preview/?first") for person in (cast.coast_officer, cast.officer)
    )
    image = Image.open(BytesIO(first := body(one)))
    assert (image.format, max(image.size)) == ("WEBP", SMALL)
    assert len(first) < 12_000
    assert (first == body(other)) == (mark < Mark.AMBER)
    assert ("no-store" in one["Cache-Control"]) == (mark >= Mark.AMBER)
    assert body(enter(cast.coast_officer).get(f"{address}preview/")) != first


def test_a_file_without_a_small_picture_shows_its_preview(cast: Cast, enter: Enter) -> None:
    _publication, address = shared(cast, enter, Mark.GREEN, corpus.pdf(), "report.pdf")
    reader = enter(cast.coast_officer)
    assert body(reader.get(f"{address}preview/?first")) == body(reader.get(f"{address}preview/"))


def test_a_name_is_safe_in_the_header(cast: Cast, enter: Enter) -> None:
    _publication, address = shared(cast, enter, Mark.GREEN, corpus.pdf(), 'รายงาน"\r\nX: y\u202efdp.pdf')
    said = enter(cast.coast_officer).get(address)["Content-Disposition"]
    assert said.startswith("attachment; filename*=utf-8''")
    assert "\n" not in said
    assert "X: y" not in said


# Who may.


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED])
def test_a_stranger_is_told_nothing(cast: Cast, enter: Enter, mark: Mark) -> None:
    _publication, address = shared(cast, enter, mark, corpus.pdf(), "report.pdf")
    strangers = [cast.ministry_officer, cast.outsider, cast.learner]
    strangers += [cast.customs_officer] if mark >= Mark.AMBER else []
    for person in strangers:
        for page in (address, f"{address}preview/", f"{address}preview/?first", f"{address}pages/1/"):
            answer = enter(person).get(page, headers={"If-None-Match": "*", "Range": "bytes=0-1"})
            assert answer.status_code == 404, page
    assert Client().get(address).status_code == 302


def test_visitors_read_the_files_of_what_was_made_public(cast: Cast, enter: Enter) -> None:
    publication, address = shared(cast, enter, Mark.CLEAR, b"Words", "note.txt")
    assert Client().get(address).status_code == 302
    afterwards.make_public(by=cast.deputy, publication=publication)
    assert body(Client().get(address)) == b"Words"


def test_a_file_is_found_under_its_own_item_only(cast: Cast, enter: Enter) -> None:
    _one, address = shared(cast, enter, Mark.AMBER, corpus.pdf(), "report.pdf")
    other, _address = shared(cast, enter, Mark.GREEN, b"Words", "note.txt")
    crossed = f"/items/{other.public_id}/files/{address.split('/')[4]}/"
    assert enter(cast.coast_officer).get(crossed).status_code == 404
    assert enter(cast.customs_officer).get(crossed).status_code == 404


def test_a_withdrawn_items_files_are_gone_for_its_readers(cast: Cast, enter: Enter) -> None:
    publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf(), "report.pdf")
    afterwards.withdraw(by=cast.officer, publication=publication, because="Wrong.")
    for page in (address, f"{address}preview/"):
        assert enter(cast.coast_officer).get(page).status_code == 404
        assert enter(cast.officer).get(page).status_code == 200
    assert (
        "report.pdf" not in enter(cast.coast_officer).get(f"/items/{publication.public_id}/").content.decode()
    )


def test_a_new_version_starts_with_the_files_of_the_one_before(cast: Cast, enter: Enter) -> None:
    publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf("First"), "report.pdf")
    afterwards.start_version(by=cast.officer, publication=publication)
    [carried] = Attachment.unfiltered.filter(version=publication.in_work())
    assert carried.description == "What it shows"
    assert carried.public_id not in address
    new = attached(cast, enter, publication, corpus.pdf("Second"), "more.pdf")
    reader, files = enter(cast.coast_officer), f"/items/{publication.public_id}/files/"
    assert reader.get(f"{files}{new.public_id}/").status_code == 404
    assert reader.get(f"{files}{carried.public_id}/").status_code == 404
    assert reader.get(address).status_code == 200
    with pytest.raises(Refused, match="cannot carry"):
        attaching.attach(by=cast.officer, publication=publication, clean=_clean_text())


def _clean_text() -> Any:
    from waypost.files.intake import take_in

    return take_in(b"Words", "note.txt")


@pytest.mark.parametrize(("mark", "rows"), [(Mark.GREEN, 0), (Mark.AMBER, 1), (Mark.RED, 1)])
def test_opening_a_file_is_opening_the_content(
    cast: Cast, enter: Enter, hands: Hands, mark: Mark, rows: int
) -> None:
    """Recorded once per person, version and hour; previews don't count."""
    _publication, address = shared(cast, enter, mark, corpus.pdf(), "report.pdf")
    reader = enter(cast.coast_officer)
    opened = AuditRow.objects.filter(action="publications.content_opened", actor=cast.coast_officer.public_id)
    reader.get(f"{address}preview/")
    assert opened.count() == 0
    reader.get(address)
    reader.get(address)
    assert opened.count() == rows
    hands.forward(minutes=25)
    reader.get("/")
    hands.forward(minutes=40)
    enter(cast.coast_officer).get(address)
    assert opened.count() == 2 * rows


# What becomes of them.


def test_a_file_taken_off_is_erased_and_one_that_hangs_elsewhere_stays(cast: Cast, enter: Enter) -> None:
    publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf(), "report.pdf")
    afterwards.start_version(by=cast.officer, publication=publication)
    new = attached(cast, enter, publication, corpus.pdf("Second"), "more.pdf")
    carried = Attachment.unfiltered.filter(version=publication.in_work()).earliest("pk")
    for row in (new, carried):
        attaching.detach(by=cast.officer, publication=publication, attachment=row.public_id)
    ticks()["files.orphans"].work()
    assert [file.name for file in StoredFile.objects.all()] == ["report.pdf"]
    assert enter(cast.coast_officer).get(address).status_code == 200


def test_the_originator_erases_a_withdrawn_items_file_for_good(cast: Cast, enter: Enter) -> None:
    publication, address = shared(cast, enter, Mark.AMBER, corpus.pdf(), "report.pdf")
    officer = enter(cast.officer)
    assert officer.post(f"{address}erase/").status_code == 403
    afterwards.withdraw(by=cast.officer, publication=publication, because="Wrong.")
    assert enter(cast.coast_officer).post(f"{address}erase/").status_code == 403
    assert f"{address}erase/" in officer.get(f"/items/{publication.public_id}/").content.decode()
    assert officer.post(f"{address}erase/").status_code == 302
    assert StoredFile.objects.get().is_erased
    assert officer.get(address).status_code == 404
    assert "Erased" in officer.get(f"/items/{publication.public_id}/").content.decode()


def test_the_worker_reads_files_and_their_words_are_found(cast: Cast, enter: Enter) -> None:
    publication, _address = shared(cast, enter, Mark.AMBER, corpus.pdf("Sampanword", pages=2), "report.pdf")
    ticks()["files.texts"].work()
    assert FileText.objects.get().trouble == ""
    live = Version.unfiltered.get(pk=publication.live_id)
    assert [(page.number, "Sampanword" in page.text) for page in attached_pages([live.pk])] == [
        (1, True),
        (2, True),
    ]
    assert publication.reference in enter(cast.coast_officer).get("/items/?q=sampanword").content.decode()
    assert (
        publication.reference not in enter(cast.customs_officer).get("/items/?q=sampanword").content.decode()
    )


def test_enter_in_a_field_takes_no_file_off(cast: Cast, enter: Enter) -> None:
    """A browser presses the form's first button for Enter: it has to be one that keeps what was typed."""
    publication = draft(cast)
    page = write(enter(cast.officer), publication, sent(corpus.pdf(), "a.pdf")).content.decode()
    buttons = re.findall(r'<button[^>]*name="do" value="([^"]*)"', page)
    assert buttons[0] == "next"
    assert any(each.startswith("detach:") for each in buttons)
