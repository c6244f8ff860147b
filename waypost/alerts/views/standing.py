"""The page that the code on a quick card leads to."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from waypost.alerts.models import Card, as_token
from waypost.core import clock
from waypost.people.signin import tries


@login_not_required  # whoever holds the paper: it says whether the card holds, and nothing else
@require_safe
def standing(request: HttpRequest, token: str) -> HttpResponse:
    """Valid, superseded, withdrawn, expired or not known: one page, one question to the data base, whatever it is."""
    if not tries.card(request):
        return render(request, "429.html", status=429)
    today = clock.today()
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != get_language())
    context = {"found": Card.standing(as_token(token), today), "today": today, "codes": codes}
    response = render(request, "alerts/standing.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
