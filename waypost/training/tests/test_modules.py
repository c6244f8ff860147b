"""E-modules are put into a programme, replaced and taken off; what is refused is said, and nothing of it is kept."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from waypost.files import vault
from waypost.files.models import StoredFile
from waypost.training.actions import modules as actions
from waypost.training.actions.importing import prepare
from waypost.training.actions.modules import ModuleWords
from waypost.training.lists import modules as lists
from waypost.training.models import Attempt, EModule, ModuleVersion, PackedFile, Progress
from waypost.training.packages.tests.builder import scorm, zipped
from waypost.training.tests.playing import WORDS, added, launched, two_parts
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def sent(package: BytesIO, name: str = "passports.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, package.getvalue())


def test_one_adds_a_package_and_its_files_lie_sealed_in_one_content(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    writer, at = enter(cast.focal_point), f"/training/{programme.public_id}/modules/"
    assert "Add an e-module" in writer.get(f"/training/{programme.public_id}/").content.decode()
    answer = writer.post(at, {**WORDS, "required": "on", "package": sent(two_parts())})
    module = EModule.unfiltered.get()
    assert answer.url == f"{at}{module.public_id}/"
    version = ModuleVersion.unfiltered.get()
    assert (module.number, module.required, version.standard, version.tracked) == (1, True, "SCORM 1.2", 2)
    assert [each.launch for each in version.parts] == ["index.html", "index.html?n=2", "index.html"]
    file = StoredFile.objects.get()
    index = PackedFile.objects.get(within=file, name="index.html")
    opened = vault.open_part(file)
    assert b"".join(opened.read(index.start, index.start + index.size)).startswith(b"<!doctype html>")
    opened.close()
    page = writer.get(answer.url).content.decode()
    assert "Part 2" in page
    assert "What was found in the package" in page
    assert "What was found in the package" not in enter(cast.officer).get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("package", "name", "words"),
    [
        (zipped({"folder/imsmanifest.xml": "<manifest/>"}), "x.zip", "folder"),
        (BytesIO(b"Rar!abc"), "x.rar", "RAR"),
        (scorm({"sw.js": "navigator.serviceWorker.register('x')"}), "x.zip", "sw.js"),
        (zipped({"cmi5.xml": "<courseStructure/>"}), "x.zip", "cmi5"),
    ],
    ids=["nested", "rar", "worker", "cmi5"],
)
def test_what_is_refused_is_said_and_keeps_nothing(
    cast: Cast, enter: Enter, package: BytesIO, name: str, words: str
) -> None:
    at = f"/training/{begun(cast).public_id}/modules/"
    answer = enter(cast.focal_point).post(at, {**WORDS, "package": sent(package, name)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert WORDS["title_en"] in page
    assert not EModule.unfiltered.exists()
    assert not StoredFile.objects.exists()


def test_only_whoever_writes_the_programme_adds_or_changes(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    module = added(cast, programme)
    at = f"/training/{programme.public_id}/modules/"
    for path in (at, f"{at}{module.public_id}/"):
        assert enter(cast.officer).post(path, {"do": "off"}).status_code == 403
        assert enter(cast.ministry_officer).get(path).status_code == 404
    assert EModule.unfiltered.get().taken_off_at is None


def test_they_stand_in_their_order_and_one_is_taken_off(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    first, second = added(cast, programme, title_en="First"), added(cast, programme, title_en="Second")
    assert StoredFile.objects.count() == 1  # the same package is kept once
    writer, at = enter(cast.focal_point), f"/training/{programme.public_id}/modules/{second.public_id}/"
    typed = {**WORDS, "title_en": "Second", "number": "1", "do": "write"}
    assert writer.post(at, typed).status_code == 302
    numbered = EModule.unfiltered.order_by("number").values_list("title_en", "required")
    assert list(numbered) == [("Second", False), ("First", True)]
    assert writer.post(at, {"do": "off"}).status_code == 302
    assert writer.get(at).status_code == 404
    assert [each.module.pk for each in lists.rows_of(cast.officer, programme).rows] == [first.pk]
    assert EModule.unfiltered.get(pk=first.pk).number == 1


def test_a_new_version_takes_nothing_from_anybody(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    module = added(cast, programme)
    browser = enter(cast.officer)
    content = launched(browser, cast.officer, module)
    content.open()
    content.keep(1, finished=True)
    at = f"/training/{programme.public_id}/modules/{module.public_id}/"
    writer = enter(cast.focal_point)
    same = writer.post(at, {"do": "replace", "package": sent(scorm())})
    assert "played already" in same.content.decode()
    assert writer.post(at, {"do": "replace", "package": sent(two_parts())}).status_code == 302
    page = browser.get(f"/training/{programme.public_id}/").content.decode()
    assert "Done, in an earlier version" in page
    assert "1 of 1 e-module done" in page
    launched(browser, cast.officer, module).open()
    assert Attempt.objects.count() == 2
    assert Progress.objects.filter(done_at__isnull=False).count() == 1


def test_a_programme_has_sixty_at_most(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_MODULES", 1)
    programme = begun(cast)
    added(cast, programme)
    with pytest.raises(actions.Refused, match="60"):
        actions.add_module(
            by=cast.focal_point,
            programme=programme,
            words=ModuleWords(**WORDS),
            package=prepare(scorm(), "x.zip"),
        )
