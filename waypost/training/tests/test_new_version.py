"""Who tells from a resource hears of its later version, once, and as far as they see it."""

import pytest

from tests.cast import Cast
from waypost.core.models import Event
from waypost.notices.fanout import fan_out
from waypost.notices.judging import judge
from waypost.notices.models import Mail, Notice
from waypost.publications.tests.sharing import fresh, second_version
from waypost.training.actions import resources
from waypost.training.models import Material
from waypost.training.tests.telling import a_resource, adapted
from waypost.training.ticks import new_versions

pytestmark = pytest.mark.django_db
KIND = "training.material_overtaken"


def test_those_who_tell_hear_of_it_once(cast: Cast) -> None:
    resource = a_resource(cast)
    adapted(cast, resource)
    away = adapted(cast, resource)
    resources.put_away(by=cast.focal_point, material=away, revision=1)
    new_versions()
    assert not Event.objects.filter(name=KIND).exists()
    second_version(cast, fresh(resource))
    new_versions()
    new_versions()
    [event] = Event.objects.filter(name=KIND)
    fan_out(event)
    told = {notice.person for notice in Notice.objects.filter(kind=KIND).select_related("person")}
    assert told == {cast.focal_point, cast.deputy}
    letters = [judge(mail) for mail in Mail.objects.filter(notice__kind=KIND, post=None)]
    for letter in letters:
        assert resource.reference in letter.subject  # type: ignore[union-attr]
        assert "Masks" not in f"{letter.subject} {letter.body}"  # type: ignore[union-attr]
    assert Material.unfiltered.get(pk=away.pk).told == 0
