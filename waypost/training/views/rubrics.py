"""The rubrics of a programme: whoever reads it reads them, whoever writes it writes them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import programmes
from waypost.training.actions import rubrics as actions
from waypost.training.forms.rubrics import CriterionForms, RubricForm
from waypost.training.lists import rubrics as lists
from waypost.training.lists.rubrics import Whole
from waypost.training.models import Programme
from waypost.training.views.programmes import either, seen_or_404


@require_GET
def rubrics(request: HttpRequest, public_id: str) -> HttpResponse:
    """What stands, in full: who is marked by it may know it."""
    person, found = member(request), _seen_or_404(request, public_id)
    context = {
        "found": found,
        "rows": lists.rubrics_of(person, found),
        "may_write": may_write(person, found),
    }
    return render(request, "training/rubrics/list.html", context)


@either
def add_rubric(request: HttpRequest, public_id: str) -> HttpResponse:
    return _write(request, _to_write(request, public_id), None)


@either
def rubric(request: HttpRequest, public_id: str, rubric_id: str) -> HttpResponse:
    """One rubric: said anew, or retired."""
    found = _to_write(request, public_id)
    row = lists.rubric_seen(member(request), found, rubric_id)
    if row is None:
        raise Http404
    if request.POST.get("do") == "retire":
        actions.retire_rubric(by=member(request), programme=found, rubric=rubric_id)
        messages.info(request, _("The rubric is retired. What was marked against it stays."))
        return redirect("rubrics", found.public_id)
    return _write(request, found, row)


def _write(request: HttpRequest, found: Programme, row: Whole | None) -> HttpResponse:
    head, criteria = lists.as_written(row) if row else (None, None)
    form = RubricForm(request.POST or None, initial=head)
    rows: Any = CriterionForms(request.POST or None, initial=criteria, prefix="c")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        words = form.words([each.criterion() for each in rows.filled()])
        try:
            actions.write_rubric(
                by=member(request),
                programme=found,
                words=words,
                replaces=row.rubric.public_id if row else "",
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The rubric is kept. Who is marked from now on is marked against it."))
            return redirect("rubrics", found.public_id)
    context = {"found": found, "form": form, "rows": rows, "row": row}
    return render(
        request,
        "training/rubrics/write.html",
        context,
        status=422 if form.errors or (rows.is_bound and not rows.is_valid()) else 200,
    )


def _seen_or_404(request: HttpRequest, public_id: str) -> Programme:
    found = seen_or_404(request, public_id)
    programmes.opened(by=member(request), programme=found)
    return found


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    found = _seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.rubric_written", thing=found)
    return found
