"""Each word that a person gave finds the tenure in which they gave it, as far as the dates tell; the rest are roots."""

from django.db import migrations
from django.db.models import F, Q

GIVE = ["secretariat", "mission-focal-point", "focal-point"]


def find(apps, _editor):
    Endorsement = apps.get_model("people", "Endorsement")
    Tenure = apps.get_model("people", "Tenure")
    words = Endorsement.objects.filter(vouching=None).exclude(vouched_by=None)
    for word in words.iterator():
        held = Tenure.objects.filter(Q(until=None) | Q(until__gt=word.since), person=word.vouched_by_id)
        held = held.filter(post__role__in=GIVE, since__lte=word.since).exclude(pk=word.tenure_id)
        giving = min(held.select_related("post"), key=lambda each: GIVE.index(each.post.role), default=None)
        if giving is not None:
            Endorsement.objects.filter(pk=word.pk).update(vouching=giving.pk, given_until=F("until"))


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0005_chains_of_words"),
    ]

    operations = [migrations.RunPython(find, migrations.RunPython.noop)]
