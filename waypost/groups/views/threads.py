"""The threads of a group: the list, one of them, and the form in which one begins."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.core.errors import Refused
from waypost.face.forms import refuse
from waypost.groups.actions import threads as actions
from waypost.groups.forms.threads import BeginForm, SayForm
from waypost.groups.lists import threads as lists
from waypost.groups.models import Charter, Message, Space, Thread
from waypost.groups.views.shared import either, seen_or_404
from waypost.people.models import Person


@require_GET
def threads(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found, _space = sitting_or_404(request, public_id)
    context = {"found": found, "rows": lists.newest(person, found), "most": lists.SHOWN}
    return render(request, "groups/threads.html", context)


@either
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found, space = sitting_or_404(request, public_id)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(by=person, space=space, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("group_thread", found.public_id, made.public_id)
    context = {"found": found, "form": form}
    return render(request, "groups/begin.html", context, status=422 if form.errors else 200)


@either
def thread(request: HttpRequest, public_id: str, thread_id: str) -> HttpResponse:
    """One thread: read, answered, taken back from, listened to."""
    person, found, _space = sitting_or_404(request, public_id)
    row = lists.threads(person, found).filter(public_id=thread_id).first()
    if row is None:
        raise Http404
    posted = request.POST.get("do", "say") if request.method == "POST" else ""
    asked = request.GET.get("answers", "")
    initial = {"answers": asked if asked.isdecimal() and len(asked) < 6 else None}
    form, refusal = SayForm(request.POST if posted == "say" else None, initial=initial), ""
    try:
        if posted in ("listen", "stop"):
            actions.listen(by=person, thread=row, wanted=posted == "listen")
            return _back(found, row)
        if posted == "back":
            actions.take_back(by=person, message=_own(request, person, row))
            messages.info(request, _("You took the message back. Its place says so."))
            return _back(found, row)
        if posted == "say" and form.is_valid():
            made = actions.say(by=person, thread=row, **form.cleaned_data)
            return _back(found, row, f"#m{made.number}")
    except Refused as refused:
        if posted == "say":
            refuse(form, refused)
        else:
            refusal = str(refused.sentence)
    context = {
        "found": found,
        "thread": row,
        "said": lists.said_in(person, row),
        "listens": lists.listens(person, row),
        "form": form,
        "answering": form["answers"].value(),
        "refusal": refusal,
        "reader": person,
    }
    return render(request, "groups/thread.html", context, status=422 if form.errors or refusal else 200)


def sitting_or_404(request: HttpRequest, public_id: str) -> tuple[Person, Charter, Space]:
    """Who reads, the group, and its space: the secretariat that only runs the network has no way in."""
    person, found = seen_or_404(request, public_id)
    space = lists.space_of(person, found)
    if space is None:
        raise Http404
    return person, found, space


def _own(request: HttpRequest, person: Person, row: Thread) -> Message:
    """The message of one's own with the number that was sent."""
    number = request.POST.get("number", "")
    own = Message.visible_to(person).filter(thread=row.pk, by=person)
    found = own.filter(number=int(number)).first() if number.isdecimal() and len(number) < 6 else None
    if found is None:
        raise Http404
    return found


def _back(found: Charter, row: Thread, fragment: str = "") -> HttpResponse:
    return redirect(reverse("group_thread", args=[found.public_id, row.public_id]) + fragment)
