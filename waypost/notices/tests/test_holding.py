"""Mail that is held goes out when the operator lets it, without what may have gone out before."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from waypost.notices import worker
from waypost.notices.models import Mail, Notice
from waypost.notices.tests import world
from waypost.people.models import Post


def said(*command: str) -> str:
    out = StringIO()
    call_command("mail", *command, stdout=out)
    return out.getvalue()


@pytest.fixture
def held(cast: Cast, smtp: Any) -> None:
    """Two mails about what happened before the hold, one not even written by then, and one about what came after."""
    Post.objects.update(mailbox="")
    world.happened(cast.police, cast.officer)
    for event in worker.untold():
        worker.tell(event)
    world.happened(cast.police, cast.deputy)
    said("hold")
    world.happened(cast.police, cast.colleague)
    worker.Worker().run_once()


def test_while_it_is_held_nothing_goes_out_and_everything_is_told_in_the_portal(
    held: None, smtp: Any
) -> None:
    assert smtp.letters == []
    assert Notice.objects.count() == 3
    assert "3 waiting, 2 of it about what happened before" in said("state")
    assert "3 waiting" in said("hold"), "held twice is held"


def test_released_all_of_it_goes_out(held: None, smtp: Any) -> None:
    assert "Mail goes out; 3 waiting." in said("release")
    worker.Worker().run_once()
    assert len(smtp.letters) == 3


def test_what_may_have_gone_out_before_can_be_left_out(held: None, smtp: Any, cast: Cast) -> None:
    assert "2 mails were dropped" in said("release", "--drop")
    worker.Worker().run_once()
    assert [letter["X-Envelope-To"] for letter in smtp.letters] == [cast.colleague.email]
    dropped = Mail.objects.filter(state=Mail.State.DROPPED)
    assert {mail.because for mail in dropped} == {
        "The portal was restored, and this mail may have gone out before."
    }


def test_what_is_not_held_is_not_released(db: None) -> None:
    assert "Mail goes out; 0 waiting." in said("state")
    with pytest.raises(CommandError, match="isn't held"):
        said("release")
