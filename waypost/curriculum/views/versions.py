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
from waypost.core.writing import written
from waypost.curriculum.actions import versions as actions
from waypost.curriculum.actions.signing import SIGNABLE
from waypost.curriculum.forms.versions import CurriculumForm, ModuleForms, VersionForm
from waypost.curriculum.lists import versions as lists
from waypost.curriculum.lists.consultation import consultations_on
from waypost.curriculum.lists.document import difference_of, document_of, sections_shown
from waypost.curriculum.lists.signing import signs_for, standing_of
from waypost.curriculum.models import MARKS, Curriculum, CurriculumVersion, Status
from waypost.curriculum.policies import is_consulted
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
    person, found = reader(request), seen_or_404(request, public_id)
    versions = lists.versions_of(person, found)
    context = {
        "found": found,
        "versions": versions,
        "topics": lists.topics_of(found),
        "modules": lists.modules_of(person, versions[0]) if versions else [],
        "may_write": may_write(person, found),
        "is_consulted": is_consulted(person, found),
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
    person, found, theirs = reader(request), to_write(request, public_id), None
    form = CurriculumForm(request.POST or None, initial=_as_written(found), viewer=person, new=False)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "mark": Mark(form.cleaned_data["mark"])}
        try:
            actions.write(by=person, curriculum=found, **typed)
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
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
    person, found = reader(request), seen_or_404(request, public_id)
    shown = version_or_404(person, found, number)
    trouble = _moved(request, found, shown) if request.method == "POST" else None
    if request.method == "POST" and trouble is None:
        return redirect("curriculum_version", found.public_id, shown.number)
    document = document_of(person, shown)
    versions = lists.versions_of(person, found)
    may = may_write(person, found)
    context = {
        "found": found,
        "version": shown,
        "sections": sections_shown(document),
        "minutes": sum(each.module.minutes for each in document if each.module),
        "others": [
            (each, *((shown, each) if earlier else (each, shown)))
            for each, earlier in _others(versions, shown)
        ],
        "may_write": may,
        "standing": (standing := standing_of(person, found, shown)),
        "signed": sum(each.signed is not None for each in standing),
        "may_sign_off": shown.status in SIGNABLE and bool(signs_for(person, found)),
        "because": request.POST.get("because", ""),
        "next": [each for each in Status if each in actions.next_of(shown.status)] if may else [],
        "trouble": trouble,
        "consultations": consultations_on(person, shown),
    }
    return render(request, "curriculum/version.html", context, status=422 if trouble else 200)


@require_safe
def difference(request: HttpRequest, public_id: str, number: str, before: str) -> HttpResponse:
    """What became of each paragraph from one version to another: as a text, or with ``?as=table`` as a table."""
    person, found = reader(request), seen_or_404(request, public_id)
    new, old = version_or_404(person, found, number), version_or_404(person, found, before)
    rows = difference_of(document_of(person, old), document_of(person, new))
    context = {
        "found": found,
        "old": old,
        "new": new,
        "rows": rows,
        "counted": [
            (_("added"), sum(each.step.before is None for each in rows)),
            (_("taken out"), sum(each.step.after is None for each in rows)),
            (_("moved"), sum(each.step.moved for each in rows)),
            (_("changed"), sum(each.step.reworded for each in rows)),
        ],
        "touched": [each for each in rows if each.step.touched],
    }
    as_table = request.GET.get("as") == "table"
    return render(request, f"curriculum/difference{'_table' if as_table else ''}.html", context)


@either
def add_version(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next version as a draft: begun from the newest one, or from the modules that are typed for the first."""
    person, found = reader(request), to_write(request, public_id)
    versions = lists.versions_of(person, found)
    initial = {"number": lists.next_number(versions), "revision": found.revision}
    form = VersionForm(request.POST or None, initial=initial)
    rows = None if versions else ModuleForms(request.POST or None, prefix="module")
    if request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid()):
        try:
            kept = _version_begun(person, found, form, rows)
        except Overtaken as said:
            found = seen_or_404(request, found.public_id)
            overtaken(form, said, revision=found.revision)
            versions = lists.versions_of(person, found)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The draft is kept. Your organisation reads it until you move it on."))
            return redirect("write_version", found.public_id, kept.number)
    wrong = bool(form.errors or (rows is not None and rows.is_bound and not rows.is_valid()))
    newest = versions[0] if versions else None
    context = {"found": found, "form": form, "rows": rows, "newest": newest}
    return render(request, "curriculum/begin_version.html", context, status=422 if wrong else 200)


def _version_begun(person: Person, found: Curriculum, form: VersionForm, rows: Any) -> CurriculumVersion:
    given: dict[str, Any] = {"by": person, "curriculum": found, **form.cleaned_data}
    return (
        actions.begin_version(**given)
        if rows is None
        else actions.write_version(modules=rows.words(), **given)
    )


def _others(
    versions: list[CurriculumVersion], shown: CurriculumVersion
) -> list[tuple[CurriculumVersion, bool]]:
    """The other versions, the newest first, and whether each is earlier than this one."""
    at = [each.pk for each in versions].index(shown.pk)
    return [(each, nth > at) for nth, each in enumerate(versions) if nth != at]


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
            because=written(request.POST.get("because", "")),
        )
    except Refused as refused:
        return refused.sentence
    messages.info(request, _("The version is moved on."))
    return None


def seen_or_404(request: HttpRequest, public_id: str) -> Curriculum:
    found = lists.everything(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def version_or_404(person: Person, found: Curriculum, number: str) -> CurriculumVersion:
    shown = lists.version_numbered(person, found, number)
    if shown is None:
        raise Http404
    return shown


def to_write(request: HttpRequest, public_id: str) -> Curriculum:
    """The curriculum, for whoever may write it: else 404 or 403."""
    found = seen_or_404(request, public_id)
    if not may_write(reader(request), found):
        raise Denied("curriculum.written", thing=found)
    return found


def _as_written(found: Curriculum) -> dict[str, Any]:
    words = {name: getattr(found, name) for name in ("title_en", "title_th", "mark", "revision")}
    group = found.group.key if found.group else ""
    return {**words, "group": group, "topics": [topic.pk for topic in lists.topics_of(found)]}
