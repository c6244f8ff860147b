"""Covering what points to a holder in one picture: proposed, drawn or typed, and burnt in."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.alerts.actions import redacting
from waypost.alerts.forms import BoxForms, LookedAt, TypedBoxes, in_per_cent
from waypost.alerts.models import Redaction
from waypost.alerts.views.writing import either, in_work, page
from waypost.core.errors import Overtaken, Refused
from waypost.face.forms import refuse
from waypost.files.covering import Box, Proposed, covered, proposed
from waypost.files.models import StoredFile
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.views.shared import for_act, keeping, member, to, viewer, writing_pages


@either
@keeping("edit")
def redact(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Look at one picture, and cover what has to go; or say that nothing has."""
    publication = for_act(request, public_id, "edit")
    version = in_work(request, publication)
    row = picture_of(request, publication, version, file_id)
    looked = LookedAt(request.POST or None, initial={"file": row.file.public_id})
    said = Redaction.objects.filter(file=row.file).select_related("by").first()
    found: list[Proposed] | None = []
    if request.method == "POST":
        boxes = _typed(request)
        if _done(request, publication, row, looked, boxes):
            return to("alert_pictures", publication)
    else:
        found = proposed(row.file) if said is None else []
        boxes = BoxForms(initial=[in_per_cent(each.box) for each in found or []], prefix="box")
    context = {
        "row": row,
        "said": said,
        "found": found,
        "looked": looked,
        "boxes": boxes,
        "drawn": _drawn(boxes, row.file),
        **page(publication, version, "alert_pictures"),
    }
    wrong = request.method == "POST" and not (looked.is_valid() and boxes.is_valid())
    return render(request, "alerts/redact.html", context, status=422 if wrong else 200)


def picture_of(request: HttpRequest, publication: Publication, version: Version, file_id: str) -> Attachment:
    """A picture of the version being written, of a kind of item that has a page of pictures."""
    has_pictures = any(name == "alert_pictures" for name, _label in writing_pages(publication))
    rows = Attachment.visible_to(viewer(request)).filter(version=version.pk, public_id=file_id)
    found = rows.filter(file__wrapped_key__isnull=False).select_related("file").first()
    if not has_pictures or found is None or found.file.kind.family != "image":
        raise Http404
    return found


def _typed(request: HttpRequest) -> TypedBoxes:
    """The boxes as they were sent; with room for two more where that was asked."""
    data = request.POST.copy()
    total = data.get("box-TOTAL_FORMS", "")
    if data.get("do") == "more" and total.isdecimal() and int(total) < redacting.MOST_BOXES:
        data["box-TOTAL_FORMS"] = str(int(total) + 2)
    return BoxForms(data, prefix="box")


def _done(
    request: HttpRequest, publication: Publication, row: Attachment, looked: LookedAt, boxes: TypedBoxes
) -> bool:
    """Do what the button says. What is refused stands on the form, with everything that was typed."""
    do = request.POST.get("do")
    fits = looked.is_valid() and (boxes.is_valid() or do == "none")
    if not fits or do not in ("cover", "none"):
        return False
    try:
        if do == "cover":
            _cover(request, publication, row, looked, boxes.boxes())
        else:
            redacting.redact(
                by=member(request),
                publication=publication,
                attachment=row.public_id,
                file=looked.cleaned_data["file"],
            )
            messages.info(
                request, _("Noted: nothing in “%(name)s” has to be covered.") % {"name": row.file.name}
            )
    except Overtaken as said:
        data = cast(QueryDict, looked.data).copy()
        data["file"] = said.theirs.file.public_id
        looked.data = data
        row.file = said.theirs.file
        refuse(looked, said)
    except Refused as refused:
        refuse(looked, refused)
    else:
        return True
    return False


def _cover(
    request: HttpRequest, publication: Publication, row: Attachment, looked: LookedAt, boxes: list[Box]
) -> None:
    redacting.check_boxes(boxes)
    redacting.redact(
        by=member(request),
        publication=publication,
        attachment=row.public_id,
        file=looked.cleaned_data["file"],
        boxes=boxes,
        clean=covered(row.file, boxes),
    )
    name, days = {"name": row.file.name}, settings.SEALED_DAYS
    if days:
        sentence = ngettext(
            "“%(name)s” is covered. The picture before is sealed for %(days)d day: nobody opens it in the portal.",
            "“%(name)s” is covered. The picture before is sealed for %(days)d days: nobody opens it in the portal.",
            days,
        ) % {**name, "days": days}
    else:
        sentence = (
            _("“%(name)s” is covered. The picture before is gone: nobody can look under the boxes.") % name
        )
    messages.info(request, sentence)


def _drawn(boxes: TypedBoxes, file: StoredFile) -> list[dict[str, Any]]:
    """The boxes that can be drawn, in pixels, with their numbers."""
    wide, tall = file.width or 1, file.height or 1
    drawn = []
    for n, form in enumerate(boxes.forms, 1):
        form.full_clean()
        values = form.initial if not boxes.is_bound else getattr(form, "cleaned_data", {})
        sides = [values.get(name) for name in ("left", "top", "width", "height")]
        if None in sides or values.get("DELETE"):
            continue
        left, top, width, height = (float(each or 0) / 100 for each in sides)
        drawn.append(
            {
                "n": n,
                "x": round(left * wide),
                "y": round(top * tall),
                "width": max(1, round(width * wide)),
                "height": max(1, round(height * tall)),
            }
        )
    return drawn
