"""Every key of the portal: what it is for, where it is set, and what its loss means. Said in words by one command."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Key:
    """One kind of key. ``file`` is how a copy of it is called."""

    name: str
    variable: str
    file: str
    does: str
    lost: str
    stolen: str


KEYS = (
    Key(
        "file",
        "WAYPOST_FILE_KEY",
        "file.key",
        "wraps the key of every stored file",
        "No stored file can be opened any more, by anybody; texts, items, persons and the log stay. Look for "
        "the key in its second place. If it is gone: give a new one (`waypost keys new file`), and ask "
        "originators to attach their files again.",
        "Give a new one before the old, `waypost keys rotate file`, then take the old one out. Whoever also "
        "holds a copy of the files could read those.",
    ),
    Key(
        "factor",
        "WAYPOST_FACTOR_KEY",
        "factor.key",
        "seals the secrets of authenticator apps",
        "Nobody's app fits any more; passkeys and recovery codes still do. If the key is gone: give a new "
        "one (`waypost keys new factor`). Whoever has only an app is vouched for again by two persons; for "
        "the secretariat itself `waypost people invite` gives a new way in.",
        "Give a new one before the old, `waypost keys rotate factor`, then take the old one out. If a copy "
        "of the data base may be out too, whoever took both knows the codes: have everybody set up the app "
        "again.",
    ),
    Key(
        "secret",
        "WAYPOST_SECRET_KEY",
        "secret.key",
        "signs sessions, forms and links in mails",
        "Everybody signs in again, forms that were open are sent again, and links that end mails no longer "
        "work. Nothing is lost: give a new one (`waypost keys new secret`).",
        "Give a new one instead of the old, not beside it, and run `waypost people sign-out`.",
    ),
    Key(
        "seal",
        "WAYPOST_SEAL_KEY",
        "seal.key",
        "signs the audit log's checkpoints, and backups",
        "Nothing more can be sealed or backed up; what was sealed is verified with the public line, which "
        "every auditor and witness has. Make a new key (`waypost audit key FILE`) and add the old public "
        "line to its file.",
        "`waypost keys rotate seal FILE`, at once. Whoever has it could sign a rewritten log: compare with "
        "the witness (`waypost audit verify --checkpoint FILE`) up to the last checkpoint that was kept "
        "elsewhere.",
    ),
)


def named(name: str) -> Key:
    return next(key for key in KEYS if key.name == name)


def content(name: str) -> str:
    """The key, or all that are given, as it is written into a file."""
    match name:
        case "file":
            return "".join(f"{line}\n" for line in _file_lines())
        case "factor":
            return ",".join([settings.FACTOR_KEY, *settings.OLD_FACTOR_KEYS]) + "\n"
        case "secret":
            return ",".join([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]) + "\n"
    return settings.SEAL_KEY.read_text() if settings.SEAL_KEY else ""


def _file_lines() -> list[str]:
    return [urlsafe_b64encode(key).decode().rstrip("=") for key in settings.FILE_KEYS]
