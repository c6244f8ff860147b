"""The bodies of a portal as an operator writes them down: networks, members and organisations in one TOML file.

    [[network]]
    key = "regional"
    name_en = "Regional network"
    ...

docs/bodies.toml is a whole one. Reading saves nothing; whatever is wrong is a ``Refused`` that names the entry.
"""

import tomllib
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from waypost.core.errors import Refused
from waypost.people.models import Network, Organisation
from waypost.places.models import Member, Route

Row = dict[str, Any]
Kind = TypeVar("Kind", bound=models.Model)

_NAMES = frozenset({"name_en", "name_th"})
NEEDED = {
    "network": _NAMES | {"key", "community_en", "community_th"},
    "member": _NAMES | {"key"},
    "organisation": _NAMES | {"code", "member", "kind"},
}
ALLOWED = {
    "network": NEEDED["network"] | {"refused_markings", "is_programme"},
    "member": NEEDED["member"] | {"kind", "territory", "routes"},
    "organisation": NEEDED["organisation"] | {"language", "sister"},
}
_MODELS: dict[str, type[models.Model]] = {"network": Network, "member": Member, "organisation": Organisation}


@dataclass(frozen=True)
class Bodies:
    """What the file says, entry by entry, checked: every key used is there."""

    networks: list[Row]
    members: list[Row]
    organisations: list[Row]


def read(text: str) -> Bodies:
    """The bodies in a TOML text. Raises Refused."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(f"This is no TOML: {wrong}.") from wrong
    for name in sorted(set(found) - set(NEEDED)):
        raise Refused(f"There is no table {name!r}. It wants [[network]], [[member]] and [[organisation]].")
    for name, rows in found.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused(f"{name!r} wants double brackets: [[{name}]].")
        for number, row in enumerate(rows, start=1):
            _check(name, number, row)
    bodies = Bodies(found.get("network", []), found.get("member", []), found.get("organisation", []))
    _check_links(bodies)
    return bodies


def _check(name: str, number: int, row: Row) -> None:
    for missing in sorted(NEEDED[name] - set(row)):
        raise Refused(f"{name} {number} has no {missing}.")
    for unknown in sorted(set(row) - ALLOWED[name]):
        raise Refused(
            f"{name} {number} has {unknown!r}, which is not known. It takes: {_list(ALLOWED[name])}."
        )
    plain = {field: value for field, value in row.items() if field not in {"member", "routes", "sister"}}
    model = _MODELS[name]
    try:
        model(**plain).clean_fields(exclude={field.name for field in model._meta.fields} - set(plain))
    except ValidationError as wrong:
        for field, sentences in wrong.message_dict.items():
            raise Refused(f"{name} {number}, {field}: {' '.join(sentences)}") from wrong


def _check_links(bodies: Bodies) -> None:
    """Each organisation's member and sister, each member's routes: in the file, or registered before."""
    members = {row["key"] for row in bodies.members} | set(Member.objects.values_list("key", flat=True))
    codes = {row["code"] for row in bodies.organisations} | set(
        Organisation.objects.values_list("code", flat=True)
    )
    routes = set(Route.objects.values_list("key", flat=True))
    for row in bodies.members:
        for unknown in sorted(set(row.get("routes", [])) - routes):
            raise Refused(f"member {row['key']}: there is no route {unknown!r}. There are: {_list(routes)}.")
    for row in bodies.organisations:
        if row["member"] not in members:
            raise Refused(f"organisation {row['code']}: there is no member {row['member']!r}.")
        if row.get("sister") and row["sister"] not in codes:
            raise Refused(f"organisation {row['code']}: there is no organisation {row['sister']!r}.")


def _list(names: Any) -> str:
    return ", ".join(sorted(names))
