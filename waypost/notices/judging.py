"""Whether a mail may go out now, asked anew each time: is the reader active, is it wanted, is it night, visible?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from waypost.access.keys import remembering
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.notices import digests, letters, lists, tidings
from waypost.notices.models import Digest, Follow, Mail, Notice, Pace, Preference, quiet_end, zone_of
from waypost.people.backend import with_post
from waypost.people.models import Person, Post

# Why a mail was not sent. Kept in English, shown translated.
NOT_ACTIVE = gettext_noop("The person has no access now.")
NOT_VISIBLE = gettext_noop("The person may not see it any more.")
NOT_WANTED = gettext_noop("The person does not want such mails.")
READ = gettext_noop("The person read it in the portal before.")
WITHDRAWN = gettext_noop("It was withdrawn meanwhile.")
NOTHING_LEFT = gettext_noop("Nothing was left to tell.")
NOBODY_THERE = gettext_noop("Nobody who holds the post may see it.")


@dataclass(frozen=True)
class Dropped:
    """Not to be sent, for a reason."""

    because: str


@dataclass(frozen=True)
class Held:
    """Not to be sent before a time (the portal's)."""

    until: datetime


Verdict = EmailMultiAlternatives | Dropped | Held


def judge(mail: Mail) -> Verdict:
    """The letter to send now, or why there is none. Nothing of it is kept from before."""
    with remembering():
        if mail.digest_id is not None:
            return _judge_digest(mail, Digest.objects.get(pk=mail.digest_id))
        if mail.person_id is not None:
            return _farewell_to_person(mail, Person.objects.get(pk=mail.person_id))
        if mail.post_id is not None:
            post = Post.objects.select_related("organisation").get(pk=mail.post_id)
            return _farewell(mail, post) if mail.farewell_to else _judge_mailbox(mail, post)
        return _judge_notice(mail, Notice.objects.get(pk=mail.notice_id or 0))


def _judge_notice(mail: Mail, notice: Notice) -> Verdict:
    tiding = tidings.of_kind(notice.kind)
    which = Q(pk=notice.person_id)
    reached = _active(which) if tiding is None else with_post().filter(which, pk__in=tiding.reaching())
    person = reached.first()
    if person is None:
        return Dropped(NOT_ACTIVE)
    followed = tiding is not None and tiding.followed
    if tiding is None or not tiding.alarming:
        waits = _wanted_now(person, mail, notice, followed=followed)
        if waits is not None:
            return waits
    with _speaking(person.language, zone_of(person)):
        entry = lists.entry(person, notice)
        if entry is None:
            return Dropped(NOT_VISIBLE)
        if entry.lines.withdrawn and _overtaken(notice):
            return Dropped(WITHDRAWN)
        unsubscribe = letters.unsubscribe_address(person, mail.pace) if followed else ""
        return letters.compose(
            mail, [entry], address=person.email, phrase=person.mail_phrase, unsubscribe=unsubscribe
        )


def _wanted_now(person: Person, mail: Mail, notice: Notice, *, followed: bool) -> Dropped | Held | None:
    """Why the person's own wishes keep this mail back; None where they do not."""
    preference = Preference.of(person)
    if notice.read_at is not None:
        return Dropped(READ)
    if not (_follows_at_once(person) if followed else preference.wants(mail.pace)):
        return Dropped(NOT_WANTED)
    until = preference.quiet_end(clock.now())
    return Held(until) if until is not None and not _wakes(person, mail) else None


def _judge_digest(mail: Mail, digest: Digest) -> Verdict:
    person = _active(Q(pk=digest.person_id)).first()
    if person is None:
        return Dropped(NOT_ACTIVE)
    if not Preference.of(person).wants(mail.pace):
        return Dropped(NOT_WANTED)
    with _speaking(person.language, zone_of(person)):
        entries = digests.coalesced(lists.entries(person, lists.digested(person, digest)))
        if not entries:
            return Dropped(NOTHING_LEFT)
        unsubscribe = letters.unsubscribe_address(person, mail.pace)
        return letters.compose(
            mail, entries, address=person.email, phrase=person.mail_phrase, unsubscribe=unsubscribe
        )


def _farewell(mail: Mail, post: Post) -> Verdict:
    """Goes out whatever the hour: whoever reads that mailbox may be the only one to notice that it was not wanted."""
    with _speaking(post.organisation.language, zone_of(post.organisation)):
        return letters.farewell(mail, post)


def _farewell_to_person(mail: Mail, person: Person) -> Verdict:
    """The same for a person's own address, whether they have access now or not."""
    with _speaking(person.language, zone_of(person)):
        return letters.farewell_to_person(mail, person)


def _judge_mailbox(mail: Mail, post: Post) -> Verdict:
    """A mailbox has no eyes of its own: whoever holds the post now must, every one, be allowed to see the subject."""
    notice = Notice.objects.get(pk=mail.notice_id or 0)
    holders, organisation = list(_active(Q(acting_as__post=post))), post.organisation
    if not holders or not post.mailbox:
        return Dropped(NOBODY_THERE)
    local = clock.now().astimezone(zone_of(organisation))
    until = quiet_end(organisation.quiet_from, organisation.quiet_until, local)
    if until is not None and not (mail.pace == Pace.FLASH and post.on_duty):
        return Held(until)
    with _speaking(organisation.language, zone_of(organisation)):
        entries = [lists.entry(holder, notice) for holder in holders]
        found = [entry for entry in entries if entry is not None]
        # TLP:RED is for the person, so its mailbox isn't told at all.
        if len(found) < len(holders) or found[0].lines.mark == Mark.RED:
            return Dropped(NOBODY_THERE)
        if found[0].lines.withdrawn and _overtaken(notice):
            return Dropped(WITHDRAWN)
        return letters.compose(mail, found[:1], address=post.mailbox)


def _active(which: Q) -> QuerySet[Person]:
    return with_post().filter(which, pk__in=Person.objects.active())


def _follows_at_once(person: Person) -> bool:
    """Does the person still want mails at once about anything they follow? That was asked for by itself."""
    return Follow.objects.filter(person=person, when=Follow.When.AT_ONCE).exists()


def _wakes(person: Person, mail: Mail) -> bool:
    """Class A wakes whoever holds a duty post; other people are left in peace."""
    tenure = person.tenure
    return mail.pace == Pace.FLASH and tenure is not None and tenure.post.on_duty


def _overtaken(notice: Notice) -> bool:
    """Was the person told something newer about the same subject?"""
    same = Notice.objects.filter(person=notice.person_id, subject_label=notice.subject_label)
    return same.filter(subject_id=notice.subject_id, event__gt=notice.event_id).exists()


@contextmanager
def _speaking(language: str, zone: tzinfo) -> Iterator[None]:
    with translation.override(language), timezone.override(zone):
        yield
