"""What one learner did in e-modules. Personal: nobody but the learner sees a row of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from waypost.access.fields import MarkedLink
from waypost.core.compiled import Compiled
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.people.models import Person
from waypost.training.models.modules import EModule, ModuleVersion, PackedFile, Part
from waypost.training.models.programmes import Programme
from waypost.training.models.runtime import DONE, Judged, Status, Told, judge

HOLDS_FOR = timedelta(hours=8)  # a launch


class Attempt(models.Model):
    """Somebody's way through one version of an e-module. Seen by the person alone, and deleted with their account."""

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    module = MarkedLink(EModule, models.PROTECT)
    version = MarkedLink(ModuleVersion, models.PROTECT)
    last_part = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Where they were last")
    begun_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "version"], name="one_attempt_a_version")
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Progress(models.Model):
    """Where an attempt stands in one part. ``told`` is the part's own data model, ``said`` whether it ever told a
    status; ``terms`` are the part and its standard as they were at the last opening, by which it is judged.

    A part is opened again and again; within an opening what it tells has a ``sequence``. So what comes late is known to
    be old. ``score`` is a share of the full score; ``seconds_before`` were spent before this opening.
    """

    exposure = Exposure.PERSONAL

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    part = models.PositiveSmallIntegerField()
    opening = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    terms = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    said = models.BooleanField(default=False)
    resumes = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPENED)
    score = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    seconds_before = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "part"], name="one_progress_a_part")
        ]

    def __str__(self) -> str:
        return f"part {self.part}: {self.status}"

    @classmethod
    def locked(cls, attempt: int, part: int) -> "Progress | None":
        """The one of a part, held until the transaction ends. Put together once: each commit asks it."""
        return _LOCKED.first(attempt=attempt, part=part)

    def open(self, standard: str, part: Part, at: datetime) -> None:
        """The part is opened once more: what it tells is counted from the beginning."""
        self.opening, self.sequence, self.seconds_before = self.opening + 1, 0, self.seconds
        self.terms = {**part.kept(), "standard": standard}
        self.at = at

    def judged(self, told: Told, *, finished: bool) -> Judged:
        """By the terms of the last opening."""
        terms = dict(self.terms)
        standard = terms.pop("standard")
        return judge(standard, Part.of(terms), told, finished=finished, said=self.said)

    def take(self, status: Status, score: Decimal | None, at: datetime) -> None:
        """What is done stays done: whoever looks into it again loses neither status nor score."""
        if self.done_at is None or status in DONE:
            self.status = status
            self.score = score if self.done_at is None or score is not None else self.score
        if status in DONE and self.done_at is None:
            self.done_at = at


class Launch(models.Model):
    """That somebody opened an e-module: the right behind the secret in the content's address. Of that it has the hash.

    It holds for eight hours of wall time, and no longer than the session it was begun in.
    """

    exposure = Exposure.PERSONAL

    secret_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    programme = MarkedLink(Programme, models.CASCADE)
    within = models.ForeignKey(
        "files.StoredFile", models.CASCADE, related_name="+", help_text="The files of the version"
    )
    session_key = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    ends_at = models.DateTimeField()
    mark: int  # of the programme, where it was found by ``holding``

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="launch_by_end")]

    def __str__(self) -> str:
        return f"launch until {self.ends_at:%Y-%m-%d %H:%M}"

    @classmethod
    def holding(cls, secret_hash: str) -> "Launch | None":
        """The one that holds now, with the person as they stand. One query, put together once: each commit asks it."""
        return _HOLDING.first(secret_hash=secret_hash, now=timezone.now())

    @classmethod
    def past(cls) -> "models.QuerySet[Launch]":
        """Those that hold no more."""
        sessions = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
        return cls.objects.filter(Q(ends_at__lte=timezone.now()) | ~Q(session_key__in=sessions))

    def file_called(self, name: str) -> PackedFile | None:
        """By its name, or by one with other capitals: many packages are made where that is the same."""
        within = PackedFile.objects.filter(within=self.within_id).select_related("within")
        return within.filter(name=name).first() or within.filter(name__iexact=name).first()


@dataclass(frozen=True)
class Launched:
    """Whoever comes with the secret of a launch: its person, for this one e-module and nothing else."""

    launch: Launch

    @property
    def person(self) -> Person:
        return self.launch.person

    @property
    def public_id(self) -> str:
        return str(self.person.public_id)


_LOCKED = Compiled(
    lambda attempt, part: Progress.objects.select_for_update().filter(attempt=attempt, part=part)
)
# What is asked of a launch, its person and the post they act for at each commit: three dozen columns less to read.
_PERSON = (
    "public_id", "name_latin", "acting_as", "second_factor", "last_login", "suspended_at", "suspended_as",
    "is_active",
)  # fmt: skip
_POST = "person__acting_as__post__"
_ASKED_OF = (
    "secret_hash", "person", "attempt", "programme", "within", "session_key", "language", "ends_at",
    *(f"person__{name}" for name in _PERSON),
    "person__acting_as__person", "person__acting_as__post", "person__acting_as__provisional_until",
    "person__acting_as__since", "person__acting_as__until",
    f"{_POST}role", f"{_POST}organisation", f"{_POST}organisation__member", f"{_POST}organisation__kind",
    "attempt__public_id", "attempt__person", "attempt__module", "attempt__version", "attempt__last_part",
)  # fmt: skip
_HOLDING = Compiled(
    lambda secret_hash, now: (
        Launch.objects.filter(
            Exists(Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)),
            secret_hash=secret_hash,
            ends_at__gt=now,
            person__is_active=True,
            person__suspended_at=None,
        )
        .select_related("person__acting_as__post__organisation", "attempt")
        .only(*_ASKED_OF)
        .annotate(mark=F("programme__mark"))  # type: ignore[no-redef]  # where this finds it, and nowhere else
    )
)
