"""The topics that departments propose for a curriculum: one page to read, support and rank them, one to propose."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.curriculum.actions import topics as actions
from waypost.curriculum.forms.topics import AnswersForm, TopicForm
from waypost.curriculum.lists import topics as lists
from waypost.curriculum.lists.signing import speaks
from waypost.curriculum.models import Curriculum, ProposedTopic
from waypost.curriculum.policies import is_consulted
from waypost.curriculum.views.versions import either, seen_or_404, to_write
from waypost.face.forms import refuse
from waypost.people.views.reader import reader


@either
def topics(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is proposed, by rank; a button supports a topic, the keeper's numbers rank them."""
    person, found = reader(request), _consulted_or_404(request, public_id)
    trouble = ""
    if request.method == "POST":
        trouble = _ranked(request, found) if "rank" in request.POST else _supported(request, found)
        if not trouble:
            return redirect("proposed_topics", public_id)
    newest = lists.newest_of(person, found)
    context = {
        "found": found,
        "rows": lists.topics_of(person, found, newest),
        "newest": newest,
        "trouble": trouble,
        "may_propose": speaks(person, found),
        "may_write": may_write(person, found),
        "typed": request.POST,
    }
    return render(request, "curriculum/topics.html", context, status=422 if trouble else 200)


@either
def propose(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new topic, for the own department."""
    person, found = reader(request), _consulted_or_404(request, public_id)
    if not speaks(person, found):
        raise Denied("curriculum.topic_proposed", thing=found)
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(by=person, curriculum=found, words=form.words())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(
                request, _("Your topic is proposed. The group and whoever keeps the curriculum read it.")
            )
            return redirect("proposed_topics", public_id)
    context = {"found": found, "form": form}
    return render(request, "curriculum/propose_topic.html", context, status=422 if form.errors else 200)


@either
def answers(request: HttpRequest, public_id: str, topic_id: str) -> HttpResponse:
    """Which parts of the newest version answer a topic."""
    person, found = reader(request), to_write(request, public_id)
    topic = _topic_or_404(request, found, topic_id)
    newest = lists.newest_of(person, found)
    parts = lists.headings_of(person, newest) if newest else []
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        headings=[(each.words.stable, f"{each.number} {each.title[1]}") for each in parts],
        initial={"parts": lists.answers_of(person, topic)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(by=person, curriculum=found, topic=topic, stables=form.cleaned_data["parts"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is kept which parts answer the topic."))
            return redirect("proposed_topics", public_id)
    context = {"found": found, "title": lists.words_of(topic), "form": form}
    return render(request, "curriculum/answer_topic.html", context, status=422 if form.errors else 200)


def _supported(request: HttpRequest, found: Curriculum) -> str:
    """Support a topic by its button, or take that back; why not, where it can't be."""
    topic = _topic_or_404(request, found, request.POST.get("topic", ""))
    try:
        actions.support(by=reader(request), topic=topic, supports=request.POST.get("do") != "withdraw")
    except Refused as refused:
        return str(refused.sentence)
    return ""


def _ranked(request: HttpRequest, found: Curriculum) -> str:
    if not may_write(reader(request), found):
        raise Denied("curriculum.topics_ranked", thing=found)
    typed = {
        name.removeprefix("rank-"): str(value).strip()
        for name, value in request.POST.items()
        if name.startswith("rank-")
    }
    if any(value and not (value.isdecimal() and len(value) < 4 and int(value)) for value in typed.values()):
        return _("A rank is a whole number from 1 to 999, or empty.")
    try:
        ranks = {name: int(value) if value else None for name, value in typed.items()}
        actions.rank(by=reader(request), curriculum=found, ranks=ranks)
    except Refused as refused:
        return str(refused.sentence)
    return ""


def _consulted_or_404(request: HttpRequest, public_id: str) -> Curriculum:
    found = seen_or_404(request, public_id)
    if not is_consulted(reader(request), found):
        raise Http404
    return found


def _topic_or_404(request: HttpRequest, found: Curriculum, topic_id: str) -> ProposedTopic:
    topic = lists.topic_named(reader(request), found, topic_id)
    if topic is None:
        raise Http404
    return topic
