"""Trainers on pages: all of them, one with the way, the history and what may follow, and marking them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.curriculum.models import Curriculum
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.publications.views.shared import member
from waypost.training.actions import trainers as actions
from waypost.training.forms.marks import ObserveForm, TeachBackForm
from waypost.training.forms.trainers import NameForm, RecogniseForm, RenewForm, StepForm, WithdrawForm
from waypost.training.lists import trainers as lists
from waypost.training.lists.practicals import Session
from waypost.training.lists.rubrics import Whole, rubrics_for
from waypost.training.models import FOLLOWS, Accreditation, Demonstration, Exercise, Facilitation, Trainer
from waypost.training.policies import may_accredit, may_mark, may_name_trainers, may_observe
from waypost.training.views.practicals import seen_or_404 as practical_or_404
from waypost.training.views.programmes import either

ACTS: dict[str, Any] = {
    "pre-accredit": StepForm,
    "accredit": StepForm,
    "renew": RenewForm,
    "recognise": RecogniseForm,
    "withdraw": WithdrawForm,
}


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
    """One trainer: the way, the history, and what may follow upon it."""
    person = member(request)
    found = lists.trainer_seen(person, public_id)
    if found is None:
        raise Http404
    settles = may_accredit(person, found)
    if request.method == "POST" and not settles:
        raise Denied("training.trainer_recognised", thing=found)
    do = request.POST.get("do", "")
    acts = {name: form(request.POST if name == do else None) for name, form in ACTS.items()}
    wrong = acts.get(do)
    if wrong is not None and wrong.is_valid():
        try:
            said = _settled(person, found, do, wrong.cleaned_data)
        except Refused as refused:
            refuse(wrong, refused)
        else:
            messages.info(request, said)
            return HttpResponseRedirect(reverse("trainer", args=[found.public_id]))
    offered = _offered(found) if settles else set()
    context = {
        "found": found,
        "curriculum": lists.curriculum_of(person, found),
        "history": lists.history_of(person, found),
        "way": lists.way_of(person, found),
        "acts": {name.replace("-", "_"): form for name, form in acts.items() if name in offered},
        "wrong": wrong,
        "marks": may_mark(person, found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "training/trainers/trainer.html", context, status=status)


@either
def teach_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark a teach-back against a rubric."""
    person = member(request)
    found = lists.trainer_seen(person, public_id)
    if found is None:
        raise Http404
    if not may_mark(person, found):
        raise Denied("training.teach_back_marked", thing=found)
    whole, rubrics = _rubric(request, lists.curriculum_of(person, found), Exercise.TEACH_BACK)
    form = TeachBackForm(request.POST or None, whole=whole) if whole else None
    back = reverse("trainer", args=[found.public_id])
    if form is not None and whole is not None and request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.mark_teach_back(
                by=person,
                trainer=found,
                rubric=whole.rubric,
                scores=form.scores(),
                on=typed["on"],
                note=typed["note"],
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _came_to(made))
            return HttpResponseRedirect(back)
    context = {
        "title": _("Teach-back"),
        "whom": found.person.name,
        "back": back,
        "rubrics": rubrics,
        "form": form,
    }
    return _marking(request, context)


@either
def observe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark how a trainer of a practical session taught."""
    person, found = member(request), practical_or_404(request, public_id)
    if not may_observe(person, found.session):
        raise Denied("training.delivery_observed", thing=found.session)
    curriculum = lists.curriculum_taught(person, found.session.programme)
    whole, rubrics = _rubric(request, curriculum, Exercise.DELIVERY)
    opened = {"revision": found.session.revision}
    form = (
        ObserveForm(request.POST or None, whole=whole, trainers=_others(person, found), initial=opened)
        if whole
        else None
    )
    back = reverse("practical", args=[public_id])
    if form is not None and whole is not None and request.method == "POST" and form.is_valid():
        try:
            made = actions.observe(
                by=person,
                session=found.session,
                revision=form.cleaned_data["revision"],
                taught=form.chosen(),
                rubric=whole.rubric,
                scores=form.scores(),
                note=form.cleaned_data["note"],
            )
        except Overtaken as said:
            found = practical_or_404(request, public_id)
            form.offer_anew(_others(person, found))
            overtaken(form, said, revision=found.session.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _came_to(made))
            return HttpResponseRedirect(back)
    context = {
        "title": _("Observed delivery"),
        "whom": found.session.title,
        "back": back,
        "rubrics": rubrics,
        "form": form,
        "programme": found.session.programme,
    }
    return _marking(request, context)


def _others(person: Person, found: Session) -> list[Facilitation]:
    """Who teaches in a session, but for whoever looks."""
    return [
        each for each in found.trainers if each.role in Facilitation.TEACHING and each.person_id != person.pk
    ]


def _marking(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    wrong = context["form"] is not None and context["form"].errors
    return render(request, "training/trainers/marks.html", context, status=422 if wrong else 200)


def _rubric(
    request: HttpRequest, curriculum: Curriculum | None, exercise: Exercise
) -> tuple[Whole | None, list[Whole]]:
    """The one that is chosen, else the first, among those that stand."""
    found = rubrics_for(member(request), curriculum, exercise) if curriculum else []
    chosen = next((each for each in found if each.rubric.public_id == request.GET.get("rubric")), None)
    return chosen or next(iter(found), None), found


def _came_to(made: Demonstration) -> str:
    said = {"n": made.points, "of": made.out_of}
    if made.passed:
        return _("Passed, with %(n)s of %(of)s points.") % said
    return _("Not passed: %(n)s of %(of)s points, or too few in a critical criterion.") % said


def _offered(found: Trainer) -> set[str]:
    """What may follow, as the page offers it. Whether what it asks for is there is said when it is tried."""
    state = Accreditation(found.state)
    follows = FOLLOWS[state]
    offered = {"withdraw"} if Accreditation.WITHDRAWN in follows else set()
    if Accreditation.ACCREDITED in follows:
        offered |= {"recognise"}
    if Accreditation.PRE_ACCREDITED in follows:
        offered |= {"pre-accredit"}
    if state == Accreditation.PRE_ACCREDITED:
        offered |= {"accredit"}
    if state in (Accreditation.ACCREDITED, Accreditation.LAPSED):
        offered |= {"renew"}
    return offered


def _settled(person: Person, found: Trainer, do: str, typed: dict[str, Any]) -> str:
    """Do it, and say what came of it."""
    which: dict[str, Any] = {"by": person, "trainer": found}
    if do == "recognise":
        actions.recognise(**which, **typed)
        return _("The trainer is accredited for two years.")
    if do == "pre-accredit":
        actions.pre_accredit(**which)
        return _("The trainer is pre-accredited. Next, a delivery is observed.")
    if do == "accredit":
        actions.accredit(**which)
        return _("The trainer is accredited for two years.")
    if do == "renew":
        actions.renew(**which, **typed)
        return _("The accreditation is renewed for two years.")
    actions.withdraw(**which, **typed)
    return _("The trainer is withdrawn. Certificates stay as they are.")
