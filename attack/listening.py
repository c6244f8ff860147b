"""A place on this machine that nobody has a reason to call: whoever does was talked into it (SSRF, XXE)."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

# What wapiti itself asks at the end: who has called?
ASKED_BY_WAPITI = ("/get_", "/favicon", "/ ")


class Listener(ThreadingHTTPServer):
    """Keeps the address of every call that the portal made."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.calls: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Taker(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        if not f"{self.path} ".startswith(ASKED_BY_WAPITI):
            self.server.calls.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_HEAD = do_PUT = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listener() -> Iterator[Listener]:
    with Listener() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
