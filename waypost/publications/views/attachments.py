"""The files of an item: chosen while it is written, opened by whoever sees the version they hang on."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.core.compiled import Compiled
from waypost.core.errors import Refused
from waypost.core.writing import written
from waypost.files import intake, reading, serving, vault
from waypost.files.kinds import may_hang_under
from waypost.files.names import shown_name
from waypost.people.models import Person
from waypost.publications.actions import answering, attaching
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.views.shared import member, quietly, seen_or_404, to, viewer

DESCRIBED_IN = 200  # characters
DESCRIPTION = "description-"  # and the file's id: the name of its field on the form
DETACH = "detach:"  # and the file's id: what its button says


@login_not_required  # the files of an item that was made public; who finds nothing is asked to sign in
@require_safe
def attachment(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """The file itself; under a mark that leaves the portal in no form, a page that shows its pages."""
    publication, found = _found(request, public_id, file_id)
    _opened(request, publication, found)
    if publication.marked.terms.leaves_the_portal:
        return serving.respond(request, found.file, publication.marked)
    words = reading.pages_of(found.file)
    pages = [(n, words[n - 1] if n <= len(words) else "") for n in range(1, (found.file.pages or 1) + 1)]
    context = {"publication": publication, "attachment": found, "pages": pages}
    return render(request, "publications/attachment.html", context)


@require_safe
def attachment_page(request: HttpRequest, public_id: str, file_id: str, number: int) -> HttpResponseBase:
    """One page as a picture with its reader's name across it, where the file itself stays in the portal."""
    publication, found = _found(request, public_id, file_id)
    if publication.marked.terms.leaves_the_portal or not 1 <= number <= (found.file.pages or 1):
        raise Http404
    _opened(request, publication, found)
    return serving.respond(request, found.file, publication.marked, page=number)


@login_not_required  # as the file
@require_safe
def attachment_preview(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """The file, or its first page, small; with ``?first`` as small as the first view of a page takes it, where there
    is such.
    """
    publication, found = _found(request, public_id, file_id)
    if not found.file.has_preview:
        raise Http404
    part = vault.SMALL if "first" in request.GET and found.file.has_small else vault.PREVIEW
    return serving.respond(request, found.file, publication.marked, part=part)


@require_POST
def erase_attachment(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Forget the content of a withdrawn item's file for good."""
    publication = seen_or_404(request, public_id)
    attaching.erase(by=member(request), publication=publication, attachment=file_id)
    messages.info(request, _("The file is erased. Nobody can open it again."))
    return to("item", publication)


def attachments_of(person: Viewer, version: Version | None) -> list[Attachment]:
    """What hangs on a version, in the order in which it was attached."""
    if version is None:
        return []
    return _ATTACHED(version=version.pk, **viewer_given(person))


_ATTACHED = Compiled(
    lambda version: (
        Attachment.visible_to(ANYBODY).filter(version=version).select_related("file").order_by("pk")
    )
)


def misfits(person: Viewer, publication: Publication, version: Version | None) -> list[str]:
    """What is to be changed about the files of a version before its mark can carry them, in sentences."""
    unfit = [
        each
        for each in attachments_of(person, version)
        if not may_hang_under(each.file.kind, publication.mark)
    ]
    return [str(attaching.unstamped(each.file.name, publication).sentence) for each in unfit]


def typed_descriptions(request: HttpRequest) -> dict[str, str]:
    """What a form says about the files that hang there already, by their public ids; what is too long is cut, and that
    is said.
    """
    typed = {
        name.removeprefix(DESCRIPTION): written(value)
        for name, value in request.POST.items()
        if name.startswith(DESCRIPTION) and isinstance(value, str)
    }
    if not quietly(request) and any(len(value) > DESCRIBED_IN for value in typed.values()):
        messages.warning(
            request,
            _("What a file shows is said in %(most)s characters. The rest was not kept: shorten it.")
            % {"most": DESCRIBED_IN},
        )
    return {name: value[:DESCRIBED_IN] for name, value in typed.items()}


def keep_descriptions(request: HttpRequest, publication: Publication) -> None:
    """Keep what the writing page's form says about the files that hang there already."""
    if descriptions := typed_descriptions(request):
        attaching.describe(by=member(request), publication=publication, descriptions=descriptions)


def keep_files(request: HttpRequest, publication: Publication, *, pictures: bool = False) -> bool:
    """Take off the file whose button was pressed, attach those that were chosen (of ``pictures``, no others). Whether
    all went well.

    What is refused is said in a message, file by file: the others stay. So is what was taken out of one that is kept.
    """
    person, do = member(request), request.POST.get("do", "")
    tasks: list[Callable[[], object]] = [
        partial(_attach, request, publication, each, pictures) for each in request.FILES.getlist("files")
    ]
    if do.startswith(DETACH):
        off = do.removeprefix(DETACH)
        tasks.append(partial(attaching.detach, by=person, publication=publication, attachment=off))
    refused = [sentence for task in tasks if (sentence := _sentence(task))]
    for sentence in refused:
        messages.warning(request, sentence)
    return not refused


def _attach(request: HttpRequest, publication: Publication, sent: Any, pictures: bool) -> None:
    by, name = member(request), sent.name or ""
    attaching.check_room(publication, by, shown_name(name))
    clean = intake.take_in(sent.read(), name, size=sent.size)
    if pictures and clean.kind.family != "image":
        raise Refused(
            _("“%(name)s” is no picture. Choose a JPEG, PNG, WebP or TIFF, or add it to the files in step 1.")
            % {"name": clean.name}
        )
    attaching.attach(by=by, publication=publication, clean=clean)
    for sentence in clean.said:
        messages.info(request, sentence)


def _sentence(task: Callable[[], object]) -> str:
    """Why it was refused; nothing if it was done."""
    try:
        task()
    except Refused as said:
        return str(said.sentence)
    return ""


def _found(request: HttpRequest, public_id: str, file_id: str) -> tuple[Publication, Attachment]:
    """The file and its publication, if this viewer may see the version it hangs on and it wasn't erased."""
    publication = seen_or_404(request, public_id)
    rows = Attachment.visible_to(viewer(request)).filter(
        public_id=file_id, version__publication=publication.pk, file__wrapped_key__isnull=False
    )
    found = rows.select_related("file", "version").first()
    if found is None:
        raise Http404
    return publication, found


def _opened(request: HttpRequest, publication: Publication, found: Attachment) -> None:
    """Opening a file of a published version is opening its content, recorded as that."""
    person = viewer(request)
    version = cast(Version, found.version)
    if isinstance(person, Person) and version.published_at is not None:
        answering.opened(by=person, publication=publication, version=version.pk)
