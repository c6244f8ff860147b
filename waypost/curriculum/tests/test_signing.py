"""Departments sign off the very words of a version; what they signed is frozen, and a change says who signs again."""

import importlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.cast import Cast
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, DoorMisused, Refused
from waypost.core.figures import Window, figures
from waypost.curriculum.actions.document import stored, write_document
from waypost.curriculum.actions.versions import begin_version, move
from waypost.curriculum.models import CurriculumVersion, Module, Paragraph, SignOff, Status
from waypost.curriculum.policies import is_consulted
from waypost.curriculum.tests.consulting import consulted, kept, signed, version
from waypost.files.tests import corpus
from waypost.people.models import Person, Tenure
from waypost.training.tests.teaching import taught

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def test_a_department_signs_off_with_its_letter(cast: Cast, enter: Enter) -> None:
    consulted(cast)
    at, client = f"/curricula/{kept().public_id}/version/1.0.0/", enter(cast.coast_officer)
    assert "Sign this version off for your department" in client.get(at).content.decode()
    typed = {"organisation": cast.coast.code, "signed_on": "2020-08-20", "digest": version().digest}
    for more, sentence in (
        ({"digest": "0" * 64}, "with the fingerprint 00000000…"),
        ({"signed_on": "2020-10-01"}, "on a day to come"),
        ({"organisation": cast.police.code}, "Choose one of those listed"),
        ({"letter": "Passport no. AA1234567"}, "personal data"),
    ):
        scan = SimpleUploadedFile("letter.pdf", corpus.pdf())
        answer = client.post(f"{at}sign-off/", {**typed, "scan": scan, **more})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
    scan = SimpleUploadedFile("letter.pdf", corpus.pdf())
    assert client.post(f"{at}sign-off/", {**typed, "scan": scan}).status_code == 302
    row = SignOff.unfiltered.get()
    letter = f"/curricula/{kept().public_id}/letters/{row.public_id}/"
    keeper, colleague = enter(cast.focal_point), enter(cast.officer)
    page = keeper.get(at).content.decode()
    assert "1 of 2" in page
    assert letter in page
    assert keeper.get(letter).status_code == 200
    assert client.get(letter).status_code == 200
    assert colleague.get(letter).status_code == 404  # of the group, and no department of theirs
    assert "1 of 2" in colleague.get(at).content.decode()
    stranger = enter(cast.immigration_officer)  # reads the version, and sits in no group
    assert "Sign-offs" not in stranger.get(at).content.decode()
    assert stranger.get(f"{at}sign-off/").status_code == 403
    assert stranger.get(letter).status_code == 404
    assert not SignOff.visible_to(cast.immigration_officer).exists()
    with pytest.raises(Refused, match="very words already"):
        signed(cast.coast_officer)
    with pytest.raises(Denied):
        signed(cast.coast_officer, organisation=cast.police)
    with pytest.raises(Refused, match="Only departments that sit"):
        signed(cast.focal_point, organisation=cast.customs)
    figure = figures()["curriculum.sign_offs"]
    assert figure.value(Window(date(2020, 8, 1), date(2020, 8, 31))) == 1
    assert figure.value(Window(date(2020, 7, 1), date(2020, 7, 31))) == 0


@pytest.mark.parametrize("name", ["officer", "coast_officer"])
def test_whoever_is_provisional_reads_no_draft_and_no_letter(cast: Cast, name: str) -> None:
    """Of the organisation that keeps the curriculum, or of a department: what is their body's is not theirs yet."""
    consulted(cast)
    signed(cast.coast_officer)
    begin_version(by=cast.focal_point, curriculum=kept(), number="2.0.0")
    person: Person = getattr(cast, name)
    assert SignOff.visible_to(person).count() == 1
    assert CurriculumVersion.visible_to(person).count() == (2 if name == "officer" else 1)
    Tenure.objects.filter(pk=person.acting_as_id).update(provisional_until=date(2020, 12, 1))
    person = Person.objects.get(pk=person.pk)
    assert not SignOff.visible_to(person).exists()
    assert CurriculumVersion.visible_to(person).count() == 1
    assert not is_consulted(person, kept())


def test_finalising_says_what_is_missing_and_a_change_who_signs_again(cast: Cast, enter: Enter) -> None:
    consulted(cast)
    at, keeper = f"/curricula/{kept().public_id}/", enter(cast.focal_point)
    signed(cast.coast_officer)
    old = version().digest
    move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.DRAFT)
    sea, *rest = stored(version())
    document = (sea, *rest[:-1])
    with pytest.raises(Refused, match="No version is to be signed off"):
        signed(cast.officer)
    write_document(by=cast.focal_point, curriculum=kept(), number="1.0.0", document=document)
    move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.CONSULTATION)
    with pytest.raises(
        Refused, match=r"version 1\.0\.0 as it was, with the fingerprint .*It was changed since"
    ):
        signed(cast.coast_officer, digest=old)
    assert "Must sign again" in keeper.get(f"{at}version/1.0.0/").content.decode()
    finalise = {"status": "finalised", "revision": kept().revision}
    answer = keeper.post(f"{at}version/1.0.0/", finalise)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"{cast.coast.name} (must sign again), {cast.police.name}" in page
    answer = keeper.post(f"{at}version/1.0.0/", finalise | {"because": "Passport no. AA1234567"})
    assert "personal data" in answer.content.decode()
    answer = keeper.post(f"{at}version/1.0.0/", finalise | {"because": "The training begins on Monday."})
    assert answer.status_code == 302
    assert (
        "The training begins on Monday."
        in enter(cast.immigration_officer).get(f"{at}version/1.0.0/").content.decode()
    )
    # The next version: those who signed are asked again once its words differ, and the old one is named.
    begin_version(by=cast.focal_point, curriculum=kept(), number="1.1.0")
    again = (sea, *rest)
    write_document(by=cast.focal_point, curriculum=kept(), number="1.1.0", document=again)
    move(by=cast.focal_point, curriculum=kept(), number="1.1.0", status=Status.CONSULTATION)
    with pytest.raises(Refused, match=r"version 1\.0\.0\. Version 1\.1\.0 has taken its place"):
        signed(cast.coast_officer, number="1.0.0")
    # What it says now is what the coast guard had signed at first: these very words.
    assert version("1.1.0").digest == old
    signed(cast.officer, number="1.1.0")
    move(by=cast.focal_point, curriculum=kept(), number="1.1.0", status=Status.FINALISED)
    held = dict(CurriculumVersion.unfiltered.values_list("number", "status"))
    assert held == {"1.0.0": Status.SUPERSEDED, "1.1.0": Status.FINALISED}
    assert version("1.1.0").because == ""


@pytest.mark.both
def test_a_finalised_version_is_frozen_in_the_data_base(cast: Cast) -> None:
    taught(cast)
    move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.FINALISED)
    begin_version(by=cast.focal_point, curriculum=kept(), number="1.1.0")
    frozen, draft = version(), version("1.1.0")
    paragraphs, modules = (each.unfiltered.filter(version=frozen.pk) for each in (Paragraph, Module))
    new = Paragraph.unfiltered.filter(version=draft.pk)
    tries: dict[str, Callable[[], object]] = {
        "change a paragraph": lambda: paragraphs.update(text_en="x"),
        "take one out": paragraphs.delete,
        "move one in": lambda: new.filter(kind="outcome").update(
            version=frozen.pk, place=90, stable="x" * 12
        ),
        "add one": lambda: Paragraph.unfiltered.bulk_create(
            [Paragraph(version_id=frozen.pk, place=91, text_en="x")]
        ),
        "change a module": lambda: modules.update(minutes=1),
        "change the digest": lambda: CurriculumVersion.unfiltered.filter(pk=frozen.pk).update(
            digest="0" * 64
        ),
        "take it back": lambda: CurriculumVersion.unfiltered.filter(pk=frozen.pk).update(status=Status.DRAFT),
        "delete it": lambda: CurriculumVersion.unfiltered.filter(pk=frozen.pk).delete(),
    }
    with outside_actions("to see that the data base refuses it"):
        for what, attempt in tries.items():
            with pytest.raises(DatabaseError, match="never written again"), transaction.atomic():
                attempt()
            assert stored(frozen) == stored(draft), what
        for row in (paragraphs[0], modules[0]):
            with pytest.raises(DoorMisused, match="Begin the next version"):
                row.save()
            with pytest.raises(DoorMisused, match="Begin the next version"):
                row.delete()
        # Without the guards it is written: it is they that refuse.
        guards, editor = (
            importlib.import_module("waypost.curriculum.migrations.0012_freeze"),
            connection.schema_editor(),
        )
        guards.take_down(editor)
        assert paragraphs.update(text_en="x")
        guards.put_up(editor)
