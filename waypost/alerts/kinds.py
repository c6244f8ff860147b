"""The room's two kinds, as the seam wants them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.alerts.actions.checking import check_alert, check_specimen, ticks
from waypost.alerts.actions.settling import carry_over, settle_alert
from waypost.alerts.after import beside, offers
from waypost.alerts.forms import AlertPart, SpecimenPart
from waypost.alerts.lists import alike, lines, read, read_as
from waypost.alerts.models import Alert, Band, Credibility, Quality, Reliability, Specimen
from waypost.alerts.narrowings import OF_ALERTS, OF_SPECIMENS
from waypost.alerts.part import model_of
from waypost.alerts.searched import ADDS
from waypost.alerts.vocabulary import terms
from waypost.face.dates import month
from waypost.publications.kinds import Kind, Page, register

Shown = list[tuple[Any, Any]]

_PAGES = (
    Page("alert_findings", gettext_lazy("Findings")),
    Page("alert_pictures", gettext_lazy("Pictures")),
)


def _document(part: dict[str, Any], words: Any) -> Shown:
    issuer = words.get(("issuer", part.get("issuer", "")))
    document = words.get(("document", part.get("document", "")))
    model = " · ".join(each for each in model_of(part) if each)
    rows: Shown = []
    if issuer or part.get("issuer_printed"):
        rows.append((_("Issuer"), f"{issuer.label} ({issuer.code})" if issuer else part["issuer_printed"]))
    if document:
        rows.append((_("Document"), document.label))
    if model:
        rows.append((_("Model"), model))
    return rows


def _alert(part: dict[str, Any]) -> Shown:
    words = terms()
    rows = _document(part, words)
    frauds = [
        words[key].label
        for code in [part.get("fraud"), *part.get("frauds", [])]
        if (key := ("fraud", code)) in words
    ]
    if frauds:
        rows.append((_("Kind of fraud"), ", ".join(dict.fromkeys(frauds))))
    if part.get("quality"):
        rows.append((_("Quality"), Quality(int(part["quality"])).label))
    rows += _seen(part, words)
    if part.get("reliability"):
        rows.append((_("Source"), Reliability(part["reliability"]).label))
    if part.get("credibility"):
        rows.append((_("Information"), Credibility(part["credibility"]).label))
    return rows


def _seen(part: dict[str, Any], words: Any) -> Shown:
    where = [
        words[key].label
        for key in (("point", part.get("point", "")), ("issuer", part.get("seen_in", "")))
        if key in words
    ]
    rows: Shown = [(_("Seen at"), ", ".join(where))] if where else []
    if part.get("seen_month"):
        rows.append((_("Seen in"), month(date.fromisoformat(part["seen_month"]))))
    if part.get("band"):
        rows.append((_("How many"), Band(part["band"]).label))
    return rows


def _specimen(part: dict[str, Any]) -> Shown:
    return _document(part, terms())


def register_kinds() -> None:
    specimen = Kind(
        key="specimen",
        label=gettext_lazy("Genuine reference"),
        plural=gettext_lazy("Genuine references"),
        explained=gettext_lazy("What a document looks like as its issuer makes it. Specimens only."),
        model=Specimen,
        form=SpecimenPart,
        shown=_specimen,
        always_reviewed=True,
        pages=_PAGES,
        narrowings=OF_SPECIMENS,
        reading="alerts/_reading.html",
        always="alerts/_protection.html",
        read=read,
        read_as=read_as,
        more_lines=lines,
        adds=ADDS,
        check=check_specimen,
        carry_over=carry_over,
        ticks=ticks,
    )
    # An alert is shown, pictured and carried over like a reference, and there is more to it.
    alert = replace(
        specimen,
        key="alert",
        label=gettext_lazy("Document alert"),
        plural=gettext_lazy("Document alerts"),
        explained=gettext_lazy("A fraud seen on a document: what is wrong, how to check it, what to do."),
        model=Alert,
        form=AlertPart,
        shown=_alert,
        narrowings=OF_ALERTS,
        alike=alike,
        check=check_alert,
        settle=settle_alert,
        alone_for=timedelta(hours=24),
        beside=beside,
        notices="alerts/_standing.html",
        panels="alerts/_after.html",
        offers=offers,
        none_found=gettext_lazy("No alert is no proof that a document is genuine."),
    )
    register(alert)
    register(specimen)
