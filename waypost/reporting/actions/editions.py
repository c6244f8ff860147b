"""Verbs of the room."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.core.figures import Window, figures
from waypost.people.models import Person
from waypost.places.models import Section
from waypost.reporting.models import Edition, Passage
from waypost.reporting.policies import may_publish_edition


@dataclass(frozen=True)
class Said:
    """One section of an edition in both languages, and the names of the figures that stand beside it."""

    section: Section
    en: str
    th: str
    figures: tuple[str, ...] = ()


@action("reporting.edition_published", allowed=may_publish_edition)
def publish_edition(
    *,
    by: Person,
    key: str,
    title_en: str,
    title_th: str,
    window: Window,
    passages: Sequence[Said],
) -> Edition:
    """Publish an edition. Its words hold no number: every number of an edition is a figure that opens its records."""
    for said in passages:
        unknown = set(said.figures) - set(figures())
        if unknown:
            raise Refused(_("There is no figure called %(name)s.") % {"name": min(unknown)})
        if re.search(r"\d", said.en + said.th):
            raise Refused(_("A number is typed in the text. Name the figure that counts it instead."))
    edition = Edition.objects.create(
        key=key,
        title_en=title_en,
        title_th=title_th,
        since=window.since,
        until=window.until,
        published_at=clock.now(),
    )
    Passage.objects.bulk_create(
        Passage(
            edition=edition,
            section=said.section,
            text_en=said.en,
            text_th=said.th,
            figures=list(said.figures),
        )
        for said in passages
    )
    doors.about(edition)
    doors.note(edition=key, until=window.until)
    return edition
