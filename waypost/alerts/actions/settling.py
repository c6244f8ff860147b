"""What follows from a version that is published, and what a new one begins with. Inside the actions of publications."""

from waypost.access.marks import Mark
from waypost.alerts.models import Card, Picture, SecondCheck, Series, Trait
from waypost.alerts.models.cards import new_token
from waypost.alerts.part import traits_of
from waypost.publications.kinds import kind_of
from waypost.publications.models import Attachment, Publication, Version


def settle_alert(publication: Publication, version: Version) -> None:
    """Write what a published alert is found by, the token of its quick cards, if it may have any, and by when somebody
    has to check what one person published.
    """
    Trait.unfiltered.filter(alert=publication.pk).delete()
    Trait.unfiltered.bulk_create(
        Trait(alert_id=publication.pk, vocabulary=vocabulary, code=code)
        for vocabulary, code in sorted(traits_of(version.part))
    )
    within = kind_of(publication.kind).alone_for
    if version.alone and version.published_at is not None and within is not None:
        SecondCheck(version_id=version.pk, due_at=version.published_at + within).save()
    if Mark(publication.mark).terms.leaves_the_portal:
        Card(version_id=version.pk, token=new_token()).save()


def carry_over(before: Version, version: Version) -> None:
    """A new version starts with what was said of the pictures, and with the number series."""
    files = dict(Attachment.unfiltered.filter(version=version.pk).values_list("file", "pk"))
    for row in Picture.unfiltered.filter(attachment__version=before.pk).select_related("attachment"):
        if row.attachment.file_id in files:
            Picture(
                attachment_id=files[row.attachment.file_id], role=row.role, light=row.light, side=row.side
            ).save()
    rows = Series.unfiltered.filter(version=before.pk).order_by("pk")
    Series.unfiltered.bulk_create((_again(each, version) for each in rows.iterator(2000)), batch_size=2000)


def _again(series: Series, version: Version) -> Series:
    names = ("issuer", "document", "kind", "mask", "prefix", "width", "first", "last", "count")
    more = ("declared_on", "reference", "imported", "drawer")
    return Series(version_id=version.pk, **{name: getattr(series, name) for name in (*names, *more)})
