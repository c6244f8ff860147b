"""The words of the vocabularies as forms offer them, and the secretariat's own."""

import re
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from waypost.alerts.lists import terms_of
from waypost.alerts.models import Vocabulary
from waypost.alerts.vocabulary import choices, options
from waypost.core.writing import TextField
from waypost.places.lists import by_name
from waypost.places.models import Member


class Offer(forms.Select):
    """A list of words to choose from, from markup that was made already: Django's own took most of the time of a page
    with every issuer in it.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def use_required_attribute(self, _initial: Any) -> bool:
        """Before the words stands an empty one."""
        return not self.is_hidden

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002
    ) -> SafeString:
        [chosen] = self.format_value(value)
        its = f'<option value="{escape(chosen)}">'
        rows = options(self.vocabulary).replace(its, its[:-1] + " selected>", 1)
        its_own = flatatt(self.build_attrs(self.attrs, attrs))
        return SafeString(f'<select name="{escape(name)}"{its_own}>{rows}</select>')


class Words(forms.ChoiceField):
    """One word of a vocabulary, offered under its groups."""

    def __init__(self, vocabulary: Vocabulary, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(choices=lambda: choices(vocabulary), widget=Offer(vocabulary), **kwargs)


class ManyWords(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(choices=lambda: choices(vocabulary, blank=False), **kwargs)


_A_CODE = re.compile(r"[A-Z0-9]{2,4}(?:-[A-Z0-9]{1,3})?")
_AN_ISSUER = re.compile(r"[A-Z]{3}")


class WordForm(forms.Form):
    """What a word is called and means. ``group`` is what it stands under; of an issuer, ``member`` whose it is."""

    label_en = TextField(label=_("In English"), max_length=80)
    label_th = TextField(label=_("In Thai"), max_length=120)
    meaning_en = TextField(label=_("What it means, in one line of English"), max_length=200)
    meaning_th = TextField(label=_("What it means, in one line of Thai"), max_length=300)
    group = forms.ChoiceField(label=_("Stands under"), required=False)
    member_key = forms.ChoiceField(
        label=_("Whose documents these are"),
        required=False,
        help_text=_("Only that member's organisations declare its blanks stolen or its documents lost."),
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {term.group: term for term in terms_of(vocabulary)}
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((group, term.under) for group, term in self.groups.items() if group),
        ]
        self.fields["member_key"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((member.key, member.name) for member in by_name(Member.objects.all())),
        ]
        if vocabulary != Vocabulary.ISSUER:
            del self.fields["member_key"]
        if len(self.groups) < 2:
            del self.fields["group"]

    def worded(self) -> dict[str, str]:
        """The values as the actions take them, the group in both languages."""
        under = self.groups.get(self.cleaned_data.get("group", ""))
        return {**self.cleaned_data, "group_th": under.group_th if under else ""}


class NewWordForm(WordForm):
    """A word with its code."""

    code = TextField(
        label=_("Code"),
        max_length=8,
        help_text=_("Two to four letters and digits, for example HLG. Under a group: SUB-HLG."),
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    field_order = ["code"]

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, vocabulary=vocabulary, **kwargs)
        self.of_issuers = vocabulary == Vocabulary.ISSUER
        if self.of_issuers:
            self.fields["code"].help_text = _("Three letters, as they stand in the machine readable zone.")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).upper()
        if self.of_issuers and not _AN_ISSUER.fullmatch(code):
            raise forms.ValidationError(_("An issuer has three letters, for example UTO."))
        if not _A_CODE.fullmatch(code):
            raise forms.ValidationError(_("Write two to four letters or digits, for example HLG."))
        return code
