"""The sheets of a bloc-year as a season document; every fault with its sheet and cell.

What the workbook cannot say a season file can; what is here already is only named. Nothing is guessed: a unit that is
not on the sheet of units, a pledge without its number, a rate without its denominator are told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.intake import Problem, Read
from blocs.logic.intake_cells import LineReader
from blocs.logic.numbers import Unreadable, read_number
from blocs.logic.text import fold, slugify
from pacts.excel.columns import KINDS
from reports.yearbook import columns as sheets
from reports.yearbook.known import Known

Sheets = Mapping[str, Sequence[Read]]
PLACES = 4  # of figures, as the database holds them
NOT_APPLICABLE = {"khong ap dung", "kad", "n/a"}
BLANK = {"", "-", "–", "—", "x", "k"}


@dataclass(frozen=True)
class Fault:
    """`sheet` as the workbook names it."""

    sheet: str
    problem: Problem


@dataclass
class Year:
    """A workbook while it is read."""

    sheets: Sheets
    choices: Mapping[str, Any]
    known: Known
    faults: list[Fault] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)  # folded name: slug
    pledges: dict[str, str] = field(default_factory=dict)  # number on the sheet: its place, “1.3”
    qualitative: set[str] = field(default_factory=set)
    head: dict[str, Any] = field(default_factory=dict)

    def lines(self, key: str, read: Callable[[LineReader], Any]) -> list[Any]:
        """What `read` makes of each line of a sheet; its problems become faults, and a line with one gives nothing."""
        page, found = sheets.BY_KEY[key], []
        for line in self.sheets.get(key, ()):
            reader = LineReader(line, page.columns, self.choices)
            reader.needed(*(column.key for column in page.columns if column.is_needed))
            troubles = [Problem(cell.address, cell.trouble) for cell in line.cells.values() if cell.trouble]
            made = read(reader) if not troubles else None
            self.faults += [Fault(page.name, problem) for problem in [*troubles, *reader.problems]]
            if made is not None and not reader.problems and not troubles:
                found.append(made)
        return found

    def unit(self, line: LineReader, key: str = "unit") -> str | None:
        """The slug of a unit named in a cell; None where the cell is empty, or names none of this workbook."""
        said = line.text(key)
        if not said:
            return None
        slug = self.units.get(fold(said))
        if slug is None:
            line.wrong(key, _("“%(said)s” does not stand on the sheet of units.") % {"said": said[:60]})
        return slug


def document_of(found: Sheets, choices: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], list[Fault]]:
    """(season document, faults). With faults the document is not to be loaded."""
    from reports.yearbook.making import made

    year = Year(found, choices, known)
    heads = year.lines(sheets.BLOC, _head)
    if len(heads) != 1:
        if not year.faults:
            sentence = _("The sheet “%(sheet)s” must hold exactly one line.") % {
                "sheet": sheets.BY_KEY[sheets.BLOC].name
            }
            year.faults.append(Fault(sheets.BY_KEY[sheets.BLOC].name, Problem("A1", sentence)))
        return {}, year.faults
    year.head = heads[0]
    return made(year), year.faults


def _head(line: LineReader) -> dict[str, Any]:
    said = {key: line.text(key, 500) for key in ("slogan", "pact", "place", "source", "movements")}
    said |= {key: line.text(key) for key in ("name", "organiser", "series", "code", "decision_number", "illustrative")}
    year = line.count("year")
    if year is not None and not 1945 <= year <= 2100:
        line.wrong("year", _("“%(said)s” is no year.") % {"said": year})
    return {**said, "year": str(year or ""), "signed_on": line.day("signed_on")}


def member(year: Year) -> Callable[[LineReader], dict[str, Any]]:
    """A line of the sheet of units."""

    def read(line: LineReader) -> dict[str, Any]:
        name = line.text("name")
        if fold(name) in year.units:
            line.wrong("name", _("This unit stands on the sheet already."))
        organiser = fold(year.head["organiser"])
        slug = year.known.units.get((organiser, fold(name)), "")
        year.units[fold(name)] = slug or slugify(f"{year.head['organiser']} {name}")[:120].strip("-")
        said = {key: line.text(key) for key in ("short_name", "signer", "rank", "position", "note")}
        words = {"part": line.word("part", sheets.PARTS, ""), "signed": line.word("signed", sheets.SIGNED, "signed")}
        return {**said, **words, "name": name, "slug": year.units[fold(name)], "is_here": bool(slug)}

    return read


def leader(year: Year) -> Callable[[LineReader], dict[str, Any]]:
    def read(line: LineReader) -> dict[str, Any]:
        rank = line.text("rank")
        slug = year.known.ranks.get(fold(rank), "") if rank else ""
        if rank and not slug:
            line.wrong("rank", _("“%(said)s” is no rank of the register.") % {"said": rank[:40]})
        said = {"name": line.text("name"), "post": line.text("post"), "heads": bool(line.text("heads"))}
        return {**said, "rank": slug, "unit": year.unit(line)}

    return read


def pledge(year: Year) -> Callable[[LineReader], dict[str, Any]]:
    """Sections follow one another; an empty cell of the section is that of the line above."""
    last = {"section": ""}
    counts: dict[str, int] = {}

    def read(line: LineReader) -> dict[str, Any]:
        last["section"] = line.text("section", 300) or last["section"]
        number = line.text("number").rstrip(".")
        if number in year.pledges:
            line.wrong("number", _("This number stands on the sheet already."))
        counts[last["section"]] = counts.get(last["section"], 0) + 1
        place = 0 if not last["section"] else [name for name in counts if name].index(last["section"]) + 1
        year.pledges[number] = f"{place}.{counts[last['section']]}"
        kind = line.word("kind", KINDS, "qualitative") or "qualitative"
        if kind in ("qualitative", "zero"):
            year.qualitative |= {number} if kind == "qualitative" else set()
        figures = {key: text_of(line.number(key, PLACES)) for key in ("target", "target_max")}
        said = {key: line.text(key) for key in ("measure", "baseline_label")}
        return {"section": last["section"], "name": line.text("name", 500), "kind": kind, **figures, **said,
                "note": line.text("note", 500)}  # fmt: skip

    return read


def figure(year: Year) -> Callable[[LineReader], dict[str, Any] | None]:
    """A line of the sheet of results; None where nothing was reported."""

    def read(line: LineReader) -> dict[str, Any] | None:
        number, indicator = line.text("number").rstrip("."), line.text("indicator", 300)
        if bool(number) == bool(indicator):
            line.wrong("number", _("Give either the number of a pledge or the name of another figure."))
        elif number and number not in year.pledges:
            line.wrong("number", _("The sheet of pledges has no number “%(said)s”.") % {"said": number[:20]})
        told = _value(line, number in year.qualitative)
        if not told:
            return None
        about = (
            {"pledge": year.pledges.get(number)}
            if number
            else {"indicator": indicator, "measure": line.text("measure")}
        )
        whose = {"phase": line.word("phase", sheets.PHASES, "nam"), "unit": year.unit(line), "note": line.text("note")}
        return filled({**whose, **about, **told})

    return read


def _value(line: LineReader, is_in_words: bool) -> dict[str, Any]:
    """What was reported: {} for nothing, never 0 for an empty cell."""
    above, below = line.number("numerator", PLACES), line.number("denominator", PLACES)
    said = line.text("value", 500)
    if (above is None) != (below is None):
        line.wrong("denominator", _("A rate needs both its numerator and its denominator."))
    if above is not None and below is not None:
        if below <= 0:
            line.wrong("denominator", _("The denominator must be above zero."))
        return {"numerator": text_of(above), "denominator": text_of(below)}
    if fold(said) in NOT_APPLICABLE:
        return {"is_not_applicable": True}
    if fold(said) in BLANK:
        return {}
    return {"statement": said} if is_in_words else _number_or_words(line, said)


def _number_or_words(line: LineReader, said: str) -> dict[str, Any]:
    """A trailing % is part of how people write a rate."""
    try:
        value = read_number(said.removesuffix("%").rstrip(), places=PLACES)
    except Unreadable as error:
        if not any(char.isdigit() for char in said):
            return {"statement": said}
        if isinstance(line.cell("value").value, str) and line.decimal and hasattr(error, "choices"):
            return {"value": text_of(line.number("value", PLACES))}
        line.wrong("value", error.sentence)
        return {}
    return {"value": text_of(value)}


def score(year: Year) -> Callable[[LineReader], list[dict[str, Any]]]:
    """Kept as figures of the year beside the pledges: an old total is a fact, not something to reckon again."""

    def read(line: LineReader) -> list[dict[str, Any]]:
        unit, points = year.unit(line), text_of(line.number("points", PLACES))
        rank, class_name = line.text("rank"), line.text("class_name")
        told = [
            {"indicator": "Tổng điểm thi đua", "measure": "điểm", "value": points} if points is not None else {},
            {"indicator": "Xếp hạng", "statement": rank} if rank else {},
            {"indicator": "Xếp loại", "statement": class_name} if class_name else {},
        ]
        return [{"phase": "nam", "unit": unit, **one} for one in told if one]

    return read


def honour(year: Year) -> Callable[[LineReader], dict[str, Any]]:
    def read(line: LineReader) -> dict[str, Any]:
        unit, count = year.unit(line), line.count("count")
        on = line.day("decided_on")
        said = {key: line.text(key, 150) for key in ("authority", "decision_number")}
        said["reason"] = line.text("reason", 300)
        status = line.word("status", sheets.STATUSES, "awarded")
        return filled({
            "title_name": line.text("title"), "status": status, "unit": unit, **said,
            "count": None if unit else count, "decided_on": str(on) if on else "",
        })  # fmt: skip

    return read


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said: no empty text, no None, no False."""
    return {key: value for key, value in values.items() if value not in (None, "", False)}


def text_of(value: Decimal | None) -> str | None:
    """A decimal with a point, without needless zeros, never in powers of ten."""
    return None if value is None else f"{value.normalize():f}"
