"""What overlaps: the list, and two side by side, about which somebody decides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.people.views.reader import reader
from waypost.projects.lists.activities import everything as activities
from waypost.reporting.actions import overlaps as actions
from waypost.reporting.forms import JudgementForm
from waypost.reporting.lists import overlaps as lists
from waypost.reporting.models import Overlap
from waypost.reporting.overlaps import LEAST, MOST
from waypost.reporting.policies import may_judge


@require_safe
def overlaps(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody to decide, or others; of one activity or of all."""
    person = reader(request)
    of = activities(person).filter(public_id=request.GET.get("of", "")).first()
    show = request.GET.get("show", "all" if of else "open")
    show = show if show in lists.SHOW else "open"
    rows = lists.rows_of(person, show, of.public_id if of else "")
    context = {
        "rows": rows[: lists.SHOWN],
        "more": len(rows) > lists.SHOWN,
        "counts": lists.counts_of(person),
        "show": show,
        "shows": [("open", _("To decide")), ("settled", _("Settled")), ("all", _("All of them"))],
        "of": of,
        "least": LEAST,
        "weights": [(each.what, each.weight) for each in lists.legend()],
        "whole": MOST,
    }
    return render(request, "reporting/overlaps/list.html", context)


@require_http_methods(["GET", "POST"])
def overlap(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two side by side, what was decided about them, and the form of whoever may decide."""
    person, found = reader(request), _seen_or_404(request, public_id)
    may = may_judge(person, found)
    form = JudgementForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST":
        if not may:
            raise Denied("reporting.overlap_judged", thing=found)
        if form.is_valid():
            try:
                actions.judge(
                    by=person, overlap=found, revision=form.cleaned_data["revision"], decided=form.decided()
                )
            except Overtaken as said:
                found = _seen_or_404(request, public_id)
                overtaken(form, said, revision=found.revision)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.info(request, _("The decision is kept. Those who keep the two are told."))
                return redirect("overlap", found.public_id)
    context = {"found": found, "page": lists.page_of(person, found), "form": form if may else None}
    wrong = request.method == "POST" and form.errors
    return render(request, "reporting/overlaps/overlap.html", context, status=422 if wrong else 200)


def _seen_or_404(request: HttpRequest, public_id: str) -> Overlap:
    found = lists.everything(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
