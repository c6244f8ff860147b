"""The log for machines (WAYPOST_LOG=json): one JSON object a line, and no content in any.

    act("mail sent", mail=1042, ms=31)

What may stand there: our own sentences, names of routes and events, public ids, numbers. Of an exception its type and
where it went through the code, never what it says: that may repeat a title, an address of somebody, a whole row.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from waypost.core.discreet import hide

# The id of the request that is being answered, for everything that is logged meanwhile.
request_id: ContextVar[str] = ContextVar("request_id", default="")
_acts = logging.getLogger("waypost.acts")
_ROOT = Path(__file__).parent.parent.parent


def act(said: str, **facts: Any) -> None:
    """Note what the machinery did. Ids and numbers only; plain logs leave it out."""
    _acts.info(said, extra={"facts": facts})


class Lines(logging.Formatter):
    """Any record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": _said(record),
            "request": request_id.get() or None,
            **getattr(record, "facts", {}),
            "exception": _exception(record.exc_info[1]) if record.exc_info else None,
        }
        return json.dumps(
            {name: value for name, value in line.items() if value is not None}, ensure_ascii=False
        )


def _said(record: logging.LogRecord) -> str:
    """Our own sentence; of others' only the words that stand in their code, without what they put in."""
    if record.name.split(".")[0] == "waypost":
        return hide(record.getMessage())
    return str(record.msg) if record.args else record.name


def _exception(problem: BaseException | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    frames = traceback.extract_tb(problem.__traceback__)
    cause = problem.__cause__ or problem.__context__
    return {
        "type": f"{type(problem).__module__}.{type(problem).__qualname__}",
        "frames": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
        **({"after": _exception(cause)} if cause is not None else {}),
    }


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
