"""Members, networks, organisations with their duty posts, and groups."""

from dataclasses import dataclass
from datetime import timedelta

from waypost.core import clock
from waypost.demo.world import bodies as world
from waypost.people.models import Group, Network, Organisation, Post, Referral
from waypost.places.models import Member, Route

PLACE = "demo.invalid"  # where every mailbox of the demo is: nowhere


@dataclass(frozen=True)
class Bodies:
    """Everything that was written, by key."""

    members: dict[str, Member]
    networks: dict[str, Network]
    organisations: dict[str, Organisation]
    groups: dict[str, Group]


def write_bodies() -> Bodies:
    members = _members()
    networks = {row.key: Network.objects.create(**row._asdict()) for row in world.NETWORKS}
    organisations = _organisations(members)
    for row in world.ORGANISATIONS:
        _duty_post(organisations[row.code], row)
    for each in world.REFERRALS:
        _referral(members[each.member], each)
    groups = {
        row.key: Group.objects.create(
            key=row.key, network=networks[row.network], name_en=row.name_en, name_th=row.name_th
        )
        for row in world.GROUPS
    }
    return Bodies(members, networks, organisations, groups)


def _members() -> dict[str, Member]:
    routes = {route.key: route for route in Route.objects.all()}
    made: dict[str, Member] = {}
    for row in (*world.MEMBERS, world.MEMBER_ORGANISATION):
        kind = Member.Kind.STATE if row.territory else Member.Kind.ORGANISATION
        made[row.key] = Member.objects.create(
            key=row.key, territory=row.territory, name_en=row.name_en, name_th=row.name_th, kind=kind
        )
        made[row.key].routes.set([routes[key] for key in row.routes])
    return made


def _organisations(members: dict[str, Member]) -> dict[str, Organisation]:
    made = {
        row.code: Organisation.objects.create(
            code=row.code,
            member=members[row.member],
            kind=row.kind,
            name_en=row.name_en,
            name_th=row.name_th,
            language="th" if row.member == "th" else "en",
        )
        for row in world.ORGANISATIONS
    }
    for row in world.ORGANISATIONS:
        if row.sister:
            made[row.code].sister = made[row.sister]
            made[row.code].save()
    return made


def _duty_post(organisation: Organisation, row: world.OrganisationRow) -> None:
    """The post one calls, whoever sits there; the secretariat's stands on every page."""
    if not row.phone:
        return
    secretariat = row.kind == Organisation.Kind.SECRETARIAT
    hours_en, hours_th = world.HOURS[row.hours]
    Post.objects.create(
        organisation=organisation,
        role=Post.Role.SECRETARIAT if secretariat else Post.Role.OFFICER,
        title_en="Duty post",
        title_th="เจ้าหน้าที่เวร",
        mailbox=f"duty.{row.code.lower()}@{PLACE}",
        phone=row.phone,
        hours_en=hours_en,
        hours_th=hours_th,
        on_duty=True,
    )


def _referral(member: Member, row: world.ReferralRow) -> None:
    """The three offices of a member that are called for somebody who needs protection: the first by day and night."""
    for nth, (need, names) in enumerate(zip(Referral.Need, world.REFERRAL_OFFICES, strict=True), 1):
        hours_en, hours_th = world.HOURS["always" if nth == 1 else row.hours]
        Referral.objects.create(
            member=member,
            need=need,
            office_en=names[0],
            office_th=names[1],
            phone=f"{row.number}{nth}",
            hours_en=hours_en,
            hours_th=hours_th,
            checked_on=clock.today() - timedelta(days=20 + 3 * nth),
        )
