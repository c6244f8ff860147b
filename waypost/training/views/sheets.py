"""The roster and the sign-in sheet as PDFs, and the scan of what was signed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.files import serving
from waypost.files.intake import take_in
from waypost.publications.views.shared import member
from waypost.training import sheets
from waypost.training.actions import sheets as actions
from waypost.training.forms.sheets import SheetForm
from waypost.training.lists.attendance import roster_of
from waypost.training.lists.practicals import Session
from waypost.training.models import SignedSheet
from waypost.training.policies import may_teach_in
from waypost.training.views.practicals import seen_or_404, shown
from waypost.training.views.programmes import either


@require_safe
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """``kind`` and ``language`` choose; what is not offered is passed over."""
    found = _to_teach(request, public_id)
    kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
    made = sheets.paper(
        member(request),
        roster_of(member(request), found),
        kind if kind in sheets.KINDS else sheets.KINDS[0],
        language if language in ("en", "th") else get_language() or "en",
    )
    return serving.printed(request, made, Mark(found.session.programme.mark))


@either
def scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send in the scan of a signed sheet."""
    found = _to_teach(request, public_id)
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        sent = form.cleaned_data["scan"]
        try:
            clean = take_in(sent.read(), sent.name, size=sent.size)
            actions.keep_sheet(by=member(request), session=found.session, scan=clean)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The signed sheet is kept."))
            return redirect("practical", public_id)
    context = {**shown(found), "form": form}
    return render(request, "training/practicals/scan.html", context, status=422 if form.errors else 200)


@require_safe
def signed(request: HttpRequest, public_id: str, sheet_id: str) -> HttpResponseBase:
    """The scan. Under TLP:AMBER at least, whatever the programme's mark: it bears names and signatures, so every copy
    bears its reader's.
    """
    found = seen_or_404(request, public_id)
    rows = SignedSheet.visible_to(member(request)).filter(session=found.session.pk, public_id=sheet_id)
    row = rows.select_related("file").first()
    if row is None:
        raise Http404
    return serving.respond(request, row.file, max(Mark(found.session.programme.mark), Mark.AMBER))


def _to_teach(request: HttpRequest, public_id: str) -> Session:
    found = seen_or_404(request, public_id)
    if not may_teach_in(member(request), found.session):
        raise Denied("training.sheet_scanned", thing=found.session)
    return found
