"""Whom an official of a member calls for somebody who needs protection. Offices, never persons."""

from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.places.models import Member


class Referral(models.Model):
    """One office of a member: what it is called for, telephone and hours. Kept by the secretariat and by those who
    answer for the member's organisations; read by every active official, and by nobody else: whoever hunts somebody
    must not learn here who shelters them.
    """

    class Need(models.IntegerChoices):
        ASYLUM = 1, _("Somebody asks for asylum")
        TRAFFICKING = 2, _("Signs of trafficking in persons")
        CHILD = 3, _("A child alone, or in danger")

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    need = models.PositiveSmallIntegerField(choices=Need)
    office_en = models.CharField(max_length=160)
    office_th = models.CharField(max_length=160)
    phone = models.CharField(max_length=40)
    hours_en = models.CharField(max_length=120)
    hours_th = models.CharField(max_length=120)
    checked_on = models.DateField(help_text="When somebody last said that this is right")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["need", "office_en", "pk"]
        indexes: ClassVar = [models.Index(fields=["member", "need"], name="referral_by_member")]

    def __str__(self) -> str:
        return self.office

    @property
    def office(self) -> str:
        return self.office_th if translation.get_language() == "th" else self.office_en

    @property
    def hours(self) -> str:
        return self.hours_th if translation.get_language() == "th" else self.hours_en
