"""What is taken for a video, what goes from it, and how it is given."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.demo.world import lessons
from waypost.files import serving, vault, video
from waypost.files.video import Unplayable

HEAD, LOCAL = b"\0" * 4, b"\0\0\0\1"


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def track(
    handler: bytes = b"vide",
    codec: bytes = b"avc1",
    at: bytes = LOCAL,
    *more: bytes,
    of: bytes = b"",
    tables: bytes = b"",
) -> bytes:
    named = box(b"hdlr", HEAD, HEAD, handler, bytes(12), b"Somebody's phone\0")
    dref = box(b"dref", HEAD, LOCAL, box(b"url ", at))
    stsd = box(b"stsd", HEAD, LOCAL, of or entry(codec))
    return box(
        b"trak", *more, box(b"mdia", named, box(b"minf", box(b"dinf", dref), box(b"stbl", stsd, tables)))
    )


def entry(codec: bytes, *more: bytes) -> bytes:
    """A sample entry: that of pictures has the name of the program that packed them in it."""
    if codec == b"mp4a":
        return box(codec, bytes(28), *more)
    return box(codec, bytes(42), b"\x0dSomebody's X1".ljust(32, b"\0"), bytes(4), *more)


def nested(kind: bytes, times: int) -> bytes:
    content = b""
    for _turn in range(times):
        content = box(kind, content)
    return content


def film(*inside: bytes, brand: bytes = b"isom", behind: bytes = b"") -> bytes:
    moov = box(b"moov", *(inside or (track(), track(b"soun", b"mp4a"))))
    return box(b"ftyp", brand, HEAD) + moov + box(b"mdat", bytes(range(256)) * 300) + behind


PLACE = box(b"udta", box(b"\xa9xyz", b"+07.8804+098.3923/"))


def rewritten(content: bytes) -> bytes:
    sent = BytesIO(content)
    return b"".join(video.rewritten(sent, video.examined(sent)))


@pytest.mark.plain
def test_places_and_names_go_and_every_picture_stays_where_it_was() -> None:
    plain = film(PLACE, track(b"vide", b"avc1", LOCAL, PLACE), behind=box(b"uuid", b"a note of its maker"))
    kept = rewritten(plain)
    assert len(kept) == len(plain)
    assert b"+07.88" in plain
    for gone in (b"+07.88", b"phone", b"maker", b"uuid", b"udta"):
        assert gone not in kept
    at = plain.index(b"mdat")
    assert kept[at : at + 76_804] == plain[at : at + 76_804]
    assert rewritten(kept) == kept


@pytest.mark.plain
def test_times_and_whatever_is_unknown_go_and_what_a_player_needs_stays() -> None:
    told, needed = b"told of its maker", b"needed by a player"
    unknown = box(b"xtra", told)
    pictures = entry(
        b"avc1", box(b"avcC", needed), box(b"colr", b"nclx", needed), box(b"colr", b"prof", told), unknown
    )
    sound = entry(b"mp4a", box(b"esds", needed), unknown)
    tables = (b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64")
    stays = b"".join(box(kind, needed) for kind in tables)
    long = box(b"tkhd", b"\1\0\0\7", b"MADELONG", b"CHGDLONG", needed)
    short = (HEAD, b"MADE", b"CHGD", needed)
    whole = film(
        box(b"mvhd", *short),
        box(b"loci", told),
        track(b"vide", b"avc1", LOCAL + told, long, box(b"tref", told), of=pictures, tables=stays),
        track(b"soun", b"mp4a", LOCAL, box(b"tkhd", *short), box(b"mdia", box(b"mdhd", *short)), of=sound),
        box(b"mvex", box(b"trex", needed), unknown),
        behind=box(b"moof", box(b"traf", box(b"trun", needed), unknown))
        + box(b"mfra", box(b"tfra", needed), unknown),
    )
    kept = rewritten(whole)
    assert len(kept) == len(whole)
    for gone in (b"told", b"loci", b"xtra", b"MADE", b"CHGD", b"Somebody"):
        assert gone in whole
        assert gone not in kept
    assert kept.count(needed) == whole.count(needed)
    assert kept[whole.index(b"mdat") :][:76_804] == whole[whole.index(b"mdat") :][:76_804]
    assert b"\1\0\0\7" + bytes(16) + needed in kept
    assert rewritten(kept) == kept


@pytest.mark.plain
def test_the_video_of_the_demo_keeps_what_plays_it() -> None:
    whole = (Path(lessons.__file__).parent / "alongside.mp4").read_bytes()
    kept = bytearray(rewritten(whole))
    assert b"AV1 Coding" not in kept
    differs = {at for at, (was, now) in enumerate(zip(whole, kept, strict=True)) if was != now}
    may = set()
    for kind, start, end in (
        (b"mvhd", 8, 24),
        (b"tkhd", 8, 24),
        (b"mdhd", 8, 24),
        (b"hdlr", 16, 40),
        (b"avc1", 46, 78),
    ):
        at = whole.index(kind, whole.index(b"moov"))
        may |= set(range(at + start, at + end))
    assert differs
    assert differs <= may


@pytest.mark.plain
@pytest.mark.parametrize(
    ("why", "content"),
    [
        pytest.param(why, content, id=name)
        for name, why, content in (
            ("empty", "kind", b""),
            ("webm", "kind", b"\x1aE\xdf\xa3 webm"),
            ("page", "kind", b"<html><script>"),
            ("quicktime", "kind", film(brand=b"qt  ")),
            ("codec", "kind", film(track(codec=b"hvc1"))),
            ("sound", "kind", film(track(b"soun", b"mp4a"))),
            ("telemetry", "tracks", film(track(), track(b"meta", b"mebx"))),
            ("elsewhere", "outside", film(track(at=HEAD))),
            ("archive behind", "broken", film(behind=b"PK\x03\x04 and more")),
            ("page behind", "broken", film(behind=box(b"html", b"<script>"))),
            ("cut", "broken", film()[:-1]),
            ("two", "broken", film(behind=film())),
            ("packed", "broken", film(track(), box(b"cmov"))),
            ("nested", "broken", film(track(), nested(b"trak", 1_000))),
            ("no room for a reference", "broken", film(track(), box(b"dref", HEAD, LOCAL, box(b"url ")))),
            ("no room for a handler", "broken", film(track(), box(b"hdlr", HEAD))),
            ("no room for times", "broken", film(track(), box(b"mvhd", b"\1\0\0\0", bytes(15)))),
            ("times of no version", "broken", film(track(), box(b"mdhd", b"\2\0\0\0", bytes(40)))),
            ("no room for pictures", "broken", film(track(of=box(b"avc1", bytes(77))))),
            ("pictures within", "broken", film(track(), bytes(4) + b"mdat")),
            (
                "sound of QuickTime",
                "kind",
                film(track(), track(b"soun", of=box(b"mp4a", bytes(8), b"\0\1", bytes(34)))),
            ),
            ("no index", "broken", box(b"ftyp", b"isom", HEAD) + box(b"mdat", b"x")),
        )
    ],
)
def test_what_is_no_video_is_refused_with_its_reason(why: str, content: bytes) -> None:
    with pytest.raises(Unplayable, match=f"^{why}$"):
        video.examined(BytesIO(content))


@pytest.mark.plain
@given(st.integers(0, 700), st.binary(min_size=1, max_size=8))
def test_whatever_is_damaged_is_refused_or_kept_at_its_length(at: int, with_what: bytes) -> None:
    damaged = bytearray(film())
    damaged[at : at + len(with_what)] = with_what
    with suppress(Unplayable):
        assert len(rewritten(bytes(damaged))) == len(damaged)


@pytest.mark.django_db
def test_a_video_is_given_range_by_range_and_kept_by_nobody_from_amber_up() -> None:
    content = film()
    with outside_actions("a video that nothing owns, to be looked at"):
        file = vault.keep_laid(video.lay_down(BytesIO(content), "boarding.MOV"))
    assert file.name == "boarding.mp4"
    request = RequestFactory().get("/", headers={"range": "bytes=10-70000"})
    given_out: Any = serving.play(request, file, Mark.GREEN)
    assert (given_out.status_code, b"".join(given_out.streaming_content)) == (
        206,
        rewritten(content)[10:70_001],
    )
    assert given_out["Content-Type"] == "video/mp4"
    assert given_out["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given_out["Content-Security-Policy"]
    assert given_out["Cache-Control"] == "private, no-cache"
    assert serving.play(request, file, Mark.AMBER)["Cache-Control"] == "private, no-store"
    with pytest.raises(Denied):
        serving.play(request, file, Mark.STRICT)
    with pytest.raises(Refused, match=r"“x\.webm” is no video"):
        video.lay_down(BytesIO(b"\x1aE\xdf\xa3"), "x.webm")
