"""A programme's roster as it is typed, or pasted from a table: one participant a line (``EXAMPLE``). Pure; nothing
here saves.

Name, mail address and post in English have to be there. The post in Thai and the name in the own script need not.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.people.actions.rosters import Participant
from waypost.people.forms import HouseForm, InviteForm, text_field
from waypost.people.models import Network

MOST = 40  # participants at once: what one hands over in one room
EXAMPLE = "Wipa Kaewmanee; wipa@customs.example; Officer, Ranong; เจ้าหน้าที่ด่านระนอง; วิภา แก้วมณี"
COLUMNS = ("name_latin", "email", "title_en", "title_th", "name_native")


class LineForm(HouseForm):
    """One line, held to the same rules as an invitation."""

    name_latin = InviteForm.base_fields["name_latin"]
    email = InviteForm.base_fields["email"]
    title_en = InviteForm.base_fields["title_en"]
    title_th = InviteForm.base_fields["title_th"]
    name_native = InviteForm.base_fields["name_native"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title_th"].required = False


def read(typed: str) -> tuple[Participant, ...]:
    """The participants. Raises ValidationError with a sentence for each line that is wrong, by its number."""
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST:
        raise forms.ValidationError(
            _("At most %(most)d at once. This has %(n)d lines: send it in parts."),
            params={"most": MOST, "n": len(lines)},
        )
    read: list[Participant] = []
    seen: dict[str, int] = {}
    wrong: list[str] = []
    for number, line in lines:
        found, said = _read(line)
        if found is None:
            wrong += [_line(number, sentence) for sentence in said]
        elif found.email in seen:
            wrong.append(
                _line(number, _("This address stands in line %(n)d too.") % {"n": seen[found.email]})
            )
        else:
            seen[found.email] = number
            read.append(found)
    if wrong:
        raise forms.ValidationError([forms.ValidationError(sentence) for sentence in wrong])
    return tuple(read)


def _read(line: str) -> tuple[Participant | None, list[str]]:
    """One participant; or none, and what is wrong with the line."""
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    if not 3 <= len(cells) <= len(COLUMNS):
        return None, [_("This wants name, mail address and post, with a semicolon between them.")]
    form = LineForm(dict(zip(COLUMNS, cells, strict=False)))
    if not form.is_valid():
        return None, [
            f"{form.fields[name].label}: {said}" for name, all in form.errors.items() for said in all
        ]
    typed = {**form.cleaned_data, "email": form.cleaned_data["email"].lower()}
    return Participant(**{**typed, "title_th": typed["title_th"] or typed["title_en"]}), []


def _line(number: int, sentence: str) -> str:
    return _("Line %(n)d: %(said)s") % {"n": number, "said": sentence}


class RosterForm(HouseForm):
    """Which programme, whose list, and who stands on it. ``programmes`` are those the inviter is in."""

    network = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        queryset=Network.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose one."),
            "invalid_choice": gettext_lazy("Choose one of those listed."),
        },
    )
    participants = text_field(
        gettext_lazy("Participants, one a line"),
        20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "dir": "auto"}),
        help_text=format_lazy(
            "{} {}",
            gettext_lazy(
                "Full name in Latin letters; official mail address; post in English; post in Thai; name in the own "
                "script. The last two may be left out. Rows copied from a table are read too. For example:"
            ),
            EXAMPLE,
        ),
    )
    evidence = text_field(
        gettext_lazy("Which roster this is"),
        300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Its number and date, and who keeps it. You vouch for those on it; it is kept."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the portal for them"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = programmes  # type: ignore[attr-defined]

    def clean_participants(self) -> tuple[Participant, ...]:
        return read(self.cleaned_data["participants"])
