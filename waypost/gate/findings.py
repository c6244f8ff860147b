"""What was found: which kind, where, and why. ``words`` says both in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The surer one first: where two claim the same characters, that one stays."""

    MRZ = "mrz"
    IBAN = "iban"
    IDENTITY = "identity"
    DOCUMENT = "document"
    PHONE = "phone"
    MAIL = "mail"


# How somebody is reached. Officials may give their own to each other, never to all readers.
CONTACT = frozenset({Kind.PHONE, Kind.MAIL})


class Why(StrEnum):
    """What made it one. The value is a code: ``words`` has the sentence."""

    CHECK_DIGITS = "mrz-check-digits"
    FILLERS = "mrz-fillers"
    AFTER_A_WORD = "after-a-word-for-a-document"
    ACCOUNT = "iban-check-digits"
    INTERNATIONAL = "phone-international"
    NATIONAL = "phone-national"
    ADDRESS = "mail-address"
    CHECKED_TH = "identity-checked-th"
    CHECKED_CN = "identity-checked-cn"
    CHECKED_HK = "identity-checked-hk"
    CHECKED_SG = "identity-checked-sg"
    CHECKED_TW = "identity-checked-tw"
    BUILT_ID = "identity-built-id"
    BUILT_VN = "identity-built-vn"
    BUILT_MY = "identity-built-my"
    BUILT_KR = "identity-built-kr"
    BUILT_PK = "identity-built-pk"
    BUILT_MM = "identity-built-mm"


@dataclass(frozen=True)
class Finding:
    """``text`` stands from ``start`` until before ``end`` of what was scanned."""

    kind: Kind
    start: int
    end: int
    text: str
    why: Why


@dataclass(frozen=True)
class Known:
    """What the portal shows to every member itself, and what is therefore nobody's secret.

    ``numbers`` are telephone numbers, digits only, with the code of the member where it was written; ``mailboxes`` in
    lower case; ``domains`` are those of the mailboxes: other role addresses there are no person's either.
    """

    numbers: frozenset[str] = frozenset()
    mailboxes: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


NOTHING = Known()
