"""The last steps of coming in, already signed in: recovery codes shown once, handling rules, language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waypost.core.errors import Overtaken
from waypost.people.actions import persons
from waypost.people.forms import ZONES, LanguageForm
from waypost.people.models import Person
from waypost.people.signin import before_rules
from waypost.people.signin.adapters import speak
from waypost.people.signin.sealing import seal, unseal
from waypost.people.views.reader import reader

_CODES = "codes"
either = require_http_methods(["GET", "POST"])


def keep_codes(request: HttpRequest, codes: list[str]) -> None:
    """Hold new recovery codes, sealed, until the person says they have them."""
    request.session[_CODES] = [seal(code) for code in codes]


@before_rules
@never_cache
@either
def codes(request: HttpRequest) -> HttpResponse:
    """4: the recovery codes. They stay on this page until the person says they have them, and are never shown again."""
    if _CODES not in request.session:
        return redirect("factors" if reader(request).rules_signed_at else "sign_rules")
    if request.method == "POST":
        del request.session[_CODES]
        return redirect("factors" if reader(request).rules_signed_at else "sign_rules")
    shown = [unseal(code) for code in request.session[_CODES]]
    joining = reader(request).rules_signed_at is None
    return render(request, "people/codes.html", {"codes": shown, "joining": joining, "step": "codes"})


@before_rules
@never_cache
@either
def sign_rules(request: HttpRequest) -> HttpResponse:
    """5: the handling rules, five sentences, signed."""
    person = reader(request)
    if person.rules_signed_at is not None:
        return redirect("home")
    if request.method == "POST":
        if request.POST.get("agree") == "yes":
            persons.sign_rules(by=person, person=person)
            return redirect("welcome")
        return render(request, "people/join/rules.html", {"missing": True, "step": "rules"}, status=422)
    return render(request, "people/join/rules.html", {"step": "rules"})


@either
def welcome(request: HttpRequest) -> HttpResponse:
    """6: language, time zone, and the phrase that marks our mails."""
    person = reader(request)
    form = LanguageForm(request.POST or None, initial=_spoken(person))
    if request.method == "POST" and form.is_valid():
        try:
            persons.change_details(
                by=person, person=person, details=form.cleaned_data, revision=person.revision
            )
        except Overtaken:
            return redirect("welcome")
        answer = redirect("home")
        speak(answer, form.cleaned_data["language"])
        return answer
    context = {"form": form, "zones": ZONES, "step": "language"}
    return render(request, "people/join/language.html", context, status=422 if form.errors else 200)


def _spoken(person: Person) -> dict[str, str]:
    return {"language": person.language, "time_zone": person.time_zone, "mail_phrase": person.mail_phrase}
