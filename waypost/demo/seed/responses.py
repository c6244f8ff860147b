"""What readers do with an item of the demo: open it, answer for their organisation, ask for wider release."""

import hashlib
from datetime import datetime, timedelta
from functools import partial

from waypost.core import clock
from waypost.demo.seed.story import Story
from waypost.demo.world.items import BANGKOK, Item, Version
from waypost.demo.world.persons import HOLDERS
from waypost.people.models import Person
from waypost.publications.actions import afterwards, answering, ladder
from waypost.publications.models import Acknowledgement, Addressee, Publication
from waypost.publications.reaching import told

# Of one version, beside those who answer.
MOST_READERS = {"alert": 5, "specimen": 2}
OF_OTHERS = 9


class Responses:
    """The responses to one item, put into the story as its versions are published."""

    def __init__(self, story: Story, item: Item, pk: int) -> None:
        self.story, self.item, self.pk = story, item, pk
        self.cast, self.author = story.cast, story.cast[item.by]

    def schedule(self, number: int, version: Version) -> None:
        """To be called as version ``number`` has just been published."""
        if "answer_within" in self.item.facts:
            self._schedule_answers(number, version)
            self._schedule_ladder()
        self._schedule_readers(number)

    def seen_by(self, person: Person) -> Publication:
        found = Publication.visible_to(person).select_related("network").filter(pk=self.pk).first()
        if found is None:
            when = f"{clock.now():%Y-%m-%d %H:%M}Z"
            raise LookupError(f"{self.item.slug}: {person} can't see it at {when}. Mend the item's file.")
        return found

    # Answers.

    def _schedule_answers(self, number: int, version: Version) -> None:
        """Those the item tells of; every other addressed organisation answers in time, but for the silent ones."""
        for act in version.answers:
            self.story.at(act.at, partial(self.answer, number, self.cast[act.by], act.answer, act.words))
        spoken = {_code(self.cast[act.by]) for act in version.answers} | set(
            self.item.facts.get("silent", ())
        )
        asked = Addressee.visible_to(self.author).filter(version=self.seen_by(self.author).live_id)
        for row in asked.filter(person__isnull=True).select_related("organisation"):
            if row.organisation.code not in spoken:
                self._schedule_answer(number, row.organisation.code, row.due_at)

    def _schedule_answer(self, number: int, code: str, due_at: datetime) -> None:
        chance = _chance(self.item.slug, str(number), code)
        moment = _by_day(clock.now() + (due_at - clock.now()) * (0.05 + chance * 0.6))
        answer = "acting" if chance < 0.25 else "not-ours" if chance > 0.85 else "received"
        if moment < due_at:
            self.story.at(moment, partial(self._answer_for, number, code, answer))

    def _answer_for(self, number: int, code: str, answer: str) -> None:
        for person in self.cast.values():
            tenure = person.tenure
            there = tenure and tenure.post.approves and tenure.post.organisation.code == code
            if there and person.is_active_member():
                self.answer(number, person, answer, "")
                return

    def answer(self, number: int, by: Person, answer: str, remark: str) -> None:
        publication = self.seen_by(by)
        answering.opened(by=by, publication=publication)
        given = Acknowledgement.Answer(answer)
        answering.acknowledge(by=by, publication=publication, version=number, answer=given, remark=remark)

    def _schedule_ladder(self) -> None:
        span = timedelta(hours=self.item.facts["answer_within"])
        for share in (25, 50, 75, 100):
            self.story.at(clock.now() + span * share / 100, _climb)

    # Readers.

    def _schedule_readers(self, number: int) -> None:
        gone = [self.cast[row.key].pk for row in HOLDERS if row.last_seen]
        readers = told(self.seen_by(self.author)).exclude(pk__in=[self.author.pk, *gone])
        ranked = sorted(
            (_chance(self.item.slug, str(number), reader.email), reader.email) for reader in readers
        )
        if number == 1:  # an earlier version is shown to who read it
            for key in self.item.facts.get("read_by", ()):
                self.story.at(_by_day(clock.now() + timedelta(hours=1)), partial(self.read, self.cast[key]))
        for chance, email in ranked[: MOST_READERS.get(self.item.facts["kind"], OF_OTHERS)]:
            moment = _by_day(clock.now() + timedelta(hours=1 + 40 * chance))
            self.story.at(moment, partial(self.read, self.cast[email.partition("@")[0]]))

    def read(self, by: Person) -> None:
        """Open the item, unless it was withdrawn or the person has left by then."""
        publication = Publication.visible_to(by).filter(pk=self.pk, withdrawn_at__isnull=True).first()
        if publication is not None:
            answering.opened(by=by, publication=publication)

    # Asking for wider release.

    def ask_wider(self, row: dict[str, str], key: int) -> None:
        by = self.cast[row["by"]]
        asked = afterwards.ask_wider(by=by, publication=self.seen_by(by), key=key, reason=row["reason"])
        if "answered_by" in row:
            answered = datetime.fromisoformat(str(row["answered"])).replace(tzinfo=BANGKOK)
            self.story.at(answered, partial(self._answer_wider, row, asked.public_id))

    def _answer_wider(self, row: dict[str, str], request: str) -> None:
        by = self.cast[row["answered_by"]]
        afterwards.answer_wider(
            by=by,
            publication=self.seen_by(by),
            request=request,
            grant=bool(row["granted"]),
            answer=row["answer"],
        )


def _climb() -> None:
    ladder.climb_ladders()


def _code(person: Person) -> str:
    """The code of the organisation the person acts for; everybody of the demo has a post."""
    assert person.acting_as is not None  # noqa: S101
    return person.acting_as.post.organisation.code


def _chance(*words: str) -> float:
    """The same number from 0 to 1 for the same words, each time."""
    return int.from_bytes(hashlib.sha256("/".join(words).encode()).digest()[:4]) / 2**32


def _by_day(moment: datetime) -> datetime:
    """Moved to the next morning, if it is night in Bangkok."""
    local = moment.astimezone(BANGKOK)
    if 7 <= local.hour < 20:
        return local
    morning = local if local.hour < 7 else local + timedelta(days=1)
    return morning.replace(hour=8)
