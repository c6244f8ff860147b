"""By what officials are counted, named or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNSAID = "unsaid", _("Not said")


class RankBand(models.TextChoices):
    """Ranks of many services in four bands that can be added up."""

    SENIOR = "senior", _("Senior officer")
    OFFICER = "officer", _("Commissioned officer")
    OTHER_RANK = "other-rank", _("Non-commissioned officer")
    CIVILIAN = "civilian", _("Civilian official")
