"""Ways in: a person is invited to a post by somebody who vouches for them."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.people.models.bodies import Network, Organisation
from waypost.people.models.posts import Post, Tenure

GOOD_FOR = timedelta(hours=72)
RENEWAL_WAITS = timedelta(hours=24)


class Invitation(models.Model):
    """A single-use way in for one person, good for 72 hours. Only the hash of its secret is kept.

    Tenure and endorsements begin when it is accepted; until then nobody holds anything. ``name`` is what the inviter
    typed: an address that the portal knows already looks to the inviter like any other.

    ``vouching`` is None for the operator's own: nobody's tenure stands behind it. ``recruited_by`` is the tenure that
    the recruit counts for, where it isn't that of whoever vouched; ``tenure`` is the one that began when it was
    accepted.

    A RENEWAL gives a person who lost their factors a new way in. It opens only after a second person confirmed it,
    and not before ``opens_at``: those who know the person have a day to stop it.
    """

    class Purpose(models.TextChoices):
        POST = "post", _("A post")
        RENEWAL = "renewal", _("A new second factor")

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.POST)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=160)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Post.Role)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    networks = models.ManyToManyField(Network, related_name="+")
    evidence = models.CharField(max_length=300, help_text="Why the inviter vouches: letter number, call-back")
    secret_hash = models.CharField(
        max_length=64, unique=True, null=True, help_text="None until a renewal is confirmed"
    )
    invited_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vouching = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The tenure in which the inviter vouched; none for the operator",
    )
    recruited_by = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True, blank=True, help_text="None: at once")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["organisation", "-at"], name="invitation_by_organisation")]

    def __str__(self) -> str:
        return f"invitation of {self.name}"

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    def waits(self, at: datetime) -> bool:
        """Does a new way in that was confirmed not open yet?"""
        return self.opens_at is not None and at < self.opens_at

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at
