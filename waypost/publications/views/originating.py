"""What approvers and originators do: review, board, new version, translation, dates, wider release, withdrawal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.signin import demand_fresh
from waypost.publications.actions import afterwards, approving, reminding
from waypost.publications.audiences import bodies_of, named
from waypost.publications.board import board_of
from waypost.publications.comparing import same_words
from waypost.publications.forms import (
    DatesForm,
    ReviewForm,
    TranslationForm,
    WidenForm,
    WiderAnswerForm,
    WithdrawForm,
)
from waypost.publications.gates import gate_of
from waypost.publications.lists import uses_of
from waypost.publications.models import Publication, Text, Version, WiderRequest
from waypost.publications.policies import may_remind
from waypost.publications.reaching import audience_name, reached, told
from waypost.publications.states import Stage
from waypost.publications.views.attachments import attachments_of
from waypost.publications.views.compose import LANGUAGES
from waypost.publications.views.shared import (
    about,
    for_act,
    keeping,
    kind,
    member,
    opened_on,
    overtaken,
    released,
    seen_or_404,
    to,
    viewer,
)

either = require_http_methods(["GET", "POST"])


@either
@keeping("approve")
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second pair of eyes: everything the recipients would see, whom it reaches, approve or send back."""
    publication = for_act(request, public_id, "approve")
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, publication, form)
        except Overtaken as said:
            publication = for_act(request, public_id, "approve")
            overtaken(form, said, revision=publication.revision, version=said.theirs.number)
        except Refused as refused:
            refuse(form, refused)
    version = (
        Version.visible_to(viewer(request))
        .select_related("author")
        .get(publication=publication.pk, stage=Stage.REVIEW)
    )
    texts = list(Text.visible_to(viewer(request)).filter(version=version.pk).order_by("-authoritative"))
    reading, unseen = kind(publication).read_as(viewer(request), publication, version, told(publication))
    return render(
        request,
        "publications/review.html",
        {
            "publication": publication,
            "kind": kind(publication),
            "version": version,
            "texts": texts,
            "stale": _stale(request, publication, texts),
            "form": form,
            "reached": reached(viewer(request), publication),
            "part": kind(publication).shown(version.part),
            "reading": reading,
            "unseen": unseen,
            "ticks": kind(publication).ticks(publication, version),
            "attachments": attachments_of(viewer(request), version),
            "to": [name for _key, name in released(viewer(request), publication)],
            "not_to": [name for _key, name in released(viewer(request), publication, barred=True)],
            "topics": publication.topics.all(),
            "routes": publication.routes.all(),
            "gate": gate_of(publication, version),
        },
        status=422 if form.errors else 200,
    )


def _decide(request: HttpRequest, publication: Publication, form: ReviewForm) -> HttpResponse:
    """Approve or send back, as the button says. Under STRICT and RED approving wants a factor passed just before."""
    values, by = form.cleaned_data, member(request)
    if request.POST.get("do") == "return":
        approving.send_back(by=by, publication=publication, because=values["because"])
        messages.info(request, _("Sent back to the author with your reason."))
        return redirect("home")
    if publication.mark >= Mark.STRICT:
        demand_fresh(request)
    approving.approve(
        by=by,
        publication=publication,
        version=values["version"],
        languages=frozenset(values["languages"]),
        revision=values["revision"],
        ticked=frozenset(request.POST.getlist("ticked")),
    )
    messages.info(request, _("Published. Everybody it reaches is being told."))
    return to("item", publication)


def _stale(request: HttpRequest, publication: Publication, texts: list[Text]) -> set[str]:
    """Languages whose words are those of the live version though the authoritative text changed."""
    before = {
        text.language: text
        for text in Text.visible_to(viewer(request)).filter(version=publication.live_id or 0)
    }
    same = {
        text.language for text in texts if text.language in before and same_words(text, before[text.language])
    }
    authoritative = {text.language for text in texts if text.authoritative}
    return same - authoritative if not authoritative & same else set()


@require_GET
def board(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who has answered: for those who work on the item and those who run the network."""
    publication = seen_or_404(request, public_id)
    found = board_of(viewer(request), publication)
    if found is None:
        raise Denied("publications.board", thing=publication)
    context = {
        "publication": publication,
        "kind": kind(publication),
        "board": found,
        "uses": uses_of(viewer(request), publication),
        "withdrawn": publication.stage == Stage.WITHDRAWN,
        "expired": publication.is_expired(clock.today()),
        "may_remind": may_remind(viewer(request), publication) and found.to_remind,
        "reminded_lately": found.reminded_at and clock.now() < found.reminded_at + reminding.ONCE_IN,
        **about(viewer(request), publication),
    }
    return render(request, "publications/board.html", context)


@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask all who have not answered once more."""
    publication = seen_or_404(request, public_id)
    if not may_remind(viewer(request), publication):
        raise Denied("publications.reminded", thing=publication)
    number = reminding.remind(by=member(request), publication=publication)
    messages.info(request, ngettext("%(n)d is reminded.", "%(n)d are reminded.", number) % {"n": number})
    return to("board", publication)


@either
@keeping("withdraw")
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks for the reason, then takes the content away."""
    publication = for_act(request, public_id, "withdraw")
    form = WithdrawForm(request.POST or None, initial={"revision": publication.revision})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            afterwards.withdraw(by=member(request), publication=publication, **form.cleaned_data)
        except Overtaken as said:
            theirs = said.theirs
            overtaken(form, said, revision=theirs.revision)
        else:
            messages.info(request, _("Withdrawn. Its readers see your reason instead of the content."))
            return to("item", publication)
    context = {
        "publication": publication,
        "form": form,
        **_stands(request, theirs),
        **about(viewer(request), publication),
    }
    return render(request, "publications/withdraw.html", context, status=422 if form.errors else 200)


@require_POST
def start_version(request: HttpRequest, public_id: str) -> HttpResponse:
    publication = for_act(request, public_id, "start_version")
    try:
        afterwards.start_version(by=member(request), publication=publication)
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        return to("item", publication)
    return to("write", publication)


@either
@keeping("translate")
def translate(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """Write the translation of the live version beside the authoritative text."""
    publication = for_act(request, public_id, "translate")
    texts = {t.language: t for t in Text.visible_to(viewer(request)).filter(version=publication.live_id)}
    source = next(t for t in texts.values() if t.authoritative)
    if language not in LANGUAGES or language == source.language:
        raise Http404
    form = TranslationForm(request.POST or None, initial=_held(texts.get(language)))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            afterwards.save_translation(
                by=member(request), publication=publication, language=language, **form.cleaned_data
            )
        except Overtaken as said:
            theirs = said.theirs
            overtaken(form, said, revision=theirs.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Kept. Another person approves the translation before it is shown."))
            return _after_translating(request, publication, language)
    context = {
        "publication": publication,
        "form": form,
        "theirs": theirs,
        "source": source,
        "language": language,
        "language_name": LANGUAGES[language],
        **about(viewer(request), publication),
    }
    return render(request, "publications/translate.html", context, status=422 if form.errors else 200)


def _after_translating(request: HttpRequest, publication: Publication, language: str) -> HttpResponse:
    """To the item, or first to what may be personal data in the translation."""
    live = Version.visible_to(viewer(request)).get(pk=publication.live_id or 0)
    rows = gate_of(publication, live).rows
    if any(row.language == language and not row.because for row in rows):
        return redirect("personal", publication.public_id, live.number)
    return to("item", publication)


def _held(text: Text | None) -> dict[str, object]:
    if text is None:
        return {"revision": 0}
    return {name: getattr(text, name) for name in ("title", "summary", "body", "revision")}


@require_POST
def approve_translation(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    publication = for_act(request, public_id, "translate")
    try:
        afterwards.approve_translation(
            by=member(request), publication=publication, language=language, revision=opened_on(request)
        )
        messages.info(request, _("The translation is shown now."))
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
    return to("item", publication)


@either
@keeping("extend")
def dates(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reviewed and still right: new dates."""
    publication = for_act(request, public_id, "extend")
    initial = {name: getattr(publication, name) for name in ("review_by", "expires_on", "revision")}
    form = DatesForm(request.POST or None, initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            afterwards.extend(by=member(request), publication=publication, **form.cleaned_data)
        except Overtaken as said:
            theirs = said.theirs
            overtaken(form, said, revision=theirs.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The dates are kept."))
            return to("item", publication)
    context = {
        "publication": publication,
        "form": form,
        **_stands(request, theirs),
        **about(viewer(request), publication),
    }
    return render(request, "publications/dates.html", context, status=422 if form.errors else 200)


@either
@keeping("widen")
def widen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Release to more, on the originator's own decision, after passing a factor again."""
    publication = for_act(request, public_id, "widen")
    form = WidenForm(request.POST or None, initial={"revision": publication.revision})
    theirs = None
    if request.method == "POST" and form.is_valid():
        demand_fresh(request)
        try:
            return _widen(request, publication, form)
        except Overtaken as said:
            theirs = said.theirs
            overtaken(form, said, revision=theirs.revision)
        except Refused as refused:
            refuse(form, refused)
    context = {
        "publication": publication,
        "form": form,
        "bodies": bodies_of(publication.network),
        "to": _released_to(request, publication),
        **about(viewer(request), publication),
        **_stands(request, theirs),
    }
    return render(request, "publications/widen.html", context, status=422 if form.errors else 200)


def _widen(request: HttpRequest, publication: Publication, form: WidenForm) -> HttpResponse:
    values, by = form.cleaned_data, member(request)
    value = named(by, publication.network, values["audience"], mark=Mark(publication.mark))
    afterwards.widen(by=by, publication=publication, to=frozenset({value}), revision=values["revision"])
    messages.info(request, _("Released to %(audience)s as well.") % {"audience": audience_name(value)})
    return to("item", publication)


@either
@keeping("answer_wider")
def wider(request: HttpRequest, public_id: str) -> HttpResponse:
    """The requests for wider release, and the originator's answers. To release wants a factor passed just before."""
    publication = for_act(request, public_id, "answer_wider")
    form = WiderAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grant = request.POST.get("do") == "grant"
        if grant:
            demand_fresh(request)
        try:
            afterwards.answer_wider(
                by=member(request), publication=publication, grant=grant, **form.cleaned_data
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("They are told."))
            return to("wider", publication)
    asked = (
        WiderRequest.visible_to(viewer(request))
        .filter(publication=publication.pk)
        .select_related("organisation", "by")
        .order_by("-at")
    )
    rows = [(each, audience_name(each.key)) for each in asked]
    context = {
        "publication": publication,
        "form": form,
        "rows": rows,
        "typed_for": request.POST.get("request", ""),
        "typed": request.POST.get("answer", ""),
        **about(viewer(request), publication),
    }
    return render(request, "publications/wider.html", context, status=422 if form.errors else 200)


def _stands(request: HttpRequest, theirs: Publication | None) -> dict[str, object]:
    """What an overtaken form is shown beside: the item as somebody else left it."""
    return {"theirs": theirs, "released_to": _released_to(request, theirs) if theirs else []}


def _released_to(request: HttpRequest, publication: Publication) -> list[str]:
    return [name for _key, name in released(viewer(request), publication)]
