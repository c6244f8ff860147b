"""What a consultation tells, to whom, in which words. Words are made when read, from what the reader may see then."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_reading_with
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.curriculum.models import Comment, Consultation
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Organisation, Person, Post

Recipients = QuerySet[Person]

SILENT = {
    "curriculum.comment_written": "it is read by the focal point when the set is made",
    "curriculum.comment_rewritten": "it is read by the focal point when the set is made",
    "curriculum.comments_taken": "they are read by the focal point when the set is made",
    "curriculum.comment_answered": "departments are told once, when the dispositions are published",
    "curriculum.comment_applied": "the version in which it stands is told of by the rooms above",
    "curriculum.comment_settled": "it is read on the board by whoever asked",
    "curriculum.no_comment_said": "it is read on the board by whoever asked",
}


def words(found: QuerySet[Consultation], person: Person) -> dict[str, Lines]:
    """Which version is consulted on, until when."""
    rows = Consultation.visible_to(person).filter(pk__in=found.values("pk"))
    versions = Consultation.versions(rows)
    return {
        each.public_id: Lines(
            title=f"{versions[each.pk].curriculum.title} {versions[each.pk].number}",
            reference=versions[each.pk].curriculum.code,
            path=reverse("consultation", args=[each.public_id]),
            mark=each.mark,
            due_at=None if each.published_at else clock.end_of(each.deadline),
        )
        for each in rows
    }


def comment_words(found: QuerySet[Comment], person: Person) -> dict[str, Lines]:
    """To whoever wrote it: on which paragraph it was."""
    rows = list(Comment.visible_to(person).filter(pk__in=found.values("pk")))
    seen = Consultation.visible_to(person).filter(pk__in={each.consultation_id for each in rows})
    heads = dict(seen.values_list("pk", "public_id"))
    return {
        each.public_id: Lines(
            title=each.number or each.paragraph[:60],
            path=reverse("comment", args=[heads[each.consultation_id], each.public_id]),
            mark=each.mark,
            summary=each.because,
        )
        for each in rows
        if each.consultation_id in heads
    }


def _of(find: Callable[[Consultation, Event], Q]) -> Callable[[Event], Recipients]:
    def recipients(event: Event) -> Recipients:
        found = Consultation.by_public_id(event.thing.partition(":")[2])
        if found is None:
            return Person.objects.none()
        seeing = found.people_who_can_see().filter(pk__in=Person.objects.active())
        return seeing.filter(find(found, event))

    return recipients


def _departments(found: Consultation, _event: Event) -> Q:
    """Everybody of the departments: each may comment."""
    return people_reading_with(
        {key(Audience.ORGANISATION, each, found.network_id) for each in found.asked_of()}
    )


def _focal_points(found: Consultation, event: Event) -> Q:
    """Those who speak for the departments that are named."""
    named = Organisation.objects.filter(public_id__in=event.facts.get("departments", []))
    keys = {key(Audience.APPROVERS, each, found.network_id) for each in named.values_list("pk", flat=True)}
    return people_reading_with(keys)


def _keepers(found: Consultation, _event: Event) -> Q:
    own = people_reading_with({key(Audience.ORGANISATION, found.organisation_id, found.network_id)})
    return own & Q(acting_as__post__role__in=Post.COORDINATING)


def _tell(
    action: str,
    what: Any,
    who: str,
    find: Callable[[Consultation, Event], Q],
    about: Callable[[Event], str] | None = None,
) -> None:
    tell(
        action,
        kind=action,
        what=what,
        who=who,
        subject=Consultation,
        recipients=_of(find),
        words=words,
        pace=Pace.ACTION,
        about=about,
    )


_tell(
    "curriculum.consultation_opened",
    _("Your department is consulted"),
    "everybody of the departments consulted",
    _departments,
)
_tell(
    "curriculum.consultation_extended",
    _("A consultation has a later deadline"),
    "everybody of the departments consulted",
    _departments,
)
_tell(
    "curriculum.silent_reminded",
    _("Your department has not answered a consultation"),
    "the focal points of departments that are silent",
    _focal_points,
)
_tell(
    "curriculum.set_released",
    _("A department released its comments"),
    "who coordinates for the organisation that asked",
    _keepers,
)
_tell(
    "curriculum.dispositions_published",
    _("How comments were dealt with"),
    "everybody of the departments consulted",
    _departments,
)
for _name, _what in (
    ("curriculum.comment_left_out", _("A comment of yours was left out")),
    ("curriculum.comment_merged", _("A comment of yours was merged into another")),
):
    tell(
        _name,
        kind=_name,
        what=_what,
        who="whoever wrote the comment",
        subject=Comment,
        recipients=lambda event: Person.objects.filter(public_id=event.facts.get("author", "")),
        words=comment_words,
        pace=Pace.ACTION,
    )
for _name, _because in SILENT.items():
    declare(_name, Silent(_because))
