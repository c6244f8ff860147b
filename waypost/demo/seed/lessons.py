"""The demo's lessons as SCORM 1.2 packages, made when the world is seeded: the same words make the same bytes."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from waypost.demo.world import lessons as world
from waypost.demo.world.lessons import Lesson, Page, Words

_FILES = Path(world.__file__).parent
_MADE_OF = ("lesson.html", "lesson.js", "lesson.css")
MASTERY = 60  # of a hundred
_MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="lesson" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>{title}</title>
<item identifier="i" identifierref="r"><title>{title}</title><adlcp:masteryscore>{mastery}</adlcp:masteryscore></item>
</organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="lesson.html">{files}</resource></resources>
</manifest>
"""  # noqa: E501  one element a line


def packed(lesson: Lesson) -> BytesIO:
    """The package of a lesson."""
    files = {name: (_FILES / name).read_text() for name in _MADE_OF}
    files["content.js"] = f"const LESSON = {json.dumps(_content(lesson), ensure_ascii=False)};\n"
    listed = "".join(f'<file href="{name}"/>' for name in files)
    title = escape(lesson.title[0])
    files["imsmanifest.xml"] = _MANIFEST.format(title=title, mastery=MASTERY, files=listed)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    made.seek(0)
    return made


def _content(lesson: Lesson) -> dict[str, Any]:
    pages = [_page(number, each) for number, each in enumerate(lesson.pages)]
    return {"title": _words(lesson.title), "mastery": MASTERY, "pages": pages}


def _page(number: int, page: Page) -> dict[str, Any]:
    read = {"id": f"p{number}", "title": _words(page.title), "text": _words(page.text)}
    if not page.options:
        return read
    options = [_words(each) for each in page.options]
    return {**read, "options": options, "right": page.right, "told": _words(page.told)}


def _words(words: Words) -> dict[str, str]:
    return dict(zip(("en", "th"), words, strict=True))
