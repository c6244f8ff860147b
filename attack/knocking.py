"""Requests as bytes, so that anything can be sent, and the rule every answer is held to."""

import contextlib
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse

PATIENCE = 20  # seconds; whoever gets no answer by then gets none
SLOWEST = 10  # seconds an answer may take on a machine under attack


@dataclass(frozen=True)
class Answer:
    """What came back. ``status`` is 0 when nothing did; then ``trouble`` says why."""

    status: int
    seconds: float
    text: str = ""
    trouble: str = ""


def send(port: int, raw: bytes, method: str = "GET") -> Answer:
    """Send these bytes to the portal on this machine and read the answer; redirects are not followed."""
    begun = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            status, text = _asked(line, raw, method)
    except (OSError, HTTPException) as problem:
        return Answer(0, time.monotonic() - begun, trouble=repr(problem))
    return Answer(status, time.monotonic() - begun, text)


def _asked(line: socket.socket, raw: bytes, method: str) -> tuple[int, str]:
    with contextlib.suppress(
        OSError
    ):  # refused before it was read to its end: the answer may be there already
        line.sendall(raw)
    answer = HTTPResponse(line, method=method)
    answer.begin()
    return answer.status, f"{answer.headers}\n{answer.read().decode('utf-8', 'replace')}"


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request. What is no Latin-1 in a header goes out as UTF-8, as some programs do."""
    whole = {"Host": "127.0.0.1", "Connection": "close", **headers}
    if body or method in ("POST", "PUT", "PATCH"):
        whole.setdefault("Content-Length", str(len(body)))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in whole.items())
    return head.encode("utf-8", "surrogatepass") + b"\r\n" + body


def broken(answer: Answer) -> str:
    """What is wrong with an answer by the rule; empty when nothing is."""
    if answer.status == 0:
        return f"no answer ({answer.trouble})"
    if answer.status >= 500:
        return f"answered {answer.status}"
    if answer.seconds > SLOWEST:
        return "took too long"
    return ""


def told(answer: Answer, secrets: Iterable[str]) -> set[str]:
    """The secrets that stand in the answer."""
    return {words for words in secrets if words in answer.text}
