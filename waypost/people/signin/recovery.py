"""Recovery codes: shown once, kept as slow hashes, each good once.

allauth derives its codes from a stored seed, so whoever reads the table has them all; these can't be read back
(ASVS 6.5.2). A code is ``4-K7QDM-9XWTR``: its number, then 50 random bits.
"""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from waypost.people.models import Person, RecoveryCode
from waypost.people.signin.app_codes import digits

COUNT = 8
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: 32 letters, 5 bits each


@dataclass(frozen=True)
class Codes:
    """``clear`` is what the person writes down, ``hashes`` what is kept."""

    clear: list[str]
    hashes: list[str]


def new() -> Codes:
    """New codes: the only time they are in clear. Hashing takes seconds: made before a transaction begins, or nobody
    else could write meanwhile.
    """
    bodies = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(COUNT)]
    clear = [f"{number}-{body[:5]}-{body[5:]}" for number, body in enumerate(bodies, start=1)]
    return Codes(clear, [make_password(body) for body in bodies])


def keep(person: Person, codes: Codes) -> None:
    """These in the place of the old ones. Inside the person's action, which commits both or neither."""
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, number=number, secret_hash=secret_hash)
        for number, secret_hash in enumerate(codes.hashes, start=1)
    )


def use(person: Person, typed: str) -> bool:
    """Is this an unused code of the person's? If so it is used up: by one statement, so it lets one in alone."""
    code = digits(typed).upper()
    if len(code) != 11 or not code[0].isascii() or not code[0].isdigit():
        return False
    unused = RecoveryCode.objects.filter(person=person, used_at=None)
    kept = unused.filter(number=int(code[0])).first()
    if kept is None or not check_password(code[1:], kept.secret_hash):
        return False
    return unused.filter(pk=kept.pk).update(used_at=timezone.now()) == 1


def left(person: Person) -> int:
    """How many codes the person can still use."""
    return RecoveryCode.objects.filter(person=person, used_at=None).count()
