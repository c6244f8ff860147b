"""What somebody chose about their own mails, or those to an organisation's mailboxes, as values."""

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from waypost.face.forms import want
from waypost.notices.models import Preference, always_mailed
from waypost.people.forms import zone_field
from waypost.people.models import Organisation, Post


def _radio(label: Any, yes: Any, no: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        **kwargs,
    )


class QuietTime(forms.TimeField):
    """An hour of the day as people write it: 20:00, 20.00. Wanted only when there are to be quiet hours."""

    wanted = True  # the page says when
    widget = forms.TimeInput(attrs={"class": "short", "autocomplete": "off"}, format="%H:%M")
    default_error_messages = {"invalid": _("Write hours and minutes, for example 20:00.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M"], required=False, **kwargs)


class QuietHours(forms.Form):
    """From when until when no mail goes out, or that it may at any hour."""

    quiet = _radio(
        _("Quiet hours"),
        _("No mail between these hours"),
        _("Mail at any hour"),
        help_text=_("Whoever holds a duty post gets urgent mail at night too."),
    )
    quiet_from = QuietTime(label=_("From"))
    quiet_until = QuietTime(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("quiet"):
            for name in ("quiet_from", "quiet_until"):
                if name not in self.errors and values.get(name) is None:
                    self.add_error(name, _("Write an hour, or choose mail at any hour."))
        return values

    def chosen_hours(self) -> tuple[time, time] | None:
        values = self.cleaned_data
        return (values["quiet_from"], values["quiet_until"]) if values["quiet"] else None


class PreferenceForm(QuietHours):
    """One page of radio buttons. Who answers for an organisation can't switch off what asks them to act."""

    mail = _radio(
        _("What concerns you directly"),
        _("By mail at once, and in the inbox"),
        _("In the inbox only"),
    )
    daily = _radio(_("What you follow"), _("One mail a day, at 07:30"), _("In the inbox only"))
    weekly = _radio(
        _("From the community"), _("One mail a week, on Mondays at 08:00"), _("In the inbox only")
    )

    def __init__(self, *args: Any, preference: Preference, **kwargs: Any) -> None:
        self.preference = preference
        super().__init__(*args, **{"initial": _initial(preference), **kwargs})
        if always_mailed(preference.person):
            del self.fields["mail"]

    def chosen(self) -> dict[str, Any]:
        """The values as the action takes them."""
        values = self.cleaned_data
        return {
            "mail": values.get("mail", self.preference.mail),
            "daily": values["daily"],
            "weekly": values["weekly"],
            "quiet": self.chosen_hours(),
        }


class MailboxesForm(QuietHours):
    """How an organisation's mailboxes are written to. ``revision`` is the one the form was opened on."""

    language = forms.ChoiceField(label=_("Language of these mails"), choices=settings.LANGUAGES)
    time_zone = zone_field()
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        start, end = organisation.quiet_from, organisation.quiet_until
        initial = {
            "language": organisation.language,
            "time_zone": organisation.time_zone or settings.TIME_ZONE,
            "revision": organisation.revision,
            **_hours(start, end),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["time_zone"].widget.attrs.pop("maxlength", None)  # said, not cut off

    def chosen(self) -> dict[str, Any]:
        """The values as the action takes them."""
        values = self.cleaned_data
        return {
            "language": values["language"],
            "time_zone": values["time_zone"],
            "quiet": self.chosen_hours(),
            "revision": values["revision"],
        }


class MailboxForm(forms.Form):
    """A post's own mailbox; empty: it has none. ``before`` is the one the form was opened on."""

    mailbox = forms.EmailField(
        label=_("Mailbox of the post"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "An official mailbox, read by whoever holds the post; no person's own. Empty: no mail to the post."
        ),
        error_messages={
            "invalid": _("This is no mail address. It looks like name@office.example."),
            "max_length": _("This is too long for a mail address."),
        },
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        initial = {"mailbox": post.mailbox, "before": post.mailbox}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["mailbox"].widget.attrs.pop("maxlength", None)  # said, not cut off
        want(self, "mailbox")


def _initial(preference: Preference) -> dict[str, Any]:
    return {
        "mail": "yes" if preference.mail else "no",
        "daily": "yes" if preference.daily else "no",
        "weekly": "yes" if preference.weekly else "no",
        **_hours(preference.quiet_from, preference.quiet_until),
    }


def _hours(start: time | None, end: time | None) -> dict[str, Any]:
    return {
        "quiet": "no" if start is None or end is None else "yes",
        "quiet_from": start or time(20, 0),
        "quiet_until": end or time(7, 30),
    }
