"""The network's figures are counted from dated posts, on a day."""

from datetime import date, timedelta

from tests.cast import SINCE, Cast
from waypost.core.figures import Window
from waypost.people.figures import members_covered, mission_focal_points, officials_recruited
from waypost.people.models import Tenure

DAY = date(2020, 8, 31)


def counted(day: date = DAY) -> tuple[int, int, int]:
    window = Window.of_day(day)
    return (
        mission_focal_points.value(window),
        officials_recruited.value(window),
        members_covered.value(window),
    )


def recruit(cast: Cast, *names: str) -> None:
    recruiter = cast.mission_focal_point.acting_as
    for name in names:
        Tenure.objects.filter(person=getattr(cast, name)).update(recruited_by=recruiter)


def test_only_recruited_focal_points_count(cast: Cast) -> None:
    assert counted() == (1, 0, 0)
    recruit(cast, "focal_point", "immigration_focal_point", "coast_focal_point", "officer", "deputy")
    assert counted() == (1, 3, 2)


def test_nobody_counts_before_they_came_or_after_they_left(cast: Cast) -> None:
    recruit(cast, "focal_point", "coast_focal_point")
    assert counted(SINCE - timedelta(days=1)) == (0, 0, 0)
    assert counted(SINCE) == (1, 2, 2)
    Tenure.objects.filter(person=cast.coast_focal_point).update(until=DAY)
    assert counted(DAY - timedelta(days=1)) == (1, 2, 2)
    assert counted(DAY) == (1, 1, 1)


def test_a_person_with_two_posts_is_one_official(cast: Cast) -> None:
    recruit(cast, "focal_point")
    Tenure.objects.create(
        person=cast.focal_point,
        post=cast.immigration_focal_point.acting_as.post,
        since=SINCE,
        recruited_by=cast.mission_focal_point.acting_as,
    )
    assert officials_recruited.value(Window.of_day(DAY)) == 1
    assert officials_recruited.evidence(Window.of_day(DAY)).count() == 2
