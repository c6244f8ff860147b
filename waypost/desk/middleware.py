"""Between the session and the pages: who is acting, and nothing before the second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from waypost.access.keys import NOBODY, remembering
from waypost.people.models import Person
from waypost.people.signin import visits
from waypost.people.signin.standing import Standing, judge

Next = Callable[[HttpRequest], HttpResponse]


class SecondFactorFirst(LoginRequiredMiddleware):
    """A session that has not passed a second factor is nobody's, and nobody opens no page.

    Closed by default: pages for signed-out visitors carry Django's ``login_not_required``. Whoever has not signed
    the handling rules yet is sent to them first, from every page that is not marked ``before_rules``.
    """

    def process_request(self, request: HttpRequest) -> None:
        standing = judge(request)
        if standing in (Standing.IDLE, Standing.OVER):
            logout(request)
            messages.info(request, _said(standing))
            request.timed_out = True  # type: ignore[attr-defined]
        # The person themself, not Django's lazy stand-in: actions look at what they are given.
        request.user = get_user(request) if standing is Standing.PASSED else AnonymousUser()
        if isinstance(request.user, Person):
            visits.note(request.user)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What scripts kept in the browser goes with the session, as when somebody signs out themselves."""
        if getattr(request, "timed_out", False):
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        person = request.user
        unsigned = isinstance(person, Person) and not person.rules_signed_at
        if unsigned and not getattr(view_func, "before_rules", False):
            return HttpResponseRedirect(reverse("sign_rules"))
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """A visitor who finds nothing on an open page may find it after signing in: every address answers the same."""
        found = request.resolver_match
        if (
            not isinstance(problem, Http404)
            or request.user.is_authenticated
            or request.method != "GET"
            or not found
        ):
            return None
        return self.handle_no_permission(request, found.func)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """After signing in, back to the page; from a form to the page it stood on: its own address may show none."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(
            _stood_on(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def _stood_on(request: HttpRequest) -> str:
    """The page of ours that a form was sent from; the first page where the browser does not say."""
    sent_from = request.headers.get("Referer", "")
    ours = sent_from and url_has_allowed_host_and_scheme(
        sent_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours:  # it may be no address at all
        return "/"
    parts = urlsplit(sent_from)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _said(standing: Standing) -> str:
    if standing is Standing.IDLE:
        return _("Nothing happened for 30 minutes, so you were signed out. Sign in to go on.")
    return _("You were signed in for 12 hours, so you were signed out. Sign in to go on.")


class OnePerson:
    """Sets ``request.person``: the signed-in person, or NOBODY. Keys are found once a request.

    What a signed-in person reads stays out of every cache, the browser's too, unless the view said otherwise.
    """

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        person = request.person = user if isinstance(user, Person) else NOBODY  # type: ignore[attr-defined]
        with remembering():
            response = self.following(request)
        if person is not NOBODY and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response
