"""What is taken for a video, what goes from it, and how it is given."""

from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.files import serving, vault, video
from waypost.files.video import Unplayable

HEAD, LOCAL = b"\0" * 4, b"\0\0\0\1"


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def track(handler: bytes = b"vide", codec: bytes = b"avc1", at: bytes = LOCAL, *more: bytes) -> bytes:
    named = box(b"hdlr", HEAD, HEAD, handler, bytes(12), b"Somebody's phone\0")
    dref = box(b"dref", HEAD, LOCAL, box(b"url ", at))
    stsd = box(b"stsd", HEAD, LOCAL, box(codec, bytes(8)))
    return box(b"trak", *more, box(b"mdia", named, box(b"minf", box(b"dinf", dref), box(b"stbl", stsd))))


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
