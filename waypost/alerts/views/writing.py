"""The pages of writing an alert that are its own: the findings with the number series, and the pictures."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.alerts.actions import writing
from waypost.alerts.forms import FindingForms, SeriesForms, typed
from waypost.alerts.models import Series
from waypost.core.errors import Overtaken
from waypost.publications.forms import HeadForm
from waypost.publications.models import Publication, Version
from waypost.publications.views.shared import (
    OVERTAKEN,
    UNFIT,
    after,
    for_act,
    keeping,
    kind,
    member,
    not_saved,
    overtaken,
    quietly,
    to,
    viewer,
    writing_pages,
)

either = require_http_methods(["GET", "POST"])


@either
@keeping("edit")
def findings(request: HttpRequest, public_id: str) -> HttpResponse:
    """By what the fraud is told from the genuine document, and which numbers it carries."""
    publication = for_act(request, public_id, "edit")
    version = in_work(request, publication)
    signs, numbers = _signs(request, version), _numbers(request, version)
    opened = HeadForm(request.POST or None, initial={"revision": version.revision})
    theirs = None
    fits = request.method == "POST" and signs.is_valid() and numbers.is_valid() and opened.is_valid()
    if quietly(request) and not fits:
        return not_saved(UNFIT, 422)
    if fits:
        try:
            kept = _keep(request, publication, version, signs, numbers, opened.cleaned_data["revision"])
        except Overtaken as said:
            if quietly(request):
                return not_saved(OVERTAKEN, 409)
            theirs = said.theirs
            overtaken(opened, said, revision=theirs.revision)
        else:
            if quietly(request):
                return JsonResponse({"revision": kept.revision})
            if request.POST.get("do") == "next":
                return to(after("alert_findings", publication), publication)
            messages.info(request, _("Draft saved."))
            return to("alert_findings", publication, "#more" if request.POST.get("do") == "more" else "")
    wrong = request.method == "POST"
    context = {
        "unsaved": wrong,
        "signs": signs,
        "numbers": numbers,
        "opened": opened,
        "theirs": theirs,
        "imported": _imported(request, version),
        "alike": kind(publication).alike(viewer(request), publication, version),
        **page(publication, version, "alert_findings"),
    }
    return render(request, "alerts/findings.html", context, status=422 if wrong else 200)


def in_work(request: HttpRequest, publication: Publication) -> Version:
    """The version being written, which the viewer may edit; 404 where its kind has no such pages."""
    if "alert_findings" not in [each.name for each in kind(publication).pages]:
        raise Http404
    rows = Version.visible_to(viewer(request)).filter(
        publication=publication.pk, stage__in=["draft", "review"]
    )
    return rows.get()


def page(publication: Publication, version: Version, step: str) -> dict[str, Any]:
    """What every page of writing shows."""
    return {
        "publication": publication,
        "version": version,
        "kind": kind(publication),
        "step": step,
        "way": writing_pages(publication),
    }


def _signs(request: HttpRequest, version: Version) -> "BaseFormSet[Any]":
    kept = [typed(each, was) for was, each in enumerate(version.part.get("findings", []))]
    return FindingForms(request.POST or None, initial=kept, prefix="finding")


def _numbers(request: HttpRequest, version: Version) -> "BaseFormSet[Any]":
    rows = Series.visible_to(viewer(request)).filter(version=version.pk, imported=False).order_by("pk")
    kept = [
        {
            "kind": each.kind,
            "first": each.shown_first,
            "last": each.shown_last if each.last > each.first else "",
            "declared_on": each.declared_on,
            "reference": each.reference,
        }
        for each in rows
    ]
    return SeriesForms(request.POST or None, initial=kept, prefix="series")


def _imported(request: HttpRequest, version: Version) -> int:
    return Series.visible_to(viewer(request)).filter(version=version.pk, imported=True).count()


def _keep(
    request: HttpRequest,
    publication: Publication,
    version: Version,
    signs: "BaseFormSet[Any]",
    numbers: "BaseFormSet[Any]",
    revision: int,
) -> Version:
    """The findings and the series. Raises Overtaken where somebody else changed the draft meanwhile."""
    by_itself = quietly(request)
    declared = [
        writing.Declared(
            range=each.range,
            kind=each.cleaned_data["kind"] or Series.Kind.SEEN,
            issuer=version.part.get("issuer", ""),
            document=version.part.get("document", ""),
            declared_on=each.cleaned_data["declared_on"],
            reference=each.cleaned_data["reference"],
        )
        for each in numbers.forms
        if each.range is not None and (by_itself or not _gone(numbers, each))
    ]
    return writing.save_findings(
        by=member(request),
        publication=publication,
        findings=_written(signs, version.part.get("findings", []), by_itself=by_itself),
        declared=declared,
        revision=revision,
    )


def _written(
    signs: "BaseFormSet[Any]", before: list[dict[str, Any]], *, by_itself: bool
) -> list[dict[str, Any]]:
    """The findings as the part keeps them. A page that saves by itself takes none out, so that each keeps its place and
    the call-outs that go with it: one that was emptied may be about to be written anew, a tick may be taken back.
    """
    kept = []
    for each in signs.forms:
        gone = _gone(signs, each)
        was = each.initial.get("was") if by_itself else None
        if gone and was is not None and was < len(before):
            kept.append(before[was])
        elif not gone:
            kept.append(each.kept(before, always=by_itself))
    return [each for each in kept if each]


def _gone(forms: "BaseFormSet[Any]", each: Any) -> bool:
    return forms._should_delete_form(each)  # type: ignore[attr-defined,no-any-return]
