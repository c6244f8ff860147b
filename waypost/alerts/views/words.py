"""The vocabularies, for the secretariat. To everybody else the pages are not there."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.alerts.actions import wording
from waypost.alerts.forms import NewWordForm, WordForm
from waypost.alerts.lists import terms_of
from waypost.alerts.models import Term, Vocabulary
from waypost.alerts.policies import may_change_word, may_extend_words
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.people.views.reader import reader

View = Callable[..., HttpResponse]


def _of_a_vocabulary(view: View) -> View:
    """Give the view its vocabulary, to those who keep the words; to others the page is not there."""

    @wraps(view)
    def asked(request: HttpRequest, vocabulary: str, **rest: Any) -> HttpResponse:
        if not may_extend_words(reader(request)) or vocabulary not in Vocabulary.values:
            raise Http404
        return view(request, Vocabulary(vocabulary), **rest)

    return asked


@require_safe
def vocabularies(request: HttpRequest) -> HttpResponse:
    """Every vocabulary, with how many words it has, and how many of them are the portal's own."""
    if not may_extend_words(reader(request)):
        raise Http404
    held = Counter(Term.objects.values_list("vocabulary", "ours"))
    rows = [(each, held[each, True] + held[each, False], held[each, False]) for each in Vocabulary]
    return render(request, "alerts/vocabularies.html", {"rows": rows})


@require_safe
@_of_a_vocabulary
def words(request: HttpRequest, vocabulary: Vocabulary) -> HttpResponse:
    """The words of one, the own ones first: those can be changed."""
    found = terms_of(vocabulary)
    context = {
        "vocabulary": vocabulary,
        "own": [term for term in found if not term.ours],
        "others": [term for term in found if term.ours],
    }
    return render(request, "alerts/words.html", context)


@require_http_methods(["GET", "POST"])
@_of_a_vocabulary
def add(request: HttpRequest, vocabulary: Vocabulary) -> HttpResponse:
    form = NewWordForm(request.POST or None, vocabulary=vocabulary)
    if request.method == "POST" and form.is_valid():
        typed = form.worded()
        code = typed.pop("code")
        try:
            wording.add_term(
                by=reader(request), vocabulary=vocabulary, code=code, worded=wording.Worded(**typed)
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("“%(word)s” is offered from now on.") % {"word": form.cleaned_data["label_en"]}
            )
            return redirect("vocabulary", vocabulary)
    return _page(request, form, vocabulary)


@require_http_methods(["GET", "POST"])
@_of_a_vocabulary
def word(request: HttpRequest, vocabulary: Vocabulary, code: str) -> HttpResponse:
    """Say the same in better words. What it means has to stay: alerts carry its code."""
    term = _own(request, vocabulary, code)
    form = WordForm(request.POST or None, vocabulary=vocabulary, initial=vars(term))
    if request.method == "POST" and form.is_valid():
        try:
            wording.word_term(by=reader(request), term=term, worded=wording.Worded(**form.worded()))
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The new words stand wherever %(code)s does.") % {"code": term.code})
            return redirect("vocabulary", vocabulary)
    return _page(request, form, vocabulary, term)


@require_POST
@_of_a_vocabulary
def end(request: HttpRequest, vocabulary: Vocabulary, code: str) -> HttpResponse:
    term = wording.end_term(by=reader(request), term=_own(request, vocabulary, code))
    messages.success(
        request, _("%(code)s is offered no more. Alerts that carry it keep it.") % {"code": term.code}
    )
    return redirect("vocabulary", vocabulary)


@require_POST
@_of_a_vocabulary
def offer_again(request: HttpRequest, vocabulary: Vocabulary, code: str) -> HttpResponse:
    term = wording.offer_term_again(by=reader(request), term=_own(request, vocabulary, code))
    messages.success(request, _("%(code)s is offered again.") % {"code": term.code})
    return redirect("vocabulary", vocabulary)


def _own(request: HttpRequest, vocabulary: Vocabulary, code: str) -> Term:
    """A word of the secretariat's own; whoever asks for one that came with the portal is told no."""
    term = get_object_or_404(Term, vocabulary=vocabulary, code=code)
    if not may_change_word(reader(request), term):
        raise Denied("alerts.term_worded", "It came with the portal.", term)
    return term


def _page(
    request: HttpRequest, form: WordForm, vocabulary: Vocabulary, term: Term | None = None
) -> HttpResponse:
    context = {"form": form, "vocabulary": vocabulary, "term": term}
    return render(request, "alerts/word.html", context, status=422 if form.errors else 200)
