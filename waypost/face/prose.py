"""Members' own words: Markdown made into safe HTML, and Thai names kept in one piece."""

import re
from collections.abc import Sequence
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def _image_as_words(_self: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """An image from elsewhere would tell its host who reads: its description stands in its place."""
    return str(escape(tokens[index].content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]
    parser.add_render_rule("image", _image_as_words)
    return parser


_PARSER = _parser()


def html(text: str, *, headings_from: int = 3) -> SafeString:
    """Markdown as safe HTML. Its largest heading becomes ``h{headings_from}``, below those of the page itself."""
    return mark_safe(cleaned(written(text, headings_from=headings_from)))  # noqa: S308  cleaned just here


def written(text: str, *, headings_from: int) -> str:
    """The first guard: a parser that writes no raw HTML, no images, and no links but those that may stand."""
    tokens = _PARSER.parse(text)
    _level(tokens, headings_from)
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def _level(tokens: Sequence[Token], headings_from: int) -> None:
    """However a writer numbered the headings: they begin at ``headings_from``, and none below skips a level."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    depth = -1
    for token in headings:
        if token.type == "heading_open":
            depth = min(ranks[token.tag], depth + 1)
        token.tag = f"h{min(headings_from + depth, 6)}"


def cleaned(markup: str) -> str:
    """The second guard, from other hands: only these elements, attributes and schemes leave it."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


# Names and loan words that browsers' dictionaries split in the middle.
_KEPT_WHOLE = (
    "ยูโทเปีย",
    "ฟรีโดเนีย",
    "รูริเทเนีย",
    "แอตแลนติส",
    "เอเรวอน",
    "โฮโลแกรม",
    "หน่วยงาน",
    "ภาพถ่าย",
    "คนประจำเรือ",
    "ผู้ประสานงาน",
    "ผู้แอบอ้าง",
    "ตรวจคนเข้าเมือง",
    "ถิ่นฐาน",
)
_WHOLE = re.compile("|".join(sorted(_KEPT_WHOLE, key=len, reverse=True)))


def kept_whole(text: str) -> SafeString:
    """Escaped text with the Thai names that browsers would split in ``.nb``."""
    return mark_safe(_WHOLE.sub(r'<span class="nb">\g<0></span>', escape(text)))  # noqa: S308  escaped just here
