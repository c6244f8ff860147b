"""One filled portal for all tests of backups, and one backup of it: both are only read."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from waypost.operating.tests.portal import Portal, made


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with the cast, an item, two stored files and a sealed log."""
    folder = tmp_path_factory.mktemp("operating")
    portal = made(folder / "home", folder / "keys", ready=True)
    filling = [sys.executable, "-m", "waypost.operating.tests.run_filling"]
    subprocess.run(filling, env=portal.environment, cwd=settings.BASE, check=True)  # noqa: S603
    return portal


@pytest.fixture(scope="session")
def kept(home: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    folder = tmp_path_factory.mktemp("kept") / "monday"
    done = home.run("backup", str(folder))
    assert done.returncode == 0, done.stderr
    assert "The keys are not in it" in done.stdout
    return folder
