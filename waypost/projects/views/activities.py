"""Who does what, where and when: the list, the page of one, and the forms with which it is written."""

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
from waypost.places.lists import by_name
from waypost.places.models import Member, Topic
from waypost.projects.actions import activities as actions
from waypost.projects.forms.activities import ActivityForm, FactsForm, WithdrawForm
from waypost.projects.lists import activities as lists
from waypost.projects.lists.activities import Asked
from waypost.projects.models import MARKS, Activity, Status

either = require_http_methods(["GET", "POST"])


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The newest that fit, and what they can be narrowed by."""
    person, asked = reader(request), Asked.of(request.GET)
    rows = list(lists.asked_for(person, asked)[: lists.SHOWN + 1])
    context = {
        "rows": rows[: lists.SHOWN],
        "more": len(rows) > lists.SHOWN,
        "asked": asked,
        "topics": by_name(Topic.objects.all()),
        "members": by_name(Member.objects.all()),
        "states": Status.choices,
        "may_add": may_begin(person, person.organisation),
    }
    return render(request, "projects/activities/list.html", context)


@require_safe
def activity(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = reader(request), seen_or_404(request, public_id)
    keeps = may_write(person, found)
    labels = {name: field.label for name, field in FactsForm.base_fields.items()}
    context = {
        "found": found,
        "page": lists.page_of(person, found, labels if keeps else None),
        "keeps": keeps,
    }
    return render(request, "projects/activities/activity.html", context)


@either
def write_down(request: HttpRequest) -> HttpResponse:
    """A new activity, begun from another one where ``like`` says which."""
    person = reader(request)
    if not may_begin(person, person.organisation):
        raise Denied("projects.activity_written")
    form = ActivityForm(request.POST or None, viewer=person, new=True, initial=_begun(request, person))
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        try:
            made = actions.write_down(
                by=person,
                organisation=person.organisation,
                network=form.cleaned_data["network"],
                facts=form.facts(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The activity is written down."))
            return redirect("activity", made.public_id)
    context = {"form": form, "marks": MARKS}
    return render(request, "projects/activities/write.html", context, status=422 if form.errors else 200)


@either
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say it anew; when somebody else was first, both are shown."""
    person, found, theirs = reader(request), _to_write(request, public_id), None
    form = ActivityForm(request.POST or None, viewer=person, new=False, initial=_as_written(found, person))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change(by=person, activity=found, revision=revision, facts=form.facts())
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The activity is kept as you wrote it."))
            return redirect("activity", found.public_id)
    context = {"found": found, "form": form, "marks": MARKS, "theirs": theirs}
    return render(request, "projects/activities/write.html", context, status=422 if form.errors else 200)


@either
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = reader(request), _to_write(request, public_id)
    form = WithdrawForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(by=person, activity=found, **form.cleaned_data)
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The activity is withdrawn. Its readers see that, and why."))
            return redirect("activity", found.public_id)
    context = {"found": found, "form": form}
    return render(request, "projects/activities/withdraw.html", context, status=422 if form.errors else 200)


def seen_or_404(request: HttpRequest, public_id: str) -> Activity:
    rows = lists.everything(reader(request)).filter(public_id=public_id)
    found = rows.prefetch_related("topics").first()
    if found is None:
        raise Http404
    return found


def _to_write(request: HttpRequest, public_id: str) -> Activity:
    """The activity, for whoever may write it: else 404 or 403."""
    found = seen_or_404(request, public_id)
    if not may_write(reader(request), found) or found.is_withdrawn:
        raise Denied("projects.activity_changed", thing=found)
    return found


_SAME = ("title", "unit", "level", "province", "place", "since", "until", "status", "mark")


def _as_written(found: Activity, person: Person) -> dict[str, Any]:
    """The form as the activity says it."""
    page = lists.page_of(person, found)
    paid_from = page.line or page.project
    return {
        **{name: getattr(found, name) for name in (*_SAME, "source_id", "revision")},
        "done_by": found.done_by or found.done_by_name,
        "audience": found.audience or found.audience_name,
        "funder": found.funder or found.funder_name,
        "topics": [each.key for each in found.topics.all()],
        "member": found.member.key if found.member else "",
        "paid_from": paid_from.public_id if paid_from else "",
    }


def _begun(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What a new one begins with: the same as another, but for its days; else the own organisation and its member."""
    begun: dict[str, Any] = {"mark": int(Mark.GREEN), "status": Status.PLANNED}
    rows = lists.everything(person).filter(public_id=request.GET.get("like", ""), withdrawn_at__isnull=True)
    like = rows.prefetch_related("topics").first()
    if like is not None:
        left_out = ("source_id", "revision", "since", "until", "status")
        words = {name: value for name, value in _as_written(like, person).items() if name not in left_out}
        return {**begun, **words}
    return {**begun, "done_by": person.organisation}
