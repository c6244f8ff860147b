"""What a recipient's mail would say, shown to the author before anything is sent: as much as the mark lets it."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from waypost.core import clock
from waypost.notices import letters
from waypost.notices.lists import Entry
from waypost.notices.models import Mail, Notice
from waypost.notices.tidings import Lines
from waypost.publications.models import Publication, Text


def mail_of(publication: Publication, text: Text) -> tuple[str, list[str]]:
    """Subject and lines of the mail, in the active language; its link is left out, because it leads nowhere yet."""
    due_at = clock.now() + timedelta(hours=publication.answer_within) if publication.asks_answer else None
    lines = Lines(
        title=text.title,
        summary=text.summary,
        language=text.language,
        path="",
        mark=publication.marked,
        reference=publication.reference,
        due_at=due_at,
    )
    what = _("New version") if publication.live_id else _("New item")
    entry = Entry(Notice(), what, lines)
    letter = letters.compose(Mail(), [entry], address=settings.MAIL_FROM)
    said = [line for line in letter.body.splitlines() if line and settings.PORTAL_ADDRESS not in line]
    return str(letter.subject), said
