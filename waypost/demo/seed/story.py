"""What happened in July and August 2020, act by act, with the portal's clock standing at each moment."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from waypost.access.keys import remembering
from waypost.core import clock
from waypost.core.doors import PORTAL
from waypost.core.models import Event
from waypost.curriculum.actions.consultation import remind_the_silent as remind_departments
from waypost.demo import stamp
from waypost.demo.seed.bodies import Bodies
from waypost.demo.seed.editions import publish_first_edition
from waypost.demo.seed.persons import SUSPENDED_AT, Cast, suspend
from waypost.demo.world.items import BANGKOK, Item, all_items
from waypost.groups.actions.following import remind_the_due
from waypost.groups.ticks import hand_seats_over
from waypost.notices import digests, lists
from waypost.notices.actions import follow, read_all
from waypost.notices.fanout import fan_out
from waypost.notices.models import Mail
from waypost.publications.actions.expiring import watch_dates
from waypost.publications.actions.indexing import count_search, searched_in_vain
from waypost.requests.actions.reminding import remind_the_silent

Step = Callable[[], None]

# Mails older than this are marked as sent: the outbox page shows what the worker sends from the opening on.
MAILS_SINCE = datetime(2020, 9, 1, 7, tzinfo=BANGKOK)
INBOXES_READ = datetime(2020, 8, 31, 8, tzinfo=BANGKOK)

SOUGHT_ON = datetime(2020, 8, 27, 10, tzinfo=BANGKOK)
FOLLOWED_SINCE = datetime(2020, 8, 24, 9, tzinfo=BANGKOK)
FOLLOWS = (
    ("anong", "topic", "sea-routes"),
    ("anong", "route", "andaman"),
    ("somchai", "topic", "document-fraud"),
    ("shirin", "topic", "migrant-smuggling"),
    ("tui", "topic", "document-fraud"),
)

# What was looked for in August, and by whom in vain; the rest found something.
SOUGHT = (
    ("drone sightings at sea", ("anong", "sulastri", "dilini", "ramon", "suda", "tahmina"), True),
    ("seafarer card", ("mei", "lan", "helen", "malee", "naree"), True),
    ("passport", ("mei", "lan", "helen", "malee", "anong", "farah", "somchai", "karen"), False),
    ("hologram", ("mei", "helen", "karen", "duc"), False),
)


class Story:
    """Steps by time. A step may add later ones; those after the demo's opening have not happened yet."""

    def __init__(self, bodies: Bodies, cast: Cast) -> None:
        self.bodies, self.cast = bodies, cast
        self._steps: list[tuple[datetime, int, Step]] = []
        self._order = count()

    def at(self, moment: datetime, step: Step) -> None:
        if moment <= stamp.OPENING:
            heapq.heappush(self._steps, (moment, next(self._order), step))

    def run(self) -> None:
        while self._steps:
            moment, _order, step = heapq.heappop(self._steps)
            with clock.standing_at(moment), remembering():
                step()


def tell_story(bodies: Bodies, cast: Cast) -> None:
    from waypost.demo.seed.activities import schedule_activities
    from waypost.demo.seed.alerting import draw_ahead, schedule_issuers
    from waypost.demo.seed.assessing import schedule_assessing
    from waypost.demo.seed.consultation import schedule_consultation
    from waypost.demo.seed.curriculum import schedule_curriculum
    from waypost.demo.seed.enrolment import schedule_enrolment
    from waypost.demo.seed.evaluation import schedule_evaluation
    from waypost.demo.seed.groups import schedule_groups
    from waypost.demo.seed.information import schedule_information
    from waypost.demo.seed.masters import schedule_masters
    from waypost.demo.seed.meetings import schedule_meetings
    from waypost.demo.seed.network import schedule_nominations
    from waypost.demo.seed.phuket import schedule_phuket
    from waypost.demo.seed.practicals import schedule_practicals
    from waypost.demo.seed.publishing import schedule
    from waypost.demo.seed.questions import schedule_questions
    from waypost.demo.seed.requests import schedule_requests, schedule_uses
    from waypost.demo.seed.training import schedule_training

    story = Story(bodies, cast)
    items = all_items()
    draw_ahead(items)
    known: dict[str, str] = {}
    schedule_issuers(story)
    told = {item.slug: schedule(story, item, known) for item in items}
    schedule_nominations(story)
    schedule_requests(story)
    schedule_groups(story)
    schedule_curriculum(story)
    schedule_training(story)
    schedule_consultation(story)
    schedule_meetings(story)
    schedule_activities(story)
    schedule_enrolment(story)
    schedule_masters(story)
    schedule_phuket(story)
    schedule_questions(story)
    schedule_evaluation(story)
    schedule_practicals(story, lambda slug: told[slug].pk)
    schedule_assessing(story)
    schedule_information(story, lambda slug: told[slug].pk)
    schedule_uses(story, lambda slug: told[slug].pk)
    _schedule_telling(story, items)
    story.at(FOLLOWED_SINCE, lambda: _follow(cast))
    story.at(SOUGHT_ON, lambda: _search(cast))
    story.at(INBOXES_READ, lambda: _read_inboxes(cast))
    story.at(datetime(2020, 9, 1, 8, 30, tzinfo=BANGKOK), lambda: publish_first_edition(cast["tui"]))
    story.at(SUSPENDED_AT, lambda: suspend(cast))
    story.run()


def _schedule_telling(story: Story, items: list[Item]) -> None:
    """The worker of those days: it tells every few hours, and writes digests on the last two mornings."""
    moment = items[0].versions[0].started.replace(hour=7, minute=0)
    while moment < stamp.OPENING:
        story.at(moment, tell_all)
        moment += timedelta(hours=7 if moment.hour == 7 else 17)
    for day in (31, 32):
        morning = datetime(2020, 8, 1, 7, 31, tzinfo=BANGKOK) + timedelta(days=day - 1)
        story.at(morning, _digest)
    story.at(stamp.OPENING, tell_all)


def tell_all() -> None:
    """Tell every event that waits, and first whose date comes: a bulletin of July had expired in its own time."""
    watch_dates()
    remind_the_silent()
    hand_seats_over()
    remind_departments()
    remind_the_due()
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        fan_out(event)
    _file_old_mails()


def _digest() -> None:
    digests.gather()
    _file_old_mails()


def _file_old_mails() -> None:
    at = clock.now()
    if at < MAILS_SINCE:
        Mail.objects.filter(state=Mail.State.WAITING).update(state=Mail.State.SENT, done_at=at)


def _follow(cast: Cast) -> None:
    """What some of them follow, so that a first page shows what following brings."""
    for who, kind, key in FOLLOWS:
        follow(by=cast[who], kind=kind, key=key)


def _search(cast: Cast) -> None:
    for text, members, in_vain in SOUGHT:
        for member in members:
            if in_vain:
                searched_in_vain(by=cast[member], text=text)
            else:
                count_search(by=PORTAL)


def _read_inboxes(cast: Cast) -> None:
    """Everybody had read their inbox on the last morning of August."""
    for person in cast.values():
        newest = lists.inbox(person).first()
        if newest is not None:
            read_all(by=person, inbox=person, newest=newest)
