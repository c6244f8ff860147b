"""The portal as a web process of its own, to be killed: see test_killed. Argument: the port."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class _Silent(WSGIRequestHandler):
    def log_message(self, *_of: object) -> None:
        """Nothing is said."""


class _Together(ThreadingMixIn, WSGIServer):
    """So many at once as a worker of gunicorn has threads: each has a connection to the data base, and keeps it."""

    request_queue_size = 256
    _threads = ThreadPoolExecutor(8)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._threads.submit(self.process_request_thread, request, client_address)


def main(port: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()

    from tests.cast import NOON
    from waypost.core import clock
    from waypost.wsgi import application

    clock.run_by(lambda: NOON)
    with make_server("127.0.0.1", int(port), application, _Together, _Silent) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
