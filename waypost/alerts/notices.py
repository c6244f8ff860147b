"""What the room tells, to whom. Words are the item's own, made when they are read."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.alerts.models import Contest
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.notices.telling import Pace, tell
from waypost.people.models import Person
from waypost.publications import reaching
from waypost.publications.models import Publication
from waypost.publications.notices import Recipients, lines_to, recipients_by


def _originators(publication: Publication, _event: Event) -> Recipients:
    """Its author and the originator's focal points."""
    return Person.objects.filter(
        Q(pk=publication.author_id) | Q(pk__in=publication.own_approvers().values("pk"))
    )


def _originators_and_secretariat(publication: Publication, event: Event) -> Recipients:
    """The originator's, and whoever runs the network where they may see it: not under STRICT and RED."""
    return Person.objects.filter(
        Q(pk__in=_originators(publication, event).values("pk"))
        | Q(pk__in=_secretariat(publication).values("pk"))
    )


def _secretariat(publication: Publication) -> Recipients:
    if publication.mark > Mark.AMBER:
        return Person.objects.none()
    runs = {key(Audience.SECRETARIAT, 0, publication.network_id)}
    return publication.people_who_can_see().filter(people_with(runs), pk__in=Person.objects.active())


def _contesting(publication: Publication, event: Event) -> Recipients:
    """Who contested it, and whoever approves for their organisation."""
    said = Contest.behind(publication, event.facts.get("contest", ""))
    if said is None:
        return Person.objects.none()
    approving = {key(Audience.APPROVERS, said.organisation_id, publication.network_id)}
    return Person.objects.active().filter(Q(pk=said.by_id) | people_with(approving))


def _reached(publication: Publication, _event: Event) -> Recipients:
    return reaching.told(publication)


def _tell(
    action: str, what: Any, who: str, find: Any, *, page: str = "item", pace: Pace = Pace.ACTION
) -> None:
    tell(
        action,
        kind=action,
        what=what,
        who=who,
        subject=Publication,
        recipients=recipients_by(find),
        words=lines_to(page),
        pace=pace,
    )


_SILENT = {
    "alerts.picture_redacted": "part of writing a draft; whoever works on it sees the covered picture on its page",
    "alerts.original_dropped": "nobody could open it through the portal anyway",
    "alerts.series_imported": "part of writing a draft; whoever works on it sees the series on its page",
    "alerts.term_added": "it is offered from now on where a word is chosen",
    "alerts.term_worded": "it means what it meant; whoever reads it next reads the new words",
    "alerts.term_ended": "it is no longer offered, and stands where it was used",
    "alerts.term_offered_again": "it is offered again where a word is chosen",
}


def declare_all() -> None:
    """Called once, when the room starts."""
    for name, reason in _SILENT.items():
        declare(name, Silent(reason))
    _tell(
        "alerts.second_checked",
        _("Checked by a second person"),
        "its author and the originator's focal points",
        _originators,
        pace=Pace.FOLLOW,
    )
    _tell(
        "alerts.seen_too",
        _("Seen elsewhere too"),
        "its author and the originator's focal points",
        _originators,
        pace=Pace.FOLLOW,
    )
    _tell(
        "alerts.contested",
        _("The issuing state contests it"),
        "its author and the originator's focal points",
        _originators,
        page="contest",
    )
    _tell(
        "alerts.contest_answered",
        _("Your word against it was answered"),
        "who contested it, and the focal points of their organisation",
        _contesting,
        page="contest",
    )
    _tell(
        "alerts.contest_reminded",
        _("The issuing state waits for your answer"),
        "its author and the originator's focal points",
        _originators,
        page="contest",
    )
    _tell(
        "alerts.contest_overdue",
        _("The answer to the issuing state is overdue"),
        "its author, the originator's focal points and, where it may see it, the secretariat",
        _originators_and_secretariat,
    )
    _tell(
        "alerts.superseded",
        _("Replaced by a newer alert"),
        "the active members it reaches",
        _reached,
        pace=Pace.FOLLOW,
    )
    _tell(
        "alerts.second_check_missed",
        _("The second check is overdue"),
        "its author, the originator's focal points and, where it may see it, the secretariat",
        _originators_and_secretariat,
    )
