"""Looking closely: genuine and fraudulent pictures zoomed in step, swiped over each other, or blinking."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waypost.alerts import lists
from waypost.alerts.shown import Shown
from waypost.files.kinds import STAMPED_FROM
from waypost.files.serving import respond_tile
from waypost.files.tiles import levels
from waypost.people.models import Person
from waypost.publications.actions import answering
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.views.shared import about, kind, seen_or_404, viewer, writing_pages


@login_not_required  # the pictures of an item that was made public; who finds nothing is asked to sign in
@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pictures of a version that the viewer sees: the one that is asked for, else what readers see."""
    publication = seen_or_404(request, public_id)
    version = _version(request, publication)
    if version is None or all(name != "alert_pictures" for name, _label in writing_pages(publication)):
        raise Http404
    person = viewer(request)
    reading = lists.read(person, publication, version)
    shown = [each for each in reading.pictures if not each.file.is_erased]
    if not shown:
        raise Http404
    if isinstance(person, Person) and version.published_at is not None:
        answering.opened(by=person, publication=publication, version=version.pk)
    context = {
        "publication": publication,
        "kind": kind(publication),
        "version": version,
        "reading": reading,
        "shown": shown,
        "compared": [_compared(each) for each in shown],
        **about(person, publication),
    }
    return render(request, "alerts/compare.html", context)


@login_not_required  # as the page
@require_safe
def tile(
    request: HttpRequest, public_id: str, file_id: str, level: int, column: int, row: int
) -> HttpResponseBase:
    """One piece of a picture of a version that the viewer sees, for deep zoom."""
    publication = seen_or_404(request, public_id)
    rows = Attachment.visible_to(viewer(request)).filter(
        public_id=file_id, version__publication=publication.pk, file__wrapped_key__isnull=False
    )
    found = rows.select_related("file").first()
    if found is None:
        raise Http404
    response = respond_tile(request, found.file, publication.marked, (level, column, row))
    if response is None:
        raise Http404
    return response


def _tiles(shown: Shown) -> dict[str, Any] | None:
    """How the picture's tiles lie and where they are fetched; nothing where it is given whole."""
    laid = levels(shown.file) if shown.item.marked < STAMPED_FROM else None
    if laid is None:
        return None
    whole = reverse("attachment", args=[shown.item.public_id, shown.attachment.public_id])
    return {"size": laid.size, "least": laid.least, "most": laid.most, "address": f"{whole}tiles/"}


def _version(request: HttpRequest, publication: Publication) -> Version | None:
    rows = Version.visible_to(viewer(request)).filter(publication=publication.pk)
    asked = request.GET.get("version", "")
    if asked.isdecimal() and len(asked) < 5:
        return rows.filter(number=int(asked)).first()
    return rows.filter(pk=publication.live_id or 0).first()


def _compared(shown: Shown) -> dict[str, Any]:
    """What the script is given of one picture. The address is asked for anew each time, by whoever looks."""
    given = [shown.item.public_id, shown.attachment.public_id]
    if shown.item.marked.terms.leaves_the_portal:
        address = reverse("attachment", args=given)
    else:
        address = reverse("attachment_page", args=[*given, 1])
    file = shown.file
    return {
        "way": shown.way,
        "address": address,
        "width": file.width,
        "height": file.height,
        "tiles": _tiles(shown),
        "says": shown.attachment.description,
        "spots": [
            {"n": each.n, "x": each.x / (file.width or 1), "y": each.y / (file.height or 1)}
            for each in shown.markers()
        ],
    }
