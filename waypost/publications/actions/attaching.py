"""Files on a version: attached, described and taken off while it is written; carried over to the next one; erased."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import doors
from waypost.core.doors import CLOCK, Clockwork, action, quiet_action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.files.kinds import may_hang_under
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.publications import search
from waypost.publications.actions.gating import look_through_published
from waypost.publications.models import MOST_FILES, Attachment, Publication, Version
from waypost.publications.policies import may, may_erase_file
from waypost.publications.states import Stage

GIGABYTE = 1024**3


@action("publications.file_attached", allowed=may("edit"))
def attach(*, by: Person, publication: Publication, clean: Clean) -> Attachment:
    """Hang a file on the version in work. Its kind is asked about once the mark is settled."""
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    check_room(publication, by, clean.name)
    if version.number > 1 and not may_hang_under(clean.kind, publication.mark):
        raise unstamped(clean.name, publication)
    attachment = Attachment(version_id=version.pk, file=vault.keep(clean))
    attachment.save()
    doors.note(version=version.number, attachment=attachment.public_id, kind=clean.kind.media_type)
    return attachment


def check_room(publication: Publication, by: Person, name: str) -> None:
    """Refuse a file that the version in work, or its author, has no room for. Asked before it is examined and when it
    is kept.
    """
    if Attachment.unfiltered.filter(version=publication.in_work()).count() >= MOST_FILES:
        raise Refused(
            _("“%(name)s” is one too many: a version carries %(most)s files. Take one off first.")
            % {"name": name, "most": MOST_FILES}
        )
    if stored_by(by) >= settings.QUOTA * GIGABYTE:
        raise Refused(
            _(
                "“%(name)s” was not kept: the files of your items fill the %(most)s GB you have. Take files off "
                "drafts, or erase those of withdrawn items; the operator can give more."
            )
            % {"name": name, "most": settings.QUOTA}
        )


def stored_by(author: Person) -> int:
    """How many bytes lie in the files of the versions somebody wrote. One that several versions carry counts once."""
    hung = Attachment.unfiltered.filter(version__author=author).values("file")
    total: int | None = StoredFile.objects.kept().filter(pk__in=hung).aggregate(bytes=Sum("size"))["bytes"]
    return total or 0


@quiet_action(
    "publications.files_described",
    allowed=may("edit"),
    because="saved with the words; submitting is recorded",
)
def describe(*, by: Person, publication: Publication, descriptions: Mapping[str, str]) -> None:
    """Say what the files of the version in work show, by their public ids. Unknown ones are passed over."""
    rows = Attachment.unfiltered.filter(version=publication.in_work(), public_id__in=list(descriptions))
    for row in rows:
        row.description = descriptions[row.public_id].strip()
        row.save(update_fields=["description"])


@action("publications.file_detached", allowed=may("edit"))
def detach(*, by: Person, publication: Publication, attachment: str) -> None:
    """Take a file off the version in work. Earlier versions keep it; one that hangs nowhere else is erased later."""
    row = Attachment.unfiltered.filter(version=publication.in_work(), public_id=attachment).first()
    if row is None:
        raise Refused(_("This file was taken off already."))
    doors.note(attachment=row.public_id)
    row.delete()


@action("publications.file_erased", allowed=may_erase_file)
def erase(*, by: Person, publication: Publication, attachment: str) -> None:
    """Forget the content of a file of a withdrawn item for good, in every version it hangs on."""
    row = (
        Attachment.unfiltered.select_related("file")
        .filter(version__publication=publication.pk, public_id=attachment)
        .first()
    )
    if row is None or row.file.is_erased:
        raise Refused(_("This file was erased already."))
    vault.erase(row.file)
    doors.note(attachment=row.public_id)


@quiet_action(
    "publications.file_text_indexed",
    allowed=only_the_clock,
    because="the words were published; the worker has read them now",
)
def index_text(*, by: Clockwork, publication: Publication) -> None:
    search.index(publication)


def text_was_read(file: StoredFile) -> None:
    """The worker has read a file: the publications it hangs on are found by its words from now on."""
    versions = Attachment.unfiltered.filter(file=file.pk).values("version")
    for publication in Publication.unfiltered.filter(live__in=versions, stage=Stage.PUBLISHED):
        index_text(by=CLOCK, publication=publication)
        look_through_published(publication)


def carry_over(before: Version, version: Version) -> None:
    """A new version starts with the files of the one before. Inside the action that starts it."""
    for row in Attachment.unfiltered.filter(version=before.pk).order_by("pk"):
        Attachment(version_id=version.pk, file_id=row.file_id, description=row.description).save()


def check_files(publication: Publication, version: Version) -> None:
    """What a version is not sent with: a file without a description, or of a kind its mark doesn't carry."""
    for row in Attachment.unfiltered.select_related("file").filter(version=version.pk).order_by("pk"):
        if not may_hang_under(row.file.kind, publication.mark):
            raise unstamped(row.file.name, publication)
        if not row.description:
            raise Refused(
                _("Say in a few words what “%(name)s” shows: lists, and those who cannot see it, need that.")
                % {"name": row.file.name}
            )


def unstamped(name: str, publication: Publication) -> Refused:
    """What is said of a file of a kind that the item's mark doesn't carry."""
    return Refused(
        _(
            "“%(name)s” cannot carry the name of its reader, which every file under %(mark)s does. "
            "Save it as PDF and attach that."
        )
        % {"name": name, "mark": Mark(publication.mark).label}
    )
