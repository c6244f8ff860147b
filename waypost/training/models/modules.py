"""E-modules of a programme, their versions, and the files of their packages."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.training.models.programmes import Programme, Written, spoken
from waypost.training.packages import Course, Item, Kind


class Language(models.TextChoices):
    """In which language an e-module speaks to its learners."""

    ENGLISH = "en", _("English")
    THAI = "th", _("Thai")
    BOTH = "both", _("English and Thai")
    OTHER = "other", _("Another language")


NATIVE = "native"  # the standard of a lesson written in the portal


class EModule(MarkedThrough):
    """An e-module of a programme. Its newest version is played; those before stay, with what was done in them."""

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.CASCADE)
    number = models.PositiveSmallIntegerField(help_text="Its place among the programme's, from 1")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    language = models.CharField(max_length=5, choices=Language)
    required = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        indexes: ClassVar = [models.Index(fields=["programme", "number"], name="emodule_by_place")]

    def __str__(self) -> str:
        return self.title_en

    @property
    def title(self) -> str:
        return spoken(self, "title")


@dataclass(frozen=True)
class Part:
    """One line of a package's table of contents. ``depth`` counts from 0; only what has a ``launch`` can be opened.

    ``choice`` says whether it may be chosen from the list, ``flow`` whether one moves to it from the part beside it,
    ``back`` also from the one behind. ``mastery`` and ``threshold`` are shares of the whole as text: from 0 to 1, in
    SCORM 2004 ``mastery`` from -1; empty where there is none. A page of a lesson has its title in Thai too. By its
    ``ident`` the ``prerequisites`` of others name it (SCORM 1.2; versions that were taken in before have none).
    """

    title: str
    kind: Kind
    depth: int
    launch: str = ""
    listed: bool = True
    choice: bool = True
    flow: bool = True
    back: bool = True
    mastery: str = ""
    threshold: str = ""
    launch_data: str = ""
    time_limit: str = ""
    time_limit_action: str = ""
    title_th: str = ""
    ident: str = ""
    prerequisites: str = ""

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Part":
        return cls(**{**kept, "kind": Kind(kept["kind"])})

    def kept(self) -> dict[str, Any]:
        """As plain values."""
        return {**asdict(self), "kind": self.kind.value}

    @property
    def words(self) -> str:
        """Its title, in the reader's language where it has one in it."""
        return spoken(_Titled(self.title, self.title_th or self.title), "title")

    @property
    def speaks(self) -> bool:
        return self.kind in (Kind.SCO, Kind.PAGE)

    @property
    def opens(self) -> bool:
        return bool(self.launch) or self.kind == Kind.PAGE


class _Titled(NamedTuple):
    title_en: str
    title_th: str


def parts_of(course: Course) -> list[Part]:
    """The table of contents, each part before those in it."""
    control = course.sequencing.control if course.sequencing else None
    return list(_parts(course.items, 0, control))


def _parts(items: Iterable[Item], depth: int, control: Any) -> Iterable[Part]:
    """SCORM 1.2 knows no ``control``: there everything may be chosen, and followed in its order."""
    for item in items:
        by_measure = item.threshold is not None and item.threshold.by_measure
        yield Part(
            title=item.title or item.id,
            kind=item.kind,
            depth=depth,
            launch=item.launch,
            listed=item.visible,
            choice=control.choice if control else True,
            flow=control.flow if control else True,
            back=not control.forward_only if control else True,
            mastery=_text(item.mastery),
            threshold=_text(item.threshold.measure) if item.threshold and by_measure else "",
            launch_data=item.launch_data,
            time_limit=item.time_limit,
            time_limit_action=item.time_limit_action,
            ident=item.id,
            prerequisites=item.prerequisites,
        )
        inside = item.sequencing.control if item.sequencing else control
        yield from _parts(item.children, depth + 1, inside)


def _text(number: Decimal | None) -> str:
    return "" if number is None else str(number)


class ModuleVersion(Written):
    """A package as it was taken in: what it is, its parts, what the package doctor found, and where its files lie.

    ``sha256`` and ``size`` (bytes) are of the file as it was sent; ``tracked`` counts the parts that report. One of a
    lesson written in the portal is NATIVE: its pages are its parts, and no file holds them.
    """

    marked_by = "module"

    module = MarkedLink(EModule, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    standard = models.CharField(max_length=12)
    edition = models.CharField(max_length=8, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    contents = models.JSONField(help_text="Its parts")
    tracked = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list, help_text="What the package doctor said, in each language")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module", "number"], name="one_module_version_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="module_version_by_content")]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_native(self) -> bool:
        return self.standard == NATIVE

    @property
    def made_as(self) -> str:
        """What it is, in words."""
        return gettext("Lesson of the portal") if self.is_native else self.standard

    @property
    def parts(self) -> list[Part]:
        return [Part.of(each) for each in self.contents]


# Of the versions of e-modules that are asked of everybody: what can't be tracked is asked of nobody.
ASKED = Q(module__required=True, module__taken_off_at=None, tracked__gt=0)


class PackedFile(models.Model):
    """Where a file of a package lies in the content that holds them all: ``size`` bytes from ``start``. ``kind`` is our
    media type for it, never the package's.
    """

    exposure = Exposure.INTERNAL

    within = models.ForeignKey(StoredFile, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    start = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["within", "name"], name="one_packed_file_a_name")
        ]

    def __str__(self) -> str:
        return self.name
