"""The page of one item, and what its readers do there."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.core.differing import line_changes
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.notices.actions import shown
from waypost.people.lists import duty_post_of
from waypost.people.models import Person, Post
from waypost.people.signin import demand_fresh
from waypost.places.models import Route, Topic
from waypost.publications.actions import afterwards, answering, indexing
from waypost.publications.audiences import bodies_of, named
from waypost.publications.comparing import changes, file_changes, paired
from waypost.publications.forms import AnswerForm, AskWiderForm
from waypost.publications.lists import best_of, uses_of
from waypost.publications.models import (
    Acknowledgement,
    Addressee,
    Attachment,
    Opening,
    Publication,
    Text,
    Version,
    WiderRequest,
)
from waypost.publications.policies import (
    acts_now,
    could_be_wider,
    may_erase_file,
    may_make_public,
    may_report_use,
    may_see_board,
)
from waypost.publications.reaching import why_seen
from waypost.publications.states import Stage
from waypost.publications.views.attachments import attachments_of
from waypost.publications.views.shared import (
    about,
    for_act,
    keeping,
    kind,
    member,
    opened_on,
    seen_or_404,
    to,
    viewer,
)


@login_not_required  # some are public; who finds nothing is asked to sign in
@require_GET
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """The item as its reader meets it. Drafts send their author to writing and their approver to the review."""
    publication = seen_or_404(request, public_id)
    if not publication.live_id:
        acts = acts_now(viewer(request), publication)
        return to("review" if acts & {"approve"} else "write" if "edit" in acts else "send", publication)
    _count_found(request)
    return render(request, "publications/item.html", _page(request, publication))


def _count_found(request: HttpRequest) -> None:
    """A member came from a list that words had found: the browser says from which page of ours."""
    came, person = urlsplit(request.headers.get("Referer", "")), viewer(request)
    searched = (
        came.netloc == request.get_host() and came.path == reverse("items") and "q" in parse_qs(came.query)
    )
    if searched and isinstance(person, Person) and person.is_active_member():
        indexing.found(by=person)


@require_http_methods(["GET", "POST"])
@keeping("acknowledge")
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer for the organisation. Everything typed comes back with the sentence when it cannot be taken."""
    publication = for_act(request, public_id, "acknowledge")
    if request.method == "GET":
        return to("item", publication, "#ack")
    form = AnswerForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            answering.acknowledge(
                by=member(request),
                publication=publication,
                version=values["version"],
                answer=values["answer"],
                remark=values["remark"],
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(
                request,
                _("Acknowledged for %(organisation)s.")
                % {"organisation": _whom(viewer(request), publication)},
            )
            return to("item", publication)
    return render(
        request, "publications/item.html", {**_page(request, publication), "answer_form": form}, status=422
    )


@require_GET
def compare(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """What changed between an earlier version and the live one: paragraph by paragraph, in one language of both, and
    file by file.
    """
    publication = seen_or_404(request, public_id)
    if publication.stage != Stage.PUBLISHED:
        raise Http404
    versions = Version.visible_to(viewer(request)).filter(publication=publication.pk, stage=Stage.PUBLISHED)
    before = versions.filter(number=number).first()
    live = versions.filter(pk=publication.live_id or 0).first()
    if before is None or live is None or before.pk == live.pk:
        raise Http404
    texts = Text.visible_to(viewer(request)).filter(version__in=[before.pk, live.pk])
    pairs = paired(texts, before.pk, live.pk)
    if not pairs:
        raise Http404
    wanted = request.GET.get("language") or get_language() or ""
    old, new = pairs.get(wanted) or next(iter(pairs.values()))
    context = {
        "publication": publication,
        "before": before,
        "live": live,
        "text": new,
        "languages": list(pairs),
        "only_other": not request.GET.get("language") and new.language != get_language(),
        "changes": changes(old, new),
        "details": line_changes(*(kind(publication).lines(viewer(request), each) for each in (before, live))),
        "files": file_changes(*_files_of(request, before, live)),
    }
    return render(request, "publications/compare.html", context)


def _files_of(request: HttpRequest, *versions: Version) -> list[list[Attachment]]:
    """The files of each of the versions, as far as the reader sees them. One query."""
    rows = Attachment.visible_to(viewer(request)).filter(version__in=[each.pk for each in versions])
    found = list(rows.select_related("file").order_by("pk"))
    return [[row for row in found if row.version_id == each.pk] for each in versions]


@require_http_methods(["GET", "POST"])
@keeping("ask_wider")
def ask_wider(request: HttpRequest, public_id: str) -> HttpResponse:
    """A reader asks the originator to release the item to one more audience."""
    publication = for_act(request, public_id, "ask_wider")
    person = member(request)
    form = AskWiderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            value = named(
                person, publication.network, form.cleaned_data["audience"], mark=Mark(publication.mark)
            )
            afterwards.ask_wider(
                by=person, publication=publication, key=value, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The originator is asked. You are told when they answer."))
            return to("item", publication)
    context = {
        "publication": publication,
        "form": form,
        "bodies": bodies_of(publication.network),
        **about(person, publication),
    }
    return render(request, "publications/ask_wider.html", context, status=422 if form.errors else 200)


@require_POST
def make_public(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second decision: what was read is shown to everybody. Wants a factor passed just before."""
    publication = seen_or_404(request, public_id)
    if not may_make_public(viewer(request), publication):
        raise Denied("publications.made_public", thing=publication)
    demand_fresh(request)
    afterwards.make_public(by=member(request), publication=publication, revision=opened_on(request))
    messages.info(request, _("Visitors who are not signed in can read this now."))
    return to("item", publication)


def _whom(person: Any, publication: Publication) -> str:
    return str(person.name if publication.mark == Mark.RED else person.organisation.name)


def _page(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """Everything the item's template shows."""
    person = viewer(request)
    given = viewer_given(person)
    versions = _VERSIONS(publication=publication.pk, **given)
    live = next((version for version in versions if version.pk == publication.live_id), None)
    earlier = _last_read(person, versions)
    if isinstance(person, Person) and live is not None:
        answering.opened(by=person, publication=publication)
    if isinstance(person, Person):
        shown(to=person, subject=Publication.named_as, public_id=publication.public_id)
    acts = acts_now(person, publication)
    texts = _TEXTS(version=publication.live_id, **given)
    return {
        "publication": publication,
        "kind": kind(publication),
        "live": live,
        "acts": acts,
        "text": _chosen(request, texts),
        "texts": texts,
        "withdrawn": publication.stage == Stage.WITHDRAWN,
        "expired": publication.is_expired(clock.today()),
        "topics": _TOPICS(publication=publication.pk),
        "routes": _ROUTES(publication=publication.pk),
        "part": kind(publication).shown(live.part) if live else [],
        "reading": kind(publication).read(person, publication, live) if live else None,
        "beside": kind(publication).beside(person, publication),
        "offers": kind(publication).offers(person, publication),
        "attachments": attachments_of(person, live),
        "may_erase_files": may_erase_file(person, publication),
        "versions": [version for version in versions if version.stage == Stage.PUBLISHED],
        "changed_since": earlier if earlier and live and earlier.number < live.number else None,
        "why": why_seen(person, publication),
        "may_ask_wider": "ask_wider" in acts and could_be_wider(person, publication),
        "may_make_public": may_make_public(person, publication),
        "translatable": _translatable(texts),
        "board_apart": _board_apart(person, publication, live),
        "escalated": _escalated(person, live),
        "contact": duty_post_of(person, publication.originator_id),
        "review_passed": publication.review_by is not None and publication.review_by < clock.today(),
        **_answering(person, publication, live, acts),
        "may_report_use": may_report_use(person, publication),
        "uses": uses_of(person, publication),
        "wider": WiderRequest.visible_to(person)
        .filter(publication=publication.pk)
        .select_related("organisation")
        .order_by("-at"),
        "in_work": next((each for each in versions if each.stage in (Stage.DRAFT, Stage.REVIEW)), None),
    }


_VERSIONS = Compiled(
    lambda publication: (
        Version.visible_to(ANYBODY)
        .filter(publication=publication)
        .select_related("approved_by")
        .order_by("-number")
    )
)
_TEXTS = Compiled(
    lambda version: Text.visible_to(ANYBODY).filter(version=version).order_by("-authoritative", "language")
)
_TOPICS = Compiled(
    lambda publication: Topic.objects.filter(
        pk__in=Publication.topics.through._default_manager.filter(publication=publication).values("topic")
    )
)
_ROUTES = Compiled(
    lambda publication: Route.objects.filter(
        pk__in=Publication.routes.through._default_manager.filter(publication=publication).values("route")
    )
)


def _answering(person: Any, publication: Publication, live: Version | None, acts: set[str]) -> dict[str, Any]:
    """The acknowledgement panel: what is asked of the viewer's organisation, what it answered, or nothing."""
    if live is None or not live.asks_answer or person.organisation is None:
        return {"addressee": None, "given": None, "answer_form": None, "answers": None}
    addressee = Addressee.of_viewer(person, [live.pk]).get(live.pk)
    given = None
    if addressee is not None:
        rows = Acknowledgement.visible_to(person).filter(addressee=addressee.pk)
        given = rows.select_related("by").order_by("-id").first()
    initial = {"version": live.number} | ({"answer": given.answer} if given else {})
    form = AnswerForm(initial=initial) if "acknowledge" in acts else None
    return {
        "answers": _answers(person, live) if may_see_board(person, publication) else None,
        "addressee": addressee,
        "given": given,
        "answer_form": form,
        "answers_for": _whom(person, publication),
    }


def _board_apart(person: Any, publication: Publication, live: Version | None) -> bool:
    """Is the board to be linked from what one can do? Only once withdrawn: before, it is beside the answers."""
    withdrawn = publication.stage == Stage.WITHDRAWN and live is not None and live.asks_answer
    return withdrawn and may_see_board(person, publication)


def _answers(person: Any, live: Version) -> dict[str, int]:
    """How many have answered, of those addressed at publication: for those who read the board."""
    rows = Addressee.visible_to(person).filter(version=live.pk, late=False)
    return rows.aggregate(all=Count("pk"), answered=Count("pk", filter=Q(answered=True)))


def _translatable(texts: list[Text]) -> list[tuple[str, Any]]:
    """(code, name) of the languages a translation can be written in: all but the authoritative one."""
    authoritative = {text.language for text in texts if text.authoritative}
    return [(code, name) for code, name in settings.LANGUAGES if code not in authoritative]


def _escalated(person: Any, live: Version | None) -> list[Addressee]:
    """For a mission focal point: the silent organisations they were called in for."""
    if live is None or not person.has_role(Post.Role.MISSION_FOCAL_POINT):
        return []
    rows = Addressee.visible_to(person).filter(version=live.pk, answered=False)
    return list(
        rows.exclude(organisation=person.organisation)
        .select_related("organisation__member")
        .order_by("organisation__name_en")
    )


def _last_read(person: Viewer, versions: list[Version]) -> Version | None:
    """The newest of these versions (newest first) that this viewer had opened before now; of a single one, nothing."""
    if len(versions) < 2:
        return None
    unseen = Opening.unseen_by(person, [version.pk for version in versions])
    return next((version for version in versions if version.pk not in unseen), None)


def _chosen(request: HttpRequest, texts: list[Text]) -> Text | None:
    wanted = request.GET.get("language", "")
    for text in texts:
        if text.language == wanted:
            return text
    return next(iter(best_of(texts).values()), None)
