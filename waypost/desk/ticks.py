"""The room's clock-driven work. ``apps`` imports this."""

from django.db import transaction

from waypost.core import clock
from waypost.core.ticks import tick
from waypost.desk.figures import medians_of, quiet
from waypost.desk.models import Median, Quiet
from waypost.people.models import Network


@tick(name="desk.medians", every=3600, lease=1800)
def count_medians() -> None:
    """Count anew the medians that first pages show. What is no longer counted goes."""
    now = clock.now()
    for network in Network.objects.all():
        found = medians_of(network)
        with transaction.atomic():
            Median.objects.filter(network=network).delete()
            Median.objects.bulk_create(
                Median(network=network, number=name, value=value, organisations=counted, as_of=now)
                for name, (value, counted) in found.items()
            )


@tick(name="desk.quiet", every=3600, lease=1800)
def find_quiet() -> None:
    """Find anew the organisations where nobody signs in: the secretariat's first page names them."""
    now = clock.now()
    for network in Network.objects.all():
        found = quiet(network)
        with transaction.atomic():
            Quiet.objects.filter(network=network).delete()
            Quiet.objects.bulk_create(
                Quiet(network=network, organisation_id=body, last_sign_in=last, as_of=now)
                for body, last in found
            )
