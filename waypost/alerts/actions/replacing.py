"""An alert is replaced by a newer one of the same originator, to which its readers are led."""

from django.utils.translation import gettext as _

from waypost.alerts.models import Alert
from waypost.alerts.policies import may_supersede
from waypost.core import doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.actions.afterwards import demand_current
from waypost.publications.models import Publication
from waypost.publications.reaching import readers
from waypost.publications.states import Stage


@action("alerts.superseded", allowed=may_supersede)
def supersede(
    *,
    by: Person,
    publication: Publication,
    successor: str,
    revision: int | None = None,
) -> Publication:
    """Name the alert (its public id) that replaces this one; none takes back what was named. Nobody who reads this one
    is left without the other (docs/decisions/0045).
    """
    demand_current(publication, revision)
    new = _successor(publication, successor) if successor else None
    publication.revision += 1
    publication.save()
    Alert.unfiltered.filter(pk=publication.pk).update(superseded_by=new.pk if new else None)
    if new is None:
        doors.unheard()
    doors.note(successor=new.public_id if new else None)
    return publication


def _successor(publication: Publication, named: str) -> Alert:
    own = {"originator": publication.originator_id, "network": publication.network_id}
    new = Alert.unfiltered.filter(public_id=named, stage=Stage.PUBLISHED, **own).first()
    if new is None or new.pk == publication.pk or _leads_back(new, publication):
        raise Refused(
            _("Name another published alert of your organisation that this one does not replace."),
            successor=_("Choose another."),
        )
    left = readers(publication).exclude(pk__in=readers(new).order_by().values("pk"))
    if left.exists():
        raise Refused(
            _("Not everybody who reads this sees the other alert. Release that one to them first."),
            successor=_("Fewer people see it."),
        )
    return new


def _leads_back(new: Alert, publication: Publication) -> bool:
    """Does the new one, or what replaces it, lead to this one again?"""
    met, at = set[int](), new.superseded_by_id
    while at is not None and at not in met:
        if at == publication.pk:
            return True
        met.add(at)
        at = Alert.unfiltered.filter(pk=at).values_list("superseded_by", flat=True).first()
    return False
