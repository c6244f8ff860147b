"""Materials of an organisation: the list, the page of one with its clearance, and the form of a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waypost.access.policies import may_begin, may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.publications.models import Publication
from waypost.publications.views.shared import member
from waypost.training.actions import resources as actions
from waypost.training.forms.resources import ClearanceForm, MaterialForm
from waypost.training.lists import resources as lists
from waypost.training.models import Material

either = require_http_methods(["GET", "POST"])


@require_GET
def materials(request: HttpRequest) -> HttpResponse:
    person = member(request)
    context = {"rows": lists.rows_of(person), "may_add": may_begin(person, person.organisation)}
    return render(request, "training/materials/list.html", context)


@either
def adapt(request: HttpRequest) -> HttpResponse:
    person = member(request)
    if not may_begin(person, person.organisation):
        raise Denied("training.material_adapted")
    initial = {"resource": request.GET.get("resource", "")}
    form = MaterialForm(request.POST or None, initial=initial, viewer=person)
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        typed = dict(form.cleaned_data)
        try:
            resource = numbered(person, typed.pop("resource"))
            made = actions.adapt(by=person, organisation=person.organisation, resource=resource, **typed)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The material is there. Write down who cleared it next."))
            return redirect("material", made.public_id)
    return render(
        request, "training/materials/write.html", {"form": form}, status=422 if form.errors else 200
    )


@either
def material(request: HttpRequest, public_id: str) -> HttpResponse:
    """One material: where it comes from, who cleared it, and what may be done with it."""
    person, found = member(request), _seen_or_404(request, public_id)
    may = may_write(person, found)
    posted = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method == "POST" and not may:
        raise Denied("training.material_cleared", thing=found)
    form = ClearanceForm(request.POST if posted else None, initial={"revision": found.revision})
    if posted and _valid(form, posted):
        try:
            _done(person, found, form, posted)
        except Overtaken as said:
            found = _seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is kept."))
            return redirect("material", found.public_id)
    [source] = lists.sources_of(person, [found])
    context = {"found": found, "source": source, "may_write": may, "form": form}
    return render(request, "training/materials/material.html", context, status=422 if form.errors else 200)


def _valid(form: ClearanceForm, posted: str) -> bool:
    """Putting away asks for nothing but what it was opened on."""
    if posted == "away":
        for name in [each for each in form.fields if each != "revision"]:
            del form.fields[name]
    return form.is_valid()


def _done(person: Person, found: Material, form: ClearanceForm, posted: str) -> None:
    typed = form.cleaned_data
    if posted == "away":
        actions.put_away(by=person, material=found, revision=typed["revision"])
        return
    actions.clear(
        by=person,
        material=found,
        revision=typed["revision"],
        cleared_by_en=typed["cleared_by_en"],
        cleared_by_th=typed["cleared_by_th"],
        on=typed["cleared_on"],
        reference=typed["cleared_reference"],
    )


def numbered(person: Person, number: str) -> Publication:
    """The published item with this number, as far as the person sees it."""
    rows = Publication.visible_to(person).filter(published_at__isnull=False)
    found = rows.filter(reference__iexact=number).first()
    if found is None:
        raise Refused(
            _("You see no published item with this number. Correct it."), resource=_("No such item.")
        )
    return found


def _seen_or_404(request: HttpRequest, public_id: str) -> Material:
    found = lists.materials(member(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
