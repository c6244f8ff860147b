"""The name of a file as it may be shown, sent in a header and saved on any machine."""

import re
import unicodedata

LONGEST = 120  # characters, the ending included
_LONGEST_IN_BYTES = 200  # file systems end at 255
_JOINERS = {"\u200c", "\u200d"}  # some scripts and emoji need them
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def clean_name(given: str, extension: str) -> str:
    """The last part of ``given``, with ``extension`` (what the content is) as its ending.

    Control characters, overrides of the writing direction and invisible characters go; what no file
    system takes becomes "_". An ending that lies about the content is replaced, whatever else the name says.
    """
    stem = _without_ending(_plain(given), extension).strip(" .")
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return _shortened(stem or "file", extension) + extension


def shown_name(given: str) -> str:
    """The name as it was sent, fit to be quoted in a sentence about the file."""
    return _shortened(_plain(given), "") or "?"


def _plain(given: str) -> str:
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(c for c in last if c in _JOINERS or unicodedata.category(c) not in _HIDDEN)
    return re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", seen)).strip(" .")


def _without_ending(name: str, extension: str) -> str:
    """The name without its own ending: a dot and up to five letters or digits, at least one a letter."""
    if name.lower().endswith(extension):
        return name[: -len(extension)]
    return re.sub(r"\.(?=\w*[A-Za-z])[A-Za-z0-9]{1,5}$", "", name)


def _shortened(stem: str, extension: str) -> str:
    stem = stem[: LONGEST - len(extension)]
    while len((stem + extension).encode()) > _LONGEST_IN_BYTES:
        stem = stem[:-1]
    # A mark above or below, or a joiner, is not left without its letter's neighbour.
    return stem.rstrip(" .\u200c\u200d")
