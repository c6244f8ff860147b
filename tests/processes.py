"""The portal's code in a process of its own, on the test's data base, to be killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

KILLED = -signal.SIGKILL


class Process:
    """Starts a module of ours, with the data base of the test that is running and a data folder of its own."""

    def __init__(self, module: str, folder: Path, **environment: str) -> None:
        self.module = module
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WAYPOST_")},
            "WAYPOST_TESTING": "1",
            "WAYPOST_DATA": str(folder),
            "WAYPOST_STATIC": str(folder / "static"),
            "WAYPOST_SECRET_KEY": settings.SECRET_KEY,
            **_same_database(folder),
            **environment,
        }

    def start(self, *arguments: str, fail_at: str = "") -> "subprocess.Popen[str]":
        """It dies at the place called ``fail_at``, if it comes there (``core.failpoints``)."""
        command = [sys.executable, "-m", self.module, *arguments]
        environment = {**self.environment, "WAYPOST_FAIL_AT": fail_at}
        return subprocess.Popen(
            command, env=environment, cwd=settings.BASE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *arguments: str, fail_at: str = "") -> int:
        process = self.start(*arguments, fail_at=fail_at)
        _out, said = process.communicate(timeout=180)
        assert process.returncode in (0, KILLED), said
        return process.returncode


def _same_database(folder: Path) -> dict[str, str]:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "waypost.sqlite3").symlink_to(found["NAME"])
        return {"DATABASE_URL": ""}
    user = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}" if found["PASSWORD"] else quote(found["USER"])
    host = f"{quote(found['HOST'], safe='')}:{found['PORT']}"
    return {"DATABASE_URL": f"postgresql://{user}@{host}/{quote(found['NAME'])}"}
