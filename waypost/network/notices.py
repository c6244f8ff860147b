"""What the room tells, to whom. A mail about a nomination names nobody, no organisation and no member."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, Viewer, key, people_with
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.network.lists import nominations_visible_to
from waypost.network.models import Nomination
from waypost.network.states import Stage
from waypost.notices.telling import Lines, Pace, Subject, tell
from waypost.people.lists import renewals_to_stop
from waypost.people.models import Invitation, Organisation, Person, Post, Tenure
from waypost.people.models.posts import current

_SILENT = {
    "network.nominations_forgotten": "nothing came of them, half a year ago",
    "network.candidate_invited": "whoever invited hands the link over; the board shows the rest how it goes on",
    "network.nomination_withdrawn": "nothing is left to be done; the board shows it",
}


def _visible_to(viewer: Viewer) -> QuerySet[Nomination]:
    return nominations_visible_to(viewer) if isinstance(viewer, Person) else Nomination.objects.none()


NOMINATION = Subject("nomination", _visible_to)


def _of(event: Event) -> Nomination | None:
    return Nomination.objects.filter(public_id=event.thing.partition(":")[2]).first()


def _secretariat(event: Event) -> QuerySet[Person]:
    """Those who may register it: never whoever proposed it, nor the first of two."""
    nomination = _of(event)
    if nomination is None:
        return Person.objects.none()
    staff = Person.objects.filter(people_with({key(Audience.SECRETARIAT, 0, nomination.network_id)}))
    return staff.exclude(pk__in=[nomination.proposed_by_id, nomination.registered_by_id or 0])


def _second(event: Event) -> QuerySet[Person]:
    return _secretariat(event) if event.facts.get("stage") == Stage.SECOND else Person.objects.none()


def _proposer(event: Event) -> QuerySet[Person]:
    nomination = _of(event)
    return Person.objects.filter(pk=nomination.proposed_by_id if nomination else 0)


def _proposer_once_registered(event: Event) -> QuerySet[Person]:
    return _proposer(event) if event.facts.get("stage") == Stage.REGISTERED else Person.objects.none()


def _words(found: QuerySet[Nomination], person: Person) -> dict[str, Lines]:  # noqa: ARG001  the same for everybody
    return {
        row.public_id: Lines(
            title=gettext("A nomination for the network of focal points"),
            path=reverse("nomination", args=[row.public_id]),
            mark=None,
        )
        for row in found
    }


RENEWAL = Subject(
    "invitation",
    lambda viewer: renewals_to_stop(viewer) if isinstance(viewer, Person) else Invitation.objects.none(),
)


def _who_can_stop_it(event: Event) -> QuerySet[Person]:
    """The person, at the address they had, active or not; and the active colleagues who approve in the organisation."""
    found = Invitation.objects.filter(public_id=event.thing.partition(":")[2]).first()
    if found is None:
        return Person.objects.none()
    colleagues = Q(
        acting_as__post__organisation=found.organisation_id, acting_as__post__role__in=Post.APPROVING
    )
    active = Q(pk__in=Person.objects.active().values("pk"))
    return Person.objects.filter(Q(pk=found.person_id) | (colleagues & active))


def _of_renewals(found: QuerySet[Invitation], person: Person) -> dict[str, Lines]:
    return {
        row.public_id: Lines(
            title=gettext("a new second factor for your account")
            if row.person_id == person.pk
            else gettext("a new second factor for an account of your organisation"),
            summary=gettext("If this is not right, stop it within 24 hours: “Invitations” in the portal."),
            path=reverse("invitations"),
            mark=None,
        )
        for row in found
    }


def _learns_at(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations where somebody holds a learner's post."""
    if not isinstance(viewer, Person):
        return Organisation.objects.none()
    held = Tenure.objects.filter(current(clock.today()), person=viewer, post__role=Post.Role.LEARNER)
    return Organisation.objects.filter(pk__in=held.values("post__organisation"))


PARTICIPATION = Subject("participation", _learns_at)


def _who_joined(event: Event) -> QuerySet[Person]:
    """Whoever takes part beside their post; the others have a link, and no inbox yet."""
    return Person.objects.filter(tenures__post__public_id__in=event.facts.get("posts", []))


def _of_participations(found: QuerySet[Organisation], person: Person) -> dict[str, Lines]:  # noqa: ARG001  one's own
    return {
        row.public_id: Lines(
            title=gettext("You take part in a programme"),
            summary=gettext(
                "It is there for you at a learner’s post beside the one you have. Choose that post on your profile."
            ),
            path=reverse("profile"),
            mark=None,
        )
        for row in found
    }


def declare_all() -> None:
    tell(
        "people.roster_invited",
        kind="network.taking_part",
        what=_("Programme"),
        who="whoever takes part beside the post they hold",
        subject=PARTICIPATION,
        recipients=_who_joined,
        words=_of_participations,
        pace=Pace.ACTION,
        about=lambda event: event.thing.partition(":")[2],
        mailboxes=False,
        on_the_rolls=True,
    )
    tell(
        "people.renewal_confirmed",
        kind="network.renewal_confirmed",
        what=_("Confirmed"),
        who="the person, and those who approve in the organisation",
        subject=RENEWAL,
        recipients=_who_can_stop_it,
        words=_of_renewals,
        pace=Pace.ACTION,
        on_the_rolls=True,
    )
    for name, reason in _SILENT.items():
        declare(name, Silent(reason))
    for action, kind, what, who, recipients in (
        ("network.focal_point_proposed", "to_register", _("To register"), "the secretariat", _secretariat),
        ("network.nomination_corrected", "corrected", _("To register again"), "the secretariat", _secretariat),
        ("network.nomination_registered", "second_wanted", _("A second person is wanted"),
         "the others of the secretariat, for a member's first", _second),
        ("network.nomination_registered", "registered", _("Registered: call and invite"), "who proposed",
         _proposer_once_registered),
        ("network.nomination_returned", "returned", _("Sent back to you"), "who proposed", _proposer),
    ):  # fmt: skip
        tell(
            action,
            kind=f"network.{kind}",
            what=what,
            who=who,
            subject=NOMINATION,
            recipients=recipients,
            words=_words,
            pace=Pace.ACTION,
        )
