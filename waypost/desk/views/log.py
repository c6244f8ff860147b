"""The auditor's pages. To everybody else they are not there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from waypost.core.models import AuditRow
from waypost.core.seal import receipt
from waypost.desk.actions import read_log
from waypost.desk.forms import LogForm
from waypost.desk.lists.log import PAGE, behind, facts_of, lines_of, rows_asked, seals
from waypost.desk.policies import may_read_log
from waypost.people.actions import directory
from waypost.people.models import Person
from waypost.people.views.reader import reader


def auditor(request: HttpRequest) -> Person:
    person = reader(request)
    if not may_read_log(person):
        raise Http404
    return person


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The newest rows, narrowed by the address. That they were read stands in the log itself."""
    person, form = auditor(request), LogForm(request.GET)
    found: list[AuditRow] = []
    if form.is_valid():
        asked = form.asked()
        if asked.persons:  # names are found here as in the directory, so they count as there
            directory.read(by=person, person=person, rows=len(asked.persons), where="log")
        found = list(behind(rows_asked(asked), request.GET.get("before", ""))[: PAGE + 1])
        read_log(by=person, person=person, rows=min(len(found), PAGE), asked=asked.facts())
    context = {
        "form": form,
        "lines": lines_of(found[:PAGE]),
        "older": _older(request, found[PAGE - 1].token) if len(found) > PAGE else "",
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "seals": seals(),
    }
    return render(request, "desk/log/log.html", context, status=200 if form.is_valid() else 422)


@require_GET
def row(request: HttpRequest, token: str) -> HttpResponse:
    """One row, its facts, and the receipt that proves it is in the log."""
    person = auditor(request)
    found = get_object_or_404(AuditRow, token=token)
    read_log(by=person, person=person, rows=1, asked={"token": token})
    context: dict[str, Any] = {
        "line": lines_of([found])[0],
        "facts": facts_of(found),
        "proof": receipt(found),
    }
    return render(request, "desk/log/row.html", context)


@require_GET
def row_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt as a file, to be kept and proven elsewhere."""
    person = auditor(request)
    found = get_object_or_404(AuditRow, token=token)
    proof = receipt(found)
    if proof is None:
        raise Http404
    read_log(by=person, person=person, rows=1, asked={"token": token, "receipt": True})
    named = {"Content-Disposition": f'attachment; filename="{token}.tlog-proof"'}
    return HttpResponse(proof.text(), content_type="text/plain; charset=utf-8", headers=named)


def _older(request: HttpRequest, token: str) -> str:
    kept = request.GET.copy()
    kept["before"] = token
    return f"?{kept.urlencode()}"
