"""The head of every shared item: kind, mark, releases, stage. The editable truth from which reach is compiled."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import EVERYONE, MEMBERS, Audience, Viewer, key, people_with
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.access.reached import Reached
from waypost.core.compiled import Compiled, Given
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Route, Topic
from waypost.publications.states import Stage

if TYPE_CHECKING:
    from waypost.publications.models.versions import Version


class Urgency(models.TextChoices):
    URGENT = "urgent", _("Urgent")
    IMPORTANT = "important", _("Important")
    ROUTINE = "routine", _("Routine")


class Warned(models.IntegerChoices):
    """How far the originator was told of a date that comes or has passed."""

    NOT = 0
    BEFORE = 1
    AFTER = 2


class Publication(Marked):
    """A shared item of any kind. Children (bulletin, resource, …) add their own fields.

    ``live`` is the version readers see; ``revision`` counts changes to the head, so that a form knows when
    it is overtaken.
    """

    class ApprovedBy(models.TextChoices):
        """Where the second person comes from. Elsewhere than the own organisation only when it has nobody else."""

        OWN = "own", _("A focal point of your organisation")
        SISTER = "sister", _("A focal point of the sister organisation")
        SECRETARIAT = "secretariat", _("The portal secretariat")
        NAMED = "named", _("The person you name")

    reach_kind: ClassVar[int] = 1
    named_as: ClassVar[str] = "publication"

    public_id = PublicId()
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=24, unique=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.AMBER)
    national_marking = models.CharField(max_length=60, blank=True)
    approved_by = models.CharField(max_length=12, choices=ApprovedBy, default=ApprovedBy.OWN)
    approver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    live = MarkedLink("publications.Version", models.PROTECT, null=True, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    routes = models.ManyToManyField(Route, related_name="+", blank=True)
    asks_answer = models.BooleanField(default=False)
    answer_within = models.PositiveSmallIntegerField(
        default=72, help_text="Hours from publication to the deadline"
    )
    started_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    review_warned = models.PositiveSmallIntegerField(choices=Warned, default=Warned.NOT)
    expiry_warned = models.PositiveSmallIntegerField(choices=Warned, default=Warned.NOT)
    public_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(stage__in=[Stage.DRAFT, Stage.REVIEW])
                | models.Q(published_at__isnull=False, live__isnull=False),
                name="published_has_a_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.WITHDRAWN) | models.Q(withdrawn_at__isnull=False),
                name="withdrawn_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(public_at__isnull=True) | models.Q(mark=Mark.CLEAR),
                name="only_clear_is_made_public",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(published_at__isnull=False),
                name="publication_newest",
            ),
            models.Index(fields=["originator", "-published_at"], name="publication_by_originator"),
            models.Index(fields=["author", "stage"], name="publication_by_author"),
            models.Index(
                fields=["review_by"],
                condition=models.Q(stage=Stage.PUBLISHED, review_by__isnull=False),
                name="publication_to_review",
            ),
            models.Index(
                fields=["expires_on"],
                condition=models.Q(stage=Stage.PUBLISHED, expires_on__isnull=False),
                name="publication_expiring",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def marked(self) -> Mark:
        return Mark(self.mark)

    def is_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on

    @staticmethod
    def still_valid(on: date | Given) -> models.Q:
        """The condition that an item has not expired on a day."""
        return models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=on)

    @classmethod
    def by_public_id(cls, public_id: str) -> "Publication | None":
        """For the worker, who acts for nobody: what an event was about."""
        return cls.unfiltered.filter(public_id=public_id).first()

    def in_work(self) -> "Version | None":
        """The version being drafted or approved, if there is one."""
        return _IN_WORK.first(publication=self.pk)

    def live_version(self) -> "Version | None":
        """The version readers see."""
        from waypost.publications.models.versions import Version

        return Version.unfiltered.filter(pk=self.live_id).first() if self.live_id else None

    def text_in(self, language: str) -> int | None:
        """The id of what readers see in a language, approved or not; None where there is nothing."""
        from waypost.publications.models.versions import Text

        found = Text.unfiltered.filter(version=self.live_id or 0, language=language)
        return found.values_list("pk", flat=True).first()

    def approver_key(self) -> int:
        """The key of whoever may approve: one key, by the author's choice and the mark."""
        if self.mark == Mark.RED or self.approved_by == self.ApprovedBy.NAMED:
            return key(Audience.PERSON, self.approver_id or 0)
        if self.approved_by == self.ApprovedBy.SECRETARIAT:
            return key(Audience.SECRETARIAT, 0, self.network_id)
        if self.approved_by == self.ApprovedBy.SISTER:
            return key(Audience.APPROVERS, self.originator.sister_id or 0, self.network_id)
        return key(Audience.APPROVERS, self.originator_id, self.network_id)

    def approvers(self) -> models.QuerySet[Person]:
        """The active persons who may approve, by the author's choice."""
        return Person.objects.active().filter(people_with({self.approver_key()}))

    def own_approvers(self) -> models.QuerySet[Person]:
        """The originator's own focal points and deputies."""
        own = key(Audience.APPROVERS, self.originator_id, self.network_id)
        return Person.objects.active().filter(people_with({own}))

    def may_be_named(self) -> models.QuerySet[Person]:
        """Whom an author may name as approver: who approves for the originator anyway, and where that is nobody but the
        author, who approves for its sister. A secretariat approves for itself.
        """
        own = self.own_approvers()
        if self.originator.kind == Organisation.Kind.SECRETARIAT:
            own = Person.objects.active().filter(
                people_with({key(Audience.SECRETARIAT, 0, self.network_id)}),
                acting_as__post__organisation=self.originator,
            )
        others = own.exclude(pk=self.author_id)
        if others.exists():
            return others
        sister = key(Audience.APPROVERS, self.originator.sister_id or 0, self.network_id)
        return Person.objects.active().filter(people_with({sister}))

    def reach_rows(self) -> list[Reach]:
        """The table of DESIGN 4.1, compiled: who reads, who is shut out, who works on it."""
        working = {key(Audience.PERSON, self.author_id), self.approver_key()}
        if self.stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
            reads, barred = self._readers()
            if self._waits_for_approval():
                reads.add(
                    self.approver_key()
                )  # a sister's focal point, say, whom the item is not released to
            if self.mark != Mark.RED:
                working.add(key(Audience.APPROVERS, self.originator_id, self.network_id))
        else:
            reads, barred = working, set()
        return self._rows(reads, barred) + [self._row(k, Reach.Side.WORKS) for k in sorted(working)]

    def _waits_for_approval(self) -> bool:
        """Does a later version wait for the approver, beside the one readers see, or that one for its second check?"""
        if self.stage != Stage.PUBLISHED:
            return False
        in_work, live = self.in_work(), self.live_version()
        later = in_work is not None and in_work.stage == Stage.REVIEW
        return later or (live is not None and live.waits_for_check)

    def as_published(self) -> "Publication":
        """A copy that answers ``people_who_can_see`` by mark and release alone: "whom will this reach?"."""
        twin = Publication(**{f.attname: getattr(self, f.attname) for f in Publication._meta.concrete_fields})
        twin.stage = Stage.PUBLISHED
        twin.foretold = twin._rows(*twin._readers())
        return twin

    def _rows(self, reads: set[int], barred: set[int]) -> list[Reach]:
        side = Reach.Side
        return [
            *(self._row(k, side.READS) for k in sorted(reads)),
            *(self._row(k, side.BARRED, spares=self.originator_id) for k in sorted(barred)),
        ]

    def _row(self, value: int, side: Reach.Side, spares: int | None = None) -> Reach:
        return Reach(
            kind=self.reach_kind, thing=self.pk, key=value, side=side, spares=spares, at=self.published_at
        )

    def _readers(self) -> tuple[set[int], set[int]]:
        releases = Release.unfiltered.filter(publication=self.pk).values_list("key", "barred")
        to = {k for k, barred in releases if not barred}
        not_to = {k for k, barred in releases if barred}
        originator = key(Audience.ORGANISATION, self.originator_id, self.network_id)
        match Mark(self.mark):
            case Mark.CLEAR:
                return ({EVERYONE, MEMBERS} if self.public_at else {MEMBERS}), set()
            case Mark.GREEN:
                return {key(Audience.NETWORK, self.network_id)}, not_to
            case Mark.AMBER:
                return to | {originator}, not_to
            case Mark.STRICT:
                return to | {originator}, set()
            case Mark.RED:
                return to | {key(Audience.PERSON, self.author_id), self.approver_key()}, set()


def _in_work(publication: Given) -> "models.QuerySet[Version]":
    from waypost.publications.models.versions import Version

    return Version.unfiltered.filter(publication=publication, stage__in=[Stage.DRAFT, Stage.REVIEW])


_IN_WORK = Compiled(_in_work)


class Release(MarkedThrough):
    """One audience the item is released to, or, ``barred``, shut out from. ``key`` is an ``access`` key."""

    marked_by = "publication"

    publication = MarkedLink(Publication, models.CASCADE)
    key = models.BigIntegerField()
    barred = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "key", "barred"], name="one_release_a_key")
        ]

    def __str__(self) -> str:
        return f"{'not to' if self.barred else 'to'} {self.key}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Reached:
        """To whom an item goes is known to those who work on it, never to its readers."""
        return Publication.working_rule(viewer, f"{at}publication__")


class ReferenceSeries(models.Model):
    """The last number an organisation gave in a year. Numbers run per organisation, so gaps tell others nothing."""

    exposure = Exposure.INTERNAL

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.code}-{self.year}-{self.last:03d}"
