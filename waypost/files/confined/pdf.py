"""PDFs: written anew with what is read and nothing that acts; marked; drawn; read.

What may stay is listed where lists are short (the catalogue, actions, annotations); elsewhere what acts or hides goes.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Stream

from waypost.files.confined import Unfit, image, marking, pdf_pictures

MOST_PAGES = 500
MOST_NESTED = 60
DRAWN_WIDTH = 1200  # pixels of a page shown as a picture
MOST_TEXT = 2_000_000  # characters of one file

_CATALOGUE = {
    *("/Type", "/Pages", "/PageLabels", "/Outlines", "/Dests", "/Names", "/Lang", "/MarkInfo"),
    *("/StructTreeRoot", "/OCProperties", "/PageLayout", "/OutputIntents", "/Version"),
}
_PAGE = {
    *(
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
    ),
    *("/Rotate", "/Group", "/Annots", "/StructParents", "/Tabs", "/UserUnit", "/Dur", "/PZ", "/VP"),
}
_TRAILER = {"/Root", "/Size", "/ID"}
_ACTS_OR_HIDES = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RF", "/AF", "/XFA", "/AcroForm"),
    *("/Metadata", "/PieceInfo", "/RichMediaContent", "/RichMediaSettings", "/Collection", "/3DD", "/Movie"),
    *("/Ref", "/OPI", "/Sound", "/Next", "/PresSteps", "/LastModified", "/Perms", "/Alternates"),
    *("/T", "/TU", "/RC", "/Popup", "/M", "/CreationDate", "/NM", "/Subj", "/ExData"),
)
_ANNOTATIONS = {
    *("/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
    *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Ink"),
}
# Notes among colleagues (docs/decisions/0020), and the kinds whose words are drawn on the page or name a link.
_COMMENTS = {"/Text", "/Caret"}
_WORDS_SHOWN = {"/FreeText", "/Link"}
_ACTIONS = {
    *("/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Hide"),
    *(
        "/Rendition",
        "/Movie",
        "/Sound",
        "/Trans",
        "/SetOCGState",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/Thread",
    ),
}
_ADDRESSES = ("http://", "https://", "mailto:")


def clean(content: bytes) -> Iterator[Any]:
    """Parts "content" and "preview" (the first page as a picture); facts: pages, and what was removed."""
    with _opened(content) as pdf:
        pages = len(pdf.pages)
        if not pages:
            raise Unfit("broken")
        if pages > MOST_PAGES:
            raise Unfit("pages")
        _flatten_forms(pdf)
        commented = _strip(pdf)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
    yield "content", out.getvalue()
    yield "preview", image.preview(_drawn(out.getvalue(), 1, image.PREVIEW))
    yield {"pages": pages, "removed": ["comments"] if commented else []}


def stamp(content: bytes, given: dict[str, str]) -> Iterator[Any]:
    """Part "content": a PDF that ``clean`` made, every page with its reader's name across it."""
    overs: dict[tuple[int, int], pikepdf.Page] = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            size = _size(page)
            if size not in overs:
                overs[size] = _over(pdf, size, given)
            page.add_overlay(overs[size], None)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "content", out.getvalue()


def page(content: bytes, number: int, given: dict[str, str] | None) -> Iterator[Any]:
    """Part "content": one page (from 1) as a JPEG; with a marking across it, if there is one."""
    drawn = _drawn(content, number, DRAWN_WIDTH)
    yield "content", image.written(image.marked(drawn, given) if given else drawn, jpeg=True)


def text(content: bytes) -> Iterator[Any]:
    """One part "page" for each page, as soon as it is read."""
    size = 0
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            words = page.get_textpage().get_text_bounded().replace("\0", "")
            size += len(words)
            if size > MOST_TEXT:
                raise MemoryError
            yield "page", words.encode("utf-8", "replace")
            page.close()


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        raise Unfit("locked") from None
    if pdf.is_encrypted:
        raise Unfit("locked")
    return pdf


def _flatten_forms(pdf: pikepdf.Pdf) -> None:
    """What was filled in stays to be read; the form goes."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if "/XFA" in form:
            del form["/XFA"]
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")


def _strip(pdf: pikepdf.Pdf) -> bool:
    """Take out what acts, hides or names its writers. Whether there were comments."""
    _keep_only(pdf.Root, _CATALOGUE)
    _keep_only(pdf.trailer, _TRAILER)
    names = pdf.Root.get("/Names")
    if names is not None:
        kept = names.get("/Dests") if isinstance(names, Dictionary) else None
        pdf.Root.Names = Dictionary(Dests=kept) if kept is not None else Dictionary()
    commented = False
    for page in pdf.pages:
        _size(page)  # a page without one could not be marked later
        _keep_only(page.obj, _PAGE)
        pdf_pictures.join_contents(page)
        commented |= _keep_known_annotations(page.obj)
    for each in list(pdf.objects):
        _disarm(each, 0)
    return commented


def _keep_only(thing: Object, known: set[str]) -> None:
    for key in set(thing.keys()) - known:
        del thing[key]


def _keep_known_annotations(page: Object) -> bool:
    """Whether comments were among those that go."""
    annotations = page.get("/Annots")
    if annotations is None:
        return False
    listed = (
        [each for each in annotations if isinstance(each, Dictionary)]
        if isinstance(annotations, Array)
        else []
    )
    known = [each for each in listed if each.get("/Subtype") in _ANNOTATIONS and "/IRT" not in each]
    commented = any(each.get("/Subtype") in _COMMENTS or "/IRT" in each for each in listed)
    for each in known:
        if each.get("/Subtype") not in _WORDS_SHOWN and "/Contents" in each:
            commented = True
            del each["/Contents"]
    page.Annots = Array(known)
    return commented


def _disarm(thing: Any, depth: int) -> None:
    """Take out of an object, and of what lies in it, whatever acts, hides or leads outside."""
    if depth > MOST_NESTED:
        raise Unfit("broken")
    if isinstance(thing, Array):
        _each_inside(list(thing), depth)
    if not isinstance(thing, Dictionary | Stream):
        return
    for key in _ACTS_OR_HIDES:
        if key in thing and not _is_harmless(thing, key):
            del thing[key]
    if thing.get("/S") in _ACTIONS:  # wherever it hangs
        del thing["/S"]
    for key in ("/A", "/PA"):
        action = thing.get(key)
        if isinstance(action, Dictionary | Array) and not _is_safe(action):
            del thing[key]
    if isinstance(thing, Stream):
        _bare_stream(thing)
    _each_inside([thing[key] for key in list(thing.keys())], depth)


def _each_inside(things: list[Any], depth: int) -> None:
    for each in things:
        if isinstance(each, Dictionary | Array) and not each.is_indirect:
            _disarm(each, depth + 1)


def _is_harmless(thing: Object, key: str) -> bool:
    """Some short keys mean something else elsewhere: /T of a structure element, /Next of an outline, /M of a matrix."""
    if key == "/Next":
        return "/Title" in thing and "/S" not in thing
    if key in ("/T", "/TU", "/RC", "/M", "/NM", "/Sound", "/Ref"):
        return thing.get("/Subtype") not in _ANNOTATIONS | {"/Widget", "/Form"}
    return False


def _is_safe(action: Object) -> bool:
    """It leads to a place in this document, or to an address that a person would follow."""
    if not isinstance(action, Dictionary):
        return False
    kind = action.get("/S")
    if kind == "/URI":
        return bytes(action.get("/URI", pikepdf.String(""))).decode("latin-1").lower().startswith(_ADDRESSES)
    return bool(kind == "/GoTo" or kind == "/Named")


def _bare_stream(stream: Stream) -> None:
    for key in ("/F", "/FFilter", "/FDecodeParms"):  # content that lies outside
        if key in stream:
            del stream[key]
    if stream.get("/Type") in ("/EmbeddedFile", "/Metadata"):  # whatever still leads there
        stream.write(b"")
    else:
        pdf_pictures.bare_stream(stream)


def _size(page: pikepdf.Page) -> tuple[int, int]:
    """Width and height in points as the page is seen, to the next ten: pages of about one size share a marking."""
    left, low, right, high = (float(each) for each in page.trimbox)
    width, height = abs(right - left), abs(high - low)
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    return max(10, int(round(width, -1))), max(10, int(round(height, -1)))


def _over(pdf: pikepdf.Pdf, size: tuple[int, int], given: dict[str, str]) -> pikepdf.Page:
    """The page that lies over pages of this size; its fonts come into the document once."""
    with pikepdf.open(BytesIO(marking.page(float(size[0]), float(size[1]), given))) as over:
        form = pdf.copy_foreign(over.pages[0].as_form_xobject())
    blank = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *size]),
        Resources=Dictionary(XObject=Dictionary(Over=form)),
        Contents=pdf.make_stream(b"/Over Do"),
    )
    return pikepdf.Page(pdf.make_indirect(blank))


def _drawn(content: bytes, number: int, width: int) -> Any:
    """One page (from 1) as a picture of about this width in pixels."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[number - 1]
        across, down = page.get_size()
        scale = min(width / max(across, 1), 4 * width / max(down, 1))
        return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
