"""Making unreadable what points to a holder: what was covered, by whom, and what becomes of the picture before."""

from collections.abc import Sequence
from datetime import timedelta
from math import isfinite

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from waypost.alerts.models import Redaction
from waypost.alerts.part import moved
from waypost.core import clock, doors
from waypost.core.doors import Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_clock
from waypost.files import vault
from waypost.files.covering import Box
from waypost.files.intake import Clean
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.policies import may

MOST_BOXES = 40


@action("alerts.picture_redacted", allowed=may("edit"))
def redact(
    *,
    by: Person,
    publication: Publication,
    attachment: str,
    file: str,
    boxes: Sequence[Box] = (),
    clean: Clean | None = None,
) -> Attachment:
    """Keep a picture of the version in work with ``boxes`` covered, as ``clean`` shows it; without it: that nothing in
    the picture has to be covered. ``file`` is the picture that was looked at.

    Raises Overtaken if it is another one by now.
    """
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    row = Attachment.unfiltered.select_related("file").filter(version=version.pk, public_id=attachment)
    found = row.first()
    if found is None or found.file.kind.family != "image":
        raise Refused(_("This picture was taken off. Attach it again, or go back to the pictures."))
    if found.file.public_id != file:
        raise Overtaken(
            _(
                "Somebody covered this picture since you opened the page. It is shown as it is now; "
                "your boxes stand on it."
            ),
            theirs=found,
        )
    if clean is None:
        Redaction.objects.get_or_create(file=found.file, defaults={"by": by, "at": clock.now()})
    else:
        check_boxes(boxes)
        _replace(by, version, found, boxes, clean)
    doors.note(version=version.number, attachment=attachment, boxes=len(boxes))
    return found


def check_boxes(boxes: Sequence[Box]) -> None:
    """Raise Refused unless there are some, not too many, and each lies in the picture."""
    if not 0 < len(boxes) <= MOST_BOXES:
        raise Refused(_("Draw at least one box, and no more than %(most)s.") % {"most": MOST_BOXES})
    for n, box in enumerate(boxes, 1):
        left, top, width, height = box
        inside = left >= 0 and top >= 0 and left + width <= 1.0001 and top + height <= 1.0001
        if not all(map(isfinite, box)) or width <= 0 or height <= 0 or not inside:
            raise Refused(_("Box %(n)d is not inside the picture. Move it.") % {"n": n})


def _replace(by: Person, version: Version, row: Attachment, boxes: Sequence[Box], clean: Clean) -> None:
    """Let the attachment show the covered picture from now on, and let go of the one before."""
    before, kept = row.file, vault.keep(clean)
    earlier = Redaction.objects.filter(file=before).select_related("original").first()
    row.file = kept
    row.save(update_fields=["file"])
    part = moved(version.part, before.public_id, kept.public_id)
    if part != version.part:
        version.part, version.revision = part, version.revision + 1
        version.save(update_fields=["part", "revision"])
    covered = [*(earlier.boxes if earlier else []), *map(list, boxes)]
    original = _original(before, earlier)
    Redaction(file=kept, boxes=covered, by=by, at=clock.now(), original=original).save()
    if original != before and not before.has_owner():
        vault.erase(before)


def _original(before: StoredFile, earlier: Redaction | None) -> StoredFile | None:
    """What is sealed: the picture as it came, where originals are kept at all."""
    if not settings.SEALED_DAYS:
        return None
    return earlier.original if earlier and earlier.boxes else before


@action("alerts.original_dropped", allowed=only_the_clock)
def drop_original(*, by: Clockwork, redaction: Redaction) -> None:
    """Let go of a sealed original: its time is over, or the picture made of it was erased."""
    original = redaction.original
    if original is None:
        raise Refused("Nothing is sealed here.")
    redaction.original = None
    redaction.save(update_fields=["original"])
    doors.note(file=original.public_id)
    if not original.has_owner():
        vault.erase(original)


def sealed_too_long() -> list[Redaction]:
    """Redactions whose original is to be dropped now."""
    until = clock.now() - timedelta(days=settings.SEALED_DAYS)
    over = Q(original__created_at__lte=until) | Q(file__wrapped_key__isnull=True)
    rows = Redaction.objects.filter(over, original__isnull=False)
    return list(rows.select_related("original").order_by("pk"))
