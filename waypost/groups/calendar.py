"""A meeting as an entry of a calendar."""

from waypost.core import clock
from waypost.groups.lists.meetings import Row
from waypost.notices.calendar import Meeting as Entry


def entry_of(row: Row) -> Entry:
    """As it stands: to be put into a calendar, changed in it or taken out of it."""
    meeting = row.meeting
    return Entry(
        ident=meeting.public_id,
        sequence=meeting.sequence,
        said_at=clock.now(),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=f"{row.of}: {meeting.title}",
        place=", ".join(part for part in (meeting.place, meeting.link) if part),
        words=meeting.because,
        cancelled=meeting.is_cancelled,
        answered=False,
    )
