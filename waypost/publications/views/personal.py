"""What may be personal data in a version: read in its sentence, removed, or justified one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.core.errors import Denied, Refused
from waypost.publications.actions import gating
from waypost.publications.forms import JustifyForm
from waypost.publications.gates import gate_of
from waypost.publications.models import Publication, Version
from waypost.publications.policies import may_justify
from waypost.publications.states import Stage
from waypost.publications.views.shared import keeping, kind, member, seen_or_404, to, viewer, writing_pages


@require_http_methods(["GET", "POST"])
@keeping("edit")
def personal(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The findings of the draft, or of what readers see, with a reason to give for each."""
    publication = seen_or_404(request, public_id)
    if not may_justify(viewer(request), publication):
        raise Denied("publications.justify")
    version = _version(request, publication, number)
    form = JustifyForm(request.POST or None)
    problem = None
    if request.method == "POST":
        problem = _refused(request, publication, number, form)
        if problem is None:
            messages.info(request, _("Kept. The approver reads it beside the text."))
            return _back(publication, version)
    gate = gate_of(publication, version)
    typed = _typed(request)
    ticked = request.POST.getlist("finding")
    there = {row.digest for row in gate.rows}
    context: dict[str, Any] = {
        "publication": publication,
        "kind": kind(publication),
        "version": version,
        "gate": gate.typed(typed, ticked),
        "may_justify": True,
        "problem": problem,
        "way": writing_pages(publication),
        "shared": request.POST.get("because", ""),
        # A sentence somebody wrote for is gone: what they wrote is shown by itself.
        "lost": [reason for digest, reason in typed.items() if reason and digest not in there],
    }
    if ticked and not there & set(ticked):
        context["lost"].append(context["shared"])
    return render(request, "publications/personal.html", context, status=422 if problem else 200)


def _refused(
    request: HttpRequest, publication: Publication, number: int, form: JustifyForm
) -> Refused | None:
    """Keep the reasons; or why not."""
    if not form.is_valid():
        return Refused(
            _("Shorten the reason to %(most)d characters, for a finding that is on this page.")
            % {"most": JustifyForm.MOST}
        )
    reasons = form.reasons()
    if form.cleaned_data["because"] and not form.cleaned_data["finding"]:
        return Refused(_("Tick the places your reason is for, or write one beside each."))
    try:
        gating.justify(by=member(request), publication=publication, version=number, reasons=reasons)
    except Refused as refused:
        return refused
    return None


def _typed(request: HttpRequest) -> dict[str, str]:
    """By digest, what stands beside each finding in the form that was sent."""
    return {
        name.removeprefix("because-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("because-")
    }


def _version(request: HttpRequest, publication: Publication, number: int) -> Version:
    """A draft, or what readers see: nothing else is decided about."""
    rows = Version.visible_to(viewer(request)).filter(publication=publication.pk, number=number)
    found = rows.first()
    if found is None or (found.stage != Stage.DRAFT and found.pk != publication.live_id):
        raise Http404
    return found


def _back(publication: Publication, version: Version) -> HttpResponse:
    if version.stage == Stage.DRAFT:
        return to("send", publication, "#personal")
    return redirect("personal", publication.public_id, version.number)
