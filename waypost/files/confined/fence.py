"""What the confined process may still touch: Python and the system's libraries, to be read. Nothing is written or
started, nobody is called on a network or on this machine, and no other process is looked into, stopped or held back.

Landlock holds files, in Linux since 5.13. A filter of system calls (seccomp) refuses every kind of socket, signals,
programs and the ways into another process, on the processors whose numbers are known here. On a machine without one of
them the other holds, and the limits of time and memory do all the same; ``waypost check`` says so.
"""

import ctypes
import os
import platform
import signal
import struct
from collections.abc import Iterable
from dataclasses import dataclass

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same number on every kind of processor
_VERSION = 1  # asks which Landlock the kernel has
_PATH_BENEATH = 1
_WHEN_PARENT_DIES, _NO_NEW_PRIVILEGES = 1, 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_TCP = 0b11  # to listen, to connect
# How many rights over files each version knows.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATEST_RIGHTS = 16


@dataclass(frozen=True)
class _Processor:
    """Numbers of calls. ``others`` reach somebody else, or free this process from whoever kills it."""

    architecture: int  # in the kernel's records
    seccomp: int
    clone: int
    prlimit: int
    others: tuple[int, ...]


# A socket that isn't made needs no rule about where it leads; io_uring would make one unasked.
#   socket, socketpair, io_uring_setup; execve, execveat, and where they are: fork, vfork;
#   kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal, pidfd_open, pidfd_getfd;
#   ptrace, process_vm_readv, process_vm_writev; add_key, request_key, keyctl; bpf, perf_event_open, userfaultfd;
#   setpriority, sched_setparam, sched_setscheduler, sched_setaffinity, sched_setattr, ioprio_set,
#   process_madvise, process_mrelease; prctl, which would let it outlive whoever started it
# fmt: off
_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, 317, 56, 302, (
        41, 53, 425, 59, 322, 57, 58,
        62, 200, 234, 129, 297, 424, 434, 438,
        101, 310, 311, 248, 249, 250, 321, 298, 323,
        141, 142, 144, 203, 314, 251, 440, 448, 157,
    )),
    "aarch64": _Processor(0xC00000B7, 277, 220, 261, (
        198, 199, 425, 221, 281,
        129, 130, 131, 138, 240, 424, 434, 438,
        117, 270, 271, 217, 218, 219, 280, 241, 282,
        140, 118, 119, 122, 274, 30, 440, 448, 167,
    )),
}
# fmt: on
_CLONE3 = 435  # on every processor
_A_THREAD = 0x00010000  # what is cloned with it lives and dies with this process
_ITSELF = 0  # as the number of the process whose limits are asked for or set
# To set a filter, on all threads; to ask whether a filter may answer in one way.
_FILTER, _EVERY_THREAD, _IS_THERE = 1, 1, 2
# What a filter answers. Refused is said by an error, here "not permitted", as Landlock says it.
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_REFUSE, _ABSENT = _ERROR | 1, _ERROR | 38
_LOAD, _EQUAL, _AT_LEAST, _HAS, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06  # the instructions
# Where they lie; of the first argument the lower half, which comes first on both processors.
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16
_OTHER_NUMBERS = 0x40000000  # from here on x86_64 has its calls a second time

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Which Landlock this kernel has; 0 for none."""
    return max(0, int(_libc.syscall(_CREATE, None, 0, _VERSION)))


def refuses_calls() -> bool:
    """Can this kernel refuse calls, and are their numbers known for this processor?"""
    known = _PROCESSORS.get(platform.machine())
    if known is None:
        return False
    answer = ctypes.c_uint32(_ERROR)
    return int(_libc.syscall(known.seccomp, _IS_THERE, 0, ctypes.byref(answer))) == 0


def die_with(parent: int) -> None:
    """Be killed when the process dies that started this one, which may just have happened."""
    _done(_libc.prctl(_WHEN_PARENT_DIES, signal.SIGKILL, 0, 0, 0))
    if os.getppid() != parent:
        raise ProcessLookupError("Whoever started this has ended")


def stay_inside(readable: Iterable[str]) -> None:
    """Give up, for good, everything but reading these folders and files, and every call that reaches somebody else."""
    _done(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _keep_to(readable)
    if refuses_calls():
        _call_nobody(_PROCESSORS[platform.machine()])


def _keep_to(readable: Iterable[str]) -> None:
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
    _done(_libc.syscall(_RESTRICT, rules, 0))
    os.close(rules)


def _call_nobody(here: _Processor) -> None:
    """The filter: of another kind of processor nothing; of this one everything but calls to others, new processes, and
    limits that are not its own. ``clone3`` has its flags where no filter sees them: it is said not to be there, and the
    C library takes ``clone``.
    """
    allow, refuse, absent = (_instruction(_ANSWER, each) for each in (_ALLOW, _REFUSE, _ABSENT))
    argument = _instruction(_LOAD, _ARGUMENT)
    program = [_instruction(_LOAD, _ARCHITECTURE), _instruction(_EQUAL, here.architecture, yes=1)]
    program += [_instruction(_ANSWER, _KILL), _instruction(_LOAD, _NUMBER)]
    program += [_instruction(_AT_LEAST, _OTHER_NUMBERS, no=1), refuse]
    for call in here.others:
        program += [_instruction(_EQUAL, call, no=1), refuse]
    program += [_instruction(_EQUAL, _CLONE3, no=1), absent]
    program += [_instruction(_EQUAL, here.clone, no=4), argument]
    program += [_instruction(_HAS, _A_THREAD, no=1), allow, refuse]
    program += [_instruction(_EQUAL, here.prlimit, no=3), argument]
    program += [_instruction(_EQUAL, _ITSELF, yes=1), refuse, allow]
    kept = ctypes.create_string_buffer(b"".join(program))
    named = struct.pack("@HP", len(program), ctypes.addressof(kept))
    _done(_libc.syscall(here.seccomp, _FILTER, _EVERY_THREAD, named))


def _instruction(does: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """``yes``: so many instructions are skipped when a comparison holds; ``no``: when it doesn't."""
    return struct.pack("=HBBI", does, yes, no, value)


def _done(answer: int) -> None:
    if answer != 0:
        raise OSError(ctypes.get_errno(), "The fence could not be put up")
