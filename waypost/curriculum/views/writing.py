"""Writing a draft: its parts and modules, and a page for each of them with its paragraphs, English and Thai."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waypost.core.errors import Overtaken, Refused
from waypost.core.ids import short_id
from waypost.curriculum import document as of
from waypost.curriculum.actions.document import write_document
from waypost.curriculum.document import Document, Words
from waypost.curriculum.forms.document import HeadingForm, NewSectionForm, ParagraphForms
from waypost.curriculum.lists.document import Shown, document_of, sections_shown, shown
from waypost.curriculum.models import Curriculum, CurriculumVersion, Status
from waypost.curriculum.views.versions import either, seen_or_404, to_write, version_or_404
from waypost.face.forms import overtaken, refuse
from waypost.people.views.reader import reader

# What a button does to the paragraph beside it.
_EDITS: dict[str, Callable[[Document, str], Document]] = {
    "up": lambda document, stable: of.moved(document, stable, -1),
    "down": lambda document, stable: of.moved(document, stable, 1),
    "split": of.split,
    "merge": of.merged,
    "out": of.taken_out,
    "section-up": lambda document, stable: of.section_moved(document, stable, -1),
    "section-down": lambda document, stable: of.section_moved(document, stable, 1),
    "section-out": of.section_taken_out,
}


@either
def draft(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """The parts and modules of a draft: moved by their buttons, and a new one added."""
    found, version = _draft(request, public_id, number)
    if version.status != Status.DRAFT and request.method != "POST":
        return redirect("curriculum_version", public_id, number)  # it says that it stays as it is
    document = document_of(reader(request), version)
    headings = [
        (each[0].words.stable, f"{each[0].number} {each[0].title[1]}") for each in sections_shown(document)
    ]
    adding = request.method == "POST" and not request.POST.get("do")
    sent = request.POST if request.method == "POST" else None
    form = NewSectionForm(sent if adding else None, headings=headings, initial={"revision": found.revision})
    trouble = ""
    if adding and form.is_valid():
        new = form.words(short_id())
        after = _below_section(document, new, form.cleaned_data["below"])
        try:
            _keep(request, found, version, after, form.cleaned_data["revision"])
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            document = document_of(reader(request), version)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("write_section", public_id, number, new.stable)
    elif sent is not None and not adding:
        trouble = _edited(request, found, version, document)
        if not trouble:
            return redirect("write_version", public_id, number)
    context = {
        "found": found,
        "version": version,
        "sections": sections_shown(document_of(reader(request), version)),
        "form": form,
        "trouble": trouble,
    }
    status = 422 if trouble or form.errors else 200
    return render(request, "curriculum/write_document.html", context, status=status)


@either
def section(request: HttpRequest, public_id: str, number: str, stable: str) -> HttpResponse:
    """One part or module: its heading, and a block for each paragraph. A button beside one keeps all of them first."""
    found, version = _draft(request, public_id, number)
    document = document_of(reader(request), version)
    own = next((each for each in of.sections(document) if each[0].stable == stable), None)
    if own is None and request.method != "POST":
        raise Http404
    if version.status != Status.DRAFT and request.method != "POST":
        return redirect("curriculum_version", public_id, number)
    of_module = own[0].module is not None if own else "code" in request.POST
    sent = request.POST if request.method == "POST" else None
    form = HeadingForm(sent, of_module=of_module, initial=_as_typed(own, found))
    initial = _blocks(own, request.GET.get("below", ""))
    rows: Any = ParagraphForms(sent, initial=initial, prefix="p")
    theirs: list[Shown] = []
    if sent is not None and form.is_valid() and rows.is_valid():
        typed = [form.words(stable), *filter(None, rows.said)]
        try:
            after, address = _done(request, found, version, _written(document, typed), rows)
            _keep(request, found, version, after, form.cleaned_data["revision"])
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            theirs = _theirs(document_of(reader(request), version), typed)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(address)
    wrong = bool(form.errors or (rows.is_bound and not rows.is_valid()))
    context = {
        "found": found,
        "version": version,
        "stable": stable,
        "form": form,
        "rows": rows,
        "theirs": theirs,
        "number": of.numbers(document).get(stable, ""),
    }
    return render(request, "curriculum/write_section.html", context, status=422 if wrong else 200)


def _draft(request: HttpRequest, public_id: str, number: str) -> tuple[Curriculum, CurriculumVersion]:
    found = to_write(request, public_id)
    return found, version_or_404(reader(request), found, number)


def _keep(
    request: HttpRequest, found: Curriculum, version: CurriculumVersion, document: Document, revision: int
) -> None:
    write_document(
        by=reader(request), curriculum=found, number=version.number, document=document, revision=revision
    )


def _below_section(document: Document, new: Words, heading: str) -> Document:
    """With a new heading below all of the section that begins with this one; at the end, where that is not there."""
    own = next((each for each in of.sections(document) if each[0].stable == heading), ())
    return of.added(document, [new], own[-1].stable if own else "")


def _edited(request: HttpRequest, found: Curriculum, version: CurriculumVersion, document: Document) -> str:
    """Do what a button beside a part says; why not, where it can't be."""
    do, _colon, stable = request.POST["do"].partition(":")
    revision = request.POST.get("revision", "")
    if do not in _EDITS:
        return ""
    try:
        opened = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
        _keep(request, found, version, _EDITS[do](document, stable), opened)
    except Refused as refused:
        return str(refused.sentence)
    return ""


def _written(document: Document, typed: list[Words]) -> Document:
    """The document with a heading and its paragraphs as they are typed: what is not there comes below what stands
    before it on the page. What somebody took out meanwhile, and was typed here, comes back.
    """
    there, below = {each.stable for each in document}, ""
    for words in typed:
        document = (
            of.changed(document, words) if words.stable in there else of.added(document, [words], below)
        )
        below = words.stable
    return document


def _done(
    request: HttpRequest, found: Curriculum, version: CurriculumVersion, document: Document, rows: Any
) -> tuple[Document, str]:
    """The document after the button that was pressed, and where to go on."""
    do, _colon, block = request.POST.get("do", "").partition(":")
    own, at = request.resolver_match.kwargs["stable"] if request.resolver_match else "", rows.said
    nth = int(block) if block.isdecimal() and len(block) < 4 else len(at)
    words = at[nth] if nth < len(at) else None
    stable = words.stable if words else own
    if do in _EDITS:
        document = _EDITS[do](document, stable)
    heading = next((each[0].stable for each in of.sections(document) if stable in _ids(each)), None)
    if heading is None:  # taken out
        heading = own if own in _ids(document) else None
    if not do or heading is None:
        name = "write_version" if do else "curriculum_version"
        address = reverse(name, args=[found.public_id, version.number])
        return document, f"{address}#p-{own}" if not do else address
    address = reverse("write_section", args=[found.public_id, version.number, heading])
    return document, f"{address}{f'?below={stable}' if do == 'below' else ''}#p-{stable}"


def _ids(document: Document) -> set[str]:
    return {each.stable for each in document}


def _theirs(document: Document, typed: list[Words]) -> list[Shown]:
    """What stands now and differs from what is typed, or is not typed at all, in this part."""
    said = {each.stable: each for each in typed}
    own = next((each for each in of.sections(document) if each[0].stable == typed[0].stable), ())
    ids = said.keys() | _ids(own)
    return [
        each
        for each in shown(document)
        if each.words.stable in ids and each.words != said.get(each.words.stable)
    ]


def _as_typed(own: Document | None, found: Curriculum) -> dict[str, Any]:
    if own is None:
        return {}
    facts = asdict(own[0].module) if own[0].module else {}
    return {"text_en": own[0].text_en, "text_th": own[0].text_th, "revision": found.revision, **facts}


def _blocks(own: Document | None, below: str) -> list[dict[str, str]]:
    """What begins the blocks of the page; an empty one below the paragraph for which that was asked."""
    blocks = []
    for words in own or ():
        if not words.is_heading:
            said = {name: str(getattr(words, name)) for name in ("stable", "kind", "text_en", "text_th")}
            blocks.append(said)
        if words.stable == below:
            blocks.append({"stable": ""})
    return blocks
