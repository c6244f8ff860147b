"""Members' Markdown: readable, and harmless whatever it holds."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.face import prose

pytestmark = pytest.mark.plain

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=password>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    '[x](https://ok.example/ "a" onmouseover=alert(1))',
    '[x](https://ok.example/"onmouseover=alert(1))',
    '<https://ok.example/"onmouseover=alert(1)>',
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    '!["><script>alert(1)</script>](x)',
    "[a]: javascript:alert(1)\n\n[a]",
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    '| a |\n|:-" onclick=alert(1)-|\n| <b onclick=alert(1)>x</b> |',
    "# <img src=x onerror=alert(1)>",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<![CDATA[<script>alert(1)</script>]]>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "[x](\x01javascript:alert(1))",
    '<a href="https://ok.example" style="position:fixed;inset:0">x</a>',
]
MAY_HOLD = {"a": {"href", "title", "rel"}, "ol": {"start"}, "code": {"class"}}
MAY_STAND = prose._TAGS
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


class Reader(HTMLParser):
    """What a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def is_harmless(html: str) -> bool:
    for tag, attributes in Reader(html).tags:
        if tag not in MAY_STAND or not set(attributes) <= MAY_HOLD.get(tag, set()):
            return False
        if tag == "a" and not _LINK.match(attributes.get("href") or "https://"):
            return False
    return True


def test_the_judge_sees_harm() -> None:
    assert not is_harmless("<script>x</script>")
    assert not is_harmless("<p onclick=x>x</p>")
    assert not is_harmless("<a href='javascript:x'>x</a>")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_harmful_comes_through(attack: str) -> None:
    assert is_harmless(prose.html(attack))
    assert is_harmless(prose.html(f"before {attack} *after*"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_first_guard_holds_alone(attack: str) -> None:
    assert is_harmless(prose.written(attack, headings_from=3))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_second_guard_holds_alone(attack: str) -> None:
    assert is_harmless(prose.cleaned(attack))


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "](", "[", "<", ">", '"', "\n", "    ", "> ", "- ", "`", "&lt;", "\\"]),
        max_size=8,
    )
)
def test_nor_in_any_mixture(pieces: list[str]) -> None:
    assert is_harmless(prose.html("".join(pieces)))


@given(st.text(max_size=200))
def test_nor_in_any_text(text: str) -> None:
    assert is_harmless(prose.html(text))


def test_an_image_from_elsewhere_is_its_description() -> None:
    html = prose.html("See ![the second line](https://elsewhere.example/x.png).")
    assert html.strip() == "<p>See the second line.</p>"


def test_a_link_tells_nobody_where_it_stood() -> None:
    assert prose.html("[law](https://law.example/)").strip() == (
        '<p><a href="https://law.example/" rel="noopener noreferrer">law</a></p>'
    )


def test_headings_stand_below_those_of_the_page() -> None:
    assert "<h3>A</h3>" in prose.html("# A")
    assert "<h3>B</h3>" in prose.html("## B")
    assert "<h3>A</h3>" in prose.html("# A\n## B")
    assert "<h4>B</h4>" in prose.html("# A\n## B")
    assert "<h2>A</h2>" in prose.html("# A", headings_from=2)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(2, 4))
def test_no_heading_skips_a_level(numbered: list[int], first: int) -> None:
    """A reader who goes from heading to heading by ear never wonders what was left out (axe: heading-order)."""
    text = "\n\n".join(f"{'#' * level} Heading" for level in numbered)
    levels = [int(level) for level in re.findall(r"<h(\d)>", prose.html(text, headings_from=first))]
    assert len(levels) == len(numbered)
    assert levels[0] == min(levels) == first
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_and_lists_are_kept() -> None:
    html = prose.html("| a | b |\n|---|---|\n| 1 | 2 |\n\n3. x\n4. y")
    assert "<td>1</td>" in html
    assert '<ol start="3">' in html


def test_thai_names_stay_in_one_piece_and_markup_stays_text() -> None:
    assert prose.kept_whole("ตรา<ฟรีโดเนีย>ใหม่") == 'ตรา&lt;<span class="nb">ฟรีโดเนีย</span>&gt;ใหม่'
