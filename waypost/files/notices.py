"""What the room tells: nothing. Whoever attached a file, or took it off, did so to something that tells for itself."""

from waypost.core.events import Silent, declare

declare(
    "files.orphan_erased",
    Silent("whoever took the file off knows; nobody else could open it any more"),
)
declare("files.keys_rewrapped", Silent("nothing changes for anybody who reads a file"))
