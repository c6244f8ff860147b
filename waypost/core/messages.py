"""The catalogue of the portal's sentences in Thai: compile it, bring it up to date, prove it complete.

Compiling is pure Python, so that a machine without gettext can run the portal. Collecting and checking read the code
with gettext's own ``xgettext``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import CommandError

PACKAGE = settings.BASE / "waypost"
CATALOGUE = Path("locale/th/LC_MESSAGES/django.po")


def compile_catalogue() -> Path:
    """Write ``django.mo`` beside the catalogue, unless it is newer. Safe when several processes do it at once."""
    source = PACKAGE / CATALOGUE
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        fresh = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
    return target


def collect() -> Path:
    """Bring the catalogue up to date with the code: new sentences come in empty, unused ones go."""
    _extract(PACKAGE)
    return PACKAGE / CATALOGUE


def missing() -> list[str]:
    """The sentences of the code that have no Thai, or a Thai that is only guessed (fuzzy)."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "waypost"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "tests", "*.mo"))
        _extract(copy)
        entries = polib.pofile(str(copy / CATALOGUE))
        return [entry.msgid for entry in entries if not entry.obsolete and not entry.translated()]


def _extract(package: Path) -> None:
    """Run Django's makemessages on a package folder, as a process of its own: it reads the folder it stands in."""
    (package / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--locale=th", "--no-obsolete", "--no-wrap"]
    command += ["--add-location=file", "--ignore=tests/*", "--ignore=*/tests/*"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    answer = subprocess.run(  # noqa: S603  no part of the command comes from outside
        command, cwd=package, env=environment, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise CommandError(
            f"The sentences could not be collected (is gettext installed?).\n{answer.stderr.strip()}"
        )
