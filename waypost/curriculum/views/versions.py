"""Curricula: the list, the page of one and of a version, and the forms with which they are written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.curriculum.actions import versions as actions
from waypost.curriculum.actions.document import write_document
from waypost.curriculum.document import of_modules
from waypost.curriculum.forms.versions import CurriculumForm, ModuleForms, VersionForm
from waypost.curriculum.lists import versions as lists
from waypost.curriculum.lists.document import document_of
from waypost.curriculum.models import MARKS, Curriculum, CurriculumVersion, Module, Status
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "POST"])


@require_safe
def curricula(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    may_start = may_begin(person, person.organisation)
    context = {"rows": lists.rows_of(person), "most": lists.SHOWN, "may_start": may_start}
    return render(request, "curriculum/list.html", context)


@require_safe
def curriculum(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = reader(request), _seen_or_404(request, public_id)
    versions = lists.versions_of(person, found)
    context = {
        "found": found,
        "versions": versions,
        "topics": lists.topics_of(found),
        "modules": lists.modules_of(person, versions[0]) if versions else [],
        "may_write": may_write(person, found),
    }
    return render(request, "curriculum/curriculum.html", context)


@either
def begin(request: HttpRequest) -> HttpResponse:
    """A new curriculum of the own organisation."""
    person = reader(request)
    if not may_begin(person, person.organisation):
        raise Denied("curriculum.begun")
    form = CurriculumForm(request.POST or None, initial={"mark": int(Mark.GREEN)}, viewer=person, new=True)
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        typed["mark"] = Mark(typed["mark"])
        try:
            made = actions.begin(by=person, organisation=person.organisation, **typed)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The curriculum is there. Write its first version next."))
            return redirect("curriculum", made.public_id)
    context = {"form": form, "marks": MARKS}
    return render(request, "curriculum/write.html", context, status=422 if form.errors else 200)


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say anew what a curriculum is; when somebody else was first, both are shown."""
    person, found, theirs = reader(request), _to_write(request, public_id), None
    form = CurriculumForm(request.POST or None, initial=_as_written(found), viewer=person, new=False)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "mark": Mark(form.cleaned_data["mark"])}
        try:
            actions.write(by=person, curriculum=found, **typed)
        except Overtaken as said:
            found = theirs = _seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The curriculum is kept as you wrote it."))
            return redirect("curriculum", found.public_id)
    context = {"found": found, "form": form, "marks": MARKS, "theirs": theirs}
    return render(request, "curriculum/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """The modules of a version, and what may become of it."""
    person, found = reader(request), _seen_or_404(request, public_id)
    shown = _version_or_404(person, found, number)
    trouble = _moved(request, found, shown) if request.method == "POST" else None
    if request.method == "POST" and trouble is None:
        return redirect("curriculum_version", found.public_id, shown.number)
    modules = lists.modules_of(person, shown)
    may = may_write(person, found)
    context = {
        "found": found,
        "version": shown,
        "modules": modules,
        "minutes": sum(each.minutes for each in modules),
        "may_write": may,
        "next": [each for each in Status if each in actions.next_of(shown.status)] if may else [],
        "trouble": trouble,
    }
    return render(request, "curriculum/version.html", context, status=422 if trouble else 200)


@either
def add_version(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next version as a draft, begun from the newest one."""
    person, found = reader(request), _to_write(request, public_id)
    versions = lists.versions_of(person, found)
    initial = {"number": lists.next_number(versions), "revision": found.revision}
    form = VersionForm(request.POST or None, initial=initial, new=True)
    return _version_form(request, found, form, versions[0] if versions else None)


@either
def write_version(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """A draft written anew."""
    person, found = reader(request), _to_write(request, public_id)
    draft = _version_or_404(person, found, number)
    form = VersionForm(request.POST or None, initial={"revision": found.revision}, new=False)
    return _version_form(request, found, form, draft, draft)


def _version_form(
    request: HttpRequest,
    found: Curriculum,
    form: VersionForm,
    begun_from: CurriculumVersion | None,
    draft: CurriculumVersion | None = None,
) -> HttpResponse:
    person = reader(request)
    rows = ModuleForms(request.POST or None, initial=_modules(person, begun_from), prefix="module")
    theirs: list[Module] = []
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            kept = _version_written(person, found, form, rows, draft)
        except Overtaken as said:
            found = _seen_or_404(request, found.public_id)
            newest = lists.versions_of(person, found)[0]
            theirs = lists.modules_of(person, draft or newest)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The draft is kept. Your organisation reads it until you move it on."))
            return redirect("curriculum_version", found.public_id, kept.number)
    wrong = bool(form.errors or (rows.is_bound and not rows.is_valid()))
    context = {"found": found, "form": form, "rows": rows, "draft": draft, "theirs": theirs}
    return render(request, "curriculum/write_version.html", context, status=422 if wrong else 200)


def _version_written(
    person: Person, found: Curriculum, form: VersionForm, rows: Any, draft: CurriculumVersion | None
) -> CurriculumVersion:
    given: dict[str, Any] = {"by": person, "curriculum": found, "revision": form.cleaned_data["revision"]}
    if draft is None:
        return actions.write_version(number=form.cleaned_data["number"], modules=rows.words(), **given)
    document = of_modules(rows.words(), document_of(person, draft))
    return write_document(number=draft.number, document=document, **given)


def _moved(request: HttpRequest, found: Curriculum, shown: CurriculumVersion) -> Any:
    """Move a version on by its button; why not, where it can't be."""
    person, status = reader(request), request.POST.get("status", "")
    if not may_write(person, found):
        raise Denied("curriculum.version_moved", thing=found)
    revision = request.POST.get("revision", "")
    try:
        actions.move(
            by=person,
            curriculum=found,
            number=shown.number,
            status=Status(status) if status in Status.values else Status.DRAFT,
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        )
    except Refused as refused:
        return refused.sentence
    messages.info(request, _("The version is moved on."))
    return None


def _seen_or_404(request: HttpRequest, public_id: str) -> Curriculum:
    found = lists.everything(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _version_or_404(person: Person, found: Curriculum, number: str) -> CurriculumVersion:
    shown = lists.version_numbered(person, found, number)
    if shown is None:
        raise Http404
    return shown


def _to_write(request: HttpRequest, public_id: str) -> Curriculum:
    """The curriculum, for whoever may write it: else 404 or 403."""
    found = _seen_or_404(request, public_id)
    if not may_write(reader(request), found):
        raise Denied("curriculum.written", thing=found)
    return found


def _as_written(found: Curriculum) -> dict[str, Any]:
    words = {name: getattr(found, name) for name in ("title_en", "title_th", "mark", "revision")}
    return {**words, "topics": [topic.pk for topic in lists.topics_of(found)]}


_WORDS = ("code", "title_en", "title_th", "minutes", "delivery", "outcomes_en", "outcomes_th")


def _modules(person: Person, begun_from: CurriculumVersion | None) -> list[dict[str, Any]]:
    rows = lists.modules_of(person, begun_from) if begun_from else []
    return [{name: getattr(each, name) for name in _WORDS} for each in rows]
