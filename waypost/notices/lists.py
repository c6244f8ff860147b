"""Rows of the inbox: a person's notices whose subjects that person may see now, with their words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.core.compiled import Compiled
from waypost.notices import tidings
from waypost.notices.models import Digest, Mail, Notice
from waypost.notices.policies import networks_run_by
from waypost.notices.tidings import Lines, Subject
from waypost.people.models import Endorsement, Person, Tenure

PAGE = 50
SAID = 4  # of what was told of one thing before, beside its newest
COUNTED = 99  # beyond this, the number says "99+"


@dataclass(frozen=True)
class Entry:
    """One notice as its reader meets it."""

    notice: Notice
    what: Any
    lines: Lines
    earlier: tuple["Entry", ...] = ()  # of the same thing, on the same page

    @property
    def unread(self) -> bool:
        return self.notice.read_at is None or any(each.unread for each in self.earlier)

    @property
    def more(self) -> int:
        """How many of the earlier ones are counted and not said."""
        return len(self.earlier[SAID:])


def inbox(person: Viewer, subjects: Iterable[Subject] | None = None) -> QuerySet[Notice]:
    """The person's notices, newest first, less those about what they may not see (any more); of these subjects, or
    all.
    """
    about = _about_visible(person, tidings.subjects() if subjects is None else subjects)
    return Notice.objects.filter(about, person=person.pk).order_by("-at", "-id")


def unread(person: Viewer, subjects: Iterable[Subject] | None = None) -> QuerySet[Notice]:
    return inbox(person, subjects).filter(read_at__isnull=True)


def unread_count(person: Viewer) -> int:
    """How many notices wait to be read, hardly further than ``COUNTED``: two queries, and one more while something
    waits that more than keys open.

    It stands on every page: what keys alone open is put together once, and of the rest only what there is.
    """
    if person.pk is None:
        return 0
    count = len(_unread_by_keys()(**viewer_given(person)))
    labels = set(_LABELS(person=person.pk))
    others = [each for each in tidings.subjects() if not each.by_keys and each.label in labels]
    if others:
        count += len(unread(person, others).order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return count


@cache
def _unread_by_keys() -> Compiled[int]:
    """Once every room has said what it tells of."""
    subjects = [each for each in tidings.subjects() if each.by_keys]
    return Compiled(
        lambda: Notice.objects.filter(
            _about_visible(ANYBODY, subjects), person=ANYBODY.pk, read_at__isnull=True
        ).values_list("pk", flat=True)[: COUNTED + 1]
    )


_LABELS = Compiled(
    lambda person: (
        Notice.objects.filter(person=person, read_at__isnull=True)
        .order_by()
        .values_list("subject_label", flat=True)
        .distinct()
    )
)


def unread_badge(count: int) -> str:
    """The number beside "Inbox": empty when nothing waits, "99+" when much does."""
    return f"{COUNTED}+" if count > COUNTED else str(count or "")


def after(notices: QuerySet[Notice], last: Notice) -> QuerySet[Notice]:
    """The notices that come after ``last`` in the list's order: a page found by key, not by counting."""
    return notices.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk), at__lte=last.at)


def placed(person: Person, public_id: str) -> Notice | None:
    """The person's notice that marks a place in the list, whether it still shows or not."""
    return Notice.objects.filter(person=person, public_id=public_id).first()


def own(person: Person, public_id: str) -> Notice | None:
    """The person's notice behind a link, while they may see its subject.

    A mail to a post's mailbox carries the link of one of its holders: to another holder it leads to their own notice.
    """
    linked = Notice.objects.filter(public_id=public_id).first()
    if linked is None:
        return None
    return inbox(person).filter(event=linked.event_id, kind=linked.kind).first()


def entries(person: Person, notices: Iterable[Notice]) -> list[Entry]:
    """Notices with their words, in the same order and the active language; those nothing may be said of are left out.

    One look-up for each kind of notice, however many there are.
    """
    found = list(notices)
    by_kind: dict[str, set[str]] = defaultdict(set)
    for notice in found:
        by_kind[notice.kind].add(notice.subject_id)
    lines = {kind: _lines(person, kind, idents) for kind, idents in by_kind.items()}
    return [
        Entry(notice, tidings.what(notice.kind), said)
        for notice in found
        if (said := lines[notice.kind].get(notice.subject_id)) is not None
    ]


def by_subject(found: Iterable[Entry]) -> list[Entry]:
    """One entry for each thing, with what is newest about it; the rest stands under it, so nothing goes uncounted."""
    about: dict[tuple[str, str], list[Entry]] = {}
    for each in found:
        about.setdefault((each.notice.subject_label, each.notice.subject_id), []).append(each)
    return [replace(newest, earlier=tuple(earlier)) for newest, *earlier in about.values()]


def told_before(person: Person, notice: Notice) -> QuerySet[Notice]:
    """What waits of the same thing and was told before: it stands in the same entry. Not what came since."""
    same = unread(person).filter(subject_label=notice.subject_label, subject_id=notice.subject_id)
    return after(same, notice)


def entry(person: Person, notice: Notice) -> Entry | None:
    return next(iter(entries(person, [notice])), None)


def digested(person: Person, digest: Digest) -> QuerySet[Notice]:
    """What this digest tells: unread notices since the digest before it."""
    since = digest.until - Digest.REACHES_BACK
    before = Digest.objects.filter(person=person, pace=digest.pace, until__lt=digest.until)
    last = before.order_by("-until").values_list("until", flat=True).first()
    return unread(person).filter(pace=digest.pace, at__gt=max(since, last or since), at__lte=digest.until)


def undelivered(viewer: Viewer) -> QuerySet[Mail]:
    """Mails that could not be sent, newest first, to people of the networks this viewer runs as secretariat.

    They say whom, when and why; never about what.
    """
    endorsed = Endorsement.objects.filter(network__in=networks_run_by(viewer))
    tenures = Tenure.objects.filter(pk__in=endorsed.values("tenure"))
    here = (
        Q(notice__person__in=tenures.values("person"), post__isnull=True)
        | Q(digest__person__in=tenures.values("person"))
        | Q(person__in=tenures.values("person"))
        | Q(post__in=tenures.values("post"))
    )
    dead = Mail.objects.filter(here, state=Mail.State.DEAD)
    return dead.select_related("notice__person", "digest__person", "person", "post__organisation").order_by(
        "-id"
    )


def _lines(person: Person, kind: str, idents: set[str]) -> dict[str, Lines]:
    tiding = tidings.of_kind(kind)
    if tiding is None:
        return {}
    visible = tiding.subject.visible_to(person).filter(public_id__in=idents)
    return {ident: said for ident, said in tiding.words(visible, person).items() if ident in idents}


def _about_visible(person: Viewer, subjects: Iterable[Subject]) -> Q:
    """The condition that a notice's subject is visible to the person. What nobody registered is visible to nobody."""
    condition = Q(pk__in=[])
    for subject in subjects:
        seen = subject.visible_to(person).filter(public_id=OuterRef("subject_id"))
        condition |= Q(subject_label=subject.label) & Q(Exists(seen))
    return condition
