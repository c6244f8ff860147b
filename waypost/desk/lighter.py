"""Pages travel compressed: a satellite link of 100 kbit/s brings 15 KB in a second, and 75 KB in six."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware


class CompressedPages(GZipMiddleware):
    """Compresses whole HTML pages and nothing else: files keep their length and their ranges.

    What the length of a compressed page could tell (BREACH) is kept back threefold: other sites' requests come without
    the session's cookie, the forms' token is masked anew each time, and Django adds random bytes.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if page else response
