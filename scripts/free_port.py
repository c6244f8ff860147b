#!/usr/bin/env python3
"""Say clearly when a port can't be used, before anything is set up for it: ``scripts/free_port.py 8000``."""

import socket
import sys


def main(wanted: str) -> None:
    if not wanted.isdecimal() or not 1 <= int(wanted) <= 65535:
        sys.exit(f"PORT is {wanted!r}. It wants a number from 1 to 65535, for example: make demo PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except PermissionError:
            sys.exit(f"Port {wanted} is reserved for the system. Choose one above 1023: make demo PORT=8001")
        except OSError:
            sys.exit(
                f"Port {wanted} is in use by another program. Choose another: make demo PORT={_another()}"
            )


def _another() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "")
