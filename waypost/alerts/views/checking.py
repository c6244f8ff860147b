"""The document check at the counter: one request, keyboard alone, nothing kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from waypost.alerts import lists
from waypost.alerts.check import check
from waypost.alerts.forms import CheckForm
from waypost.publications.views.shared import member


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """The list of items, narrowed to alerts; what else narrows it stays in the address."""
    query = request.GET.copy()
    query["kind"] = "alert"
    return redirect(f"{reverse('items')}?{query.urlencode()}")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def check_document(request: HttpRequest) -> HttpResponse:
    """What is known of a number, or of the lines of a zone. Typed by POST, so that no address holds it."""
    person = member(request)
    if not person.is_active_member():
        raise Http404
    form = CheckForm(request.POST or None)
    checked = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        checked = check(person, values["typed"], issuer=values["issuer"], document=values["document"])
    context = {
        "form": form,
        "checked": checked,
        "pictured": [] if checked else lists.pictured(person),
    }
    return render(request, "alerts/check.html", context, status=422 if form.errors else 200)
