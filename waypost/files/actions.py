"""What happens to stored files by itself: their text is read, and those that nothing points at are erased."""

from django.conf import settings
from django.db.models import QuerySet

from waypost.core import clock, doors
from waypost.core.doors import Clockwork, Operator, action, quiet_action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock, only_the_operator
from waypost.files import keys, vault
from waypost.files.models import FileText, StoredFile

BATCH = 500  # keys wrapped anew in one transaction


@quiet_action(
    "files.text_read", allowed=only_the_clock, because="derived from the file, and read again at any time"
)
def keep_text(*, by: Clockwork, file: StoredFile, pages: list[str], trouble: str) -> FileText:
    """Keep what was read of a file, page by page."""
    text, _made = FileText.objects.update_or_create(
        file=file, defaults={"pages": pages, "trouble": trouble, "read_at": clock.now()}
    )
    return text


@action("files.orphan_erased", allowed=only_the_clock)
def erase_orphan(*, by: Clockwork, file: StoredFile) -> None:
    """Erase a file that nothing points at any more, and forget that it was."""
    if file.has_owner():
        raise Refused("Something points at this file.")
    doors.note(size=file.size)
    vault.erase(file)
    file.delete()


@quiet_action(
    "files.tiles_kept",
    allowed=only_the_clock,
    because="derived from the picture; nothing changes for anybody",
)
def keep_tiles(*, by: Clockwork, file: StoredFile, container: bytes) -> None:
    """Keep the tiles that were made of a picture."""
    if not file.is_erased and not file.tiles:
        vault.add_tiles(file, container)


def under_old_keys() -> QuerySet[StoredFile]:
    """The kept files whose own key is wrapped with a key that is given and is not the current one."""
    old = [keys.key_id(each) for each in settings.FILE_KEYS[1:]]
    return StoredFile.objects.kept().filter(key_id__in=old).exclude(key_id=keys.current_id())


@action("files.keys_rewrapped", allowed=only_the_operator)
def rewrap_keys(*, by: Operator) -> int:
    """Wrap the keys of some files anew, under the current key; the contents stay as they lie. Returns how many."""
    rows = list(under_old_keys().order_by("pk").select_for_update()[:BATCH])
    for file in rows:
        key = keys.unwrap(bytes(file.wrapped_key or b""), file.key_id, of=file.public_id)
        wrapped, key_id = keys.wrap(key, of=file.public_id)
        StoredFile.objects.filter(pk=file.pk).update(wrapped_key=wrapped, key_id=key_id)
    doors.note(files=len(rows), key=keys.current_id())
    return len(rows)
