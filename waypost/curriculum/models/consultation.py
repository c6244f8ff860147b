"""A version is consulted on: who is asked, what departments answer, and how each comment was dealt with.

A comment is its department's until that department's focal point releases it; then it is read by whoever keeps the
curriculum; once the dispositions are published, by every department of the group. Each row says so by its own reach.
"""

from datetime import date, timedelta
from hashlib import sha256
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, Viewer, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.access.reached import where
from waypost.core import clock
from waypost.core.ids import PublicId
from waypost.curriculum.models.versions import CurriculumVersion
from waypost.people.models import Group, Network, Organisation, Person, Seat
from waypost.people.models.posts import current

REMINDED_BEFORE = (14, 7, 2, 0)  # days


class Consultation(Marked):
    """One version, put to the departments of one group until the end of ``deadline``. Whoever asks keeps the
    curriculum. What is said in it is TLP:AMBER, for them, the departments and the group.
    """

    reach_kind: ClassVar[int] = 25
    mark: ClassVar[Mark] = Mark.AMBER

    public_id = PublicId()
    version = MarkedLink(CurriculumVersion, models.PROTECT)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="It asks")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    asked_en = models.TextField()
    asked_th = models.TextField()
    opened_at = models.DateTimeField()
    deadline = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "group"], name="one_consultation_a_group")
        ]
        indexes: ClassVar = [models.Index(fields=["deadline"], name="consultation_by_deadline")]

    def __str__(self) -> str:
        return f"consultation {self.public_id}"

    @property
    def asked(self) -> str:
        return self.asked_th if translation.get_language() == "th" else self.asked_en

    @property
    def is_over(self) -> bool:
        return self.deadline < clock.today()

    @property
    def days_left(self) -> int:
        return (self.deadline - clock.today()).days

    def reach_rows(self) -> list[Reach]:
        return _rows(self, self, [self.organisation_id, *self.asked_of()], group=True)

    def asked_of(self) -> list[int]:
        """The organisations that are consulted."""
        rows = Consulted.unfiltered.filter(consultation=self.pk).order_by("pk")
        return list(rows.values_list("organisation", flat=True))

    @classmethod
    def by_public_id(cls, public_id: str) -> Self | None:
        """For the worker, who acts for nobody."""
        return cls.unfiltered.select_related("version__curriculum").filter(public_id=public_id).first()

    @classmethod
    def versions(cls, rows: "models.QuerySet[Self]") -> dict[int, CurriculumVersion]:
        """What each is about, by its own id, with the curriculum: for whoever may read the consultation."""
        found = CurriculumVersion.unfiltered.select_related("curriculum")
        known = found.in_bulk({each.version_id for each in rows})
        return {each.pk: known[each.version_id] for each in rows}

    @classmethod
    def waiting(cls) -> list[Self]:
        """For the clock: those whose deadline is near enough to remind of, and not over."""
        today = clock.today()
        near = today + timedelta(days=REMINDED_BEFORE[0])
        return list(cls.unfiltered.filter(deadline__gte=today, deadline__lte=near, published_at=None))


class Consulted(MarkedThrough):
    """A department that is asked: an organisation with a seat in the group on the day it was. Whether the others answer
    is known to whoever asks, and to all of them once the dispositions are published.
    """

    class Answer(models.TextChoices):
        SET = "set", _("Comments released")
        NONE = "none", _("No comment")

    marked_by = "consultation"

    consultation = MarkedLink(Consultation, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded = models.SmallIntegerField(
        null=True, blank=True, help_text="Before how many days they were reminded last"
    )

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "organisation"], name="one_consulted_department"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="consulted_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.answer or 'silent'}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        own = viewer.organisation.pk if viewer.organisation else 0
        known = (
            where(at, organisation=own)
            | where(f"{at}consultation__", organisation=own)
            | where(f"{at}consultation__", published_at__isnull=False)
        )
        return Q(super().visibility_rule(viewer, at)) & known

    @classmethod
    def of(cls, consultation: Consultation, organisation: int | None) -> Self | None:
        """The row of a department, for rules that were asked already."""
        return cls.unfiltered.filter(consultation=consultation.pk, organisation=organisation).first()

    @classmethod
    def silent(cls, consultation: Consultation) -> "models.QuerySet[Self]":
        """For the clock: who has not said anything yet."""
        return cls.unfiltered.filter(consultation=consultation.pk, answer="")


class CommentKind(models.TextChoices):
    GENERAL = "general", _("General")
    TECHNICAL = "technical", _("Technical")
    EDITORIAL = "editorial", _("Editorial")


class State(models.TextChoices):
    """Where a comment stands on its way out of its department."""

    WRITTEN = "written", _("Written")
    LEFT_OUT = "left-out", _("Left out")
    MERGED = "merged", _("Merged into another")
    RELEASED = "released", _("Released")


class Comment(Marked):
    """What a department says on one paragraph. ``stable`` is the paragraph's id in every version; ``number``,
    ``text_en`` and ``text_th`` are the paragraph as it stood when this was written, and stay, whatever becomes of it.
    ``author`` is shown inside the department alone.
    """

    reach_kind: ClassVar[int] = 27
    mark: ClassVar[Mark] = Mark.AMBER

    public_id = PublicId()
    consultation = MarkedLink(Consultation, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stable = models.CharField(max_length=12)
    number = models.CharField(max_length=24, blank=True)
    text_en = models.TextField(blank=True)
    text_th = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=CommentKind)
    said = models.TextField()
    proposed = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=(("en", _("English")), ("th", _("Thai"))))
    state = models.CharField(max_length=8, choices=State, default=State.WRITTEN)
    because = models.CharField(max_length=400, blank=True, help_text="Why it was left out")
    merged_into = MarkedLink("self", models.PROTECT, null=True, blank=True)
    written_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=State.RELEASED) & Q(released_at__isnull=False)
                | ~Q(state=State.RELEASED) & Q(released_at=None),
                name="released_comment_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LEFT_OUT) | ~Q(because=""), name="left_out_comment_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED) & Q(merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into=None),
                name="merged_comment_says_where",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["consultation", "organisation"], name="comment_by_department"),
            models.Index(fields=["released_at"], name="comment_by_release"),
        ]

    def __str__(self) -> str:
        return f"comment {self.public_id}"

    @property
    def paragraph(self) -> str:
        """The paragraph as it stood then, in the reader's language."""
        first, other = (self.text_en, self.text_th)
        if translation.get_language() == "th":
            first, other = other, first
        return first or other

    @property
    def print_of(self) -> str:
        """What a table carries of this row's words, to know whether somebody changed them outside."""
        return print_of(self.stable, self.kind, self.said, self.proposed, self.language)

    def reach_rows(self) -> list[Reach]:
        consultation = Consultation.unfiltered.get(pk=self.consultation_id)
        if self.state != State.RELEASED:
            return _rows(self, consultation, [self.organisation_id])
        both = [self.organisation_id, consultation.organisation_id]
        if consultation.published_at is None:
            return _rows(self, consultation, both)
        return _rows(self, consultation, [*both, *consultation.asked_of()], group=True)

    @classmethod
    def of(cls, consultation: Consultation, organisation: int) -> "models.QuerySet[Self]":
        """All of a department's, in the order in which they were written, for acts that were allowed already."""
        rows = cls.unfiltered.filter(consultation=consultation.pk, organisation=organisation)
        return rows.order_by("written_at", "pk")


class Outcome(models.TextChoices):
    """What became of a comment. Only what was accepted as it stands needs no reason."""

    ACCEPTED = "accepted", _("Accepted")
    CHANGED = "changed", _("Accepted with change")
    NOT_ACCEPTED = "not-accepted", _("Not accepted")
    NOTED = "noted", _("Noted")
    DUPLICATE = "duplicate", _("Duplicate")
    OUT_OF_SCOPE = "out-of-scope", _("Out of scope")


class Disposition(MarkedThrough):
    """How a comment was dealt with, said by whoever keeps the curriculum, and read by the others once it is published.
    ``applied_in`` and ``applied_to`` name the version and the paragraph in which the edit was made; ``satisfied`` is
    what the department says of it.
    """

    marked_by = "comment"

    comment = MarkedLink(Comment, models.CASCADE)
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField(blank=True)
    duplicate_of = MarkedLink(Comment, models.PROTECT, null=True, blank=True)
    applied_in = MarkedLink(CurriculumVersion, models.PROTECT, null=True, blank=True)
    applied_to = models.CharField(max_length=12, blank=True)
    satisfied = models.BooleanField(null=True, blank=True)
    given_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment"], name="one_disposition_a_comment"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ACCEPTED) | ~Q(reason=""), name="disposition_says_why"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DUPLICATE) & Q(duplicate_of__isnull=False)
                | ~Q(outcome=Outcome.DUPLICATE) & Q(duplicate_of=None),
                name="duplicate_says_of_what",
            ),
            models.CheckConstraint(
                condition=Q(applied_in=None, applied_to="") | Q(applied_in__isnull=False) & ~Q(applied_to=""),
                name="edit_is_a_paragraph_of_a_version",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["given_at"], name="disposition_by_day")]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.comment_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        own = viewer.organisation.pk if viewer.organisation else 0
        known = where(f"{at}comment__consultation__", organisation=own) | where(
            f"{at}comment__consultation__", published_at__isnull=False
        )
        return Q(super().visibility_rule(viewer, at)) & known


def print_of(*words: str) -> str:
    """Eight signs of a digest over words, whatever their spaces and line ends."""
    plain = "\0".join(" ".join(each.split()) for each in words)
    return sha256(plain.encode()).hexdigest()[:8]


def departments_seated(group: Group, on: date) -> list[Organisation]:
    """The departments of a group on a day, each once: those of its main and alternate seats. Whoever chairs or keeps
    the minutes sits there for the group.
    """
    seats = Seat.objects.filter(current(on), group=group, role__in=Seat.SITTING)
    found = Organisation.objects.filter(
        pk__in=seats.values("post__organisation"), kind__in=Organisation.DEPARTMENTS
    )
    return list(found.select_related("member"))


def _rows(thing: Marked, of: Consultation, organisations: list[int], *, group: bool = False) -> list[Reach]:
    keys = {key(Audience.ORGANISATION, each, of.network_id) for each in organisations}
    if group:
        keys.add(key(Audience.GROUP, of.group_id, of.network_id))
    return [
        Reach(kind=thing.reach_kind, thing=thing.pk, key=each, side=Reach.Side.READS) for each in sorted(keys)
    ]
