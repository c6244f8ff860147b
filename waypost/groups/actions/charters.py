"""Founding a group, saying what it is for, and which projects pay for it."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.core.ids import random_id
from waypost.gate.refusing import check_words
from waypost.groups.models import Charter, Funding, Kind, Space
from waypost.groups.policies import may_charter, may_found, may_seat
from waypost.people.models import Group, Network, Person
from waypost.projects.models import Project

LONGEST_KEY = 33  # of 40: what tells two of one name apart follows


@dataclass(frozen=True)
class Purpose:
    """What is said of a group. ``decision``: the number of the letter or order it was founded by."""

    kind: Kind
    purpose_en: str
    purpose_th: str
    founded_on: date
    decision: str = ""


@action("groups.founded", allowed=may_found)
def found(*, by: Person, network: Network, name_en: str, name_th: str, purpose: Purpose) -> Charter:
    """A new group of this network, without seats yet."""
    check_words(name_en=name_en, name_th=name_th)
    if Group.objects.filter(network=network, name_en__iexact=name_en).exists():
        raise Refused(_("A group of this name is there. Choose another name."), name_en=_("Taken already."))
    group = Group.objects.create(key=_key(name_en), network=network, name_en=name_en, name_th=name_th)
    return _chartered(group, purpose)


@action("groups.chartered", allowed=may_charter)
def charter(*, by: Person, group: Group, purpose: Purpose) -> Charter:
    """Say what a group that is there already is for: from then on it has a page and a space."""
    if Charter.unfiltered.filter(group=group.pk).exists():
        raise Refused(_("This group says what it is for already. Change that instead."))
    return _chartered(group, purpose)


@action("groups.charter_written", allowed=may_seat)
def write(*, by: Person, charter: Charter, revision: int, purpose: Purpose) -> Charter:
    """Say anew what the group is for. ``revision`` is the charter's when whoever writes opened it."""
    if charter.revision != revision:
        raise Overtaken(_("Somebody else changed it since you opened this page."), theirs=charter)
    _write(charter, purpose)
    charter.revision += 1
    charter.save()
    return charter


@action("groups.funded", allowed=may_seat)
def fund(*, by: Person, charter: Charter, project: Project, since: date) -> Funding:
    """From this day on a project that ``by`` reads pays for the group, beside those that do already."""
    if not project.is_visible_to(by) or project.network_id != charter.group.network_id:
        raise Refused(_("There is no such project in the network of the group. Choose one of those listed."))
    if since < project.since or (project.until is not None and since > project.until):
        sentence = _("The project does not run on this day. Give a day on which it does.")
        raise Refused(sentence, since=_("Give another day."))
    if Funding.unfiltered.filter(charter=charter.pk, project=project.pk, until=None).exists():
        raise Refused(_("This project pays for the group already."), project=_("There already."))
    funding = Funding(charter_id=charter.pk, project_id=project.pk, since=since)
    funding.save()
    doors.note(project=project.public_id)
    return funding


@action("groups.funding_ended", allowed=may_seat)
def end_funding(*, by: Person, charter: Charter, funding: Funding, until: date) -> Funding:
    """The project pays until before this day."""
    kept = Funding.unfiltered.get(pk=funding.pk, charter=charter.pk)
    if kept.until is not None:
        raise Refused(_("This ended already. There is nothing left to end."))
    if until <= kept.since:
        raise Refused(_("This is before it began. Give a later day."), until=_("Give a later day."))
    kept.until = until
    kept.save()
    return kept


def _chartered(group: Group, purpose: Purpose) -> Charter:
    made = Charter(group=group)
    _write(made, purpose)
    made.save()
    made.recompile()
    space = Space(group=group)
    space.save()
    space.recompile()
    doors.about(made)
    doors.note(network=group.network.key)
    return made


def _write(charter: Charter, purpose: Purpose) -> None:
    check_words(purpose_en=purpose.purpose_en, purpose_th=purpose.purpose_th, decision=purpose.decision)
    if purpose.founded_on > clock.today():
        raise Refused(
            _("This day is still to come. Give the day it was founded."), founded_on=_("Still to come.")
        )
    for name, value in vars(purpose).items():
        setattr(charter, name, value)


def _key(name: str) -> str:
    """The word by which an address of a list names the group."""
    words = slugify(name).split("-")
    while len("-".join(words)) > LONGEST_KEY and len(words) > 1:
        words.pop()
    wanted = "-".join(words)[:LONGEST_KEY]
    if not wanted or Group.objects.filter(key=wanted).exists():
        return f"{wanted}-{random_id()[:6].lower()}".strip("-")
    return wanted
