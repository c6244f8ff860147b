"""What is written beside the words: number series, and what the pictures show. All of the version in work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from waypost.alerts.models import Picture, Series, Specimen, drawer_of
from waypost.alerts.numbers import Range
from waypost.core import doors
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.actions.drafting import demand_current
from waypost.publications.actions.gating import check_many, check_words
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.policies import may
from waypost.publications.states import Stage


@dataclass(frozen=True, slots=True)
class Declared:
    """One series as somebody declares it."""

    range: Range
    kind: str
    issuer: str
    document: str
    declared_on: date | None = None
    reference: str = ""


def series(version: Version, declared: Declared, *, imported: bool = False) -> Series:
    """The row of a declared series, ready to be saved."""
    return Series(**dict(zip(_FIELDS, _values(version, declared, imported=imported), strict=True)))


_FIELDS = (
    *("version_id", "kind", "issuer", "document", "declared_on", "reference", "imported"),
    *("mask", "prefix", "width", "first", "last", "drawer"),
)


def _values(version: Version, declared: Declared, *, imported: bool) -> tuple[Any, ...]:
    """Of ``_FIELDS``."""
    numbers, said = declared.range, declared
    drawer = drawer_of(numbers.prefix, numbers.width, numbers.first, numbers.last)
    return (
        *(version.pk, said.kind, said.issuer, said.document, said.declared_on, said.reference, imported),
        *(numbers.mask, numbers.prefix, numbers.width, numbers.first, numbers.last, drawer),
    )


@quiet_action("alerts.findings_saved", allowed=may("edit"), because="autosave; submitting is recorded")
def save_findings(
    *,
    by: Person,
    publication: Publication,
    declared: list[Declared],
    findings: list[dict[str, Any]] | None = None,
    revision: int | None = None,
) -> Version:
    """Let the findings of the version in work be these (None: as they are), and its typed series these; imported ones
    stay. Both or neither.

    ``revision`` is the version's when the form was opened; None where no form was. Raises Overtaken, with the version
    as it stands now, if somebody else saved something else since.
    """
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    for each in declared:
        check_words(reference=each.reference)
    part = _with(version, findings)
    kept = Series.unfiltered.filter(version=version.pk, imported=False)
    rows = [series(version, each) for each in declared]
    same = list(map(_said, kept.order_by("pk"))) == list(map(_said, rows))
    if same and part == version.part:
        return version
    demand_current(version, revision)
    if not same:
        kept.delete()
        Series.unfiltered.bulk_create(rows)
    return _saved(version, part)


def _said(row: Series) -> tuple[Any, ...]:
    """What a typed series says: all of it but the number of its row."""
    numbers = (row.mask, row.prefix, row.width, row.first, row.last)
    return (row.kind, row.issuer, row.document, numbers, row.declared_on, row.reference)


def _with(version: Version, findings: list[dict[str, Any]] | None) -> dict[str, Any]:
    return version.part if findings is None else {**version.part, "findings": findings}


def _saved(version: Version, part: dict[str, Any]) -> Version:
    """The version with this part, and one more save counted: whoever opened a form before has an older one."""
    version.part, version.revision = part, version.revision + 1
    version.save(update_fields=["part", "revision"])
    return version


@action("alerts.series_imported", allowed=may("edit"))
def import_series(*, by: Person, publication: Publication, declared: Sequence[Declared]) -> None:
    """Let the imported series of the version in work be these, all of them; none takes them off. Typed ones stay."""
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    check_many("file", (each.reference for each in declared if each.reference))
    before, _rows = Series.unfiltered.filter(version=version.pk, imported=True).delete()
    Series.unfiltered.get_queryset().write_rows(
        _FIELDS, (_values(version, each, imported=True) for each in declared)
    )
    doors.note(version=version.number, series=len(declared), before=before)


@dataclass(frozen=True)
class Says:
    """What one picture shows."""

    role: str
    light: str
    side: str = ""
    description: str | None = None  # None: as it is

    def of(self, attachment: Attachment) -> "Says":
        return self if self.description is not None else replace(self, description=attachment.description)


@quiet_action("alerts.pictures_placed", allowed=may("edit"), because="autosave; submitting is recorded")
def place_pictures(
    *,
    by: Person,
    publication: Publication,
    pictures: Mapping[str, Says],
    findings: list[dict[str, Any]] | None = None,
    specimen: str | None = None,
    revision: int | None = None,
) -> Version:
    """Say what attached pictures show, by the public ids of their attachments (unknown ones are passed over), and let
    the findings, which point into them, be these, and the genuine reference this one, by its public id, or none where
    it is empty (None: as they are). All of it or nothing. Raises Refused for a reference that ``by`` doesn't see; one
    that was named already, and the call-outs in its pictures, stay where ``by`` doesn't see it and says no other.

    ``revision`` as in ``save_findings``.
    """
    version = publication.in_work()
    assert version is not None  # noqa: S101  the policy asked
    rows = list(Attachment.unfiltered.filter(version=version.pk, public_id__in=list(pictures)))
    kept = {
        each.attachment_id: each for each in Picture.unfiltered.filter(attachment__in=[r.pk for r in rows])
    }
    changed = [row for row in rows if _shows(row, kept.get(row.pk)) != pictures[row.public_id].of(row)]
    unseen = _unseen(by, version.part)
    part = _compared(by, _with(version, findings), None if unseen and not specimen else specimen)
    if unseen and findings is not None and part["specimen"] == unseen:
        part["findings"] = _pointing_as_before(version, part["findings"])
    if not changed and part == version.part:
        return version
    demand_current(version, revision)
    for row in changed:
        _place(row, pictures[row.public_id].of(row))
    return _saved(version, part)


def _unseen(by: Person, part: dict[str, Any]) -> str:
    """The reference that is named and that this person doesn't see: who isn't shown it takes nothing of it away."""
    named: str = part.get("specimen", "")
    return "" if not named or Specimen.visible_to(by).filter(public_id=named).exists() else named


def _pointing_as_before(version: Version, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings with the call-outs that stood in pictures which are not the alert's own, where no other stands."""
    rows = Attachment.unfiltered.filter(version=version.pk).values_list("file__public_id", flat=True)
    own = set(rows)
    before = [each.get("genuine") for each in version.part.get("findings", [])]
    held = [spot if spot and spot["file"] not in own else None for spot in before]
    return [
        {**each, "genuine": spot} if spot and "genuine" not in each else each
        for each, spot in zip_longest(findings, held[: len(findings)])
    ]


def _compared(by: Person, part: dict[str, Any], specimen: str | None) -> dict[str, Any]:
    """The part, compared with this genuine reference."""
    if specimen is None or specimen == part.get("specimen", ""):
        return part
    if not specimen:
        return {name: value for name, value in part.items() if name != "specimen"}
    if not Specimen.visible_to(by).filter(public_id=specimen, stage=Stage.PUBLISHED).exists():
        raise Refused(
            _("This reference is gone, or you no longer see it. Choose another, or none."),
            specimen=_("Choose another, or none."),
        )
    return {**part, "specimen": specimen}


def _shows(row: Attachment, picture: Picture | None) -> Says | None:
    """What is kept of an attached picture."""
    return Says(picture.role, picture.light, picture.side, row.description) if picture else None


def _place(row: Attachment, says: Says) -> None:
    row.description = says.description or ""
    row.save(update_fields=["description"])
    said = {"role": says.role, "light": says.light, "side": says.side}
    Picture.unfiltered.update_or_create(attachment_id=row.pk, defaults=said)
