"""Beginning a thread, saying something in it, taking it back, and hearing of what others say."""

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Refused
from waypost.gate.refusing import check_words
from waypost.groups.models import Listener, Message, Space, Thread
from waypost.groups.policies import may_share, may_speak, may_take_back
from waypost.people.models import Person

MOST = 500  # messages of one thread


@action("groups.thread_begun", allowed=may_share)
def begin(*, by: Person, space: Space, title: str, text: str) -> Thread:
    """A new topic and what is said of it first. Whoever begins it hears of the answers."""
    check_words(title=title)
    now = clock.now()
    thread = Thread(space_id=space.pk, title=title, begun_at=now, said_at=now)
    thread.save()
    _say(by, thread, text, None)
    doors.about(thread)
    return thread


@action("groups.said", allowed=may_speak)
def say(*, by: Person, thread: Thread, text: str, answers: int | None = None) -> Message:
    """One more message, which may answer an earlier one by its number. It is never changed: add the next one."""
    said = Message.unfiltered.filter(thread=thread.pk)
    if answers is not None and not said.filter(number=answers).exists():
        raise Refused(_("There is no such message in this thread. Answer one that stands there."))
    if said.count() >= MOST:
        raise Refused(_("This thread has %(most)d messages already. Begin another one.") % {"most": MOST})
    message = _say(by, thread, text, answers)
    thread.said_at = message.at
    thread.save()
    doors.note(number=message.number)
    return message


@action("groups.taken_back", allowed=may_take_back)
def take_back(*, by: Person, message: Message) -> Message:
    """Take back what one said: the words are gone, and its place says so."""
    if message.taken_back_at is not None:
        raise Refused(_("You took this message back already."))
    message.text, message.taken_back_at = "", clock.now()
    message.save()
    doors.note(number=message.number)
    return message


@quiet_action(
    "groups.listening_changed", allowed=may_speak, because="one's own wish, which nobody else reads"
)
def listen(*, by: Person, thread: Thread, wanted: bool) -> None:
    """Hear of what is said in a thread, or no longer."""
    if wanted:
        _listens(by, thread)
    else:
        Listener.unfiltered.filter(thread=thread.pk, person=by).delete()


def _say(by: Person, thread: Thread, text: str, answers: int | None) -> Message:
    check_words(text=text)
    newest = Message.unfiltered.filter(thread=thread.pk).order_by("-number").first()
    message = Message(
        thread_id=thread.pk,
        number=newest.number + 1 if newest else 1,
        by=by,
        organisation=by.organisation,
        text=text,
        answers=answers,
        at=clock.now(),
    )
    message.save()
    _listens(by, thread)
    return message


def _listens(by: Person, thread: Thread) -> None:
    if not Listener.unfiltered.filter(thread=thread.pk, person=by).exists():
        Listener(thread_id=thread.pk, person=by).save()
