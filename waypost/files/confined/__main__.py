"""A nursery: forks a confined process (``child``) for each piece of work that its owner asks for, and has imported what
the work needs. It never opens what was sent, and the child has nothing of the nursery but the libraries.

Standard input is a socket to the owner. He sends the seconds and two files in memory; he hears when the child begins,
and how it ended. When the owner's end closes, whatever happened to him, child and nursery end.
"""

import gc
import importlib
import os
import select
import signal
import socket
from contextlib import suppress

from waypost.files.confined import child

IDLE = 900  # seconds
# One layout of memory is not kept for ever, however much there is to do.
MOST = 100  # children
_WORK = ("image", "office", "pdf", "proposing", "text", "tiles", "typeset")
_LATE = ("numpy.ma",)  # what the work would import only when it needs it


def main() -> None:
    """The first child finds no libraries and imports what it needs: nobody waits for those that others need."""
    with socket.socket(fileno=0) as owner, suppress(TimeoutError, ConnectionError):
        owner.settimeout(IDLE)
        for served in range(MOST):
            seconds, handles, *_rest = socket.recv_fds(owner, 16, 2)
            if not seconds:
                return
            owner.send(b"begun")
            status = _work(owner, int(seconds), *handles)
            owner.send(b"%d" % status)
            if status != 0:
                return
            if not served:
                _prepare()


def _prepare() -> None:
    for each in (*(f"waypost.files.confined.{each}" for each in _WORK), *_LATE):
        importlib.import_module(each)
    from PIL import Image

    Image.init()  # all formats, or each child would look for them
    gc.collect()
    gc.freeze()  # children share these pages as long as nobody writes to them


def _work(owner: socket.socket, seconds: int, given: int, made: int) -> int:
    """How the child ended: 0 is well."""
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("A library has started a thread: what it holds would be held for ever in a child")
    nursery = os.getpid()
    ended, alive = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            child.main(nursery, seconds, given, made, alive)
            os._exit(0)
        finally:
            os._exit(1)
    for handle in (given, made, alive):
        os.close(handle)
    with os.fdopen(ended):
        select.select([owner.fileno(), ended], [], [])
    # It has ended, or the owner is gone, or has waited long enough.
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    main()
