"""The verbs of the room. (Notices and mails themselves are written by the worker: see ``fanout`` and ``sending``.)"""

from datetime import time

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waypost.core import clock, doors
from waypost.core.compiled import Compiled, Given
from waypost.core.doors import Operator, action, quiet_action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_operator
from waypost.notices import follows, holding, lists
from waypost.notices.models import Follow, Hold, Mail, Notice, Pace, Preference
from waypost.notices.policies import may_follow, may_keep_own, may_read, may_send_again
from waypost.people.actions.persons import sign_out_everywhere
from waypost.people.models import Organisation, Person, Post
from waypost.people.policies import may_change_address, may_keep_mailboxes, may_move_mailbox

_MARK = "a read mark in the own inbox"


@quiet_action("notices.notice_read", allowed=may_read, because=_MARK)
def read(*, by: Person, notice: Notice) -> None:
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).update(read_at=clock.now())


@quiet_action("notices.all_read", allowed=may_keep_own, because=_MARK)
def read_all(*, by: Person, inbox: Person, newest: Notice) -> int:
    """Mark what the list showed as read: everything up to its newest notice, nothing that came since."""
    waiting = lists.unread(inbox).filter(at__lte=newest.at)
    return Notice.objects.filter(pk__in=waiting.values("pk"), person=by).update(read_at=clock.now())


@quiet_action("notices.subject_read", allowed=may_keep_own, because=_MARK)
def read_about(*, by: Person, inbox: Person, subject: str, public_id: str) -> int:
    """Mark every notice about one thing as read."""
    return _unread_about(inbox, subject, public_id).update(read_at=clock.now())


def shown(*, to: Person, subject: str, public_id: str) -> None:
    """Called by the page of a thing: what it tells needn't wait in the inbox. Writes nothing where nothing waits."""
    if _WAITS(person=to.pk, subject=subject, public_id=public_id):
        read_about(by=to, inbox=to, subject=subject, public_id=public_id)


def _unread_about(person: Person | Given, subject: str | Given, public_id: str | Given) -> QuerySet[Notice]:
    return Notice.objects.filter(
        person=person, subject_label=subject, subject_id=public_id, read_at__isnull=True
    )


_WAITS = Compiled(
    lambda person, subject, public_id: _unread_about(person, subject, public_id).values_list("pk")[:1]
)


@action("notices.preferences_changed", allowed=may_keep_own)
def change_preferences(
    *,
    by: Person,
    person: Person,
    mail: bool,
    daily: bool,
    weekly: bool,
    quiet: tuple[time, time] | None,
) -> Preference:
    """What to mail, and when not. ``quiet`` is from and until in the person's own time zone."""
    start, end = quiet or (None, None)
    values = {"mail": mail, "daily": daily, "weekly": weekly, "quiet_from": start, "quiet_until": end}
    preference, _made = Preference.objects.update_or_create(person=person, defaults=values)
    return preference


@action("notices.mailboxes_changed", allowed=may_keep_mailboxes)
def change_mailboxes(
    *,
    by: Person,
    organisation: Organisation,
    language: str,
    time_zone: str,
    quiet: tuple[time, time] | None,
    revision: int,
) -> Organisation:
    """How all mailboxes of an organisation are written to. ``revision`` is the one the form was opened on."""
    if revision != organisation.revision:
        raise Overtaken(
            _("These settings were changed since you opened them. Below is what stands now."), organisation
        )
    organisation.language, organisation.time_zone = language, time_zone
    organisation.quiet_from, organisation.quiet_until = quiet or (None, None)
    organisation.revision += 1
    organisation.save(update_fields=["language", "time_zone", "quiet_from", "quiet_until", "revision"])
    doors.note(language=language, quiet=quiet is not None)
    return organisation


@action("notices.mailbox_moved", allowed=may_move_mailbox)
def move_mailbox(*, by: Person, post: Post, mailbox: str, before: str) -> Post:
    """Send a post's mails to another mailbox, or to none. ``before`` is the one the form was opened on.

    The mailbox that is left is told by a mail of its own, in the same transaction: it may be the only one to object.
    """
    if before != post.mailbox:
        raise Overtaken(_("The mailbox was changed since you opened it. Below is what stands now."), post)
    if mailbox == before:
        raise Refused(_("This is the mailbox the post has now. Nothing was changed."))
    post.mailbox = mailbox
    post.save(update_fields=["mailbox"])
    if before:
        now = clock.now()
        Mail.objects.create(post=post, farewell_to=before, pace=Pace.FLASH, send_after=now)
    doors.note(had_one=bool(before), has_one=bool(mailbox))
    return post


@action("notices.mail_address_changed", allowed=may_change_address)
def change_address(*, by: Person, person: Person, email: str) -> Person:
    """Have the person sign in, and get mails, with another official address. Their factors stay; sessions end.

    The address that is left is told, in the same transaction: whoever took the account over can't keep that from its
    owner. That is why this act stands here.
    """
    email, before = email.strip().lower(), person.email
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        sentence = _("This address can’t be used. Ask the person for another official one.")
        raise Refused(sentence, email=sentence)
    person.email = email
    person.save(update_fields=["email"])
    sign_out_everywhere(person)
    if before != email:
        Mail.objects.create(person=person, farewell_to=before, pace=Pace.FLASH, send_after=clock.now())
    return person


@action("notices.mail_ended", allowed=may_keep_own)
def end_mail(*, by: Person, person: Person, pace: str) -> None:
    """One request of a mail program is enough (RFC 8058): no more digests of this pace, or no more mails at once about
    what is followed. All of it still comes to the inbox.
    """
    if pace == Pace.ACTION:
        at_once = Follow.objects.filter(person=person, when=Follow.When.AT_ONCE)
        at_once.update(when=Follow.When.PORTAL)
    else:
        wanted = {"daily": False} if pace == Pace.FOLLOW else {"weekly": False}
        Preference.objects.update_or_create(person=person, defaults=wanted)
    doors.note(pace=pace)


@action("notices.follow_started", allowed=may_follow)
def follow(
    *, by: Person, kind: str, key: str, name: str = "", when: Follow.When = Follow.When.DAILY
) -> Follow:
    """Keep whatever has this key, and hear of it as chosen. Doing it again changes the name and how one hears of it."""
    if follows.name_of(kind, key) is None:
        raise Refused(_("This can't be followed. It may have been renamed: choose it again from its page."))
    held = Follow.objects.filter(person=by)
    if held.count() >= Follow.MOST and not held.filter(kind=kind, key=key).exists():
        raise Refused(_("You follow %(most)d things already. Stop one first.") % {"most": Follow.MOST})
    said = {"name": " ".join(name.split())[:80], "when": when}
    found, made = Follow.objects.update_or_create(
        person=by, kind=kind, key=key, defaults=said, create_defaults={**said, "since": clock.now()}
    )
    doors.about(found)
    doors.note(kind=kind, new=made, when=when)
    return found


@action("notices.follow_ended", allowed=may_follow)
def unfollow(*, by: Person, kind: str, key: str) -> None:
    ended, _by_model = Follow.objects.filter(person=by, kind=kind, key=key).delete()
    doors.about(by)
    doors.note(kind=kind, ended=ended)


@action("notices.mail_sent_again", allowed=may_send_again)
def send_again(*, by: Person, mail: Mail) -> None:
    """Give a dead letter one more round of tries."""
    if mail.state != Mail.State.DEAD:
        raise Refused(_("This mail is on its way already."))
    mail.state, mail.tries, mail.leased_until = Mail.State.WAITING, 0, None
    mail.because, mail.done_at, mail.send_after = "", None, clock.now()
    mail.save()


_GONE_OUT_BEFORE = gettext_noop("The portal was restored, and this mail may have gone out before.")


@action("notices.mail_held", allowed=only_the_operator)
def hold_mail(*, by: Operator) -> None:
    """Let no mail go out until it is released."""
    holding.hold()


@action("notices.mail_released", allowed=only_the_operator)
def release_mail(*, by: Operator, hold: Hold, drop: bool) -> int:
    """Let mail go out again; ``drop``: but for what is about things from before the hold. Returns how many of those."""
    dropped = 0
    if drop:
        old = holding.from_before(hold)
        dropped = old.update(state=Mail.State.DROPPED, because=_GONE_OUT_BEFORE, done_at=clock.now())
    hold.delete()
    doors.note(dropped=dropped)
    return dropped
