"""A decision about an overlap, as it is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn
from waypost.reporting.actions.overlaps import Decided
from waypost.reporting.models import Relation


class JudgementForm(forms.Form):
    """What two activities are to each other, why, and who was engaged about it."""

    relation = forms.ChoiceField(
        label=_("What are the two to each other?"),
        choices=[
            (Relation.DUPLICATE, _("Duplicate: one of the two is not needed")),
            (Relation.COMPLEMENTARY, _("Complementary: each does what the other does not")),
            (Relation.SEQUENTIAL, _("Sequential: one builds on the other")),
            (Relation.NO_RELATION, _("No relation: they only look alike")),
        ],
        widget=forms.RadioSelect,
    )
    note = TextField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    partner = TextField(
        label=_("Who was engaged"),
        max_length=120,
        required=False,
        help_text=_("The partner that was spoken to, for example UNODC."),
    )
    engaged_on = DateField(label=_("On which day"), required=False)
    outcome = TextField(label=_("What came of it"), max_length=300, required=False)
    revision = OpenedOn()

    def decided(self) -> Decided:
        return Decided(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})
