"""Words of the vocabularies that were worded anew, while the worker writes the searched words of their alerts again."""

from django.db import models

from waypost.alerts.models.terms import Term
from waypost.core.exposure import Exposure


class Rewording(models.Model):
    """That a term's label changed, and up to which item (id) what is searched was written anew since: gone when all is.
    Worded anew once more, it begins again.
    """

    exposure = Exposure.INTERNAL

    term = models.OneToOneField(Term, models.CASCADE, related_name="+")
    written_to = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.term_id} to {self.written_to}"
