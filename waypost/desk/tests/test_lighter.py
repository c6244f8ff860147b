"""Pages travel compressed, and only pages."""

import gzip
from typing import Any

from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from tests.cast import Cast
from waypost.desk.lighter import CompressedPages

READS_GZIP = {"accept-encoding": "gzip, br"}


def through(response: Any) -> Any:
    return CompressedPages(lambda _request: response)(RequestFactory().get("/", headers=READS_GZIP))


def test_a_page_travels_compressed(cast: Cast, enter: Any) -> None:
    plain = enter(cast.officer).get("/help/")
    answer = enter(cast.officer).get("/help/", headers=READS_GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(gzip.decompress(answer.content)) == len(plain.content)
    assert len(answer.content) < len(plain.content) / 2


def test_what_is_no_page_stays_as_it_is() -> None:
    text = b"a line of a file\n" * 200
    for response in (
        HttpResponse(text, content_type="text/csv"),
        HttpResponse(text, content_type="application/pdf"),
        FileResponse(iter([text]), content_type="text/html"),
    ):
        assert not through(response).headers.get("Content-Encoding")
    assert through(HttpResponse(text)).headers["Content-Encoding"] == "gzip"
