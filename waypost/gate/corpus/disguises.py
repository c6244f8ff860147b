"""The ways in which a number is written that a plain search does not find: by habit, by layout, or on purpose."""

import random

from waypost.gate.findings import Kind

_NATIVE = {
    "th": 0x0E50,
    "zh": 0xFF10,
    "id": 0x0660,
}  # the digits of the script; of Jawi, for some writers of Malay
_MORE_OFTEN_PLAIN = 0.5


def disguise(chance: random.Random, language: str, kind: Kind, value: str) -> str:
    """``value`` as it is, or in one disguise."""
    if chance.random() < _MORE_OFTEN_PLAIN:
        return value
    ways = [_zero_width, _soft_hyphens, _full_width, _other_spaces]
    if kind != Kind.MAIL:
        ways += [lambda _chance, text: _in_digits(language, text), _letter_o]
    if kind in (Kind.MRZ, Kind.IBAN, Kind.DOCUMENT):
        ways.append(lambda _chance, text: text.lower())
    if kind == Kind.MRZ:
        ways += [_on_one_line, _lines_broken]
    if kind == Kind.MAIL:
        ways += [
            lambda _chance, text: text.replace("@", " [at] "),
            lambda _chance, text: text.upper(),
            _in_words,
        ]
    return chance.choice(ways)(chance, value)


def _in_words(_chance: random.Random, text: str) -> str:
    """Hard: no sign is left."""
    return text.replace("@", " at ").replace(".", " dot ")


def _somewhere(chance: random.Random, text: str, what: str) -> str:
    at = chance.randint(1, len(text) - 1)
    return text[:at] + what + text[at:]


def _zero_width(chance: random.Random, text: str) -> str:
    return _somewhere(chance, text, chance.choice("\u200b\u200d\u2060\ufeff"))


def _soft_hyphens(chance: random.Random, text: str) -> str:
    return _somewhere(chance, text, "\u00ad")


def _full_width(_chance: random.Random, text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _in_digits(language: str, text: str) -> str:
    zero = _NATIVE.get(language, 0xFF10)
    return "".join(chr(zero + int(c)) if c in "0123456789" else c for c in text)


def _other_spaces(_chance: random.Random, text: str) -> str:
    return text.replace(" ", "\u00a0").replace("-", "\u2013")


def _letter_o(_chance: random.Random, text: str) -> str:
    """O for one zero that stands among digits."""
    at = next((at for at in range(2, len(text)) if text[at] == "0" and text[at - 1].isdigit()), None)
    return text if at is None else f"{text[:at]}O{text[at + 1 :]}"


def _on_one_line(_chance: random.Random, text: str) -> str:
    return text.replace("\n", " ")


def _lines_broken(chance: random.Random, text: str) -> str:
    return _somewhere(chance, text, "\n")
