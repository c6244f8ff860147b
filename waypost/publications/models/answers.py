"""Who was addressed, who answered, who opened, who asked for more: hangs on the head or a version."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import ANYBODY, Audience, Viewer, keys_of, opened, viewer_given
from waypost.access.marked import MarkedThrough
from waypost.access.marks import Mark
from waypost.access.reached import where
from waypost.core import clock
from waypost.core.compiled import Among, Compiled, Given
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person, Post
from waypost.publications.models.heads import Publication
from waypost.publications.models.versions import Version
from waypost.publications.states import Stage


def acting_for(viewer: Viewer) -> Organisation | None:
    """The organisation that an active member acts for. Whoever is no longer one, or not yet, meets an item that was
    made public as a visitor does: nothing of what their organisation asked and answered.
    """
    return viewer.organisation if viewer.is_active_member() else None


def own_or_answerable(viewer: Viewer, at: str, head: str) -> Q:
    """The condition that a row about an addressed organisation concerns this viewer: the own organisation's
    (the own person's), or the viewer works on the item, or runs the network (never under STRICT or RED).
    ``at`` leads to the row, ``head`` from it to the publication.
    """
    organisation = acting_for(viewer)
    if organisation is None:
        return Q(pk__in=[])
    mine = where(at, organisation=organisation.pk) & (
        where(at, person__isnull=True) | where(at, person=viewer.pk)
    )
    secretariat = [
        network for kind, _id, network in map(opened, keys_of(viewer)) if kind == Audience.SECRETARIAT
    ]
    run = where(f"{at}{head}", network__in=secretariat, mark__lte=Mark.AMBER)
    return mine | Q(Publication.working_rule(viewer, f"{at}{head}")) | run


class Addressee(MarkedThrough):
    """An organisation (under RED: a person) asked to answer a version. Those found at publication are the denominator;
    ``late`` ones arrived afterwards and are counted apart. ``rung`` is the last step of the ladder that was taken.
    """

    marked_by = "version"

    version = MarkedLink(Version, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    late = models.BooleanField(default=False)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0)
    answered = models.BooleanField(default=False)
    nobody_since = models.DateTimeField(
        null=True, blank=True, help_text="When it was found, and told, that nobody there can answer"
    )
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody last reminded all who were silent"
    )

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                condition=Q(person__isnull=True),
                name="one_addressed_organisation",
            ),
            models.UniqueConstraint(
                fields=["version", "person"], condition=Q(person__isnull=False), name="one_addressed_person"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(answered=False), name="addressee_waiting"),
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(answered=False),
                name="addressee_by_organisation",
            ),
            models.Index(fields=["organisation", "due_at"], name="addressee_due"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation)

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """Who was asked is known to the one who was, to the originator and to whoever runs the network, and of a
        silent one to the mission focal point it was escalated to: never to other readers.
        """
        known = own_or_answerable(viewer, at, "version__publication__") | cls._escalated_to(viewer, at)
        return Q(super().visibility_rule(viewer, at)) & known

    @classmethod
    def _escalated_to(cls, viewer: Viewer, at: str) -> Q:
        """Silent organisations of the members a mission focal point covers, from the rung that names them on."""
        tenure = viewer.tenure if isinstance(viewer, Person) and viewer.is_active_member() else None
        if tenure is None or tenure.post.role != Post.Role.MISSION_FOCAL_POINT:
            return Q(pk__in=[])
        covered = where(
            at,
            answered=False,
            version__publication__mark__lte=Mark.AMBER,
            organisation__member__in=tenure.post.covers.values("pk"),
        )
        return covered & (where(at, rung__gte=75) | where(at, nobody_since__isnull=False))

    @staticmethod
    def waits(on: date | Given) -> Q:
        """The condition that an answer is still waited for on a day: to what readers see, and has not expired."""
        seen = Q(version__publication__stage=Stage.PUBLISHED, version__publication__live=F("version"))
        valid = Q(version__publication__expires_on__isnull=True) | Q(version__publication__expires_on__gte=on)
        return Q(answered=False) & seen & valid

    @classmethod
    def to_answer(cls, viewer: Viewer) -> "list[Addressee]":
        """The oldest of the questions that this viewer may answer, by deadline, about what they see: as a focal point
        or deputy those to the organisation, under RED those to oneself. One query.
        """
        if acting_for(viewer) is None:
            return []
        asked = _TO_ANSWER if viewer.has_role(*Post.APPROVING) else _TO_ONESELF
        return asked(on=clock.today(), **viewer_given(viewer))

    @classmethod
    def answered_in_time(
        cls, organisation: Organisation, since: datetime, until: datetime
    ) -> tuple[int, int]:
        """Of the answers due from an organisation in a while: given by the deadline, and all. Numbers only."""
        [(done, asked)] = _IN_TIME(organisation=organisation.pk, since=since, until=until)
        return done, asked

    @classmethod
    def tallies(cls, viewer: Viewer, own: list[int], run: list[int]) -> dict[int, tuple[int, int]]:
        """By version id, how many of those asked at publication have answered, and how many were asked. Give it the
        live versions of publications the viewer was shown: of the ``own`` organisation, counted where the viewer works
        on them, and of a network they ``run``, under AMBER at most. Two queries at most.
        """
        versions = [*run, *_WORKED_ON(versions=own, **viewer_given(viewer))]
        return {version: (answered, every) for version, answered, every in _TALLIES(versions=versions)}

    @classmethod
    def owed(cls) -> Q:
        """For a compiled query: that somebody still owes an answer to a publication the viewer works on."""
        owed = cls.unfiltered.filter(version=OuterRef("live"), answered=False)
        return Q(Publication.working_rule(ANYBODY).of_few()) & Q(Exists(owed))

    @classmethod
    def by_ids(cls, idents: list[int]) -> "list[Addressee]":
        """For the worker, who acts for nobody: the silent ones a step of the ladder was taken for."""
        return list(cls.unfiltered.select_related("organisation").filter(pk__in=idents))

    @classmethod
    def of_viewer(cls, viewer: Viewer, versions: list[int]) -> "dict[int, Addressee]":
        """By version id, the row that asks this viewer's organisation (or this viewer) to answer. One query.

        Give it versions of publications the viewer was shown: that one is asked oneself needs no further rule.
        """
        organisation = acting_for(viewer)
        if organisation is None:
            return {}
        rows = _ASKED(versions=versions, person=viewer.pk, organisation=organisation.pk)
        return {row.version_id: row for row in rows}


class Acknowledgement(MarkedThrough):
    """One answer, given by a person with authority for an addressed organisation, to one version. Never
    changed: a later answer is a new row and the newest counts.
    """

    class Answer(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACTING = "acting", _("Acting on it")
        NOT_OURS = "not-ours", _("Does not concern us")

    marked_by = "addressee"

    addressee = MarkedLink(Addressee, models.CASCADE)
    answer = models.CharField(max_length=10, choices=Answer)
    remark = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        indexes: ClassVar = [models.Index(fields=["addressee", "-id"], name="acknowledgement_newest")]

    def __str__(self) -> str:
        return self.get_answer_display()


def _in_time(organisation: Given, since: Given, until: Given) -> models.QuerySet[Addressee, tuple[int, int]]:
    due = Addressee.unfiltered.filter(organisation=organisation, person__isnull=True)
    in_time = Acknowledgement.unfiltered.filter(addressee=OuterRef("pk"), at__lte=OuterRef("due_at"))
    counted = due.filter(due_at__gt=since, due_at__lte=until).values(nothing=models.Value(0))
    return counted.annotate(
        done=models.Count("pk", filter=Exists(in_time)), asked=models.Count("pk")
    ).values_list("done", "asked")


_IN_TIME = Compiled(_in_time)


_WORKED_ON = Compiled(
    lambda versions: Publication.unfiltered.filter(
        Among("live", versions), Publication.working_rule(ANYBODY)
    ).values_list("live", flat=True)
)
_TALLIES = Compiled(
    lambda versions: (
        Addressee.unfiltered.filter(Among("version", versions), late=False)
        .values_list("version")
        .annotate(answered=models.Count("pk", filter=Q(answered=True)), all=models.Count("pk"))
    )
)


class Opening(MarkedThrough):
    """That a person opened the content of a version: "read", and for AMBER and above the hour it was last recorded."""

    marked_by = "version"

    version = MarkedLink(Version, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "person"], name="one_opening_a_person")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "version"], name="opening_by_person"),
            models.Index(fields=["first_at"], name="opening_first"),
            models.Index(fields=["person", "first_at"], name="opening_first_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} opened"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """One's own, and for a focal point those of the own organisation."""
        mine = where(at, person=viewer.pk)
        organisation = acting_for(viewer)
        if organisation is not None and viewer.has_role(*Post.APPROVING):
            mine |= where(at, organisation=organisation.pk)
        return Q(super().visibility_rule(viewer, at)) & mine

    @classmethod
    def counts(cls, version: int) -> dict[int, int]:
        """By organisation id, how many persons opened a version: numbers only, for the board."""
        rows = (
            cls.unfiltered.filter(version=version)
            .values_list("organisation")
            .annotate(persons=models.Count("person"))
        )
        return dict(rows)

    @classmethod
    def unseen_by(cls, viewer: Viewer, versions: list[int]) -> list[int]:
        """Those of the versions this viewer has not opened, by the viewer's own openings. One query."""
        read = set(_OPENED(versions=versions, person=viewer.pk or 0))
        return [version for version in versions if version not in read]


def _open(mine: Q, on: Given) -> models.QuerySet[Addressee]:
    seen = Publication.visibility_rule(ANYBODY, "version__publication__").of_few()
    return Addressee.unfiltered.filter(seen, mine, Addressee.waits(on)).order_by("due_at")[:_MOST]


_MOST = 20  # who has more than that waiting begins with the oldest
_ONESELF = Q(person=ANYBODY.pk)
_OWN = Q(person__isnull=True, organisation=ANYBODY.organisation.pk)
_TO_ONESELF = Compiled(lambda on: _open(_ONESELF, on))
_TO_ANSWER = Compiled(lambda on: _open(_ONESELF | _OWN, on))
_ASKED = Compiled(
    lambda versions, person, organisation: Addressee.unfiltered.filter(
        Q(person=person) | Q(person__isnull=True), Among("version", versions), organisation=organisation
    )
)
_OPENED = Compiled(
    lambda versions, person: Opening.unfiltered.filter(
        Among("version", versions, compared=True), person=person
    ).values_list("version", flat=True)
)


class WiderRequest(MarkedThrough):
    """A reader asks the originator to release an item to somebody more. The answer is recorded."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting for the originator")
        GRANTED = "granted", _("Released")
        DECLINED = "declined", _("Not released")

    marked_by = "publication"

    public_id = PublicId()
    publication = MarkedLink(Publication, models.CASCADE)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.BigIntegerField(help_text="The audience asked for")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        indexes: ClassVar = [models.Index(fields=["publication", "outcome"], name="wider_by_publication")]

    def __str__(self) -> str:
        return f"request by {self.organisation}"

    @classmethod
    def to_answer(cls, viewer: Viewer) -> "dict[int, datetime]":
        """Since when others wait for a wider release of something this viewer works on, by the item's id."""
        return dict(_WIDER(outcome=cls.Outcome.OPEN, **viewer_given(viewer)))

    @classmethod
    def askers(cls, publication: Publication, public_id: str) -> models.QuerySet["WiderRequest", Any]:
        """The id of the person behind one request, as a subquery for the worker."""
        return cls.unfiltered.filter(publication=publication.pk, public_id=public_id).values("by")

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """The asking organisation's own (under RED one's own), and those to whoever works on the item."""
        organisation = acting_for(viewer)
        ours = where(at, organisation=organisation.pk if organisation else 0, publication__mark__lt=Mark.RED)
        mine = ours | where(at, by=viewer.pk or 0)
        works = Q(Publication.working_rule(viewer, f"{at}publication__"))
        return Q(super().visibility_rule(viewer, at)) & (mine | works)


_WIDER = Compiled(
    lambda outcome: (
        WiderRequest.unfiltered.filter(
            Publication.visibility_rule(ANYBODY, "publication__").of_few(),
            Publication.working_rule(ANYBODY, "publication__").of_few(),
            outcome=outcome,
            publication__stage=Stage.PUBLISHED,  # once withdrawn there is nothing left to answer
        )
        .exclude(organisation=ANYBODY.organisation.pk)
        .values_list("publication", "at")[:_MOST]
    )
)
