"""An organisation says that it met the same document fraud."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waypost.alerts.actions import seeing
from waypost.alerts.forms import SightingForm
from waypost.alerts.policies import may_tell_seen
from waypost.alerts.views.writing import either
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.policies import may_report_use
from waypost.publications.views.shared import about, member, seen_or_404, to


@either
def seen_too(request: HttpRequest, public_id: str) -> HttpResponse:
    """In which month, at what kind of point, how many; everything typed comes back when it cannot be taken."""
    publication, person = seen_or_404(request, public_id), member(request)
    if not may_tell_seen(person, publication):
        raise Denied("alerts.seen_too", thing=publication)
    form = SightingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seeing.tell_seen(by=person, publication=publication, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The originator is told."))
            return to("item", publication)
    context: dict[str, Any] = {
        "publication": publication,
        "form": form,
        "may_report_use": may_report_use(person, publication),
        **about(person, publication),
    }
    return render(request, "alerts/seen_too.html", context, status=422 if form.errors else 200)
