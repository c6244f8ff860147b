"""Bodies that things are released to: networks, organisations, groups."""

import unicodedata
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.places.models import Member, Named


class Network(Named):
    """A community in the sense of TLP: GREEN ends at its border. ``community`` is its definition, in writing."""

    community_en = models.TextField()
    community_th = models.TextField()
    refused_markings = models.TextField(
        blank=True,
        help_text="National markings above the ceiling, one a line: an item that carries one is refused.",
    )
    is_programme = models.BooleanField(
        default=False,
        db_default=False,
        help_text="A country programme: its participants come in by roster, into no other network",
    )

    class Meta:
        ordering: ClassVar = ["name_en"]

    @property
    def community(self) -> str:
        return self.community_th if translation.get_language() == "th" else self.community_en

    def refuses(self, marking: str) -> bool:
        """Is this national marking above the ceiling the secretariat set?"""
        refused = {_as_read(line) for line in self.refused_markings.splitlines()} - {""}
        return any(line in _as_read(marking) for line in refused)


# Letters of two alphabets that look like Latin ones, and signs that nobody sees though they are no format signs.
_ALIKE = str.maketrans(
    "авекмнорстхуіјѕԁαβεζηικμνορτυχ",
    "abekmhopctxyijsdabezhikmvoptux",
)
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(sign) for sign in range(0xFE00, 0xFE10)
}


def _as_read(text: str) -> str:
    """A marking as the eye takes it: without width, case, invisible signs or the number of spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    seen = (c for c in plain if unicodedata.category(c) != "Cf" and c not in _UNSEEN)
    return " ".join("".join(seen).split())


class Organisation(models.Model):
    """An authority of a member. ``code`` begins its reference numbers (IMB-2020-019)."""

    class Kind(models.TextChoices):
        POLICE = "police", _("Police")
        OTHER = "other", _("Not police")
        SECRETARIAT = "secretariat", _("Secretariat")
        MISSION = "mission", _("Mission")
        PARTNER = "partner", _("Partner")

    # Authorities of a member. Whoever serves a group beside them sits in it for no department.
    DEPARTMENTS: ClassVar = [Kind.POLICE, Kind.OTHER]

    exposure = Exposure.OPEN

    public_id = PublicId()
    member = models.ForeignKey(Member, models.PROTECT, related_name="organisations")
    code = models.CharField(max_length=8, unique=True)
    name_en = models.CharField(max_length=160)
    name_th = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(
        max_length=5, default="en", help_text="Of the mails to the mailboxes of its posts"
    )
    time_zone = models.CharField(max_length=40, blank=True, help_text="Of its mailboxes; blank: the portal's")
    quiet_from = models.TimeField(null=True, blank=True, help_text="No mail to its mailboxes from here on …")
    quiet_until = models.TimeField(null=True, blank=True, help_text="… until here; both or none")
    revision = models.PositiveIntegerField(
        default=0, help_text="Counts changes of the above: a form says which one it was opened on"
    )
    sister = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Approves for this organisation where it has one focal point only.",
    )

    class Meta:
        ordering: ClassVar = ["name_en"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_th if translation.get_language() == "th" else self.name_en


class Group(Named):
    """A working group of a network: an audience of its own."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="groups")

    class Meta:
        ordering: ClassVar = ["name_en"]


class Seat(models.Model):
    """A post's place in a group, from ``since`` until before ``until``. The department that sits there is the post's
    organisation: it counts once, whether its main or its alternate is present, and however many seats it has.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary of the group")
        MAIN = "main", _("Main seat")
        ALTERNATE = "alternate", _("Alternate seat")

    # Those by which a department sits there: a chair presides and a secretary writes.
    SITTING: ClassVar = [Role.MAIN, Role.ALTERNATE]

    exposure = Exposure.PERSONAL

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role, default=Role.MAIN, db_default="main")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="seat_ends_later",
            ),
            models.UniqueConstraint(
                fields=["group", "role"],
                condition=models.Q(until__isnull=True, role__in=["chair", "secretary"]),
                name="one_chair_and_secretary_a_group",
            ),
            models.UniqueConstraint(
                fields=["group", "post"], condition=models.Q(until__isnull=True), name="one_seat_a_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.post}"

    def is_current(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)
