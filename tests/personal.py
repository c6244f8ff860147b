"""What the world keeps about people, each text with a canary, and who may meet which: data, checked on every page.

A canary of a person begins with ``zw``, one of an item with ``zq`` (``tests/leaks.py``). What a model that is neither
marked nor open reference keeps in words has a canary here, or says in ``NO_CANARY`` why it needs none: a column nobody
thought about fails the build.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from tests.cast import NOON, SINCE, Cast
from tests.words import any_word
from waypost.access.checks import exposure_of
from waypost.access.keys import NOBODY
from waypost.access.marked import Seen
from waypost.core.doors import outside_actions
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.files.kinds import PDF
from waypost.files.tests import corpus
from waypost.network.models import Nomination
from waypost.notices.models import Follow
from waypost.people.models import Endorsement, Invitation, Person, Post, Referral, RememberedDevice, Tenure

OF_A_PERSON = re.compile("zw[bcdfghjkmnpqrstvwxz]{14}")

OFFICE = {"secretariat", "second_secretariat"}
ACTIVE_IN_THE_REGION = {
    "officer", "colleague", "focal_point", "deputy", "immigration_officer", "immigration_focal_point",
    "coast_officer", "coast_focal_point", "customs_officer", "lone_officer", "lone_focal_point",
    "mission_focal_point", "trainer", "logistics", *OFFICE,
}  # fmt: skip

# By what is kept, who of the cast may meet it. Nobody else does, on any page.
MAY_MEET: dict[str, set[str]] = {
    "the card of an official": {"coast_officer", "coast_focal_point"},
    "a post, for whoever keeps mailboxes": {"coast_officer", "coast_focal_point", *OFFICE},
    "the card of a focal point": ACTIVE_IN_THE_REGION,
    "why access was taken away": {"coast_focal_point"},
    "why somebody vouched": {"coast_officer"},
    "an invitation": {"coast_focal_point"},
    "one's own": {"coast_officer"},
    "whom to call for protection": {*ACTIVE_IN_THE_REGION, "ministry_officer"},
    "a nomination": {"mission_focal_point", *OFFICE},
    "nobody's": set(),
}

# Words of the portal's own, and why no person's words are in them.
NO_CANARY: dict[str, str] = {
    "AuditRow": "names of acts and random ids; what is noted is checked in tests/test_told.py",
    "Checkpoint": "hashes and signatures",
    "Event": "names of acts and random ids; checked in tests/test_told.py",
    "TickRun": "names of ticks; a trouble names a kind of error",
    "StoredFile": "its name is met through what it hangs on; the rest are hashes, keys and kinds",
    "FileText": "met through the attachment (tests/leaks.py)",
    "Median": "the name of a number",
    "VainAsk": "digests, of one month only",
    "VainWords": "words that five members missed, counted: waypost/desk/tests/test_measures.py",
    "Post.phone_confirmed": "a post's telephone once more, compared and never shown",
    "SentMail": "the demo's outbox: filled only where nothing is real",
    "Notice": "codes, and random ids of what is told",
    "Digest": "codes",
    "Redaction": "where something was covered, in fractions",
    "DrillAnswer": "digests and codes, of one's own exercises",
    "PackedFile": "names in a package, asked for by whoever launched it: waypost/training/tests/test_playing.py",
    "Progress": "what an e-module told of one's own way: waypost/training/tests/test_playing.py",
    "Launch": "a hash, the key of a session, and a code",
    "Mail.because": "a code",
    "Mail.farewell_to": "an address that was left; waypost/notices/tests/test_mailboxes.py, test_sign_in_told.py",
    "RecoveryCode": "hashes",
    "RememberedDevice.secret_hash": "a hash",
    "Invitation.secret_hash": "a hash",
    "Person.password": "a hash",
    "Person.language": "a code",
    "Person.time_zone": "a code",
    "Person.suspended_as": "the name of a role",
    "Follow.kind": "a code",
    "Nomination.language": "a code",
    "Session": "signed; what a session keeps is checked in tests/test_told.py",
    "EmailAddress": "not used: people.Person has the address",
    "EmailConfirmation": "not used",
    "Authenticator": "sealed secrets",
    "UserSession": "the sessions page shows one's own alone: waypost/people/tests/test_sign_in.py",
    "Permission": "not used",
    "Group": "not used",
    "ContentType": "names of models",
}


@dataclass
class Kept:
    """The canaries of people's words, by what they are of."""

    nomination: str = ""
    referral: str = ""
    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def new(self, what: str) -> str:
        assert what in MAY_MEET
        word = any_word("zw")
        self.said[what].add(word)
        return word

    @property
    def canaries(self) -> set[str]:
        return set().union(*self.said.values())

    def met_by(self, cast: Cast, viewer: Any) -> set[str]:
        if viewer is NOBODY:
            return set()
        name = next(name for name, person in cast.people().items() if person.pk == viewer.pk)
        return set().union(*(words for what, words in self.said.items() if name in MAY_MEET[what]))


def make_people(cast: Cast) -> Kept:
    kept = Kept()
    with outside_actions(because="a test's world"):
        for make in (
            _an_official,
            _a_focal_point,
            _what_is_ones_own,
            _put_aside,
            _an_invitation,
            _a_nomination,
            _an_office_of_referral,
        ):
            make(cast, kept)
    return kept


def _an_official(cast: Cast, kept: Kept) -> None:
    """Of the coast guard, in no network: seen by the own organisation's people only."""

    def new() -> str:
        return kept.new("the card of an official")

    def of_post() -> str:
        return kept.new("a post, for whoever keeps mailboxes")

    person = Person.objects.create(
        email=f"{new()}@coast.invalid", name_latin=new(), name_native=new(), rank_title=new(), rank_native=new(),
        address_as=new(), mail_phrase=kept.new("nobody's"), second_factor=True, rules_signed_at=NOON, last_login=NOON,
    )  # fmt: skip
    post = Post.objects.create(
        organisation=cast.coast, role=Post.Role.OFFICER, title_en=of_post(), title_th=of_post(),
        mailbox=f"{of_post()}@coast.invalid", phone=new(), hours_en=new(), hours_th=new(),
    )  # fmt: skip
    person.acting_as = Tenure.objects.create(person=person, post=post, since=SINCE)
    person.save()


def _a_focal_point(cast: Cast, kept: Kept) -> None:
    """The coast guard's: found by everybody in the network."""

    def new() -> str:
        return kept.new("the card of a focal point")

    rows = Person.objects.filter(pk=cast.coast_focal_point.pk)
    rows.update(name_native=new(), rank_title=new(), rank_native=new(), address_as=new())


def _what_is_ones_own(cast: Cast, kept: Kept) -> None:
    """What the coast guard's officer keeps, and nobody else meets."""

    def new() -> str:
        return kept.new("one's own")

    person = cast.coast_officer
    Person.objects.filter(pk=person.pk).update(mail_phrase=new())
    Follow.objects.create(person=person, kind="search", key=f"q={new()}", name=new(), since=NOON)
    RememberedDevice.objects.create(
        person=person, secret_hash="-" * 64, browser=new(), since=NOON, used_at=NOON
    )
    words = Endorsement.objects.filter(tenure=person.acting_as)
    words.update(evidence=kept.new("why somebody vouched"))


def _put_aside(cast: Cast, kept: Kept) -> None:
    rows = Person.objects.filter(pk=cast.suspended.pk)
    rows.update(suspended_because=kept.new("why access was taken away"), suspended_as="focal-point")


def _an_invitation(cast: Cast, kept: Kept) -> None:
    def new() -> str:
        return kept.new("an invitation")

    Invitation.objects.create(
        person=cast.outsider, name=new(), organisation=cast.coast, role=Post.Role.OFFICER,
        title_en=new(), title_th=new(), evidence=new(), secret_hash="=" * 64,
        invited_by=cast.coast_focal_point, vouching=cast.coast_focal_point.acting_as,
        at=NOON, expires_at=NOON + timedelta(hours=72),
    )  # fmt: skip


def _a_nomination(cast: Cast, kept: Kept) -> None:
    """Written as it would be after it was proposed, without telling: what is told of it names nobody."""

    def new() -> str:
        return kept.new("a nomination")

    proposer = cast.mission_focal_point
    kept.nomination = Nomination.objects.create(
        network=cast.regional, organisation=cast.customs, proposed_by=proposer, proposing=proposer.acting_as,
        proposed_at=NOON, stage_since=NOON, email=f"{new()}@customs.invalid",
        name_latin=new(), name_native=new(), rank_title=new(), rank_native=new(), title_en=new(), title_th=new(),
        letter_number=new(), letter_date=date(2020, 8, 1), signatory=new(),
        returned_because=new(), called_number=new(), called_whom=new(),
        letter=vault.keep(Clean(f"{new()}.pdf", PDF, corpus.pdf(new()), None, 1, None, None)),
    ).public_id  # fmt: skip


def _an_office_of_referral(cast: Cast, kept: Kept) -> None:
    def new() -> str:
        return kept.new("whom to call for protection")

    kept.referral = Referral.objects.create(
        member=cast.coast.member, need=Referral.Need.ASYLUM, office_en=new(), office_th=new(),
        phone=new(), hours_en=new(), hours_th=new(), checked_on=NOON.date(),
    ).public_id  # fmt: skip


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column in which words can be kept, of every model that is neither marked nor open reference."""
    kinds = models.CharField | models.TextField | models.JSONField | models.BinaryField | models.FileField
    for model in apps.get_models():
        if issubclass(model, Seen) or exposure_of(model) is Exposure.OPEN:
            continue
        for each in model._meta.local_concrete_fields:
            if isinstance(each, kinds) and not isinstance(each, PublicId) and not each.choices:
                yield model, each.attname


def words_without_rule() -> list[str]:
    """Columns that hold no canary and have no reason, and reasons that are none: the column does hold one."""
    wrong = []
    for model, column in columns():
        name = f"{model.__name__}.{column}"
        excused = {name, model.__name__} & NO_CANARY.keys()
        held = any(OF_A_PERSON.search(str(value)) for value in _values(model, column))
        if held == bool(excused) and name != "StoredFile.name":
            wrong.append(name)
    return wrong


def _values(model: type[models.Model], column: str) -> Iterator[Any]:
    yield from model._base_manager.values_list(column, flat=True)
