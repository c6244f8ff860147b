"""What is typed, turned into values. Nothing here saves."""

import re
import unicodedata
import zoneinfo
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.people.lists import LETTERS_TO_SEARCH, long_enough
from waypost.people.models import Network, Person, Post, Referral

WRONG_FIRST_CODE = _(
    "This code does not fit. Check that the phone's clock is right, wait for the next code and type that."
)

# Offered while typing: the zones of the region first; any other name is taken too.
ZONES = [
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Asia/Kuala_Lumpur",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Ho_Chi_Minh",
    "Asia/Phnom_Penh",
    "Asia/Vientiane",
    "Asia/Yangon",
    "Asia/Brunei",
    "Asia/Dili",
    "Asia/Dhaka",
    "Asia/Colombo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Thimphu",
    "Indian/Maldives",
    "Asia/Karachi",
    "Asia/Kabul",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Amman",
    "Asia/Damascus",
    "Asia/Baghdad",
    "Europe/Istanbul",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Seoul",
    "Asia/Pyongyang",
    "Asia/Tokyo",
    "Asia/Ulaanbaatar",
    "Australia/Sydney",
    "Australia/Perth",
    "Pacific/Auckland",
    "Pacific/Port_Moresby",
    "Pacific/Fiji",
    "Pacific/Honolulu",
    "America/New_York",
    "Europe/Paris",
    "Europe/Zurich",
    "UTC",
]

_IN_NAMES = frozenset(" '’.,-‑()/·ฯ\u200c\u200d")
_LATIN = re.compile(r"LATIN|MODIFIER LETTER|COMBINING")


# Read by reveal.js: a button that shows the password.
REVEAL = {"data-show": _("Show the password"), "data-hide": _("Hide the password")}


def plain_text(value: str) -> None:
    """No control signs, and none that turn the direction of what follows: they make one text look like another."""
    bad = [
        char
        for char in value
        if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} and char not in "\n\r\t\u200c\u200d"
    ]
    if bad:
        raise forms.ValidationError(
            _("This holds signs that can't be seen. Type it again instead of pasting it.")
        )


def name_letters(value: str) -> None:
    """A name in any script: letters and a few signs, no markup, no pictures, no digits."""
    bad = [char for char in value if unicodedata.category(char)[0] not in "LM" and char not in _IN_NAMES]
    if bad:
        sentence = _("A name has letters, spaces and . , ' - only. Take out “%(sign)s”.")
        raise forms.ValidationError(sentence, params={"sign": bad[0]})


def latin_letters(value: str) -> None:
    """As on the passport's machine-readable page, but with accents."""
    letters = [char for char in value if unicodedata.category(char)[0] in "LM"]
    if not letters or not all(_LATIN.search(unicodedata.name(char, "")) for char in letters):
        raise forms.ValidationError(
            _("Write this name in Latin letters, as in the passport. The own script has its own field.")
        )


def _text(label: Any, most: int, *checks: Callable[[str], None], **more: Any) -> forms.CharField:
    too_long = _("At most %(limit_value)d characters. Shorten it; this has %(show_value)d.")
    required = _("Fill this in.")
    return TextField(
        label=label,
        max_length=most,
        validators=[plain_text, *checks],
        error_messages={"max_length": too_long, "required": required},
        **more,
    )


text_field = _text  # for the forms of rooms above


def _without_limit(form: forms.Form) -> None:
    """No maxlength in the browser: what is too long is said, not cut off."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)


class HouseForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_limit(self)


def _native() -> forms.CharField:
    return _text(
        _("Full name in the own script"),
        160,
        name_letters,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As the person writes it, for example สมชาย ใจดี."),
    )


def _address() -> forms.CharField:
    return _text(
        _("How to address"),
        80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("For letters and greetings, for example Khun Somchai, Dr. Siti."),
    )


def _rank_native() -> forms.CharField:
    return _text(
        _("Rank or title in the own script"),
        60,
        required=False,
        help_text=_("As it stands before the name in Thai, for example พ.ต.อ. or นาย."),
    )


def _rank() -> forms.CharField:
    return _text(
        _("Rank or title"),
        60,
        required=False,
        help_text=_("As it stands before the name, for example Pol. Col., Dr."),
    )


def _sorted() -> forms.CharField:
    return _text(
        _("Where lists should place the name"),
        160,
        name_letters,
        latin_letters,
        required=False,
        help_text=_("Only if not by its first word: for example the family name first, Rakthai Anong."),
    )


def _mail_address() -> forms.EmailField:
    return forms.EmailField(
        label=_("Official mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The person signs in with it. No private address, no shared mailbox."),
        error_messages={
            "required": _("Fill this in."),
            "invalid": _("This is no mail address. It looks like name@office.example."),
            "max_length": _("This is too long for a mail address."),
        },
    )


def _latin() -> forms.CharField:
    return _text(
        _("Full name in Latin letters"),
        160,
        name_letters,
        latin_letters,
        help_text=_("All of it, in the person's own order. One word is enough."),
    )


class InviteForm(HouseForm):
    """Whom, to which post, why. ``roles`` and ``networks`` are those the inviter may give."""

    name_latin = _latin()
    name_native = _native()
    rank_title = _rank()
    rank_native = _rank_native()
    address_as = _address()
    sort_key = _sorted()
    email = _mail_address()
    role = forms.ChoiceField(label=_("Task in the portal"))
    title_en = _text(_("Post, in English"), 160, help_text=_("For example Duty officer, Ranong border post."))
    title_th = _text(
        _("Post, in Thai"), 160, help_text=_("Copy the English one if the post has no Thai name.")
    )
    language = forms.ChoiceField(
        label=_("Language of the portal for this person"), choices=settings.LANGUAGES
    )
    networks = forms.ModelMultipleChoiceField(
        label=_("Networks you vouch in"),
        queryset=Network.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one network.")},
    )
    evidence = _text(
        _("Why you vouch for this person"),
        300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "What you saw yourself: appointment letter and its number, a call to the office. It is kept."
        ),
    )

    def __init__(self, *args: Any, roles: list[str], networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Post.Role.choices)
        self.fields["role"].choices = [(role, labels[Post.Role(role)]) for role in roles]  # type: ignore[attr-defined]
        self.fields["networks"].queryset = networks  # type: ignore[attr-defined]


class ReasonForm(HouseForm):
    """One sentence why."""

    because = _text(_("Why"), 300, widget=forms.Textarea(attrs={"rows": 2}))


class VouchedDetailsForm(HouseForm):
    """What those in charge of a person may correct. ``revision`` is the one the form was opened on."""

    name_latin = _latin()
    name_native = _native()
    rank_title = _rank()
    rank_native = _rank_native()
    address_as = _address()
    sort_key = _sorted()
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AddressForm(HouseForm):
    """Another mail address."""

    email = _mail_address()


class VouchAgainForm(HouseForm):
    """Why one vouches for another year."""

    evidence = _text(
        _("How you know that this person still works there"),
        300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A call to the office, a letter and its number, that you met them there. It is kept."),
    )


class NewcomerForm(HouseForm):
    """What an invited person checks before anything else."""

    name_native = _native()
    address_as = _address()


def known_zone(value: str) -> None:
    """A time zone that the portal's machine knows."""
    if value not in zoneinfo.available_timezones():
        raise forms.ValidationError(
            _("There is no time zone of this name. Write region and city, for example Asia/Bangkok.")
        )


def zone_field() -> forms.CharField:
    """A time zone, typed; some are offered where the page has a list called "zones"."""
    return _text(
        _("Time zone"),
        40,
        known_zone,
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Region and city, for example Asia/Bangkok, Asia/Jakarta, Australia/Canberra."),
    )


class LanguageForm(HouseForm):
    """Language, time zone and the phrase of one's mails."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = zone_field()
    mail_phrase = _text(
        _("A phrase only you and the portal know"),
        40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("It stands in every mail to you. A mail without it is not ours: do not open its links."),
    )


class OwnDetailsForm(LanguageForm):
    """What a person says of themselves."""

    name_native = _native()
    address_as = _address()
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ["name_native", "address_as", "language", "time_zone", "mail_phrase"]


_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{1,38}")


def phone_number(value: str) -> None:
    """Something that can be dialled."""
    if not _PHONE.fullmatch(value) or sum(char.isdecimal() for char in value) < 3:
        raise forms.ValidationError(
            _(
                "This is no telephone number. Write digits with the country's code, for example +66 2 000 0000."
            )
        )


class ReferralForm(HouseForm):
    """One office that is called for somebody who needs protection. ``revision`` is the one the form was opened on."""

    need = forms.TypedChoiceField(label=_("Called when"), choices=Referral.Need.choices, coerce=int)
    office_en = _text(
        _("Office, in English"),
        160,
        help_text=_("The office and its function, never a person's name. For example Protection desk."),
    )
    office_th = _text(
        _("Office, in Thai"), 160, help_text=_("Copy the English one if the office has no Thai name.")
    )
    phone = _text(_("Telephone"), 40, phone_number, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    hours_en = _text(_("Hours, in English"), 120, help_text=_("For example 24 hours, every day."))
    hours_th = _text(_("Hours, in Thai"), 120)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Referral | None = None, **kwargs: Any) -> None:
        held = {name: getattr(kept, name) for name in self.base_fields} if kept else {"revision": 0}
        super().__init__(*args, **{"initial": held, **kwargs})

    def says(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def opened_on(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)


class ChoosePasswordForm(HouseForm):
    """A new password for ``person``: length and known-bad only, typed once, shown on demand, pasted if wanted."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false", **REVEAL}),
        help_text=_(
            "At least 12 characters. Four words that do not belong together are good; your name is not."
        ),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if len(password) > 1000:
            raise forms.ValidationError(_("At most 1,000 characters. Shorten it."))
        validate_password(password, self.person)
        return password


class AppCodeForm(HouseForm):
    """The first code of a new app."""

    code = TextField(
        label=_("Six digits from the app"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "short",
            }
        ),
        error_messages={"required": _("Write the code."), "max_length": _("A code is shorter than this.")},
    )


class SearchForm(HouseForm):
    """Words to look for in the directory."""

    q = TextField(
        label=_("Name, post or organisation"),
        max_length=80,
        required=False,
        validators=[plain_text],
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
        error_messages={"max_length": _("At most 80 characters. Shorten it.")},
    )

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        if words and not long_enough(words):
            raise forms.ValidationError(
                _("Write at least %(least)d letters of each word."), params={"least": LETTERS_TO_SEARCH}
            )
        return words
