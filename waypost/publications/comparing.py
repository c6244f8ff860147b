"""What changed between two versions: their texts, paragraph by paragraph and word by word, and their files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from waypost.core.differing import Change, line_changes
from waypost.publications.models import Attachment, Text


def paired(texts: Iterable[Text], before: int, after: int) -> dict[str, tuple[Text, Text]]:
    """By language, the texts of two versions that can be compared: those written in both. The authoritative language
    comes first.
    """
    found = {(text.version_id, text.language): text for text in texts}
    pairs = [
        (text, found[after, text.language])
        for (version, language), text in found.items()
        if version == before and (after, language) in found
    ]
    pairs.sort(key=lambda pair: (not pair[1].authoritative, pair[1].language))
    return {new.language: (old, new) for old, new in pairs}


def same_words(a: Text, b: Text) -> bool:
    return (a.title, a.summary, a.body) == (b.title, b.summary, b.body)


def changes(before: Text | None, after: Text | None) -> list[Change]:
    """Title, summary and paragraphs of ``after`` against ``before``, in reading order."""
    return line_changes(_paragraphs(before), _paragraphs(after))


# Where Markdown begins something new: after an empty line, before an item of a list, around a heading.
_NEXT = re.compile(r"\n\s*\n|\n(?=\s*(?:#|[-*+] |\d+[.)] ))|(?<=\n)(?=#)")
_AFTER_HEADING = re.compile(r"(?m)^(#+ .*)$")


def _paragraphs(text: Text | None) -> list[str]:
    """Title, summary, and the paragraphs, headings and items of lists, each by itself and without its #."""
    if text is None:
        return []
    body = _AFTER_HEADING.sub(r"\1\n", text.body.replace("\r\n", "\n"))
    parts = (part.strip().lstrip("#").strip() for part in _NEXT.split(body))
    return [text.title, text.summary, *(part for part in parts if part)]


@dataclass(frozen=True)
class FileChange:
    """One file of either version. ``how``: added, removed, replaced (another content under the name), renamed (the same
    content), described (another description) or same. Of a file that was added or removed one side is None.
    """

    how: str
    before: Attachment | None
    after: Attachment | None


def file_changes(before: Iterable[Attachment], after: Iterable[Attachment]) -> list[FileChange]:
    """The files of ``after`` against those of ``before``: in the order of ``after``, those that were removed last."""
    left, new = list(before), list(after)
    found: dict[int, Attachment] = {}
    for alike in (_same_file, _same_content, _same_name):
        for each in new:
            old = next((old for old in left if alike(old, each)), None)
            if each.pk not in found and old is not None:
                found[each.pk] = old
                left.remove(old)
    return [
        *(FileChange(_how(found.get(each.pk), each), found.get(each.pk), each) for each in new),
        *(FileChange("removed", each, None) for each in left),
    ]


def _same_file(a: Attachment, b: Attachment) -> bool:
    return a.file_id == b.file_id


def _same_content(a: Attachment, b: Attachment) -> bool:
    return bool(a.file.sha256 == b.file.sha256)


def _same_name(a: Attachment, b: Attachment) -> bool:
    return bool(a.file.name == b.file.name)


def _how(before: Attachment | None, after: Attachment) -> str:
    if before is None:
        return "added"
    if not _same_content(before, after):
        return "replaced"
    if not _same_name(before, after):
        return "renamed"
    return "same" if before.description == after.description else "described"
