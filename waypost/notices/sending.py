"""Sending mails over SMTP: at least once each, never one that may not go out any more."""

import contextlib
import logging
import smtplib

from django.conf import settings
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from waypost.core import clock
from waypost.core.failpoints import fail_point
from waypost.core.journal import act
from waypost.notices import leases
from waypost.notices.judging import Dropped, Held, judge
from waypost.notices.models import Hold, Mail

log = logging.getLogger(__name__)

REFUSED = gettext_noop("The mail server refuses this address.")


class Unreachable(Exception):
    """The mail server can't be reached: no mail's fault."""


def waiting() -> QuerySet[Mail]:
    """What may be sent now, the most urgent first; nothing while mail is held."""
    mails = Mail.objects.filter(
        ~Exists(Hold.objects.all()),
        state=Mail.State.WAITING,
        send_after__lte=clock.now(),
        tries__lt=leases.MOST_TRIES,
    )
    return mails.order_by("pace", "pk")


class Outlet:
    """The way to the mail server: one connection, kept while there is something to send."""

    def __init__(self) -> None:
        self._connection = django_mail.get_connection()

    @staticmethod
    def exists() -> bool:
        """Is any way out configured? Without one, mails wait."""
        return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")

    def send(self, message: EmailMultiAlternatives) -> None:
        """Returns when the server has taken the message (250). Raises Unreachable, or what the server answered."""
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError) as problem:
            raise Unreachable(str(problem)) from problem
        try:
            self._connection.send_messages([message])
        except (smtplib.SMTPException, OSError):
            self.close()
            raise

    def close(self) -> None:
        """Hang up; the next mail opens a new connection."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self._connection.close()


def deliver(mail: Mail, outlet: Outlet) -> None:
    """Send one leased mail, or put down why not. Raises Unreachable when the mail server can't be reached."""
    try:
        verdict = judge(mail)
        fail_point("mail composed")
        if isinstance(verdict, Held):
            _put(mail, send_after=verdict.until, leased_until=None, tries=0)
        elif isinstance(verdict, Dropped):
            _finish(mail, Mail.State.DROPPED, verdict.because)
        else:
            outlet.send(verdict)
            fail_point("mail accepted")
            _finish(mail, Mail.State.SENT)
            fail_point("mail marked")
    except Unreachable:
        _put(mail, leased_until=None, tries=mail.tries - 1)
        raise
    except (smtplib.SMTPException, OSError) as problem:
        # What the server said may repeat the address: it isn't logged.
        log.warning("Mail %s was not taken: %s.", mail.token, type(problem).__name__)
        _failed(mail, problem)
    except Exception as problem:  # one mail's trouble must not stop the others
        log.exception("Mail %s could not be written.", mail.token)
        _failed(mail, problem)


def bury() -> int:
    """Give up the mails a worker died over once too often. Returns how many."""
    spent = Mail.objects.filter(leases.free(), state=Mail.State.WAITING, tries__gte=leases.MOST_TRIES)
    return spent.update(state=Mail.State.DEAD, done_at=clock.now())


def _finish(mail: Mail, state: Mail.State, because: str = "") -> None:
    act("mail done with", mail=mail.pk, state=str(state))
    _put(mail, state=state, because=because, leased_until=None, done_at=clock.now())


def _failed(mail: Mail, problem: Exception) -> None:
    """Later again; or, when that can't help or didn't, a dead letter for people to look at."""
    if _is_final(problem):
        _finish(mail, Mail.State.DEAD, REFUSED)
    elif mail.tries >= leases.MOST_TRIES:
        _finish(mail, Mail.State.DEAD, type(problem).__name__)
    else:
        later = timezone.now() + leases.pause(mail.tries)
        _put(mail, leased_until=later, because=type(problem).__name__)


def _is_final(problem: Exception) -> bool:
    """Did the server refuse this address for good (5xx)?"""
    if not isinstance(problem, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _said in problem.recipients.values())


def _put(mail: Mail, **values: object) -> None:
    """Write, unless another worker, to whom the lease passed, was first to finish the mail."""
    Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(**values)
