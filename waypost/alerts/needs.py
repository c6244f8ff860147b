"""What alerts want of a person, for the first page: what one person published, to be checked; what the issuing state
says, to be answered.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.access.keys import Audience, key, keys_of
from waypost.alerts.models import Contest, SecondCheck
from waypost.people.models import Person
from waypost.publications.lists import Reading, Row, rows_for
from waypost.publications.models import Publication
from waypost.publications.needs import Need


def needs_of(person: Person) -> list[Need]:
    """Everything about alerts that waits for this person: two queries, and four more where something does."""
    checks, contests = SecondCheck.waiting_for(person), Contest.waiting_for(person)
    if not checks and not contests:
        return []
    found = Publication.visible_to(person).filter(pk__in={*checks, *contests}).select_related("originator")
    needs = []
    for row in rows_for(person, found, reading=Reading(frozenset(), {})):
        publication = row.publication
        assert isinstance(publication, Publication)  # noqa: S101  fetched whole above
        if publication.pk in checks and _approves(person, publication):
            needs.append(_check(row, checks[publication.pk]))
        if publication.pk in contests and _answers(person, publication):
            needs.append(_answer(row, contests[publication.pk]))
    return needs


def _approves(person: Person, publication: Publication) -> bool:
    """As ``may_check_second`` has it, of what this person works on and did not write."""
    return publication.approver_key() in keys_of(person) or _of_originator(person, publication)


def _answers(person: Person, publication: Publication) -> bool:
    """As ``may_answer_contest`` has it, of what this person works on: who approves it from elsewhere answers for
    nothing in it.
    """
    writes = person.pk == publication.author_id or publication.approver_key() not in keys_of(person)
    return writes or _of_originator(person, publication)


def _of_originator(person: Person, publication: Publication) -> bool:
    return key(Audience.APPROVERS, publication.originator_id, publication.network_id) in keys_of(person)


def _check(row: Row, due_at: datetime) -> Need:
    return Need(
        what=_("Second check"),
        row=row,
        address=reverse("second_check", args=[row.publication.public_id]),
        button=pgettext("act", "Check"),
        due_at=due_at,
        told=_("One person published it. Nobody else has looked at it yet."),
        main=True,
    )


def _answer(row: Row, due_at: datetime) -> Need:
    return Need(
        what=_("The issuing state contests it"),
        row=row,
        address=reverse("contest", args=[row.publication.public_id]),
        button=pgettext("act", "Answer"),
        due_at=due_at,
    )
