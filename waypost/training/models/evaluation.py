"""Evaluation at five levels: the forms of a programme, when a cohort is asked, and what was answered.

An answer of an officer, or of a superior about one, is kept nowhere as such: it raises numbers (``Tally``), and its
words stand alone (``Remark``). Apart from both stands that it was given (``Participation``). Nothing leads from one to
the other.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core import clock
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person, Post
from waypost.training.models.attendance import THERE, Attendance
from waypost.training.models.enrolment import Intake, Nominee, Status, StatusEntry, oneself
from waypost.training.models.practicals import SessionDay
from waypost.training.models.programmes import Programme, Written, spoken


class Level(models.TextChoices):
    """The five, in their order. Learning has no form: it is read from the tests."""

    REACTION = "reaction", _("Reaction")
    LEARNING = "learning", _("Learning")
    APPLICATION = "application", _("Application")
    IMPACT = "impact", _("Impact")
    RETURN = "return", _("Return")


class ItemKind(models.TextChoices):
    AGREE = "agree", _("How far one agrees")
    WORDS = "words", _("A few words")
    BAND = "band", _("About how many")
    HOURS = "hours", _("Hours")
    BAHT = "baht", _("Thousand baht")


KINDS: dict[str, tuple[ItemKind, ...]] = {
    Level.REACTION: (ItemKind.AGREE, ItemKind.WORDS),
    Level.APPLICATION: (ItemKind.AGREE, ItemKind.WORDS),
    Level.IMPACT: (ItemKind.BAND, ItemKind.WORDS),
    Level.RETURN: (ItemKind.HOURS, ItemKind.BAHT, ItemKind.WORDS),
}
OF_ONESELF = (Level.REACTION, Level.APPLICATION)
MOST_ITEMS = 12
AGREEMENT = (
    (1, _("Strongly disagree")),
    (2, _("Disagree")),
    (3, _("Neither agree nor disagree")),
    (4, _("Agree")),
    (5, _("Strongly agree")),
)
BANDS = ((0, _("None")), (1, "1–4"), (2, "5–9"), (3, "10–19"), (4, "20–49"), (5, _("50 or more")))
REACTION_STAYS = timedelta(days=30)
FOLLOWED_UP, FOLLOW_UP_ENDS = 3, 6  # months after the last day


class Side(models.TextChoices):
    """Who answers: the officer, or the superior about the officer."""

    OFFICER = "officer", _("Officer")
    SUPERIOR = "superior", _("Superior")


class EvaluationForm(Written):
    """What a programme asks at a level. A changed form is the next ``version``; rounds keep theirs."""

    marked_by = "programme"

    programme = MarkedLink(Programme, models.PROTECT)
    level = models.CharField(max_length=12, choices=Level)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "level", "version"], name="one_evaluation_form"),
            models.CheckConstraint(condition=~Q(level=Level.LEARNING), name="learning_is_read_from_tests"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.version}"


class EvaluationItem(Written):
    """One thing that a form asks, in both languages."""

    marked_by = "form"

    form = MarkedLink(EvaluationForm, models.CASCADE)
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ItemKind)
    text_en = models.CharField(max_length=300)
    text_th = models.CharField(max_length=300)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["form", "place"], name="one_item_a_place")]

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """With the programme; and for whoever is asked without a seat, what they are asked."""
        asked = Evaluation.unfiltered.filter(_unseated(viewer))
        return Q(super().visibility_rule(viewer, at)) | Q(**{f"{at}form__in": asked.values("form")})

    @property
    def text(self) -> str:
        return spoken(self, "text")


class Evaluation(MarkedThrough):
    """That a cohort is asked at a level, from one day to another, both within it. It is read when it is over: who saw
    it grow would see what each answer was.

    Seen with the programme, and by whoever came without a seat and is asked in it: of the programme they see no more.
    """

    marked_by = "intake"

    public_id = PublicId()
    intake = MarkedLink(Intake, models.PROTECT)
    form = MarkedLink(EvaluationForm, models.PROTECT)
    level = models.CharField(max_length=12, choices=Level)
    opens_on = models.DateField()
    closes_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "level"], name="evaluated_once_a_level"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="evaluation_closes_later"),
        ]
        indexes: ClassVar = [models.Index(fields=["closes_on"], name="evaluation_by_last_day")]

    def __str__(self) -> str:
        return f"evaluation {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) | _unseated(viewer, at)

    @property
    def is_over(self) -> bool:
        return self.closes_on < clock.today()

    @property
    def reminds_on(self) -> date:
        """When half of its time has passed."""
        return self.opens_on + (self.closes_on - self.opens_on) / 2

    @classmethod
    def turnout(cls, intake: int) -> dict[tuple[int, str], tuple[int, int]]:
        """How many answered, of how many, by evaluation and side. For sums alone: nobody learns who did.

        Of those who were asked, whatever became of them: where only who is enrolled today counted, taking an officer
        off the list would show whether that one had answered.
        """
        gave: dict[tuple[int, str], set[int]] = defaultdict(set)
        rows = Participation.unfiltered.filter(evaluation__intake=intake)
        for evaluation, side, nominee in rows.values_list("evaluation", "side", "nominee"):
            gave[evaluation, side].add(nominee)
        rounds = cls.unfiltered.filter(intake=intake, level__in=OF_ONESELF)
        spans = _spans(intake)
        return {
            (each.pk, side): (len(gave[each.pk, side]), each._asked(spans))
            for each in rounds
            for side in Side
        }

    def _asked(self, spans: list["Span"]) -> int:
        """How many were to be asked on some day of it."""
        there = (
            nominee for nominee, since, until in spans if since <= self.closes_on and until >= self.opens_on
        )
        return len(set(there))

    @classmethod
    def superiors(cls, intake: int) -> dict[int, tuple[int, int]]:
        """About how many officers superiors answered, by evaluation: of the organisation that runs the cohort, and of
        all others together. For sums alone.
        """
        found: dict[int, tuple[int, int]] = {}
        rows = Participation.unfiltered.filter(evaluation__intake=intake, side=Side.SUPERIOR).values_list(
            "evaluation",
            "nominee__seats__organisation",
            "evaluation__intake__cohort__programme__organisation",
        )
        for evaluation, sent, runs in rows:
            own, others = found.get(evaluation, (0, 0))
            found[evaluation] = (own + 1, others) if sent == runs else (own, others + 1)
        return found


class Participation(Written):
    """That an officer answered, or that a superior answered about them. Not what, and not when."""

    marked_by = "evaluation"

    evaluation = MarkedLink(Evaluation, models.PROTECT)
    nominee = MarkedLink(Nominee, models.PROTECT)
    side = models.CharField(max_length=8, choices=Side)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "nominee", "side"], name="answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.side} of {self.evaluation_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """One's own; and for the focal points of a unit, about which of its officers they answered. Not for those who
        run the cohort.
        """
        own = Q(**{f"{at}side": Side.OFFICER}) & oneself(viewer, f"{at}nominee__")
        if not isinstance(viewer, Person):
            return own
        unit = _answers_for(viewer, f"{at}nominee__seats__organisation", f"{at}evaluation__")
        return own | Q(super().visibility_rule(viewer, at)) & unit & Q(**{f"{at}side": Side.SUPERIOR})


class Tally(MarkedThrough):
    """How many of a side chose a value of an item. All of them are there from the first day, at nothing."""

    marked_by = "evaluation"

    evaluation = MarkedLink(Evaluation, models.PROTECT)
    item = MarkedLink(EvaluationItem, models.PROTECT)
    side = models.CharField(max_length=8, choices=Side)
    value = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "item", "side", "value"], name="one_tally_a_value")
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.n}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & _once_over(viewer, at)

    @classmethod
    def counts(cls, evaluations: Iterable[int]) -> dict[tuple[int, str], list[int]]:
        """How many chose each value, by item and side, of rounds that are over. Whoever shows them leaves out what is
        small (``evaluating.read``).
        """
        rows = cls.unfiltered.filter(
            evaluation__in=list(evaluations), evaluation__closes_on__lt=clock.today()
        )
        found: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * len(AGREEMENT))
        for item, side, value, n in rows.values_list("item", "side", "value", "n"):
            found[item, side][value - 1] = n
        return found


class Remark(Written):
    """What somebody said in their own words, by no name. Its key is random (``ids.unordered_key``): in the order of
    keys it would stand beside that of ``Participation``.
    """

    marked_by = "evaluation"

    evaluation = MarkedLink(Evaluation, models.PROTECT)
    item = MarkedLink(EvaluationItem, models.PROTECT)
    side = models.CharField(max_length=8, choices=Side)
    words = models.CharField(max_length=600)

    class Meta(MarkedThrough.Meta):
        pass

    def __str__(self) -> str:
        return f"remark on {self.item_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & _once_over(viewer, at)


class Statement(Written):
    """What a unit says of the impact, or the organisation that runs the programme of hours and costs: values by the
    place of the item. A correction is the next ``number``; the highest holds.
    """

    marked_by = "evaluation"

    evaluation = MarkedLink(Evaluation, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evaluation", "organisation", "number"], name="one_statement_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.organisation_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """For those who run the cohort, and for the unit's own focal points."""
        runs = writing(viewer, f"{at}evaluation__intake__cohort__programme__")
        unit = _answers_for(viewer, f"{at}organisation", f"{at}evaluation__")
        return Q(super().visibility_rule(viewer, at)) & (runs | unit)


Span = tuple[int, date, date]  # a nominee, and from when to when they were in the cohort


def is_asked() -> Q:
    """The condition that one of a roll is asked: who is enrolled, and who came without a seat."""
    newer = Attendance.unfiltered.filter(
        day=OuterRef("day"), nominee=OuterRef("nominee"), number__gt=OuterRef("number")
    )
    came = Attendance.unfiltered.filter(~Exists(newer), nominee=OuterRef("pk"), presence__in=THERE)
    return Q(status=Status.ENROLLED) | Q(Exists(came), status=Status.WALK_IN)


def _spans(intake: int) -> list[Span]:
    """When everybody was enrolled or there without a seat. Read from the history, which nobody can change later."""
    rows = StatusEntry.unfiltered.filter(nominee__intake=intake).order_by("nominee", "-number")
    found: list[Span] = []
    left: dict[int, date] = {}
    for nominee, status, at in rows.values_list("nominee", "status", "at"):
        if status in (Status.ENROLLED, Status.WALK_IN):
            found.append((nominee, clock.day_of(at), left.get(nominee, date.max)))
        left[nominee] = clock.day_of(at)
    return found


def _unseated(viewer: Any, at: str = "") -> Q:
    """The condition that the viewer came to the cohort of a round without a seat, and is asked in it."""
    own = Nominee.unfiltered.filter(oneself(viewer), is_asked(), status=Status.WALK_IN)
    return Q(**{f"{at}intake__in": own.values("intake"), f"{at}level__in": OF_ONESELF})


def last_day(intake: Intake) -> date:
    """The day of a cohort's last practical session; where it has none, the last of the cohort. ``intake`` came with its
    cohort.
    """
    days = SessionDay.unfiltered.filter(session__intake=intake.pk, session__is_cancelled=False, off=None)
    newest = days.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return clock.day_of(newest) if newest is not None else intake.cohort.until


def window(level: str, last: date) -> tuple[date, date]:
    """From when to when the clock has a cohort asked that ended on a day."""
    if level == Level.REACTION:
        first = last + timedelta(days=1)
        return first, first + REACTION_STAYS
    return months_after(last, FOLLOWED_UP), months_after(last, FOLLOW_UP_ENDS)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _once_over(viewer: Viewer, at: str) -> Q:
    """The condition that the viewer runs the cohort, and the round is over."""
    runs = writing(viewer, f"{at}evaluation__intake__cohort__programme__")
    return runs & Q(**{f"{at}evaluation__closes_on__lt": clock.today()})


def _answers_for(viewer: Any, organisation: str, evaluation: str) -> Q:
    """The condition that the viewer is focal point or deputy of the organisation at this path, in the network of the
    programme that leads on from ``evaluation``.
    """
    programme = f"{evaluation}intake__cohort__programme__"
    if not isinstance(viewer, Person) or viewer.organisation is None or not viewer.has_role(*Post.APPROVING):
        return Q(**{f"{programme}pk": None})
    return Q(**{organisation: viewer.organisation.pk, f"{programme}network__in": viewer.networks()})
