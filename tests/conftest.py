"""The leak matrix' fixtures, for the tests of this folder; and which tests stay together, in any folder."""

from collections.abc import Generator

import pytest

from tests.matrix import matrix, stillness, whole_world

__all__ = ["matrix", "stillness", "whole_world"]

# Fixtures of a session that take half a minute and more to make. A second process would make them anew, or wait.
DEAR = ("pages", "home")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """With ``--dist loadgroup``, all tests over one dear thing run in one process; of the world, module by module.

    Around all others, for xdist reads the groups in one of them that is asked to be first too.
    """
    for item in items:
        given = getattr(item, "fixturenames", ())
        if item.get_closest_marker("plain") and ("db" in given or item.get_closest_marker("django_db")):
            raise pytest.UsageError(f"{item.nodeid} asks the data base: it is not plain, it runs on both.")
        if "whole_world" in given:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        for name in DEAR:
            if name in given:
                item.add_marker(pytest.mark.xdist_group(name))
    yield
