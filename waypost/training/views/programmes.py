"""Lists of programmes, the page of one, and the forms with which it is written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.models import Organisation
from waypost.publications.models import Publication
from waypost.publications.views.shared import member, overtaken
from waypost.training.actions import programmes as actions
from waypost.training.actions.programmes import Agreed, CohortWords, Head, Unit
from waypost.training.forms.programmes import CohortForm, PartnerForm, PlanForm, ProgrammeForm, UnitForms
from waypost.training.lists import modules
from waypost.training.lists import programmes as lists
from waypost.training.lists.enrolment import cohorts_with_intakes
from waypost.training.lists.programmes import Agreement
from waypost.training.models import MARKS, Engagement, Programme

either = require_http_methods(["GET", "POST"])


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    person = member(request)
    rows = lists.rows_of(person)
    context = {
        "rows": rows,
        "most": lists.SHOWN,
        "may_start": may_begin(person, person.organisation),
    }
    return render(request, "training/list.html", context)


@require_GET
def programme(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a commander, a coordinator and a donor read."""
    person, found = member(request), seen_or_404(request, public_id)
    actions.opened(by=person, programme=found)
    page = lists.page_of(person, found)
    context = {
        "found": found,
        "page": page,
        "emodules": modules.rows_of(person, found),
        "courses": cohorts_with_intakes(person, page.cohorts),
        "released": lists.released_to(person, found),
        "why": lists.why_seen(person, found),
        "may_write": may_write(person, found),
    }
    return render(request, "training/programme.html", context)


@either
def start(request: HttpRequest) -> HttpResponse:
    """A new programme of the own organisation."""
    person = member(request)
    if not may_begin(person, person.organisation):
        raise Denied("training.started")
    initial = {"mark": int(Mark.AMBER), "section": request.GET.get("section")}
    form = ProgrammeForm(request.POST or None, initial=initial, viewer=person, new=True)
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        network = form.cleaned_data["network"]
        try:
            made = actions.start(
                by=person, organisation=person.organisation, network=network, head=_head(form)
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The programme is there. Write down what was agreed next."))
            return _to("programme", made)
    context = {"form": form, "marks": MARKS}
    return render(request, "training/write.html", context, status=422 if form.errors else 200)


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say anew what a programme is; when somebody else was first, both are shown."""
    person, found = member(request), _to_write(request, public_id)
    form = ProgrammeForm(request.POST or None, initial=_as_written(request, found), viewer=person, new=False)
    theirs = None
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.write(by=person, programme=found, revision=revision, head=_head(form, found.code))
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The programme is kept as you wrote it."))
            return _to("programme", found)
    context = {
        "found": found,
        "form": form,
        "marks": MARKS,
        "theirs": theirs,
        "their_page": lists.page_of(person, found) if theirs else None,
        "released": lists.released_to(person, found) if theirs else [],
        "reached": lists.whom_reached(found),
    }
    return render(request, "training/write.html", context, status=422 if form.errors else 200)


@either
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was agreed, or agreed anew: the next plan, begun from the one that stands."""
    person, found = member(request), _to_write(request, public_id)
    stands = next(iter(lists.agreements_of(person, found)), None)
    form = PlanForm(request.POST or None, initial=_as_agreed(request, found, stands))
    units = UnitForms(request.POST or None, initial=_units(stands), prefix="unit")
    theirs = None
    if request.method == "POST" and form.is_valid() and units.is_valid():
        try:
            _agree(request, found, form, units)
        except Overtaken as said:
            theirs = stands
            overtaken(form, said, revision=seen_or_404(request, public_id).revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The plan is kept. What was agreed before stays beside it."))
            return _to("programme", found)
    wrong = bool(form.errors or (units.is_bound and not units.is_valid()))
    context = {"found": found, "form": form, "units": units, "stands": stands, "theirs": theirs}
    return render(request, "training/plan.html", context, status=422 if wrong else 200)


@either
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two forms: a partner who was spoken to, and a cohort."""
    found = _to_write(request, public_id)
    posted = request.POST.get("do") if request.method == "POST" else ""
    partner = PartnerForm(request.POST if posted == "partner" else None)
    cohort = CohortForm(request.POST if posted == "cohort" else None, auto_id="cohort_%s")
    form = {"partner": partner, "cohort": cohort}.get(posted or "")
    if form is not None and form.is_valid():
        try:
            _added(request, found, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is added."))
            return _to("programme", found)
    context = {"found": found, "partner": partner, "cohort": cohort, "wrong": form}
    return render(request, "training/add.html", context, status=422 if form and form.errors else 200)


def seen_or_404(request: HttpRequest, public_id: str) -> Programme:
    found = lists.everything(member(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    """The programme, for whoever may write it: else 404 or 403."""
    found = seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.written", thing=found)
    return found


def _to(name: str, found: Programme) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[found.public_id]))


def _head(form: ProgrammeForm, code: str = "") -> Head:
    typed = form.cleaned_data
    return Head(
        code=code or typed["code"],
        mark=Mark(typed["mark"]),
        project=form.chosen_one("project"),
        lines=form.chosen_lines(),
        curriculum=form.chosen_one("curriculum"),
        **{name: typed[name] for name in ("title_en", "title_th", "section", "state", "released")},
    )


def _as_written(request: HttpRequest, found: Programme) -> dict[str, Any]:
    person = member(request)
    page = lists.page_of(person, found)
    names = ("title_en", "title_th", "section", "state", "mark", "revision")
    return {
        **{name: getattr(found, name) for name in names},
        "released": lists.released_to(person, found),
        "project": page.project.public_id if page.project else "",
        "lines": [line.public_id for line in page.lines],
        "curriculum": page.version.public_id if page.version else "",
    }


def _as_agreed(request: HttpRequest, found: Programme, stands: Agreement | None) -> dict[str, Any]:
    if stands is None:
        return {"revision": found.revision}
    seen = Publication.visible_to(member(request)).filter(pk=stands.plan.document_id or 0).first()
    names = (*PlanForm.PARTS[:-1], *PlanForm.METHOD)
    return {
        **{name: getattr(stands.plan, name) for name in names},
        "document": seen.reference if seen else "",
        "topics": [topic.pk for topic in stands.topics],
        "revision": found.revision,
    }


def _units(stands: Agreement | None) -> list[dict[str, Any]]:
    names = ("organisation", "unit_en", "unit_th", "participants")
    return [{name: getattr(each, name) for name in names} for each in (stands.units if stands else ())]


def _agree(request: HttpRequest, found: Programme, form: PlanForm, units: Any) -> None:
    typed = dict(form.cleaned_data)
    rows = [Unit(**each.cleaned_data) for each in units if _says_something(each)]
    number, topics, revision = (typed.pop(name) for name in ("document", "topics", "revision"))
    actions.agree(
        by=member(request),
        programme=found,
        revision=revision,
        agreed=Agreed(**typed),
        units=rows,
        topics=list(topics),
        document=_document(request, number),
    )


def _says_something(row: Any) -> bool:
    return isinstance(row.cleaned_data.get("organisation"), Organisation)


def _document(request: HttpRequest, number: str) -> Publication | None:
    if not number:
        return None
    rows = Publication.visible_to(member(request)).filter(published_at__isnull=False)
    found = rows.filter(reference__iexact=number).first()
    if found is None:
        raise Refused(
            _("You see no published item with this number. Correct it, or leave it empty."),
            document=_("No such item."),
        )
    return found


def _added(request: HttpRequest, found: Programme, form: Any) -> None:
    person, typed = member(request), form.cleaned_data
    if isinstance(form, PartnerForm):
        outcome = Engagement.Outcome(typed.pop("outcome"))
        actions.engage(by=person, programme=found, outcome=outcome, **typed)
    else:
        actions.add_cohort(by=person, programme=found, cohort=CohortWords(**typed))
