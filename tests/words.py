"""Words that exist nowhere else."""

import secrets

LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels: no language has them


def any_word(beginning: str) -> str:
    return beginning + "".join(secrets.choice(LETTERS) for _ in range(14))
