"""Groups: one's own, the page of one, and the forms of what it is for and who pays for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.groups.actions import charters as actions
from waypost.groups.forms.charters import CharterForm, EndFundingForm, FoundForm, FundingForm
from waypost.groups.lists import charters as lists
from waypost.groups.lists import seats
from waypost.groups.lists.letters import waiting
from waypost.groups.lists.meetings import of_group
from waypost.groups.lists.threads import newest
from waypost.groups.models import Charter, Funding, Kind
from waypost.groups.policies import founds, may_charter, may_seat, sits
from waypost.groups.views.shared import either, seen_or_404, steered
from waypost.people.models import Group, Person
from waypost.people.views.reader import reader
from waypost.projects.lists.projects import rows_of as projects_of
from waypost.publications.actions import drafting
from waypost.publications.actions.drafting import Terms
from waypost.publications.models import Publication
from waypost.publications.policies import may_start

FEW = 5  # threads on a group's page


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The groups one sits in, and those one runs the network of."""
    person = reader(request)
    if not person.is_active_member():
        raise Http404
    own = lists.own(person)
    tables = seats.tables_of([found.group for found in own], clock.today())
    context = {
        "rows": [(found, tables[found.group_id]) for found in own],
        "without": lists.without_charter(person),
        "may_found": bool(founds(person)),
    }
    return render(request, "groups/list.html", context)


@require_GET
def group(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = seen_or_404(request, public_id)
    context = {
        "found": found,
        "table": seats.table_of(found.group, clock.today()),
        "paid": lists.paid_by(person, found),
        "papers": lists.papers(person, found),
        "curricula": lists.curricula(person, found),
        "threads": newest(person, found, FEW),
        "met": of_group(person, found.group),
        "sits": sits(person, found.group),
        "may_start": may_start(person, person.organisation),
        "coming": waiting(person, found)[:FEW],
        "today": clock.today(),
        "may_seat": may_seat(person, found),
    }
    return render(request, "groups/group.html", context)


@either
def found(request: HttpRequest) -> HttpResponse:
    """A new group in a network one runs."""
    person = reader(request)
    networks = founds(person)
    if not networks:
        raise Denied("groups.founded")
    initial = {"kind": Kind.WORKING, "founded_on": clock.today()}
    form = FoundForm(request.POST or None, initial=initial, networks=networks)
    if request.method == "POST" and form.is_valid():
        names = {name: form.cleaned_data[name] for name in ("network", "name_en", "name_th")}
        try:
            made = actions.found(by=person, purpose=form.purpose(), **names)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The group is there. Give its seats next."))
            return redirect("group", made.public_id)
    return render(request, "groups/write.html", {"form": form}, status=422 if form.errors else 200)


@either
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """What a group that is there already is for."""
    person, body = reader(request), get_object_or_404(Group.objects.select_related("network"), key=slug)
    if not may_charter(person, body) or body not in lists.without_charter(person):
        raise Http404
    form = CharterForm(request.POST or None, initial={"kind": Kind.CIRCLE, "founded_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.charter(by=person, group=body, purpose=form.purpose())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The group has its page now."))
            return redirect("group", made.public_id)
    context = {"form": form, "body": body}
    return render(request, "groups/write.html", context, status=422 if form.errors else 200)


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say anew what the group is for; when somebody else was first, both are shown."""
    person, found = steered(request, public_id, "groups.charter_written")
    form, theirs = CharterForm(request.POST or None, initial=_as_written(found)), None
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.write(by=person, charter=found, revision=revision, purpose=form.purpose())
        except Overtaken as said:
            person, found = seen_or_404(request, public_id)
            theirs = found
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("What the group is for is kept as you wrote it."))
            return redirect("group", found.public_id)
    context = {"form": form, "found": found, "theirs": theirs}
    return render(request, "groups/write.html", context, status=422 if form.errors else 200)


@either
def funding(request: HttpRequest, public_id: str) -> HttpResponse:
    """The projects that pay for it: one more, or the end of one."""
    person, found = steered(request, public_id, "groups.funded")
    posted = request.POST.get("do") if request.method == "POST" else ""
    projects = [each for each in projects_of(person) if each.network_id == found.group.network_id]
    more = FundingForm(request.POST if posted == "fund" else None, projects=projects)
    ended = EndFundingForm(request.POST if posted == "end" else None, auto_id="end_%s")
    form: Any = {"fund": more, "end": ended}.get(posted or "")
    if form is not None and form.is_valid():
        try:
            _paid(person, found, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Who pays for the group is kept."))
            return redirect("group", found.public_id)
    context = {
        "found": found,
        "form": more,
        "ended": ended,
        "paid": lists.paid_by(person, found),
        "wrong": form,
    }
    return render(request, "groups/funding.html", context, status=422 if form and form.errors else 200)


@require_POST
def bulletin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin a bulletin that is released to the group: the two acts of any draft, one after the other."""
    person, found = seen_or_404(request, public_id)
    body, network = person.organisation, found.group.network
    if body is None or not sits(person, found.group) or not may_start(person, body):
        raise Denied("publications.draft_started", thing=found)
    language = get_language() or "en"
    made = drafting.start(by=person, organisation=body, kind="bulletin", network=network, language=language)
    to = frozenset({key(Audience.GROUP, found.group_id, network.pk)})
    draft = Publication.visible_to(person).get(pk=made.pk)
    drafting.address(
        by=person, publication=draft, revision=draft.revision, terms=Terms(mark=Mark.AMBER, to=to)
    )
    return redirect("write", made.public_id)


def _paid(person: Person, found: Charter, form: Any) -> None:
    typed = form.cleaned_data
    if isinstance(form, FundingForm):
        actions.fund(by=person, charter=found, project=form.chosen(), since=typed["since"])
        return
    rows = Funding.visible_to(person).filter(charter=found.pk, public_id=typed["funding"])
    kept = rows.first()
    if kept is None:
        raise Http404
    actions.end_funding(by=person, charter=found, funding=kept, until=typed["until"])


def _as_written(found: Charter) -> dict[str, Any]:
    names = ("kind", "purpose_en", "purpose_th", "founded_on", "decision", "revision")
    return {name: getattr(found, name) for name in names}
