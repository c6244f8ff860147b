"""Finding a person by need: search, who to call, organisations."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from waypost.core.errors import Refused
from waypost.people.actions import directory
from waypost.people.forms import SearchForm
from waypost.people.lists import (
    ROWS_A_PAGE,
    duty_posts,
    entries_visible_to,
    members_to_call,
    programmes_of,
    search,
)
from waypost.people.models import Organisation, Person, Post, Tenure
from waypost.people.policies import GOVERNS, may_invite, may_invite_roster, may_keep_mailboxes
from waypost.people.views.reader import reader
from waypost.places.lists import by_name
from waypost.places.models import Member


@dataclass
class Page:
    """One page of entries, already counted against the reader's budget, or the sentence why there is none."""

    entries: list[Tenure]
    total: int = 0
    first: int = 0
    last: int = 0
    next: str = ""
    before: str = ""
    refused: str = ""


def people(request: HttpRequest) -> HttpResponse:
    """Look for somebody. Without words to look for nobody is listed."""
    person = reader(request)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = read(request, search(entries_visible_to(person), words), "search") if words else None
    context = {
        "form": form,
        "words": words,
        "page": page,
        "own": person.organisation,
        "may_invite": _may_invite(person),
        "may_review": person.is_active_member() and person.role in GOVERNS,
        "has_invitations": person.is_active_member() and person.has_role(*GOVERNS, *Post.APPROVING),
        "may_take_over": person.is_active_member() and person.role in {*GOVERNS, Post.Role.DEPUTY},
    }
    return render(request, "people/people.html", context, status=_status(form, page))


def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """An organisation: whom to write to and call there. Its persons only for its own people."""
    person = reader(request)
    found = get_object_or_404(Organisation.objects.select_related("member"), public_id=public_id)
    if not person.networks():
        raise Http404
    own = found == person.organisation
    entries = entries_visible_to(person).filter(post__organisation=found)
    page = read(request, entries, "organisation")
    context = {
        "organisation": found,
        "own": own,
        "page": page,
        "may_invite": may_invite(person, found),
        "may_invite_roster": may_invite_roster(person, found) and programmes_of(person).exists(),
        "may_keep_mailboxes": may_keep_mailboxes(person, found),
        "duty": duty_posts(person).filter(organisation=found),
    }
    return render(request, "people/organisation.html", context, status=_status(None, page))


def call(request: HttpRequest) -> HttpResponse:
    """Who do I call? First tap: the member."""
    return render(request, "people/call.html", {"members": by_name(members_to_call(reader(request)))})


def call_member(request: HttpRequest, key: str) -> HttpResponse:
    """Second tap: the duty posts, with telephone and hours."""
    member = get_object_or_404(Member, key=key)
    posts: QuerySet[Post] = duty_posts(reader(request)).filter(organisation__member=member)
    if not posts:
        raise Http404
    return render(request, "people/call_member.html", {"member": member, "posts": posts})


def read(request: HttpRequest, entries: QuerySet[Tenure], where: str, rows_a_page: int = ROWS_A_PAGE) -> Page:
    """A page of entries, noted and counted before it is shown."""
    person = reader(request)
    page = Paginator(entries, rows_a_page).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if rows:
        try:
            directory.read(by=person, person=person, rows=len(rows), where=where)
        except Refused as refused:
            return Page([], refused=str(refused.sentence))
    return Page(
        rows,
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        next=_address(request, page.next_page_number()) if page.has_next() else "",
        before=_address(request, page.previous_page_number()) if page.has_previous() else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    kept = {name: request.GET[name] for name in ("q", "whole") if name in request.GET}
    return f"{request.path}?{urlencode({**kept, 'page': str(number)})}"


def _status(form: Any, page: Page | None) -> int:
    if form is not None and not form.is_valid():
        return 422
    return 429 if page is not None and page.refused else 200


def _may_invite(person: Person) -> bool:
    return person.organisation is not None and may_invite(person, person.organisation)
