"""Genuine references with a picture, and alerts that are compared with them: ``compared(cast, *reference(cast))``."""

from dataclasses import replace
from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import writing
from waypost.alerts.tests.alerting import FINDINGS, approved, drafted
from waypost.alerts.tests.picturing import shown
from waypost.publications.actions import approving, drafting
from waypost.publications.models import Attachment, Publication, Version


def in_work(item: Publication) -> Version:
    found = item.in_work()
    assert found is not None
    return found


def placed(cast: Cast, item: Publication, row: Attachment, light: str = "WHT", side: str = "") -> None:
    says = writing.Says("GEN", light, side)
    writing.place_pictures(by=cast.officer, publication=item, pictures={row.public_id: says})


def out(cast: Cast, item: Publication) -> Publication:
    """A draft of a reference, published."""
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(
        by=cast.deputy,
        publication=item,
        version=in_work(item).number,
        languages=frozenset({"en"}),
        ticked=frozenset({"redaction"}),
    )


def of_the_coast(cast: Cast) -> Cast:
    """The coast guard's people write and approve: what they do not release to the police, the police do not see."""
    return replace(cast, police=cast.coast, officer=cast.coast_officer, deputy=cast.coast_focal_point)


def reference(
    cast: Cast, mark: Mark = Mark.AMBER, *, to: Any = ("coast",), not_to: Any = (), **place: str
) -> tuple[Publication, Attachment]:
    """A genuine reference that is out, with one picture."""
    readers = [getattr(cast, name) for name in to] if mark >= Mark.AMBER else []
    item = drafted(cast, mark, to=readers, not_to=not_to, kind="specimen", numbers=[])
    row = shown(cast, item, "GEN", "genuine-reference.jpg")
    placed(cast, item, row, **place)
    return out(cast, item), row


def compared(
    cast: Cast, specimen: Publication, lent: Attachment, mark: Mark = Mark.GREEN, **terms: Any
) -> tuple[Publication, Attachment]:
    """A draft with a fraudulent picture; its first finding points at that and at the reference's."""
    item = drafted(cast, mark, **terms)
    row = shown(cast, item, "FAL", "false.jpg")
    spots = {
        "genuine": {"file": lent.file.public_id, "x": 0.25, "y": 0.5},
        "false": {"file": row.file.public_id, "x": 0.3, "y": 0.5},
    }
    findings = [{**FINDINGS[0], **spots}, FINDINGS[1]]
    part = {**in_work(item).part, "specimen": specimen.public_id, "findings": findings}
    drafting.save_part(by=cast.officer, publication=item, part=part)
    return item, row


def published(cast: Cast, specimen: Publication, lent: Attachment, **terms: Any) -> Publication:
    item, _row = compared(cast, specimen, lent, **terms)
    drafting.submit(by=cast.officer, publication=item)
    return approved(cast, item, 1)
