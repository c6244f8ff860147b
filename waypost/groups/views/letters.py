"""The register of letters: the list, the form of one more, the page of one with its scan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files import serving
from waypost.files.intake import take_in
from waypost.groups.actions import letters as actions
from waypost.groups.forms.letters import LetterForm, StrikeForm
from waypost.groups.lists import letters as lists
from waypost.groups.models import Charter, Letter, Space, Way
from waypost.groups.policies import may_keep
from waypost.groups.views.shared import either
from waypost.groups.views.threads import sitting_or_404
from waypost.people.models import Person


@require_GET
def letters(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found, space = sitting_or_404(request, public_id)
    lines = lists.register(person, found)
    context = {
        "found": found,
        "lines": lines,
        "late": [each for each in lines if each.is_late],
        "most": lists.SHOWN,
        "may_keep": may_keep(person, space),
    }
    return render(request, "groups/letters.html", context)


@either
def enter(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found, space = _to_keep(request, public_id)
    posted = request.method == "POST"
    open_letters = lists.waiting(person, found)
    initial = {"way": Way.IN, "dated": clock.today(), "answers": request.GET.get("answers", "")}
    given = (request.POST, request.FILES) if posted else (None, None)
    form = LetterForm(*given, letters=open_letters, initial=initial)
    if posted and form.is_valid():
        sent = form.cleaned_data["scan"]
        try:
            scan = take_in(sent.read(), sent.name, size=sent.size) if sent else None
            actions.enter(by=person, space=space, entry=form.entry(), answers=form.answered(), scan=scan)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The letter stands in the register."))
            return redirect("group_letters", found.public_id)
    context = {"found": found, "form": form}
    return render(request, "groups/enter.html", context, status=422 if form.errors else 200)


@either
def letter(request: HttpRequest, public_id: str, letter_id: str) -> HttpResponse:
    """One letter; whoever keeps the register strikes it out here."""
    person, found, space = sitting_or_404(request, public_id)
    line = lists.line_of(person, found, _letter_or_404(person, found, letter_id))
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.strike(by=person, space=space, letter=line.letter, because=form.cleaned_data["because"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The letter is struck out. Its line stays."))
            return redirect("group_letters", found.public_id)
    context = {"found": found, "line": line, "form": form, "may_keep": may_keep(person, space)}
    return render(request, "groups/letter.html", context, status=422 if form.errors else 200)


@require_safe
def scan(request: HttpRequest, public_id: str, letter_id: str) -> HttpResponseBase:
    """The scan. Under TLP:AMBER, so every copy bears its reader's name."""
    person, found, _space = sitting_or_404(request, public_id)
    row = _letter_or_404(person, found, letter_id)
    if row.scan is None:
        raise Http404
    return serving.respond(request, row.scan, Mark.AMBER)


def _letter_or_404(person: Person, found: Charter, letter_id: str) -> Letter:
    row = lists.letters(person, found).filter(public_id=letter_id).first()
    if row is None:
        raise Http404
    return row


def _to_keep(request: HttpRequest, public_id: str) -> tuple[Person, Charter, Space]:
    person, found, space = sitting_or_404(request, public_id)
    if not may_keep(person, space):
        raise Denied("groups.letter_entered", thing=found)
    return person, found, space
