"""The cast: the same invented people in every test, so that a test reads as a sentence.

    def test_a_stranger_is_not_told(cast): ... cast.outsider ...

``cast`` (a fixture) gives them; the attributes of ``Cast`` name everybody. All stand in the data base before
the first test; a test changes what it likes and the rollback puts it back. The clock stands at ``NOON``.

    organisation (member)   people (R: regional network, P: Thai programme, -: not endorsed)
    police (th)             officer R, colleague R, focal_point R, deputy R
    immigration (th)        immigration_officer RP, immigration_focal_point RP
    ministry (th)           ministry_officer P, learner -
    coast (id)              coast_officer R, coast_focal_point R, and R but not active: suspended, dormant,
                            former, invited
    customs (id)            customs_officer R; nobody approves here
    lone (vn)               lone_officer R, lone_focal_point R; sister: immigration
    mission (au)            mission_focal_point R, donor -
    office (iom)            secretariat RP, second_secretariat RP, trainer RP, logistics RP, auditor -

``outsider`` has an account and no post; ``former`` left the coast yesterday; ``invited`` has a post and no
second factor yet. The group ``maritime`` (regional) seats the posts of officer and coast_officer.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from waypost.people.models import Endorsement, Group, Network, Organisation, Person, Post, Seat, Tenure
from waypost.places.models import Member

NOON = datetime(2020, 9, 1, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok
TODAY = NOON.date()
SINCE = date(2020, 1, 6)
# Longer than an endorsement ever is: a worker started by itself, on the wall clock, finds the cast active.
UNTIL = date(2100, 1, 1)
PASSWORD = "correct-horse-of-2020"

Role = Post.Role
Kind = Organisation.Kind

MEMBERS = {
    "th": ("Thailand", "ราชอาณาจักรไทย"),
    "id": ("Indonesia", "อินโดนีเซีย"),
    "vn": ("Viet Nam", "เวียดนาม"),
    "au": ("Australia", "ออสเตรเลีย"),
    "iom": ("IOM", "ไอโอเอ็ม"),
}

# By attribute: member, kind, code, English and Thai name.
ORGANISATIONS = {
    "police": ("th", Kind.POLICE, "DPA", "Department A (police)", "หน่วยงาน ก (ตำรวจ)"),
    "immigration": ("th", Kind.POLICE, "DPB", "Department B (police)", "หน่วยงาน ข (ตำรวจ)"),
    "ministry": ("th", Kind.OTHER, "DPC", "Department C", "หน่วยงาน ค"),
    "coast": ("id", Kind.OTHER, "CGX", "Coast guard X", "หน่วยยามฝั่ง X"),
    "customs": ("id", Kind.OTHER, "CSX", "Customs X", "ศุลกากร X"),
    "lone": ("vn", Kind.POLICE, "BGY", "Border guard Y", "ตำรวจชายแดน Y"),
    "mission": ("au", Kind.MISSION, "MSN", "Mission Z", "คณะผู้แทน Z"),
    "office": ("iom", Kind.SECRETARIAT, "OFF", "Portal office", "สำนักงานพอร์ทัล"),
}

REGIONAL, PROGRAMME, BOTH, NONE = ("regional",), ("programme",), ("regional", "programme"), ()

# By attribute: organisation, role, networks.
PEOPLE: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "officer": ("police", Role.OFFICER, REGIONAL),
    "colleague": ("police", Role.OFFICER, REGIONAL),
    "focal_point": ("police", Role.FOCAL_POINT, REGIONAL),
    "deputy": ("police", Role.DEPUTY, REGIONAL),
    "immigration_officer": ("immigration", Role.OFFICER, BOTH),
    "immigration_focal_point": ("immigration", Role.FOCAL_POINT, BOTH),
    "ministry_officer": ("ministry", Role.OFFICER, PROGRAMME),
    "learner": ("ministry", Role.LEARNER, NONE),
    "coast_officer": ("coast", Role.OFFICER, REGIONAL),
    "coast_focal_point": ("coast", Role.FOCAL_POINT, REGIONAL),
    "suspended": ("coast", Role.OFFICER, REGIONAL),
    "dormant": ("coast", Role.OFFICER, REGIONAL),
    "former": ("coast", Role.OFFICER, REGIONAL),
    "invited": ("coast", Role.OFFICER, REGIONAL),
    "customs_officer": ("customs", Role.OFFICER, REGIONAL),
    "lone_officer": ("lone", Role.OFFICER, REGIONAL),
    "lone_focal_point": ("lone", Role.FOCAL_POINT, REGIONAL),
    "mission_focal_point": ("mission", Role.MISSION_FOCAL_POINT, REGIONAL),
    "donor": ("mission", Role.DONOR, NONE),
    "secretariat": ("office", Role.SECRETARIAT, BOTH),
    "second_secretariat": ("office", Role.SECRETARIAT, BOTH),
    "trainer": ("office", Role.TRAINER, BOTH),
    "logistics": ("office", Role.LOGISTICS, BOTH),
    "auditor": ("office", Role.AUDITOR, NONE),
}


@dataclass(frozen=True)
class Cast:
    """Everybody by name. Rows are fresh for each test."""

    regional: Network
    programme: Network
    maritime: Group

    police: Organisation
    immigration: Organisation
    ministry: Organisation
    coast: Organisation
    customs: Organisation
    lone: Organisation
    mission: Organisation
    office: Organisation

    officer: Person
    colleague: Person
    focal_point: Person
    deputy: Person
    immigration_officer: Person
    immigration_focal_point: Person
    ministry_officer: Person
    learner: Person
    coast_officer: Person
    coast_focal_point: Person
    suspended: Person
    dormant: Person
    former: Person
    invited: Person
    customs_officer: Person
    lone_officer: Person
    lone_focal_point: Person
    mission_focal_point: Person
    donor: Person
    secretariat: Person
    second_secretariat: Person
    trainer: Person
    logistics: Person
    auditor: Person
    outsider: Person

    def people(self) -> dict[str, Person]:
        """Every person by attribute name: what a test over all viewers walks."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.type is Person}


def address(name: str) -> str:
    return f"{name.replace('_', '-')}@cast.invalid"


def is_there() -> bool:
    return Person.objects.filter(email=address("outsider")).exists()


def gather() -> Cast:
    """The cast as the data base holds it."""
    from waypost.people.backend import with_post

    bodies = {o.code: o for o in Organisation.objects.select_related("member", "sister")}
    persons = {p.email: p for p in with_post()}
    networks = {n.key: n for n in Network.objects.all()}
    return Cast(
        regional=networks["regional"],
        programme=networks["thai-programme"],
        maritime=Group.objects.select_related("network").get(key="maritime"),
        **{name: bodies[row[2]] for name, row in ORGANISATIONS.items()},
        **{name: persons[address(name)] for name in [*PEOPLE, "outsider"]},
    )


def assemble() -> None:
    """Write the cast into an empty data base."""
    networks = _networks()
    organisations = _organisations()
    password = make_password(PASSWORD)
    for name, (organisation, role, endorsed_in) in PEOPLE.items():
        person = _person(name, password)
        post = _post(name, organisations[organisation], role)
        _hold(person, post, [networks[key] for key in endorsed_in])
    _person("outsider", password)
    _seat_the_group(networks["regional"])
    _unsettle()


def _networks() -> dict[str, Network]:
    rows = {
        "regional": ("regional", "Regional network", "เครือข่ายภูมิภาค"),
        "programme": ("thai-programme", "Thai programme", "โครงการประเทศไทย"),
    }
    return {
        name: Network.objects.get_or_create(
            key=key,
            defaults={
                "name_en": en,
                "name_th": th,
                "community_en": f"Officials of the {en}.",
                "community_th": th,
                "is_programme": name == "programme",
            },
        )[0]
        for name, (key, en, th) in rows.items()
    }


def _organisations() -> dict[str, Organisation]:
    made: dict[str, Organisation] = {}
    for name, (member, kind, code, en, th) in ORGANISATIONS.items():
        made[name] = Organisation.objects.create(
            member=_member(member), kind=kind, code=code, name_en=en, name_th=th
        )
    made["lone"].sister = made["immigration"]
    made["lone"].save()
    return made


def _member(key: str) -> Member:
    en, th = MEMBERS[key]
    kind = Member.Kind.ORGANISATION if len(key) > 2 else Member.Kind.STATE
    return Member.objects.get_or_create(key=key, defaults={"name_en": en, "name_th": th, "kind": kind})[0]


def _person(name: str, password: str) -> Person:
    spoken = name.replace("_", " ").title()
    return Person.objects.create(
        email=address(name),
        name_latin=spoken,
        password=password,
        second_factor=True,
        rules_signed_at=NOON,
        last_login=NOON,
        mail_phrase=f"phrase of {spoken}",
    )


def _post(name: str, organisation: Organisation, role: str) -> Post:
    post = Post.objects.create(
        organisation=organisation,
        role=role,
        title_en=f"Post of {name.replace('_', ' ')}",
        title_th=f"ตำแหน่ง {name}",
        mailbox=f"post-{address(name)}",
    )
    if role == Role.MISSION_FOCAL_POINT:
        post.covers.set([_member("th"), _member("id"), _member("vn")])
    return post


def _hold(person: Person, post: Post, networks: list[Network]) -> None:
    tenure = Tenure.objects.create(person=person, post=post, since=SINCE)
    for network in networks:
        Endorsement.objects.create(tenure=tenure, network=network, vouched_by=None, since=SINCE, until=UNTIL)
    person.acting_as = tenure
    person.save()


def _seat_the_group(network: Network) -> None:
    group, _made = Group.objects.get_or_create(
        key="maritime", defaults={"name_en": "Maritime group", "name_th": "กลุ่มทางทะเล", "network": network}
    )
    for name in ("officer", "coast_officer"):
        Seat.objects.create(group=group, post=_by_name(name).acting_as.post, since=SINCE)


def _unsettle() -> None:
    """Give those who are not active their reason."""
    Person.objects.filter(email=address("suspended")).update(suspended_at=NOON - timedelta(days=3))
    Person.objects.filter(email=address("invited")).update(second_factor=False, last_login=None)
    # Dormant: no sign-in for half a year, and nobody renewed the endorsement.
    Person.objects.filter(email=address("dormant")).update(last_login=NOON - timedelta(days=180))
    Endorsement.objects.filter(tenure__person__email=address("dormant")).update(
        until=TODAY - timedelta(days=30)
    )
    Tenure.objects.filter(person__email=address("former")).update(until=TODAY)


def _by_name(name: str) -> Person:
    return Person.objects.select_related("acting_as__post").get(email=address(name))
