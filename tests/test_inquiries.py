"""Requests in the leak matrix, beyond what is asked of every address: hidden ones tell nothing, in no way."""

import pytest

from tests.inquiries import Inquiry, make_inquiry
from tests.matrix import ABSENT, Matrix, Path
from tests.rows import marked_rows
from waypost.access.marks import Mark
from waypost.requests.actions import answering, asking
from waypost.requests.tests.posing import asked
from waypost.requests.tests.test_rule import sees

pytestmark = pytest.mark.matrix

STRANGERS = ["visitor", "learner", "customs_officer", "ministry_officer", "secretariat", "officer", "deputy"]


def hidden_paths(matrix: Matrix, name: str) -> list[Path]:
    viewer = matrix.guest(name).viewer
    return [
        path
        for path in matrix.paths
        if path.inquiry is not None and not sees(matrix.cast, path.inquiry.head, path.inquiry.whom, viewer)
    ]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_hidden_request_and_an_absent_one_answer_alike(matrix: Matrix, stillness: None, name: str) -> None:
    guest, before = matrix.guest(name), marked_rows()
    found = hidden_paths(matrix, name)
    assert found
    typed = {"do": ["close"], "outcome": ["answered"], "text": ["x"], "revision": ["2"], "because": ["x"]}
    for path in found:
        assert path.inquiry is not None
        ident = path.inquiry.public_id
        for verb, body in (("GET", None), ("HEAD", None), ("POST", {}), ("POST", typed)):
            there = guest.knock(verb, path.text, body)
            nowhere = guest.knock(verb, path.text.replace(ident, ABSENT), body)
            assert there.still(ident) == nowhere.still(ABSENT), f"{verb} {path} tells {name} that it is there"
    assert marked_rows() == before


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.STRICT])
@pytest.mark.parametrize("name", ["coast_officer", "coast_focal_point"])
def test_what_others_answer_changes_nothing_for_who_is_asked(
    matrix: Matrix, stillness: None, mark: Mark, name: str
) -> None:
    """Neither that they answered, nor that they were asked."""
    cast, guest = matrix.cast, matrix.guest(name)
    alone = asked(cast, mark, cast.coast, cast.lone)
    pages = [f"/requests/{alone.public_id}/", "/requests/", "/requests/?side=of-us&show=late", "/"]
    for page in pages:
        guest.get(page)
    before = [guest.get(page).still() for page in pages]
    answering.answer(by=cast.lone_focal_point, request=alone, opened_on=0, outcome="unable", text="Not ours.")
    assert [guest.get(page).still() for page in pages] == before


def test_the_form_of_a_request_changes_that_one_alone(matrix: Matrix) -> None:
    """A body that names another request's people and ids changes nothing of it."""
    other: Inquiry = make_inquiry(matrix.cast, Mark.AMBER)
    mine = asked(matrix.cast, Mark.AMBER, matrix.cast.coast)
    before = {k: v for k, v in marked_rows().items() if v[0] == other.head.pk}
    typed = {"public_id": [other.public_id], "request": [other.public_id], "opened_on": ["0"], "mark": ["2"]}
    typed |= {"outcome": ["answered"], "text": ["Ours."]}
    answer = matrix.guest("coast_focal_point").knock("POST", f"/requests/{mine.public_id}/answer/", typed)
    assert answer.status == 302
    assert {k: v for k, v in marked_rows().items() if v[0] == other.head.pk} == before
    asking.close(by=matrix.cast.focal_point, request=mine)
