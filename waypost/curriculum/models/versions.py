"""A curriculum says who may see it; what a version's modules say changes only while a draft."""

from hashlib import sha256
from json import dumps
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import MEMBERS, Audience, Viewer, key, opened, reading_keys_of
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.access.reached import where
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.people.models import Group, Network, Organisation
from waypost.places.models import Topic

MARKS = (Mark.CLEAR, Mark.GREEN)


class Curriculum(Marked):
    """What is taught, whichever version of it. TLP:GREEN it is its network's, TLP:CLEAR every member's. ``revision``
    counts every change of it and of its versions, so that a form knows when it is overtaken.
    """

    reach_kind: ClassVar[int] = 4

    public_id = PublicId()
    code = models.CharField(max_length=24, help_text="The organisation's own: of another's it tells nothing")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="It keeps it")
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.GREEN)
    topics = models.ManyToManyField(Topic, related_name="+")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", help_text="Its departments sign off"
    )
    revision = models.PositiveIntegerField(default=1, db_default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "network", "code"], name="one_curriculum_a_code"),
            models.CheckConstraint(condition=Q(mark__lte=Mark.GREEN), name="curriculum_is_clear_or_green"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @classmethod
    def kept_by(cls, viewer: Viewer, at: str = "") -> Q:
        """The condition that the viewer's organisation keeps it, in a network in which they read what is released to
        their organisation: not while they are provisional, and not for who belongs to another network of it.
        """
        bodies = [
            (ident, network)
            for kind, ident, network in map(opened, reading_keys_of(viewer))
            if kind == Audience.ORGANISATION
        ]
        own = Q(**{f"{at}pk": None})
        for organisation, network in bodies:
            own |= where(at, organisation=organisation, network=network)
        return own

    def reach_rows(self) -> list[Reach]:
        wide = MEMBERS if self.mark == Mark.CLEAR else key(Audience.NETWORK, self.network_id)
        return [Reach(kind=self.reach_kind, thing=self.pk, key=wide, side=Reach.Side.READS)]


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("In consultation")
    FINALISED = "finalised", _("Finalised")
    SUPERSEDED = "superseded", _("Superseded")


FROZEN = (Status.FINALISED, Status.SUPERSEDED)


class CurriculumVersion(MarkedThrough):
    """One wording of it, by its number (1.0.0). ``digest`` is what somebody signs off, a certificate names:
    ``digested`` says over what it was reckoned. A draft is read by the organisation that keeps the curriculum.
    """

    class Digested(models.TextChoices):
        MODULES = "modules"  # before versions were documents: their modules alone
        DOCUMENT = "document"

    marked_by = "curriculum"

    public_id = PublicId()
    curriculum = MarkedLink(Curriculum, models.CASCADE)
    number = models.CharField(max_length=16)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    digest = models.CharField(max_length=64)
    digested = models.CharField(
        max_length=8, choices=Digested, default=Digested.DOCUMENT, db_default=Digested.MODULES.value
    )
    at = models.DateTimeField()
    because = models.TextField(
        blank=True, db_default="", help_text="Why it was finalised although departments had not signed it off"
    )

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["curriculum", "number"], name="one_curriculum_version_a_number"),
            models.UniqueConstraint(
                fields=["curriculum"], condition=Q(status="finalised"), name="one_finalised_version"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        read = ~where(at, status=Status.DRAFT) | Curriculum.kept_by(viewer, f"{at}curriculum__")
        return Q(super().visibility_rule(viewer, at)) & read


class OfAVersion(MarkedThrough):
    """What a version says: written until that is finalised, and never after. The data base refuses it too (migration
    0011), whatever way a write takes; here the fix is named.
    """

    marked_by = "version"
    version_id: int

    class Meta(MarkedThrough.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._demand_unfrozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._demand_unfrozen()
        return super().delete(*args, **kwargs)

    def _demand_unfrozen(self) -> None:
        if CurriculumVersion.unfiltered.filter(pk=self.version_id, status__in=FROZEN).exists():
            raise DoorMisused(
                f"{type(self).__name__} of a finalised version was about to be written. Begin the next version."
            )


class Module(OfAVersion):
    """One module of a version, in its ``place``: what programmes use. ``outcomes`` say what whoever took it can do.
    Title, outcomes and place are compiled from the paragraphs of the document whenever that is kept.
    """

    class Delivery(models.TextChoices):
        E_MODULE = "e-module", _("E-module")
        PRACTICAL = "practical", _("Practical session")
        ON_THE_JOB = "on-the-job", _("On the job")

    version = MarkedLink(CurriculumVersion, models.CASCADE)
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField()
    delivery = models.CharField(max_length=12, choices=Delivery)
    outcomes_en = models.TextField(blank=True)
    outcomes_th = models.TextField(blank=True)

    class Meta(OfAVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="one_module_a_code"),
            models.UniqueConstraint(fields=["version", "place"], name="one_module_a_place"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="module_takes_time"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @property
    def outcomes(self) -> str:
        return self.outcomes_th if translation.get_language() == "th" else self.outcomes_en


def digest_of(rows: list[Any]) -> str:
    """SHA-256 over the words of a version, in their order: a dict of the fields for each paragraph, or module."""
    return sha256(dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
