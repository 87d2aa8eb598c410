"""A criteria table read from an Excel file: good lines as rows, everything else as a sentence with its cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from django.utils.translation import gettext as _

from blocs.excel.guard import CRITERIA, check
from blocs.logic.lifecycle import Refused
from blocs.logic.numbers import Unreadable
from blocs.logic.text import fold
from pacts.excel.cells import Line, Problem, as_text, cell_name
from pacts.excel.columns import BY_HEADER, BY_KEY, DEEPEST, MOST_ROWS, NEEDED, RULES, SHEET
from pacts.excel.rows import Names, Row
from pacts.logic.formula_words import read_bands
from pacts.logic.formulas import Part
from pacts.logic.seal import figure
from pacts.logic.table_rules import normal_rules

MOST_LINES = 2000  # looked at, blank ones included: a sheet formatted to its last line is no table of a million
MOST_COLUMNS = 60
HEADER_WITHIN = 15


@dataclass
class Reading:
    """What a file says. `ignored`: heads of columns the house does not know; `columns`: those it has;

    `broken`: the numbers of lines that have a problem, so that what stands under them is not blamed.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)


def read(file: IO[bytes], names: Names) -> Reading:
    """Raises Refused where the file cannot be read as a table at all; single cells become problems."""
    check(file, CRITERIA)
    lines = _lines(file)
    header, columns, ignored = _find_header(lines)
    found = Reading(ignored=ignored, columns=set(columns))
    for line, values in lines[header + 1 :]:
        if any(as_text(value) for value in values):
            _read_line(found, line, values, columns, names)
    if len(found.rows) + len(found.problems) == 0:
        raise Refused(_("The file holds no criteria: there is nothing beneath the heads of the columns."))
    found.problems += _misplaced(found, columns)
    found.rows = _inherited(found.rows)
    return found


def _lines(file: IO[bytes]) -> list[tuple[int, tuple]]:
    """(line, values) of the sheet, formulas as last computed. A parser of foreign files may raise anything."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS, values_only=True)
        lines = list(_filled(rows))
        book.close()
    except Refused:
        raise
    except Exception as error:
        raise Refused(_("The file is damaged. Open it in Excel, save it again as .xlsx and send that.")) from error
    return lines


def _filled(rows: Iterable[tuple]) -> Iterator[tuple[int, tuple]]:
    count = 0
    for line, values in enumerate(rows, start=1):
        if any(as_text(value) for value in values):
            count += 1
            yield line, values
        if count > MOST_ROWS + HEADER_WITHIN:
            raise Refused(_("The file has more than %(most)s lines.") % {"most": MOST_ROWS})


def _find_header(lines: list[tuple[int, tuple]]) -> tuple[int, dict[str, int], list[str]]:
    """Which line names the columns, where each column is, and the heads nobody knows."""
    for place, (_line, values) in enumerate(lines[:HEADER_WITHIN]):
        heads = {index: BY_HEADER.get(fold(as_text(value))) for index, value in enumerate(values)}
        columns = {column.key: index for index, column in heads.items() if column}
        if set(NEEDED) <= set(columns):
            texts = {index: as_text(value) for index, value in enumerate(values)}
            return place, columns, [texts[index] for index, column in heads.items() if not column and texts[index]]
    heads = ", ".join(f"“{BY_KEY[key].header}”" for key in NEEDED)
    raise Refused(_("The heads of the columns are not found; at least %(heads)s are needed.") % {"heads": heads})


# --- One line ---


def _read_line(found: Reading, number: int, values: tuple, columns: Mapping[str, int], names: Names) -> None:
    line = Line(found.problems, number, values, columns, names)
    before = len(found.problems)
    row = Row(
        number=_number(line),
        code=line.text("code"),
        name=_name(line),
        points=_points(line),
        part=line.word("part", ""),
        name_is_open=bool(line.word("name_is_open", "")),
        evidence=line.word("evidence", "none"),
        evidence_note=line.text("evidence_note"),
        note=line.text("note"),
        key=_key(line),
        line=number,
        **_reckoned(line),
    )
    if len(found.problems) == before:
        found.rows.append(row)
    else:
        found.broken.add(row.number)


def _number(line: Line) -> str:
    said = line.text("number").rstrip(".")
    if not said:
        line.wrong("number", _("The number is missing; write for example 1.3.2."))
    elif not all(piece.isascii() and piece.isdigit() and piece.strip("0") for piece in said.split(".")):
        line.wrong("number", _("“%(said)s” is no number by place; write for example 1.3.2.") % {"said": said[:40]})
    elif said.count(".") >= DEEPEST:
        line.wrong("number", _("A table has at most %(most)s levels.") % {"most": DEEPEST})
    return said


def _name(line: Line) -> str:
    said = line.text("name")
    if not said:
        line.wrong("name", _("The name is missing."))
    return said


def _points(line: Line):
    points = line.number("points")
    if points is None and not line.is_told_of("points"):
        line.wrong("points", _("The points are missing."))
    elif points is not None and points < 0:
        line.wrong(
            "points", _("“%(said)s”: points are never negative; a penalty is said by its kind.") % {"said": points}
        )
    return points.normalize() if points else points


def _key(line: Line) -> int | None:
    said = line.text("key")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None


def _reckoned(line: Line) -> dict[str, Any]:
    """The formula and what it is told; who assesses, and what feeds it."""
    formula, assessor = line.word("formula", ""), line.word("assessor", "unit")
    rules = {key: _rule(line, key) for key in RULES}
    department = _named(line, "department", line.names.departments)
    if (assessor == "department") != (department is not None) and not line.is_told_of("department"):
        line.wrong("department", _("Name the functional department, and only where one assesses."))
    pledge = _named(line, "pledge", line.names.pledges)
    kept = normal_rules(formula, rules)
    return {"formula": formula, "rules": kept, "assessor": assessor, "department": department, "pledge": pledge}


def _rule(line: Line, key: str) -> Any:
    if key == "bands":
        return _bands(line)
    if key == "kind":
        return line.word("kind", "")
    if key == "measure":
        return line.text("measure")
    value = line.number(key)
    return None if value is None else figure(value)


def _bands(line: Line) -> list[dict[str, str]]:
    try:
        return read_bands(typed) if (typed := line.text("bands")) else []
    except Unreadable as error:
        line.wrong("bands", error.sentence)
        return []


def _named(line: Line, key: str, names: Mapping[int, str]) -> int | None:
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


def _misplaced(found: Reading, columns: Mapping[str, int]) -> Iterator[Problem]:
    """Numbers that come twice, and lines whose group does not stand above them."""
    seen: dict[str, Row] = {}
    for row in found.rows:
        cell, words = cell_name(columns["number"], row.line), {"number": row.number, "group": row.parent_number}
        if row.number in seen:
            words["cell"] = cell_name(columns["number"], seen[row.number].line)
            yield Problem(
                cell, _("The number %(number)s stands in %(cell)s already; give this line a free one.") % words
            )
        elif row.parent_number and row.parent_number not in {*seen, *found.broken}:
            yield Problem(cell, _("The group %(group)s of this line does not stand above it.") % words)
        elif row.parent_number in seen and seen[row.parent_number].formula:
            yield Problem(cell, _("%(group)s has a formula of its own, so nothing can stand under it.") % words)
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
