"""Numbers and lines that are built like real ones and belong to nobody."""

import random
import re
from collections.abc import Callable

from waypost.gate.findings import Kind
from waypost.gate.mrz import check_digit

NAMES = (
    "ERIKSSON<<ANNA<MARIA",
    "SPECIMEN<<TEST",
    "SOMBOON<<NARA",
    "WIJAYA<<SITI<RATNA",
    "TRAN<<THI<AN",
    "LIN<<XIAO",
    "MOU<<X",
)


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def filled(chance: random.Random, pattern: str) -> str:
    """Every ``9`` in braces becomes a digit and every ``A`` a letter: ``{99,999}``."""

    def fill(found: re.Match[str]) -> str:
        first = chance.choice("123456789")
        some = "".join(
            chance.choice("0123456789")
            if c == "9"
            else chance.choice("ABCDEFGHJKLMNPRTUVWXY")
            if c == "A"
            else c
            for c in found.group(1)
        )
        return first + some[1:] if found.group(1)[0] == "9" else some

    return re.sub(r"\{([9A][^{}]*)\}", fill, pattern)


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last) % 100:02d}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"


def _checked(field: str) -> str:
    return f"{field}{check_digit(field)}"


def _padded(field: str, length: int) -> str:
    return f"{field[:length]:<{length}}".replace(" ", "<")


def two_lines(chance: random.Random, length: int, code: str) -> str:
    """A passport or a visa of 44, or a card or a visa of 36 characters a line."""
    number = _checked(_padded(chance.choice("ACEKLX") + digits(chance, chance.choice([7, 8])), 9))
    birth, expiry = _checked(_day(chance, 50, 99)), _checked(_day(chance, 21, 32))
    sex = chance.choice("MF<")
    optional = _padded(chance.choice(["", digits(chance, 5)]), length - 28)
    line = f"{number}UTO{birth}{sex}{expiry}{optional}"
    if code[0] != "V":
        at = length - 2
        if length == 44:
            line = line[:42] + (str(check_digit(line[28:42])) if line[28:42].strip("<") else "<") + "0"
            at = 43
        else:
            at = 35
        line = f"{line[:at]}{check_digit(line[:10] + line[13:20] + line[21:at])}"
    return f"{_padded(f'{code}UTO{chance.choice(NAMES)}', length)}\n{line}"


def three_lines(chance: random.Random) -> str:
    """A card of three lines of 30 characters."""
    number = _checked(_padded(chance.choice("DIX") + digits(chance, 8), 9))
    birth, expiry = _checked(_day(chance, 50, 99)), _checked(_day(chance, 21, 32))
    first = _padded(f"I<UTO{number}", 30)
    second = f"{birth}{chance.choice('MF<')}{expiry}UTO{'<' * 11}"
    composite = check_digit(first[5:30] + second[:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{composite}\n{_padded(chance.choice(NAMES), 30)}"


def zone(chance: random.Random) -> str:
    """Of any format."""
    made: list[Callable[[], str]] = [
        lambda: two_lines(chance, 44, "P<"),
        lambda: two_lines(chance, 36, "I<"),
        lambda: two_lines(chance, 44, "V<"),
        lambda: two_lines(chance, 36, "V<"),
        lambda: three_lines(chance),
    ]
    return chance.choice(made)()


# Lengths and fields as the registry of the standard gives them; no such bank or branch is looked up.
_ACCOUNTS = (
    "GB{AAAA}{999999}{99999999}",
    "DE{99999999}{9999999999}",
    "FR{9999999999}{99999999999}{99}",
    "TR{99999}0{9999999999999999}",
    "PK{AAAA}{9999999999999999}",
    "TL{999}{99999999999999}{99}",
)


def account(chance: random.Random) -> str:
    """An IBAN with its check digits, in groups of four or whole."""
    pattern = chance.choice(_ACCOUNTS)
    country, bban = pattern[:2], filled(chance, pattern[2:])
    number = "".join(str(int(c, 36)) for c in f"{bban}{country}00")
    whole = f"{country}{98 - int(number) % 97:02d}{bban}"
    return chance.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


def _thai_identity(chance: random.Random) -> str:
    body = f"{chance.choice('12345678')}0000{digits(chance, 7)}"
    check = (11 - sum(int(d) * (13 - at) for at, d in enumerate(body)) % 11) % 10
    whole = f"{body}{check}"
    return chance.choice([whole, f"{whole[0]}-{whole[1:5]}-{whole[5:10]}-{whole[10:12]}-{whole[12]}"])


def _chinese_identity(chance: random.Random) -> str:
    body = f"999999{chance.randint(1950, 2001)}{_day(chance, 0, 0)[2:]}{digits(chance, 3)}"
    return body + "10X98765432"[sum(int(d) * pow(2, 17 - at, 11) for at, d in enumerate(body)) % 11]


def _singaporean_identity(chance: random.Random) -> str:
    body = f"S{digits(chance, 7)}"
    total = sum(int(d) * w for d, w in zip(body[1:], (2, 7, 6, 5, 4, 3, 2), strict=True))
    return f"{body}{'JZIHGFEDCBA'[total % 11]}"


def _indonesian_identity(chance: random.Random) -> str:
    day, month, year = (
        chance.randint(1, 28) + chance.choice([0, 40]),
        chance.randint(1, 12),
        chance.randint(50, 99),
    )
    where = f"{chance.choice(['31', '32', '35', '73'])}99{chance.randint(1, 99):02d}"
    return f"{where}{day:02d}{month:02d}{year:02d}9{digits(chance, 3)}"


def _vietnamese_identity(chance: random.Random) -> str:
    return f"CCCD {chance.randint(1, 96):03d}{chance.choice('01')}{chance.randint(50, 99)}{digits(chance, 6)}"


_IDENTITIES: dict[str, Callable[[random.Random], str]] = {
    "en": _singaporean_identity,
    "th": _thai_identity,
    "id": _indonesian_identity,
    "vi": _vietnamese_identity,
    "zh": _chinese_identity,
}

# Nobody has a number of 000; +61 491 570, +1 555 01 and +44 7700 900 are kept for stories. The eight digits of
# Singapore and Hong Kong are hard: only a word before them tells.
_PHONES = {
    "en": (
        "+61 491 570 {999}",
        "+44 7700 900{999}",
        "+1 (202) 555-01{99}",
        "+66 2 000 {9999}",
        "00 62 21 000 {9999}",
        "9{999} 0{999}",
    ),
    "th": ("08{9}-000-{9999}", "08{9}000{9999}", "+66 8{9} 000 {9999}", "02-000-{9999}", "(02) 000 {9999}"),
    "id": (
        "08{99}-000-{9999}",
        "08{99}000{99999}",
        "+62 8{99} 000 {9999}",
        "(021) 000 {9999}",
        "+62-21-000-{9999}",
    ),
    "vi": (
        "09{9} 000 {9999}",
        "09{9}.000.{9999}",
        "+84 9{9} 000 {9999}",
        "(024) 0000 {9999}",
        "03{9}000{9999}",
    ),
    "zh": (
        "13{9} 0000 {9999}",
        "13{9}0000{9999}",
        "+86 13{9} 0000 {9999}",
        "010-0000{9999}",
        "+852 0000 {9999}",
        "6{999} 0{999}",
    ),
}
_DOCUMENTS = ("{AA9999999}", "{A9999999}", "{A99999999}", "{999999999}", "{AA} {999999}", "{A}-{99} {99999}")
_MAILS = (
    "nara.somboon@mail.example",
    "s.ratna{99}@example.org",
    "an_tran@post.example.com",
    "lin-x@example.net",
    "x.mou+home@sub.example.org",
)


def specimen(chance: random.Random, language: str, kind: Kind) -> str:
    """One of a kind, as somebody who writes this language would write it."""
    match kind:
        case Kind.MRZ:
            return zone(chance)
        case Kind.IBAN:
            return account(chance)
        case Kind.IDENTITY:
            return _IDENTITIES[language](chance)
        case Kind.PHONE:
            return filled(chance, chance.choice(_PHONES[language]))
        case Kind.MAIL:
            return filled(chance, chance.choice(_MAILS))
        case Kind.DOCUMENT:
            return filled(chance, chance.choice(_DOCUMENTS))
