"""The table of comments taken out of the portal and brought back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from waypost.core.errors import Denied, Refused
from waypost.curriculum import exchange
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.exchange import Came
from waypost.curriculum.forms.consultation import TableForm
from waypost.curriculum.lists import consultation as lists
from waypost.curriculum.policies import may_comment
from waypost.curriculum.views.consultation import either, head, seen_or_404
from waypost.face.forms import refuse
from waypost.files import tables, written
from waypost.people.models import Person
from waypost.people.views.reader import reader

_TYPES = {"xlsx": written.XLSX, "docx": written.DOCX}


@require_safe
def table_file(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """Every comment the reader reads, with rows to fill in, as Excel or Word."""
    person, found = reader(request), seen_or_404(request, public_id)
    if ending not in _TYPES:
        raise Http404
    sheets = exchange.sheets(found, lists.lines_of(person, found))
    mark = found.consultation.mark.label
    if ending == "xlsx":
        content = written.xlsx(sheets, mark=mark)
    else:
        title = f"{found.version.curriculum.title} {found.version.number}"
        content = written.docx(title, sheets, mark=mark)
    answer = HttpResponse(content, content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="comments-{found.version.number}.{ending}"'
    return answer


@either
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look through a table that comes back, and take its rows. A file that was only looked through is not kept."""
    person, found = reader(request), seen_or_404(request, public_id)
    if request.method == "POST" and not may_comment(person, found.consultation):
        raise Denied("curriculum.comments_taken", thing=found.consultation)
    form, came = TableForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["file"]
            table = tables.read(sent.read(), sent.name or "", size=sent.size, word=True)
            came = exchange.read(table, person, found, lists.lines_of(person, found))
            if request.POST.get("do") == "take" and not came.wrong:
                _take(request, person, found, came)
                if not came.conflicts:
                    return redirect("consultation_comments", public_id)
        except Refused as refused:
            came = None
            refuse(form, refused)
    wrong = bool(form.errors or (came and (came.wrong or came.conflicts)))
    context = {**head(person, found), "form": form, "came": came}
    return render(request, "curriculum/consultation/take.html", context, status=422 if wrong else 200)


def _take(request: HttpRequest, person: Person, found: lists.Open, came: Came) -> None:
    if came.new or came.changed:
        actions.take(by=person, consultation=found.consultation, new=came.new, rewritten=came.changed)
    said: list[Any] = [
        ngettext("%(n)d new comment.", "%(n)d new comments.", len(came.new)) % {"n": len(came.new)},
        ngettext("%(n)d changed.", "%(n)d changed.", len(came.changed)) % {"n": len(came.changed)},
        ngettext("%(n)d stood here already.", "%(n)d stood here already.", came.same) % {"n": came.same},
    ]
    messages.info(request, _("The table is taken: %(what)s") % {"what": " ".join(map(str, said))})
