"""The gate over many sentences at once finds what it finds in each by itself: a property, over what it is made for."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.gate.findings import NOTHING
from waypost.gate.scan import findings
from waypost.publications.actions import gating

# What detectors look for, and the words that they look for around it.
_PIECES = [
    *("passport", "passport no.", "holder", "ID", "tel", "IBAN", "number", "ref", "EQ 2020-08", "born"),
    *("หนังสือเดินทาง", "เลขที่", "โทร", "บัตรประชาชน"),
    *("L898902C3", "AA1234567", "1-2345-67890-12-1", "0812345678", "081-234-5678", "+66 81 234 5678"),
    *("DE89370400440532013000", "GB82 WEST 1234 5698 7654 32", "a@b.example.org", "@", "2020-08-31"),
    *("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    *("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
    *("<<<<<<", ";", "\n", ":", "#", ".", "-", "(", ")", "/", "from", "to"),
]
_WRITTEN = st.sampled_from(_PIECES) | st.text("0123456789-+ <AZคที่.@;", max_size=14) | st.text(max_size=8)
_SENTENCES = st.builds(
    lambda pieces, between: between.join(pieces),
    st.lists(_WRITTEN, max_size=5),
    st.sampled_from(["", " ", "\n"]),
)


@pytest.fixture(scope="module", autouse=True)
def nobody_known() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gating, "known", lambda: NOTHING)
        yield


@given(st.lists(_SENTENCES, max_size=12), st.integers(1, 5))
@settings(deadline=None, max_examples=300)
def test_a_bundle_hides_nothing_and_accuses_nobody(sentences: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gating, "_BUNDLE", size)
        assert gating.personal_among(sentences) == {each for each in sentences if findings(each)}
