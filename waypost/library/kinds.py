"""The room's two kinds, as the seam wants them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.face.dates import span
from waypost.library.forms import BulletinPart, ResourcePart
from waypost.library.models import Bulletin, Resource
from waypost.publications.kinds import Kind, register

Shown = list[tuple[Any, Any]]


def _bulletin(part: dict[str, Any]) -> Shown:
    days = [date.fromisoformat(part[name]) for name in ("observed_from", "observed_to") if part.get(name)]
    return [(_("Observed"), span(days[0], days[-1]))] if days else []


def _resource(part: dict[str, Any]) -> Shown:
    rows: Shown = [(_("What it is"), Resource.Use(part["use"]).label)] if part.get("use") else []
    return rows + ([(_("Published by"), part["source"])] if part.get("source") else [])


def register_kinds() -> None:
    register(
        Kind(
            key="bulletin",
            label=gettext_lazy("Bulletin"),
            plural=gettext_lazy("Bulletins"),
            explained=gettext_lazy("What was observed: methods, movements, warnings. Totals only."),
            model=Bulletin,
            form=BulletinPart,
            shown=_bulletin,
        )
    )
    register(
        Kind(
            key="resource",
            label=gettext_lazy("Resource"),
            plural=gettext_lazy("Resources"),
            explained=gettext_lazy("What members can use: guidance, training material, templates, laws."),
            model=Resource,
            form=ResourcePart,
            shown=_resource,
            always_reviewed=True,
        )
    )
