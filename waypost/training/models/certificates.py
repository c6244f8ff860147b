"""Certificates: what somebody learned, as everything was called on the day of issue, and what a code says of it."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.marks import Mark
from waypost.core.ids import PublicId
from waypost.people.models import NamedThen, Person
from waypost.training.models.enrolment import Nominee
from waypost.training.models.practicals import Facilitation
from waypost.training.models.programmes import Programme, Written, spoken

# Without 0, O, 1, I and L. Their number is a prime, so that a weighted sum notices every sign that was altered, and
# every two that changed places.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12  # eleven at random, 54 bits, and one that follows from them


class Certificate(NamedThen, Written):
    """One person's certificate. Personal: seen by whoever sees the nomination it hangs on, so by its holder for ever.

    All words are those of the day of issue: what is called otherwise later is called here as it was. Minutes are
    those of the e-modules and of the practical sessions. ``replaces`` is the one before of the same person: that is
    superseded.
    """

    marked_by = "nominee"

    public_id = PublicId()
    nominee = MarkedLink(Nominee, models.PROTECT)
    programme = MarkedLink(Programme, models.PROTECT)
    number = models.PositiveIntegerField(help_text="Runs in the programme")
    code = models.CharField(max_length=LENGTH, unique=True)
    programme_code = models.CharField(max_length=24)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    issuer_en = models.CharField(max_length=160)
    issuer_th = models.CharField(max_length=160)
    cohort_en = models.CharField(max_length=120)
    cohort_th = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()
    minutes_online = models.PositiveSmallIntegerField(default=0)
    minutes_practical = models.PositiveSmallIntegerField(default=0)
    curriculum_code = models.CharField(max_length=24, blank=True)
    curriculum_number = models.CharField(max_length=16, blank=True)
    curriculum_digest = models.CharField(max_length=64, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it holds")
    replaces = MarkedLink("self", models.PROTECT, null=True, blank=True)
    because = models.CharField(max_length=300, blank=True, help_text="Why it was issued anew")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_certificate_a_number"),
            models.UniqueConstraint(fields=["replaces"], name="certificate_replaced_by_one"),
            models.CheckConstraint(
                condition=Q(minutes_online__gt=0) | Q(minutes_practical__gt=0),
                name="certificate_of_some_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def serial(self) -> str:
        return f"{self.programme_code}-C{self.number:04d}"

    @property
    def groups(self) -> str:
        """The code as it stands on paper."""
        return "-".join(self.code[start : start + 4] for start in range(0, LENGTH, 4))

    @property
    def title(self) -> str:
        return spoken(self, "title")

    @property
    def issuer(self) -> str:
        return spoken(self, "issuer")

    @property
    def cohort(self) -> str:
        return spoken(self, "cohort")

    @classmethod
    def standing(cls, code: str, today: date) -> "Standing":
        """For anybody who holds the paper: one query, found or not. A TLP:AMBER programme's answer as if there were
        none: not even that it is taught is for everybody.
        """
        names = ("name_latin", "title_en", "title_th", "valid_until")
        revoked, replaced = cls.ended()
        rows = cls.unfiltered.filter(code=code, programme__mark__lt=Mark.AMBER)
        row = rows.values_list(*names, revoked, replaced).first()
        if row is None:
            return Standing(Validity.UNKNOWN)
        name, title_en, title_th, valid_until, is_revoked, is_replaced = row
        found = validity(today, valid_until, revoked=is_revoked, replaced=is_replaced)
        return Standing(found, initials(name), title_en, title_th, valid_until)

    @classmethod
    def ended(cls) -> tuple[Exists, Exists]:
        """The conditions that a certificate was revoked, and that another one took its place."""
        newer = cls.unfiltered.filter(replaces=OuterRef("pk"))
        return Exists(Revocation.unfiltered.filter(certificate=OuterRef("pk"))), Exists(newer)


class Teaching(NamedThen, Written):
    """That a person taught whoever a certificate is for: with the name as it was then."""

    marked_by = "certificate"

    certificate = MarkedLink(Certificate, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=[(each, each.label) for each in Facilitation.TEACHING])

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certificate", "person"], name="taught_once_a_certificate"),
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(role="lead"), name="one_lead_a_certificate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.certificate_id}"

    @classmethod
    def on(cls, person: int, curriculum: int, seen_by: Viewer | None = None) -> list[date]:
        """The last days of the cohorts that a person taught what a curriculum says, both by their keys. With
        ``seen_by``, of what that viewer sees.
        """
        ended, replaced = Certificate.ended()
        found = Certificate.unfiltered.filter(programme__curriculum__curriculum=curriculum)
        rows: Any = cls.unfiltered if seen_by is None else cls.visible_to(seen_by)
        rows = rows.filter(person=person, certificate__in=found.exclude(ended).exclude(replaced))
        return list(rows.values_list("certificate__until", flat=True).distinct())

    @classmethod
    def pairs(cls, programmes: list[int]) -> list[tuple[int, int, date]]:
        """Who taught whom in these programmes, and until when: persons by their keys, for whoever counts. Certificates
        that are revoked or superseded say nothing.
        """
        gone = Revocation.unfiltered.values("certificate")
        older = Certificate.unfiltered.filter(replaces__isnull=False).values("replaces")
        rows = cls.unfiltered.filter(
            certificate__programme__in=programmes, certificate__nominee__person__isnull=False
        )
        rows = rows.exclude(certificate__in=gone).exclude(certificate__in=older)
        return list(rows.values_list("person", "certificate__nominee__person", "certificate__until"))


class Revocation(Written):
    """That a certificate holds no longer, and why. The certificate itself stays as it was."""

    marked_by = "certificate"

    certificate = MarkedLink(Certificate, models.CASCADE)
    because = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certificate"], name="one_revocation_a_certificate")
        ]

    def __str__(self) -> str:
        return f"revocation of {self.certificate_id}"


class Validity(models.TextChoices):
    """How it stands with a certificate, or with a code somebody typed."""

    VALID = "valid", _("Valid")
    SUPERSEDED = "superseded", _("Superseded")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")
    UNKNOWN = "unknown", _("Not known")
    MISTYPED = "mistyped", _("Mistyped")


@dataclass(frozen=True)
class Standing:
    """All that the open page ever says of a certificate."""

    validity: Validity
    initials: str = ""
    title_en: str = ""
    title_th: str = ""
    until: date | None = None

    @property
    def title(self) -> str:
        return spoken(self, "title")


def validity(today: date, valid_until: date | None, *, revoked: bool, replaced: bool) -> Validity:
    if revoked:
        return Validity.REVOKED
    if replaced:
        return Validity.SUPERSEDED
    return Validity.EXPIRED if valid_until is not None and valid_until < today else Validity.VALID


def initials(name: str) -> str:
    """The first letters of a name's words: what a holder of the paper compares, and nobody is found by."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def new_code() -> str:
    drawn = "".join(secrets.choice(SIGNS) for _each in range(LENGTH - 1))
    return drawn + _check_sign(drawn)


def as_code(typed: str) -> str:
    """What somebody copied from paper, in any case, in groups or not. Empty where the signs do not fit together: one of
    them was altered, forgotten, or changed places with another.
    """
    plain = re.sub(r"[\s-]", "", typed).lower()
    fits = len(plain) == LENGTH and not set(plain) - set(SIGNS)
    return plain if fits and plain[-1] == _check_sign(plain[:-1]) else ""


def _check_sign(drawn: str) -> str:
    """The last sign makes the sum of all, each times its place, a multiple of the prime."""
    prime = len(SIGNS)
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(drawn, 1))
    return SIGNS[-total * pow(LENGTH, -1, prime) % prime]
