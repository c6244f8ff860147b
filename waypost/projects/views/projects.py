"""Projects: the list, the page of one, and the forms with which it and its lines of money are written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.people.views.reader import reader
from waypost.projects.actions import projects as actions
from waypost.projects.actions.projects import Facts, LineWords
from waypost.projects.forms.projects import ChangedLineForm, EndForm, LineForm, ProjectForm
from waypost.projects.lists import projects as lists
from waypost.projects.models import MARKS, FundingLine, Project

either = require_http_methods(["GET", "POST"])


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    may_start = may_begin(person, person.organisation)
    context = {"rows": lists.rows_of(person), "most": lists.SHOWN, "may_start": may_start}
    return render(request, "projects/list.html", context)


@require_safe
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = reader(request), _seen_or_404(request, public_id)
    may = may_write(person, found)
    context = {
        "found": found,
        "lines": lists.lines_of(person, found),
        "all_lines": lists.lines_with_before(person, found) if may else [],
        "may_write": may,
    }
    return render(request, "projects/project.html", context)


@either
def start(request: HttpRequest) -> HttpResponse:
    """A new project of the own organisation."""
    person = reader(request)
    if not may_begin(person, person.organisation):
        raise Denied("projects.started")
    form = ProjectForm(request.POST or None, initial={"mark": int(Mark.GREEN)}, viewer=person, new=True)
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        network = form.cleaned_data["network"]
        try:
            made = actions.start(
                by=person, organisation=person.organisation, network=network, facts=_facts(form)
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The project is there. Write down who pays for it next."))
            return redirect("project", made.public_id)
    context = {"form": form, "marks": MARKS}
    return render(request, "projects/write.html", context, status=422 if form.errors else 200)


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say anew what a project is; when somebody else was first, both are shown."""
    person, found, theirs = reader(request), _to_write(request, public_id), None
    form = ProjectForm(request.POST or None, initial=_as_written(found), viewer=person, new=False)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.write(by=person, project=found, revision=revision, facts=_facts(form, found.code))
        except Overtaken as said:
            found = theirs = _seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The project is kept as you wrote it."))
            return redirect("project", found.public_id)
    context = {"found": found, "form": form, "marks": MARKS, "theirs": theirs}
    return render(request, "projects/write.html", context, status=422 if form.errors else 200)


@either
def fund(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more line of money."""
    person, found = reader(request), _to_write(request, public_id)
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.fund(by=person, project=found, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The line is added."))
            return redirect("project", found.public_id)
    context = {"found": found, "form": form}
    return render(request, "projects/fund.html", context, status=422 if form.errors else 200)


@either
def line(request: HttpRequest, public_id: str, line_id: str) -> HttpResponse:
    """Two forms: the line said anew, and its end."""
    person, found = reader(request), _to_write(request, public_id)
    kept = _line_or_404(person, found, line_id)
    posted = request.POST.get("do") if request.method == "POST" else ""
    changed = ChangedLineForm(request.POST if posted == "change" else None, initial=_as_said(found, kept))
    ended = EndForm(
        request.POST if posted == "end" else None,
        initial={"revision": found.revision, "how": "ended"},
        auto_id="end_%s",
    )
    form = {"change": changed, "end": ended}.get(posted or "")
    theirs = None
    if form is not None and form.is_valid():
        try:
            _line_written(person, found, kept, form)
        except Overtaken as said:
            found = _seen_or_404(request, public_id)
            theirs = kept = _line_or_404(person, found, line_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is kept. What the line said before stays beside it."))
            return redirect("project", found.public_id)
    context = {
        "found": found, "line": kept, "changed": changed, "ended": ended, "wrong": form, "theirs": theirs,
    }  # fmt: skip
    return render(request, "projects/line.html", context, status=422 if form and form.errors else 200)


def _seen_or_404(request: HttpRequest, public_id: str) -> Project:
    found = lists.everything(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _to_write(request: HttpRequest, public_id: str) -> Project:
    """The project, for whoever may write it: else 404 or 403."""
    found = _seen_or_404(request, public_id)
    if not may_write(reader(request), found):
        raise Denied("projects.written", thing=found)
    return found


def _line_or_404(person: Person, found: Project, line_id: str) -> FundingLine:
    rows = FundingLine.visible_to(person).filter(project=found.pk, public_id=line_id)
    kept = rows.select_related("donor").first()
    if kept is None:
        raise Http404
    return kept


def _line_written(person: Person, found: Project, kept: FundingLine, form: Any) -> None:
    typed = form.cleaned_data
    given: dict[str, Any] = {"by": person, "project": found, "line": kept, "revision": typed["revision"]}
    if isinstance(form, EndForm):
        on = typed["ended_on"] if typed["how"] == "ended" else None
        actions.end_line(on=on, because=typed["ending"], **given)
    else:
        names = ("reference", "purpose_en", "purpose_th")
        words = LineWords(**{name: typed[name] for name in names})
        actions.change_line(words=words, because=typed["because"], **given)


def _facts(form: ProjectForm, code: str = "") -> Facts:
    typed = {name: value for name, value in form.cleaned_data.items() if name not in ("network", "revision")}
    return Facts(**{**typed, "code": code or typed["code"], "mark": Mark(typed["mark"])})


_WORDS = ("title_en", "title_th", "phase", "summary_en", "summary_th", "since", "until", "mark", "revision")


def _as_written(found: Project) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _WORDS}


def _as_said(found: Project, kept: FundingLine) -> dict[str, Any]:
    words = {name: getattr(kept, name) for name in ("reference", "purpose_en", "purpose_th")}
    return {**words, "revision": found.revision}
