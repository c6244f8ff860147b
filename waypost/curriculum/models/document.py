"""A version as a document: its paragraphs, each with an id that it keeps from version to version."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.core.ids import short_id
from waypost.curriculum.models.versions import CurriculumVersion, Module, OfAVersion


class StableId(models.CharField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """The column of such an id. To migrations it is a plain CharField: they import nothing of ours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 12, "editable": False, "default": short_id, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.CharField", args, kwargs


class Paragraph(OfAVersion):
    """One paragraph of a version, in both languages, in its ``place``. ``stable`` names it in every version in which it
    lives on, whatever becomes of its words. A part or module begins with its heading; that of a module is its title.
    """

    class Kind(models.TextChoices):
        PART = "part", _("Heading of a part")
        MODULE = "module", _("Heading of a module")
        OUTCOME = "outcome", _("Learning outcome")
        TEXT = "text", _("Text")

    HEADINGS: ClassVar = (Kind.PART, Kind.MODULE)

    version = MarkedLink(CurriculumVersion, models.CASCADE)
    stable = StableId()
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEXT)
    module = MarkedLink(Module, models.CASCADE, null=True, blank=True)
    text_en = models.TextField(blank=True)
    text_th = models.TextField(blank=True)

    class Meta(OfAVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "stable"], name="one_paragraph_an_id"),
            models.UniqueConstraint(fields=["version", "place"], name="one_paragraph_a_place"),
            models.UniqueConstraint(fields=["module"], name="one_heading_a_module"),
            models.CheckConstraint(
                condition=Q(kind="module", module__isnull=False)
                | (~Q(kind="module") & Q(module__isnull=True)),
                name="heading_of_a_module_has_one",
            ),
            models.CheckConstraint(condition=~Q(text_en="", text_th=""), name="paragraph_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.stable)

    def mark_seen(self) -> None:
        """With the module of a heading: it is one of the same version, and seen by the same rule."""
        super().mark_seen()
        link: Any = self._meta.get_field("module")
        module = link.get_cached_value(self, default=None)
        if module is not None:
            module.mark_seen()

    @property
    def text(self) -> str:
        """In the reader's language, or the other where it is not written in it yet."""
        texts = [self.text_en, self.text_th]
        said: str = next(filter(None, texts[::-1] if translation.get_language() == "th" else texts), "")
        return said
