"""An item as one of its readers will meet it, for its author before it is sent: whether they see it, and why.

No way to anybody's data: what is shown is the author's own version, and who would see it is judged by the foretold
reach, by the same rule as later. A reader is a body of the network or a signed-out visitor; a person only if the author
named them. It is never said how many persons of a body there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.keys import Audience, Viewer, key, opened, people_with
from waypost.access.marks import Mark
from waypost.people.models import Group, Organisation, Person
from waypost.places.models import Member
from waypost.publications.models import Publication, Release
from waypost.publications.reaching import audience_name, readers

SIGNED_OUT = "signed-out"


@dataclass(frozen=True)
class Reader:
    """Somebody to read as. ``handle`` names them in an address; ``key`` is their audience, None of a visitor."""

    handle: str
    name: str
    key: int | None = None

    @property
    def kind(self) -> Audience:
        return opened(self.key)[0] if self.key is not None else Audience.EVERYONE


@dataclass(frozen=True)
class Meeting:
    """How a reader meets an item. ``people``: those of the reader who see it, None of visitors; ``why``: in the words
    they will read; ``because``: why they do not meet it.
    """

    reader: Reader
    sees: bool
    people: QuerySet[Person] | None = None
    all_of_them: bool = True
    why: list[str] = field(default_factory=list)
    because: str = ""


_BODIES: dict[Audience, type[Member] | type[Organisation] | type[Group] | type[Person]] = {
    Audience.MEMBER: Member,
    Audience.ORGANISATION: Organisation,
    Audience.GROUP: Group,
    Audience.PERSON: Person,
}


def readers_behind(values: Iterable[int]) -> list[Reader]:
    """The readers with these keys, in the same order. One query for each kind of audience among them."""
    values = list(dict.fromkeys(values))
    found = {
        kind: model._default_manager.in_bulk(
            [opened(value)[1] for value in values if opened(value)[0] == kind]
        )
        for kind, model in _BODIES.items()
    }
    readers = []
    for value in values:
        kind, ident, _network = opened(value)
        row: Any = found[kind][ident]
        name = row.key if kind in (Audience.MEMBER, Audience.GROUP) else row.public_id
        readers.append(Reader(f"{kind.name.lower()}:{name}", row.name, value))
    return readers


def reader_behind(value: int) -> Reader:
    return readers_behind([value])[0]


def reader_called(by: Viewer, publication: Publication, handle: str) -> Reader | None:
    """The reader a handle stands for, where ``by`` may read the item as them."""
    if handle == SIGNED_OUT:
        return signed_out()
    kind, _colon, ident = handle.partition(":")
    network = publication.network_id
    if kind == "member":
        found = [key(Audience.MEMBER, row.pk, network) for row in Member.objects.filter(key=ident)]
    elif kind == "organisation":
        bodies = Organisation.objects.filter(public_id=ident)
        found = [key(Audience.ORGANISATION, row.pk, network) for row in bodies]
    elif kind == "group":
        groups = Group.objects.filter(key=ident, network=network)
        found = [key(Audience.GROUP, row.pk, network) for row in groups]
    else:
        named = [row for row in _released(by, publication) if opened(row.key)[0] == Audience.PERSON]
        persons = Person.objects.filter(public_id=ident, pk__in=[opened(row.key)[1] for row in named])
        found = [key(Audience.PERSON, row.pk) for row in persons] if kind == "person" else []
    return reader_behind(found[0]) if found else None


def signed_out() -> Reader:
    return Reader(SIGNED_OUT, _("Signed-out visitors"))


def offered(by: Viewer, publication: Publication) -> list[Reader]:
    """Whom to read as without typing: whoever was named, the originator's own, and a visitor."""
    own = key(Audience.ORGANISATION, publication.originator_id, publication.network_id)
    values = [row.key for row in _released(by, publication)]
    return [*readers_behind([*values, own]), signed_out()]


def meeting(by: Viewer, publication: Publication, reader: Reader) -> Meeting:
    """Would the reader see it if it were published now, as it stands?"""
    if reader.key is None:
        because = "" if publication.public_at else _why_not_public(publication)
        return Meeting(reader, not because, why=[_("It was made public by its originator.")], because=because)
    inside = Person.objects.active().filter(people_with({reader.key}))
    seeing = Q(pk__in=readers(publication).order_by().values("pk"))
    if not inside.filter(seeing).exists():
        return Meeting(reader, sees=False, because=_because(by, publication, reader))
    return Meeting(
        reader,
        sees=True,
        people=inside.filter(seeing),
        all_of_them=not inside.exclude(seeing).exists(),
        why=_why(by, publication, reader),
    )


def _why_not_public(publication: Publication) -> str:
    if publication.mark == Mark.CLEAR:
        return _("a second person has to make it public first, once it is published")
    return _("only an item under TLP:CLEAR can be made public")


def _because(by: Viewer, publication: Publication, reader: Reader) -> str:
    inside = Person.objects.active().filter(people_with({reader.key or 0}))
    if not inside.exists():
        return {
            Audience.PERSON: _("this person has no access to the portal now"),
            Audience.GROUP: _("nobody who has a seat in it is active in this network"),
        }.get(reader.kind, _("it has no active member in this network"))
    barred = {row.key for row in _released(by, publication) if row.barred}
    if barred and inside.filter(people_with(barred)).exists():
        return _("you shut it out")
    if publication.mark == Mark.RED:
        return _("an item under TLP:RED is for the persons named, and for nobody else")
    return _("it is %(mark)s and not released to them") % {"mark": publication.marked.label}


def _why(by: Viewer, publication: Publication, reader: Reader) -> list[str]:
    """ "Why can I see this?" as this reader will read it (see ``reaching.why_seen``)."""
    mark, kind = publication.marked.label, reader.kind
    own = key(Audience.ORGANISATION, publication.originator_id, publication.network_id)
    if reader.key == own:
        lines = [_("It is %(mark)s and comes from your own organisation.") % {"mark": mark}]
    elif publication.mark <= Mark.GREEN:
        lines = [_("It is %(mark)s: every active member of its network sees it.") % {"mark": mark}]
    else:
        lines = [
            _("It is %(mark)s and released to %(audience)s.")
            % {"mark": mark, "audience": audience_name(value)}
            for value in _through(by, publication, reader)
        ]
    if kind == Audience.ORGANISATION:
        lines.append(_("You act for %(organisation)s.") % {"organisation": reader.name})
    if publication.mark >= Mark.AMBER:
        lines.append(_("That you open it is recorded."))
    return lines


def _through(by: Viewer, publication: Publication, reader: Reader) -> list[int]:
    """The releases by which somebody of the reader sees it."""
    inside = readers(publication).filter(people_with({reader.key or 0}))
    values = [row.key for row in _released(by, publication) if not row.barred]
    return [value for value in values if inside.filter(people_with({value})).exists()]


def _released(by: Viewer, publication: Publication) -> list[Release]:
    rows = Release.visible_to(by).filter(publication=publication.pk)
    return list(rows.order_by("barred", "key"))
