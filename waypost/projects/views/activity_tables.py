"""Activities from a table and as a table: looked through row by row and taken over together, or not at all."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files import tables
from waypost.files.kinds import XLSX
from waypost.files.sheets import given
from waypost.people.models import Organisation
from waypost.people.views.reader import reader
from waypost.projects import table
from waypost.projects.actions import activities as actions
from waypost.projects.actions.activities import Taken
from waypost.projects.forms.activities import Offered, TableForm
from waypost.projects.lists import activities as lists
from waypost.projects.lists.activities import Asked
from waypost.projects.lists.projects import everything as projects_of
from waypost.projects.views.activities import either

ONE_SHEET = gettext_lazy("Only the first sheet was read. Put every activity on it.")


@either
def take_over(request: HttpRequest) -> HttpResponse:
    """Look through a file and, if no row of it is bad, take all of it over. A file that was only looked through is not
    kept.
    """
    person = reader(request)
    if not may_begin(person, person.organisation) or person.organisation is None:
        raise Denied("projects.activities_imported")
    form, said, would = TableForm(request.POST or None, request.FILES or None, viewer=person), None, None
    if request.method == "POST" and form.is_valid():
        try:
            said = _look_through(request, form, person.organisation)
            if not said.wrong and request.POST.get("do") == "take":
                return _take(request, form, person.organisation, said)
            would = actions.compared(person.organisation, form.cleaned_data["network"], said.facts)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "form": form,
        "said": said,
        "would": would,
        "good": len(said.facts) if said else 0,
        "one_sheet": ONE_SHEET if said and said.others else "",
        "columns": _columns(),
    }
    wrong = bool(form.errors or (said and said.wrong))
    return render(request, "projects/activities/table.html", context, status=422 if wrong else 200)


@require_safe
def template(_request: HttpRequest) -> HttpResponse:
    """The columns and their tags, to fill in."""
    return given(table.rows_of([], {}, bool), "activities-template.csv")


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """What the list shows, as CSV with HXL tags that programs for tables open with its letters intact."""
    return given(_rows(request), "activities.csv")


@require_safe
def as_excel(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(table.as_excel(_rows(request), mark=Mark.GREEN.label), content_type=XLSX.media_type)
    answer["Content-Disposition"] = 'attachment; filename="activities.xlsx"'
    return answer


def _rows(request: HttpRequest) -> Iterable[list[str]]:
    person = reader(request)
    found = lists.asked_for(person, Asked.of(request.GET))[: lists.MOST]
    projects = dict(projects_of(person).values_list("pk", "code"))
    return table.rows_of(found, projects, partial(may_write, person))


def _look_through(request: HttpRequest, form: TableForm, organisation: Organisation) -> table.Rows:
    """What the rows say. Raises Refused where the file can't be read as a whole."""
    sent = form.cleaned_data["file"]
    read = tables.read(sent.read(), sent.name or "", size=sent.size)
    return table.read(read, organisation, form.cleaned_data["network"], Offered(reader(request)))


def _take(
    request: HttpRequest, form: TableForm, organisation: Organisation, said: table.Rows
) -> HttpResponse:
    network = form.cleaned_data["network"]
    taken = actions.take_over(by=reader(request), organisation=organisation, network=network, rows=said.facts)
    messages.info(request, _told(taken))
    if said.others:
        messages.warning(request, ONE_SHEET)
    return redirect("activities")


def _told(taken: Taken) -> str:
    new = ngettext("%(n)d activity is new.", "%(n)d activities are new.", taken.new) % {"n": taken.new}
    changed = ngettext("%(n)d is changed.", "%(n)d are changed.", taken.changed) % {"n": taken.changed}
    same = ngettext("%(n)d stood there already.", "%(n)d stood there already.", taken.same) % {
        "n": taken.same
    }
    return " ".join((new, changed, same))


def _columns() -> list[tuple[Any, str, Any]]:
    """(label, example, what it means) of each column."""
    body = _("Code or name; a name that the portal does not have is kept as it is.")
    said: dict[str, tuple[Any, Any]] = {
        "title": (_("Course on boarding and rescue"), _("Must be there.")),
        "done_by": ("UNODC", _("Must be there.") + " " + body),
        "audience": ("DPA", _("Must be there.") + " " + body),
        "unit": (_("Division 1"), _("May be empty.")),
        "topics": ("maritime; rescue-at-sea", _("Must be there: keys or names, parted by semicolons.")),
        "level": ("basic", _("Must be there: awareness, basic, advanced, trainers or meeting.")),
        "member": ("th", _("Code or name. May be empty.")),
        "province": (_("Ranong"), _("May be empty.")),
        "place": (_("Pier of the marine police"), _("May be empty.")),
        "since": ("2020-09-15", _("Must be there. Years of either era.")),
        "until": ("2020-09-18", _("May be empty. Years of either era.")),
        "funder": ("POC", _("May be empty.") + " " + body),
        "paid_from": ("BMI-IV", _("Code of a project of your own. May be empty.")),
        "status": ("planned", _("Must be there: planned, running, done or cancelled.")),
        "mark": ("TLP:GREEN", _("TLP:CLEAR or TLP:GREEN. Empty: TLP:GREEN.")),
        "source_id": ("A-017", _("Must be there: by it the row is known when it is sent again.")),
        "kept_by": ("DPA", _("May be empty. Rows that another organisation keeps are not taken over.")),
    }
    return [(f"{label} {table.TAGS[name]}", *said[name]) for name, label in table.COLUMNS.items()]
