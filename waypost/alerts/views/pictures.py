"""The pictures of an alert or a reference: what each shows, whether somebody looked at what it gives away, and where in
them the findings are.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.alerts import lists
from waypost.alerts.actions import writing
from waypost.alerts.forms import PictureForm, ReferenceForm, SpotForm, spotted
from waypost.alerts.models import Picture, Redaction
from waypost.alerts.part import Finding, findings_of
from waypost.alerts.shown import Marker, Shown, markers
from waypost.alerts.views.writing import either, in_work, page
from waypost.core.errors import Overtaken, Refused
from waypost.face.forms import refuse
from waypost.publications.forms import HeadForm
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.views.attachments import DESCRIPTION, attachments_of, keep_files, typed_descriptions
from waypost.publications.views.shared import (
    OVERTAKEN,
    UNFIT,
    after,
    for_act,
    keeping,
    member,
    not_saved,
    overtaken,
    quietly,
    to,
    viewer,
    writing_pages,
)

REDACT = "redact:"  # and the file's id: what its button says


@dataclass(frozen=True)
class Row:
    """An attached picture, its form, that it was redacted, and the call-outs on it."""

    attachment: Attachment
    form: PictureForm
    redaction: Redaction | None
    markers: list[Marker]
    described: str  # what was typed, else what is kept


@dataclass(frozen=True)
class Pointed:
    """A finding in the writer's words, and the form of its call-outs."""

    sign: lists.Sign
    form: SpotForm


@dataclass
class _Page:
    """What the page shows, and what was sent with it."""

    rows: list[Row]
    pointed: list[Pointed]
    opened: HeadForm
    reference: ReferenceForm | None  # where there is one to be named
    lent: list[Shown]  # of the reference, to be pointed into
    theirs: Any = field(default=None)

    def fits(self) -> bool:
        forms: list[Any] = [*(row.form for row in self.rows), *(each.form for each in self.pointed)]
        forms += [self.reference] if self.reference else []
        return all([*(form.is_valid() for form in forms), self.opened.is_valid()])


@either
@keeping("edit")
def pictures(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add pictures, say of each what it shows, and point at the findings in them."""
    publication = for_act(request, public_id, "edit")
    if all(name != "alert_pictures" for name, _label in writing_pages(publication)):
        raise Http404
    version = in_work(request, publication)
    shown = _page(request, publication, version)
    fits = request.method == "POST" and shown.fits()
    if quietly(request) and not fits:
        return not_saved(UNFIT, 422)
    if fits and (answer := _kept(request, publication, version, shown)) is not None:
        return answer
    wrong = request.method == "POST"
    spots = [each.form for each in shown.pointed]
    context = {
        **vars(shown),
        "spots": spots,
        "unsaved": wrong,
        **page(publication, version, "alert_pictures"),
    }
    return render(request, "alerts/pictures.html", context, status=422 if wrong else 200)


def _page(request: HttpRequest, publication: Publication, version: Version) -> _Page:
    findings = findings_of(version.part)
    rows = _rows(request, version, findings)
    own = [(each.attachment.file.public_id, each.attachment.file.name) for each in rows]
    reference = _reference(request, publication, version)
    shown = lists.lent_by(viewer(request), _named(request, publication, version), version)
    lent = [(each.file.public_id, f"{each.item.reference} · {each.file.name}") for each in shown]
    signs = lists.signs_of(version) if own or lent else []
    kept = version.part.get("findings", [])
    known = [file for file, _name in own + lent]
    pointed = [
        Pointed(
            sign,
            SpotForm(
                request.POST or None,
                initial=spotted(kept[n], known),
                prefix=f"spot-{n}",
                pictures=own,
                lent=lent,
            ),
        )
        for n, sign in enumerate(signs)
    ]
    opened = HeadForm(request.POST or None, initial={"revision": version.revision})
    return _Page(rows, pointed, opened, reference, shown)


def _named(request: HttpRequest, publication: Publication, version: Version) -> set[str]:
    """The references whose pictures may have been pointed at: the one that is named, and the one that was when the
    page was opened. The page saves by itself, and another may have been chosen in between.
    """
    if publication.kind != "alert":
        return set()
    return {version.part.get("specimen", ""), request.POST.get("was", "")[:40]} - {""}


def _reference(request: HttpRequest, publication: Publication, version: Version) -> ReferenceForm | None:
    """An alert is compared with a reference, and a reference with nothing."""
    offered = lists.references_for(viewer(request), version.part) if publication.kind == "alert" else []
    named = version.part.get("specimen", "")
    initial = {"specimen": named, "was": named if named in dict(offered) else ""}
    return ReferenceForm(request.POST or None, initial=initial, offered=offered) if offered else None


def _rows(request: HttpRequest, version: Version, findings: list[Finding]) -> list[Row]:
    """The attached pictures, each with its form."""
    found = [each for each in attachments_of(viewer(request), version) if each.file.kind.family == "image"]
    said = Picture.visible_to(viewer(request)).filter(attachment__in=[each.pk for each in found])
    kept = {each.attachment_id: {"role": each.role, "light": each.light, "side": each.side} for each in said}
    done = Redaction.objects.filter(file__in=[each.file_id for each in found]).select_related("by")
    redacted = {each.file_id: each for each in done}
    return [
        Row(
            each,
            PictureForm(request.POST or None, initial=kept.get(each.pk), prefix=each.public_id),
            redacted.get(each.file_id),
            markers(each.file, findings),
            request.POST.get(f"{DESCRIPTION}{each.public_id}", each.description),
        )
        for each in found
    ]


def _kept(
    request: HttpRequest, publication: Publication, version: Version, shown: _Page
) -> HttpResponse | None:
    """Keep everything and go on. Nothing where somebody changed the findings meanwhile: then the page says so."""
    try:
        kept = _placed(request, publication, version, shown)
    except Overtaken as said:
        if quietly(request):
            return not_saved(OVERTAKEN, 409)
        shown.theirs = said.theirs
        overtaken(shown.opened, said, revision=said.theirs.revision)
        return None
    except Refused as refused:
        if quietly(request):
            return not_saved(UNFIT, 422)
        refuse(shown.reference or shown.opened, refused)
        return None
    if quietly(request):
        return JsonResponse({"revision": kept.revision})
    well, do = keep_files(request, publication, pictures=True), request.POST.get("do", "")
    if do.startswith(REDACT):
        address = reverse("alert_redact", args=[publication.public_id, do.removeprefix(REDACT)])
        return HttpResponseRedirect(address)
    if well and do == "next":
        return to(after("alert_pictures", publication), publication)
    messages.info(request, _("Draft saved."))
    return to("alert_pictures", publication)


def _placed(request: HttpRequest, publication: Publication, version: Version, shown: _Page) -> Version:
    """Raises Overtaken where somebody else changed the draft since the page was opened."""
    described = typed_descriptions(request)
    says = {
        row.attachment.public_id: writing.Says(
            **row.form.cleaned_data, description=described.get(row.attachment.public_id)
        )
        for row in shown.rows
    }
    before = version.part.get("findings", [])
    chosen = shown.reference.cleaned_data["specimen"] if shown.reference else None
    files = [each.attachment.file.public_id for each in shown.rows]
    files += [each.file.public_id for each in shown.lent if each.item.public_id == chosen]
    findings = [each.form.kept(kept, files) for each, kept in zip(shown.pointed, before, strict=False)]
    return writing.place_pictures(
        by=member(request),
        publication=publication,
        pictures=says,
        findings=findings if shown.pointed else None,
        specimen=chosen,
        revision=shown.opened.cleaned_data["revision"],
    )
