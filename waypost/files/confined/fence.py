"""What the confined process may still touch: Python and the system's libraries, to be read. Nothing is written, started
or called on the network.

Landlock does it, in Linux since 5.13 (the network since 6.7). On a machine without it the limits of time and memory
hold all the same; ``waypost check`` says so.
"""

import ctypes
import os
import struct
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same number on every kind of processor
_VERSION = 1  # asks which Landlock the kernel has
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_TCP = 0b11  # to listen, to connect
# How many rights over files each version knows.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATEST_RIGHTS = 16

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Which Landlock this kernel has; 0 for none."""
    return max(0, int(_libc.syscall(_CREATE, None, 0, _VERSION)))


def stay_inside(readable: Iterable[str]) -> None:
    """Give up, for good, everything but reading these folders and files. Does nothing where there is no Landlock."""
    known = version()
    if not known:
        return
    rights = (1 << _RIGHTS.get(known, _LATEST_RIGHTS)) - 1
    asked = struct.pack("QQ", rights, _TCP) if known >= 4 else struct.pack("Q", rights)
    rules = _libc.syscall(_CREATE, asked, len(asked), 0)
    for path in filter(os.path.exists, readable):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        right = _READ_FILE | _READ_FOLDER if os.path.isdir(path) else _READ_FILE
        rule = struct.pack("=Qi", right, handle)
        _done(_libc.syscall(_ADD, rules, _PATH_BENEATH, rule, 0))
        os.close(handle)
    _done(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _done(_libc.syscall(_RESTRICT, rules, 0))
    os.close(rules)


def _done(answer: int) -> None:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "Landlock")
