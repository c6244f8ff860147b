"""Naming the alert that replaces this one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waypost.alerts.actions import replacing
from waypost.alerts.after import successor_of
from waypost.alerts.forms import SupersedeForm
from waypost.alerts.models import Alert
from waypost.alerts.policies import may_supersede
from waypost.alerts.views.writing import either
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.models import Person
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication
from waypost.publications.states import Stage
from waypost.publications.views.shared import about, member, overtaken, seen_or_404, to

MOST_OFFERED = 50


@either
def supersede(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose among the newest of one's own organisation."""
    publication, person = seen_or_404(request, public_id), member(request)
    if not may_supersede(person, publication):
        raise Denied("alerts.superseded", thing=publication)
    _is, new = successor_of(person, publication)
    initial = {"revision": publication.revision, "successor": new.public_id if new else ""}
    form = SupersedeForm(request.POST or None, initial=initial, offered=_offered(person, publication))
    if request.method == "POST" and form.is_valid():
        try:
            replacing.supersede(by=person, publication=publication, **form.cleaned_data)
        except Overtaken as said:
            overtaken(form, said, revision=said.theirs.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Kept. Its readers are led to the other alert."))
            return to("item", publication)
    context: dict[str, Any] = {
        "publication": publication,
        "form": form,
        **about(person, publication),
    }
    return render(request, "alerts/supersede.html", context, status=422 if form.errors else 200)


def _offered(person: Person, publication: Publication) -> list[tuple[str, str]]:
    own = {"originator": publication.originator_id, "network": publication.network_id}
    rows = Alert.visible_to(person).filter(stage=Stage.PUBLISHED, **own).exclude(pk=publication.pk)
    found = list(rows.order_by("-published_at")[:MOST_OFFERED])
    texts = best_texts(person, [each.live_id for each in found if each.live_id])
    return [
        (each.public_id, f"{each.reference} · {texts[each.live_id].title}")
        for each in found
        if each.live_id in texts
    ]
