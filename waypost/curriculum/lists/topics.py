"""The topics proposed for a curriculum, always from ``visible_to``: a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.curriculum.lists.document import Shown, document_of, reader_first, shown
from waypost.curriculum.lists.versions import versions_of
from waypost.curriculum.models import (
    Curriculum,
    CurriculumVersion,
    ProposedTopic,
    TopicAnswer,
    TopicSupport,
)
from waypost.people.models import Organisation


@dataclass
class Proposed:
    """One topic, with the departments that support it and the parts that answer it in the newest version."""

    topic: ProposedTopic
    supporters: list[Organisation] = field(default_factory=list)
    answers: list[Shown] = field(default_factory=list)
    supported: bool = False  # by the viewer's own department

    @property
    def title(self) -> tuple[str, str]:
        return _in_words(self.topic, "title")

    @property
    def why(self) -> tuple[str, str]:
        return _in_words(self.topic, "why")


def topics_of(viewer: Viewer, curriculum: Curriculum, newest: CurriculumVersion | None) -> list[Proposed]:
    """Those with a rank in its order, then those that most departments support. Six queries at most."""
    rows = ProposedTopic.visible_to(viewer).filter(curriculum=curriculum.pk)
    found = list(rows.select_related("organisation__member").prefetch_related("priorities"))
    ids = [each.pk for each in found]
    support, answered = defaultdict[int, list[Organisation]](list), defaultdict[int, set[str]](set)
    for each in (
        TopicSupport.visible_to(viewer).filter(topic__in=ids).select_related("organisation").order_by("at")
    ):
        support[each.topic_id].append(each.organisation)
    for said in TopicAnswer.visible_to(viewer).filter(topic__in=ids):
        answered[said.topic_id].add(said.stable)
    parts = headings_of(viewer, newest) if newest and answered else []
    own = viewer.organisation.pk if viewer.organisation else 0
    made = [
        Proposed(
            topic,
            support[topic.pk],
            [each for each in parts if each.words.stable in answered[topic.pk]],
            own in {each.pk for each in support[topic.pk]},
        )
        for topic in found
    ]
    return sorted(made, key=_order)


def headings_of(viewer: Viewer, version: CurriculumVersion) -> list[Shown]:
    return [each for each in shown(document_of(viewer, version)) if each.words.is_heading]


def topic_named(viewer: Viewer, curriculum: Curriculum, public_id: str) -> ProposedTopic | None:
    rows = ProposedTopic.visible_to(viewer).filter(curriculum=curriculum.pk, public_id=public_id)
    return rows.select_related("organisation").first()


def answers_of(viewer: Viewer, topic: ProposedTopic) -> list[str]:
    return list(TopicAnswer.visible_to(viewer).filter(topic=topic.pk).values_list("stable", flat=True))


def newest_of(viewer: Viewer, curriculum: Curriculum) -> CurriculumVersion | None:
    return next(iter(versions_of(viewer, curriculum)), None)


def words_of(topic: ProposedTopic) -> tuple[str, str]:
    """Its title as (language, words)."""
    return _in_words(topic, "title")


def _order(each: Proposed) -> tuple[bool, int, int, int]:
    rank = each.topic.rank
    return rank is None, rank or 0, -len(each.supporters), each.topic.pk


def _in_words(topic: ProposedTopic, name: str) -> tuple[str, str]:
    both = reader_first([(each, getattr(topic, f"{name}_{each}")) for each in ("en", "th")])
    return next((each for each in both if each[1]), both[0])
