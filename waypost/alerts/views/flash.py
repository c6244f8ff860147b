"""Publishing an urgent alert at once, and the second check of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waypost.alerts.actions import flash
from waypost.alerts.models import SecondCheck
from waypost.alerts.views.writing import either, in_work
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.publications.actions import answering, approving
from waypost.publications.forms import HeadForm, ReviewForm
from waypost.publications.gates import gate_of
from waypost.publications.models import Publication, Text, Version
from waypost.publications.policies import may_check_second, may_publish_alone
from waypost.publications.reaching import reached, told
from waypost.publications.views.attachments import attachments_of
from waypost.publications.views.shared import keeping, kind, member, overtaken, seen_or_404, to, viewer


@either
@keeping("publish_alone")
def publish_alone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything the approver would be asked, of the author who publishes at once."""
    publication = seen_or_404(request, public_id)
    if not may_publish_alone(viewer(request), publication):
        raise Denied("publications.published_alone", thing=publication)
    version = in_work(request, publication)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            approving.publish_alone(
                by=member(request),
                publication=publication,
                version=values["version"],
                languages=frozenset(values["languages"]),
                revision=values["revision"],
                ticked=frozenset(request.POST.getlist("ticked")),
            )
        except Overtaken as said:
            publication = seen_or_404(request, public_id)
            overtaken(form, said, revision=publication.revision, version=said.theirs.number)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Published. Everybody it reaches is being told."))
            return to("item", publication)
    context = {**_page(request, publication, version), "form": form}
    context["reached"] = reached(viewer(request), publication)
    return render(request, "alerts/publish_alone.html", context, status=422 if form.errors else 200)


@either
@keeping("second_check")
def second_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read what one person published, tick what was asked of them, and answer for it too."""
    publication = seen_or_404(request, public_id)
    if not may_check_second(viewer(request), publication):
        raise Denied("alerts.second_checked", thing=publication)
    person, form = member(request), HeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            flash.check_second(
                by=person,
                publication=publication,
                version=form.cleaned_data["revision"],
                ticked=frozenset(request.POST.getlist("ticked")),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Checked. Its readers no longer read that one person published it."))
            return to("item", publication)
    version = Version.visible_to(person).select_related("author").get(pk=publication.live_id or 0)
    answering.opened(by=person, publication=publication)
    waiting = SecondCheck.visible_to(person).filter(version=version.pk).first()
    context = {**_page(request, publication, version), "form": form, "check": waiting}
    return render(request, "alerts/second_check.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, publication: Publication, version: Version) -> dict[str, Any]:
    """What has to be read before either."""
    person, its = viewer(request), kind(publication)
    reading, unseen = its.read_as(person, publication, version, told(publication))
    return {
        "publication": publication,
        "kind": its,
        "version": version,
        "texts": list(Text.visible_to(person).filter(version=version.pk).order_by("-authoritative")),
        "reading": reading,
        "unseen": unseen,
        "part": its.shown(version.part),
        "ticks": its.ticks(publication, version),
        "attachments": attachments_of(person, version),
        "gate": gate_of(publication, version),
    }
