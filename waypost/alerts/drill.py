"""Five exercises a week: made of what the officer may see now, and of drawn faces.

Which they are follows from the person, the week and what is visible: nothing is kept of them but the answers. So an
alert that was withdrawn, or that the officer may no longer see, is in no exercise any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from waypost.access.marks import Mark
from waypost.alerts import faces
from waypost.alerts.lists import Sign, signs_of
from waypost.alerts.models import Alert, DrillAnswer, Picture, Redaction, Specimen, Term, Vocabulary
from waypost.alerts.part import Finding, Worded, findings_of
from waypost.alerts.shown import Shown
from waypost.alerts.vocabulary import Terms, offered, terms
from waypost.core import clock
from waypost.files.kinds import STAMPED_FROM
from waypost.people.models import Person
from waypost.publications.models import Publication, Version
from waypost.publications.states import Stage

A_WEEK = 5
OF_ALERTS = 3  # the others are faces; where there are fewer alerts, more are
RECENT = timedelta(days=180)
NEWEST = 30  # alerts among which a week is drawn
OFFERED = 4  # signs to choose from


@dataclass(frozen=True)
class Side:
    """One of the two things to choose between: words, a picture, or a face."""

    words: Worded | None = None
    picture: Shown | None = None
    shapes: list[faces.Shape] = field(default_factory=list)


@dataclass(frozen=True)
class Exercise:
    """One question with two sides. ``right`` is the right choice; ``signs`` are offered where it is asked by what the
    fraud is told, and ``by_what`` the right ones among them. ``told`` and ``pictures`` go with the answer alone: the
    findings that explain it, and, where it was asked in words, the pictures they point at.
    """

    key: str
    kind: str  # "pictures", "words" or "faces"
    first: Side
    second: Side
    right: str
    alert: Publication | None = None
    finding: Finding | None = None
    place: str = ""
    tool: str = ""
    signs: list[Term] = field(default_factory=list)
    by_what: frozenset[str] = frozenset()
    told: list[Sign] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    differs: list[Any] = field(default_factory=list)

    @property
    def choices(self) -> tuple[str, str]:
        return ("same", "not") if self.kind == "faces" else ("a", "b")

    @property
    def right_signs(self) -> list[Term]:
        return [each for each in self.signs if each.code in self.by_what]

    def is_right(self, choice: str, by_what: str) -> bool:
        return choice == self.right and (not self.signs or by_what in self.by_what)


@dataclass(frozen=True)
class Turn:
    """An exercise and what the officer answered, if they did."""

    exercise: Exercise
    answer: DrillAnswer | None

    @property
    def state(self) -> str:
        return "open" if self.answer is None else "right" if self.answer.right else "wrong"

    @property
    def sign(self) -> Term | None:
        """The one they chose."""
        chosen = self.answer.by_what if self.answer else ""
        return next((each for each in self.exercise.signs if each.code == chosen), None)


def monday(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def week_of(person: Person) -> list[Turn]:
    """This week's five for this person. A constant number of queries."""
    week = monday(clock.today())
    answers = DrillAnswer.of_week(person, week)
    ranked = sorted(
        ((_digest(person, week, each.public_id, each.live_id), each) for each in _recent(person)),
        key=lambda pair: (pair[0] not in answers, pair[0]),
    )
    made = [] if not ranked else _of_alerts(person, ranked)
    drawn = [_of_faces(_digest(person, week, "faces", n)) for n in range(A_WEEK - len(made))]
    return [Turn(each, answers.get(each.key)) for each in [*made, *drawn]]


def _digest(person: Person, week: date, *of: Any) -> str:
    said = "\0".join(map(str, (person.public_id, week.isoformat(), *of)))
    return sha256(said.encode()).hexdigest()[:16]


def _recent(person: Person) -> list[Alert]:
    """What the officer may see, and what holds today. Under STRICT and RED nothing is practised with."""
    rows = Alert.visible_to(person).filter(
        Publication.still_valid(clock.today()),
        stage=Stage.PUBLISHED,
        mark__lte=Mark.AMBER,
        superseded_by__isnull=True,
        published_at__gte=clock.now() - RECENT,
    )
    return list(rows.order_by("-published_at", "-pk")[:NEWEST])


def _of_alerts(person: Person, ranked: list[tuple[str, Alert]]) -> list[Exercise]:
    chosen = ranked[:OF_ALERTS]
    live = {alert.live_id for _key, alert in chosen if alert.live_id}
    versions = {each.pk: each for each in Version.visible_to(person).filter(pk__in=live)}
    words, signs = terms(), offered(Vocabulary.LOCATION)
    pictures = _Pictures(person, versions.values())
    found = []
    for key, alert in chosen:
        version = versions.get(alert.live_id or 0)
        made = _of_alert(key, alert, version, pictures, words, signs) if version else None
        found += [made] if made else []
    return found


class _Pictures:
    """The pictures of some versions and of the genuine references they name, as far as they may be seen: three queries
    and one for the references.
    """

    def __init__(self, person: Person, versions: Iterable[Version]) -> None:
        found = list(versions)
        named = {each.part.get("specimen", "") for each in found} - {""}
        rows = Specimen.visible_to(person).filter(
            public_id__in=named, stage=Stage.PUBLISHED, mark__lte=Mark.AMBER
        )
        self._specimens = {each.public_id: each for each in rows} if named else {}
        live = {each.pk for each in found} | {each.live_id for each in self._specimens.values()}
        pictures = Picture.visible_to(person).filter(attachment__version__in=live)
        every = pictures.select_related("attachment__file").order_by("pk")
        self._pictures = [each for each in every if not each.attachment.file.is_erased]
        files = [each.attachment.file_id for each in self._pictures]
        covered = Redaction.objects.filter(file__in=files).exclude(boxes=[])
        self._covered = set(covered.values_list("file", flat=True))

    def of(self, alert: Alert, version: Version) -> list[Shown]:
        """Its own, and the genuine ones of its reference, with the call-outs of its findings."""
        findings = tuple(findings_of(version.part))
        shown = self._shown(alert, version.pk, findings)
        specimen = self._specimens.get(version.part.get("specimen", ""))
        if specimen is None:
            return shown
        lent = self._shown(specimen, specimen.live_id, findings, lent=True)
        return shown + [each for each in lent if each.is_genuine]

    def pair(self, shown: list[Shown]) -> tuple[Shown, Shown] | None:
        """What is genuine, and what is fraudulent, of the same side and in the same light where there are such. Where
        something lies over one of them only, a covering or its reader's name, that would give the answer away.
        """
        pairs = [
            (one, other)
            for other in shown
            for one in shown
            if (one.way, other.way) == ("genuine", "false") and self._over(one) == self._over(other)
        ]
        return min(pairs, key=_unlike, default=None)

    def _over(self, shown: Shown) -> tuple[bool, bool]:
        return shown.file.pk in self._covered, shown.item.marked >= STAMPED_FROM

    def _shown(
        self, item: Publication, version: int | None, findings: tuple[Finding, ...], *, lent: bool = False
    ) -> list[Shown]:
        words = terms()
        return [
            Shown(
                attachment=each.attachment,
                item=item,
                role=each.role,
                light=each.light,
                side=each.side,
                findings=findings,
                light_said=str(words.get(("light", each.light), each.light)),
                lent=lent,
            )
            for each in self._pictures
            if each.attachment.version_id == version
        ]


def _unlike(pair: tuple[Shown, Shown]) -> tuple[bool, bool]:
    one, other = pair
    return one.side != other.side, one.light != other.light


def _of_alert(
    key: str, alert: Alert, version: Version, pictures: _Pictures, words: Terms, places: list[Term]
) -> Exercise | None:
    """Of its pictures, where both are there; else of the words of one finding that a first or second line can check."""
    findings = [each for each in findings_of(version.part) if each.expected and each.observed]
    if not findings:
        return None
    shown = pictures.of(alert, version)
    pair = pictures.pair(shown)
    pictured = pair is not None and any(each.false for each in findings)  # else none is pointed at
    chosen = min(
        findings, key=lambda each: (pictured and not each.false, each.line, not each.decisive, each.n)
    )
    made = _in_pictures(key, pair, findings, places) if pair else _in_words(key, chosen)
    explaining = pair or [each for each in shown if chosen.n in each.numbers]
    numbers = {chosen.n}.union(*(each.numbers for each in explaining))
    return replace(
        made,
        alert=alert,
        finding=chosen,
        place=str(words.get(("location", chosen.where), "")),
        tool=str(words.get(("tool", chosen.tool), "")),
        told=[each for each in signs_of(version) if each.finding.n in numbers],
        pictures=[] if pair else sorted(explaining, key=lambda each: not each.is_genuine),
    )


def _is_swapped(key: str) -> bool:
    return int(key, 16) % 2 == 1


def _in_words(key: str, chosen: Finding) -> Exercise:
    swapped = _is_swapped(key)
    sides = (Side(words=chosen.expected), Side(words=chosen.observed))
    first, second = sides[::-1] if swapped else sides
    return Exercise(key, "words", first, second, right="b" if swapped else "a")


def _in_pictures(
    key: str, pair: tuple[Shown, Shown], findings: list[Finding], places: list[Term]
) -> Exercise:
    swapped = _is_swapped(key)
    first, second = (Side(picture=each) for each in (pair[::-1] if swapped else pair))
    by_what = frozenset({each.where for each in findings} & {term.code for term in places})
    signs = _signs(key, by_what, places)
    return Exercise(
        key,
        "pictures",
        first,
        second,
        right="a" if swapped else "b",
        signs=signs,
        by_what=by_what & {term.code for term in signs},
    )


def _signs(key: str, by_what: frozenset[str], places: list[Term]) -> list[Term]:
    """One place where a sign is, among places where none is; nothing where it can't be asked."""
    right = next((term for term in places if term.code in by_what), None)
    others = [term for term in places if term.code not in by_what]
    if right is None or not others:
        return []
    others.sort(key=lambda term: sha256(f"{key}{term.code}".encode()).hexdigest())
    return sorted([right, *others[: OFFERED - 1]], key=lambda term: (term.order, term.code))


def _of_faces(key: str) -> Exercise:
    drawn = faces.pair(key)
    return Exercise(
        key,
        "faces",
        Side(shapes=drawn.first.shapes()),
        Side(shapes=drawn.second.shapes()),
        right="same" if drawn.same else "not",
        differs=drawn.by_what,
    )
