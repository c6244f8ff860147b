"""From which resources an e-module or a practical session is taught: whoever writes the programme says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import taught_from as actions
from waypost.training.forms.resources import AttachForm
from waypost.training.lists import practicals
from waypost.training.lists.modules import row_of
from waypost.training.lists.taught_from import taught_from
from waypost.training.models import EModule, PracticalSession, Programme
from waypost.training.views.programmes import either, seen_or_404
from waypost.training.views.resources import numbered


@either
def of_module(request: HttpRequest, public_id: str, module: str) -> HttpResponse:
    """The resources of an e-module."""
    found = seen_or_404(request, public_id)
    row = row_of(member(request), found, module)
    if row is None:
        raise Http404
    back = reverse("emodule", args=[found.public_id, module])
    return _page(request, found, row.module, back)


@either
def of_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """The resources of a practical session."""
    found = practicals.session_seen(member(request), public_id)
    if found is None:
        raise Http404
    return _page(request, found.session.programme, found.session, reverse("practical", args=[public_id]))


def _page(
    request: HttpRequest, programme: Programme, thing: EModule | PracticalSession, back: str
) -> HttpResponse:
    person = member(request)
    if not may_write(person, programme):
        raise Denied("training.resource_attached", thing=programme)
    off = request.POST.get("off")
    form = AttachForm(request.POST if request.method == "POST" and off is None else None)
    if request.method == "POST" and (off is not None or form.is_valid()):
        try:
            _done(request, programme, thing, form)
        except Refused as refused:
            form = form if form.is_bound else AttachForm({})
            refuse(form, refused)
        else:
            return redirect(request.path)
    context = {
        "programme": programme,
        "thing": thing,
        "back": back,
        "form": form,
        "taught_from": taught_from(person, thing),
    }
    return render(request, "training/taught_from/write.html", context, status=422 if form.errors else 200)


def _done(
    request: HttpRequest, programme: Programme, thing: EModule | PracticalSession, form: AttachForm
) -> None:
    person, off = member(request), request.POST.get("off")
    if off is None:
        resource = numbered(person, form.cleaned_data["resource"])
        actions.attach(by=person, programme=programme, thing=thing, resource=resource)
        messages.info(request, _("The resource is attached. Those who teach from it hear of new versions."))
        return
    row = next((each for each in taught_from(person, thing) if each.taught.public_id == off), None)
    if row is None:
        raise Refused(_("Somebody took this resource off already."))
    actions.take_off(by=person, programme=programme, taught=row.taught)
    messages.info(request, _("The resource is taken off."))
