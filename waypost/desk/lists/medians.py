"""The median beside each of an organisation's own numbers: how it stands, without a ranking.

**The rule against telling on another.** A median is shown only where at least ``OTHERS`` other organisations were
counted with one's own, and rounded. Fewer, and whoever knows the own number could work out another's.
"""

from dataclasses import replace
from typing import Any

from waypost.desk import figures
from waypost.desk.lists.home import Number
from waypost.desk.models import Median
from waypost.people.models import Network, Person

OTHERS = 5


def beside(person: Person, numbers: list[Number]) -> dict[str, Any]:
    """The numbers with their medians, the network these are of (the largest one is in), and when they were counted."""
    kept = Median.objects.filter(network__in=person.networks(), organisations__gt=OTHERS) if numbers else ()
    rows = sorted(kept, key=lambda row: (-row.organisations, row.network_id))
    if not rows:
        return {"numbers": numbers}
    network, as_of = rows[0].network_id, rows[0].as_of
    here = {row.number: row for row in rows if row.network_id == network}
    ours = _ours(person, network)
    return {
        "numbers": [
            replace(each, median=_said(here.get(each.key)), alike=ours.get(each.key)) for each in numbers
        ],
        "median_of": Network.objects.get(pk=network),
        "median_as_of": as_of,
    }


def _said(row: Median | None) -> str:
    if row is None:
        return ""
    return f"{row.value} %" if row.number in figures.SHARES else str(row.value)


def _ours(person: Person, network: int) -> dict[str, tuple[int, int | None]]:
    """The own numbers counted as the median is, where that is not what stands there anyway."""
    organisation = person.organisation
    assert organisation is not None  # noqa: S101  who has numbers has one
    share = figures.in_time([network], organisation).get(organisation.pk)
    return {
        "published": (figures.published([network], organisation)[organisation.pk], None),
        **({"in-time": (share.done, share.all)} if share else {}),
    }
