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
from waypost.publications.views.shared import keeping, kind, member, seen_or_404, to, viewer


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
    if request.method == "POST" and form.is_valid():
        try:
            gating.justify(by=member(request), publication=publication, version=number, **form.cleaned_data)
        except Refused as refused:
            problem = refused
        else:
            messages.info(request, _("Your reason is kept. The approver reads it beside the text."))
            return _back(publication, version)
    context: dict[str, Any] = {
        "publication": publication,
        "kind": kind(publication),
        "version": version,
        "gate": gate_of(publication, version),
        "may_justify": True,
        "problem": problem,
        "typed_for": request.POST.get("finding", ""),
        "typed": request.POST.get("because", ""),
    }
    if all(row.digest != context["typed_for"] for row in context["gate"].rows):
        context["lost"] = context["typed"]  # the sentence it was typed for is gone: it is shown by itself
    if form.errors:
        context["problem"] = Refused(
            _("Shorten the reason to %(most)d characters, for a finding that is on this page.")
            % {"most": JustifyForm.MOST}
        )
    wrong = context["problem"] is not None
    return render(request, "publications/personal.html", context, status=422 if wrong else 200)


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
