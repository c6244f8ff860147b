"""What happens to stored files by itself: their text is read, and those that nothing points at are erased."""

from waypost.core import clock, doors
from waypost.core.doors import Clockwork, action, quiet_action
from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.models import FileText, StoredFile
from waypost.files.policies import only_the_clock


@quiet_action(
    "files.text_read", allowed=only_the_clock, because="derived from the file, and read again at any time"
)
def keep_text(*, by: Clockwork, file: StoredFile, pages: list[str], trouble: str) -> FileText:  # noqa: ARG001
    """Keep what was read of a file, page by page."""
    text, _made = FileText.objects.update_or_create(
        file=file, defaults={"pages": pages, "trouble": trouble, "read_at": clock.now()}
    )
    return text


@action("files.orphan_erased", allowed=only_the_clock)
def erase_orphan(*, by: Clockwork, file: StoredFile) -> None:  # noqa: ARG001
    """Erase a file that nothing points at any more, and forget that it was."""
    if file.has_owner():
        raise Refused("Something points at this file.")
    doors.note(size=file.size)
    vault.erase(file)
    file.delete()
