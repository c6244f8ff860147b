"""The kinds of file that a player gives out, by the end of the name: what is not here is not kept.

The kind is never taken from the package. Whoever serves these says ``nosniff``.
"""

from pathlib import PurePosixPath

HTML = "text/html"
XHTML = "application/xhtml+xml"
SCRIPT = "text/javascript"
STYLE = "text/css"
PAGES = {HTML, XHTML}
# Kinds in which something may act or be fetched: they are looked through.
LOOKED_THROUGH = {*PAGES, SCRIPT, STYLE, "image/svg+xml"}

_KINDS = {
    HTML: "html htm",
    XHTML: "xhtml xht",
    SCRIPT: "js mjs",
    STYLE: "css",
    "application/json": "json map lottie",
    "application/xml": "xml xsd dtd xsl",
    "text/plain": "txt md",
    "text/csv": "csv",
    "text/vtt": "vtt",
    "application/x-subrip": "srt",
    "image/png": "png",
    "image/jpeg": "jpg jpeg jpe jfif",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
    "image/vnd.microsoft.icon": "ico cur",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/ogg": "ogg oga opus",
    "audio/wav": "wav",
    "video/mp4": "mp4 m4v",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "font/ttf": "ttf",
    "font/otf": "otf",
    "application/vnd.ms-fontobject": "eot",
    "application/wasm": "wasm",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}
_BY_ENDING = {ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}


def ending(name: str) -> str:
    """Without the dot, in small letters; empty where there is none."""
    return PurePosixPath(name).suffix[1:].lower()


def kind(name: str) -> str | None:
    """The media type, or None for a file that is not given out."""
    return _BY_ENDING.get(ending(name))
