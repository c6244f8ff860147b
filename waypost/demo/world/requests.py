"""The requests of the demo and what was told of items that were used. All of it is invented.

On the morning of 1 September one question waits for Department A, one of its own is late, one was answered and used.
"""

from datetime import datetime
from typing import NamedTuple

from waypost.access.marks import Mark
from waypost.demo.world.items import BANGKOK
from waypost.requests.outlines import Kind


class AnswerRow(NamedTuple):
    """Who answered when, how, and whether the asker said later that it was used."""

    by: str
    at: datetime
    outcome: str
    text: str
    used: datetime | None = None


class RequestRow(NamedTuple):
    """A question of ``by``, asked of organisations by their codes. Without ``asked`` it is still a draft."""

    by: str
    kind: Kind
    mark: Mark
    whom: tuple[str, ...]
    title: str
    text: str
    started: datetime
    asked: datetime | None
    within: int
    answers: tuple[AnswerRow, ...] = ()
    closed: datetime | None = None
    shows_asked: bool = False


class UseRow(NamedTuple):
    """Whoever told the originator of the item ``slug`` that it was used."""

    slug: str
    by: str
    at: datetime
    purpose: str
    times: str
    note: str


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, month, day, hour, minute, tzinfo=BANGKOK)


REQUESTS = (
    # Open, and due at Department A in two days.
    RequestRow(
        "farah", Kind.DOCUMENT, Mark.AMBER, ("DPA", "BOV"),
        "Republic of Utopia, series K: is a rough lower edge genuine?",
        "Type of document: passport of the invented Republic of Utopia, series K.\n\n"
        "What was noticed: on some booklets the lower edge of the data page is rough to the touch.\n\n"
        "What we ask: have you booklets of this series that are surely genuine, and is their edge rough too?\n\n"
        "What we do with the answer: our counters stop nobody for the edge alone before we know.",
        _at(8, 31, 9, 10), _at(8, 31, 9, 40), 72,
        (
            AnswerRow("minh", _at(8, 31, 15, 20), "answered",
                      "Eleven booklets of our reference collection have a smooth edge. Two, of the last printing, are rough."),
        ),
    ),
    # Department A's own: the deadline passed on 31 August, and one is silent.
    RequestRow(
        "somchai", Kind.METHOD, Mark.AMBER, ("CGD", "IMB", "BOV"),
        "Fishing vessels repainted at sea: seen elsewhere?",
        "The method: a number is painted over during the voyage, and another one stands on the stern at the pier.\n\n"
        "Where and when: two piers of the Andaman coast, in July.\n\n"
        "What we ask: have you seen it, since when, and how is it detected?",
        _at(8, 24, 8, 50), _at(8, 24, 9, 30), 168,
        (
            AnswerRow("budi", _at(8, 26, 10, 15), "answered",
                      "Seen five times since May. Fresh paint over salt comes off under a thumb; look below the rail, "
                      "where nobody paints.", used=_at(8, 31, 10, 5)),
            AnswerRow("duc", _at(8, 27, 14, 0), "nothing", ""),
        ),
    ),
    # To the whole network's eyes, with the asked named to each other.
    RequestRow(
        "shirin", Kind.STATISTICS, Mark.GREEN, ("DPA", "IMD", "BOP"),
        "Counters opened for returnees in August: totals by week",
        "Which total: counters opened for returning nationals, by week, in August.\n\n"
        "Broken down by: air, land and sea, in no groups of fewer than five.\n\n"
        "What the figure is for: the September meeting of the focal points. Everybody in this network will see it.",
        _at(8, 27, 10, 0), _at(8, 27, 10, 30), 336,
        (
            AnswerRow("kanya", _at(8, 28, 16, 45), "answered",
                      "Week 1: 18 counters, week 2: 18, week 3: 24, week 4: 26. All of them at land crossings."),
        ),
        shows_asked=True,
    ),
    # Answered at once, and closed.
    RequestRow(
        "karen", Kind.PROCEDURE, Mark.STRICT, ("DPB",),
        "Who may keep a specimen booklet after a course?",
        "The situation: two specimen booklets stayed in a training room after a course.\n\n"
        "The question: may a training unit keep them under your rules, and who signs for them?",
        _at(8, 18, 8, 30), _at(8, 18, 9, 0), 336,
        (
            AnswerRow("prasert", _at(8, 20, 11, 0), "answered",
                      "They may be kept in a safe of the unit. The commander signs, and counts them every quarter."),
        ),
        closed=_at(8, 21, 9, 15),
    ),
    RequestRow(
        "somchai", Kind.CONTACT, Mark.AMBER, ("CWL",),
        "Night duty for boats south of 6° N",
        "What it is about: boats that leave the lane at night.\n\n"
        "Which office or duty post we look for: whoever has the watch after 22:00.\n\nHours, languages: English",
        _at(9, 1, 8, 20), None, 24,
    ),
)  # fmt: skip

USES = (
    UseRow("blank-freedonia-passports", "somchai", _at(8, 28, 9, 20), "detection", "few",
           "The list stood beside the reader at three counters. A shorter one for phones would help."),
    UseRow("boats-before-monsoon-ends", "budi", _at(8, 29, 11, 40), "briefing", "some",
           "Read out at the start of each patrol in August."),
)  # fmt: skip
