"""Reference codes: eight signs one can read aloud over a bad line, such as 7KQ4-M2PX (screens.md, STF-13 AC4)."""

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which are taken for one another."""
LENGTH = 8
HALF = LENGTH // 2


def new_code() -> str:
    """Drawn by chance from 31 ** 8 codes; who gives it looks whether it is taken."""
    return written("".join(secrets.choice(SIGNS) for __ in range(LENGTH)))


def written(signs: str) -> str:
    return f"{signs[:HALF]}-{signs[HALF:]}"


def code_in(text: str) -> str | None:
    """The code somebody typed, in whatever case and with or without its hyphen; None where it can be none."""
    signs = "".join(text.upper().split()).replace("-", "").replace("–", "")
    return written(signs) if len(signs) == LENGTH and set(signs) <= set(SIGNS) else None
