"""Number series from a file: checked row by row, and taken over all together or not at all."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from waypost.alerts import table
from waypost.alerts.actions import writing
from waypost.alerts.actions.checking import own_issuers
from waypost.alerts.forms import SeriesFile
from waypost.alerts.models import Series
from waypost.alerts.views.writing import in_work, page
from waypost.core.errors import Refused
from waypost.face.forms import refuse
from waypost.files import tables
from waypost.files.sheets import given
from waypost.publications.models import Publication, Version
from waypost.publications.views.shared import for_act, keeping, member, to, viewer


@require_http_methods(["GET", "POST"])
@keeping("edit")
def take_series(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look through a file, and take its series over if no row of it is bad. Nothing of a file that was only looked
    through is kept (docs/decisions/0046).
    """
    publication = for_act(request, public_id, "edit")
    version = in_work(request, publication)
    do = request.POST.get("do")
    if do == "remove":
        writing.import_series(by=member(request), publication=publication, declared=[])
        messages.info(request, _("The series from the file are taken off. Typed ones stay."))
        return to("alert_findings", publication)
    form, found = SeriesFile(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = _look_through(publication, version, form.cleaned_data["file"])
            if do == "take" and not found.wrong:
                return _take(request, publication, found)
        except Refused as refused:
            refuse(form, refused)
    return _shown(request, publication, version, form, found)


@require_safe
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    """The columns of a table of series, as CSV that programs for tables open with its letters intact."""
    for_act(request, public_id, "edit")
    return given(table.cells(), "series.csv")


def _look_through(publication: Publication, version: Version, sent: Any) -> table.Rows:
    """What the rows say. Raises Refused where the file can't be read as a whole."""
    part = version.part
    around = table.Around(part.get("issuer", ""), part.get("document", ""), own_issuers(publication))
    read = tables.read(sent.read(), sent.name or "", size=sent.size)
    return table.read(read, around)


def _take(request: HttpRequest, publication: Publication, found: table.Rows) -> HttpResponse:
    writing.import_series(by=member(request), publication=publication, declared=found.declared)
    n = len(found.declared)
    said = ngettext("%(n)s series is taken over.", "%(n)s series are taken over.", n) % {"n": f"{n:,}"}
    if found.overlapping:
        said = " ".join((said, _overlap_sentence(found)))
    messages.info(request, said)
    if found.others:
        messages.warning(request, ONE_SHEET)
    return to("alert_findings", publication)


ONE_SHEET = gettext_lazy("Only the first sheet was read. Put every series on it.")


def _overlap_sentence(found: table.Rows) -> str:
    return ngettext(
        "%(n)s of them has numbers in common with another one.",
        "%(n)s of them have numbers in common with another one.",
        found.overlapping,
    ) % {"n": f"{found.overlapping:,}"}


def _shown(
    request: HttpRequest,
    publication: Publication,
    version: Version,
    form: SeriesFile,
    found: table.Rows | None,
) -> HttpResponse:
    rows = Series.visible_to(viewer(request)).filter(version=version.pk, imported=True)
    context = {
        **page(publication, version, "alert_findings"),
        "form": form,
        "found": found,
        "good": len(found.declared) if found else 0,
        "overlapping": _overlap_sentence(found) if found and found.overlapping else "",
        "one_sheet": ONE_SHEET if found and found.others else "",
        "imported": rows.count(),
        "columns": _columns(),
    }
    wrong = bool(form.errors or (found and found.wrong))
    return render(request, "alerts/series.html", context, status=422 if wrong else 200)


def _columns() -> list[tuple[Any, str, Any]]:
    """(label, example, what it means) of each column."""
    kinds = _(
        "BLK stolen blank, CFT numbers seen on counterfeits, SLR stolen, lost or revoked, NIS never issued. "
        "Empty: CFT."
    )
    said = {
        "kind": ("CFT", kinds),
        "first": ("U73400000", _("Must be there, with all its digits.")),
        "last": ("U73449999", _("Empty for a single number.")),
        "declared_on": ("2020-09-15", _("Year-month-day.")),
        "reference": ("Note 12/2020", _("Of the declaration, never of a person or a case.")),
        "issuer": ("UTO", _("Code or name. Empty: that of the alert.")),
        "document": ("PAS", _("Code or name. Empty: that of the alert.")),
    }
    return [(label, *said[name]) for name, label in table.COLUMNS.items()]
