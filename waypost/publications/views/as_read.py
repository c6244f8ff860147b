"""Reading one's own item as somebody else will: before it is sent, or while it waits for approval."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Refused
from waypost.people.lists import duty_posts
from waypost.publications.as_read import Meeting, Reader, meeting, offered, reader_behind, reader_called
from waypost.publications.audiences import bodies_of, named
from waypost.publications.forms import AnswerForm
from waypost.publications.lists import best_of
from waypost.publications.models import Publication, Text, Version
from waypost.publications.previews import mail_of
from waypost.publications.states import Stage
from waypost.publications.views.attachments import attachments_of
from waypost.publications.views.shared import kind, member, seen_or_404, viewer

IN_WORK = (Stage.DRAFT, Stage.REVIEW)
_ANSWERING = (Audience.ORGANISATION, Audience.PERSON)


@dataclass(frozen=True)
class Asked:
    """The acknowledgement that would be asked, where a reader sees the row that asks it."""

    due_at: datetime


@require_GET
def read_as(request: HttpRequest, public_id: str, reader: str = "") -> HttpResponse:
    """Choose somebody, and see what they will meet: the page, the mail and why; or that they meet nothing."""
    publication, version = _worked_on(request, public_id)
    typed, problem = request.GET.get("body", "").strip()[:200], None
    if typed:
        try:
            return _to(publication, _body(request, publication, typed))
        except Refused as refused:
            problem = refused
    chosen = reader_called(viewer(request), publication, reader) if reader else None
    if reader and chosen is None:
        raise Http404
    context = {
        "publication": publication,
        "kind": kind(publication),
        "offered": offered(viewer(request), publication),
        "bodies": bodies_of(publication.network),
        "typed": typed,
        "problem": problem,
        "back": "review"
        if version.stage == Stage.REVIEW and version.author_id != viewer(request).pk
        else "send",
    }
    if chosen is not None:
        met = meeting(viewer(request), publication, chosen)
        context |= {"met": met, **(_page(request, publication, version, met) if met.sees else {})}
    return render(request, "publications/read_as.html", context, status=422 if problem else 200)


def _worked_on(request: HttpRequest, public_id: str) -> tuple[Publication, Version]:
    """The item and its version in work, for those who write or approve it; nothing for anybody else."""
    publication, person = seen_or_404(request, public_id), member(request)
    rows = Version.visible_to(person).filter(publication=publication.pk, stage__in=IN_WORK)
    version = rows.first()
    if version is None:
        raise Http404
    return publication, version


def _body(request: HttpRequest, publication: Publication, typed: str) -> Reader:
    """A member, organisation or group by name or code. Under no mark a person: nobody is found by guessing."""
    return reader_behind(named(member(request), publication.network, typed, mark=Mark.AMBER))


def _to(publication: Publication, reader: Reader) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("read_as_one", args=[publication.public_id, reader.handle]))


def _page(request: HttpRequest, publication: Publication, version: Version, met: Meeting) -> dict[str, Any]:
    """What the item's own template shows, for this reader. Nothing of it is kept."""
    person, reader = member(request), met.reader
    version.published_at = clock.now()  # as if it were now
    texts = list(Text.visible_to(person).filter(version=version.pk).order_by("-authoritative", "language"))
    wanted = request.GET.get("language", "")
    text = next((each for each in texts if each.language == wanted), None)
    text = text or next(iter(best_of(texts).values()))
    earlier = Version.visible_to(person).filter(publication=publication.pk, stage=Stage.PUBLISHED)
    asked = publication.asks_answer and _is_asked(publication, reader)
    reading, unseen = kind(publication).read_as(person, publication, version, met.people)
    due_at = clock.now() + timedelta(hours=publication.answer_within)
    return {
        "live": version,
        "acts": set(),
        "text": text,
        "texts": texts,
        "topics": publication.topics.all(),
        "routes": publication.routes.all(),
        "part": kind(publication).shown(version.part),
        "reading": reading,
        "unseen": unseen,
        "attachments": attachments_of(person, version),
        "versions": [version, *earlier.order_by("-number")],
        "why": met.why,
        "contact": duty_posts(person).filter(organisation=publication.originator_id).first()
        if reader.key is not None
        else None,
        "addressee": Asked(due_at) if asked else None,
        "answer_form": AnswerForm(initial={"version": version.number}) if asked else None,
        "answers_for": reader.name if reader.kind in _ANSWERING else _("their organisation"),
        "mail": mail_of(publication, text) if reader.key is not None else None,
    }


def _is_asked(publication: Publication, reader: Reader) -> bool:
    """Visitors and the originator's own are asked nothing."""
    own = key(Audience.ORGANISATION, publication.originator_id, publication.network_id)
    return reader.key is not None and reader.key != own
