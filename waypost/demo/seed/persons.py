"""Persons, the posts they hold, who vouched for them, and their seats."""

from datetime import date, datetime, timedelta

from waypost.core.writing import spoken_in
from waypost.demo import stamp
from waypost.demo.seed.bodies import PLACE, Bodies
from waypost.demo.world import bodies as world
from waypost.demo.world.items import BANGKOK
from waypost.demo.world.persons import GROUP, HOLDERS, HolderRow
from waypost.people.actions.chains import settle_all
from waypost.people.backend import with_post
from waypost.people.models import Endorsement, Person, Post, Seat, Tenure
from waypost.people.models.posts import PROVISIONAL_FOR

Cast = dict[str, Person]

# Where each member's officials read the clock; staff of missions and the secretariat read Bangkok's.
ZONES = {
    "au": "Australia/Sydney",
    "bd": "Asia/Dhaka",
    "id": "Asia/Jakarta",
    "jp": "Asia/Tokyo",
    "my": "Asia/Kuala_Lumpur",
    "mv": "Indian/Maldives",
    "nz": "Pacific/Auckland",
    "ph": "Asia/Manila",
    "lk": "Asia/Colombo",
    "vn": "Asia/Ho_Chi_Minh",
}
SUSPENDED_AT = datetime(2020, 8, 24, 9, tzinfo=BANGKOK)
_PHRASES = (
    "green lantern",
    "seven paddles",
    "quiet harbour",
    "paper kite",
    "warm rain",
    "tall bamboo",
    "blue teapot",
)
# As they stand before a name in Thai.
THAI_RANKS = {
    "Pol. Lt. Gen.": "พล.ต.ท.",
    "Pol. Col.": "พ.ต.อ.",
    "Pol. Lt. Col.": "พ.ต.ท.",
    "Pol. Maj.": "พ.ต.ต.",
    "Pol. Capt.": "ร.ต.อ.",
    "Pol. Lt.": "ร.ต.ท.",
    "Pol. Sgt. Maj.": "จ.ส.ต.",
    "Pol. Sgt.": "ส.ต.อ.",
    "Dr": "ดร.",
    "Mr": "นาย",
    "Ms": "นางสาว",
}
_YEAR = timedelta(days=365)
_NETWORKS = {row.key: row.networks for row in HOLDERS}


def write_persons(bodies: Bodies) -> Cast:
    """Everybody with their tenure and endorsements, by key."""
    tenures: dict[str, Tenure] = {}
    numbers = {
        row.key: nth for nth, row in enumerate(sorted(HOLDERS, key=lambda row: (row in GROUP, row.since)))
    }
    # In the order in which they came, so that a successor finds the post.
    for row in sorted(HOLDERS, key=lambda row: row.since):
        tenures[row.key] = _hold(_person(row, bodies, numbers[row.key]), _post(row, bodies), row)
    for row in HOLDERS:
        _bring_in(row, tenures, bodies)
    settle_all()
    _take_seats(tenures, bodies)
    return gather()


def gather() -> Cast:
    """Everybody as the data base knows them now, by key."""
    names = {address(row.key): row.key for row in HOLDERS}
    return {names[person.email]: person for person in with_post().filter(email__in=names)}


def address(key: str) -> str:
    return f"{key}@{PLACE}"


def own_script(name: str) -> str:
    """A Thai name says that it is the demo's, as Latin ones do."""
    return f"{name} (สาธิต)" if spoken_in(name) == "th" else name


def _person(row: HolderRow, bodies: Bodies, number: int) -> Person:
    member = bodies.organisations[row.organisation].member.key
    here = _morning(row.last_seen) if row.last_seen else stamp.OPENING - timedelta(hours=number % 40)
    return Person.objects.create(
        email=address(row.key),
        name_latin=f"{row.latin} (demo)",
        name_native=own_script(row.native),
        rank_title=row.rank,
        rank_native=THAI_RANKS.get(row.rank, ""),
        address_as=row.address.strip(),
        sort_key=row.latin,
        language=row.language,
        time_zone=ZONES.get(member, "Asia/Bangkok"),
        mail_phrase=f"{_PHRASES[number % len(_PHRASES)]} {number + 10}",
        second_factor=True,
        rules_signed_at=_morning(row.since),
        last_login=here,
        here_at=here,
        visit_before_at=here - timedelta(days=1),
    )


def _post(row: HolderRow, bodies: Bodies) -> Post:
    """The post this person holds; a successor takes over the same one."""
    organisation = bodies.organisations[row.organisation]
    mission = row.role == Post.Role.MISSION_FOCAL_POINT
    member = bodies.members[row.by] if mission else None
    held_before = organisation.posts.filter(
        role=row.role, title_en=row.title_en, tenures__until__lte=row.since
    ).first()
    if held_before and not mission:
        return held_before
    approves = row.role in Post.APPROVING
    post = Post.objects.create(
        organisation=organisation,
        role=row.role,
        title_en=f"{row.title_en}, {member.name_en}" if member else row.title_en,
        title_th=f"{row.title_th} {member.name_th}" if member else row.title_th,
        mailbox=f"{row.key}.post@{PLACE}" if mission or approves else "",
    )
    if member:
        post.covers.add(member)
    return post


def _hold(person: Person, post: Post, row: HolderRow) -> Tenure:
    only_reads = row.since + PROVISIONAL_FOR if row.provisional else None
    tenure = Tenure.objects.create(
        person=person, post=post, since=row.since, until=row.until, provisional_until=only_reads
    )
    person.acting_as = tenure
    person.save()
    return tenure


def _bring_in(row: HolderRow, tenures: dict[str, Tenure], bodies: Bodies) -> None:
    """Who recruited and who vouched. The secretariat vouches for the missions."""
    tenure = tenures[row.key]
    by = tenures.get(row.by)
    if by is not None and by.post.role == Post.Role.MISSION_FOCAL_POINT:
        tenure.recruited_by = by
        tenure.save()
    for network in row.networks:
        # Who isn't in a network vouches for nobody there: the secretariat does.
        vouching = by if by is not None and network in _NETWORKS[row.by] else tenures["tui"]
        until = min(row.vouched_until or row.since + _YEAR, row.until or date.max)
        Endorsement.objects.create(
            tenure=tenure,
            network=bodies.networks[network],
            vouched_by=vouching.person,
            vouching=vouching,
            evidence="Letter of the organisation and call-back to its published number (demo)",
            since=row.since,
            until=until,
            given_until=until,
        )


def _take_seats(tenures: dict[str, Tenure], bodies: Bodies) -> None:
    for row in world.GROUPS:
        for key in row.seats:
            tenure = tenures[key]
            Seat.objects.create(
                group=bodies.groups[row.key],
                post=tenure.post,
                role=_seat_of(tenure.post),
                since=max(tenure.since, date(2020, 3, 2)),
            )


def _seat_of(post: Post) -> Seat.Role:
    if post.role == Post.Role.SECRETARIAT:
        return Seat.Role.SECRETARY
    return Seat.Role.MAIN if post.approves else Seat.Role.ALTERNATE


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=BANGKOK)


def suspend(cast: Cast) -> None:
    """Stop the access of those whose access was stopped; what they published before stays."""
    for row in HOLDERS:
        if row.suspended:
            Person.objects.filter(pk=cast[row.key].pk).update(suspended_at=SUSPENDED_AT)
