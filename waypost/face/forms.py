"""How every form looks and speaks: label, hint, error and field, tied together; what is wrong, and what to do.

``{% errors form %}`` stands at the top of a page with a form; ``{{ form.title.as_field_group }}`` is one whole field,
``{{ form }}`` all of them. Django ties the hint and the error to the field (aria-describedby) and keeps what was typed.
"""

from datetime import date, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core.errors import Overtaken, Refused
from waypost.core.writing import TextField, spoken_in
from waypost.face import dates
from waypost.people.models import Network, Organisation


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


def speak(form: forms.BaseForm, *names: str) -> None:
    """Say of the words that stand in these fields in which language they are."""
    for name in names:
        words = spoken_in(str(form[name].value() or ""))
        if words:
            form.fields[name].widget.attrs["lang"] = words


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


class OpenedOn(forms.IntegerField):
    """The revision a form was opened on. One that says none, or nonsense, was opened on 0: it counts as overtaken, so
    whoever sent it sees what stands now beside what they typed, and may send it again.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0)

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value) or 0
        except forms.ValidationError:
            return 0


class NetworkField(forms.ModelChoiceField):  # type: ignore[type-arg]  # none at run time
    """A network by its key. A form says which are offered: ``offer``."""

    def __init__(self) -> None:
        super().__init__(
            label=_("In which network?"),
            queryset=Network.objects.none(),
            to_field_name="key",
            empty_label=None,
            error_messages={"invalid_choice": _("Choose one of those listed.")},
        )

    @staticmethod
    def offer(form: forms.Form, viewer: Viewer) -> None:
        """Those the viewer belongs to."""
        field: Any = form.fields["network"]
        field.queryset = Network.objects.filter(pk__in=viewer.networks())


class OrganisationField(TextField):
    """An organisation, by its code or its name in either language."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value).strip()
        return organisation_called(typed) if typed else None

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """What was found needs none."""

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Organisation) else value


class OrganisationsField(OrganisationField):
    """Some of them, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = TextField.to_python(self, value).splitlines()
        found = [organisation_called(line.strip()) for line in lines if line.strip()]
        return list(dict.fromkeys(found))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(each.code for each in value) if isinstance(value, list) else value


def organisation_called(typed: str) -> Organisation:
    """The one with this code or name. A NUL, which PostgreSQL takes in no text, is in nobody's."""
    for name in ("code", "name_en", "name_th") if "\0" not in typed else ():
        found = list(Organisation.objects.filter(**{f"{name}__iexact": typed[:160]})[:2])
        if len(found) == 1:
            return found[0]
    raise forms.ValidationError(
        _("“%(typed)s” is no organisation here. Give its code or its whole name."),
        code="unknown",
        params={"typed": typed[:80]},
    )


class SentRows(forms.BaseFormSet):  # type: ignore[type-arg]  # none at run time
    """The rows as they were sent: one that is empty now is gone, whether something stood in it or not; one that is sent
    as it was stays. So what stands begins the rows of a form that is opened, and is not compared with what is sent:
    Django takes a row that nobody changed for one that nobody filled in.
    """

    default_error_messages: ClassVar = {
        "missing_management_form": _("The rows came in parts only. Open the page again and write them anew."),
    }

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, initial=initial if data is None else None, **kwargs)

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Show on ``form`` why an action refused, and beside the fields it names, so that nothing typed is lost."""
    form.add_error(None, refused.sentence)
    for name, sentence in refused.fields.items():
        if name in form.fields:
            form.add_error(name, sentence)


def overtaken(form: forms.Form, said: Overtaken, **revisions: int) -> None:
    """Show on ``form`` that somebody else was first. What was typed stays; saving again is on what stands now."""
    form.add_error(None, said.sentence)
    data = cast(QueryDict, form.data).copy()
    for name, value in revisions.items():
        data[name] = str(value)
    form.data = data
