"""Notes, minutes by paragraph, comments on them, adopting and the papers in print."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.files import serving
from waypost.groups import paper as papers
from waypost.groups.actions import minutes as actions
from waypost.groups.forms.minutes import (
    CirculateForm,
    CommentForm,
    MoreForm,
    NoteForm,
    ParagraphForm,
    SettleForm,
)
from waypost.groups.lists import meetings as lists
from waypost.groups.models import AgendaItem, Meeting, MinutesComment, MinutesParagraph
from waypost.groups.models.meetings import Stage, digest_of
from waypost.groups.models.minutes import Settled
from waypost.groups.policies.meetings import may_comment, may_keep
from waypost.groups.views.meetings import either, seen_or_404, shown, to_keep
from waypost.people.models import Person
from waypost.publications.views.shared import member


@either
def note(request: HttpRequest, public_id: str, item_id: str) -> HttpResponse:
    """Notes and the decision of one item of the agenda."""
    person, found = member(request), to_keep(request, public_id, "groups.item_noted")
    item, theirs = _item_or_404(person, found, item_id), None
    names = ("notes", "outcome", "decision", "revision")
    form = NoteForm(request.POST or None, initial={name: getattr(item, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note(by=person, meeting=found, item=item, **form.cleaned_data)
        except Overtaken as said:
            theirs = item = _item_or_404(person, found, item_id)
            overtaken(form, said, revision=item.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The notes are kept."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "item": item, "form": form, "theirs": theirs}
    return render(request, "groups/minutes/note.html", context, status=422 if form.errors else 200)


@either
def minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """The minutes, and what those who keep them do with the whole: compile, circulate, adopt."""
    person, found = member(request), seen_or_404(request, public_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    do = do if do in ("compile", "circulate", "adopt") else ""
    initial = {"revision": found.revision, "comments_until": found.comments_until}
    form = CirculateForm(request.POST if do == "circulate" else None, initial=initial)
    typed: forms.Form = form if do == "circulate" else forms.Form({} if do else None)
    if do and typed.is_valid():
        try:
            _done(person, found, do, request, form)
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            if typed is form:
                overtaken(form, said, revision=found.revision)
            else:
                typed.add_error(None, said.sentence)
        except Refused as refused:
            refuse(typed, refused)
        else:
            return redirect("minutes", public_id)
    page = lists.page_of(person, found)
    context = {
        **shown(person, found),
        "page": page,
        "form": form,
        "typed": typed,
        "may_comment": may_comment(person, found) and found.stage == Stage.CIRCULATED,
        "holds": found.is_sealed and digest_of(actions.canonical(found)) == found.digest,
        "has_begun": found.starts_at <= clock.now(),
    }
    return render(request, "groups/minutes/minutes.html", context, status=422 if typed.errors else 200)


@either
def paragraph(request: HttpRequest, public_id: str, paragraph_id: str) -> HttpResponse:
    """Say a paragraph anew, take it out, or add one behind it."""
    person, found = member(request), to_keep(request, public_id, "groups.paragraph_written")
    kept, theirs = _paragraph_or_404(person, found, paragraph_id), None
    do = request.POST.get("do", "") if request.method == "POST" else ""
    written = {"text": kept.text, "revision": kept.revision}
    form = ParagraphForm(request.POST if do in ("keep", "out") else None, initial=written)
    more = MoreForm(request.POST if do == "more" else None)
    typed: forms.Form = more if do == "more" else form
    if do and typed.is_valid():
        try:
            if typed is more:
                actions.add_paragraph(by=person, meeting=found, after=kept, text=more.cleaned_data["more"])
            else:
                actions.write_paragraph(
                    by=person, meeting=found, paragraph=kept, is_out=do == "out", **form.cleaned_data
                )
        except Overtaken as said:
            theirs = kept = _paragraph_or_404(person, found, paragraph_id)
            overtaken(form, said, revision=kept.revision)
        except Refused as refused:
            refuse(typed, refused)
        else:
            messages.info(request, _("The paragraph is kept."))
            return redirect("minutes", public_id)
    context = {
        **shown(person, found), "paragraph": kept, "form": form, "more": more, "typed": typed, "theirs": theirs,
    }  # fmt: skip
    return render(request, "groups/minutes/paragraph.html", context, status=422 if typed.errors else 200)


@either
def comment(request: HttpRequest, public_id: str, paragraph_id: str) -> HttpResponse:
    """Comment on a paragraph, for the own organisation."""
    person, found = member(request), seen_or_404(request, public_id)
    if not may_comment(person, found):
        raise Denied("groups.minutes_commented", thing=found)
    kept = _paragraph_or_404(person, found, paragraph_id)
    form = CommentForm(request.POST or None, initial={"text_then": kept.text})
    if request.method == "POST" and form.is_valid():
        changed = form.cleaned_data["text_then"] not in ("", kept.text) or kept.is_out
        try:
            actions.comment(by=person, meeting=found, paragraph=kept, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            said = (
                _("The paragraph changed while you wrote. Your comment is kept, beside the text you read.")
                if changed
                else _("Your comment is kept.")
            )
            messages.info(request, said)
            return redirect("minutes", public_id)
    context = {**shown(person, found), "paragraph": kept, "form": form}
    return render(request, "groups/minutes/comment.html", context, status=422 if form.errors else 200)


@either
def settle(request: HttpRequest, public_id: str, comment_id: str) -> HttpResponse:
    """What becomes of a comment."""
    person, found = member(request), to_keep(request, public_id, "groups.comment_settled")
    kept, theirs = _comment_or_404(person, found, comment_id), None
    rows = MinutesComment.visible_to(person).filter(meeting=found.pk).select_related("organisation")
    others = list(rows.exclude(pk=kept.pk).exclude(settled=Settled.MERGED).order_by("pk")[:100])
    written = {name: getattr(kept, name) for name in ("settled", "answer", "revision")}
    form = SettleForm(request.POST or None, initial=written, others=others)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "into": form.chosen()}
        try:
            actions.settle(by=person, meeting=found, comment=kept, **typed)
        except Overtaken as said:
            theirs = kept = _comment_or_404(person, found, comment_id)
            overtaken(form, said, revision=kept.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("What became of the comment is kept."))
            return redirect("minutes", public_id)
    paragraph = MinutesParagraph.visible_to(person).get(pk=kept.paragraph_id)
    context = {
        **shown(person, found),
        "comment": kept,
        "paragraph": paragraph,
        "form": form,
        "theirs": theirs,
    }
    return render(request, "groups/minutes/settle.html", context, status=422 if form.errors else 200)


@require_safe
def paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The minutes as a PDF, with its headings in one of the two languages."""
    person, found = member(request), seen_or_404(request, public_id)
    if found.stage == Stage.NONE or not lists.reads_minutes(person, found):
        raise Http404
    language = request.GET.get("language", "")
    language = language if language in ("en", "th") else get_language() or "en"
    made = papers.paper(lists.page_of(person, found), language)
    return serving.printed(request, made, found.mark)


def _done(person: Person, found: Meeting, do: str, request: HttpRequest, form: CirculateForm) -> None:
    if not may_keep(person, found):
        raise Denied("groups.minutes_written", thing=found)
    typed: Any = request.POST.get("revision", "")
    revision = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    if do == "circulate":
        actions.circulate(by=person, meeting=found, **form.cleaned_data)
        messages.info(request, _("The minutes are circulated. Everybody who was invited is told."))
    elif do == "adopt":
        actions.adopt(by=person, meeting=found, revision=revision)
        messages.info(request, _("The minutes are adopted and sealed. Their digest stands in the audit log."))
    else:
        actions.compile_minutes(by=person, meeting=found, revision=revision)
        messages.info(request, _("The notes are put together as a draft."))


def _item_or_404(person: Person, found: Meeting, item_id: str) -> AgendaItem:
    kept = AgendaItem.visible_to(person).filter(meeting=found.pk, public_id=item_id).first()
    if kept is None:
        raise Http404
    return kept


def _paragraph_or_404(person: Person, found: Meeting, paragraph_id: str) -> MinutesParagraph:
    kept = MinutesParagraph.visible_to(person).filter(meeting=found.pk, public_id=paragraph_id).first()
    if kept is None or not lists.reads_minutes(person, found):
        raise Http404
    return kept


def _comment_or_404(person: Person, found: Meeting, comment_id: str) -> MinutesComment:
    rows = MinutesComment.visible_to(person).filter(meeting=found.pk, public_id=comment_id)
    kept = rows.select_related("organisation").first()
    if kept is None:
        raise Http404
    return kept
