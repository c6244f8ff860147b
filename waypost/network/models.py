"""A nomination: a member's official, proposed as a focal point with the state's letter, on the way to being one."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import translation

from waypost.core import clock
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.files.models import StoredFile
from waypost.network.states import NEXT, OVER, Next, Stage
from waypost.people.models import Invitation, Named, Network, Organisation, Person, Tenure


class Nomination(Named, models.Model):
    """One candidate for an organisation's focal point. Seen by whoever proposed it and the secretariat (``lists``).

    ``stage`` is what the portal's people did; what the candidate and the clock do is read off the invitation:
    ``stage_now``. ``proposing`` is the tenure in which it was proposed: the recruit counts for it.
    """

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposing = models.ForeignKey(Tenure, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    email = models.EmailField()
    name_latin = models.CharField(max_length=160)
    name_native = models.CharField(max_length=160, blank=True)
    rank_title = models.CharField(max_length=60, blank=True)
    rank_native = models.CharField(max_length=60, blank=True, default="", db_default="")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    language = models.CharField(max_length=5, default="en")

    letter_number = models.CharField(max_length=60)
    letter_date = models.DateField()
    signatory = models.CharField(max_length=160, help_text="The post of whoever signed")
    letter = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.PROPOSED)
    stage_since = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    returned_because = models.CharField(max_length=300, blank=True)

    called_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_number = models.CharField(max_length=40, blank=True)
    called_at = models.DateTimeField(null=True)
    called_whom = models.CharField(max_length=160, blank=True, help_text="The post that answered")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["network", "stage"], name="nomination_by_stage")]

    def __str__(self) -> str:
        return f"nomination of {self.name}"

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @property
    def stage_now(self) -> Stage:
        """Where the candidate stands at this moment."""
        if self.stage != Stage.INVITED or self.invitation is None:
            return Stage(self.stage)
        tenure = self.invitation.tenure
        if tenure is None:
            return Stage.INVITED if self.invitation.is_open(clock.now()) else Stage.LAPSED
        if not tenure.is_current(clock.today()):
            return Stage.LEFT
        return Stage.PROVISIONAL if tenure.is_provisional(clock.today()) else Stage.MEMBER

    @property
    def since(self) -> datetime:
        """Since when the candidate stands there."""
        invitation, now = self.invitation, self.stage_now
        if invitation is None:
            return self.stage_since
        if now == Stage.LAPSED:
            return invitation.withdrawn_at or invitation.expires_at
        return invitation.used_at or self.stage_since

    @property
    def next(self) -> Next | None:
        """Who acts next, with what."""
        return NEXT.get(self.stage_now)

    @property
    def due_at(self) -> datetime | None:
        return self.since + self.next.within if self.next else None

    @property
    def is_over(self) -> bool:
        return self.stage_now in OVER

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < clock.now()
