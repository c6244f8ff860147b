"""Names of the files in a package: which are safe to keep and to ask for again, and which are the same file."""

import re
import unicodedata

from waypost.training.packages.findings import Unfit

DEEPEST = 12  # folders and the file in them
LONGEST_NAME = 200  # signs, all folders included
_DRIVE = re.compile(r"[A-Za-z]:")
# Signs of form that words of some scripts are written with; every other such sign hides what a name says.
_JOINERS = "\u200b\u200c\u200d"
# What systems leave beside the files of a folder.
_LITTER = re.compile(r"(^|/)(__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def decoded(raw: bytes, utf_8: bool) -> tuple[str, bool]:
    """The name, and whether its letters had to be guessed.

    Old programs write the letters of the machine they run on and say nothing of it: in Thailand code page 874.
    """
    try:
        return raw.decode("utf-8"), not utf_8 and not raw.isascii()
    except UnicodeDecodeError:
        if utf_8:
            raise Unfit("name_letters", raw.decode("cp437")) from None
    for letters in ("cp874", "cp437"):
        try:
            return raw.decode(letters), True
        except UnicodeDecodeError:
            continue
    raise AssertionError("every byte is a sign of code page 437")


def check(name: str) -> None:
    """Raises Unfit for a name that leads elsewhere, or that somebody couldn't read as it is."""
    parts = name.split("/")
    if "\\" in name:
        raise Unfit("name_backslash", shown(name))
    if name.startswith("/") or _DRIVE.match(name):
        raise Unfit("name_absolute", shown(name))
    if {"", ".", ".."} & set(parts):
        raise Unfit("name_climbs", shown(name))
    if any(_is_hidden(sign) for sign in name):
        raise Unfit("name_signs", shown(name))
    if len(parts) > DEEPEST:
        raise Unfit("deep", shown(name), most=DEEPEST)
    if len(name) > LONGEST_NAME:
        raise Unfit("name_long", shown(name), most=LONGEST_NAME)


def alike(name: str) -> str:
    """The same for two names that some system takes for one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_litter(name: str) -> bool:
    return bool(_LITTER.search(name))


def shown(name: str) -> str:
    """A name that may be anything, to be written into a sentence."""
    visible = "".join("\N{REPLACEMENT CHARACTER}" if _is_hidden(sign) else sign for sign in name)
    return visible if len(visible) <= 100 else f"{visible[:60]}…{visible[-39:]}"


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and sign not in _JOINERS
