"""How a room tells. This is all a room above needs of this one, in its ``notices.py``:

    tell(
        "publications.published",
        kind="publications.published",
        what=_("New item"),
        who="the active members it reaches",
        subject=Publication,
        recipients=readers_of,   # event -> queryset of persons
        words=lines_of,          # (visible subjects, person) -> {public id: Lines}
        pace=Pace.ACTION,
    )

The same act may tell several sets of people, each with a ``kind`` of its own. Nobody is told twice of the same subject
by one event: the telling declared first wins. Who acted is never told of the own act.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from waypost.access.marked import Seen
from waypost.core import events
from waypost.core.models import Event
from waypost.notices import tidings
from waypost.notices.fanout import fan_out
from waypost.notices.models import Pace
from waypost.notices.tidings import Lines, Subject, Tiding, Words
from waypost.people.models import Person

__all__ = ["Lines", "Pace", "Subject", "tell"]


def tell(
    action_name: str,
    *,
    kind: str,
    also: tuple[str, ...] = (),
    what: Any,
    who: str,
    subject: type[Seen] | Subject,
    recipients: Callable[[Event], QuerySet[Person]],
    words: Words,
    pace: Pace | Callable[[Event], Pace],
    about: Callable[[Event], str] | None = None,
    mailboxes: bool = True,
    followed: bool = False,
    alarming: bool = False,
    on_the_rolls: bool = False,
) -> None:
    """Declare that an act is told, to whom and in which words.

    ``also``: other acts that are told just so, because to whoever hears of them they are the same.
    ``what`` is a short translated phrase that stands before the title ("New item", "Waiting for your approval") and
    carries no content; ``who`` says in English whom ``recipients`` finds, for the table operators print.
    ``recipients`` is asked once, by the worker, and stays inside the data base: give a queryset, never a list.
    ``words`` is given the subjects among those asked for that the person may see now, as a queryset it may narrow no
    further but join to, and returns their ``Lines`` by public id, in the active language.
    ``about`` finds the subject's public id in an event whose own thing is another.
    ``alarming``: it may be the act of somebody who came in as the person: whoever acted is told too, by mail, whatever
    they chose or read since, and at any hour.
    ``on_the_rolls``: it is of the own account, under no mark, so whoever holds a post hears of it although nobody's
    word for them holds any more.
    ``followed``: it is told because somebody follows it, so a mail at once says how to have no more of them.
    ``mailboxes``: the mailbox of each post told gets a mail too (classes A and B), without title or summary.
    """
    for name in (action_name, *also):
        if not tidings.of_action(name):
            events.declare(name, events.Telling(plan=fan_out, words=who))
    tidings.register(
        Tiding(
            action=action_name,
            also=also,
            kind=kind,
            what=what,
            who=who,
            subject=subject if isinstance(subject, Subject) else Subject.of(subject),
            recipients=recipients,
            words=words,
            pace=pace,
            about=about,
            mailboxes=mailboxes,
            followed=followed,
            alarming=alarming,
            on_the_rolls=on_the_rolls,
        )
    )
