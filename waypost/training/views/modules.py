"""E-modules in the portal: those of a programme, one of them with how far one is, and the page that plays it."""

from typing import Any, cast
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files.uploads import sealed_uploads
from waypost.publications.views.shared import member
from waypost.training.actions import learning, programmes
from waypost.training.actions import modules as actions
from waypost.training.actions.importing import Unplayable, prepare, said
from waypost.training.forms.modules import AddModuleForm, ModuleForm, ReplaceForm
from waypost.training.lists import modules as lists
from waypost.training.lists.lessons import lesson_of, onward
from waypost.training.lists.modules import Row
from waypost.training.lists.taught_from import taught_from
from waypost.training.models import Programme
from waypost.training.views.programmes import seen_or_404

either = require_http_methods(["GET", "POST"])


@sealed_uploads
@either
def add_emodule(request: HttpRequest, public_id: str) -> HttpResponse:
    """Import a package: what is wrong with it is said in words, and nothing that was typed is lost."""
    found = _to_write(request, public_id)
    form = AddModuleForm(request.POST or None, request.FILES or None)
    report: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["package"]
            package = prepare(sent.file, sent.name)
            module = actions.add_module(
                by=member(request), programme=found, words=form.words(), package=package
            )
        except Refused as refused:
            report = _refuse(form, refused)
        else:
            messages.info(request, _("The e-module is there. Read what was found in its package."))
            return HttpResponseRedirect(reverse("emodule", args=[found.public_id, module.public_id]))
    context = {"found": found, "form": form, "report": report}
    return render(request, "training/add_emodule.html", context, status=422 if form.errors else 200)


@sealed_uploads
@either
def emodule(request: HttpRequest, public_id: str, module: str) -> HttpResponse:
    """One e-module: its parts and one's own way in it. Whoever writes the programme changes it here."""
    found = seen_or_404(request, public_id)
    row = _row_or_404(request, found, module)
    writes = may_write(member(request), found)
    if request.method == "POST" and not writes:
        raise Denied("training.module_written", thing=found)
    do = request.POST.get("do", "")
    form = ModuleForm(request.POST if do == "write" else None, initial=_as_written(row))
    sent = (request.POST, request.FILES) if do == "replace" else (None, None)
    replacing = ReplaceForm(sent[0], sent[1], auto_id="new_%s")
    wrong = {"write": form, "replace": replacing}.get(do)
    report: list[dict[str, Any]] = []
    if do and (wrong is None or wrong.is_valid()):
        try:
            return _done(request, found, row, form, replacing)
        except Refused as refused:
            report = _refuse(wrong, refused)
    context = {
        "found": found,
        "row": row,
        "lines": lists.lines_of(row.way),
        "taught_from": taught_from(member(request), row.module),
        "write": reverse("module_resources", args=[found.public_id, module]) if writes else "",
        "findings": row.way.version.findings if writes else [],
        "may_write": writes,
        "lesson": lesson_of(member(request), row) if writes and row.way.version.is_native else None,
        "form": form,
        "replacing": replacing,
        "wrong": wrong,
        "report": report,
    }
    return render(request, "training/emodule.html", context, status=422 if do else 200)


@require_GET
def play(request: HttpRequest, public_id: str, module: str) -> HttpResponse:
    """The page around the player. What is played comes from an origin of its own, which knows nothing of the portal."""
    person, found = member(request), seen_or_404(request, public_id)
    row = _row_or_404(request, found, module)
    if row.way.version.is_native:
        return redirect("read_lesson", public_id, module, onward(row.way, 0) or 1)
    context: dict[str, Any] = {"found": found, "row": row, "origin": settings.CONTENT_ADDRESS}
    if not settings.CONTENT_ADDRESS or request.get_host() != urlsplit(settings.PORTAL_ADDRESS).netloc:
        context["elsewhere"] = settings.PORTAL_ADDRESS
        return render(request, "training/play.html", context)
    programmes.opened(by=person, programme=found)
    key, language = request.session.session_key or "", get_language() or "en"
    token = learning.launch(by=person, module=row.module, session_key=key, language=language)
    context["address"] = f"{settings.CONTENT_ADDRESS}/c/{token}/"
    framed: Any = csp_update({"frame-src": [settings.CONTENT_ADDRESS]})
    return cast(HttpResponse, framed(render)(request, "training/play.html", context))


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    found = seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.module_added", thing=found)
    return found


def _row_or_404(request: HttpRequest, found: Programme, module: str) -> Row:
    row = lists.row_of(member(request), found, module)
    if row is None:
        raise Http404
    return row


def _as_written(row: Row) -> dict[str, Any]:
    names = ("title_en", "title_th", "language", "required", "number")
    return {name: getattr(row.module, name) for name in names}


def _done(
    request: HttpRequest, found: Programme, row: Row, form: ModuleForm, replacing: ReplaceForm
) -> HttpResponse:
    """Do what the button says, and go where its result stands."""
    which: dict[str, Any] = {"by": member(request), "programme": found, "module": row.module.public_id}
    do = request.POST["do"]
    if do == "replace":
        sent = replacing.cleaned_data["package"]
        actions.replace_module(**which, package=prepare(sent.file, sent.name))
        messages.info(
            request,
            _("The new version is there. Whoever was in the old one begins anew; what is done counts."),
        )
    elif do == "write":
        actions.write_module(**which, words=form.words())
        messages.info(request, _("The e-module is kept as you wrote it."))
    elif do == "off":
        actions.take_off_module(**which)
        messages.info(request, _("The e-module is taken off. What learners did in it stays theirs."))
        return HttpResponseRedirect(reverse("programme", args=[found.public_id]))
    return HttpResponseRedirect(reverse("emodule", args=[found.public_id, row.module.public_id]))


def _refuse(form: forms.BaseForm | None, refused: Refused) -> list[dict[str, Any]]:
    """Say on the form why it was refused. Returns what the package doctor found, as the page shows it."""
    if form is None:
        raise refused
    refuse(form, refused)
    if not isinstance(refused, Unplayable):
        return []
    return [said(each) for each in refused.report.findings]
