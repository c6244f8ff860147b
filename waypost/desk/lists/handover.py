"""Handing over a focal point's post: what is done and what is not, computed from how things stand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core import clock
from waypost.face import dates
from waypost.network.lists import nominations_visible_to
from waypost.people.lists import orphans
from waypost.people.models import Endorsement, Person, Post, Tenure
from waypost.people.models.posts import current
from waypost.people.policies import is_last_focal_point, may_confirm_phone
from waypost.publications.models import Version
from waypost.publications.states import Stage


@dataclass(frozen=True)
class Task:
    """One thing to hand over: whether it is done, how it stands, and the page where it is done."""

    what: Any
    done: bool
    told: str
    address: str = ""
    confirm: Post | None = None  # the duty post whose number ``by`` may confirm here


def handing_over(by: Person, tenure: Tenure) -> list[Task]:
    """The list for this holder of a focal point's post, as far as ``by`` may see. A constant number of queries."""
    return [
        _successor(by, tenure),
        _words(by, tenure),
        _drafts(by, tenure),
        _approvals(by, tenure),
        _duty(by, tenure),
    ]


def _successor(by: Person, tenure: Tenure) -> Task:
    named = not is_last_focal_point(tenure)
    found = nominations_visible_to(by).filter(organisation=tenure.post.organisation)
    on_the_way = next((row for row in found if not row.is_over), None)
    told = _("The organisation has another focal point.") if named else _("Nobody else is focal point there.")
    if on_the_way is not None and not named:
        told = _("On the way: %(name)s") % {"name": on_the_way.name}
    address = reverse("nomination", args=[on_the_way.public_id]) if on_the_way is not None else ""
    return Task(_("A successor is named"), named, told, address)


def _words(by: Person, tenure: Tenure) -> Task:
    """Whom the holder vouched for, and who has nobody else's word that lasts longer."""
    other = Endorsement.objects.filter(
        tenure=OuterRef("tenure"), network=OuterRef("network"), until__gt=OuterRef("until")
    ).exclude(vouching=tenure)
    given = Endorsement.objects.filter(
        current(clock.today()), current(clock.today(), "tenure__"), ~Exists(other)
    )
    count = given.filter(vouching=tenure).values("tenure").distinct().count()
    told = ngettext("%(n)d person has only this word.", "%(n)d persons have only this word.", count) % {
        "n": count
    }
    return Task(
        _("Those vouched for are taken over"), count == 0, told, reverse("orphans") if orphans(by) else ""
    )


def _drafts(by: Person, tenure: Tenure) -> Task:
    own = Version.visible_to(by).filter(author=tenure.person_id, stage__in=[Stage.DRAFT, Stage.REVIEW])
    count = own.count()
    told = ngettext("%(n)d draft is in work.", "%(n)d drafts are in work.", count) % {"n": count}
    address = reverse("start") if count and by.pk == tenure.person_id else ""
    return Task(_("Drafts are finished or passed on"), count == 0, told, address)


def _approvals(by: Person, tenure: Tenure) -> Task:
    waiting = Version.worked_on_by(by).filter(
        stage=Stage.REVIEW, publication__originator=tenure.post.organisation_id
    )
    count = waiting.count()
    told = ngettext("%(n)d item waits.", "%(n)d items wait.", count) % {"n": count}
    return Task(_("No approval waits"), count == 0, told, reverse("home") if count else "")


def _duty(by: Person, tenure: Tenure) -> Task:
    """Done is what somebody confirmed of the number that stands there now, and not long ago."""
    what = _("The duty post’s telephone and mailbox are right")
    posts = Post.objects.filter(organisation=tenure.post.organisation_id, on_duty=True)
    found = posts.exclude(phone="").exclude(mailbox="").select_related("organisation", "phone_confirmed_by")
    complete = found.first()
    if complete is None:
        address = reverse("organisation", args=[tenure.post.organisation.public_id])
        return Task(what, done=False, told=_("Telephone or mailbox is missing."), address=address)
    told = [complete.phone, complete.mailbox, _confirmed(complete)]
    confirm = complete if may_confirm_phone(by, complete) and not complete.phone_is_confirmed else None
    return Task(what, complete.phone_is_confirmed, " · ".join(told), confirm=confirm)


def _confirmed(post: Post) -> str:
    on, by = post.phone_confirmed_on, post.phone_confirmed_by
    if on is None or post.phone_confirmed != post.phone:
        return _("Nobody has confirmed this number.")
    values = {"day": dates.day(on), "name": by.name if by is not None else _("somebody who has left")}
    return _("confirmed on %(day)s by %(name)s") % values
