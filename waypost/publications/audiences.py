"""From what an author types to an audience: a member, organisation or group by name or code; a person by
name or address.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.core.writing import written
from waypost.people.lists import persons_visible_to
from waypost.people.models import Endorsement, Group, Network, Organisation, Person
from waypost.places.lists import by_name, in_order
from waypost.places.models import Member


def bodies_of(network: Network) -> list[tuple[str, str]]:
    """(name, what it is) of every body of a network that can be named: members and organisations with
    members in it, groups.
    """
    tenures = Endorsement.objects.filter(network=network).values("tenure__post__organisation")
    organisations = Organisation.objects.filter(pk__in=tenures).select_related("member")
    members = {each.member for each in organisations}
    rows = [(member.name, _("Member")) for member in by_name(members)]
    rows += [
        (each.name, each.member.name) for each in sorted(organisations, key=lambda one: in_order(one.name))
    ]
    return rows + [(group.name, _("Group")) for group in Group.objects.filter(network=network)]


def named(
    by: Person, network: Network, typed: str, *, mark: Mark, barring: bool = False, at: str = "audience"
) -> int:
    """The key of what was typed, into the field ``at``. Raises Refused with a sentence, for the field too, when
    nothing, or more than one thing, has that name.
    """
    typed = written(typed)
    allowed = mark.terms.not_to if barring else mark.terms.to
    same_name = Q(name_en__iexact=typed) | Q(name_th__iexact=typed)
    found = [
        key(Audience.MEMBER, each, network.pk)
        for each in _ids(Member.objects.filter(same_name | Q(key__iexact=typed)))
    ]
    found += [
        key(Audience.ORGANISATION, each, network.pk)
        for each in _ids(Organisation.objects.filter(same_name | Q(code__iexact=typed)))
    ]
    found += [
        key(Audience.GROUP, each, network.pk)
        for each in _ids(Group.objects.filter(same_name, network=network))
    ]
    if Audience.PERSON in allowed:
        found += [key(Audience.PERSON, person.pk) for person in persons_called(by, typed)]
    if not found:
        raise Refused(
            _("Nothing here is called “%(typed)s”. Check the spelling, or choose from the list.")
            % {"typed": typed},
            **{at: _("Nothing has this name.")},
        )
    if len(found) > 1:
        raise Refused(
            _("More than one is called “%(typed)s”. Give the code or the mail address.") % {"typed": typed},
            **{at: _("More than one has this name.")},
        )
    return found[0]


def persons_called(by: Person, typed: str) -> list[Person]:
    """The persons with exactly this name or mail address, among those ``by`` may see."""
    same = Q(name_latin__iexact=typed) | Q(name_native__iexact=typed) | Q(email__iexact=typed)
    return list(persons_visible_to(by).filter(same)[:3])


def called_by(by: Person, person: Person) -> str:
    """What names this person again, for who named them: the mail address only where the name alone would not do."""
    return person.email if len(persons_called(by, person.name_latin)) > 1 else person.name_latin


def person_called(by: Person, typed: str) -> Person:
    found = persons_called(by, written(typed))
    if len(found) != 1:
        raise Refused(_("Nobody you can see has exactly this name or address. Give the mail address."))
    return found[0]


def _ids(found: "QuerySet[Member] | QuerySet[Organisation] | QuerySet[Group]") -> list[int]:
    return list(found.values_list("pk", flat=True)[:3])
