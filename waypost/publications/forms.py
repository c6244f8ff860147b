"""What is typed, turned into values. Nothing here saves."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark
from waypost.core.writing import TextField, written
from waypost.face.forms import DateField, OpenedOn, want
from waypost.notices.models import Follow
from waypost.people.models import Network
from waypost.places.lists import in_order
from waypost.places.models import Route, Section, Topic
from waypost.publications.actions.drafting import Terms
from waypost.publications.models import Acknowledgement, Publication, Urgency, Use

ANSWER_WITHIN = [(1, _("1 hour")), (24, _("24 hours")), (72, _("3 days")), (336, _("14 days"))]


class StartForm(forms.Form):
    """Which kind, in which network, in which language first."""

    kind = forms.ChoiceField(label=_("What do you want to share?"), widget=forms.RadioSelect)
    network = forms.ModelChoiceField(
        label=_("In which network?"), queryset=Network.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(
        label=_("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=_("This text is the authoritative one."),
    )


class WordsForm(forms.Form):
    """Title, summary and text in one language.

    ``revision`` is the text's the form was opened on, ``part_revision`` the version's: the sentence on what changed and
    what the kind adds are the same in every language.
    """

    title = TextField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("What, where: at most 160 characters. No names of persons."),
    )
    summary = TextField(
        label=_("Summary"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two lines: what it is, and what it means for the reader. Lists and mails show this."),
    )
    body = TextField(
        label=_("Text"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain text. A line that begins with # is a heading, with - a list."),
    )
    changes = TextField(
        label=_("What changed since the version before"),
        max_length=500,
        required=False,
        help_text=_("One sentence; readers see it first."),
    )
    revision = OpenedOn()
    part_revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "title", "summary", "body", "changes")


class TranslationForm(forms.Form):
    """A translation of the live version. ``revision`` is the text's the form was opened on, 0 where there was none."""

    title = TextField(label=_("Title"), max_length=160)
    summary = TextField(label=_("Summary"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    body = TextField(label=_("Text"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 14}))
    revision = OpenedOn()


class AudienceForm(forms.Form):
    """Mark and everything else about who sees an item and what is asked of them."""

    mark = forms.TypedChoiceField(label=_("Mark"), coerce=int, choices=Mark.choices, widget=forms.RadioSelect)
    national_marking = TextField(
        label=_("National marking, shown beside the mark"), max_length=60, required=False
    )
    add_to = TextField(label=_("Add a member, organisation, group or person"), max_length=200, required=False)
    add_not_to = TextField(
        label=_("Shut out a member, organisation, group or person"), max_length=200, required=False
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    routes = forms.ModelMultipleChoiceField(
        label=_("Routes"), queryset=Route.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    asks_answer = forms.BooleanField(
        label=_("Ask every organisation addressed to acknowledge"), required=False
    )
    answer_within = forms.TypedChoiceField(label=_("Answer within"), coerce=int, choices=ANSWER_WITHIN)
    review_by = DateField(label=_("Review by"), required=False)
    expires_on = DateField(
        label=_("Expires after"), required=False, help_text=_("Stays findable, shown as expired")
    )
    approved_by = forms.ChoiceField(
        label=_("Who approves"), choices=Publication.ApprovedBy.choices, widget=forms.RadioSelect
    )
    approver = TextField(label=_("Approver you name (name or mail address)"), max_length=200, required=False)
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "national_marking")  # its label says it

    def topics_by_section(self) -> list[tuple[Any, list[Any]]]:
        """The check boxes of the topics under the five sections, as on the page of topics."""
        boxes = sorted(self["topics"], key=lambda box: in_order(str(box.choice_label)))
        of = [(box, box.data["value"].instance) for box in boxes]
        return [
            (section.label, [box for box, topic in of if topic.section == section]) for section in Section
        ]

    def routes_by_name(self) -> list[Any]:
        return sorted(self["routes"], key=lambda box: in_order(str(box.choice_label)))

    def terms(self, *, to: frozenset[int], not_to: frozenset[int], approver: Any) -> Terms:
        """The values as the action wants them, with the releases the page resolved."""
        values = self.cleaned_data
        return Terms(
            mark=Mark(values["mark"]),
            to=to,
            not_to=not_to,
            national_marking=values["national_marking"],
            urgency=values["urgency"],
            topics=tuple(values["topics"]),
            routes=tuple(values["routes"]),
            asks_answer=values["asks_answer"],
            answer_within=values["answer_within"],
            review_by=values["review_by"],
            expires_on=values["expires_on"],
            approved_by=values["approved_by"],
            approver=approver,
        )


class AnswerForm(forms.Form):
    """The acknowledgement, bound to the version that was read."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Acknowledgement.Answer.choices,
        widget=forms.RadioSelect,
        initial="received",
    )
    remark = TextField(
        label=_("Note to the originator (not required)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class HeadForm(forms.Form):
    """What a form about the item as a whole carries: the head's revision it was opened on."""

    revision = OpenedOn()


class ReviewForm(HeadForm):
    """The approver's decision on the version they read, in the languages they answer for, or why it goes back."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    because = TextField(
        label=_("Or send it back, because"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "because")  # by one of the two buttons


class Findings(forms.MultipleChoiceField):
    """Digests of what was found. Whether it stands there still, the action asks."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value: str) -> bool:
        return len(value) <= 64


class JustifyForm(forms.Form):
    """Why what was found may stay: one reason beside each (``because-DIGEST``), or one for all that are ticked. What
    was found is given by its digest.
    """

    MOST = 200

    finding = Findings(required=False)
    because = TextField(label=_("One reason for all that are ticked"), max_length=MOST, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        each = {
            name.removeprefix("because-"): written(value)
            for name, value in self.data.items()
            if name.startswith("because-")
        }
        if any(len(reason) > self.MOST for reason in each.values()):
            raise forms.ValidationError(_("A reason is longer than 200 characters."))
        cleaned["each"] = each
        return cleaned

    def reasons(self) -> dict[str, str]:
        """By digest, every reason that was given. Of what is ticked the shared one counts."""
        values = self.cleaned_data
        beside = {digest: reason for digest, reason in values["each"].items() if reason}
        if not values["because"]:
            return {**dict.fromkeys(values["finding"], ""), **beside}
        return beside | dict.fromkeys(values["finding"], values["because"])


class WithdrawForm(HeadForm):
    """One sentence that says why. Its readers see it instead of the content."""

    because = TextField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DatesForm(HeadForm):
    review_by = DateField(label=_("Review by"), required=False)
    expires_on = DateField(label=_("Expires after"), required=False)


class WidenForm(HeadForm):
    audience = TextField(
        label=_("Member, organisation, group or person"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )


class AskWiderForm(forms.Form):
    """A reader's request: to whom, and what for."""

    audience = TextField(
        label=_("Member, organisation, group or person"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )
    reason = TextField(
        label=_("What it is needed for"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class UseForm(forms.Form):
    """For what an item was used, when, how often."""

    purpose = forms.ChoiceField(
        label=_("What was it used for?"), choices=Use.Purpose.choices, widget=forms.RadioSelect
    )
    month = forms.TypedChoiceField(label=_("In which month?"), coerce=date.fromisoformat)
    times = forms.ChoiceField(label=_("How often?"), choices=Use.Times.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("Note to the originator"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No case, no person, no number: what helped, and what could be better."),
    )


class WiderAnswerForm(forms.Form):
    """The originator's answer to one request. That it is still open is what the form was opened on."""

    request = TextField(max_length=22, widget=forms.HiddenInput)
    answer = TextField(
        label=_("Your answer"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class FollowForm(forms.Form):
    """Under which name a list is kept, and how somebody hears of what is new in it."""

    name = TextField(
        label=_("Your name for it"),
        max_length=80,
        required=False,
        help_text=_("Left empty, it is called by its filters."),
    )
    when = forms.ChoiceField(
        label=_("How do you want to hear of new items?"),
        choices=Follow.When.choices,
        widget=forms.RadioSelect,
        initial=Follow.When.DAILY,
    )

    def __init__(self, *args: Any, held: Follow | None, can_tell: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": held.name, "when": held.when} if held else {}
        super().__init__(*args, **kwargs)
        if not can_tell:
            del self.fields["when"]

    def chosen(self) -> dict[str, Any]:
        """The values as the action takes them."""
        when = self.cleaned_data.get("when", Follow.When.NOT)
        return {"name": self.cleaned_data["name"], "when": Follow.When(when)}
