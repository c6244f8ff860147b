"""An activity as it is typed, in a form or in a row of a table."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from waypost.access.keys import Viewer
from waypost.access.marks import Mark
from waypost.core.writing import TextField
from waypost.face.forms import DateField, NetworkField, OpenedOn, speak
from waypost.people.models import Organisation
from waypost.places.lists import by_name, in_order
from waypost.places.models import Member, Section, Topic
from waypost.projects.actions.activities import Body, Facts
from waypost.projects.lists.activities import projects_offered
from waypost.projects.models import MARKS, FundingLine, Level, Project, Status


class Offered:
    """What an activity is said with: topics, members, own projects, and the organisations of the portal. Found once,
    however many rows are read with it.
    """

    def __init__(self, viewer: Viewer) -> None:
        self.topics = {each.key: each for each in Topic.objects.all()}
        self.members = {each.key: each for each in by_name(Member.objects.all())}
        self.paid_from: dict[str, tuple[str, Project, FundingLine | None]] = {}
        for project, lines in projects_offered(viewer):
            self.paid_from[project.public_id] = (project.code, project, None)
            for line in lines:
                words = " ".join(each for each in (line.donor.name, line.reference) if each)
                self.paid_from[line.public_id] = (f"{project.code}: {words}", project, line)

    @cached_property
    def bodies(self) -> dict[str, Organisation]:
        """By code and by name in either language; a name that two have is nobody's."""
        rows = list(Organisation.objects.all())
        called: dict[str, list[Organisation]] = {}
        for each in rows:
            for name in {each.name_en.casefold(), each.name_th.casefold()}:
                called.setdefault(name, []).append(each)
        names = {name: bodies[0] for name, bodies in called.items() if len(bodies) == 1}
        return names | {each.code.casefold(): each for each in rows}

    def topics_in_order(self) -> list[Topic]:
        return sorted(self.topics.values(), key=lambda each: in_order(each.name))


class BodyField(TextField):
    """An organisation of the portal by its code or name, or the name of one that is none."""

    offered: Offered

    def clean(self, value: Any) -> Body:
        typed = str(super().clean(value)).strip()
        return self.offered.bodies.get(typed.casefold(), typed) if typed else ""

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Organisation) else value


_CHOOSE = {"invalid_choice": _("“%(value)s” is none of those that can be chosen. Write one of them.")}
_TOPICS = {**_CHOOSE, "required": _("Choose at least one topic.")}
_HINT_OF_BODIES = _("By its code or name. Where the portal does not have it, write its name.")


class FactsForm(forms.Form):
    """What is said of an activity, whether it is typed or stands in a table."""

    title = TextField(label=_("What is done"), max_length=160, help_text=_("In one line."))
    done_by = BodyField(label=_("Done by"), max_length=120, help_text=_HINT_OF_BODIES)
    audience = BodyField(label=_("For whom"), max_length=120, help_text=_HINT_OF_BODIES)
    unit = TextField(label=_("Unit of it"), max_length=120, required=False)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), widget=forms.CheckboxSelectMultiple, error_messages=_TOPICS
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, error_messages=_CHOOSE)
    member = forms.ChoiceField(label=_("Member"), required=False, error_messages=_CHOOSE)
    province = TextField(label=_("Province"), max_length=80, required=False)
    place = TextField(label=pgettext_lazy("where it is held", "Place"), max_length=120, required=False)
    since = DateField(label=_("First day"))
    until = DateField(label=_("Last day"), required=False)
    funder = BodyField(label=_("Paid for by"), max_length=120, required=False, help_text=_HINT_OF_BODIES)
    paid_from = forms.ChoiceField(
        label=_("Project, or its line of money"), required=False, error_messages=_CHOOSE
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=Status.choices, initial=Status.PLANNED, error_messages=_CHOOSE
    )
    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=int,
        choices=[(int(mark), mark.label) for mark in MARKS],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    source_id = TextField(
        label=_("Id in your own table"),
        max_length=80,
        required=False,
        help_text=_("By it a table that you send again is known row by row."),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        for name in ("done_by", "audience", "funder"):
            self.fields[name].offered = offered  # type: ignore[attr-defined]
        choices = {
            "topics": [(each.key, each.name) for each in offered.topics_in_order()],
            "member": [("", "—"), *((key, each.name) for key, each in offered.members.items())],
            "paid_from": [("", "—"), *((key, words) for key, (words, *_of) in offered.paid_from.items())],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def facts(self) -> Facts:
        typed = self.cleaned_data
        _words, project, line = self.offered.paid_from.get(typed["paid_from"], ("", None, None))
        same = (
            "title",
            "done_by",
            "audience",
            "unit",
            "level",
            "province",
            "place",
            "since",
            "until",
            "funder",
        )
        return Facts(
            **{name: typed[name] for name in (*same, "status", "source_id")},
            topics=tuple(self.offered.topics[key] for key in typed["topics"]),
            member=self.offered.members.get(typed["member"]),
            project=project,
            line=line,
            mark=Mark(typed["mark"]),
        )


class ActivityForm(FactsForm):
    """The form of a minute. ``revision`` is the one it was opened on."""

    network = NetworkField()
    revision = OpenedOn()

    WHAT = ("title", "done_by", "audience", "unit", "level", "status")
    WHERE = ("since", "until", "province", "place", "member")
    MONEY = ("funder", "paid_from", "source_id", "network")

    def __init__(self, *args: Any, viewer: Viewer, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, offered=Offered(viewer), **kwargs)
        if new:
            NetworkField.offer(self, viewer)
        else:
            del self.fields["network"]
        speak(self, "title", "unit", "province", "place")

    def what(self) -> list[forms.BoundField]:
        return self._fields(self.WHAT)

    def where(self) -> list[forms.BoundField]:
        return self._fields(self.WHERE)

    def money(self) -> list[forms.BoundField]:
        return self._fields(self.MONEY)

    def topics_by_section(self) -> list[tuple[Any, list[Any]]]:
        """The check boxes of the topics under the five sections, as on the page of topics."""
        of = [(box, self.offered.topics[box.data["value"]]) for box in self["topics"]]
        return [
            (section.label, [box for box, topic in of if topic.section == section]) for section in Section
        ]

    def _fields(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class WithdrawForm(forms.Form):
    because = TextField(label=_("Why it is withdrawn"), max_length=300)
    revision = OpenedOn()


class TableForm(forms.Form):
    """A table of activities as it is sent."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # examined as every file is, which says so
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("Excel (.xlsx) or a table as text (.csv), with HXL tags or without, at most 2,000 rows."),
        error_messages={"required": _("Choose the file first.")},
    )
    network = NetworkField()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        NetworkField.offer(self, viewer)
