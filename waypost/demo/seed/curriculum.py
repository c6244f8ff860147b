"""The maritime curriculum of the demo in its group: topics, letters about the first draft, the second as a document."""

from typing import Any

from waypost.access.marks import Mark
from waypost.curriculum.actions import document as documents
from waypost.curriculum.actions import signing, topics
from waypost.curriculum.actions import versions as actions
from waypost.curriculum.actions.topics import TopicWords
from waypost.curriculum.document import Document, ModuleFacts, Words
from waypost.curriculum.lists.document import document_of
from waypost.curriculum.models import Curriculum, CurriculumVersion, Priority, ProposedTopic, Status
from waypost.demo.seed.files import clean_file
from waypost.demo.seed.groups import working_group
from waypost.demo.seed.story import Story
from waypost.demo.world import curriculum as world
from waypost.people.models import Person


def schedule_curriculum(story: Story) -> None:
    story.at(world.GROUP_AT, lambda: _give_to_group(story))
    for row in world.TOPICS:
        story.at(row.at, lambda row=row: _propose(story, row))  # type: ignore[misc]
    for at, who, day, letter in world.SIGNED:
        story.at(at, lambda who=who, day=day, letter=letter: _sign(story, who, day, letter))  # type: ignore[misc]
    story.at(world.RANKED_AT, lambda: _rank(story))
    story.at(world.WRITTEN_AT, lambda: _write(story))
    story.at(world.CONSULTED_AT, lambda: _consult(story))


def kept(by: Person) -> Curriculum:
    """The curriculum, as somebody reads it now."""
    return Curriculum.visible_to(by).get(code=world.CODE)


def _give_to_group(story: Story) -> None:
    by = story.cast[world.BY]
    found = kept(by)
    actions.write(
        by=by,
        curriculum=found,
        title_en=found.title_en,
        title_th=found.title_th,
        mark=Mark(found.mark),
        topics=list(found.topics.all()),
        group=working_group(by).group,
    )


def _propose(story: Story, row: world.Topic) -> None:
    by = story.cast[row.who]
    texts = {name: getattr(row, name) for name in ("title_en", "title_th", "why_en", "why_th")}
    words = TopicWords(**texts, priorities=list(Priority.objects.filter(key__in=row.priorities)))
    made = topics.propose(by=by, curriculum=kept(by), words=words)
    for who in row.supported:
        topics.support(by=story.cast[who], topic=made)


def _sign(story: Story, who: str, day: Any, letter: str) -> None:
    by = story.cast[who]
    assert by.organisation is not None  # noqa: S101  they hold a post
    version = CurriculumVersion.visible_to(by).get(curriculum__code=world.CODE, number=world.FIRST)
    signing.sign_off(
        by=by,
        curriculum=kept(by),
        number=world.FIRST,
        digest=version.digest,
        organisation=by.organisation,
        signed_on=day,
        letter=letter,
        scan=clean_file("signed-letter.typ", "letter.pdf"),
    )


def _rank(story: Story) -> None:
    by = story.cast[world.BY]
    by_title = {each.title_en: each.public_id for each in ProposedTopic.visible_to(by)}
    ranks = {by_title[row.title_en]: row.rank or None for row in world.TOPICS}
    topics.rank(by=by, curriculum=kept(by), ranks=ranks)


def _write(story: Story) -> None:
    """The second draft begins as the first stands, so what lives on keeps its id; then it is written."""
    by = story.cast[world.BY]
    version = actions.begin_version(by=by, curriculum=kept(by), number=world.SECOND)
    written = _document({each.text_en: each.stable for each in document_of(by, version)})
    documents.write_document(by=by, curriculum=kept(by), number=world.SECOND, document=written)
    headings = {each.module.code: each.stable for each in written if each.module}
    for topic in ProposedTopic.visible_to(by):
        row = next(each for each in world.TOPICS if each.title_en == topic.title_en)
        stables = [headings[code] for code in row.answered]
        topics.answer(by=by, curriculum=kept(by), topic=topic, stables=stables)


def _document(before: dict[str, str]) -> Document:
    return tuple(
        Words(
            row.kind,
            row.english,
            row.thai,
            ModuleFacts(row.code, row.minutes, row.delivery) if row.code else None,
            **({"stable": before[row.was]} if row.was else {}),
        )
        for row in world.DOCUMENT
    )


def _consult(story: Story) -> None:
    by = story.cast[world.BY]
    actions.move(by=by, curriculum=kept(by), number=world.SECOND, status=Status.CONSULTATION)
