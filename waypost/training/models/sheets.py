"""The signed sheet of a practical session, scanned: what proves who was there."""

from typing import Any

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.training.models.practicals import PracticalSession
from waypost.training.models.programmes import Written


class SignedSheet(Written):
    """One scan. It bears names and signatures: seen by those who run the programme, and by whoever sent it in."""

    marked_by = "session"

    public_id = PublicId()
    session = MarkedLink(PracticalSession, models.PROTECT)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        pass

    def __str__(self) -> str:
        return f"signed sheet {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        own = Q(**{f"{at}by": viewer.pk}) if isinstance(viewer, Person) else Q(**{f"{at}pk": None})
        runs = writing(viewer, f"{at}session__intake__cohort__programme__")
        return Q(super().visibility_rule(viewer, at)) & (own | runs)
