"""The table of comments that leaves the portal, Excel or Word, and comes back: its columns, and what each row says or
what is wrong with it. Nothing here saves.

A row that was taken from here carries its comment's id and a print of its words then. So a row that nobody changed is
left alone, one changed outside is known from one changed here meanwhile, and one changed on both sides is a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.keys import Viewer
from waypost.core.errors import Refused
from waypost.curriculum.actions.consultation import MOST_COMMENTS, Changed, CommentWords
from waypost.curriculum.forms.consultation import CommentForm
from waypost.curriculum.lists.consultation import Line, Open
from waypost.curriculum.lists.numbered import Place
from waypost.curriculum.models import Comment, CommentKind
from waypost.curriculum.models.consultation import print_of
from waypost.curriculum.policies import may_change
from waypost.files.tables import Problem, Problems, Table, in_every_language, places, plain
from waypost.files.written import Sheet
from waypost.gate.refusing import check_words

COLUMNS: dict[str, Any] = {
    "row": gettext_lazy("Row id"),
    "of": gettext_lazy("Consultation id"),
    "department": gettext_lazy("Department"),
    "stable": gettext_lazy("Paragraph id"),
    "number": gettext_lazy("Paragraph"),
    "kind": gettext_lazy("Kind"),
    "said": gettext_lazy("Comment"),
    "proposed": gettext_lazy("Proposed change"),
    "language": gettext_lazy("Language"),
    "disposition": gettext_lazy("Disposition"),
    "answer": gettext_lazy("Answer"),
}
WIDTHS = (26, 24, 12, 15, 9, 12, 48, 48, 10, 16, 40)
WANTED = ("row", "of", "stable", "kind", "said", "proposed", "language")
MOST_ROWS = 2 * MOST_COMMENTS
_EMPTY_ROWS = 10
_LANGUAGES = (("en", gettext_lazy("English")), ("th", gettext_lazy("Thai")))


@dataclass(frozen=True)
class Conflict:
    """A comment that was changed here and in the file: both texts."""

    row: int
    comment: Comment
    words: CommentWords


@dataclass
class Came(Problems):
    """What came back: rows to take, those that stand here already, those changed on both sides; and the bad ones."""

    new: list[tuple[Place, CommentWords]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    same: int = 0


def sheets(found: Open, lines: Sequence[Line]) -> list[Sheet]:
    """The table of comments, with rows to fill in, and behind it the paragraphs with their ids."""
    of = _of(found)
    rows = [_row(each, of) for each in lines]
    rows += [["", of, *[""] * (len(COLUMNS) - 2)] for _nth in range(_EMPTY_ROWS)]
    texts = [[each.stable, each.number, each.text_en, each.text_th] for each in found.places]
    header = [str(COLUMNS[name]) for name in ("stable", "number")]
    return [
        Sheet(_("Comments"), [str(each) for each in COLUMNS.values()], rows, WIDTHS),
        Sheet(_("Paragraphs"), [*header, _("English"), _("Thai")], texts, (15, 9, 80, 80)),
    ]


def read(table: Table, viewer: Viewer, found: Open, lines: Sequence[Line]) -> Came:
    """Every row of a table that came back. Raises Refused where it can't be read as a whole."""
    header, rows = _rows(table)
    at = places(header, COLUMNS, WANTED)
    said = [(number, _named(cells, at)) for number, cells in rows]
    _check_table(found, {each["of"] for _number, each in said})
    reader, came = _Reader(viewer, found, lines), Came()
    for number, each in said:
        if each["row"] or each["said"] or each["stable"]:
            reader.read(number, each, came)
    return came


def _row(line: Line, of: str) -> list[str]:
    each, answer = line.comment, line.disposition
    return [
        f"{each.public_id}.{each.print_of}",
        of,
        each.organisation.code,
        each.stable,
        each.number,
        str(each.get_kind_display()),
        each.said,
        each.proposed,
        str(each.get_language_display()),
        str(answer.get_outcome_display()) if answer else "",
        answer.reason if answer else "",
    ]


def _of(found: Open) -> str:
    return f"{found.consultation.public_id} {found.version.number}"


def _rows(table: Table) -> tuple[list[str], list[tuple[int, list[str]]]]:
    header, *rows = [(number, cells) for number, cells in table.rows()] or [(0, [])]
    if not rows:
        raise Refused(_("The table has no row below its first one. Take it from here, and fill it in."))
    if len(rows) > MOST_ROWS:
        raise Refused(_("The table has more than %(most)d rows. Send it in parts.") % {"most": MOST_ROWS})
    return header[1], rows


def _named(cells: list[str], at: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[n] if n < len(cells) else "" for name, n in at.items()}


def _check_table(found: Open, named: Iterable[str]) -> None:
    """Raise Refused unless every row that says so is of this consultation, and one at least does."""
    said = {each for each in named if each}
    strange = said - {_of(found)}
    if strange:
        number = next(iter(sorted(strange))).partition(" ")[2][:16]
        raise Refused(
            _(
                "This table is of another consultation (version %(number)s); here version %(here)s is consulted on. "
                "Take the table from here, and fill that in."
            )
            % {"number": number or "?", "here": found.version.number}
        )
    if not said:
        raise Refused(
            _(
                "No row says of which consultation it is. Take the table from here: it stands in the second column."
            )
        )


class _Reader:
    """Reads rows, and remembers which comments stood in those before."""

    def __init__(self, viewer: Viewer, found: Open, lines: Sequence[Line]) -> None:
        self._viewer, self._found = viewer, found
        self._lines = {each.comment.public_id: each for each in lines}
        self._places = {each.stable: each for each in found.places}
        self._own = {each.comment.print_of for each in lines if each.is_own}
        self._seen: dict[str, int] = {}
        self._kinds, self._languages = _choices(CommentKind.choices), _choices(_LANGUAGES)

    def read(self, number: int, said: dict[str, str], came: Came) -> None:
        public_id, _dot, print_then = said["row"].partition(".")
        line = self._lines.get(public_id)
        words = self._words(said)
        if said["row"] and line is None:
            came.add(
                Problem(
                    number,
                    COLUMNS["row"],
                    _("No comment that you read has this id. Empty it to send the row as a new comment."),
                )
            )
        elif said["row"] in self._seen and said["row"]:
            first = self._seen[said["row"]]
            sentence = _("The same row stands in row %(row)d too. Take one out.") % {"row": first}
            came.add(Problem(number, COLUMNS["row"], sentence))
        elif line is not None:
            self._seen[said["row"]] = number
            self._known(number, said, line, print_then, words, came)
        else:
            self._new(number, said, words, came)

    def _known(
        self,
        number: int,
        said: dict[str, str],
        line: Line,
        print_then: str,
        words: CommentWords,
        came: Came,
    ) -> None:
        """A row that was taken from here."""
        comment = line.comment
        print_now = print_of(said["stable"], words.kind, words.said, words.proposed, words.language)
        if print_now in (print_then, comment.print_of):
            came.same += 1
        elif problems := [*self._not_theirs(number, said, line), *self._wrong(number, words)]:
            came.add(*problems)
        elif comment.print_of != print_then:
            came.conflicts.append(Conflict(number, comment, words))
        else:
            came.changed.append(Changed(comment.public_id, print_then, words))

    def _new(self, number: int, said: dict[str, str], words: CommentWords, came: Came) -> None:
        place = self._places.get(said["stable"])
        problems = self._wrong(number, words)
        if place is None:
            sentence = _("No paragraph of this version has this id. Copy it from the table of paragraphs.")
            problems.insert(0, Problem(number, COLUMNS["stable"], sentence))
        if problems or place is None:
            came.add(*problems)
            return
        print_new = print_of(place.stable, words.kind, words.said, words.proposed, words.language)
        if print_new in self._own:
            came.same += 1
            return
        self._own.add(print_new)
        came.new.append((place, words))

    def _not_theirs(self, number: int, said: dict[str, str], line: Line) -> list[Problem]:
        if said["stable"] != line.comment.stable:
            sentence = _("A comment stays with its paragraph. Put the id back, and write a row of its own.")
            return [Problem(number, COLUMNS["stable"], sentence)]
        if not line.is_own:
            sentence = _("This comment is another department’s. Put its words back.")
        elif line.disposition is not None:
            sentence = _("This comment is answered already. Put its words back, and write a row of its own.")
        elif not may_change(self._viewer, self._found.consultation, line.comment):
            sentence = _("Your focal point changes this comment: it is another officer’s, or released.")
        else:
            return []
        return [Problem(number, COLUMNS["said"], sentence)]

    def _words(self, said: dict[str, str]) -> CommentWords:
        return CommentWords(
            kind=self._kinds.get(plain(said["kind"]), said["kind"]),
            said=said["said"],
            language=self._languages.get(plain(said["language"]), said["language"]),
            proposed=said["proposed"],
        )

    def _wrong(self, number: int, words: CommentWords) -> list[Problem]:
        """As the form on the page would say it."""
        form = CommentForm(vars(words))
        found = [
            Problem(number, COLUMNS[name], each)
            for name, all_ in form.errors.items()
            for each in all_
            if name in COLUMNS
        ]
        try:
            check_words(said=words.said, proposed=words.proposed)
        except Refused as refused:
            found += [Problem(number, COLUMNS[name], refused.sentence) for name in refused.fields]
        return found


def _choices(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """What may be typed in a cell, by what it means."""
    return {
        known: str(value)
        for value, label in choices
        for known in (plain(str(value)), *in_every_language(label))
    }
