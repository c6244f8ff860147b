"""Those who are asked, and what they answer: never seen by the others who are."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import ANYBODY, Audience, Viewer, keys_of, opened, viewer_given
from waypost.access.marked import MarkedThrough
from waypost.access.marks import Mark
from waypost.access.reached import where
from waypost.core.compiled import Compiled
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person, Post
from waypost.publications.models.answers import acting_for
from waypost.publications.models.finding import plain
from waypost.requests.models.heads import Request, asking_side, sought
from waypost.requests.states import OUTCOMES, Stage, State

LAST_RUNG = 100


class Asked(MarkedThrough):
    """An organisation that is asked, under RED a person. ``revision`` is the number of its newest answer, 0 before the
    first; ``rung`` the last step of the reminders that was taken, in percent of the time.
    """

    marked_by = "request"

    public_id = PublicId()
    request = MarkedLink(Request, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was named, if the question had been asked by then"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(
        null=True, blank=True, help_text="When the asker said that the answer was used"
    )
    rung = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "organisation"],
                condition=Q(person__isnull=True),
                name="one_asked_organisation",
            ),
            models.UniqueConstraint(
                fields=["request", "person"], condition=Q(person__isnull=False), name="one_asked_person"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | Q(answered_at__isnull=False), name="answered_says_when"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="asked_by_organisation")]

    def __str__(self) -> str:
        return str(self.person or self.organisation)

    @property
    def name(self) -> str:
        return str(self.person.name if self.person else self.organisation.name)

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """Who is asked, and who answered, is known to the asking side; each who is asked knows of themselves; and of a
        late one those know to whom it was escalated.
        """
        known = _own(viewer, at) | asking_side(viewer, f"{at}request__") | _escalated_to(viewer, at)
        return Q(super().visibility_rule(viewer, at)) & known

    @classmethod
    def by_ids(cls, idents: list[int]) -> "list[Asked]":
        """For the worker, who acts for nobody: those a reminder is about."""
        return list(cls.unfiltered.select_related("organisation").filter(pk__in=idents))

    @classmethod
    def silent(cls) -> "models.QuerySet[Asked]":
        """For the clock: those who have not answered, and of whom not everybody was told."""
        return cls.unfiltered.filter(state=State.OPEN, rung__lt=LAST_RUNG)

    @classmethod
    def whom(cls, request: Request) -> "list[Asked]":
        """Everybody who is asked, for the worker and for rules that were asked already."""
        return list(cls.unfiltered.select_related("organisation", "person").filter(request=request.pk))

    @classmethod
    def shown_names(cls, viewer: Viewer, request: Request) -> list[str]:
        """The other organisations asked, where the asker shows them to those who are: names only, and never under RED,
        whose readers don't know of each other.
        """
        organisation = acting_for(viewer)
        if organisation is None or not request.shows_asked or request.mark == Mark.RED:
            return []
        rows = cls.whom(request)
        if organisation.pk not in {row.organisation_id for row in rows}:
            return []
        return [row.name for row in rows if row.organisation_id != organisation.pk]

    @classmethod
    def to_answer(cls, viewer: Viewer) -> "list[Asked]":
        """The oldest of the questions this viewer may answer now: for the organisation, under RED as oneself."""
        if acting_for(viewer) is None:
            return []
        asked = _TO_ANSWER if viewer.has_role(*Post.ASKING) else _TO_ONESELF
        return asked(**viewer_given(viewer))


class Answer(MarkedThrough):
    """One answer. A correction is a new row with the next ``number``: what was read before stays to be compared.

    Its mark is the request's or a stricter one. Under RED it is for the author of the question alone.
    """

    marked_by = "asked"

    public_id = PublicId()
    asked = MarkedLink(Asked, models.CASCADE)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    mark = models.PositiveSmallIntegerField(choices=Mark)
    text = models.TextField(blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(blank=True, default="", db_default="", help_text="What it is found by")

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asked", "number"], name="one_answer_a_number")
        ]

    def __str__(self) -> str:
        return f"answer {self.number}"

    def fresh_words(self) -> str:
        """What it is found by, by those who read it, while no correction stands over it."""
        return sought([plain(self.text)])

    @property
    def marked(self) -> Mark:
        return Mark(self.mark)

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """The asking side's and the answering organisation's; under RED its author's and the asker's. Not for the
        others who were asked, nor for whoever a silence was escalated to.
        """
        request = f"{at}asked__request__"
        asking, own = asking_side(viewer, request), _own(viewer, f"{at}asked__")
        between = where(at, mark__lt=Mark.RED) & (asking | own)
        personal = where(at, mark=Mark.RED) & (
            (asking & where(request, author=viewer.pk or 0)) | (own & where(at, by=viewer.pk or 0))
        )
        return Q(super().visibility_rule(viewer, at)) & (between | personal)


class QuestionOpening(MarkedThrough):
    """That a person opened a request, when it was last noted, and how many answers had been given then."""

    marked_by = "request"

    request = MarkedLink(Request, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    last_at = models.DateTimeField()
    answers = models.PositiveIntegerField(default=0)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "person"], name="one_request_opening_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} opened"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """One's own. The audit log is where others' openings stand."""
        return Q(super().visibility_rule(viewer, at)) & where(at, person=viewer.pk or 0)


def _own(viewer: Viewer, at: str) -> Q:
    """The condition that it is the viewer's organisation that is asked, under RED the viewer."""
    organisation = acting_for(viewer)
    if organisation is None:
        return Q(pk__in=[])
    mine = where(at, person__isnull=True) | where(at, person=viewer.pk)
    return where(at, organisation=organisation.pk) & mine


def _escalated_to(viewer: Viewer, at: str) -> Q:
    """Late ones of the members a mission focal point covers, and of the networks the secretariat runs: never of what is
    under STRICT or RED.
    """
    late = where(at, rung__gte=LAST_RUNG, state=State.OPEN, request__mark__lte=Mark.AMBER)
    tenure = viewer.tenure if isinstance(viewer, Person) and viewer.is_active_member() else None
    if tenure is None:
        return Q(pk__in=[])
    if viewer.has_role(Post.Role.MISSION_FOCAL_POINT):
        return late & where(at, organisation__member__in=tenure.post.covers.values("pk"))
    run = [network for kind, _id, network in map(opened, keys_of(viewer)) if kind == Audience.SECRETARIAT]
    return late & where(at, request__network__in=run)


_MOST = 20  # who has more than that waiting begins with the oldest
_ONESELF = Q(person=ANYBODY.pk)
_FOR_ALL = Q(person__isnull=True, organisation=ANYBODY.organisation.pk)


def _waiting(mine: Q) -> models.QuerySet[Asked, Any]:
    seen = Request.visibility_rule(ANYBODY, "request__").of_few()
    rows = Asked.unfiltered.filter(seen, mine, state=State.OPEN, request__stage=Stage.ASKED)
    return rows.order_by("request__due_at", "pk")[:_MOST]


_TO_ONESELF = Compiled(lambda: _waiting(_ONESELF))
_TO_ANSWER = Compiled(lambda: _waiting(_ONESELF | _FOR_ALL))
