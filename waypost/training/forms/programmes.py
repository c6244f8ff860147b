"""A programme, its plan, its partners and its cohorts, as they are typed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core.writing import TextField
from waypost.face.forms import (
    DateField,
    NetworkField,
    OpenedOn,
    OrganisationField,
    OrganisationsField,
    SentRows,
    speak,
    want,
)
from waypost.places.lists import in_order
from waypost.places.models import Section, Topic
from waypost.training.actions.programmes import MOST_UNITS
from waypost.training.lists.programmes import lines_to_choose, projects_to_choose, versions_to_choose
from waypost.training.models import MARKS, Engagement, State

_LONG = forms.Textarea(attrs={"rows": 4})


class ProgrammeForm(forms.Form):
    """The programme itself. ``revision`` is the one the form was opened on."""

    code = TextField(label=_("Code"), max_length=24, help_text=_("Short, for example MB-2020. It stays."))
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    network = NetworkField()
    section = forms.ChoiceField(label=_("Section of the newsletter"), choices=Section.choices)
    state = forms.ChoiceField(label=_("State"), choices=State.choices)
    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=int,
        choices=[(int(mark), mark.label) for mark in MARKS],
        widget=forms.RadioSelect,
    )
    released = OrganisationsField(
        label=_("Under TLP:AMBER, released to"),
        max_length=4000,
        required=False,
        help_text=_("Organisations by code or name, one a line. Your own reads it anyway."),
    )
    project = forms.ChoiceField(label=_("Project"), required=False)
    lines = forms.MultipleChoiceField(
        label=_("Paid from"), required=False, widget=forms.CheckboxSelectMultiple
    )
    curriculum = forms.ChoiceField(label=_("Curriculum"), required=False)
    revision = OpenedOn()

    def __init__(self, *args: Any, viewer: Viewer, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[str, dict[str, Any]] = {
            "project": {each.public_id: each for each in projects_to_choose(viewer)},
            "lines": {each.public_id: each for each in lines_to_choose(viewer)},
            "curriculum": {each.public_id: each for each in versions_to_choose(viewer)},
        }
        labels: dict[str, Any] = {
            "project": lambda each: f"{each.code} · {each.title}",
            "lines": lambda each: f"{each.project.code} · {each.donor.name} {each.reference}".strip(),
            "curriculum": lambda each: f"{each.curriculum.title} {each.number}",
        }
        for name, rows in self.chosen.items():
            listed = [(ident, labels[name](row)) for ident, row in rows.items()]
            none = [] if name == "lines" else [("", _("None"))]
            self.fields[name].choices = [*none, *listed]  # type: ignore[attr-defined]
        if not self.chosen["lines"]:
            del self.fields["lines"]
        if new:
            NetworkField.offer(self, viewer)
        else:
            del self.fields["network"], self.fields["code"]

    def chosen_one(self, name: str) -> Any:
        return self.chosen[name].get(self.cleaned_data[name])

    def chosen_lines(self) -> list[Any]:
        return [self.chosen["lines"][ident] for ident in self.cleaned_data.get("lines", ())]


class PlanForm(forms.Form):
    """What was agreed. Both languages: a commander and a donor read the same."""

    agreed_with_en = TextField(
        label=_("Agreed with (English)"),
        max_length=200,
        help_text=_("Rank or post, or a body. No names of persons."),
    )
    agreed_with_th = TextField(label=_("Agreed with (Thai)"), max_length=200)
    agreed_by = OrganisationField(
        label=_("Of which organisation"), max_length=160, help_text=_("By its code or its name.")
    )
    agreed_on = DateField(label=_("Agreed on"))
    meeting_en = TextField(label=_("In which meeting (English)"), max_length=160)
    meeting_th = TextField(label=_("In which meeting (Thai)"), max_length=160)
    audience = forms.IntegerField(
        label=_("Officers it is for in all"),
        min_value=1,
        max_value=999_999,
        required=False,
        help_text=_("How many work where this is needed, planned or not. What is reached is set against it."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Give a whole number from 1 to 999,999.")
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    document = TextField(
        label=_("Its document in the portal"),
        max_length=24,
        required=False,
        help_text=_(
            "The number of an item, for example SEC-2020-004. Only who may see the item meets it here."
        ),
    )
    method_en = TextField(label=_("Method (English)"), max_length=2000, widget=_LONG)
    method_th = TextField(label=_("Method (Thai)"), max_length=2000, widget=_LONG)
    replaces_en = TextField(
        label=_("What it replaces (English)"), max_length=2000, required=False, widget=_LONG
    )
    replaces_th = TextField(label=_("What it replaces (Thai)"), max_length=2000, required=False, widget=_LONG)
    because_en = TextField(label=_("Why (English)"), max_length=2000, required=False, widget=_LONG)
    because_th = TextField(label=_("Why (Thai)"), max_length=2000, required=False, widget=_LONG)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = OpenedOn()

    PARTS = (
        "agreed_with_en",
        "agreed_with_th",
        "agreed_by",
        "agreed_on",
        "meeting_en",
        "meeting_th",
        "audience",
        "document",
    )
    METHOD = ("method_en", "method_th", "replaces_en", "replaces_th", "because_en", "because_th")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, *self.PARTS, *self.METHOD)

    def clean(self) -> dict[str, Any]:
        """What stands in one language stands in the other."""
        typed = super().clean() or self.cleaned_data
        for name in ("replaces", "because"):
            pair = {language: typed.get(f"{name}_{language}") for language in ("en", "th")}
            for language, words in pair.items():
                if not words and any(pair.values()):
                    self.add_error(f"{name}_{language}", gettext("Write it in this language too."))
        return typed

    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PARTS]

    def method(self) -> list[forms.BoundField]:
        return [self[name] for name in self.METHOD]

    def topics_by_section(self) -> list[tuple[Any, list[Any]]]:
        """The check boxes of the topics under the five sections, as on the page of topics."""
        boxes = sorted(self["topics"], key=lambda box: in_order(str(box.choice_label)))
        of = [(box, box.data["value"].instance) for box in boxes]
        return [
            (section.label, [box for box, topic in of if topic.section == section]) for section in Section
        ]


_COUNT = _("Give a whole number from 1 to 9,999.")


class UnitForm(forms.Form):
    """One row of the plan. An empty row says nothing."""

    organisation = OrganisationField(label=_("Organisation"), max_length=160)
    unit_en = TextField(label=_("Division or post (English)"), max_length=160, required=False)
    unit_th = TextField(label=_("Division or post (Thai)"), max_length=160, required=False)
    participants = forms.IntegerField(
        label=_("Participants"),
        min_value=1,
        max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _COUNT),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class Units(SentRows):
    """Units with a number each, a row each."""

    default_error_messages: ClassVar = {
        **SentRows.default_error_messages,
        "too_many_forms": _("You name more than 60 units. Put some of them together."),
    }


UnitForms = forms.formset_factory(
    UnitForm, formset=Units, extra=4, max_num=MOST_UNITS, absolute_max=2 * MOST_UNITS, validate_max=True
)


class PartnerForm(forms.Form):
    """A partner who was spoken to."""

    partner = TextField(label=_("Partner"), max_length=80, help_text=_("An organisation, for example UNODC."))
    on = DateField(label=_("Spoken to on"))
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Engagement.Outcome.choices, widget=forms.RadioSelect
    )
    note_en = TextField(label=_("Note (English)"), max_length=500, required=False)
    note_th = TextField(label=_("Note (Thai)"), max_length=500, required=False)


class CohortForm(forms.Form):
    """Those who are to learn together."""

    name_en = TextField(label=_("Name (English)"), max_length=120)
    name_th = TextField(label=_("Name (Thai)"), max_length=120)
    since = DateField(label=_("First day"))
    until = DateField(label=_("Last day"))
    units_en = TextField(label=_("Units (English)"), max_length=300, required=False)
    units_th = TextField(label=_("Units (Thai)"), max_length=300, required=False)
    trains_trainers = forms.BooleanField(
        label=_("Training of trainers"),
        required=False,
        help_text=_("A certificate of this cohort counts on the way to being accredited as a trainer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "trains_trainers")
