"""Trainers on pages: all of them, and one with the history and what may follow."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import trainers as actions
from waypost.training.forms.trainers import NameForm, RecogniseForm, WithdrawForm
from waypost.training.lists import trainers as lists
from waypost.training.models import FOLLOWS, Accreditation, Trainer
from waypost.training.policies import may_accredit, may_name_trainers
from waypost.training.views.programmes import either


@either
def trainers(request: HttpRequest) -> HttpResponse:
    """How each trainer stands, for those who coordinate; and one's own standing. A form names the next."""
    person = member(request)
    curricula = [each for each in lists.curricula_to_staff(person) if may_name_trainers(person, each)]
    if request.method == "POST" and not curricula:
        raise Denied("training.trainer_named")
    form = NameForm(request.POST or None, curricula=curricula, people=lists.people_to_name(curricula))
    if request.method == "POST" and form.is_valid():
        curriculum, named = form.chosen()
        try:
            made = actions.name(by=person, curriculum=curriculum, person=named)
        except Refused as refused:
            refuse(form, refused)
        else:
            return HttpResponseRedirect(reverse("trainer", args=[made.public_id]))
    context = {"rows": lists.rows_of(person), "form": form if curricula else None}
    return render(request, "training/trainers/list.html", context, status=422 if form.errors else 200)


@either
def trainer(request: HttpRequest, public_id: str) -> HttpResponse:
    """One trainer: the history, and what may follow upon it."""
    person = member(request)
    found = lists.trainer_seen(person, public_id)
    if found is None:
        raise Http404
    settles = may_accredit(person, found)
    if request.method == "POST" and not settles:
        raise Denied("training.trainer_recognised", thing=found)
    do = request.POST.get("do", "")
    recognising = RecogniseForm(request.POST if do == "recognise" else None)
    withdrawing = WithdrawForm(request.POST if do == "withdraw" else None)
    form = recognising if do == "recognise" else withdrawing if do == "withdraw" else None
    if form is not None and form.is_valid():
        try:
            _settled(request, found, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            return HttpResponseRedirect(reverse("trainer", args=[found.public_id]))
    follows = FOLLOWS[Accreditation(found.state)] if settles else ()
    context = {
        "found": found,
        "curriculum": lists.curriculum_of(person, found),
        "history": lists.history_of(person, found),
        "recognising": recognising if Accreditation.ACCREDITED in follows else None,
        "withdrawing": withdrawing if Accreditation.WITHDRAWN in follows else None,
        "wrong": form,
    }
    return render(request, "training/trainers/trainer.html", context, status=422 if form is not None else 200)


def _settled(request: HttpRequest, found: Trainer, form: RecogniseForm | WithdrawForm) -> None:
    if isinstance(form, RecogniseForm):
        actions.recognise(by=member(request), trainer=found, **form.cleaned_data)
        messages.info(request, _("The trainer is accredited for two years."))
    else:
        actions.withdraw(by=member(request), trainer=found, because=form.cleaned_data["because"])
        messages.info(request, _("The trainer is withdrawn. Certificates stay as they are."))
