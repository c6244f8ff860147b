"""Names that can be shown, sent and saved anywhere, whatever was sent as one."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waypost.files.names import LONGEST, clean_name, shown_name

ENDINGS = st.sampled_from([".pdf", ".jpg", ".docx", ".txt"])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("รายงาน ๒๕๖๓.pdf", "รายงาน ๒๕๖๓.pdf"),
        ("C:\\Users\\me\\report.PDF", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("nul\x00byte.pdf", "nulbyte.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a<b>c?.pdf", "a_b_c_.pdf"),
        ("v1.2 final.pdf", "v1.2 final.pdf"),
        ("version 1.2", "version 1.2.pdf"),
        ("photo.jpg.exe", "photo.jpg.pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_can_be(given_name: str, kept: str) -> None:
    assert clean_name(given_name, ".pdf") == kept


@given(st.text(max_size=400), ENDINGS)
@example("\u0301" * 300, ".pdf")
@example("\U0001f600" * 200, ".pdf")
def test_any_name_comes_out_safe(given_name: str, ending: str) -> None:
    name = clean_name(given_name, ending)
    assert name.endswith(ending)
    assert len(name) > len(ending)
    assert len(name) <= LONGEST
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"|?*/\\')
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(name) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean_name(name, ending) == name


@given(st.text(max_size=400))
def test_a_name_in_a_sentence_turns_nothing_round(given_name: str) -> None:
    assert shown_name(given_name)
    assert not set(shown_name(given_name)) & set("\x00\n\r\u202e\u2067")
