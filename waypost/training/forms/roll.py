"""A nominal roll as it is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField
from waypost.people.forms import HouseForm
from waypost.training.forms.enrolment import OrderForm


class RollForm(HouseForm):
    """A table of officers. The order is said here or in the table."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # examined as every file is, which says so
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("Excel (.xlsx) or a table as text (.csv), at most 500 officers."),
        error_messages={"required": _("Choose the file first.")},
    )
    number = TextField(
        label=OrderForm.base_fields["number"].label,
        max_length=60,
        required=False,
        help_text=_("Leave it empty where the file says it."),
    )
    dated = DateField(label=OrderForm.base_fields["dated"].label, required=False)

    def order_said(self) -> dict[str, str]:
        """What was typed of the order, as a form takes it."""
        typed = self.cleaned_data
        said = {"number": typed["number"], "dated": typed["dated"].isoformat() if typed["dated"] else ""}
        return {name: value for name, value in said.items() if value}
