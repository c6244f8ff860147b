"""How much of everything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    publications: int
    organisations: int
    persons: int
    groups: int
    programme_items: int  # in the Thai programme; the others are the regional network's
    clear: int  # TLP:CLEAR is rare where members could have used a public website
    vocabulary: int  # English words
    events: int
    notices_each: int
    members: int = 49


SIZES = {
    "full": Size(
        publications=200_000, organisations=1_000, persons=50_000, groups=200, programme_items=600, clear=40,
        vocabulary=60_000, events=2_000, notices_each=10,
    ),
    "small": Size(
        publications=300, organisations=60, persons=400, groups=6, programme_items=30, clear=5,
        vocabulary=500, events=40, notices_each=5,
    ),
}  # fmt: skip
