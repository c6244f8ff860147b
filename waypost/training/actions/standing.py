"""Where somebody nominated stands: the one door by which that changes, and what follows upon it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.core.errors import DoorMisused
from waypost.people.models import Endorsement, Person
from waypost.people.models.posts import current
from waypost.training.models import HOLDING, NEXT, Intake, Nominee, Programme, Seats, Status, StatusEntry


def begin(nominee: Nominee, by: Person, status: Status = Status.NOMINATED) -> None:
    """Keep somebody as nominated, or as having come without that, with the first entry of their history."""
    nominee.status = status
    nominee.save()
    _enter(nominee, 1, by, "")


def move(nominee: Nominee, status: Status, *, by: Person | None, because: str = "") -> None:
    """Write the next entry of the history, and the status that repeats it."""
    if status not in NEXT.get(Status(nominee.status), ()):
        raise DoorMisused(f"From {nominee.status} nobody comes to {status}. Ask before.")
    nominee.status = status
    nominee.save()
    _enter(nominee, StatusEntry.unfiltered.filter(nominee=nominee.pk).count() + 1, by, because)


def _enter(nominee: Nominee, number: int, by: Person | None, because: str) -> None:
    StatusEntry(
        nominee_id=nominee.pk, number=number, status=nominee.status, because=because, by=by, at=clock.now()
    ).save()


def free_seats(seats: Seats) -> int:
    """How many of a unit's seats nobody has, and none is kept for a replacement the command has not decided about."""
    rows = Nominee.unfiltered.filter(seats=seats.pk)
    kept = rows.filter(status=Status.NOMINATED, keeps_seat=True).count()
    return seats.seats - rows.filter(status__in=HOLDING).count() - kept


def fill(seats: Iterable[Seats], by: Person | None) -> list[Nominee]:
    """Give seats that are free to those who wait, in the order in which they came to wait. Returns them."""
    moved = []
    for each in seats:
        waiting = StatusEntry.unfiltered.filter(
            status=Status.WAITING, nominee__seats=each.pk, nominee__status=Status.WAITING
        )
        for entry in waiting.order_by("pk")[: max(0, free_seats(each))]:
            nominee = Nominee.unfiltered.get(pk=entry.nominee_id)
            move(nominee, Status.APPROVED, by=by)
            moved.append(nominee)
    return moved


def ready() -> SeenQuerySet[Nominee]:
    """The approved who can be enrolled: with an account of the nominating organisation, endorsed in the programme's
    network at a post there.
    """
    today = clock.today()
    words = Endorsement.objects.filter(
        current(today),
        current(today, "tenure__"),
        network=OuterRef("seats__intake__cohort__programme__network"),
        tenure__post__organisation=OuterRef("seats__organisation"),
        tenure__person__email=OuterRef("email"),
        tenure__person__in=Person.objects.with_access(),
    )
    return Nominee.unfiltered.get_queryset().filter(Exists(words), status=Status.APPROVED)


def take_in(intake: Intake, by: Person | None) -> list[Nominee]:
    """Enrol those of a cohort who are ready; they read the programme from now on. Returns them."""
    taken = list(ready().filter(intake=intake.pk).order_by("pk"))
    for nominee in taken:
        nominee.person = Person.objects.get(email=nominee.email)
        move(nominee, Status.ENROLLED, by=by)
    if taken:
        recompile(intake)
    return taken


def recompile(intake: Intake) -> None:
    """Write anew whom the programme reaches: somebody came in or left."""
    programmes = Intake.unfiltered.filter(pk=intake.pk).values("cohort__programme")
    Programme.unfiltered.select_for_update().get(pk__in=programmes).recompile()
