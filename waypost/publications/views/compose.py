"""Writing an item: words, who sees it, send. Left and resumed at any step; the last form wins nothing from
another person.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.models import Network, Person
from waypost.people.signin import demand_fresh
from waypost.publications.actions import drafting
from waypost.publications.audiences import bodies_of, called_by, named, person_called
from waypost.publications.forms import AudienceForm, StartForm, WordsForm
from waypost.publications.gates import gate_of
from waypost.publications.kinds import kinds
from waypost.publications.models import MOST_FILES, Publication, Release, Text, Version
from waypost.publications.policies import acts_now, may_start
from waypost.publications.previews import mail_of
from waypost.publications.reaching import reached, told
from waypost.publications.views.attachments import attachments_of, keep_descriptions, keep_files, misfits
from waypost.publications.views.shared import (
    OVERTAKEN,
    UNFIT,
    after,
    for_act,
    keeping,
    kind,
    member,
    not_saved,
    overtaken,
    quietly,
    released,
    seen_or_404,
    to,
    viewer,
    writing_pages,
)

LANGUAGES = dict(settings.LANGUAGES)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    person = member(request)
    if not may_start(person, person.organisation):
        raise Denied("publications.draft_started")
    form = StartForm(request.POST or None, initial={"language": get_language(), "kind": kinds()[0].key})
    form.fields["kind"].choices = [(each.key, each.label) for each in kinds()]  # type: ignore[attr-defined]
    form.fields["network"].queryset = Network.objects.filter(pk__in=person.networks())  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        values = form.cleaned_data
        publication = drafting.start(
            by=person,
            organisation=person.organisation,
            kind=values["kind"],
            network=values["network"],
            language=values["language"],
        )
        return to("write", publication)
    context = {"form": form, "kinds": kinds(), "drafts": _drafts(person)}
    return render(request, "publications/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@keeping("edit")
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step 1: the words, in one language at a time. Saves by button, and by itself while one types."""
    publication = for_act(request, public_id, "edit")
    version = _in_work(request, publication)
    language = _language(request, version)
    text = Text.visible_to(viewer(request)).filter(version=version.pk, language=language).first()
    part_form = kind(publication).form(request.POST or None, initial=version.part)
    form = WordsForm(request.POST or None, initial=_words(text, version))
    theirs: Text | Version | None = None
    if request.method == "POST":
        saved = _save(request, publication, language, form, part_form)
        if isinstance(saved, HttpResponse):
            return saved
        theirs = saved
    return render(
        request,
        "publications/write.html",
        {
            "publication": publication,
            "version": version,
            "kind": kind(publication),
            "language": language,
            "text": text,
            "form": form,
            "part_form": part_form,
            "their_words": theirs if isinstance(theirs, Text) else None,
            "their_part": theirs if isinstance(theirs, Version) else None,
            "their_facts": kind(publication).shown(theirs.part) if isinstance(theirs, Version) else [],
            "languages": _languages(request, version),
            "attachments": attachments_of(viewer(request), version),
            "most_files": MOST_FILES,
            "step": "write",
            "way": writing_pages(publication),
            "unsaved": bool(form.errors or part_form.errors),
        },
        status=422 if form.errors or part_form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@keeping("address")
def audience(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step 2: mark, releases, and the live answer to "whom does this reach?"."""
    publication = for_act(request, public_id, "address")
    form = AudienceForm(request.POST or None, initial=_terms(member(request), publication))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            publication = _address(request, publication, form)
        except Overtaken as said:
            publication = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=publication.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            return to("send" if request.POST.get("do") == "next" else "audience", publication)
    to_whom = released(viewer(request), publication)
    return render(
        request,
        "publications/audience.html",
        {
            "publication": publication,
            "kind": kind(publication),
            "form": form,
            "step": "audience",
            "way": writing_pages(publication),
            "to": [(_handle(publication, value), name) for value, name in to_whom],
            "not_to": [
                (_handle(publication, value), name)
                for value, name in released(viewer(request), publication, barred=True)
            ],
            "reached": reached(viewer(request), publication),
            "misfits": misfits(viewer(request), publication, _in_work(request, publication)),
            "bodies": bodies_of(publication.network),
            "marks": list(Mark),
            "theirs": theirs,
            "released_to": [name for _key, name in to_whom],
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@keeping("submit")
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step 3: everything once more, as a recipient will read it, and then to the second person."""
    publication = seen_or_404(request, public_id)
    acts = acts_now(viewer(request), publication)
    problem = None
    if request.method == "POST":
        if publication.mark >= Mark.STRICT:
            demand_fresh(request)
        try:
            drafting.submit(by=member(request), publication=publication)
        except Refused as refused:
            problem = refused
        else:
            messages.info(request, _("Sent for approval. Nothing is shared before a second person approves."))
            return to("send", publication)
    version = _in_work(request, publication)
    texts = list(Text.visible_to(viewer(request)).filter(version=version.pk).order_by("-authoritative"))
    reading, unseen = kind(publication).read_as(viewer(request), publication, version, told(publication))
    return render(
        request,
        "publications/send.html",
        {
            "publication": publication,
            "kind": kind(publication),
            "version": version,
            "texts": texts,
            "text": texts[0],
            "mail": mail_of(publication, texts[0]),
            "acts": acts,
            "reached": reached(viewer(request), publication),
            "problem": problem,
            "attachments": attachments_of(viewer(request), version),
            "step": "send",
            "way": writing_pages(publication),
            "part": kind(publication).shown(version.part),
            "reading": reading,
            "unseen": unseen,
            "topics": publication.topics.all(),
            "routes": publication.routes.all(),
            "approvers": publication.approvers().exclude(pk=publication.author_id)[:5],
            "gate": gate_of(publication, version),
            "alike": kind(publication).alike(viewer(request), publication, version),
            "may_justify": "edit" in acts,
            "offers": kind(publication).offers(viewer(request), publication),
        },
        status=422 if problem else 200,
    )


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    publication = for_act(request, public_id, "take_back")
    drafting.take_back(by=member(request), publication=publication)
    return to("write", publication)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once, then drops the draft."""
    publication = for_act(request, public_id, "discard")
    if request.method == "GET":
        return render(
            request,
            "publications/discard.html",
            {"publication": publication, "version": _in_work(request, publication)},
        )
    live = publication.live_id
    drafting.discard(by=member(request), publication=publication)
    messages.info(request, _("The draft is discarded."))
    return to("item", publication) if live else HttpResponseRedirect(reverse("home"))


def _drafts(person: Person) -> list[tuple[Version, Text | None]]:
    """The versions this person is writing, newest first."""
    versions = list(
        Version.visible_to(person)
        .filter(author=person.pk, stage__in=["draft", "review"])
        .select_related("publication")
        .order_by("-pk")[:20]
    )
    texts = {
        t.version_id: t
        for t in Text.visible_to(person).filter(version__in=[v.pk for v in versions], authoritative=True)
    }
    return [(version, texts.get(version.pk)) for version in versions]


def _in_work(request: HttpRequest, publication: Publication) -> Version:
    found = (
        Version.visible_to(viewer(request))
        .filter(publication=publication.pk, stage__in=["draft", "review"])
        .first()
    )
    if found is None:
        from django.http import Http404

        raise Http404
    return found


def _language(request: HttpRequest, version: Version) -> str:
    wanted = request.GET.get("language", "")
    return (
        wanted
        if wanted in LANGUAGES
        else Text.visible_to(viewer(request)).get(version=version.pk, authoritative=True).language
    )


def _languages(request: HttpRequest, version: Version) -> list[tuple[str, Any, str]]:
    """(code, name, state) of each language the item can be written in."""
    texts = {text.language: text for text in Text.visible_to(viewer(request)).filter(version=version.pk)}
    rows = []
    for code, name in settings.LANGUAGES:
        text = texts.get(code)
        state = (
            _("not written")
            if text is None
            else _("authoritative")
            if text.authoritative
            else _("translation")
        )
        rows.append((code, name, state))
    return rows


def _words(text: Text | None, version: Version) -> dict[str, Any]:
    shared = {"changes": version.changes, "part_revision": version.revision}
    if text is None:
        return {"revision": 0, **shared}
    return {
        "title": text.title,
        "summary": text.summary,
        "body": text.body,
        "revision": text.revision,
        **shared,
    }


def _save(
    request: HttpRequest, publication: Publication, language: str, form: WordsForm, part_form: forms.Form
) -> HttpResponse | Text | Version | None:
    """Keep what was typed. Gives the page to go to, or what the other person kept when this form was overtaken."""
    by_itself = quietly(request)
    if not (form.is_valid() and part_form.is_valid()):
        return not_saved(UNFIT, 422) if by_itself else None
    try:
        text, version = _keep(request, publication, language, form, part_form)
    except Overtaken as said:
        if by_itself:
            return not_saved(OVERTAKEN, 409)
        theirs: Text | Version = said.theirs
        if isinstance(theirs, Text):
            overtaken(form, said, revision=theirs.revision)
        else:
            kept = Text.visible_to(viewer(request)).get(version=theirs.pk, language=language)
            overtaken(form, said, revision=kept.revision, part_revision=theirs.revision)
        return theirs
    if by_itself:
        return JsonResponse({"revision": text.revision, "part_revision": version.revision})
    all_kept = keep_files(request, publication)
    if request.POST.get("do") == "next" and all_kept:
        return to(after("write", publication), publication)
    if all_kept:
        messages.info(request, _("Draft saved."))
    place = "#attach" if all_kept and request.POST.get("do") not in ("save", "next") else ""
    return HttpResponseRedirect(
        f"{reverse('write', args=[publication.public_id])}?language={language}{place}"
    )


def _keep(
    request: HttpRequest, publication: Publication, language: str, form: WordsForm, part_form: forms.Form
) -> tuple[Text, Version]:
    """The words, then what all languages share. Raises Overtaken for whichever somebody else changed."""
    values, person = form.cleaned_data, member(request)
    text = drafting.save_text(
        by=person,
        publication=publication,
        language=language,
        revision=values["revision"],
        title=values["title"],
        summary=values["summary"],
        body=values["body"],
    )
    version = drafting.save_part(
        by=person,
        publication=publication,
        part=_part_with(publication, part_form),
        changes=values["changes"],
        revision=values["part_revision"],
    )
    keep_descriptions(request, publication)
    return text, version


def _part_with(publication: Publication, part_form: forms.Form) -> dict[str, Any]:
    """The part with what this form asks for; what the kind's other pages ask for stays as it is kept."""
    version = publication.in_work()
    kept = (
        {name: value for name, value in version.part.items() if name not in part_form.fields}
        if version
        else {}
    )
    return kept | _plain(part_form.cleaned_data)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """A part's values as JSON keeps them; empty ones are left out."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if value
    }


def _terms(by: Person, publication: Publication) -> dict[str, Any]:
    names = (
        "mark",
        "national_marking",
        "urgency",
        "asks_answer",
        "answer_within",
        "review_by",
        "expires_on",
        "approved_by",
        "revision",
    )
    kept = {name: getattr(publication, name) for name in names}
    approver = called_by(by, publication.approver) if publication.approver else ""
    return {
        **kept,
        "topics": list(publication.topics.all()),
        "routes": list(publication.routes.all()),
        "approver": approver,
    }


def _handle(publication: Publication, key: int) -> str:
    """What the form calls a release: a key holds numbers of rows, and pages hold none."""
    named = f"{publication.public_id}:{key}"
    return salted_hmac("publications.release", named, algorithm="sha256").hexdigest()[:22]


def _address(request: HttpRequest, publication: Publication, form: AudienceForm) -> Publication:
    """The releases as they stand, plus what was added, less what was removed; then the action."""
    person, values = member(request), form.cleaned_data
    mark = Mark(values["mark"])
    held = Release.visible_to(person).filter(publication=publication.pk).values_list("key", "barred")
    to_keys = {key for key, barred in held if not barred}
    not_keys = {key for key, barred in held if barred}
    if values["add_to"]:
        to_keys.add(named(person, publication.network, values["add_to"], mark=mark, at="add_to"))
    if values["add_not_to"]:
        not_keys.add(
            named(person, publication.network, values["add_not_to"], mark=mark, barring=True, at="add_not_to")
        )
    pressed = request.POST.getlist("remove")
    removed = {key for key, _barred in held if _handle(publication, key) in pressed}
    approver = person_called(person, values["approver"]) if values["approver"] else None
    terms = form.terms(
        to=frozenset(to_keys - removed), not_to=frozenset(not_keys - removed), approver=approver
    )
    return drafting.address(by=person, publication=publication, revision=values["revision"], terms=terms)
