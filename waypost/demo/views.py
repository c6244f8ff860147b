"""Changing persona, moving the clock, the story and the outbox. None of it exists on a portal without the stamp."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from waypost.access.keys import NOBODY, forget
from waypost.demo import actions, stories
from waypost.demo.arrival import opens
from waypost.demo.lists import SORTS, mails_saying, one_of_each, seen_by, what_changed
from waypost.demo.personas import BY_KEY, Persona
from waypost.demo.stamp import stamp
from waypost.face import dates
from waypost.people.signin import enter
from waypost.people.signin.adapters import speak

View = Callable[..., HttpResponse]
MAILS_A_PAGE = 30
HOME = "/"


def only_in_the_demo(view: View) -> View:
    """Asked at every request, before anything else: elsewhere nobody can tell that there is such an address.

    The forgery check comes right after it, instead of before, and for browsers only: they name the site a form was
    sent from. A script that tries the demo has no stranger's session to abuse, and needs no token first.
    """
    guarded = csrf_protect(view)

    @login_not_required
    @csrf_exempt
    @functools.wraps(view)
    def found(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if stamp() is None:
            raise Http404
        from_a_browser = {"Origin", "Referer", "Sec-Fetch-Site"} & request.headers.keys()
        return guarded(request, *args, **kwargs) if from_a_browser else view(request, *args, **kwargs)

    return found


@only_in_the_demo
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Be another persona, stay on the page, and read what changed."""
    persona = BY_KEY.get(request.POST.get("persona", ""))
    if persona is None:
        messages.error(request, _("There is no such persona. Choose one of the list."))
        return _back(request)
    _become(request, persona)
    page = _own_page(request)
    if page != HOME and not opens(request, page):
        messages.info(request, _("The page you were on is not for them. This is where they begin."))
        page = HOME
    return _keep_language(request, HttpResponseRedirect(page))


@only_in_the_demo
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Let 1 or 24 hours pass."""
    hours = request.POST.get("hours", "")
    _let_pass(request, {str(step): step for step in actions.STEPS}.get(hours, 0))
    return _back(request)


@only_in_the_demo
@require_POST
def story(request: HttpRequest) -> HttpResponse:
    """Take one step of the story: the persona, the time and the language it wants, and its page."""
    step = stories.BY_NUMBER.get(request.POST.get("step", ""))
    page = stories.page_of(step) if step else None
    if step is None or page is None:
        messages.error(request, _("What this step was about is no longer there. The other steps are."))
        return _back(request)
    if step.persona:
        _become(request, BY_KEY[step.persona])
    if step.hours:
        _let_pass(request, step.hours)
    answer = HttpResponseRedirect(page)
    if step.language:
        speak(answer, step.language)
    cookie = stories.with_step(request.COOKIES.get(stories.COOKIE, ""), step)
    answer.set_cookie(stories.COOKIE, cookie, httponly=True, samesite="Lax")
    return answer


@only_in_the_demo
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails the worker would have sent, newest first; above them one of each sort, to be compared."""
    says = request.GET.get("says", "")
    page = Paginator(mails_saying(says), MAILS_A_PAGE).get_page(request.GET.get("page"))
    samples = one_of_each()
    begins = page.number == 1 and says not in SORTS
    context = {"page": page, "says": says if says in SORTS else "", "samples": samples, "begins": begins}
    return render(request, "demo/outbox.html", context)


def _become(request: HttpRequest, persona: Persona) -> None:
    before = seen_by(request.person)  # type: ignore[attr-defined]
    person = persona.person
    if person is None:
        logout(request)
    else:
        enter(request, person)
        request.session.save()
    forget()
    after = seen_by(person or NOBODY)
    if person is None:
        said = _("You are signed out, as any outsider.")
    else:
        said = _("You are now %(name)s.") % {"name": f"{person.name}, {persona.label}"}
    messages.success(request, f"{said} {what_changed(before, after)}")


def _let_pass(request: HttpRequest, hours: int) -> None:
    found = stamp()
    assert found is not None  # noqa: S101  asked at the door
    moved = actions.move_clock(by=request.person, stamp=found, hours=hours)  # type: ignore[attr-defined]
    said = _("It is now %(when)s. What falls due by then is told in a moment.")
    messages.success(request, said % {"when": dates.when(moved.clock)})


def _back(request: HttpRequest) -> HttpResponse:
    """The page one was on, in the language one read it in."""
    return _keep_language(request, HttpResponseRedirect(_own_page(request)))


def _own_page(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if own else HOME


def _keep_language(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        speak(answer, request.LANGUAGE_CODE)
    return answer
