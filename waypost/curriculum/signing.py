"""How departments stand with a version: who has signed off its words, who must sign again, who never has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waypost.curriculum.models import CurriculumVersion, SignOff
from waypost.people.models import Organisation, Seat
from waypost.people.models.posts import current


@dataclass(frozen=True)
class Standing:
    """One department: ``signed`` these words, or ``before`` others, of this curriculum, last."""

    department: Organisation
    signed: SignOff | None
    before: SignOff | None

    @property
    def must_sign_again(self) -> bool:
        return self.signed is None and self.before is not None


def departments(group: int | None, on: date) -> list[Organisation]:
    """The authorities that sit in a group on a day, each once, in the order of their names. One query."""
    seats = Seat.objects.filter(current(on), group=group, role__in=Seat.SITTING)
    rows = Organisation.objects.filter(pk__in=seats.values("post__organisation"))
    return list(rows.filter(kind__in=Organisation.DEPARTMENTS).select_related("member").order_by("name_en"))


def standings(
    bodies: Iterable[Organisation], version: CurriculumVersion, signed: Iterable[SignOff]
) -> list[Standing]:
    """How each department stands with a version, out of all the sign-offs of its curriculum."""
    rows = sorted(signed, key=lambda each: (each.at, each.pk))
    of = {each.organisation_id: each for each in rows if each.digest == version.digest}
    before = {each.organisation_id: each for each in rows if each.digest != version.digest}
    return [Standing(each, of.get(each.pk), before.get(each.pk)) for each in bodies]
