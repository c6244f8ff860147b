"""What the demo shows: what a change of persona changed, the story, the mails that would have left."""

from collections import Counter

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from waypost.access.keys import Viewer
from waypost.access.marks import Mark
from waypost.demo.models import SentMail
from waypost.publications.models import Publication

Seen = dict[int, int]  # id of an item: its mark


def seen_by(viewer: Viewer) -> Seen:
    """Every item this viewer sees, with its mark. The demo is small."""
    return dict(Publication.visible_to(viewer).values_list("pk", "mark"))


def what_changed(before: Seen, after: Seen) -> str:
    """ "You now see 3 items fewer (TLP:RED 2, TLP:AMBER 1) and 1 more (TLP:GREEN 1)." """
    fewer = [mark for pk, mark in before.items() if pk not in after]
    more = [mark for pk, mark in after.items() if pk not in before]
    said = []
    if fewer:
        said.append(
            ngettext("%(count)d item fewer (%(marks)s)", "%(count)d items fewer (%(marks)s)", len(fewer))
            % {"count": len(fewer), "marks": _by_mark(fewer)}
        )
    if more:
        said.append(
            ngettext("%(count)d item more (%(marks)s)", "%(count)d items more (%(marks)s)", len(more))
            % {"count": len(more), "marks": _by_mark(more)}
        )
    if not said:
        return _("You see the same items.")
    return _("You now see %(changes)s.") % {"changes": _(" and ").join(said)}


def _by_mark(marks: list[int]) -> str:
    return ", ".join(
        f"{Mark(mark).label} {count}" for mark, count in sorted(Counter(marks).items(), reverse=True)
    )


def mails_saying(much: str) -> QuerySet[SentMail]:
    """The mails that say as much as one sort of marks allows, newest first; all of them for an unknown sort."""
    return SentMail.objects.filter(_saying(much)) if much in SORTS else SentMail.objects.all()


def one_of_each() -> list[tuple[str, str, SentMail]]:
    """(sort, the marks it stands for, its newest mail) for each sort of mail there is."""
    newest = ((sort, marks, mails_saying(sort).first()) for sort, marks in SORTS.items())
    return [(sort, marks, mail) for sort, marks, mail in newest if mail is not None]


# What a mail may say goes by its strictest mark.
SORTS = {
    "full": f"{Mark.CLEAR.label}, {Mark.GREEN.label}",
    "number": Mark.AMBER.label,
    "nothing": f"{Mark.STRICT.label}, {Mark.RED.label}",
}


def _saying(much: str) -> Q:
    """By the words of the mail itself: the demo keeps mails as a mail server does, without their marks."""
    if much == "full":
        return Q(subject__contains=Mark.CLEAR.label) | Q(subject__contains=Mark.GREEN.label)
    if much == "number":
        return Q(subject__contains=Mark.AMBER.label)
    only_rings = Q(pk__in=[])
    for code, _name in settings.LANGUAGES:
        with override(code):
            only_rings |= Q(text__contains=_("Open the portal from your bookmark."))
    return only_rings & ~Q(subject__contains="TLP:")
