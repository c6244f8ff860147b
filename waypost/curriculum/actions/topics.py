"""Topics: proposed and supported by departments, ranked and answered by whoever keeps the curriculum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Denied, Refused
from waypost.curriculum.models import Curriculum, Paragraph, ProposedTopic, TopicAnswer, TopicSupport
from waypost.curriculum.models.topics import Priority
from waypost.curriculum.policies import may_propose, may_support
from waypost.curriculum.signing import departments
from waypost.gate.refusing import check_words
from waypost.people.models import Organisation, Person

MOST_TOPICS = 200  # of one curriculum


@dataclass(frozen=True)
class TopicWords:
    """A topic as it is proposed: title and reason in one language at least."""

    title_en: str = ""
    title_th: str = ""
    why_en: str = ""
    why_th: str = ""
    priorities: Sequence[Priority] = field(default=())

    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("title_en", "title_th", "why_en", "why_th")}


@action("curriculum.topic_proposed", allowed=may_propose)
def propose(*, by: Person, curriculum: Curriculum, words: TopicWords) -> ProposedTopic:
    """Propose a topic for the department that ``by`` sits there for, which supports it."""
    department = _department(by, curriculum.group_id)
    _check(words)
    if ProposedTopic.unfiltered.filter(curriculum=curriculum.pk).count() >= MOST_TOPICS:
        raise Refused(_("200 topics are proposed already. Support one of them."))
    topic = ProposedTopic(
        curriculum_id=curriculum.pk,
        group_id=curriculum.group_id or 0,  # asked by the policy
        organisation=department,
        by=by,
        at=clock.now(),
        **words.texts(),
    )
    topic.save()
    topic.priorities.set(words.priorities)
    topic.recompile()
    TopicSupport(topic_id=topic.pk, organisation=department, by=by, at=clock.now()).save()
    doors.about(topic)
    doors.note(topic=topic.public_id, priorities=len(words.priorities))
    return topic


@action("curriculum.topic_supported", allowed=may_support)
def support(*, by: Person, topic: ProposedTopic, supports: bool = True) -> None:
    """Support a topic for the own department, or take that back."""
    department = _department(by, topic.group_id)
    held = TopicSupport.unfiltered.filter(topic=topic.pk, organisation=department)
    if not supports:
        held.delete()
    elif not held.exists():
        TopicSupport(topic_id=topic.pk, organisation=department, by=by, at=clock.now()).save()
    doors.note(topic=topic.public_id, supports=supports, organisation=department.code)


@action("curriculum.topics_ranked", allowed=may_write)
def rank(*, by: Person, curriculum: Curriculum, ranks: Mapping[str, int | None]) -> None:
    """Say in which order topics come: by the public id of each its rank, or None."""
    given = [each for each in ranks.values() if each is not None]
    if len(set(given)) < len(given):
        raise Refused(_("Two topics have the same rank. Give each its own."))
    for topic in ProposedTopic.unfiltered.filter(curriculum=curriculum.pk, public_id__in=list(ranks)):
        topic.rank = ranks[topic.public_id]
        topic.save()
    doors.note(topics=len(given))


@action("curriculum.topic_answered", allowed=may_write)
def answer(*, by: Person, curriculum: Curriculum, topic: ProposedTopic, stables: Sequence[str]) -> None:
    """Say which parts and modules answer a topic."""
    if topic.curriculum_id != curriculum.pk:
        raise Denied("curriculum.topic_answered", thing=curriculum)
    rows = Paragraph.unfiltered.filter(version__curriculum=curriculum.pk, kind__in=Paragraph.HEADINGS)
    known = set(rows.filter(stable__in=list(stables)).values_list("stable", flat=True))
    if known != set(stables):
        raise Refused(_("A part that you chose is in no version. Open the page again and choose anew."))
    TopicAnswer.unfiltered.filter(topic=topic.pk).delete()
    TopicAnswer.unfiltered.bulk_create(
        [TopicAnswer(topic_id=topic.pk, stable=each) for each in sorted(known)]
    )
    doors.note(topic=topic.public_id, parts=len(known))


def _department(by: Person, group: int | None) -> Organisation:
    """For whom ``by`` speaks in the group."""
    own = by.organisation.pk if by.organisation else 0
    for each in departments(group, clock.today()):
        if each.pk == own:
            return each
    raise Refused(
        _("Topics are proposed and supported by the departments of the group. Yours is none of them.")
    )


def _check(words: TopicWords) -> None:
    for names, sentence in (
        (("title_en", "title_th"), _("Give the topic a title, in one language at least.")),
        (("why_en", "why_th"), _("Say why it is to be taught, in one language at least.")),
    ):
        if not any(getattr(words, name).strip() for name in names):
            raise Refused(sentence, **{names[0]: sentence})
    texts: dict[str, Any] = words.texts()
    check_words(**texts)
