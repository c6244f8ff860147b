"""Sealed content opens whole and from any point, and nothing tampered opens."""

from io import BytesIO
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from waypost.files import keys
from waypost.files.seal import CHUNK, Opened, Tampered, seal

KEY = b"k" * 32
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])


def sealed(size: int, name: str = "one") -> bytes:
    return b"".join(seal(bytes(i % 251 for i in range(size)), key=KEY, name=name))


def opened(box: bytes, name: str = "one") -> bytes:
    content = Opened(BytesIO(box), key=KEY, name=name)
    content.prove()
    return b"".join(content.read())


@given(SIZES, st.data())
def test_any_range_is_the_slice_of_the_content(size: int, data: st.DataObject) -> None:
    whole = bytes(i % 251 for i in range(size))
    start, stop = sorted((data.draw(st.integers(0, size)), data.draw(st.integers(0, size))))
    content = Opened(BytesIO(sealed(size)), key=KEY, name="one")
    assert content.size == size
    assert b"".join(content.read(start, stop)) == whole[start:stop]


@given(SIZES, st.data())
def test_any_flipped_bit_fails(size: int, data: st.DataObject) -> None:
    box = bytearray(sealed(size))
    box[data.draw(st.integers(0, len(box) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Tampered):
        opened(bytes(box))


@given(SIZES, st.data())
def test_a_tail_cut_off_fails(size: int, data: st.DataObject) -> None:
    box = sealed(size)
    with pytest.raises(Tampered):
        opened(box[: data.draw(st.integers(0, len(box) - 1))])


def test_chunks_do_not_change_places_or_files() -> None:
    step = CHUNK + 16
    box = sealed(2 * CHUNK + 5)
    with pytest.raises(Tampered):
        opened(box[step : 2 * step] + box[:step] + box[2 * step :])
    with pytest.raises(Tampered):
        opened(sealed(9, name="another"))


def test_a_wrapped_key_belongs_to_one_file() -> None:
    wrapped, by = keys.wrap(KEY, of="one")
    assert keys.unwrap(wrapped, by, of="one") == KEY
    with pytest.raises(InvalidTag):
        keys.unwrap(wrapped, by, of="another")
    with pytest.raises(keys.KeyMissing):
        keys.unwrap(wrapped, "0" * 16, of="one")


def test_another_key_goes_in_front_and_the_old_one_still_opens(settings: Any) -> None:
    """A key-encryption key is changed without touching a file."""
    old, new = b"o" * 32, b"n" * 32
    settings.FILE_KEYS = [old]
    wrapped, by = keys.wrap(KEY, of="one")
    settings.FILE_KEYS = [new, old]
    assert keys.unwrap(wrapped, by, of="one") == KEY
    assert keys.wrap(KEY, of="two")[1] == keys.key_id(new)
    settings.FILE_KEYS = [new]
    with pytest.raises(keys.KeyMissing, match="put the old key back"):
        keys.unwrap(wrapped, by, of="one")


def test_no_nonce_is_used_twice() -> None:
    """Of a content each chunk has its own; of a key that wraps each wrapping has; two names have two keys."""
    whole = sealed(3 * CHUNK)
    chunks = [whole[start : start + CHUNK + 16] for start in range(0, len(whole), CHUNK + 16)]
    alike = [b"".join(seal(bytes(CHUNK), key=KEY, name=name)) for name in ("one", "two")]
    assert len({*chunks, *alike}) == len(chunks) + 2
    assert len({keys.wrap(KEY, of="one")[0][:12] for _ in range(200)}) == 200
