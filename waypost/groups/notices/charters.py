"""What the room tells, to whom, in which words."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_reading_with
from waypost.access.marks import Mark
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.core.writing import spoken_in
from waypost.groups.models import Charter, Listener, Space, Thread
from waypost.notices.telling import Lines, Pace, Subject, tell
from waypost.people.models import Person
from waypost.people.models.posts import current

_SILENT = {
    "groups.founded": "a group without seats is nobody's yet",
    "groups.chartered": "those who sit there find its page among their groups",
    "groups.charter_written": "the page shows what stands now",
    "groups.funded": "whoever pays, and whom, agreed on it before it is written here",
    "groups.funding_ended": "whoever pays, and whom, agreed on it before it is written here",
    "groups.seat_ended": "whoever sat there sees the group no longer",
    "groups.main_changed": "the department decided it",
    "groups.letter_entered": "whoever keeps the register tells in a thread what the group has to know of it",
    "groups.letter_struck": "its line in the register says so",
    "groups.taken_back": "its place in the thread says so",
}
for _name, _reason in _SILENT.items():
    declare(_name, Silent(_reason))


def _seated(event: Event) -> QuerySet[Person]:
    """Whoever holds the post now, and acts for it."""
    return Person.objects.filter(
        current(event.at.date(), "acting_as__"), acting_as__post__public_id=event.facts["post"]
    )


def _words(found: QuerySet[Charter], person: Person) -> dict[str, Lines]:  # noqa: ARG001  the same for everybody
    return {
        row.public_id: Lines(
            title=row.group.name, path=reverse("group", args=[row.public_id]), mark=Mark.GREEN
        )
        for row in found.select_related("group")
    }


tell(
    "groups.seated",
    kind="groups.seated",
    what=_("Your post has a seat in a group"),
    who="whoever holds the post that was given a seat",
    subject=Charter,
    recipients=_seated,
    words=_words,
    pace=Pace.ACTION,
)


# Who reads a thread is a matter of keys alone, so a notice of one costs no page a query of its own.
THREAD = Subject("thread", Thread.visible_to, by_keys=True)


def _thread_of(event: Event) -> Thread | None:
    return Thread.by_public_id(event.thing.partition(":")[2])


def _everybody(event: Event) -> QuerySet[Person]:
    """Whoever sits in the group of a thread."""
    thread = _thread_of(event)
    if thread is None:
        return Person.objects.none()
    group = Space.of_id(thread.space_id).group
    return Person.objects.filter(people_reading_with({key(Audience.GROUP, group.pk, group.network_id)}))


def _listening(event: Event) -> QuerySet[Person]:
    thread = _thread_of(event)
    return Person.objects.filter(pk__in=Listener.of(thread.pk if thread else 0).values("person"))


def _thread_words(found: QuerySet[Thread], person: Person) -> dict[str, Lines]:
    """Under the mark of what is released to a group: a mail says that there is something, and no word of it."""
    rows = list(found)
    groups = dict(Space.visible_to(person).values_list("pk", "group"))
    charters = {row.group_id: row for row in Charter.visible_to(person).filter(group__in=groups.values())}
    return {
        row.public_id: Lines(
            title=row.title,
            language=spoken_in(row.title),
            path=reverse("group_thread", args=[charters[groups[row.space_id]].public_id, row.public_id]),
            mark=Mark.AMBER,
        )
        for row in rows
        if groups.get(row.space_id) in charters
    }


tell(
    "groups.thread_begun",
    kind="groups.thread_begun",
    what=_("New thread in your group"),
    who="everybody who sits in the group",
    subject=THREAD,
    recipients=_everybody,
    words=_thread_words,
    pace=Pace.FOLLOW,
)
tell(
    "groups.said",
    kind="groups.said",
    what=_("New message in a thread you follow"),
    who="those who follow the thread",
    subject=THREAD,
    recipients=_listening,
    words=_thread_words,
    pace=Pace.FOLLOW,
    followed=True,
)


def _new_holder(event: Event) -> QuerySet[Person]:
    return Person.objects.filter(public_id=event.facts["person"])


def _hand_over_words(found: QuerySet[Charter], person: Person) -> dict[str, Lines]:  # noqa: ARG001  as above
    return {
        row.public_id: Lines(
            title=row.group.name, path=reverse("group_hand_over", args=[row.public_id]), mark=Mark.GREEN
        )
        for row in found.select_related("group")
    }


tell(
    "groups.handed_over",
    kind="groups.handed_over",
    what=_("You took over a seat in a group"),
    who="whoever holds the post of a seat now, whose holder was another",
    subject=Charter,
    recipients=_new_holder,
    words=_hand_over_words,
    pace=Pace.ACTION,
)
