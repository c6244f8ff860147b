"""Adapting a resource to what is told on the job, having it cleared, noticing its new version, and putting it away."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_clock
from waypost.gate.refusing import check_words
from waypost.people.models import Network, Organisation, Person
from waypost.publications.models import Publication
from waypost.publications.states import Stage
from waypost.training.models import Material


@action("training.material_adapted", allowed=may_begin)
def adapt(
    *,
    by: Person,
    organisation: Organisation,
    network: Network,
    resource: Publication,
    title_en: str,
    title_th: str,
) -> Material:
    """Keep what this organisation made of the resource's live version. It is told from once it is cleared.

    ``resource`` was loaded through ``visible_to``.
    """
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    version = version_to_use(resource)
    check_words(title_en=title_en, title_th=title_th)
    made = Material(
        organisation=organisation,
        network=network,
        resource_id=resource.pk,
        version=version,
        title_en=title_en,
        title_th=title_th,
        added_at=clock.now(),
    )
    made.save()
    made.recompile()
    doors.about(made)
    doors.note(resource=resource.public_id, version=version)
    return made


@action("training.material_cleared", allowed=may_write)
def clear(
    *,
    by: Person,
    material: Material,
    revision: int,
    cleared_by_en: str,
    cleared_by_th: str,
    on: date,
    reference: str = "",
) -> Material:
    """Keep that the authority whose matter it is lets it be used. Said once: what changes is another material."""
    _demand_current(material, revision)
    if material.cleared_on is not None:
        raise Refused(_("It is cleared already. What was changed since is another material: add that one."))
    if on > clock.today():
        raise Refused(_("This day has not come. Give the day of the clearance."), cleared_on=_("Not yet."))
    check_words(cleared_by_en=cleared_by_en, cleared_by_th=cleared_by_th, cleared_reference=reference)
    material.cleared_by_en, material.cleared_by_th = cleared_by_en, cleared_by_th
    material.cleared_on, material.cleared_reference = on, reference
    _changed(material)
    return material


@action("training.material_put_away", allowed=may_write)
def put_away(*, by: Person, material: Material, revision: int) -> Material:
    """From now on nobody tells from it; the sessions that did stay as they are."""
    _demand_current(material, revision)
    if material.put_away_at is not None:
        raise Refused(_("It is put away already."))
    material.put_away_at = clock.now()
    _changed(material)
    return material


@action("training.material_overtaken", allowed=only_the_clock)
def tell_of_version(*, by: Clockwork, material: Material, version: int) -> None:
    """The resource has this version now: those who tell from the material hear of it, once."""
    material.told = version
    material.save()
    doors.note(version=version)


def tell_of_new_versions() -> int:
    """The clock's part, for what is told from and has a version nobody was told of. Returns of how many materials."""
    numbers = later_versions(Material.unfiltered.filter(put_away_at__isnull=True))
    for pk, version in numbers.items():
        tell_of_version(by=CLOCK, material=Material.unfiltered.get(pk=pk), version=version)
    return len(numbers)


def later_versions(rows: QuerySet[Any]) -> dict[int, int]:
    """The newest version of the published resource of each row, by its key, where it is later than that which is used
    and than the last that was told.
    """
    newest = "resource__live__number"
    rows = rows.filter(resource__stage=Stage.PUBLISHED)
    rows = rows.filter(**{f"{newest}__gt": F("version")}).filter(**{f"{newest}__gt": F("told")})
    return dict(rows.order_by("pk").values_list("pk", newest))


def version_to_use(resource: Publication) -> int:
    """The live version of a resource. Raise Refused for what may not be taught from."""
    version = resource.live_version()
    if resource.kind != "resource" or resource.stage != Stage.PUBLISHED or version is None:
        raise Refused(
            _("Only a published resource is used. Give the number of one."), resource=_("No resource.")
        )
    if resource.mark > Mark.AMBER:
        raise Refused(
            _(
                "What is TLP:AMBER+STRICT or TLP:RED stays with those it is released to. Choose another resource."
            ),
            resource=_("Not under this mark."),
        )
    return version.number


def _demand_current(material: Material, revision: int) -> None:
    if revision != material.revision:
        raise Overtaken(
            _("Somebody changed this material since you opened the page. What stands now is shown here."),
            theirs=material,
        )


def _changed(material: Material) -> None:
    material.revision += 1
    material.save()
