"""The issuing state's word against an alert, and the originator's answer: one page for both sides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waypost.alerts.actions import contesting
from waypost.alerts.forms import ContestAnswerForm, ContestForm
from waypost.alerts.models import Contest
from waypost.alerts.policies import may_answer_contest, may_contest
from waypost.alerts.views.writing import either
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.models import Publication
from waypost.publications.views.shared import about, member, seen_or_404, to


@either
def contest(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was said and answered so far, and what the viewer may say now."""
    publication, person = seen_or_404(request, public_id), member(request)
    may_say, may_answer = may_contest(person, publication), may_answer_contest(person, publication)
    rows = list(
        Contest.visible_to(person)
        .filter(alert=publication.pk)
        .select_related("organisation__member", "answered_by")
        .order_by("-at")
    )
    if not (rows or may_say or may_answer):
        raise Denied("alerts.contested", thing=publication)
    form: ContestForm | ContestAnswerForm | None = None
    if request.method == "POST":
        answering = "contest" in request.POST
        form = ContestAnswerForm(request.POST) if answering else ContestForm(request.POST)
        if form.is_valid() and _kept(request, publication, form):
            return to("contest", publication)
    own = [row for row in rows if person.organisation and row.organisation_id == person.organisation.pk]
    context: dict[str, Any] = {
        "publication": publication,
        "rows": rows,
        "outcomes": ContestAnswerForm.base_fields["outcome"].choices,  # type: ignore[attr-defined]
        "said": form,
        "form": form if isinstance(form, ContestForm) else ContestForm(),
        "may_say": may_say and not any(row.outcome == Contest.Outcome.OPEN for row in own),
        "may_answer": may_answer,
        **about(person, publication),
    }
    return render(request, "alerts/contest.html", context, status=422 if form else 200)


def _kept(request: HttpRequest, publication: Publication, form: ContestForm | ContestAnswerForm) -> bool:
    """Is it said, or answered? Otherwise the form says why not."""
    values, by = form.cleaned_data, member(request)
    try:
        if isinstance(form, ContestForm):
            contesting.contest(by=by, publication=publication, **values)
            messages.info(request, _("The originator is told, and has seven days to answer."))
        else:
            contesting.answer_contest(by=by, publication=publication, **values)
            messages.info(request, _("Answered. Those who contested it are told."))
    except Refused as refused:
        refuse(form, refused)
        return False
    return True
