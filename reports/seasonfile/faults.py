"""What is wrong with a season file, each fault with its path and a sentence."""

from typing import NamedTuple

from blocs.logic.lifecycle import Refused


class Fault(NamedTuple):
    """`path` is like `blocs[0].pacts[0].sections[2].pledges[1].target`; empty for the file itself."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class Faults(list[Fault]):
    """Collected while reading, so that a file's writer sees all of them at once."""

    def add(self, path: str, sentence) -> None:
        fault = Fault(path, str(sentence))
        if fault not in self:
            self.append(fault)

    def refuse_if_any(self) -> None:
        if self:
            raise BadSeasonFile(self)


class BadSeasonFile(Refused):
    """The file was not loaded; `faults` say why, and nothing was written."""

    def __init__(self, faults: list[Fault]):
        super().__init__(*(str(fault) for fault in faults))
        self.faults = list(faults)
