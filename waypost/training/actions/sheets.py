"""Keeping the scan of a signed sheet."""

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.people.models import Person
from waypost.training.models import PracticalSession, SignedSheet
from waypost.training.policies import may_teach_in

MOST_SHEETS = 40  # of one session
FAMILIES = ("pdf", "image")


@action("training.sheet_scanned", allowed=may_teach_in)
def keep_sheet(*, by: Person, session: PracticalSession, scan: Clean) -> SignedSheet:
    """Keep a scan of the sheet that was signed, sealed. It is never replaced: a better one is the next."""
    if scan.kind.family not in FAMILIES:
        raise Refused(_("Send the scan as a PDF or a picture."), scan=_("A PDF or a picture."))
    if SignedSheet.unfiltered.filter(session=session.pk).count() >= MOST_SHEETS:
        raise Refused(_("This session has 40 sheets already. Put the pages into one PDF."))
    sheet = SignedSheet(session_id=session.pk, file=vault.keep(scan), by=by, at=clock.now())
    sheet.save()
    session.is_signed = True
    session.save()
    doors.note(sheet=sheet.public_id, sha256=sheet.file.sha256)
    return sheet
