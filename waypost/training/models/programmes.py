"""A programme says who may see it; its plans, partners and cohorts hang on it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import MEMBERS, Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.curriculum.models import CurriculumVersion
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Section, Topic
from waypost.projects.models import FundingLine, Project
from waypost.publications.models import Publication

MARKS = (Mark.CLEAR, Mark.GREEN, Mark.AMBER)


def spoken(thing: Any, name: str) -> str:
    """The words of a pair of columns, in the reader's language."""
    return str(getattr(thing, f"{name}_{'th' if translation.get_language() == 'th' else 'en'}"))


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class Programme(Marked):
    """What is taught to whom, run by one organisation in one network. ``revision`` counts every change of it and of
    what hangs on it, so that a form knows when it is overtaken.

    TLP:CLEAR it is every member's, TLP:GREEN its network's, TLP:AMBER its organisation's and those it is released to.
    Donor officers of those who pay for its project read it beside them, and whoever is enrolled in it.
    """

    reach_kind: ClassVar[int] = 5
    reach_follows: ClassVar[str] = "project"

    public_id = PublicId()
    code = models.CharField(max_length=24, help_text="The organisation's own: of another's it tells nothing")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    section = models.CharField(max_length=12, choices=Section)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.AMBER)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="It runs it")
    project = MarkedLink(Project, models.PROTECT, null=True, blank=True)
    curriculum = MarkedLink(CurriculumVersion, models.PROTECT, null=True, blank=True)
    started_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "network", "code"], name="one_programme_a_code"),
            models.CheckConstraint(condition=Q(mark__lte=Mark.AMBER), name="programme_is_amber_at_most"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "code"], name="programme_by_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return spoken(self, "title")

    def reach_rows(self) -> list[Reach]:
        return [
            Reach(kind=self.reach_kind, thing=self.pk, key=value, side=Reach.Side.READS)
            for value in sorted(self._readers() | Project.donors_of(self.project_id) | self._learners())
        ]

    def _readers(self) -> set[int]:
        if self.mark == Mark.CLEAR:
            return {MEMBERS}
        if self.mark == Mark.GREEN:
            return {key(Audience.NETWORK, self.network_id)}
        released = Released.unfiltered.filter(programme=self.pk).values_list("organisation", flat=True)
        bodies = {self.organisation_id, *released}
        return {key(Audience.ORGANISATION, body, self.network_id) for body in bodies}

    def _learners(self) -> set[int]:
        from waypost.training.models.enrolment import learners_of  # it hangs on what stands here

        return learners_of(self.pk)


class Released(MarkedThrough):
    """An organisation that reads a TLP:AMBER programme."""

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_release_an_organisation")
        ]

    def __str__(self) -> str:
        return f"to {self.organisation}"


class Funding(MarkedThrough):
    """A line of the project's money from which the programme is paid."""

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    line = MarkedLink(FundingLine, models.PROTECT)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "line"], name="one_funding_a_line")
        ]

    def __str__(self) -> str:
        return f"from line {self.line_id}"


class Written(MarkedThrough):
    """What is written once and never changed: another agreement is another row."""

    class Meta(MarkedThrough.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise DoorMisused(f"{type(self).__name__} is never changed. Write the next one.")
        super().save(*args, **kwargs)


class Plan(Written):
    """What was agreed: with whom, when, in which meeting, by which method in place of which, and why. A changed plan is
    the next ``number``; the ones before stay.
    """

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    method_en = models.TextField()
    method_th = models.TextField()
    replaces_en = models.TextField(blank=True)
    replaces_th = models.TextField(blank=True)
    because_en = models.TextField(blank=True, help_text="Why this method in place of that one")
    because_th = models.TextField(blank=True)
    agreed_with_en = models.CharField(max_length=200, help_text="Rank or post of a person, or a body")
    agreed_with_th = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Theirs")
    agreed_on = models.DateField()
    meeting_en = models.CharField(max_length=160)
    meeting_th = models.CharField(max_length=160)
    audience = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many there are whom the training is for, planned or not"
    )
    document = MarkedLink(Publication, models.PROTECT, null=True, blank=True)
    topics = models.ManyToManyField(Topic, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_plan_a_number")
        ]

    def __str__(self) -> str:
        return f"plan {self.number}"

    @property
    def method(self) -> str:
        return spoken(self, "method")

    @property
    def replaces(self) -> str:
        return spoken(self, "replaces")

    @property
    def because(self) -> str:
        return spoken(self, "because")

    @property
    def agreed_with(self) -> str:
        return spoken(self, "agreed_with")

    @property
    def meeting(self) -> str:
        return spoken(self, "meeting")


class PlannedUnit(Written):
    """How many of one unit are to take part: of an organisation, or of a division or post of it, named here."""

    marked_by = "plan"

    plan = MarkedLink(Plan, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit_en = models.CharField(max_length=160, blank=True)
    unit_th = models.CharField(max_length=160, blank=True)
    participants = models.PositiveSmallIntegerField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "organisation", "unit_en"], name="one_plan_a_unit"),
            models.CheckConstraint(condition=Q(participants__gt=0), name="unit_sends_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.participants}"

    @property
    def name(self) -> str:
        unit = spoken(self, "unit")
        return f"{self.organisation.name}: {unit}" if unit else self.organisation.name


class Engagement(Written):
    """That a partner was spoken to, so that nobody does twice what is done once."""

    class Outcome(models.TextChoices):
        DUPLICATE = "duplicate", _("Duplicate")
        COMPLEMENTARY = "complementary", _("Complementary")
        SEQUENTIAL = "sequential", _("Sequential")
        NO_RELATION = "no-relation", _("No relation")

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    partner = models.CharField(max_length=80)
    on = models.DateField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    note_en = models.CharField(max_length=500, blank=True)
    note_th = models.CharField(max_length=500, blank=True)

    class Meta(MarkedThrough.Meta):
        pass

    def __str__(self) -> str:
        return self.partner

    @property
    def note(self) -> str:
        return spoken(self, "note")


class Cohort(MarkedThrough):
    """Those who learn together, from one day to another. Units in words, until officers are nominated. Of what is
    written, ``trains_trainers`` alone can change, and ``CohortChange`` says so.
    """

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    name_en = models.CharField(max_length=120)
    name_th = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()
    units_en = models.CharField(max_length=300, blank=True)
    units_th = models.CharField(max_length=300, blank=True)
    trains_trainers = models.BooleanField(default=False, db_default=False)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "name_en"], name="one_cohort_a_name"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="cohort_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return spoken(self, "name")

    @property
    def units(self) -> str:
        return spoken(self, "units")


class ProgrammeOpening(MarkedThrough):
    """When somebody last opened a TLP:AMBER programme, to note it in the log once an hour and revision."""

    marked_by = "programme"

    programme = MarkedLink(Programme, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    last_at = models.DateTimeField()
    revision = models.PositiveIntegerField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_programme_opening_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} opened"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """One's own. The audit log is where others' openings stand."""
        return Q(super().visibility_rule(viewer, at)) & Q(**{f"{at}person": viewer.pk or 0})
