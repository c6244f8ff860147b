"""Lessons of the portal: written page by page and put out by those who write the programme, read by learners."""

from typing import Any, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.access.marks import Mark
from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files import serving
from waypost.files.uploads import sealed_uploads
from waypost.files.vault import CONTENT, PREVIEW
from waypost.publications.views.shared import member
from waypost.training.actions import lessons as actions
from waypost.training.actions import programmes, reading
from waypost.training.forms.lessons import LessonForm, PageForm, PutOutForm
from waypost.training.lists import lessons as lists
from waypost.training.lists.modules import row_of
from waypost.training.models import Lesson, LessonPage, Programme
from waypost.training.views.programmes import either, seen_or_404

# A page with a video plays it from the portal's own address; every other page plays nothing.
_plays: Any = csp_update({"media-src": ["'self'"]})


@either
def lessons(request: HttpRequest, public_id: str) -> HttpResponse:
    """The lessons of a programme, and beginning one."""
    person, found = member(request), _to_write(request, public_id)
    form = LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_lesson(by=person, programme=found, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("lesson", found.public_id, made.public_id)
    context = {"found": found, "form": form, "lessons": lists.lessons_of(person, found)}
    return render(request, "training/lessons/list.html", context, status=422 if form.errors else 200)


@either
def lesson(request: HttpRequest, public_id: str, lesson_id: str) -> HttpResponse:
    """What is being written of a lesson, and putting it out."""
    person, found = member(request), _to_write(request, public_id)
    row = _lesson_or_404(request, found, lesson_id)
    does = request.POST.get("do", "put-out") if request.method == "POST" else ""
    form = PutOutForm(request.POST if does == "put-out" else None)
    names = {"title_en": row.title_en, "title_th": row.title_th}
    renaming = LessonForm(request.POST if does == "rename" else None, initial=names)
    said = None
    if does == "discard" or (does == "rename" and renaming.is_valid()):
        try:
            return _changed(request, found, lesson_id, renaming if does == "rename" else None)
        except Refused as refused:
            said = refused
    if does == "put-out" and form.is_valid():
        try:
            put_out = actions.put_out(
                by=person, programme=found, lesson=lesson_id, required=form.cleaned_data["required"]
            )
        except Refused as refused:
            said = refused
        else:
            sentence = _("The lesson is put out as version %(n)d. Learners read it now.")
            messages.info(request, sentence % {"n": put_out.number})
            return redirect("lesson", found.public_id, lesson_id)
    context = {
        "found": found,
        "lesson": row,
        "pages": lists.drafted(person, row),
        "module": lists.module_of(person, row),
        "form": form,
        "renaming": renaming,
        "refused": said,
    }
    wrong = said is not None or bool(renaming.errors)
    return render(request, "training/lessons/lesson.html", context, status=422 if wrong else 200)


@sealed_uploads
@either
def add_page(request: HttpRequest, public_id: str, lesson_id: str) -> HttpResponse:
    found = _to_write(request, public_id)
    return _page(request, found, _lesson_or_404(request, found, lesson_id), None)


@sealed_uploads
@either
def page(request: HttpRequest, public_id: str, lesson_id: str, page_id: str) -> HttpResponse:
    """One page that is being written: changed, or taken out."""
    person, found = member(request), _to_write(request, public_id)
    row = _lesson_or_404(request, found, lesson_id)
    there = lists.page_drafted(person, row, page_id)
    if there is None:
        raise Http404
    if request.POST.get("do") == "remove":
        actions.remove_page(by=person, programme=found, lesson=lesson_id, page=page_id)
        messages.info(
            request, _("The page is taken out of the draft. It stays in the versions already put out.")
        )
        return redirect("lesson", found.public_id, lesson_id)
    return _page(request, found, row, there)


def _page(request: HttpRequest, found: Programme, row: Lesson, there: LessonPage | None) -> HttpResponse:
    person = member(request)
    initial = lists.as_written(person, there) if there else None
    form = PageForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.write_page(
                by=person,
                programme=found,
                lesson=row.public_id,
                page=there.public_id if there else "",
                words=form.words(),
                shown=form.shown(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The page is kept. Learners read it once you put the lesson out."))
            return redirect("lesson_page", found.public_id, row.public_id, kept.public_id)
    context = {"found": found, "lesson": row, "form": form, "page": there}
    status = 422 if form.errors else 200
    return cast(HttpResponse, _plays(render)(request, "training/lessons/write.html", context, status=status))


@either
def read(request: HttpRequest, public_id: str, module: str, number: int) -> HttpResponse:
    """A page before its learner. What they answer is judged and kept, and what is said of it stands on the page. An
    answer to a page that stood here before is refused.
    """
    person, found = member(request), seen_or_404(request, public_id)
    row = row_of(person, found, module)
    shown = lists.before(person, row, number) if row else None
    if row is None or shown is None:
        raise Http404
    programmes.opened(by=person, programme=found)
    said = None
    if request.method == "POST":
        chosen = [int(each) for each in request.POST.getlist("chosen") if each in _NUMBERS]
        answered = shown.page.public_id if request.POST.get("page") == shown.page.public_id else ""
        try:
            reading.go_through(by=person, module=row.module, page=answered, chosen=chosen)
        except Refused as refused:
            said = refused
        else:
            to = number if shown.page.asked else shown.onward
            return (
                redirect("read_lesson", public_id, module, to)
                if to
                else redirect("emodule", public_id, module)
            )
    context = {"found": found, "row": row, "reading": shown, "page": shown.page, "refused": said}
    answer = _plays(render)(request, "training/lessons/read.html", context, status=422 if said else 200)
    return cast(HttpResponse, answer)


@require_safe
def picture(request: HttpRequest, page_id: str) -> HttpResponseBase:
    """The picture of a page, for whoever reads the page: that which fits a screen."""
    found = _seen_or_404(request, page_id)
    if found.picture is None:
        raise Http404
    part = PREVIEW if found.picture.has_preview else CONTENT
    return serving.respond(request, found.picture, Mark(found.programme.mark), part=part)


@require_safe
def video(request: HttpRequest, page_id: str) -> HttpResponseBase:
    """The video of a page, for whoever reads the page."""
    found = _seen_or_404(request, page_id)
    if found.video is None:
        raise Http404
    return serving.play(request, found.video, Mark(found.programme.mark))


def _changed(
    request: HttpRequest, found: Programme, lesson_id: str, renaming: LessonForm | None
) -> HttpResponse:
    """Another name for a draft, or an end to it."""
    person = member(request)
    if renaming is None:
        actions.discard_lesson(by=person, programme=found, lesson=lesson_id)
        messages.info(request, _("The lesson is deleted, with its pages."))
        return redirect("lessons", found.public_id)
    actions.rename_lesson(by=person, programme=found, lesson=lesson_id, **renaming.cleaned_data)
    messages.info(request, _("The lesson has its new name."))
    return redirect("lesson", found.public_id, lesson_id)


_NUMBERS = {str(n) for n in range(10)}


def _seen_or_404(request: HttpRequest, page_id: str) -> LessonPage:
    found = lists.page_seen(member(request), page_id)
    if found is None:
        raise Http404
    programmes.opened(by=member(request), programme=found.programme)
    return found


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    found = seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.lesson_begun", thing=found)
    return found


def _lesson_or_404(request: HttpRequest, found: Programme, lesson_id: str) -> Lesson:
    row = lists.lesson_seen(member(request), found, lesson_id)
    if row is None:
        raise Http404
    return row
