"""The leak matrix' fixtures, for the tests of this folder."""

import pytest

from tests.matrix import matrix, stillness, whole_world

__all__ = ["matrix", "stillness", "whole_world"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With ``--dist loadgroup``, all tests of a module over one world in the same process: it is made once."""
    for item in items:
        if "whole_world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
