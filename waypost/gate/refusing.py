"""Refusing what is typed and cannot be justified: a sentence, a name, a line of a table."""

from django.utils.translation import gettext as _

from waypost.core.errors import Refused
from waypost.gate.findings import CONTACT
from waypost.gate.lists import known
from waypost.gate.scan import findings


def check_words(*, contacts: bool = False, **typed: str) -> None:
    """Raise Refused if a sentence that cannot be justified holds personal data. Officials give each other their own
    numbers and addresses: with ``contacts`` those pass.
    """
    shown = known()
    for name, words in typed.items():
        found = [each for each in findings(words, shown) if not (contacts and each.kind in CONTACT)]
        if found:
            raise personal(name)


def personal(name: str) -> Refused:
    """The refusal, said at the field ``name``."""
    return Refused(
        _("Your sentence seems to hold personal data. Say it without numbers or addresses of persons."),
        **{name: _("Take the number or address out.")},
    )
