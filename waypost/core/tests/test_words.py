"""Whatever way a word is written, it is found by every other way of writing it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waypost.core.words import _by_dictionary, code, codes, normal, phrase, words

pytestmark = pytest.mark.plain


def finds(asked: str, written: str) -> bool:
    """Would ``asked`` be found in ``written``? The rule that the data bases apply, in its plainest form."""
    wanted, forms = phrase(asked), [word.form for word in words(written)]
    size = len(wanted.forms)
    for at in range(len(forms) - size + 1):
        *firsts, last = forms[at : at + size]
        same_end = last.startswith(wanted.forms[-1]) if wanted.open_ended else last == wanted.forms[-1]
        if tuple(firsts) == wanted.forms[:-1] and same_end:
            return True
    return False


PROBES = [
    # English: case, plural, accents, hyphens
    ("passport", "Two PASSPORTS were altered"),
    ("boxes", "a box of stamps"),
    ("Da Nang", "tàu từ Đà Nẵng"),
    ("re-encode", "re-encode the picture"),
    ("officer's", "the officer’s notes"),
    # Thai
    ("หนังสือเดินทาง", "พบหนังสือเดินทางปลอมที่ท่าอากาศยานสุวรรณภูมิ"),
    ("ปลอม", "พบหนังสือเดินทางปลอมที่ท่าอากาศยานสุวรรณภูมิ"),
    ("สุวรรณภูมิ", "พบหนังสือเดินทางปลอมที่ท่าอากาศยานสุวรรณภูมิ"),
    ("ค้ามนุษย์", "การค้ามนุษย์ในภาคประมง"),
    ("ลักลอบ", "ผู้ลักลอบขนคนเข้าเมือง"),
    ("อันดามัน", "เส้นทางทะเลอันดามัน"),
    ("โฮโลแกรม", "แผ่นโฮโลแกรมพิมพ์แบน"),
    ("2563", "เดือนสิงหาคม พ.ศ. ๒๕๖๓"),
    ("หนังสือ\u200bเดินทาง", "หนังสือเดินทางปลอม"),
    ("หนังสือเดินทาง", "หนังสือ\u2060เดินทางปลอม"),
    # Lao
    ("ລັກລອບ", "ການລັກລອບຂົນສົ່ງຄົນອົບພະຍົບ"),
    ("ຄ້າມະນຸດ", "ການຄ້າມະນຸດ"),
    ("ປອມ", "ໜັງສືຜ່ານແດນປອມ"),
    # Khmer, with and without zero-width spaces
    ("ជួញដូរ", "ការជួញដូរមនុស្ស"),
    ("មនុស្ស", "ការ\u200bជួញដូរ\u200bមនុស្ស"),
    ("លិខិតឆ្លងដែន", "លិខិតឆ្លងដែនក្លែងក្លាយ"),
    # Burmese
    ("လက်မှတ်", "နိုင်ငံကူးလက်မှတ်အတု"),
    ("အတု", "နိုင်ငံကူးလက်မှတ်အတု"),
    ("ကုန်ကူး", "လူကုန်ကူးမှု"),
    ("123", "အမှတ် ၁၂၃"),
    # Chinese
    ("护照", "伪造护照号码"),
    ("偷渡", "偷渡客被捕"),
    ("船", "走私船只"),
    ("长江", "南京市长江大桥"),
    ("第3号", "某第3号公告"),
    # Japanese
    ("偽造", "旅券偽造団"),
    ("入国", "密入国者を発見"),
    ("パスポート", "偽造パスポートを使用"),
    ("4410", "番号４４１０"),
    # Korean
    ("여권", "위조여권을 사용"),
]

STRANGERS = [
    ("ตาก", "ตากลม"),
    ("port", "passport"),
    ("护照", "照护"),
    ("ปลอม", "หนังสือเดินทาง"),
    ("pass port", "passport"),
]


@pytest.mark.parametrize(("asked", "written"), PROBES)
def test_what_is_written_is_found(asked: str, written: str) -> None:
    assert finds(asked, written)


@pytest.mark.parametrize(("asked", "written"), STRANGERS)
def test_what_is_not_written_is_not(asked: str, written: str) -> None:
    assert not finds(asked, written)


@pytest.mark.parametrize(
    "written", ["DPA-2020-044", "dpa 2020 044", "DPA2020044", "DPA/2020/044", "DPA–2020–044"]
)
def test_a_reference_is_one_code_however_it_is_asked(written: str) -> None:
    assert code(written) == "dpa2020044"


@pytest.mark.parametrize("written", ["series K4410000 is false", "K 4410000", "K-4410000,", "เลขที่ K๔๔๑๐๐๐๐"])
def test_a_document_number_is_one_code_however_it_is_written(written: str) -> None:
    assert "k4410000" in codes(written)


def test_a_code_is_found_from_each_of_its_parts() -> None:
    assert codes("See DPA-2020-044.") == ["dpa2020044", "2020044", "044"]


def test_words_without_a_number_are_no_code() -> None:
    assert codes("a re-encoded picture of the TLP label") == []
    assert code("re-encode") == code("") == code("!!") == ""


def test_the_place_of_a_word_is_its_place_in_the_normal_text() -> None:
    text = normal("Cafe\u0301 \U0001f600 หนังสือ\u200bเดินทาง")
    assert [text[word.start : word.end] for word in words(text)] == ["Café", "หนังสือ\u200bเดินทาง"]


@given(st.text(alphabet=st.characters() | st.sampled_from('กาไทยA1-\u200b\u2060’"*😀护\x00')))
def test_no_text_breaks_the_cutting(text: str) -> None:
    kept = normal(text)
    found = words(text)
    assert all(0 <= word.start < word.end <= len(kept) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    # What the data bases are given has no sign that means anything to them.
    assert all(c.isalnum() or c > "\x7f" for word in found for c in word.form)
    assert all(each.isascii() and each.isalnum() for each in [*codes(text), code(text)] if each)
    assert phrase(text).forms == phrase(kept).forms


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
@example("don't re-encode 3.5 K4410000_x ID:7 a,b 1a2")
def test_ascii_is_cut_as_the_dictionaries_cut_it(text: str) -> None:
    assert words(text) == list(_by_dictionary(normal(text)))


@given(st.text(max_size=40))
def test_whatever_is_written_is_found_by_the_same_words(text: str) -> None:
    if phrase(text).forms:
        assert finds(text, text)
