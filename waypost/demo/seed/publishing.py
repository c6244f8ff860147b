"""One item of the demo, from its first word to its withdrawal, as steps of the story."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.alerts.actions import flash
from waypost.demo.seed.alerting import Alerting
from waypost.demo.seed.files import clean_file
from waypost.demo.seed.responses import Responses
from waypost.demo.seed.story import Story
from waypost.demo.world.items import BANGKOK, Act, Item, Translation, Version
from waypost.people.models import Group, Person
from waypost.places.models import Route, Topic
from waypost.publications.actions import afterwards, approving, attaching, drafting, reminding
from waypost.publications.models import Publication

TICKED = frozenset({"redaction"})  # of alerts and references with pictures; of others nothing is asked


def schedule(story: Story, item: Item, known: dict[str, str]) -> Responses:
    """Put every step of the item into the story. What is given back knows the item's number once it is there.
    ``known`` are the public ids of alerts and genuine references, by slug, as they come to be.
    """
    telling = _Telling(story, item, known)
    story.at(item.versions[0].started, telling.draft)
    for number, version in enumerate(item.versions, start=1):
        telling.schedule_version(number, version)
    for act, step in (
        (item.withdrawn, telling.withdraw),
        (item.returned, telling.send_back),
        (item.public, telling.make_public),
    ):
        if act:
            story.at(act.at, partial(step, act))
    telling.alerting.schedule(story, known)
    if row := item.facts.get("reminded"):
        story.at(row["at"].replace(tzinfo=BANGKOK), partial(telling.remind, row["by"]))
    for row in item.facts.get("wider", ()):
        asked = datetime.fromisoformat(str(row["at"])).replace(tzinfo=BANGKOK)
        story.at(asked, partial(telling.ask_wider, row))
    return telling.responses


class _Telling:
    """The steps of one item. Each looks the item up as the person who acts sees it then."""

    def __init__(self, story: Story, item: Item, known: dict[str, str]) -> None:
        self.story, self.item, self.cast = story, item, story.cast
        self.known = known
        self.author = story.cast[item.by]
        self.network = story.bodies.networks[item.network]
        self.responses = Responses(story, item, 0)
        self.alerting = Alerting(item, self.author, self.responses.seen_by)

    def seen_by(self, person: Person) -> Publication:
        return self.responses.seen_by(person)

    def draft(self) -> None:
        organisation = self.author.organisation
        assert organisation is not None  # noqa: S101  every author acts for one
        kind, language = self.item.facts["kind"], self.item.language
        begun = drafting.start(
            by=self.author, organisation=organisation, kind=kind, network=self.network, language=language
        )
        self.responses.pk = begun.pk
        self._write(self.item.versions[0])
        self._save_part("")
        head = self.seen_by(self.author)
        drafting.address(by=self.author, publication=head, revision=head.revision, terms=self._terms())
        for row in self.item.facts.get("files", ()):
            self._attach(**row)
        if kind in ("alert", "specimen"):
            self._save_shown(begun.public_id)

    def schedule_version(self, number: int, version: Version) -> None:
        if number > 1:
            self.story.at(version.started, partial(self.start_version, version))
        if version.submitted and "alone" not in self.item.facts:
            self.story.at(version.submitted, self.submit)
        if version.published:
            self.story.at(version.published, partial(self.publish, number, version))
        for each in version.translations:
            if each.at and each.approved:
                self.story.at(each.at, partial(self.translate, each))
                self.story.at(each.approved, partial(self.approve_translation, each))

    def start_version(self, version: Version) -> None:
        afterwards.start_version(by=self.author, publication=self.seen_by(self.author))
        self._write(version)
        self._save_part(version.changes)

    def submit(self) -> None:
        drafting.submit(by=self.author, publication=self.seen_by(self.author))

    def publish(self, number: int, version: Version) -> None:
        if "alone" in self.item.facts:
            self._publish_alone(number, version)
            return
        approver = self.cast[self.item.approver]
        languages = {self.item.language, *(each.language for each in version.translations if not each.at)}
        approving.approve(
            by=approver,
            publication=self.seen_by(approver),
            version=number,
            languages=frozenset(languages),
            ticked=TICKED,
        )
        self.responses.schedule(number, version)

    def _publish_alone(self, number: int, version: Version) -> None:
        """An urgent alert that one person sends out; another checks it within a day."""
        by, alone = self.author, self.item.facts["alone"]
        languages = frozenset({self.item.language, *(each.language for each in version.translations)})
        approving.publish_alone(
            by=by, publication=self.seen_by(by), version=number, languages=languages, ticked=TICKED
        )
        self.responses.schedule(number, version)
        if "by" in alone:
            checked = datetime.fromisoformat(str(alone["at"])).replace(tzinfo=BANGKOK)
            self.story.at(checked, partial(self._check_second, self.cast[alone["by"]], number))

    def _check_second(self, by: Person, number: int) -> None:
        flash.check_second(by=by, publication=self.seen_by(by), version=number, ticked=TICKED)

    def send_back(self, act: Act) -> None:
        by = self.cast[act.by]
        approving.send_back(by=by, publication=self.seen_by(by), because=act.words)

    def make_public(self, act: Act) -> None:
        by = self.cast[act.by]
        afterwards.make_public(by=by, publication=self.seen_by(by))

    def withdraw(self, act: Act) -> None:
        by = self.cast[act.by]
        afterwards.withdraw(by=by, publication=self.seen_by(by), because=act.words)

    def translate(self, each: Translation) -> None:
        by, words = self.cast[each.by], each.words
        afterwards.save_translation(
            by=by,
            publication=self.seen_by(by),
            language=each.language,
            title=words.title,
            summary=words.summary,
            body=words.body,
        )

    def approve_translation(self, each: Translation) -> None:
        by = self.cast[each.approver]
        afterwards.approve_translation(by=by, publication=self.seen_by(by), language=each.language)

    def remind(self, by: str) -> None:
        reminding.remind(by=self.cast[by], publication=self.seen_by(self.cast[by]))

    def ask_wider(self, row: dict[str, str]) -> None:
        self.responses.ask_wider(row, self._key(row["to"]))

    def _write(self, version: Version) -> None:
        texts = [(self.item.language, version.words, 1)]
        before = {each.language for each in self.item.versions[0].translations if version.changes}
        texts += [
            (each.language, each.words, int(each.language in before))
            for each in version.translations
            if not each.at
        ]
        for language, words, revision in texts:
            drafting.save_text(
                by=self.author,
                publication=self.seen_by(self.author),
                language=language,
                revision=revision,
                title=words.title,
                summary=words.summary,
                body=words.body,
            )

    def _attach(self, source: str, name: str, shows: str) -> None:
        by, head = self.author, self.seen_by(self.author)
        attachment = attaching.attach(by=by, publication=head, clean=clean_file(source, name))
        attaching.describe(by=by, publication=head, descriptions={attachment.public_id: shows})

    def _save_shown(self, public_id: str) -> None:
        """The pictures, the call-outs on them, and the number series of an alert or a reference."""
        self.known[self.item.slug] = public_id
        self.alerting.declare()
        part = self.alerting.illustrate(self.alerting.part(self.known))
        drafting.save_part(by=self.author, publication=self.seen_by(self.author), part=part)

    def _save_part(self, changes: str) -> None:
        head = self.seen_by(self.author)
        version = head.in_work()
        part = version.part if version and changes else self.alerting.part(self.known)
        drafting.save_part(by=self.author, publication=self.seen_by(self.author), part=part, changes=changes)

    def _terms(self) -> drafting.Terms:
        facts = self.item.facts
        named = facts.get("approved_by") == Publication.ApprovedBy.NAMED
        return drafting.Terms(
            mark=Mark[facts["mark"]],
            to=self._keys(facts.get("to", ())),
            not_to=self._keys(facts.get("not_to", ())),
            national_marking=facts.get("national_marking", ""),
            urgency=facts.get("urgency", "routine"),
            topics=tuple(Topic.objects.filter(key__in=facts["topics"])),
            routes=tuple(Route.objects.filter(key__in=facts.get("routes", ()))),
            asks_answer="answer_within" in facts,
            answer_within=facts.get("answer_within", 72),
            review_by=self.item.day("review"),
            expires_on=self.item.day("expires"),
            approved_by=facts.get("approved_by", Publication.ApprovedBy.OWN),
            approver=self.cast[self.item.approver] if named else None,
        )

    def _keys(self, names: Iterable[str]) -> frozenset[int]:
        return frozenset(map(self._key, names))

    def _key(self, name: str) -> int:
        """The key of "member:th", "organisation:DPA", "group:…" or "person:…"."""
        kind, _, which = name.partition(":")
        if kind == "person":
            return key(Audience.PERSON, self.cast[which].pk)
        bodies = self.story.bodies
        ids = {
            "member": {name: body.pk for name, body in bodies.members.items()},
            "organisation": {name: body.pk for name, body in bodies.organisations.items()},
            "group": dict(Group.objects.values_list("key", "pk")),
        }
        return key(Audience[kind.upper()], ids[kind][which], self.network.pk)
