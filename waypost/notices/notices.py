"""What the room itself tells: that a post's mails go to another mailbox.

And, for the room of people below it, that what one signs in with was changed (ASVS 6.3.7). Everything else is a
person's own setting.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.notices.telling import Lines, Pace, Subject, tell
from waypost.people.models import Endorsement, Person, Post, Tenure
from waypost.people.models.posts import current

_OWN = "a person's own setting concerns nobody else"

declare("notices.preferences_changed", Silent(_OWN))
declare("notices.mail_ended", Silent(_OWN))
declare("notices.follow_started", Silent(_OWN))
declare("notices.follow_ended", Silent(_OWN))
declare("notices.mail_sent_again", Silent("the mail itself is what arrives"))
declare("notices.mail_held", Silent("the operator's own act; in the portal everybody is told as ever"))
declare("notices.mail_released", Silent("the mails themselves are what arrives"))
declare("notices.mailboxes_changed", Silent("the mails show their language, and go where they went before"))


def _post_of(event: Event) -> QuerySet[Post]:
    return Post.objects.filter(public_id=event.thing.partition(":")[2])


def concerned(event: Event) -> QuerySet[Person]:
    """Whoever holds the post, and who answers for its organisation."""
    posts = _post_of(event)
    holding = Tenure.objects.filter(current(clock.today()), post__in=posts)
    answering = Q(
        acting_as__post__organisation__in=posts.values("organisation"),
        acting_as__post__role__in=Post.APPROVING,
    )
    return Person.objects.filter(answering | Q(pk__in=holding.values("person")))


def secretariats(event: Event) -> QuerySet[Person]:
    """Of the networks in which somebody of the organisation is vouched for."""
    today, organisations = clock.today(), _post_of(event).values("organisation")
    there = Endorsement.objects.filter(current(today), tenure__post__organisation__in=organisations)
    running = Endorsement.objects.filter(
        current(today), network__in=there.values("network"), tenure__post__role=Post.Role.SECRETARIAT
    )
    return Person.objects.filter(acting_as__in=running.values("tenure"))


def posts_told_of(viewer: Viewer) -> QuerySet[Post]:
    """The own post; those of the own organisation for who answers for it; every one for the secretariat."""
    tenure = viewer.tenure if isinstance(viewer, Person) and viewer.is_active_member() else None
    if tenure is None:
        return Post.objects.none()
    if tenure.post.role == Post.Role.SECRETARIAT:
        return Post.objects.all()
    if tenure.post.approves:
        return Post.objects.filter(organisation=tenure.post.organisation_id)
    return Post.objects.filter(pk=tenure.post_id)


def lines_of(visible: Any, person: Person) -> Mapping[str, Lines]:
    keeps = person.has_role(*Post.APPROVING, Post.Role.SECRETARIAT)
    page = "mailboxes" if keeps else "organisation"
    return {
        post.public_id: Lines(
            title=f"{post.title}, {post.organisation.name}",
            summary=gettext(
                "Its mails go to another mailbox from now on. If nobody of yours wanted this, have it changed back."
            ),
            path=reverse(page, args=[post.organisation.public_id]),
            mark=None,
        )
        for post in visible.select_related("organisation")
    }


for _kind, _who, _recipients, _pace in (
    ("notices.mailbox_moved", "the holders, focal points and deputies", concerned, Pace.ACTION),
    ("notices.mailbox_moved_there", "the secretariats of its networks", secretariats, Pace.PORTAL),
):
    tell(
        "notices.mailbox_moved",
        kind=_kind,
        what=_("Mailbox of a post changed"),
        who=_who,
        subject=Subject("post", posts_told_of),
        recipients=_recipients,
        words=lines_of,
        pace=_pace,
        mailboxes=False,
    )


# Who asks: the person. What they sign in with may have been changed by somebody who came in as them.
_SIGN_IN = (
    "people.app_changed",
    "people.passkey_added",
    "people.factor_removed",
    "people.codes_renewed",
    "people.password_changed",
    "notices.mail_address_changed",
)


def oneself(event: Event) -> QuerySet[Person]:
    return Person.objects.filter(public_id=event.thing.partition(":")[2])


def sign_in_lines(visible: Any, person: Person) -> Mapping[str, Lines]:  # noqa: ARG001  there is one
    """Content-free: not which factor, not which address."""
    return {
        each.public_id: Lines(
            title=gettext("What you sign in with was changed"),
            summary=gettext(
                "If that was not you, call your focal point or the secretariat at the number you know."
            ),
            path=reverse("factors"),
            mark=None,
        )
        for each in visible
    }


_ONESELF = Subject("person", lambda viewer: Person.objects.filter(pk=viewer.pk))

for _name in _SIGN_IN:
    tell(
        _name,
        kind=_name,
        what=_("Your account"),
        who="the person whose account it is, who acted or not",
        subject=_ONESELF,
        recipients=oneself,
        words=sign_in_lines,
        pace=Pace.ACTION,
        mailboxes=False,
        alarming=True,
    )
