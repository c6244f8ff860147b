"""What the room tells, to whom, in which words. Words are made when they are read, from what the reader
may see then.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person, Post
from waypost.publications import reaching
from waypost.publications.actions.ladder import LADDERS, NOBODY_THERE, Whom
from waypost.publications.lists import rows_for
from waypost.publications.models import Addressee, Publication, Warned, WiderRequest
from waypost.publications.states import Stage

Recipients = QuerySet[Person]
ALONE = "publications.published_alone"


def _subject(event: Event) -> Publication | None:
    """The publication of an event, found by the worker, who is nobody: whom it reaches is asked next."""
    return Publication.by_public_id(event.thing.partition(":")[2])


def recipients_by(find: Callable[[Publication, Event], Recipients]) -> Callable[[Event], Recipients]:
    def recipients(event: Event) -> Recipients:
        publication = _subject(event)
        return find(publication, event) if publication is not None else Person.objects.none()

    return recipients


def lines_to(page: str) -> Callable[[QuerySet[Publication], Person], dict[str, Lines]]:
    """Words for publications, leading to one of their pages."""

    def words(publications: QuerySet[Publication], person: Person) -> dict[str, Lines]:
        found = {}
        for row in rows_for(person, publications):
            publication = row.publication
            found[publication.public_id] = Lines(
                title=row.text.title if row.text else publication.reference,
                summary=row.text.summary if row.text else "",
                language=row.text.language if row.text else "",
                path=reverse(page, args=[publication.public_id]),
                mark=Mark(publication.mark),
                reference=publication.reference,
                urgency=publication.urgency,
                urgency_label=publication.get_urgency_display(),
                due_at=row.addressee.due_at if row.addressee and not row.addressee.answered else None,
                withdrawn=row.withdrawn,
            )
        return found

    return words


def _approvers(publication: Publication, _event: Event) -> Recipients:
    return publication.approvers()


def _checkers(publication: Publication, _event: Event) -> Recipients:
    """Whoever may check what one person published: those the author chose, and the originator's own."""
    either = Q(pk__in=publication.approvers().values("pk")) | Q(
        pk__in=publication.own_approvers().values("pk")
    )
    return Person.objects.filter(either).exclude(pk=publication.author_id)


def _author_in_work(publication: Publication, _event: Event) -> Recipients:
    version = publication.in_work()
    return Person.objects.filter(pk=version.author_id if version else publication.author_id)


def _reached(publication: Publication, _event: Event) -> Recipients:
    return reaching.told(publication)


def _reached_first(publication: Publication, event: Event) -> Recipients:
    return reaching.told(publication) if event.facts["first"] else Person.objects.none()


def _reached_again(publication: Publication, event: Event) -> Recipients:
    return Person.objects.none() if event.facts["first"] else reaching.told(publication)


def _newly_reached(publication: Publication, event: Event) -> Recipients:
    """Those a wider release adds: who holds a key it was released to, and none that read it before."""
    to, before = set(event.facts.get("to", ())), set(event.facts.get("before", ()))
    return reaching.told(publication).filter(people_with(to)).exclude(people_with(before))


def _originators(publication: Publication, _event: Event) -> Recipients:
    if publication.mark == Mark.RED:
        return Person.objects.filter(pk=publication.author_id)
    return Person.objects.filter(
        Q(pk=publication.author_id) | Q(pk__in=publication.own_approvers().values("pk"))
    )


def _asker(publication: Publication, event: Event) -> Recipients:
    return Person.objects.filter(pk__in=WiderRequest.askers(publication, event.facts.get("request", "")))


def _silent_ones(publication: Publication, event: Event) -> Recipients:
    """Whom the rung names, less whoever may not see the item: never a leak. Where that is nobody, whom the next one
    names; the last names the originator: never silence.
    """
    rungs = [rung.whom for rung in LADDERS[Mark(publication.mark)] if rung.share >= event.facts["rung"]]
    return _first_to_see(publication, rungs, [event.facts["addressee"]])


def _who_can_mend(publication: Publication, event: Event) -> Recipients:
    """Who is told that nobody there can answer: those the table names, else the ladder's last rung."""
    mark = Mark(publication.mark)
    return _first_to_see(
        publication, [NOBODY_THERE[mark], LADDERS[mark][-1].whom], event.facts.get("addressees", [])
    )


def _who_can_answer_now(publication: Publication, event: Event) -> Recipients:
    """The focal points and deputies (under RED the persons) who can answer where nobody could."""
    return _answering_for(publication, Addressee.by_ids(event.facts.get("addressees", [])))


def _still_silent(publication: Publication, event: Event) -> Recipients:
    """Who can answer for those reminded that have not answered meanwhile; nobody once it is over."""
    rows = Addressee.by_ids(event.facts.get("addressees", []))
    waiting = [row for row in rows if not row.answered and row.version_id == publication.live_id]
    over = publication.stage != Stage.PUBLISHED or publication.is_expired(clock.today())
    return _answering_for(publication, [] if over else waiting)


def _answering_for(publication: Publication, addressees: list[Addressee]) -> Recipients:
    answering = reaching.answerers(publication)
    if publication.mark == Mark.RED:
        return answering.filter(pk__in=[each.person_id for each in addressees])
    return answering.filter(acting_as__post__organisation__in=[each.organisation_id for each in addressees])


def _first_to_see(
    publication: Publication, steps: Iterable[tuple[Whom, ...]], addressees: list[int]
) -> Recipients:
    """The persons of the first step that names somebody active who may see the item."""
    rows = Addressee.by_ids(addressees)
    seeing = publication.people_who_can_see().filter(pk__in=Person.objects.active())
    for whom in steps:
        condition = Q(pk__in=[])
        for each, row in product(whom, rows):
            condition |= _named_by(each, publication, row)
        if (found := seeing.filter(condition)).exists():
            return found
    return Person.objects.none()


def _named_by(whom: Whom, publication: Publication, addressee: Addressee) -> Q:
    """The persons one word of the ladder stands for."""
    here = Q(acting_as__post__organisation=addressee.organisation_id)
    match whom:
        case Whom.PERSON:
            return Q(pk=addressee.person_id)
        case Whom.FOCAL_POINTS:
            return here & Q(acting_as__post__role=Post.Role.FOCAL_POINT)
        case Whom.ALL_APPROVING:
            return here & Q(acting_as__post__role__in=Post.APPROVING)
        case Whom.MISSION:
            return Q(
                acting_as__post__role=Post.Role.MISSION_FOCAL_POINT,
                acting_as__post__covers=addressee.organisation.member_id,
            )
        case Whom.SECRETARIAT:
            return people_with({key(Audience.SECRETARIAT, 0, publication.network_id)})
        case Whom.AUTHOR:
            return Q(pk=publication.author_id)
        case Whom.ORIGINATOR:
            own = {key(Audience.APPROVERS, publication.originator_id, publication.network_id)}
            return Q(pk=publication.author_id) | people_with(own)


def pace_of(event: Event) -> Pace:
    """An urgent item, or one that asks for an answer, is told at once; the rest waits for the digest."""
    publication = _subject(event)
    if publication is None:
        return Pace.FOLLOW
    if publication.urgency == "urgent":
        return Pace.FLASH
    return Pace.ACTION if publication.asks_answer or publication.mark == Mark.RED else Pace.FOLLOW


def _tell(
    action: str,
    what: Any,
    who: str,
    find: Callable[[Publication, Event], Recipients],
    *,
    kind: str = "",
    also: tuple[str, ...] = (),
    page: str = "item",
    pace: Any = Pace.ACTION,
) -> None:
    tell(
        action,
        kind=kind or action,
        also=also,
        what=what,
        who=who,
        subject=Publication,
        recipients=recipients_by(find),
        words=lines_to(page),
        pace=pace,
    )


def declare_all() -> None:
    """Called once, when the room starts."""
    _tell(
        "publications.submitted",
        _("Waiting for your approval"),
        "whoever may approve it",
        _approvers,
        page="review",
    )
    _tell("publications.returned", _("Sent back to you"), "its author", _author_in_work, page="write")
    _tell(
        ALONE,
        _("Published by one person: your check is asked"),
        "whoever else may check it",
        _checkers,
        pace=Pace.FLASH,
    )
    _tell(
        "publications.published",
        _("New item"),
        "the active members it reaches",
        _reached_first,
        also=(ALONE,),
        pace=pace_of,
    )
    _tell(
        "publications.published",
        _("New version"),
        "the active members it reaches",
        _reached_again,
        kind="publications.version_published",
        also=(ALONE,),
        pace=pace_of,
    )
    _tell(
        "publications.widened",
        _("Released to you"),
        "the active members it reaches and did not before",
        _newly_reached,
        pace=pace_of,
    )
    _tell("publications.withdrawn", _("Withdrawn"), "the active members it reaches", _reached)
    _tell(
        "publications.acknowledged",
        _("Acknowledged"),
        "its author and the originator's focal points",
        _originators,
        page="board",
        pace=Pace.FOLLOW,
    )
    _tell(
        "publications.use_reported",
        _("Your information was used"),
        "its author and the originator's focal points",
        _originators,
        pace=Pace.FOLLOW,
    )
    _tell(
        "publications.wider_asked",
        _("Wider release is asked"),
        "its author and the originator's focal points",
        _originators,
        page="wider",
    )
    _tell("publications.wider_answered", _("Your request was answered"), "the person who asked", _asker)
    _tell(
        "publications.wider_answered",
        _("Released to you"),
        "the active members it reaches and did not before",
        _newly_reached,
        kind="publications.wider_granted",
        pace=pace_of,
    )
    _declare_dates()
    _tell(
        "publications.rung_reached",
        _("No answer yet"),
        "whom the ladder names, if they may see it",
        _silent_ones,
    )
    _tell(
        "publications.reminded",
        _("You are asked again for your answer"),
        "who can answer for those who have not",
        _still_silent,
    )
    _tell(
        "publications.nobody_found",
        _("Nobody can answer"),
        "mission focal points and secretariat, if they may see it, else the originator",
        _who_can_mend,
    )
    _tell(
        "publications.somebody_found",
        _("Your answer is asked"),
        "who can answer now where nobody could",
        _who_can_answer_now,
    )
    _tell(
        "publications.translation_saved",
        _("A translation waits for approval"),
        "its author and the originator's focal points",
        _originators,
    )
    _tell(
        "publications.personal_data_found",
        _("Personal data may stand in a file"),
        "its author and the originator's focal points",
        _originators,
    )
    for name, why in SILENT.items():
        declare(name, Silent(why))


def _declare_dates() -> None:
    """One telling for each date and each side of it; the page is where new dates are set."""
    who = "its author and the originator's focal points"
    for action, warned, what in (
        ("publications.review_warned", Warned.BEFORE, _("To be reviewed soon")),
        ("publications.review_warned", Warned.AFTER, _("The review is overdue")),
        ("publications.expiry_warned", Warned.BEFORE, _("Expires soon")),
        ("publications.expiry_warned", Warned.AFTER, _("Has expired")),
    ):
        kind = f"{action}_{warned.name.lower()}"
        _tell(action, what, who, _originators_when(warned), kind=kind, page="dates")


def _originators_when(warned: Warned) -> Callable[[Publication, Event], Recipients]:
    def find(publication: Publication, event: Event) -> Recipients:
        return _originators(publication, event) if event.facts["warned"] == warned else Person.objects.none()

    return find


SILENT = {
    "publications.draft_started": "a draft is its author's until it is submitted",
    "publications.addressed": "part of writing the draft",
    "publications.file_attached": "part of writing the draft",
    "publications.file_detached": "part of writing the draft",
    "publications.file_erased": "its readers were told of the withdrawal",
    "publications.taken_back": "the author's own act; the review page says it is gone",
    "publications.discarded": "a draft is its author's",
    "publications.content_opened": "reading is nobody's news; the board counts it",
    "publications.version_started": "a draft is its author's until it is submitted",
    "publications.extended": "nothing changes for its readers",
    "publications.made_public": "members see it already",
    "publications.personal_data_justified": "the approver reads the reason beside the text",
}
