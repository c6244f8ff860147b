"""A member of the portal: name as they write it, language, and the post they act for."""

import unicodedata
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import get_language

from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.core.remembering import remembered
from waypost.core.writing import spoken_in
from waypost.people.models.bodies import Organisation
from waypost.people.models.posts import Endorsement, Post, Tenure, current

NAMES = ("rank_title", "rank_native", "name_latin", "name_native")


class Named:
    """Somebody with a rank or title and a full name, in Latin letters and in the own script."""

    name_latin: Any
    name_native: Any
    rank_title: Any
    rank_native: Any

    @property
    def name(self) -> str:
        """Rank or title and full name: in Thai for whoever reads Thai, where both are known in Thai; else in Latin."""
        return self._thai_name if self.is_in_thai else self._latin_name

    @property
    def other_name(self) -> str:
        """The name in the script that ``name`` is not in; empty where there is none."""
        return self._latin_name if self.is_in_thai else self.name_native

    @property
    def is_in_thai(self) -> bool:
        return get_language() == "th" and bool(self._thai_name)

    @property
    def _latin_name(self) -> str:
        return f"{self.rank_title} {self.name_latin}".strip()

    @property
    def _thai_name(self) -> str:
        """As it is written in Thai, nothing between rank and name: พ.ต.อ.สมชาย ใจดี. Empty where one of them lacks."""
        known = spoken_in(self.name_native) == "th" and (self.rank_native or not self.rank_title)
        return f"{self.rank_native}{self.name_native}" if known else ""

    def names(self) -> dict[str, str]:
        """By ``NAMES``: to be kept as they are today."""
        return {each: getattr(self, each) for each in NAMES}


class NamedThen(Named, models.Model):
    """Somebody as they were called on a day, whatever they are called later, with an account or without."""

    rank_title = models.CharField(max_length=60, blank=True)
    rank_native = models.CharField(max_length=60, blank=True)
    name_latin = models.CharField(max_length=160)
    name_native = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self, on: date | None = None) -> Self:
        """Endorsed at the post they act for, not suspended, with a second factor: the DESIGN's *active member*."""
        day = on or clock.today()
        endorsed = Endorsement.objects.filter(current(day), tenure=OuterRef("acting_as"))
        return self.with_access().filter(current(day, "acting_as__"), Exists(endorsed))

    def on_the_rolls(self, on: date | None = None) -> Self:
        """Who holds the post they act for and is not suspended, whether anybody's word for them still holds or not:
        who may be told of what becomes of the own account, and of nothing else.
        """
        day = on or clock.today()
        return self.filter(current(day, "acting_as__"), suspended_at__isnull=True, is_active=True)

    def with_access(self) -> Self:
        """Not suspended, with a second factor: what of being active is about the person, not about their post."""
        return self.filter(suspended_at__isnull=True, second_factor=True, is_active=True)


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(Named, AbstractBaseUser):
    """A person with, or being given, access. No first and last name: names are not made that way everywhere.

    ``acting_as`` is the tenure they act for just now; a person with several posts acts for one organisation at a time.
    ``second_factor`` mirrors whether a second factor is enrolled; the sign-in keeps it true.
    ``here_at`` and ``visit_before_at`` are for their own lists, and shown to nobody else.
    """

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    email = models.EmailField(unique=True)
    name_latin = models.CharField(
        max_length=160, help_text="Full name in Latin letters, as the person writes it"
    )
    name_native = models.CharField(max_length=160, blank=True, help_text="Full name in the own script")
    rank_title = models.CharField(max_length=60, blank=True)
    rank_native = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="Rank or title in the own script"
    )
    address_as = models.CharField(max_length=80, blank=True, help_text="How to address this person")
    sort_key = models.CharField(max_length=160, blank=True)  # see in_order
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=40, default="Asia/Bangkok")
    mail_phrase = models.CharField(
        max_length=40,
        blank=True,
        help_text="Stands in every mail to this person: a mail without it is not ours",
    )
    acting_as = models.ForeignKey(Tenure, models.SET_NULL, null=True, blank=True, related_name="+")
    second_factor = models.BooleanField(default=False)
    rules_signed_at = models.DateTimeField(null=True)
    here_at = models.DateTimeField(
        null=True, blank=True, help_text="When they last opened a page, to some minutes"
    )
    visit_before_at = models.DateTimeField(
        null=True, blank=True, help_text="When their visit before this one ended"
    )
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_as = models.CharField(
        max_length=20, blank=True, help_text="The role of whoever took the access away"
    )
    suspended_because = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(
        default=0, help_text="Counts changes of details: a form says which one it was opened on"
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name_latin"]

    objects = PersonManager.from_queryset(PersonQuerySet)()

    class Meta:
        ordering: ClassVar = ["sort_key"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = self.email.strip().lower()
        self.sort_key = in_order(self.sort_key or self.name_latin)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """As one is addressed; there is no such form in Thai yet, so whoever reads Thai meets the name."""
        return self.name if self.is_in_thai else self.address_as or self.name

    @property
    def tenure(self) -> Tenure | None:
        """The tenure the person acts for, while it lasts."""
        tenure = self.acting_as
        return tenure if tenure is not None and tenure.is_current(clock.today()) else None

    @property
    def organisation(self) -> Organisation | None:
        tenure = self.tenure
        return tenure.post.organisation if tenure else None

    @property
    def role(self) -> str:
        """What the person may do as. Whoever is provisional reads and writes like an officer, whatever their post: they
        don't vouch, approve, acknowledge or run anything yet.
        """
        tenure = self.tenure
        if tenure is None:
            return ""
        return Post.Role.OFFICER if tenure.is_provisional(clock.today()) else tenure.post.role

    @property
    def is_provisional(self) -> bool:
        """Is the post they act for so new that they read TLP:CLEAR and TLP:GREEN only?"""
        tenure = self.tenure
        return tenure is not None and tenure.is_provisional(clock.today())

    def has_role(self, *roles: str) -> bool:
        return self.role in roles

    def networks(self) -> list[int]:
        """Ids of the networks the person is endorsed in at the post they act for. Empty while not active."""
        return remembered(("networks", self.pk, self.acting_as_id), self._networks)

    def _networks(self) -> list[int]:
        if not self.tenure or self.suspended_at or not self.second_factor or not self.is_active:
            return []
        return sorted(_NETWORKS(tenure=self.tenure.pk, on=clock.today()))

    def is_active_member(self) -> bool:
        return bool(self.networks())


_NETWORKS = Compiled(
    lambda tenure, on: Endorsement.objects.filter(current(on), tenure=tenure).values_list(
        "network_id", flat=True
    )
)


def in_order(name: str) -> str:
    """What lists are ordered by: the letters without marks and case, so that Ánh stands before Binh."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))[:160]


# Letters that do not come apart into one of the alphabet and a mark.
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"})
