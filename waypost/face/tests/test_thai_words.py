"""One Thai word per idea, in the catalogue and in the texts of the demo."""

import polib
import pytest
from django.conf import settings

# What must not be said, and what is said instead.
INSTEAD = {
    "ทุจริต": "ปลอม: a fraudulent document; ทุจริต is corruption",
    "เจ้าของเรื่อง": "หน่วยงานต้นเรื่อง: the originator",
    "กรุณา": "ให้: the house does not say please",
    "โปรด": "ให้: the house does not say please",
    "โครงการประเทศ": "โครงการในประเทศ: a country programme",
}


def _thai() -> str:
    entries = polib.pofile(str(settings.LOCALE_PATHS[0] / "th/LC_MESSAGES/django.po"))
    said = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    demo = (settings.BASE / "waypost/demo/world").rglob("*")
    return "\n".join([*said, *(file.read_text() for file in demo if file.suffix in (".md", ".py"))])


@pytest.mark.parametrize("word", INSTEAD)
def test_thai_says_one_word_for_one_idea(word: str) -> None:
    assert word not in _thai(), INSTEAD[word]


def test_a_mark_is_always_the_same_word() -> None:
    assert "ข้อมูลที่มีเครื่องหมาย" not in _thai()
