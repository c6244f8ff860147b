"""Papers: set from data that are only ever words, in a process that can reach nothing, and that is killed when slow."""

import json

import pypdfium2
import pytest
from django.conf import settings

from waypost.files.confined import Broken, Made, Stopped, typeset, work
from waypost.files.tests import corpus

FONTS = [str(settings.PRINT_FONTS / each) for each in settings.PRINTED_WITH]
SAYS = b"""#let d = json(bytes(sys.inputs.data))
#set document(title: "A paper", date: none)
#set text(font: ("Noto Sans", "Noto Sans Thai"), fallback: false)
#d.said"""
MARKING = {"label": "TLP:AMBER", "colour": "#FFC000", "who": "Anong, Department A", "when": "2020-09-01"}


def make(source: bytes = SAYS, said: str = "Hello", seconds: int = 20, **more: object) -> Made:
    content = typeset.packed(source, json.dumps({"said": said}), more.pop("pictures", {}))  # type: ignore[arg-type]
    facts = {"reads": FONTS, "fonts": FONTS, "made_at": 0, "given": None, **more}
    return work("typeset.paper", content, seconds=seconds, **facts)


def words(made: Made) -> str:
    with pypdfium2.PdfDocument(made.part("content") or b"") as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    "said", ["#panic()", "*bold* $x$ @y <z> \\ #[a]", '"; #read("/etc/passwd")', "= head"]
)
def test_what_is_said_is_never_source(said: str) -> None:
    assert words(make(said=said)) == said


def test_thai_is_set_in_a_font_of_ours() -> None:
    assert words(make(said="เอกสาร")) == "เอกสาร"


@pytest.mark.parametrize("said", ["\U0001f600", "نص", "字"])
def test_a_sign_that_no_font_has_spoils_nothing(said: str) -> None:
    assert "before" in words(make(said=f"before {said} after"))


@pytest.mark.parametrize(
    "source",
    [
        b'#read("/etc/passwd")',
        b'#read("../../../../../../etc/passwd")',
        b'#image("/proc/self/environ")',
        b'#import "@preview/cetz:0.3.4": *',
        b'#import "@local/anything:1.0.0": *',
        b"#panic()",
        b"#while true {}",
    ],
)
def test_a_source_reaches_nothing(source: bytes) -> None:
    with pytest.raises(Broken, match="TypstError"):
        make(source)


def test_what_takes_too_long_is_killed() -> None:
    with pytest.raises(Stopped):
        make(b"#range(20000).map(i => range(20000).map(j => i * j).len())", seconds=2)


def test_the_same_data_give_the_same_bytes() -> None:
    assert make().part("content") == make().part("content")


def test_a_photograph_stands_on_it() -> None:
    source = b'#set document(title: "P")\n#image("p.jpg", format: "svg", alt: "a")'
    made = make(source, pictures={"p.jpg": corpus.picture()})
    with pypdfium2.PdfDocument(made.part("content") or b"") as document:
        drawn = document[0].render(scale=0.5).to_pil().convert("L").getextrema()
    assert drawn[0] < 250


def test_a_copy_carries_its_reader_with_and_without_the_labels_of_the_mark() -> None:
    assert "Anong, Department A" in words(make(given=MARKING))
    assert "TLP:AMBER" in words(make(given=MARKING))
    bare = words(make(given={**MARKING, "labels": "no"}))
    assert "Anong, Department A" in bare
    assert "TLP:AMBER" not in bare
