"""The inbox, what somebody wants to hear of outside the portal, and the mailboxes of posts."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.notices import actions, letters, lists
from waypost.notices.forms import MailboxesForm, MailboxForm, PreferenceForm
from waypost.notices.models import Preference, always_mailed
from waypost.notices.policies import networks_run_by
from waypost.people.forms import ZONES, AddressForm
from waypost.people.lists import ROWS_A_PAGE, posts_written_to
from waypost.people.models import Organisation, Person, Post
from waypost.people.policies import may_keep_mailboxes, may_move_mailbox
from waypost.people.signin import demand_fresh
from waypost.people.views.persons import governed_or_404


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Notices newest first, a page at a time; ``show=unread`` leaves out what was read."""
    person = _person(request)
    only_unread = request.GET.get("show") == "unread"
    notices = lists.unread(person) if only_unread else lists.inbox(person)
    last = lists.placed(person, request.GET.get("after", ""))
    rows = list((lists.after(notices, last) if last else notices)[: lists.PAGE + 1])
    page = rows[: lists.PAGE]
    count = lists.unread_count(person)
    context = {
        "entries": lists.by_subject(lists.entries(person, page)),
        "unread_count": count,
        "unread": lists.unread_badge(count),
        "only_unread": only_unread,
        "newest": page[0] if page else None,
        "next": page[-1] if len(rows) > len(page) else None,
        "first_page": last is None,
        "doorbell": letters.doorbell(),
        "runs_a_network": bool(networks_run_by(person)),
    }
    return render(request, "notices/inbox.html", context)


@require_GET
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open what a notice is about, and mark it read. Nothing at all, where its subject may not be seen any more."""
    person = _person(request)
    found = lists.own(person, public_id)
    entry = lists.entry(person, found) if found is not None else None
    if entry is None:
        raise Http404
    actions.read(by=person, notice=entry.notice)
    return HttpResponseRedirect(entry.lines.path)


@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark read what was told of one thing, without opening it."""
    found = lists.own(_person(request), public_id)
    if found is None:
        raise Http404
    for each in [found, *lists.told_before(_person(request), found)]:
        actions.read(by=_person(request), notice=each)
    return redirect("inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark read what the page showed and everything older."""
    person = _person(request)
    newest = lists.placed(person, request.POST.get("newest", ""))
    if newest is not None:
        actions.read_all(by=person, inbox=person, newest=newest)
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = PreferenceForm(request.POST or None, preference=Preference.of(person))
    if form.is_valid():
        actions.change_preferences(by=person, person=person, **form.chosen())
        messages.info(request, _("Kept. This holds from now on."))
        return redirect("preferences")
    context = {"form": form, "always_mailed": always_mailed(person)}
    return render(request, "notices/preferences.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def mailboxes(request: HttpRequest, public_id: str) -> HttpResponse:
    """How an organisation's mailboxes are written to, and where each post's mails go."""
    person = _person(request)
    organisation = get_object_or_404(Organisation.objects.select_related("member"), public_id=public_id)
    _demand(may_keep_mailboxes(person, organisation), person, "notices.mailboxes_changed")
    form = MailboxesForm(request.POST or None, organisation=organisation)
    theirs: Organisation | None = None
    if form.is_valid():
        try:
            actions.change_mailboxes(by=person, organisation=organisation, **form.chosen())
        except Overtaken as overtaken:
            theirs = overtaken.theirs
            form.add_error(None, overtaken.sentence)
            form.data = {**request.POST.dict(), "revision": str(overtaken.theirs.revision)}
        else:
            messages.info(request, _("Kept. This holds from now on."))
            return redirect("mailboxes", public_id)
    context = {
        "organisation": theirs or organisation,
        "theirs": theirs,
        "form": form,
        "posts": Paginator(posts_written_to(organisation), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "zones": ZONES,
    }
    return render(request, "notices/mailboxes.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def mailbox(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where one post's mails go. Wants a factor passed just before: it redirects mail."""
    person = _person(request)
    post = get_object_or_404(Post.objects.select_related("organisation__member"), public_id=public_id)
    _demand(may_move_mailbox(person, post), person, "notices.mailbox_moved")
    demand_fresh(request)
    form = MailboxForm(request.POST or None, post=post)
    if form.is_valid():
        try:
            actions.move_mailbox(by=person, post=post, **form.cleaned_data)
        except Overtaken as overtaken:
            post = overtaken.theirs
            form.add_error(None, overtaken.sentence)
            form.data = {**request.POST.dict(), "before": post.mailbox}
        except Refused as refused:
            form.add_error("mailbox", refused.sentence)
        else:
            messages.info(request, _("From now on the mails to “%(post)s” go there.") % {"post": post.title})
            return redirect("mailboxes", post.organisation.public_id)
    context = {"post": post, "form": form}
    return render(request, "notices/mailbox.html", context, status=422 if form.is_bound else 200)


def _demand(allowed: bool, person: Person, act: str) -> None:
    """Members know every organisation, so may be told that this is not theirs to do; nobody else learns a thing."""
    if not person.is_active_member():
        raise Http404
    if not allowed:
        raise Denied(act, "Does not answer for this organisation.")


@require_GET
def undelivered(request: HttpRequest) -> HttpResponse:
    """Mails that could not be sent, for the secretariat; nobody else knows of this page."""
    person = _person(request)
    if not networks_run_by(person):
        raise Http404
    rows = list(lists.undelivered(person)[: lists.PAGE + 1])
    context = {"mails": rows[: lists.PAGE], "more": len(rows) > lists.PAGE}
    return render(request, "notices/undelivered.html", context)


@require_POST
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    person = _person(request)
    actions.send_again(by=person, mail=get_object_or_404(lists.undelivered(person), token=token))
    return redirect("undelivered")


@csrf_exempt  # a mail program posts here for the reader; the signed token is the permission
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End one sort of mail: asked by a page for people, at once for mail programs (RFC 8058)."""
    ident, pace = letters.unsubscribed(token)
    person = Person.objects.filter(public_id=ident).first()
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.end_mail(by=person, person=person, pace=pace)
    context = {"ended": request.method == "POST", "pace": pace}
    return render(request, "notices/unsubscribe.html", context)


@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another address to sign in with and get mails at."""
    by, found = _person(request), governed_or_404(request, public_id, "notices.mail_address_changed")
    demand_fresh(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_address(by=by, person=found, email=form.cleaned_data["email"])
        except Refused as refused:
            form.add_error("email", refused.sentence)
        else:
            messages.success(request, _("%(name)s signs in with the new address now.") % {"name": found.name})
            return redirect("person", found.public_id)
    context = {"found": found, "form": form}
    return render(request, "people/address.html", context, status=422 if form.errors else 200)


def _person(request: HttpRequest) -> Person:
    """Whoever signed in: these pages open to nobody else."""
    return cast(Person, request.person)  # type: ignore[attr-defined]
