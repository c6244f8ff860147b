"""Every address of the portal, found by walking the URL map."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# What to try in an address: by the start of its route, for each parameter.
Tries = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Address:
    """A pattern of the URL map: its whole route, its name, and its parameters in order."""

    route: str
    name: str
    converters: dict[str, object]

    def __str__(self) -> str:
        return self.route

    def filled(self, tries: Tries) -> list[str]:
        """Every concrete path of the address. Raises KeyError where nothing is known to try."""
        paths = ["/" + self.route]
        for name in self.converters:
            mark = re.compile(rf"<[^<>]*?\b{name}>")
            paths = [mark.sub(value, path) for path in paths for value in self._to_try(name, tries)]
        return paths

    def _to_try(self, name: str, tries: Tries) -> Sequence[str]:
        known = [start for start in tries if self.route.startswith(start) and name in tries[start]]
        if not known:
            raise KeyError(f"What is <{name}> of {self.route}? Say in tests/matrix.py what to try.")
        return tries[max(known, key=len)][name]


def _walk(
    resolver: URLResolver, route: str = "", converters: dict[str, object] | None = None
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        known = {**(converters or {}), **pattern.pattern.converters}
        if isinstance(pattern, URLPattern):
            yield Address(whole, pattern.name or "", known)
        else:
            yield from _walk(pattern, whole, known)


def addresses() -> list[Address]:
    return list(_walk(get_resolver()))
