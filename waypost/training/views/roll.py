"""A nominal roll from a file: looked through row by row, and nominated as one order, all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from waypost.core.errors import Refused
from waypost.face.forms import refuse
from waypost.files import tables
from waypost.files.sheets import given
from waypost.publications.views.shared import member
from waypost.training import roll as rolls
from waypost.training.actions import nomination
from waypost.training.actions.nomination import OrderWords
from waypost.training.forms.roll import RollForm
from waypost.training.lists import enrolment as lists
from waypost.training.models import Intake
from waypost.training.views.enrolment import to
from waypost.training.views.nomination import for_unit
from waypost.training.views.programmes import either

ONE_SHEET = gettext_lazy("Only the first sheet was read. Put every officer on it.")


@either
def roll(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look through a file and, if no row of it is bad, nominate everybody on it. A file that was only looked through
    is not kept.
    """
    found = for_unit(request, public_id)
    form, said = RollForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            said = _look_through(request, found, form)
            if request.POST.get("do") == "take" and said.order:
                return _take(request, found, said.order, said)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "found": found,
        "programme": found.programme,
        "form": form,
        "said": said,
        "good": len(said.officers) if said else 0,
        "one_sheet": ONE_SHEET if said and said.others else "",
        "columns": _columns(),
        "units": lists.own_seats(member(request), found),
    }
    wrong = bool(form.errors or (said and said.wrong))
    return render(request, "training/roll.html", context, status=422 if wrong else 200)


@require_safe
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    """The columns as CSV that programs for tables open with its letters intact."""
    found = for_unit(request, public_id)
    return given(rolls.template(lists.own_seats(member(request), found)), "nominal-roll.csv")


def _look_through(request: HttpRequest, found: Intake, form: RollForm) -> rolls.Roll:
    """What the rows say. Raises Refused where the file can't be read as a whole."""
    person = member(request)
    sent = form.cleaned_data["file"]
    table = tables.read(sent.read(), sent.name or "", size=sent.size)
    return rolls.read(table, found, lists.own_seats(person, found), form.order_said())


def _take(request: HttpRequest, found: Intake, order: OrderWords, said: rolls.Roll) -> HttpResponse:
    nomination.nominate(by=member(request), intake=found, order=order, officers=said.officers)
    n = len(said.officers)
    told = ngettext("%(n)d officer is nominated.", "%(n)d officers are nominated.", n) % {"n": n}
    messages.info(request, told)
    if said.others:
        messages.warning(request, ONE_SHEET)
    return to("cohort", found)


def _columns() -> list[tuple[Any, str, Any]]:
    """(label, example, what it means) of each column."""
    said = {
        "rank_title": ("Pol. Sgt.", _("As it stands before the name. May be empty.")),
        "rank_native": ("ส.ต.อ.", _("May be empty.")),
        "name_latin": ("Wipa Kaewmanee", _("Must be there.")),
        "name_native": ("วิภา แก้วมณี", _("May be empty.")),
        "email": ("wipa@police.example", _("Must be there: the officer’s own official address.")),
        "sex": (_("Female"), _("Must be there: female, male or not said.")),
        "rank_band": (_("Commissioned officer"), _("Must be there: one of the four of the form.")),
        "province": (_("Ranong"), _("May be empty.")),
        "unit": (_("Division 1"), _("As in the template. May be empty where you have one unit.")),
        "number": ("0031.5/214", _("May be empty: then it is the one above.")),
        "dated": ("2020-09-15", _("May be empty: then it is the one above. Years of either era.")),
    }
    return [(label, *said[name]) for name, label in rolls.COLUMNS.items()]
