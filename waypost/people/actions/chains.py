"""Chains of words: whoever vouches stands in a network by somebody else's word, up to the secretariat or the operator.

Where a giver's standing ends (a post left, access suspended, a year over), the words they gave are *orphaned*: they
hold for another 30 days, in which a successor, a deputy or the secretariat takes them over. How long a word holds is
written beside it (``until``) by every action that changes a standing: a request asks one date, no worker comes by.
An end that has come is final: a standing given back later does not bring back what ended meanwhile.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F
from django.utils import timezone

from waypost.core import clock
from waypost.people.models import Endorsement, Post, Tenure
from waypost.people.models.posts import GRACE


def settle(givers: Iterable[int]) -> int:
    """Write anew how long the words given at these tenures hold, and those that hang on them. Returns how many changed.

    Called inside an action, after the change. Roles vouch downwards only, so it comes to an end.
    """
    changed, left = 0, set(givers)
    while left:
        words = list(_hanging_on(left))
        ends = {giver.pk: standing_of(giver) for word in words if (giver := word.vouching)}
        moved = [word for word in words if _moves(word, ends)]
        Endorsement.objects.bulk_update(moved, ["until"])
        changed += len(moved)
        left = {word.tenure_id for word in moved}
    return changed


def settle_all() -> int:
    """The same for everybody who ever vouched: mends what was changed by another way. Returns how many changed."""
    return settle(Endorsement.objects.exclude(vouching=None).values_list("vouching", flat=True).distinct())


def standing_of(tenure: Tenure) -> dict[int, date]:
    """From which day on the holder stands no longer, by network: the post, the access or the last word ended."""
    today = clock.today()
    stops = [tenure.until] if tenure.until else []
    if tenure.person.suspended_at is not None:
        stops.append(timezone.localdate(tenure.person.suspended_at, timezone.get_default_timezone()))
    words: dict[int, list[Endorsement]] = {}
    for word in tenure.endorsements.all():
        words.setdefault(word.network_id, []).append(word)
    return {network: min([_covered_until(held, today), *stops]) for network, held in words.items()}


def _covered_until(words: list[Endorsement], today: date) -> date:
    """Until when these words follow upon each other without a gap from today; if none holds, when the last ended."""
    end = today
    for word in sorted(words, key=lambda word: word.since):
        if word.since <= end < word.until:
            end = word.until
    return end if end > today else max([word.until for word in words if word.until <= today], default=today)


def _hanging_on(givers: set[int]) -> Iterable[Endorsement]:
    found = Endorsement.objects.filter(
        vouching__in=givers, given_until__isnull=False, until__gt=clock.today(), given_until__gt=F("since")
    )
    found = found.exclude(vouching__post__role=Post.Role.SECRETARIAT)
    return found.select_related("vouching__person").prefetch_related("vouching__endorsements")


def _moves(word: Endorsement, ends: dict[int, dict[int, date]]) -> bool:
    assert word.vouching_id is not None  # noqa: S101  asked for
    assert word.given_until is not None  # noqa: S101  asked for
    standing = ends[word.vouching_id].get(word.network_id, clock.today())
    until = max(word.since, min(word.given_until, standing + GRACE))
    moved, word.until = until != word.until, until
    return moved
