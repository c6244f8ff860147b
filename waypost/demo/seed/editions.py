"""The first edition, published by the secretariat on the morning of the opening."""

from waypost.core.figures import Window
from waypost.demo.world import edition
from waypost.people.models import Person
from waypost.places.models import Section
from waypost.reporting.actions.editions import Said, publish_edition


def publish_first_edition(by: Person) -> None:
    publish_edition(
        by=by,
        key=edition.KEY,
        title_en=edition.TITLE_EN,
        title_th=edition.TITLE_TH,
        window=Window(since=edition.SINCE, until=edition.UNTIL),
        passages=[Said(Section(row.section), row.en, row.th, row.figures) for row in edition.PASSAGES],
    )
