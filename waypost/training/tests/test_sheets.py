"""The roster and the sign-in sheet on paper, and the scan of what was signed."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.files.tests import corpus
from waypost.training.models import PracticalSession, SignedSheet
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, THIRD, approved, named, offered
from waypost.training.tests.practising import planned, trainer
from waypost.training.tests.test_enrolment import seers

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def words_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.replace("\u200b", "").split())


def test_both_sheets_are_set_in_both_languages_for_those_who_teach(cast: Cast, enter: Enter) -> None:
    intake = offered(cast, mark=Mark.GREEN)
    approved(cast, intake, named(cast, intake, ENROLLED, NEWCOMER, THIRD))
    session = planned(cast, intake, trainer(cast.ministry_officer.email))
    at, lead = f"/training/sessions/{session.public_id}/sheet/", enter(cast.ministry_officer)
    for kind, language, said in (
        ("roster", "en", "Roster"),
        ("roster", "th", "2563"),
        ("sign-in", "en", "7 September 2020"),
        ("sign-in", "th", "2563"),
    ):
        answer = lead.get(at, {"kind": kind, "language": language})
        found = words_of(answer.content)
        assert answer["Content-Type"] == "application/pdf"
        assert said in found
        assert "TLP:GREEN" in found
        assert "Malee" in found
        assert "Pim" not in found  # she waits for a seat
    for who in (cast.immigration_focal_point, cast.immigration_officer):
        assert enter(who).get(at).status_code == 403
    assert enter(cast.officer).get(at).status_code == 404


def test_the_signed_sheet_is_kept_and_shown_to_who_runs_it(cast: Cast, enter: Enter) -> None:
    session = planned(cast, offered(cast), trainer(cast.ministry_officer.email))
    at, lead = f"/training/sessions/{session.public_id}/", enter(cast.ministry_officer)
    for sent, sentence in (
        (None, "Choose the scanned sheet."),
        (SimpleUploadedFile("sheet.txt", b"Signed, all of them."), "a PDF or a picture"),
        (SimpleUploadedFile("sheet.pdf", corpus.pdf()[:200]), "damaged"),
    ):
        answer = lead.post(f"{at}signed/", {"scan": sent} if sent else {})
        assert sentence in answer.content.decode()
    assert not PracticalSession.unfiltered.get().is_signed
    sent = SimpleUploadedFile("sheet.pdf", corpus.pdf("Signed"))
    assert lead.post(f"{at}signed/", {"scan": sent}).status_code == 302
    row = SignedSheet.unfiltered.get()
    assert seers(cast, row) == {"secretariat", "second_secretariat", "trainer", "ministry_officer"}
    office = enter(cast.trainer)
    assert "Sheet signed and scanned" in office.get(at).content.decode()
    copy = office.get(f"{at}signed/{row.public_id}/")
    assert copy.status_code == 200
    assert copy["Cache-Control"] == "private, no-store"
    assert enter(cast.immigration_focal_point).get(f"{at}signed/{row.public_id}/").status_code == 404
    assert enter(cast.immigration_focal_point).post(f"{at}signed/", {}).status_code == 403
