"""``waypost read-mrz [FILE]``: reads lines of documents and prints one JSON line for each document.

It needs neither settings nor data base and reads as it goes, so a file of any size takes no more memory than a
document. Lines are taken as they stand: whoever wants small letters and blanks forgiven uses the page.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from waypost.alerts.mrz.reading import read

_LONGEST = 1000  # characters: what is longer isn't a line of a document, nor a text at all, perhaps
_MOST = 10  # lines kept of one document: enough to say that they are too many
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class Unreadable(Exception):
    """Says in a sentence what is wrong with what was given, and where."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="waypost read-mrz",
        description="Reads machine readable lines of travel documents, a blank line between two documents, and prints"
        " one line of JSON for each. Check digits that agree say nothing about whether a document is genuine.",
    )
    parser.add_argument("file", nargs="?", default="-", help="UTF-8 text; standard input where none is named")
    name = parser.parse_args(arguments).file
    try:
        text = _opened(name)
    except OSError as wrong:
        return _refuse(f"{name} can't be read: {wrong.strerror}.")
    try:
        with text:
            count = _print_verdicts(text)
    except BrokenPipeError:  # whoever read what we print has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        return _refuse(f"Reading stopped: {wrong.strerror}.")
    except Unreadable as wrong:
        return _refuse(str(wrong))
    except KeyboardInterrupt:
        return 130
    return 0 if count else _refuse("There are no lines to read.")


def _opened(name: str) -> TextIO:
    """With a mark of byte order or without; a line ends as on any system. Bytes that are no text are kept and told."""
    return open(0 if name == "-" else name, encoding="utf-8-sig", errors="surrogateescape", newline=None)


def _print_verdicts(text: TextIO) -> int:
    count = 0
    for lines in documents(text):
        print(json.dumps(read(lines).verdict()), flush=sys.stdout.isatty())
        count += 1
    sys.stdout.flush()
    return count


def documents(text: TextIO) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in _lines(text):
        if not line.strip():
            if lines:
                yield lines
            lines = []
        elif len(lines) < _MOST:
            lines.append(line)
    if lines:
        yield lines


def _lines(text: TextIO) -> Iterator[str]:
    at = 0
    while line := text.readline(_LONGEST + 1):
        at += 1
        line = line.removesuffix("\n")
        if len(line) > _LONGEST:
            raise Unreadable(
                f"Line {at} is longer than {_LONGEST} characters: that is no line of a document."
            )
        if _NO_TEXT.search(line):
            raise Unreadable(f"Line {at} isn't text in UTF-8. What stood before it was read.")
        yield line


def _refuse(sentence: str) -> int:
    print(f"waypost read-mrz: {sentence}", file=sys.stderr)
    return 1
