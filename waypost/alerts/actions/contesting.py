"""The issuing state's word against an alert: said, answered by a day, and told where no answer comes."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from waypost.alerts.models import Contest
from waypost.alerts.policies import may_answer_contest, may_contest
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_clock
from waypost.core.ticks import tick
from waypost.people.models import Person
from waypost.publications.actions.gating import check_words
from waypost.publications.models import Publication
from waypost.publications.states import Stage

WITHIN = timedelta(days=7)
AHEAD = timedelta(days=2)  # the originator is reminded before the time is over
Outcome = Contest.Outcome


@action("alerts.contested", allowed=may_contest)
def contest(*, by: Person, publication: Publication, reason: str) -> Contest:
    """Say for the issuing state that the alert is wrong, and why. One at a time for an organisation."""
    if not reason.strip():
        raise Refused(_("Say what is wrong, so that the originator can answer."), reason=_("Say why."))
    check_words(contacts=True, reason=reason)
    assert by.organisation is not None  # noqa: S101  the policy asked
    held = Contest.unfiltered.filter(alert=publication.pk, organisation=by.organisation, outcome=Outcome.OPEN)
    if held.exists():
        raise Refused(
            _("Your organisation contests this already. Wait for the answer, or call the originator.")
        )
    at = clock.now()
    made = Contest(
        alert_id=publication.pk,
        organisation=by.organisation,
        by=by,
        reason=reason.strip(),
        at=at,
        due_at=at + WITHIN,
    )
    made.save()
    doors.note(contest=made.public_id)
    return made


@action("alerts.contest_answered", allowed=may_answer_contest)
def answer_contest(
    *, by: Person, publication: Publication, contest: str, outcome: str, answer: str
) -> Contest:
    """Say what becomes of the alert, with a sentence. Corrected and withdrawn are said once they are so."""
    held = Contest.unfiltered.filter(alert=publication.pk, public_id=contest).first()
    if held is None:
        raise Refused(_("There is no such word against it. Open the page again."))
    if held.outcome != Outcome.OPEN:
        raise Overtaken(
            _("Somebody answered before you. Their answer holds; yours was not sent."), theirs=held
        )
    if outcome not in (Outcome.UPHELD, Outcome.CORRECTED, Outcome.WITHDRAWN):
        raise Refused(_("Choose what becomes of the alert."), outcome=_("Choose one."))
    _check_so(publication, held, outcome)
    if not answer.strip():
        raise Refused(_("Answer the issuing state in a sentence."), answer=_("Say why."))
    check_words(contacts=True, answer=answer)
    held.outcome, held.answer, held.answered_by, held.answered_at = outcome, answer.strip(), by, clock.now()
    held.save()
    doors.note(contest=held.public_id, outcome=outcome)
    return held


def _check_so(publication: Publication, held: Contest, outcome: str) -> None:
    """Nothing is called done before it is."""
    live = publication.live_version()
    corrected = live is not None and live.published_at is not None and live.published_at > held.at
    if outcome == Outcome.CORRECTED and not corrected:
        raise Refused(
            _("No new version was published since. Write and publish it, then answer."), outcome=_("Not yet.")
        )
    if outcome == Outcome.WITHDRAWN and publication.stage != Stage.WITHDRAWN:
        raise Refused(_("It is not withdrawn. Withdraw it on its page, then answer."), outcome=_("Not yet."))
    if outcome == Outcome.UPHELD and publication.stage == Stage.WITHDRAWN:
        raise Refused(_("It is withdrawn, and no longer stands."), outcome=_("Withdrawn already."))


@action("alerts.contest_reminded", allowed=only_the_clock)
def remind(*, by: Clockwork, publication: Publication, contest: str) -> None:  # noqa: ARG001
    """The day of the answer comes near. Told once."""
    waiting = Contest.unfiltered.filter(public_id=contest, outcome=Outcome.OPEN, reminded_at__isnull=True)
    if not waiting.update(reminded_at=clock.now()):
        doors.unheard()
    doors.note(contest=contest)


@action("alerts.contest_overdue", allowed=only_the_clock)
def tell_overdue(*, by: Clockwork, publication: Publication, contest: str) -> None:  # noqa: ARG001
    """No answer came in time. Told once."""
    waiting = Contest.unfiltered.filter(public_id=contest, outcome=Outcome.OPEN, told_late_at__isnull=True)
    if not waiting.update(told_late_at=clock.now(), reminded_at=clock.now()):
        doors.unheard()
    doors.note(contest=contest)


@tick(name="alerts.contests", every=600)
def watch_contests() -> int:
    """Remind of every answer that is due soon, and tell of every one that is late. Returns how many were new."""
    now, found = clock.now(), 0
    open_ones = Contest.unfiltered.filter(outcome=Outcome.OPEN, alert__stage=Stage.PUBLISHED)
    late = Q(due_at__lte=now, told_late_at__isnull=True)
    near = Q(due_at__gt=now, due_at__lte=now + AHEAD, reminded_at__isnull=True)
    for each in open_ones.filter(late | near).order_by("pk"):
        publication = Publication.unfiltered.get(pk=each.alert_id)
        tell = tell_overdue if each.due_at <= now else remind
        tell(by=CLOCK, publication=publication, contest=each.public_id)
        found += 1
    return found
