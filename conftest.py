"""What every test stands on: throwaway folders, the data base with the cast in it, a clock that stands."""

import gc
import os
import shutil
import tempfile

import django
import pytest

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
# A test makes much and throws it away: looking through all of it again and again took an eighth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 100)

pytest_plugins = [
    "tests.fixtures",
    "tests.append_only",
    "tests.mail_server",
    "tests.browser",
    "tests.demo_portal",
    "tests.pages",
]


def pytest_configure() -> None:
    from django.conf import settings
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from waypost.core.messages import compile_catalogue

    compile_catalogue()
    # The same hashing, at a cost a thousand sign-ins can bear.
    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 8
    # Files as they lie in the rooms, without a collectstatic first.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, so that threads and processes of a test meet in it as they do in life.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{SCRATCH}/tests.sqlite3"


def pytest_unconfigure() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def scratch() -> str:
    """A folder of this run only."""
    return SCRATCH
