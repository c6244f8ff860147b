"""Archives of strangers: nothing of a hostile one is given out, and each is refused for what it is."""

import hashlib
import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.training.packages import Unfit, archive, examine, members, names, zips
from waypost.training.packages.findings import Findings
from waypost.training.packages.tests.builder import changed, scorm, zipped

pytestmark = pytest.mark.plain


def refusals(made: BytesIO, name: str = "") -> set[str]:
    report = examine(made, name)
    assert report.refused
    return report.codes("refuse")


def test_what_is_kept_is_proved_and_has_kinds_of_our_own() -> None:
    made = scorm({"pictures/ภาพ.PNG": b"\x89PNG", "start.exe": b"MZ", "__MACOSX/._index.html": b"x"})
    kept = {each.name: each for each in members(made)}
    assert list(kept) == ["imsmanifest.xml", "index.html", "talk.js", "pictures/ภาพ.PNG"]
    assert kept["pictures/ภาพ.PNG"].kind == "image/png"
    content = b"".join(kept["pictures/ภาพ.PNG"].pieces())
    assert content == b"\x89PNG"
    assert kept["pictures/ภาพ.PNG"].sha256 == hashlib.sha256(content).hexdigest()
    report = examine(made)
    assert report.sha256 == hashlib.sha256(made.getvalue()).hexdigest()
    assert report.codes() >= {"left_out"}
    assert not report.refused


def test_several_members_may_be_read_at_once() -> None:
    files = {f"{nth}.txt": bytes([nth]) * 600_000 for nth in range(2)}
    first, second = members(zipped(files, zipfile.ZIP_STORED))
    for one, other in zip(first.pieces(), second.pieces(), strict=True):
        assert set(one) == {0}
        assert set(other) == {1}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../up.html", "name_climbs"),
        ("a/../../up.html", "name_climbs"),
        ("a//b.html", "name_climbs"),
        ("./a.html", "name_climbs"),
        ("/etc/passwd", "name_absolute"),
        ("C:/windows/a.html", "name_absolute"),
        ("a\\b.html", "name_backslash"),
        ("..\\up.html", "name_backslash"),
        ("a\0.html", "name_signs"),
        ("a\n.html", "name_signs"),
        ("lmth.\u202egpj", "name_signs"),
        ("/".join("a" * 13), "deep"),
        ("a" * 196 + ".html", "name_long"),
        ("INDEX.html", "name_twice"),
        ("index.html/b.html", "name_twice"),
    ],
)
def test_names_that_lead_elsewhere(name: str, code: str) -> None:
    made = scorm({name: "x"})
    assert refusals(made) == {code}
    with pytest.raises(ValueError, match="refused"):
        list(members(made))


def test_two_ways_to_write_one_letter_are_one_name() -> None:
    assert refusals(scorm({"caf\u00e9.html": "x", "cafe\u0301.html": "x"})) == {"name_twice"}


def test_the_same_name_twice() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as twice:
        twice.writestr("index.html", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            twice.writestr("index.html", "two")
    assert refusals(made) == {"name_twice"}


@given(st.text(max_size=220))
def test_no_name_gets_out(name: str) -> None:
    """Whatever it is: refused, or a plain way down from the root."""
    try:
        names.check(name)
    except Unfit:
        return
    assert name
    assert len(name) <= names.LONGEST_NAME
    for part in name.split("/"):
        assert part not in ("", ".", "..")
    assert not set(name) & set("\\\0\n\r\u202e")


_PARTS = st.sampled_from(
    ["a", "A", "..", ".", "", "é", "e\u0301", "b.html", "\\", "C:", "ส", "ß", "SS", "\u202e", "x" * 50]
)


@given(st.lists(st.lists(_PARTS, min_size=1, max_size=5).map("/".join), max_size=6))
def test_what_is_kept_never_collides(written: list[str]) -> None:
    files: dict[str, str | bytes] = {name: b"x" for name in written if name}
    findings = Findings()
    try:
        found = archive.Archive(zipped(files), findings)
    except Unfit:
        return
    if findings.refused:
        with pytest.raises(ValueError, match="refused"):
            list(found.members())
    else:
        plain = [names.alike(each) for each in found.entries]
        assert len(set(plain)) == len(plain)
        assert not {f"{one}/" for one in plain} & {each[: len(one) + 1] for one in plain for each in plain}


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    assert examine(BytesIO(content)).refused


@given(st.data())
def test_a_package_with_wrong_bytes_gets_an_answer(data: st.DataObject) -> None:
    """Nothing that is wrong in an archive is more than a finding; and what is given out is what was read."""
    content = bytearray(scorm().getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    report = examine(BytesIO(bytes(content)))
    if not report.refused:
        for each in members(BytesIO(bytes(content))):
            assert hashlib.sha256(b"".join(each.pieces())).hexdigest() == each.sha256


def test_links_are_no_files() -> None:
    made = scorm({"link.html": "/etc/passwd"})
    assert refusals(changed(made, "link.html", made_by=3 << 8, mode=0o120777 << 16)) == {"link"}


def test_locked_and_oddly_packed() -> None:
    assert refusals(changed(scorm(), "index.html", flags=1)) == {"locked"}
    assert refusals(changed(scorm(), "index.html", method=93)) == {"method"}


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(scorm({"bomb.txt": b"\0" * 3_000_000})) == {"bomb"}
    monkeypatch.setattr(archive, "MOST_FILES", 20)
    assert refusals(scorm({f"{nth}.txt": b"" for nth in range(20)})) == {"many"}
    monkeypatch.setattr(archive, "LARGEST", 1000)
    assert refusals(scorm({"large.txt": bytes(range(250)) * 5})) == {"large_file"}
    monkeypatch.setattr(archive, "MOST_BYTES", 500)
    assert "large_whole" in refusals(scorm())


def test_a_directory_that_says_less_than_there_is_unpacks_no_more_than_it_says() -> None:
    made = changed(zipped({"a.txt": b"\0" * 5_000_000}), "a.txt", size=1000)
    taken: list[bytes] = []
    (entry,) = zips.directory(made, 10)
    with pytest.raises(Unfit, match="lies"):
        taken.extend(zips.pieces(made, entry))
    assert sum(map(len, taken)) <= 1000


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"size": 10**4}, "lies"), ({"size": 10}, "lies"), ({"crc": 7}, "damaged"), ({"packed": 9}, "cut_off")],
)
def test_declared_sizes_that_are_not_the_real_ones(fields: dict[str, int], code: str) -> None:
    assert code in refusals(changed(scorm(), "index.html", **fields))


def test_a_directory_that_names_another_file_than_the_entry() -> None:
    content = scorm().getvalue()
    at = content.index(b"talk.js")
    assert refusals(BytesIO(content[:at] + b"kalt.js" + content[at + 7 :])) == {"lies"}


def test_entries_that_share_bytes() -> None:
    assert refusals(changed(scorm(), "talk.js", offset=0)) == {"overlap"}


def test_cut_off_anywhere() -> None:
    content = scorm().getvalue()
    for length in range(30, len(content), 97):
        assert refusals(BytesIO(content[:length])) == {"cut_off"}
    assert refusals(BytesIO(content + b"more")) == {"cut_off"}


def test_something_before_the_archive() -> None:
    content = scorm().getvalue()
    assert refusals(BytesIO(b"MZ" + b"\0" * 50 + content)) == {"prefixed"}
    assert refusals(BytesIO(b"PK\x03\x04" + content)) == {"prefixed"}


def test_the_long_format() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as long:
        for each in zipfile.ZipFile(scorm()).infolist():
            with long.open(zipfile.ZipInfo(each.filename), "w", force_zip64=True) as opened:
                opened.write(zipfile.ZipFile(scorm()).read(each))
    assert not examine(made).refused


def test_a_long_format_that_says_otherwise_than_the_short() -> None:
    """One reader would come to three files, another to two."""
    content = bytearray(scorm().getvalue())
    end = content.rindex(b"PK\x05\x06")
    entries, size, offset = struct.unpack_from("<H2L", content, end + 10)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, offset)
    finder = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    long = content[:end] + record + finder + content[end:]
    assert not examine(BytesIO(bytes(long))).refused
    struct.pack_into("<2H", long, end + len(record) + len(finder) + 8, entries - 1, entries - 1)
    assert refusals(BytesIO(bytes(long))) == {"directory"}


def test_thai_names_of_an_old_program() -> None:
    made = scorm({"XXX.html": "x"}).getvalue()
    old = made.replace(b"XXX.html", "สวน.html".encode("cp874"))
    report = examine(BytesIO(old))
    assert "สวน.html" in {each.name for each in report.files}
    assert report.codes("warn") == {"name_guessed"}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "", "empty"),
        (b"hello", "", "not_zip"),
        (b"Rar!\x1a\x07", "", "other_packing"),
        (b"7z\xbc\xaf\x27\x1c", "", "other_packing"),
        (b"PK\x07\x08PK\x03\x04", "", "split"),
        (b"MZ\x90", "setup.exe", "prefixed"),
        (b"PK\x03\x04", "course.story", "project"),
        (b"PK\x03\x04", "slides.PPTX", "project"),
    ],
)
def test_files_that_are_no_archive(content: bytes, name: str, code: str) -> None:
    assert refusals(BytesIO(content), name) == {code}


def test_a_file_of_more_than_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waypost.training.packages.doctor.MOST_BYTES", 100)
    assert refusals(scorm()) == {"large"}
