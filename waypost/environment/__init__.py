"""What an operator may set, read once and refused loudly when it makes no sense.

Every setting comes from an environment variable. A wrong one stops the start with a sentence that
names the variable, what it holds (unless that is a secret) and what it wants.
"""

from waypost.environment.keys import breached, file_keys, seal_key, secret_keys, witness
from waypost.environment.servers import cache, database, files, mail_server, sqlite
from waypost.environment.values import (
    NAMES,
    address,
    choice,
    content_address,
    flag,
    folder,
    hosts,
    needed,
    networks,
    number,
    refuse_unknown,
    sender,
    text,
    time_zone,
)

__all__ = [
    "NAMES",
    "address",
    "breached",
    "cache",
    "choice",
    "content_address",
    "database",
    "file_keys",
    "files",
    "flag",
    "folder",
    "hosts",
    "mail_server",
    "needed",
    "networks",
    "number",
    "refuse_unknown",
    "seal_key",
    "secret_keys",
    "sender",
    "sqlite",
    "text",
    "time_zone",
    "witness",
]
