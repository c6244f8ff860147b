"""Is this node alive, and ready for readers? For whatever watches it, from networks that may ask; others find nothing.

    /-/live     the process answers; no data base is asked
    /-/ready    200 or 503, the state of the node, and a word for each part

The state is "ready", "degraded" or "away", and "away" alone is a 503: without a data base or its tables nothing can be
read. Without the cache nobody signs in, without the storage no file opens, with a late worker nobody is told; but
reading and writing go on, all nodes share these parts, and a balancer that took them all away would end what is left.
"""

import ipaddress
import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from waypost.core.ids import random_id
from waypost.core.models import TickRun

log = logging.getLogger(__name__)

LIVE, READY = "/-/live", "/-/ready"
OK = "ok"
WELL, DEGRADED, AWAY = "ready", "degraded", "away"
# The parts without which a node has nothing to give.
_VITAL = frozenset({"database", "migrations"})
_LATE = timedelta(minutes=2)
# Seconds for which what was found of the storage holds: it may take that long to find it silent.
_TRIED_FOR = 30.0

_applied = False
_tried_at, _could_write = -_TRIED_FOR, True


class Health:
    """In front of everything that knows sessions, languages or persons."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.method in ("GET", "HEAD") and request.path_info in (LIVE, READY)
        if not asked or not _may_ask(request):
            return self.following(request)
        request.get_host()  # refused like any other where the name isn't ours
        parts = (
            {} if request.path_info == LIVE else {name: _word(name, part) for name, part in _PARTS.items()}
        )
        said = {"state": _state(parts), **parts}
        told = "".join(f"{name} {word}\n" for name, word in said.items()) if parts else f"{OK}\n"
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        status = 503 if said["state"] == AWAY else 200
        return HttpResponse(told, status=status, content_type="text/plain", headers=headers)


def _state(parts: dict[str, str]) -> str:
    missing = {name for name, word in parts.items() if word != OK}
    if missing & _VITAL:
        return AWAY
    return DEGRADED if missing else WELL


def _may_ask(request: HttpRequest) -> bool:
    """From this machine or a network the operator named; what came through a proxy is judged by who asked the proxy."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if forwarded and len(forwarded) < max(settings.TRUSTED_PROXIES, 1):
        return False
    if forwarded and not settings.TRUSTED_PROXIES:
        return False  # a proxy that the portal wasn't told of: anybody may stand behind it
    address = forwarded[-settings.TRUSTED_PROXIES] if forwarded else request.META.get("REMOTE_ADDR", "")
    try:
        asking = ipaddress.ip_address(address or "127.0.0.1")  # no address: a socket of this machine
    except ValueError:
        return False
    return asking.is_loopback or any(asking in network for network in settings.HEALTH_FROM)


def _word(name: str, part: Callable[[], str]) -> str:
    try:
        return part()
    except Exception as problem:  # whatever is wrong with a part, the others are told too
        log.warning("Not ready: %s (%s).", name, type(problem).__name__)
        return "down"


def _data_base() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    """Once all are there they stay: so they are looked for until they were found."""
    global _applied  # noqa: PLW0603  one answer a process
    if not _applied:
        executor = MigrationExecutor(connection)
        _applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return OK if _applied else "missing"


def _cache() -> str:
    word = random_id()
    cache.set("health", word, timeout=60)
    return OK if cache.get("health") else "down"


def _storage() -> str:
    global _tried_at, _could_write  # noqa: PLW0603  one answer a process
    if time.monotonic() - _tried_at > _TRIED_FOR:
        _tried_at = time.monotonic()  # whoever asks meanwhile hears what was found before
        try:
            name = default_storage.save(f"health/{random_id()}", ContentFile(b"x"))
            default_storage.delete(name)
            _could_write = True
        except Exception:
            _could_write = False
            raise
    return OK if _could_write else "down"


def _worker() -> str:
    """Some worker begins a tick every few seconds."""
    last = TickRun.objects.aggregate(last=Max("last_at"))["last"]
    return OK if last and last > timezone.now() - _LATE else "late"


_PARTS: dict[str, Callable[[], str]] = {
    "database": _data_base,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "worker": _worker,
}
