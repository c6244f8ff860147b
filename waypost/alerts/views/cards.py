"""The quick card as a PDF: of what is out, and marked as a draft of what is being written."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from waypost.alerts.after import successor_of
from waypost.alerts.card import SIZES, Asked, paper
from waypost.alerts.policies import may_preview_card, may_take_card
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.files import serving
from waypost.publications.actions import answering
from waypost.publications.models import Publication, Version
from waypost.publications.states import Stage
from waypost.publications.views.shared import member, seen_or_404


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """The card of the live version, for this reader. ``language`` and ``size`` choose; what is not offered is passed
    over.
    """
    person, publication = member(request), seen_or_404(request, public_id)
    version = Version.visible_to(person).filter(pk=publication.live_id or 0).first()
    if publication.kind != "alert" or publication.stage != Stage.PUBLISHED or version is None:
        raise Http404
    _demand(request, publication)
    made, lender = paper(person, publication, version, _asked(request))
    for each in (publication, lender):
        if each is not None:
            answering.opened(by=person, publication=each)
    return serving.printed(request, made, publication.marked)


@require_safe
def card_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The card of the version in work, for those who write or approve it. Nothing of it is recorded, as of no draft."""
    person, publication = member(request), seen_or_404(request, public_id)
    rows = Version.visible_to(person).filter(
        publication=publication.pk, stage__in=[Stage.DRAFT, Stage.REVIEW]
    )
    version = rows.first()
    if publication.kind != "alert" or version is None:
        raise Http404
    if not may_preview_card(person, publication):
        raise _kept_inside(publication)
    made, _lender = paper(person, publication, version, _asked(request))
    return serving.printed(request, made, publication.marked)


def _kept_inside(publication: Publication) -> Denied:
    return Denied("alerts.card", gettext("Under this mark nothing leaves the portal."), thing=publication)


def _demand(request: HttpRequest, publication: Publication) -> None:
    if publication.is_expired(clock.today()):
        raise Refused(gettext("This alert has expired. No card is made of it any more: ask its originator."))
    if successor_of(member(request), publication)[0]:
        raise Refused(gettext("This alert was replaced by a newer one. No card is made of it any more."))
    if not may_take_card(member(request), publication):
        raise _kept_inside(publication)


def _asked(request: HttpRequest) -> Asked:
    language, size = request.GET.get("language", ""), request.GET.get("size", "")
    known = dict(settings.LANGUAGES)
    return Asked(
        language if language in known else get_language() or "en", size if size in SIZES else SIZES[0]
    )
