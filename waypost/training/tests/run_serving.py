"""The portal as a web process of its own, to be killed: see test_killed. Argument: the port."""

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class _Silent(WSGIRequestHandler):
    def log_message(self, *_of: object) -> None:
        """Nothing is said."""


class _Together(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 256


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
