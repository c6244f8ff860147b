"""What an operator does before anybody can sign in, and when nobody of the secretariat can any more."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import Operator, about, action, note
from waypost.core.errors import Refused
from waypost.core.ids import secret as new_secret
from waypost.core.policies import only_the_operator
from waypost.people.actions.invitations import hashed
from waypost.people.founding import Bodies
from waypost.people.models import Invitation, Network, Organisation, Person, Post
from waypost.people.models.invitations import GOOD_FOR
from waypost.people.models.posts import current
from waypost.places.models import Member, Route


@dataclass(frozen=True)
class Founder:
    """The first person of a secretariat, or one who must come in anew."""

    email: str
    name_latin: str
    language: str = "en"


@action("people.bodies_registered", allowed=only_the_operator)
def register(*, by: Operator, bodies: Bodies) -> dict[str, int]:
    """Write networks, members and organisations; one that is there already is brought up to date, none is removed.

    Returns how many of each are new.
    """
    new = {"networks": 0, "members": 0, "organisations": 0}
    for row in bodies.networks:
        new["networks"] += Network.objects.update_or_create(key=row["key"], defaults=row)[1]
    for row in bodies.members:
        plain = {name: value for name, value in row.items() if name != "routes"}
        member, made = Member.objects.update_or_create(key=row["key"], defaults=plain)
        if "routes" in row:
            member.routes.set(Route.objects.filter(key__in=row["routes"]))
        new["members"] += made
    for row in bodies.organisations:
        plain = {name: value for name, value in row.items() if name not in {"member", "sister"}}
        plain["member"] = Member.objects.get(key=row["member"])
        new["organisations"] += Organisation.objects.update_or_create(code=row["code"], defaults=plain)[1]
    for row in bodies.organisations:
        sister = Organisation.objects.filter(code=row.get("sister", "")).first()
        Organisation.objects.filter(code=row["code"]).update(sister=sister)
    note(**new)
    return new


@action("people.founder_invited", allowed=only_the_operator)
def invite(*, by: Operator, organisation: Organisation, founder: Founder) -> str:
    """A way in for somebody of the secretariat whom nobody else can vouch for: the operator does, by name of nobody.

    Returns the secret, in clear only here. A newcomer holds nothing before they
    come in, like anybody who is invited; whoever holds the post already gets new factors by it.
    """
    if organisation.kind != Organisation.Kind.SECRETARIAT:
        raise Refused(_("The operator invites to a secretariat only. Others are invited in the portal."))
    networks = list(Network.objects.all())
    if not networks:
        raise Refused(_("There is no network yet. Register one first."))
    person, now, secret = _person(founder), clock.now(), new_secret()
    held = _held(person, organisation)
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        purpose=Invitation.Purpose.RENEWAL if held else Invitation.Purpose.POST,
        person=person,
        name=person.name_latin,
        organisation=organisation,
        role=Post.Role.SECRETARIAT,
        title_en=held.title_en if held else "Secretariat",
        title_th=held.title_th if held else "ฝ่ายเลขานุการ",
        evidence="The operator of the portal",
        secret_hash=hashed(secret),
        invited_by=person,
        vouching=None,
        at=now,
        expires_at=now + GOOD_FOR,
    )
    invitation.networks.set(networks)
    about(invitation)
    note(person=person.public_id)
    return secret


def _person(founder: Founder) -> Person:
    email = founder.email.strip().lower()
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name_latin=founder.name_latin, language=founder.language)
        person.set_unusable_password()
        person.save()
    return person


def _held(person: Person, organisation: Organisation) -> Post | None:
    """The secretariat's post the person holds: then what they lost are their factors."""
    held = Post.objects.filter(current(clock.today(), "tenures__"), organisation=organisation)
    return held.filter(tenures__person=person, role=Post.Role.SECRETARIAT).first()
