"""Items for tests, published through the portal's own actions: ``publish(cast, title="Hologram")``."""

import secrets
from typing import Any

from django.http import QueryDict

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.doors import outside_actions
from waypost.files.models import FileText, StoredFile
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.models import Attachment, Indexed, Publication


def query(address: str) -> QueryDict:
    """What stands behind the question mark: ``query("q=stern&kind=bulletin")``."""
    return QueryDict(address)


def publish(
    cast: Cast,
    *,
    title: str = "Small craft seen at night",
    summary: str = "Look at the stern.",
    body: str = "Four craft without lights.",
    kind: str = "bulletin",
    language: str = "en",
    by: Person | None = None,
    approver: Person | None = None,
    thai: str = "",
    **terms: Any,
) -> Publication:
    """An item by the officer, approved by the focal point; TLP:GREEN unless ``mark`` says otherwise.

    ``thai`` is the title of an approved translation, its summary and text too.
    """
    author, second = by or cast.officer, approver or cast.focal_point
    organisation = author.organisation
    assert organisation is not None
    item = drafting.start(
        by=author, organisation=organisation, kind=kind, network=cast.regional, language=language
    )
    words = {"title": title, "summary": summary, "body": body}
    drafting.save_text(by=author, publication=item, language=language, revision=1, **words)
    languages = {language}
    if thai:
        words = {"title": thai, "summary": thai, "body": thai}
        drafting.save_text(by=author, publication=item, language="th", revision=0, **words)
        languages.add("th")
    if terms.get("approved_by") == "named":
        terms["approver"] = second
    chosen = {"mark": Mark.GREEN, "topics": (Topic.objects.get(key="maritime"),), **terms}
    drafting.address(by=author, publication=item, revision=item.revision, terms=drafting.Terms(**chosen))
    drafting.submit(by=author, publication=item)
    return approving.approve(by=second, publication=item, version=1, languages=frozenset(languages))


def attach(item: Publication, pages: list[str], name: str = "annex.pdf") -> None:
    """Hang a file with these pages on the live version, as if it had been taken in and read."""
    with outside_actions("a test needs the text of a file, not the file"):
        Attachment.unfiltered.filter(version=item.live_id).delete()
        file = StoredFile(
            name=name,
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            storage_name=secrets.token_hex(16),
            wrapped_key=b"key",
            key_id="test",
            created_at=clock.now(),
        )
        file.save()
        FileText.objects.create(file=file, pages=pages, read_at=clock.now())
        Attachment(version_id=item.live_id, file=file).save()
        Indexed.rewrite([Publication.unfiltered.get(pk=item.pk)])


def withdraw(cast: Cast, item: Publication) -> Publication:
    return afterwards.withdraw(by=cast.focal_point, publication=item, because="It was wrong.")
