"""What one text of a pact says otherwise than another, clause by clause and, inside a clause, word by word.

`pacts.logic.differences` says the same in one sentence a row; here it is shown so that nobody need lay two papers side
by side. A difference of the digest is always a difference here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pacts.logic.clauses import Clause, Line, clauses_of
from pacts.logic.seal import PactText
from pacts.logic.table_differences import compare_tables

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
SAME, INS, DEL = "same", "ins", "del"
ALIKE = 0.5  # a row with half its words in common is the row reworded, not another one

Piece = tuple[str, str]


@dataclass(frozen=True)
class ChangedLine:
    """One fact of a clause: what it is called, and its words as pieces (same, ins, del) in reading order."""

    label: Any
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ClauseChange:
    """`before` is None for what was added, `after` for what was removed."""

    kind: str
    before: Clause | None
    after: Clause | None
    lines: tuple[ChangedLine, ...] = ()

    @property
    def clause(self) -> Clause:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def label(self) -> Any:
        return self.clause.label


@dataclass(frozen=True)
class TextChanges:
    """`changes` in the order of the newer text, what was removed at the end; `table` in sentences."""

    changes: tuple[ClauseChange, ...]
    table: tuple[str, ...]
    unchanged: int

    @property
    def found_any(self) -> bool:
        return bool(self.changes or self.table)


def compare(old: PactText, new: PactText) -> TextChanges:
    before, after = clauses_of(old), clauses_of(new)
    pairs = _pairs(before, after)
    found = [_change(pairs.get(clause.key), clause) for clause in after]
    kept = {clause.key for clause in pairs.values()}
    gone = [_removed(clause) for clause in before if clause.key not in kept]
    changes = [change for change in found if change is not None]
    return TextChanges((*changes, *gone), tuple(_tables(old, new)), len(found) - len(changes))


def _tables(old: PactText, new: PactText) -> Iterator[str]:
    """A table that came or went stands among the clauses."""
    if old.criteria is not None and new.criteria is not None:
        yield from (difference.sentence for difference in compare_tables(old.criteria, new.criteria))


# --- Which clause is which ---


def _pairs(before: list[Clause], after: list[Clause]) -> dict[str, Clause]:
    """{key in the new text: the old clause}: first by the same facts, then by place and likeness, then by likeness."""
    found = {clause.key: old for clause in after for old in before if _is_fixed(clause) and old.key == clause.key}
    rest = {old.key: old for old in before if not _is_fixed(old)}
    for is_same in (_says_the_same, _has_the_same_words, _is_like_at_its_place, _is_like):
        for clause in after:
            if clause.key in found or _is_fixed(clause):
                continue
            like = (old for old in rest.values() if _are_of_a_kind(old, clause) and is_same(old, clause))
            if same := next(like, None):
                found[clause.key] = rest.pop(same.key)
    return found


def _is_fixed(clause: Clause) -> bool:
    return not clause.is_pledge and not clause.is_content


def _are_of_a_kind(old: Clause, new: Clause) -> bool:
    return old.is_pledge == new.is_pledge


def _says_the_same(old: Clause, new: Clause) -> bool:
    return old.facts == new.facts


def _has_the_same_words(old: Clause, new: Clause) -> bool:
    return old.words == new.words


def _is_like_at_its_place(old: Clause, new: Clause) -> bool:
    return old.key == new.key and _likeness(old, new) >= ALIKE


def _is_like(old: Clause, new: Clause) -> bool:
    return _likeness(old, new) >= ALIKE


def _likeness(old: Clause, new: Clause) -> float:
    """The share of words in common, from 0 to 1; a quick look first, as most rows have little to do with each other."""
    matcher = SequenceMatcher(None, words_of(old.words), words_of(new.words), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


# --- What differs ---


def _change(old: Clause | None, new: Clause) -> ClauseChange | None:
    if old is None:
        return ClauseChange(ADDED, None, new, _lines((), new.lines))
    if old.lines != new.lines:
        return ClauseChange(CHANGED, old, new, _lines(old.lines, new.lines))
    return ClauseChange(MOVED, old, new) if old.key != new.key else None


def _removed(clause: Clause) -> ClauseChange:
    return ClauseChange(REMOVED, clause, None, _lines(clause.lines, ()))


def _lines(old: Iterable[Line], new: Iterable[Line]) -> tuple[ChangedLine, ...]:
    """Facts of one name are compared with one another; several of one name (own targets) as one run of words."""
    before, after = _by_label(old), _by_label(new)
    labels = [*after, *(label for label in before if label not in after)]
    return tuple(
        ChangedLine(label, tuple(words_changed(before.get(label, ""), after.get(label, "")))) for label in labels
    )


def _by_label(lines: Iterable[Line]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for label, said in lines:
        found.setdefault(str(label), []).append(said)
    return {label: "\n".join(said) for label, said in found.items()}


def words_of(text: str) -> list[str]:
    """Words, figures and signs with the spaces before them, so that joined they are the text again."""
    return re.findall(r"\s*(?:\d+(?:[.,]\d+)*%?|\w+|[^\w\s])|\s+$", text)


def words_changed(old: str, new: str) -> Iterator[Piece]:
    """The words of both in reading order; without "del" they are the new text, without "ins" the old one."""
    before, after = words_of(old), words_of(new)
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            yield SAME, "".join(before[i:j])
            continue
        if i < j:
            yield DEL, "".join(before[i:j])
        if k < m:
            yield INS, "".join(after[k:m])
