"""The fixtures of the leak matrix, for this folder; which tests stay together, and which run on one data base."""

from collections.abc import Generator

import pytest

from tests.matrix import Worlds, matrix, stillness, whole_world, worlds

__all__ = ["matrix", "stillness", "whole_world", "worlds"]

# Fixtures of a session that take half a minute and more to make. A second process would make them anew, or wait.
DEAR = ("pages", "home")
# Who goes through pages has one of these, and who meets the demo: it runs in processes of its own.
BY_PAGES = {"enter", "client"}
DEMO = {"demo", "own_demo", "demo_world"}
# Portals of their own on the data base of the run, in processes.
PORTALS = {"home", "kept", *DEMO}
# A module that imports one of these talks to the data base itself.
ITSELF = ("connection", "transaction", "psycopg")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """With ``--dist loadgroup``, all tests over one dear thing run in one process: over one world, or the other.

    Around all others, for xdist reads the groups in one of them that is asked to be first too.
    """
    for item in items:
        given = getattr(item, "fixturenames", ())
        _mark(item, set(given))
        if "whole_world" in given:
            every = getattr(item.module, "EVERY_PATTERN", False)  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.xdist_group("patterns" if every else "world"))
        for name in DEAR:
            if name in given:
                item.add_marker(pytest.mark.xdist_group(name))
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A world ends before tests that would find it in the data base and don't ask for it."""
    yield
    worlds = item.session.stash.get(Worlds.kept, None)
    if worlds and nextitem is not None and "worlds" not in getattr(nextitem, "fixturenames", ()):
        worlds.end()


def _mark(item: pytest.Item, given: set[str]) -> None:
    """Say of a test that it is plain, or of pages: it runs on SQLite alone (decision 64)."""
    asks = "db" in given or item.get_closest_marker("django_db") is not None
    if item.get_closest_marker("plain") and asks:
        raise pytest.UsageError(f"{item.nodeid} asks the data base: it is not plain, it runs on both.")
    if item.get_closest_marker("both") or any(hasattr(item.module, name) for name in ITSELF):  # type: ignore[attr-defined]
        return
    if given & (DEMO | BY_PAGES) and not item.get_closest_marker("matrix"):
        item.add_marker(pytest.mark.page)
    elif not asks and not given & PORTALS:
        item.add_marker(pytest.mark.plain)
