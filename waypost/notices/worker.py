"""The portal's one background process: tells events, sends mails, runs the ticks. Any number of them may run.

Nothing is held in memory between two steps: a worker killed at any moment loses nothing, because what it had taken is
free again when its lease ends, and what it had written is not written twice.
"""

import logging
import threading
import time
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from waypost.core import events, ticks
from waypost.core.failpoints import fail_point
from waypost.core.journal import act
from waypost.core.models import Event
from waypost.notices import leases, sending
from waypost.notices.sending import Outlet, Unreachable

log = logging.getLogger(__name__)

_MAILS_A_ROUND = 20
_LONGEST_PAUSE = 60.0


class Worker:
    """``poll`` and ``lease`` are seconds: how long to rest when nothing is due, how long a step may take."""

    def __init__(self, *, poll: float = 1.0, lease: float = 60.0) -> None:
        self.poll, self.lease = poll, lease
        self._stopping = threading.Event()
        self._outlet = Outlet()
        self._mail_pause = 0.0
        self._no_mail_before = 0.0

    def stop(self) -> None:
        """Finish what is being done, then end."""
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            if not self._round_or_rest():
                self._outlet.close()
                self._stopping.wait(self.poll)
        self._outlet.close()

    def run_once(self) -> None:
        """Do everything that is due, then return."""
        while not self._stopping.is_set() and self._round():
            pass
        self._outlet.close()

    def _round_or_rest(self) -> bool:
        try:
            return self._round()
        except DatabaseError:
            log.exception("The data base did not answer. Trying again in a moment.")
            connection.close()
            self._stopping.wait(self.poll)
            return False

    def _round(self) -> bool:
        """One turn through everything; says whether anything was due."""
        told = self._tell()
        ran = ticks.run_due()
        sent = self._send()
        return bool(told or ran or sent)

    def _tell(self) -> int:
        told = 0
        while not self._stopping.is_set() and (event := leases.take(untold(), self.lease)):
            fail_point("event leased")
            try:
                tell(event)
            except (OperationalError, InterfaceError):
                _give_back(event)
                raise
            act("event worked off", event=event.name, number=event.pk)
            told += 1
        return told

    def _send(self) -> int:
        """Some mails, and back: what has to be told in the portal never waits behind a long queue of mail."""
        sent = sending.bury()
        if time.monotonic() < self._no_mail_before or not Outlet.exists():
            return sent
        try:
            while sent < _MAILS_A_ROUND and not self._stopping.is_set():
                mail = leases.take(sending.waiting(), self.lease)
                if mail is None:
                    break
                fail_point("mail leased")
                sending.deliver(mail, self._outlet)
                sent += 1
        except Unreachable as problem:
            self._rest_from_mail(problem)
        else:
            self._mail_pause = 0.0
        return sent

    def _rest_from_mail(self, problem: Unreachable) -> None:
        self._mail_pause = min(max(2 * self._mail_pause, self.poll), _LONGEST_PAUSE)
        self._no_mail_before = time.monotonic() + self._mail_pause
        log.warning("The mail server can't be reached (%s). Next try in %.0f s.", problem, self._mail_pause)


def _give_back(event: Event) -> None:
    """A data base that is away or full is no trouble of the event's, which is not given up for that."""
    with suppress(DatabaseError):
        Event.objects.filter(pk=event.pk).update(tries=F("tries") - 1)


def untold() -> QuerySet[Event]:
    """Events that wait to be told, oldest first; those that failed too often are left for people to look at."""
    return Event.objects.filter(told_at__isnull=True, tries__lt=leases.MOST_TRIES).order_by("pk")


def given_up() -> QuerySet[Event]:
    """Events that could not be told."""
    return Event.objects.filter(leases.free(), told_at__isnull=True, tries__gte=leases.MOST_TRIES)


def tell(event: Event) -> None:
    """Tell one leased event. Its trouble is kept on it, and must not stop the others."""
    telling = events.declared(event.name)
    try:
        if isinstance(telling, events.Telling):
            telling.plan(event)
        else:  # declared when it happened, silent by now
            Event.objects.filter(pk=event.pk).update(told_at=timezone.now(), leased_until=None)
    except DatabaseError:
        raise
    except Exception as problem:
        log.exception("Event %s (%s) could not be told.", event.pk, event.name)
        later = timezone.now() + leases.pause(event.tries)
        Event.objects.filter(pk=event.pk).update(leased_until=later, trouble=type(problem).__name__)
