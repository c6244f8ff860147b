"""Topics: proposed and supported by departments of a group, ranked and answered by the keeper, unknown to others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, Refused
from waypost.curriculum.actions import topics as actions
from waypost.curriculum.actions.document import stored
from waypost.curriculum.actions.topics import TopicWords
from waypost.curriculum.models import Priority, ProposedTopic, TopicSupport
from waypost.curriculum.tests.consulting import consulted, kept, version

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def test_topics_are_proposed_supported_ranked_and_answered(cast: Cast, enter: Enter) -> None:
    consulted(cast)
    at = f"/curricula/{kept().public_id}/topics/"
    coast, police, keeper = (enter(each) for each in (cast.coast_officer, cast.officer, cast.focal_point))
    sea = Priority.objects.get(key="sea")
    typed = {
        "title_th": "การช่วยชีวิตในทะเล",
        "why_en": "Crews meet people in distress.",
        "priorities": [sea.pk],
    }
    for more, sentence in (
        ({"title_th": ""}, "Give the topic a title"),
        ({"why_en": ""}, "Say why"),
        ({"priorities": []}, "Choose one at least"),
        ({"why_en": "Passport no. AA1234567"}, "personal data"),
    ):
        answer = coast.post(f"{at}new/", {**typed, **more})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
    assert coast.post(f"{at}new/", typed).status_code == 302
    assert police.post(f"{at}new/", {**typed, "title_en": "Interviews"}).status_code == 302
    first, second = ProposedTopic.unfiltered.order_by("pk")
    page = police.get(at).content.decode()
    for said in ("การช่วยชีวิตในทะเล", "Crews meet people in distress.", sea.name, cast.coast.name):
        assert said in page
    for _again in range(2):
        assert police.post(at, {"topic": first.public_id, "do": "support"}).status_code == 302
    assert TopicSupport.unfiltered.filter(topic=first.pk).count() == 2  # a department counts once
    assert page.index("การช่วยชีวิตในทะเล") < page.index("Interviews")
    assert police.post(at, {"rank": "1", f"rank-{second.public_id}": "1"}).status_code == 403
    for rank, sentence in (("0", "from 1 to 999"), ("1", "the same rank")):
        ranks = {f"rank-{first.public_id}": rank, f"rank-{second.public_id}": "1"}
        assert sentence in keeper.post(at, {"rank": "1", **ranks}).content.decode()
    ranks = {f"rank-{first.public_id}": "", f"rank-{second.public_id}": "1"}
    assert keeper.post(at, {"rank": "1", **ranks}).status_code == 302
    page = police.get(at).content.decode()
    assert page.index("Interviews") < page.index("การช่วยชีวิตในทะเล")
    heading = stored(version())[0].stable
    answers = f"{at}{first.public_id}/answers/"
    assert keeper.get(answers).status_code == 200
    assert keeper.post(answers, {"parts": [heading]}).status_code == 302
    assert f'version/1.0.0/#p-{heading}"' in coast.get(at).content.decode()
    assert coast.get(answers).status_code == 403
    assert coast.post(at, {"topic": first.public_id, "do": "withdraw"}).status_code == 302
    assert TopicSupport.unfiltered.filter(topic=first.pk).count() == 1
    # Nobody else meets a trace of it, though they read the curriculum.
    stranger = enter(cast.immigration_officer)
    assert "Proposed topics" not in stranger.get(f"/curricula/{kept().public_id}/").content.decode()
    for address in (at, f"{at}new/"):
        assert stranger.get(address).status_code == 404
    assert not ProposedTopic.visible_to(cast.immigration_officer).exists()
    with pytest.raises(Denied):
        actions.propose(by=cast.immigration_officer, curriculum=kept(), words=TopicWords("x", why_en="x"))
    with pytest.raises(Denied):
        actions.support(by=cast.immigration_officer, topic=first)
    with pytest.raises(Refused, match="is in no version"):
        actions.answer(by=cast.focal_point, curriculum=kept(), topic=first, stables=["x" * 12])
