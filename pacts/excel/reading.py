"""The lines of a file read as criteria: good lines as rows, everything else as a sentence with its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.intake import Column, Problem, Read
from blocs.logic.intake_cells import LineReader
from blocs.logic.numbers import Unreadable
from blocs.logic.text import fold
from pacts.excel.columns import BY_KEY, DEEPEST, RULES
from pacts.excel.rows import Names, Row
from pacts.logic.formula_words import PLACES, read_bands
from pacts.logic.formulas import Part
from pacts.logic.seal import figure
from pacts.logic.table_rules import normal_rules

POINTS, POINTS_PLACES = ("points", "per", "floor"), 2  # so that 1.234 is read as 1234 and not asked about
LONGEST = {"code": 20, "name": 500, "measure": 60, "evidence_note": 300}


@dataclass
class Reading:
    """What a file says. `problems` by line; `broken`: the numbers of lines that have one, so that what stands under

    them is not blamed; `places`: the cell of each line's number.
    """

    rows: list[Row] = field(default_factory=list)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    places: dict[int, str] = field(default_factory=dict)


def read(lines: Sequence[Read], columns: Sequence[Column], choices: Mapping[str, Any], names: Names) -> Reading:
    found = Reading()
    for line in lines:
        _read_line(found, CriterionReader(line, columns, choices), names)
    for at, problem in list(_misplaced(found)):
        found.problems.setdefault(at, []).append(problem)
    found.rows = _inherited(found.rows)
    return found


class CriterionReader(LineReader):
    """Cells of a criterion. A number by place that Excel took for a day cannot be turned back."""

    def text(self, key: str, longest: int = 5000) -> str:
        if isinstance(self.cell(key).value, date | time):
            self.wrong(key, _("Excel made a date of this cell. Format it as text and type it again."))
            return ""
        return super().text(key, LONGEST.get(key, longest))

    def figure(self, key: str) -> Decimal | None:
        return self.number(key, POINTS_PLACES if key in POINTS else PLACES)

    def kept(self, key: str, default: str) -> str:
        """What is kept for the word of a cell."""
        return self.word(key, BY_KEY[key].words, default)

    def is_told_of(self, key: str) -> bool:
        return any(problem.cell == self.cell(key).address for problem in self.problems)


# --- One line ---


def _read_line(found: Reading, line: CriterionReader, names: Names) -> None:
    at = line.line.line
    found.places[at] = line.cell("number").address
    row = Row(
        number=_number(line),
        code=line.text("code"),
        name=_name(line),
        points=_points(line),
        part=line.kept("part", ""),
        name_is_open=bool(line.kept("name_is_open", "")),
        evidence=line.kept("evidence", "none"),
        evidence_note=line.text("evidence_note"),
        note=line.prose("note"),
        key=_key(line),
        line=at,
        **_reckoned(line, names),
    )
    if line.problems or any(cell.trouble for cell in line.line.cells.values()):
        found.problems[at] = line.problems
        found.broken.add(row.number)
    else:
        found.rows.append(row)


def _number(line: CriterionReader) -> str:
    said = line.text("number").rstrip(".")
    if not said:
        line.wrong("number", _("The number is missing; write for example 1.3.2."))
    elif not all(piece.isascii() and piece.isdigit() and piece.strip("0") for piece in said.split(".")):
        line.wrong("number", _("“%(said)s” is no number by place; write for example 1.3.2.") % {"said": said[:40]})
    elif said.count(".") >= DEEPEST:
        line.wrong("number", _("A table has at most %(most)s levels.") % {"most": DEEPEST})
    return said


def _name(line: CriterionReader) -> str:
    said = line.text("name")
    if not said and not line.is_told_of("name"):
        line.wrong("name", _("The name is missing."))
    return said


def _points(line: CriterionReader) -> Any:
    points = line.figure("points")
    if points is None and not line.is_told_of("points"):
        line.wrong("points", _("The points are missing."))
    elif points is not None and points < 0:
        words = {"said": points}
        line.wrong("points", _("“%(said)s”: points are never negative; a penalty is said by its kind.") % words)
    return points.normalize() if points else points


def _key(line: CriterionReader) -> int | None:
    said = line.text("key")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None


def _reckoned(line: CriterionReader, names: Names) -> dict[str, Any]:
    """The formula and what it is told; who assesses, and what feeds it."""
    formula, assessor = line.kept("formula", ""), line.kept("assessor", "unit")
    rules = {key: _rule(line, key) for key in RULES}
    department = _named(line, "department", names.departments)
    if (assessor == "department") != (department is not None) and not line.is_told_of("department"):
        line.wrong("department", _("Name the functional department, and only where one assesses."))
    pledge = _named(line, "pledge", names.pledges)
    kept = normal_rules(formula, rules)
    return {"formula": formula, "rules": kept, "assessor": assessor, "department": department, "pledge": pledge}


def _rule(line: CriterionReader, key: str) -> Any:
    if key == "bands":
        return _bands(line)
    if key == "kind":
        return line.kept("kind", "")
    if key == "measure":
        return line.text("measure")
    value = line.figure(key)
    return None if value is None else figure(value)


def _bands(line: CriterionReader) -> list[dict[str, str]]:
    try:
        return read_bands(typed) if (typed := line.text("bands")) else []
    except Unreadable as error:
        line.wrong("bands", error.sentence)
        return []


def _named(line: CriterionReader, key: str, names: Mapping[int, str]) -> int | None:
    """The key of what the cell calls by number or name."""
    said = line.text(key)
    if not said:
        return None
    found = [pk for pk, name in names.items() if fold(name) == fold(said)]
    if len(found) != 1:
        words = {"said": said[:60]}
        sentences = {
            "pledge": _("The pact has no pledge with the number “%(said)s”.") % words,
            "department": _("No single unit here is called “%(said)s”. Write its full name.") % words,
        }
        line.wrong(key, sentences[key])
        return None
    return found[0]


# --- The lines together ---


def _misplaced(found: Reading) -> Iterator[tuple[int, Problem]]:
    """Numbers that come twice, and lines whose group does not stand above them."""
    seen: dict[str, Row] = {}
    for row in found.rows:
        cell, words = found.places[row.line], {"number": row.number, "group": row.parent_number}
        if row.number in seen:
            words["cell"] = found.places[seen[row.number].line]
            sentence = _("The number %(number)s stands in %(cell)s already; give this line a free one.") % words
            yield row.line, Problem(cell, sentence)
        elif row.parent_number and row.parent_number not in {*seen, *found.broken}:
            yield row.line, Problem(cell, _("The group %(group)s of this line does not stand above it.") % words)
        elif row.parent_number in seen and seen[row.parent_number].formula:
            sentence = _("%(group)s has a formula of its own, so nothing can stand under it.") % words
            yield row.line, Problem(cell, sentence)
        seen.setdefault(row.number, row)


def _inherited(rows: list[Row]) -> list[Row]:
    """An empty part is that of the group; all under a bonus or penalty group is of its kind."""
    parts: dict[str, str] = {}
    found = []
    for row in rows:
        above = parts.get(row.parent_number, Part.MAIN.value)
        part = above if above != Part.MAIN.value else row.part or Part.MAIN.value
        parts[row.number] = part
        found.append(replace(row, part=part))
    return found
