"""One line of a file read cell by cell: words, days and numbers, a problem kept for each that cannot be read."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from blocs.logic.dates import read_day
from blocs.logic.intake import Cell, Column, Problem, Read, as_typed
from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_number, read_percent
from blocs.logic.text import clean, clean_lines, fold

COMMA, DOT = "comma", "dot"
Value = TypeVar("Value")


class LineReader:
    """The cells of one line. What cannot be read leaves its problem in `problems` and counts as empty.

    `choices["decimal"]` is the person's answer where numbers as text read two ways: "comma" or "dot"; the addresses of
    such cells are put on the list `choices["unsure"]`, so that the page knows what to ask.
    """

    def __init__(self, line: Read, columns: Iterable[Column], choices: Mapping[str, Any]):
        self.line = line
        self.columns = {column.key: column for column in columns}
        self.decimal = choices.get("decimal", "")
        self.unsure: list[str] = choices.get("unsure", [])
        self.problems: list[Problem] = []

    def cell(self, key: str) -> Cell:
        """A column the file does not have gives an empty cell of the line itself."""
        return self.line.cells.get(key) or Cell(str(self.line.line))

    def has(self, key: str) -> bool:
        """Does the file have this column at all? What it has no column for stays as it is."""
        return key in self.line.cells

    def wrong(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(self.cell(key).address, sentence))

    def text(self, key: str, longest: int = 200) -> str:
        """One line of text; a day is written 15/02/2017, a whole number without “.0”."""
        return self._text(key, longest, clean)

    def prose(self, key: str, longest: int = 5000) -> str:
        return self._text(key, longest, clean_lines)

    def number(self, key: str, places: int = 2) -> Decimal | None:
        return self._read(key, lambda raw: read_number(raw, places=places, field=self._head(key)))

    def percent(self, key: str, *, over_100: bool = False) -> Decimal | None:
        return self._read(key, lambda raw: read_percent(raw, over_100=over_100, field=self._head(key)))

    def count(self, key: str) -> int | None:
        return self._read(key, lambda raw: read_count(raw, field=self._head(key)))

    def day(self, key: str) -> date | None:
        return self._read(key, read_day)

    def word(self, key: str, words: Mapping[str, str], default: Value) -> str | Value:
        """The kept value of a word: `words` is {kept: as people read it}, compared without accents."""
        said = self.text(key)
        found = [kept for kept, word in words.items() if fold(said) in (fold(str(word)), fold(kept))] if said else []
        if said and not found:
            choices = ", ".join(f"“{word}”" for word in words.values() if word)
            self.wrong(key, _("“%(said)s” is not known here. Write one of: %(choices)s.") % self._words(said, choices))
        return found[0] if found else default

    def _words(self, said: str, choices: str) -> dict[str, str]:
        return {"said": said[:60], "choices": choices}

    def needed(self, *keys: str) -> None:
        """Empty cells among these are problems."""
        for key in keys:
            if not self.cell(key).text.strip() and not self.cell(key).trouble:
                self.wrong(key, _("“%(head)s” is missing.") % {"head": self._head(key)})

    def _text(self, key: str, longest: int, tidy: Callable[[str], str]) -> str:
        said = tidy(as_typed(self.cell(key).value))
        if len(said) > longest:
            self.wrong(key, _("The text is longer than %(most)s characters.") % {"most": longest})
            return ""
        return said

    def _head(self, key: str) -> str:
        return self.columns[key].head

    def _read(self, key: str, read: Callable[[Any], Value]) -> Value | None:
        try:
            return read(self.cell(key).value)
        except Ambiguous as error:
            return self._chosen(key, error)
        except Unreadable as error:
            self.wrong(key, error.sentence)
        return None

    def _chosen(self, key: str, error: Ambiguous) -> Any:
        """Of 92.020 the first reading takes the dot for a decimal one, the second for thousands."""
        self.unsure.append(self.cell(key).address)
        if self.decimal in (DOT, COMMA):
            return error.choices[0 if self.decimal == DOT else 1]
        self.wrong(key, error.sentence)
        return None


# --- What the dot means -------------------------------------------------------------------------

_SEPARATED = re.compile(r"[+-]?\d[\d.,]*[.,]\d+ ?%?", re.ASCII)
_DECIMAL_DOT = re.compile(r"[+-]?\d+\.(\d{1,2}|\d{4,})", re.ASCII)
FEWEST = 3  # cells with a separator; with fewer no style is told from them


def style_of(texts: Iterable[str]) -> str:
    """ "comma" or "dot", as most of the numbers typed as text have it; "" where too few say, or both equally often.

    Only texts that can be read one way speak: 92,02 for the comma, 92.02 for the dot, 92.020 for neither.
    """
    bare = [text.strip(" %\u00a0") for text in texts]
    separated = [text for text in bare if _SEPARATED.fullmatch(text)]
    commas = sum("," in text for text in separated)
    dots = sum(bool(_DECIMAL_DOT.fullmatch(text)) for text in separated)
    if len(separated) < FEWEST or commas == dots:
        return ""
    return COMMA if commas > dots else DOT
