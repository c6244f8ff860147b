"""A certificate in a real browser: its holder finds it and takes the paper, a stranger types the code on it."""

import pytest

from tests.browser import Visit
from tests.cast import Cast
from tests.fixtures import Hands
from tests.looking import look_wide_and_narrow, press
from waypost.core.clock import today
from waypost.training.certificate import paper
from waypost.training.lists.certificates import certificate_seen
from waypost.training.models import Certificate, Validity
from waypost.training.models.certificates import SIGNS
from waypost.training.tests.test_certificates import certified


@pytest.mark.journey
def test_from_the_holder_to_whoever_holds_the_paper(cast: Cast, hands: Hands, visit: Visit) -> None:
    made = certified(cast, hands)
    learner = visit(cast.immigration_officer)
    learner.goto("/training/mine/")
    press(learner.locator("main a", has_text=made.serial))
    look_wide_and_narrow(learner, "certificate")
    link = learner.locator("main a[type='application/pdf']").first.get_attribute("href") or ""
    answer = learner.request.get(link)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    found = certificate_seen(cast.immigration_officer, made.public_id)
    assert found is not None
    check = paper(found, "en").data["check"]
    assert check["address"].endswith(f"/verify/{made.code}/")  # what the square says

    stranger = visit(width=360)
    stranger.goto("/verify/")
    look_wide_and_narrow(stranger, "certificate-verify")
    stranger.fill("[name=code]", check["code"].upper())
    press(stranger.locator("main form button.main"))
    look_wide_and_narrow(stranger, "certificate-valid")
    assert stranger.locator("h1").inner_text() == "Valid"
    assert made.name_latin not in stranger.content()
    altered = next(each for each in SIGNS if each != made.code[4])
    stranger.goto(f"/verify/{made.code[:4]}{altered}{made.code[5:]}/")
    assert stranger.locator("h1").inner_text() == "Mistyped"
    assert Certificate.standing(made.code, today()).validity == Validity.VALID
