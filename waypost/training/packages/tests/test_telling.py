"""What pages seem to do, and how all of it is told: in two languages, and for a machine."""

import ast
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from waypost.training.management.commands.package import Command
from waypost.training.packages import Report, doctor, examine
from waypost.training.packages.sentences import SENTENCES
from waypost.training.packages.tests import builder

pytestmark = pytest.mark.plain
READERS = sorted(Path(doctor.__file__).parent.glob("*.py"))


def read(page: str = builder.PAGE, talk: str = builder.TALK_1_2, **said: str) -> Report:
    return examine(builder.scorm({"index.html": page, "talk.js": talk}, **said))


def test_a_module_that_reports_everything() -> None:
    report = read()
    assert report.codes() == {"no_mastery"}
    assert report.seems.status
    assert report.seems.score
    assert report.seems.place
    assert report.languages == ("en",)


MASTERY = builder.ONE_ITEM.replace("</item>", "<adlcp:masteryscore>80</adlcp:masteryscore></item>")


@pytest.mark.parametrize(
    ("talk", "said", "codes"),
    [
        ("", {}, {"silent"}),
        ("API.LMSInitialize('');API.LMSFinish('')", {}, {"opened_only"}),
        ("API.LMSInitialize('')", {}, {"opened_only", "never_closes"}),
        (builder.TALK_2004, {}, {"other_calls", "no_mastery"}),
        (builder.TALK_1_2, {"items": MASTERY}, set()),
        (builder.TALK_1_2.replace("cmi.core.score.raw", "x"), {"items": MASTERY}, {"mastery_unscored"}),
        (builder.TALK_1_2.replace("cmi.core.lesson_location", "x"), {"items": MASTERY}, {"no_place"}),
    ],
)
def test_what_it_seems_to_report(talk: str, said: dict[str, str], codes: set[str]) -> None:
    assert read(talk=talk, **said).codes() == codes


@pytest.mark.parametrize(
    "written",
    [
        '<script src="https://cdn.test/a.js"></script>',
        "<img alt='' class=x src=//cdn.test/a.png>",
        '<link href="https://cdn.test/a.css" rel="stylesheet">',
        '<link rel=stylesheet href="https://cdn.test/a.css">',
        "<style>body { background: url( 'http://cdn.test/a.png') }</style>",
        '<style>@import "https://cdn.test/a.css"</style>',
        '<script>fetch("https://cdn.test/log")</script>',
        '<script>new WebSocket("wss://cdn.test/log")</script>',
        "<script>x.open('POST', 'https://cdn.test/log')</script>",
        "<script>i.src = 'https://cdn.test/i.png'</script>",
        '<form action="https://cdn.test/send">',
        '<base href="https://CDN.test/">',
    ],
)
def test_what_it_loads_from_elsewhere(written: str) -> None:
    report = read(builder.PAGE + written)
    assert report.hosts == ("cdn.test",)
    (finding,) = (each for each in report.findings if each.code == "loads_from")
    assert "loads from cdn.test" in finding.sentence
    assert not report.refused


@pytest.mark.parametrize(
    "written",
    [
        '<a href="https://cdn.test/read">read</a>',
        '<html xmlns="http://www.w3.org/1999/xhtml">',
        "<script>// https://cdn.test/licence</script>",
        '<link rel="license" href="https://cdn.test/by/4.0">',
    ],
)
def test_what_is_only_a_link(written: str) -> None:
    assert read(builder.PAGE + written).hosts == ()


@pytest.mark.parametrize(
    "written",
    ["navigator.serviceWorker.register('sw.js')", 'navigator["serviceWorker"] . register ("sw.js")'],
)
def test_service_workers_are_refused(written: str) -> None:
    assert read(f"{builder.PAGE}<script>{written}</script>").codes("refuse") == {"service_worker"}


def test_long_rows_of_the_same_are_looked_through_in_time() -> None:
    """An expression that tries again from each place would take hours."""
    for piece in ("<script ", "<link rel=", "<html ", "serviceWorker", "url(", "<img src=", " " * 50, "//"):
        read(builder.PAGE + piece * (1_000_000 // len(piece)))


def test_more_of_a_kind_is_counted() -> None:
    files = "".join(f'<file href="{nth}.png"/>' for nth in range(8))
    report = read(resources=f"{builder.ONE_RESOURCE[:-2]}>{files}</resource>")
    found = [each for each in report.findings if each.code == "file_missing"]
    assert [each.more for each in found] == [0, 0, 5]


def test_thai_is_seen_in_titles_and_pages() -> None:
    assert read("<p>ตรวจหนังสือเดินทาง</p>").languages == ("th",)


# What is found and what is said.


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    said = {
        each.value
        for path in READERS
        if path.name != "sentences.py"
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and re.fullmatch("[a-z0-9_]+", each.value)
    }
    assert set(SENTENCES) <= said
    asked = {
        code
        for path in READERS
        for code in re.findall(r'(?:Unfit|refuse|warn|note|tell)\(\s*"([a-z0-9_]+)"', path.read_text())
    }
    assert len(asked) > 60
    assert asked <= set(SENTENCES)


def test_every_sentence_has_its_thai() -> None:
    for sentence in SENTENCES.values():
        with translation.override("th"):
            thai = str(sentence)
        assert re.search("[ก-๛]", thai)
        assert set(re.findall(r"%\(\w+\)s", thai)) == set(re.findall(r"%\(\w+\)s", str(sentence)))


def test_the_readers_know_nothing_of_django() -> None:
    """So that they can run in a process where nothing of the portal can be reached."""
    for path in READERS:
        if path.name not in ("sentences.py", "telling.py"):
            assert "django" not in path.read_text().replace("Django", ""), path.name


# The command.


def told(tmp_path: Path, content: bytes, *options: str) -> tuple[str, int]:
    file, out = tmp_path / "golf.zip", StringIO()
    file.write_bytes(content)
    try:
        call_command(Command(), str(file), *options, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(str(ended.code))
    return out.getvalue(), 0


def test_the_command_says_what_it_is(tmp_path: Path) -> None:
    said, code = told(tmp_path, builder.scorm(items=MASTERY).getvalue())
    assert code == 0
    assert "The package can be taken." in said
    assert "One: index.html; reports; pass mark 80 %" in said


def test_the_command_refuses_in_thai(tmp_path: Path) -> None:
    said, code = told(tmp_path, builder.zipped({"golf/imsmanifest.xml": ""}).getvalue(), "--language", "th")
    assert code == 1
    assert "ให้บีบอัดเนื้อหาในโฟลเดอร์นั้น" in said
    assert "golf/imsmanifest.xml" in said


def test_the_command_for_machines(tmp_path: Path) -> None:
    written, code = told(
        tmp_path, builder.scorm(version="2004 4th Edition", after=SEQUENCED).getvalue(), "--json"
    )
    said = json.loads(written)
    assert code == 0
    assert said["course"]["items"][0]["launch"] == "index.html"
    assert said["course"]["sequencing"]["control"]["flow"] is True
    assert set(said["findings"][0]["sentence"]) == {"en", "th"}
    assert said["refused"] is False


SEQUENCED = '<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>'


def test_the_command_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command(Command(), str(tmp_path / "gone.zip"))
