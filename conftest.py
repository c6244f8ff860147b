"""What every test stands on: throwaway folders, the data base with the cast in it, a clock that stands."""

import gc
import os
import shutil
import sys
import tempfile

import django
import pytest

# Hundreds of processes begin in the tests. What one compiled is there for the next, whatever this shell wants: to
# compile all of it each time was a third of what a command took.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Before Django reads its settings: so pyproject.toml names none, or pytest-django would read them before this file.
# DATABASE_URL decides the data base; without it: SQLite.
for name in [name for name in os.environ if name.startswith("WAYPOST_")]:
    del os.environ[name]
SCRATCH = tempfile.mkdtemp(prefix="waypost-tests-")
os.environ.update(
    DJANGO_SETTINGS_MODULE="waypost.settings",
    WAYPOST_TESTING="1",
    WAYPOST_DEMO="0",
    WAYPOST_DATA=f"{SCRATCH}/data",
    WAYPOST_STATIC=f"{SCRATCH}/static",
)
django.setup()
LONGEST_NAME = 8_000
# A test makes much and throws it away: looking through all of it again and again took an eighth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 100)

pytest_plugins = [
    "tests.fixtures",
    "tests.snapshot",
    "tests.slow_hashes",
    "tests.mail_server",
    "tests.browser",
    "tests.demo_portal",
    "tests.pages",
]


def pytest_configure() -> None:
    from django.conf import settings
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from hypothesis import settings as trying

    from waypost.core.messages import compile_catalogue

    compile_catalogue()
    # An example that takes long on a busy machine is not wrong: what is timed is timed in benchmarks.
    trying.register_profile("tests", deadline=None)
    trying.load_profile("tests")
    # The same hashing, at a cost a thousand sign-ins can bear.
    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 8
    # Files as they lie in the rooms, without a collectstatic first.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, so that threads and processes of a test meet in it as they do in life.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{SCRATCH}/tests.sqlite3"


@pytest.hookimpl(optionalhook=True)  # of xdist, in the process that starts the others
def pytest_xdist_setupnodes() -> None:
    """Each process reads this file before its settings, and so has folders of its own. With this variable it would find
    the settings named: pytest-django reads them first, and all would write into the folders of this one.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A name goes with each report from process to process, and to every process a test begins, by its environment."""
    for item in items:
        if len(item.nodeid) > LONGEST_NAME:
            raise pytest.UsageError(f"{item.nodeid[:200]}… is called after a long value: give it an id.")


def pytest_unconfigure() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def scratch() -> str:
    """A folder of this run only."""
    return SCRATCH
