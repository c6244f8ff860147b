"""Signing off a version: the form with the scan of the letter, and the scan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.access.marks import Mark
from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.curriculum.actions import signing as actions
from waypost.curriculum.forms.signing import SignOffForm
from waypost.curriculum.lists.signing import sign_off_named, signs_for
from waypost.curriculum.models import Curriculum
from waypost.curriculum.views.versions import either, seen_or_404, version_or_404
from waypost.face.forms import refuse
from waypost.files import serving
from waypost.files.intake import take_in
from waypost.people.models import Organisation, Person
from waypost.people.views.reader import reader


@either
def sign_off(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """Keep the letter of a department, bound to the words that stood on the page when it was opened."""
    person, found = reader(request), seen_or_404(request, public_id)
    version = version_or_404(person, found, number)
    choices = signs_for(person, found)
    if not choices:
        raise Denied("curriculum.signed_off", thing=found)
    posted = request.method == "POST"
    form = SignOffForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        departments=choices,
        initial={"digest": version.digest},
    )
    if posted and form.is_valid():
        given = dict(form.cleaned_data)
        sent = given.pop("scan")
        try:
            clean = take_in(sent.read(), sent.name, size=sent.size)
            actions.sign_off(by=person, curriculum=found, number=number, scan=clean, **given)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The sign-off is kept."))
            return redirect("curriculum_version", public_id, number)
    context = {"found": found, "version": version, "form": form}
    return render(request, "curriculum/sign_off.html", context, status=422 if form.errors else 200)


@require_safe
def letter(request: HttpRequest, public_id: str, sign_off_id: str) -> HttpResponseBase:
    """The scan. Under TLP:AMBER at least, whatever the curriculum's mark: it bears names and signatures, so every copy
    bears its reader's.
    """
    found = seen_or_404(request, public_id)
    row = sign_off_named(reader(request), found, sign_off_id)
    if row is None or not _may_read(reader(request), found, row.organisation):
        raise Http404
    return serving.respond(request, row.scan, max(Mark(found.mark), Mark.AMBER))


def _may_read(person: Person, found: Curriculum, department: Organisation) -> bool:
    """The letter of a department is read by the keeper, and by itself: others learn that it signed."""
    own = person.organisation is not None and person.organisation.pk == department.pk
    return own or may_write(person, found)
