"""Reference codes that can be read aloud over a bad line, such as 7KQ4-M2PX (screens.md, STF-13 AC4 and PUB-8 AC4)."""

import secrets
from dataclasses import dataclass

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which are taken for one another."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Every stroke a paper, a phone or a text program puts between the groups."""


@dataclass(frozen=True)
class Shape:
    """How many groups of how many signs a code has."""

    groups: int
    size: int

    @property
    def length(self) -> int:
        return self.groups * self.size

    def new(self) -> str:
        """Drawn by chance; who gives it looks whether it is taken."""
        return self.written("".join(secrets.choice(SIGNS) for __ in range(self.length)))

    def written(self, signs: str) -> str:
        return "-".join(signs[at : at + self.size] for at in range(0, self.length, self.size))

    def found_in(self, text: str) -> str | None:
        """The code somebody typed, in whatever case, with spaces, hyphens or none; None where it can be none."""
        signs = "".join(sign for sign in text.upper() if sign not in HYPHENS and not sign.isspace())
        return self.written(signs) if len(signs) == self.length and set(signs) <= set(SIGNS) else None


REFERENCE = Shape(groups=2, size=4)
"""Of reports and signatures: found by people who may see them anyway."""

VERIFICATION = Shape(groups=4, size=5)
"""Of papers anyone may check: 31 ** 20 codes, 99 bits, so that none is found by guessing."""
