"""What a package's pages and scripts look as if they did. Nothing is run: each answer is a "seems".

An expression that is looked for in what strangers wrote has a bound on everything it may skip.
"""

import re
from dataclasses import dataclass, fields

from waypost.training.packages import kinds

LARGEST = 4 * 1024 * 1024  # bytes of one file that is looked through
MOST = 24 * 1024 * 1024  # of all together
MOST_HOSTS = 20


@dataclass(frozen=True)
class Seems:
    """Which words of the run-time occur in pages and scripts. A wrapper's words may never be said, and a script may put
    its words together: this is a hint for a person, never a ground to refuse.
    """

    calls_1_2: bool = False
    calls_2004: bool = False
    calls_xapi: bool = False
    opens: bool = False
    closes: bool = False
    status: bool = False
    score: bool = False
    place: bool = False  # where the learner was, to go on from there
    state: bool = False  # suspend data: whatever the content keeps for itself
    interactions: bool = False
    time: bool = False

    @property
    def speaks(self) -> bool:
        return self.calls_1_2 or self.calls_2004 or self.calls_xapi


_WORDS = {
    "calls_1_2": ("LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"),
    "calls_2004": ("API_1484_11",),
    "calls_xapi": ("adlnet.gov/expapi/verbs", "w3id.org/xapi", "TinCan", "XAPIWrapper", "cmi5", "Cmi5"),
    "opens": ("LMSInitialize", ".Initialize(", '"Initialize"', "'Initialize'", "verbs/initialized"),
    "closes": ("LMSFinish", ".Terminate(", '"Terminate"', "'Terminate'", "verbs/terminated"),
    "status": (
        "cmi.core.lesson_status",
        "cmi.completion_status",
        "cmi.success_status",
        "verbs/completed",
        "verbs/passed",
        "verbs/failed",
    ),
    "score": ("cmi.core.score.raw", "cmi.score.raw", "cmi.score.scaled", "verbs/passed", "verbs/scored"),
    "place": ("cmi.core.lesson_location", "cmi.location"),
    "state": ("cmi.suspend_data", "activities/state"),
    "interactions": ("cmi.interactions", "verbs/answered"),
    "time": ("cmi.core.session_time", "cmi.session_time"),
}

_WORKER = re.compile(r"serviceWorker[\"']?\]?\s{0,9}\.\s{0,9}register\s{0,9}\(")
_HOST = r"(?:https?:|wss?:)?//([A-Za-z0-9][A-Za-z0-9.-]{0,252})"
# In a script quoted words may begin a comment or a part of a path: there only whole addresses count.
_WHOLE = r"(?:https?:|wss?:)//([A-Za-z0-9][A-Za-z0-9.-]{0,252})"
# What an element, a style or a script fetches by itself; a link that somebody follows is none of it. In front of each
# the word without which it isn't looked for, in small letters.
_FETCHES = [
    (needs, re.compile(before + address, re.IGNORECASE))
    for needs, before, address in (
        (
            "=",
            r"<(?:script|img|iframe|frame|embed|object|video|audio|source|track|base|form)\b[^<>]{0,500}?"
            r"\s(?:src|data|href|action|poster)\s{0,9}=\s{0,9}[\"']?",
            _HOST,
        ),
        (
            "<link",
            r"<link\b(?=[^<>]{0,500}?\brel\s{0,9}=\s{0,9}[\"']?(?:stylesheet|icon|shortcut|preload|modulepreload))"
            r"[^<>]{0,500}?\shref\s{0,9}=\s{0,9}[\"']?",
            _HOST,
        ),
        ("url(", r"\burl\(\s{0,9}[\"']?", _HOST),
        ("@import", r"@import\s{1,9}[\"']", _HOST),
        ("fetch", r"\bfetch\s{0,9}\(\s{0,9}[\"'`]", _WHOLE),
        ("import", r"\bimport(?:Scripts)?\s{0,9}\(\s{0,9}[\"'`]", _WHOLE),
        ("worker", r"Worker\s{0,9}\(\s{0,9}[\"'`]", _WHOLE),
        ("socket", r"\bWebSocket\s{0,9}\(\s{0,9}[\"'`]", _WHOLE),
        ("eventsource", r"\bEventSource\s{0,9}\(\s{0,9}[\"'`]", _WHOLE),
        (".open(", r"\.open\(\s{0,9}[\"'](?:GET|POST|PUT)[\"']\s{0,9},\s{0,9}[\"'`]", _WHOLE),
        (".src", r"\.src\s{0,9}=\s{0,9}[\"'`]", _WHOLE),
        ("from", r"\bfrom\s{0,9}[\"']", _WHOLE),
        ("$.get", r"\$\.get(?:JSON|Script)?\(\s{0,9}[\"']", _WHOLE),
        ("$.post", r"\$\.post\(\s{0,9}[\"']", _WHOLE),
    )
]
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s{0,9}=\s{0,9}[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{4}")


class Look:
    """Collects over all files of a package."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._left = MOST
        self.hosts: dict[str, str] = {}  # and the first file that loads from there
        self.workers: list[str] = []
        self.languages: dict[str, None] = {}
        self.passed_over: list[str] = []

    def wants(self, name: str, size: int) -> bool:
        """Is this file to be looked through? One that is too large is remembered as passed over."""
        if kinds.kind(name) not in kinds.LOOKED_THROUGH:
            return False
        if size > min(LARGEST, self._left):
            self.passed_over.append(name)
            return False
        self._left -= size
        return True

    def through(self, name: str, content: bytes) -> None:
        text = _text(content)
        for each in _WORDS.keys() - self._seen:
            if any(word in text for word in _WORDS[each]):
                self._seen.add(each)
        if "serviceWorker" in text and _WORKER.search(text):
            self.workers.append(name)
        if "//" in text:
            self._find_hosts(name, text, text.lower())
        if kinds.kind(name) in kinds.PAGES:
            said = _LANGUAGE.search(text)
            self.languages |= {said[1].lower(): None} if said else {}
        if _THAI.search(text):
            self.languages["th"] = None

    def _find_hosts(self, name: str, text: str, small: str) -> None:
        for needs, expression in _FETCHES:
            if needs not in small:
                continue
            for found in expression.finditer(text):
                if len(self.hosts) < MOST_HOSTS:
                    self.hosts.setdefault(found[1].lower().rstrip("."), name)

    @property
    def seems(self) -> Seems:
        return Seems(**{each.name: each.name in self._seen for each in fields(Seems)})


def has_thai(text: str) -> bool:
    return bool(_THAI.search(text))


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")
