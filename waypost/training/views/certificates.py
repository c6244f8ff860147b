"""Certificates on pages: issuing them for a cohort, one of them with its paper, and the open page its code leads to."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files import serving
from waypost.people.models import Person
from waypost.people.signin import tries
from waypost.publications.views.shared import member
from waypost.training.actions import certificates as actions
from waypost.training.certificate import paper as paper_of
from waypost.training.forms.certificates import CertifyForm, CodeForm, ReissueForm, RevokeForm
from waypost.training.lists import certificates as lists
from waypost.training.lists.certificates import Held
from waypost.training.models import Certificate, Intake, Nominee, Standing, Validity, as_code
from waypost.training.policies import may_certify, may_settle
from waypost.training.views.enrolment import intake_or_404
from waypost.training.views.programmes import either


@either
def certify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who of a cohort may be certified, who not and why, and the form that certifies."""
    person, found = member(request), intake_or_404(request, public_id)
    if not may_certify(person, found):
        raise Denied("training.certified", thing=found)
    trainers = lists.trainers_of(person, found)
    form = CertifyForm(request.POST or None, trainers=trainers, initial=_as_planned(request, found, trainers))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.certify(
                by=person, intake=found, nominees=_ticked(request, found), taught=form.taught()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            n = len(made)
            messages.info(
                request, ngettext("%(n)d person is certified.", "%(n)d persons are certified.", n) % {"n": n}
            )
            return HttpResponseRedirect(reverse("certify", args=[found.public_id]))
    context = {
        "found": found,
        "programme": found.programme,
        "form": form,
        "rows": lists.candidates(person, found),
        "ticked": request.POST.getlist("nominee"),
        "trainers": trainers,
        "is_open": found.programme.mark < Mark.AMBER,
    }
    return render(request, "training/certificates/certify.html", context, status=422 if form.errors else 200)


@either
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    """One certificate, and how it stands with it. Who runs the programme takes it back or issues it anew."""
    person, found = member(request), _seen_or_404(request, public_id)
    settles = may_settle(person, found.certificate)
    if request.method == "POST" and not settles:
        raise Denied("training.certificate_revoked", thing=found.certificate)
    do = request.POST.get("do", "")
    revoking = RevokeForm(request.POST if do == "revoke" else None)
    anew = ReissueForm(request.POST if do == "reissue" else None, initial=found.certificate.names())
    form = revoking if do == "revoke" else anew if do == "reissue" else None
    if form is not None and form.is_valid():
        try:
            return _settled(request, found.certificate, form)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "found": found,
        "programme": lists.programme_of(person, found.certificate),
        "around": lists.around(person, found.certificate),
        "may_settle": settles and found.validity in (Validity.VALID, Validity.EXPIRED),
        "revoking": revoking,
        "anew": anew,
        "wrong": form,
    }
    return render(
        request, "training/certificates/certificate.html", context, status=422 if form is not None else 200
    )


@require_safe
def certificate_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate as a PDF, in the language asked for."""
    found, asked = _seen_or_404(request, public_id), request.GET.get("language", "")
    if found.validity in (Validity.REVOKED, Validity.SUPERSEDED):
        raise Refused(_("This certificate holds no longer. No paper is made of it any more."))
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    return serving.printed(request, paper_of(found, language), found.paper_mark)


@login_not_required  # whoever holds the paper
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Where the code of a certificate is typed."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plain = re.sub(r"[^0-9A-Za-z]", "", form.cleaned_data["code"]).lower()
        return HttpResponseRedirect(reverse("verify_code", args=[plain or "-"]))
    return _open_page(
        request, "training/certificates/verify.html", {"form": form}, 422 if form.errors else 200
    )


@login_not_required  # whoever holds the paper: initials, title and state, and nothing else
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands with the certificate of a code. One question to the data base, whatever the answer; none for a code
    that can't be one, as anybody could tell without asking.
    """
    if not tries.card(request):
        return render(request, "429.html", status=429)
    plain = as_code(code)
    today = clock.today()
    found = Certificate.standing(plain, today) if plain else Standing(Validity.MISTYPED)
    codes = sorted(dict(settings.LANGUAGES), key=lambda each: each != get_language())
    return _open_page(
        request, "training/certificates/standing.html", {"found": found, "today": today, "codes": codes}
    )


def _open_page(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _seen_or_404(request: HttpRequest, public_id: str) -> Held:
    found = lists.certificate_seen(member(request), public_id)
    if found is None:
        raise Http404
    return found


def _ticked(request: HttpRequest, found: Intake) -> list[Nominee]:
    names = request.POST.getlist("nominee")
    return list(Nominee.visible_to(member(request)).filter(intake=found.pk, public_id__in=names))


def _as_planned(request: HttpRequest, found: Intake, trainers: list[Person]) -> dict[str, object]:
    """What the form begins with: what was taught in the sessions, or else what the curriculum says."""
    online, practical = lists.minutes_of(member(request), found.programme)
    held, taught = lists.taught_in(member(request), found)
    until = lists.holds_until(found.cohort.until)
    said: dict[str, object] = {"minutes_online": online, "minutes_practical": held or practical}
    teachers = [each.public_id for each in taught if each in trainers]
    return said | {"valid_until": until, "lead": next(iter(teachers), None), "others": teachers[1:]}


def _settled(request: HttpRequest, found: Certificate, form: RevokeForm | ReissueForm) -> HttpResponse:
    person = member(request)
    if isinstance(form, RevokeForm):
        actions.revoke(by=person, certificate=found, because=form.cleaned_data["revoked_because"])
        messages.info(
            request, _("The certificate is revoked. Whoever looks its code up reads so from now on.")
        )
        return HttpResponseRedirect(reverse("certificate", args=[found.public_id]))
    made = actions.reissue(
        by=person, certificate=found, names=form.names(), because=form.cleaned_data["because"]
    )
    messages.info(request, _("The certificate is issued anew. The one before says that it is superseded."))
    return HttpResponseRedirect(reverse("certificate", args=[made.public_id]))
