"""The head of a request, from which its reach is compiled, and the question, which is seen through it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, Viewer, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.access.reached import where
from waypost.core import clock
from waypost.core.ids import PublicId
from waypost.people.models import Network, Organisation, Person, Post
from waypost.publications.models.answers import acting_for
from waypost.publications.models.finding import plain, words_sought
from waypost.requests.outlines import Kind
from waypost.requests.states import Stage


def asking_side(viewer: Viewer, at: str = "") -> Q:
    """The condition that this viewer asks for the organisation behind a request they see: one of its focal points;
    under RED the author alone. ``at`` leads to the request.
    """
    organisation = acting_for(viewer)
    if organisation is None or not viewer.has_role(*Post.ASKING):
        return Q(pk__in=[])
    wide = where(at, mark__lt=Mark.RED) | where(at, author=viewer.pk)
    return where(at, originator=organisation.pk) & wide


def sought(fields: list[str], reference: str = "") -> str:
    """What a text of this room is found by, as ``holding.condition`` wants it."""
    return f" {words_sought(fields, reference)} "


class Request(Marked):
    """One question to named organisations (under RED: persons). ``revision`` counts changes, so that a form knows when
    it is overtaken.
    """

    reach_kind: ClassVar[int] = 2
    named_as: ClassVar[str] = "request"

    public_id = PublicId()
    reference = models.CharField(max_length=24, unique=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.AMBER)
    national_marking = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    answer_within = models.PositiveSmallIntegerField(
        default=168, help_text="Hours from asking to the deadline"
    )
    shows_asked = models.BooleanField(default=False, help_text="Do those asked see who else is?")
    started_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_before = models.DateTimeField(null=True, blank=True, help_text="The deadline until it was last moved")
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT)
                | Q(asked_at__isnull=False, due_at__isnull=False, due_at__gt=models.F("asked_at")),
                name="asked_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.CLOSED, Stage.WITHDRAWN]) | Q(ended_at__isnull=False),
                name="ended_says_when",
            ),
            models.CheckConstraint(condition=Q(mark__gte=Mark.GREEN), name="no_request_is_clear"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["originator", "stage", "due_at"], name="request_by_originator"),
            models.Index(fields=["due_at"], condition=Q(stage=Stage.ASKED), name="request_waiting"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def marked(self) -> Mark:
        return Mark(self.mark)

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.CLOSED, Stage.WITHDRAWN)

    def is_late(self, now: datetime | None = None) -> bool:
        """Has the deadline of a question that is still asked passed?"""
        return self.stage == Stage.ASKED and self.due_at is not None and self.due_at <= (now or clock.now())

    @classmethod
    def by_public_id(cls, public_id: str) -> "Request | None":
        """For the worker, who acts for nobody: what an event was about."""
        return cls.unfiltered.select_related("originator").filter(public_id=public_id).first()

    @classmethod
    def waiting(cls) -> "models.QuerySet[Request]":
        """For the clock: every request with a silent one for whom the last step was not taken."""
        from waypost.requests.models.answers import Asked

        return cls.unfiltered.filter(stage=Stage.ASKED, pk__in=Asked.silent().values("request"))

    def reach_rows(self) -> list[Reach]:
        """The table of DESIGN 4.1 for questions: a draft is the asking side's, and what is asked goes by the mark."""
        return self._rows(self._drafting() if self.stage == Stage.DRAFT else self._readers())

    def as_asked(self) -> "Request":
        """A copy that answers ``people_who_can_see`` as if it were asked now: "whom will this reach?"."""
        twin = Request(**{f.attname: getattr(self, f.attname) for f in Request._meta.concrete_fields})
        twin.stage = Stage.ASKED
        twin.foretold = twin._rows(twin._readers())
        return twin

    def _rows(self, reads: set[int]) -> list[Reach]:
        side = Reach.Side.READS
        return [
            Reach(kind=self.reach_kind, thing=self.pk, key=value, side=side, at=self.asked_at)
            for value in sorted(reads)
        ]

    def _drafting(self) -> set[int]:
        own = {key(Audience.PERSON, self.author_id)}
        if self.mark != Mark.RED:
            asking = (Audience.APPROVERS, Audience.ASKERS)
            own |= {key(each, self.originator_id, self.network_id) for each in asking}
        return own

    def _readers(self) -> set[int]:
        from waypost.requests.models.answers import Asked

        asked = list(Asked.unfiltered.filter(request=self.pk).values_list("organisation", "person"))
        if self.mark == Mark.GREEN:
            return {key(Audience.NETWORK, self.network_id)}
        if self.mark == Mark.RED:
            persons = {key(Audience.PERSON, person) for _body, person in asked if person}
            return persons | {key(Audience.PERSON, self.author_id)}
        bodies = {self.originator_id, *(body for body, _person in asked)}
        return {key(Audience.ORGANISATION, body, self.network_id) for body in bodies}


class Question(MarkedThrough):
    """The words of a request. While it is drafted, and once it is withdrawn, only the asking side reads them.

    ``reasons`` says, by the digest of a finding, why something that may be personal data stays in the words.
    """

    marked_by = "request"

    request = MarkedLink(Request, models.CASCADE)
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    words = models.TextField(
        blank=True, default="", db_default="", help_text="What it is found by, from when it is asked"
    )

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["request"], name="one_question_a_request")]

    def __str__(self) -> str:
        return f"question of {self.request_id}"

    def fresh_words(self, request: Request) -> str:
        """What it is found by: its words and the number of its request; a draft by nothing."""
        if request.stage == Stage.DRAFT:
            return ""
        return sought([self.title, plain(self.text)], request.reference)

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        shown = where(f"{at}request__", stage__in=[Stage.ASKED, Stage.CLOSED])
        stands = shown | asking_side(viewer, f"{at}request__")
        return Q(super().visibility_rule(viewer, at)) & stands
