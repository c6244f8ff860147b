"""Which cohorts of a programme train trainers: read and changed by whoever writes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import cohorts as actions
from waypost.training.actions import programmes
from waypost.training.forms.cohorts import CohortChangeForm
from waypost.training.lists.cohorts import kept_of
from waypost.training.views.programmes import either, seen_or_404


@either
def cohorts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each with its history; the form offers those of which no certificate was issued."""
    person, found = member(request), seen_or_404(request, public_id)
    if not may_write(person, found):
        raise Denied("training.cohort_changed", thing=found)
    programmes.opened(by=person, programme=found)
    rows = kept_of(person, found)
    open_ones = [each.cohort for each in rows if not each.certificates]
    form = CohortChangeForm(request.POST or None, cohorts=open_ones)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_cohort(by=person, programme=found, **form.said())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is kept, with your reason."))
            return redirect("cohorts", found.public_id)
    context = {"found": found, "rows": rows, "form": form if open_ones else None}
    return render(request, "training/cohorts.html", context, status=422 if form.errors else 200)
