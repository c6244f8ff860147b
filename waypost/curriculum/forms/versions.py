"""A curriculum and the modules of a version, as they are typed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core.writing import TextField
from waypost.curriculum.actions.document import MOST_MODULES
from waypost.curriculum.document import ModuleWords
from waypost.curriculum.models import MARKS, Module
from waypost.face.forms import NetworkField, OpenedOn, SentRows
from waypost.people.models import Group
from waypost.places.lists import in_order
from waypost.places.models import Section, Topic

_COUNT = _("Give a whole number from 1 to 9,999.")


def _outcomes(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "lang": language})


def minutes_field() -> forms.IntegerField:
    """How long a module takes."""
    return forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _COUNT),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class CurriculumForm(forms.Form):
    """The curriculum itself. ``revision`` is the one the form was opened on."""

    code = TextField(label=_("Code"), max_length=24, help_text=_("Short, for example SMB. It stays."))
    network = NetworkField()
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=int,
        choices=[(int(mark), mark.label) for mark in MARKS],
        widget=forms.RadioSelect,
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.ModelChoiceField(
        label=_("Which working group is consulted on it?"),
        help_text=_("Its departments comment and sign off."),
        queryset=Group.objects.none(),
        to_field_name="key",
        empty_label=_("None"),
        required=False,
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, viewer: Viewer, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(network__in=viewer.networks())
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if new:
            NetworkField.offer(self, viewer)
        else:
            del self.fields["network"], self.fields["code"]

    def words(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("code", "network", "title_en", "title_th", "group") if name in self.fields
        ]

    def topics_by_section(self) -> list[tuple[Any, list[Any]]]:
        """The check boxes of the topics under the five sections, as on the page of topics."""
        boxes = sorted(self["topics"], key=lambda box: in_order(str(box.choice_label)))
        of = [(box, box.data["value"].instance) for box in boxes]
        return [
            (section.label, [box for box, topic in of if topic.section == section]) for section in Section
        ]


class VersionForm(forms.Form):
    """The number of the next version."""

    number = TextField(
        label=_("Version"),
        max_length=16,
        help_text=_("Three numbers, above those before it: for example 1.0.0."),
    )
    revision = OpenedOn()


class ModuleForm(forms.Form):
    """One module. An empty row says nothing."""

    code = TextField(label=_("Code"), max_length=24)
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    minutes = minutes_field()
    delivery = forms.ChoiceField(label=_("How it is taught"), choices=[("", "–"), *Module.Delivery.choices])
    outcomes_en = TextField(
        label=_("What one can do afterwards (English)"),
        max_length=1000,
        required=False,
        widget=_outcomes("en"),
    )
    outcomes_th = TextField(
        label=_("What one can do afterwards (Thai)"), max_length=1000, required=False, widget=_outcomes("th")
    )

    def short(self) -> list[forms.BoundField]:
        return [self[name] for name in ("code", "title_en", "title_th", "minutes")]

    def long(self) -> list[forms.BoundField]:
        return [self[name] for name in ("delivery", "outcomes_en", "outcomes_th", "DELETE")]


class Modules(SentRows):
    """The modules of a version, a row each."""

    default_error_messages: ClassVar = {
        **SentRows.default_error_messages,
        "too_many_forms": _("You name more than 60 modules. Put some of them together."),
    }

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this module out")

    def words(self) -> list[ModuleWords]:
        said = [each.cleaned_data for each in self if each not in self.deleted_forms]
        names = ("code", "title_en", "title_th", "minutes", "delivery", "outcomes_en", "outcomes_th")
        return [ModuleWords(**{name: row[name] for name in names}) for row in said if row.get("code")]


ModuleForms = forms.formset_factory(
    ModuleForm,
    formset=Modules,
    extra=3,
    max_num=MOST_MODULES,
    absolute_max=2 * MOST_MODULES,
    validate_max=True,
    can_delete=True,
)
