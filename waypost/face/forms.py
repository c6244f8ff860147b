"""How every form looks and speaks: label, hint, error and field, tied together; what is wrong, and what to do.

``{% errors form %}`` stands at the top of a page with a form; ``{{ form.title.as_field_group }}`` is one whole field,
``{{ form }}`` all of them. Django ties the hint and the error to the field (aria-describedby) and keeps what was typed.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.face import dates


class HouseForms(TemplatesSetting):
    """Forms from the same template engine as the pages."""

    form_template_name = "face/form.html"
    field_template_name = "face/field.html"


def want(form: forms.BaseForm, *names: str) -> None:
    """Say of these fields neither that they are required nor that they are not: a draft may be kept without them, a
    button beside may do without them, or their hint says what empty means.
    """
    for name in names:
        form.fields[name].wanted = True  # type: ignore[attr-defined]  # read by face/optional.html


class DateField(forms.DateField):
    """A day, typed as YYYY-MM-DD. A text box: a browser's own picker speaks the browser's language."""

    widget = forms.DateInput(
        attrs={"autocomplete": "off", "inputmode": "text", "class": "short"}, format="%Y-%m-%d"
    )
    default_error_messages: ClassVar = {
        "invalid": _("This is no date. Write year, month and day, for example 2020-09-15."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Year-month-day, for example 2020-09-15."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return dates.typed(str(value))
        except ValueError as problem:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from problem


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Show on ``form`` why an action refused, and beside the fields it names, so that nothing typed is lost."""
    form.add_error(None, refused.sentence)
    for name, sentence in refused.fields.items():
        if name in form.fields:
            form.add_error(name, sentence)
