"""A workbook of a bloc-year opened: each sheet found by its name, its heads by what people call them."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from blocs.logic.intake import Problem, Read
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from reports.seasonfile.faults import BadSeasonFile
from reports.seasonfile.faults import Fault as SeasonFault
from reports.yearbook.columns import BLOC, PAGES, Page
from reports.yearbook.known import Known, known_here
from reports.yearbook.reading import Fault, document_of

MOST_LINES = 20_000  # of one sheet: 25 units by 60 pledges by two phases are 3,000


def year_of(file: IO[bytes], choices: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], list[Fault]]:
    """(season document, faults). Raises Refused where the file is no workbook, or none of a bloc-year."""
    from blocs.excel.reading import opened, spread

    found: dict[str, list[Read]] = {}
    faults: list[Fault] = []
    with opened(file, legacy=choices.get("legacy", True)) as book:
        names = {fold(name): name for name in book.sheets}
        for page in PAGES:
            if name := names.get(fold(page.name)):
                grid = book.grid(name, MOST_LINES)
                spread(grid)
                lines, missing = _lines(page, grid)
                found[page.key], faults = lines, [*faults, *missing]
    if BLOC not in found:
        words = {"name": PAGES[0].name}
        raise Refused(_("This is not the workbook of a bloc's year: it has no sheet “%(name)s”.") % words)
    document, told = document_of(found, choices, known)
    return document, [*faults, *told]


def document_in(file: IO[bytes], choices: Mapping[str, Any]) -> dict[str, Any]:
    """The season document. Raises BadSeasonFile with every fault by sheet and cell, “Kết quả!E7”."""
    try:
        document, wrong = year_of(file, choices, known_here())
    except BadSeasonFile:
        raise
    except Refused as refusal:
        raise BadSeasonFile([SeasonFault("", sentence) for sentence in refusal.sentences]) from refusal
    if wrong:
        raise BadSeasonFile(
            [SeasonFault(f"{one.sheet}!{one.problem.cell}", str(one.problem.sentence)) for one in wrong]
        )
    return document


def _lines(page: Page, grid: Any) -> tuple[list[Read], list[Fault]]:
    """An empty sheet says nothing; one with lines must have its needed columns."""
    from blocs.excel.columns import find_header, read_lines

    header = find_header(grid, page.columns, {})
    lines = read_lines(grid, header) if header.mapping else []
    if not lines and page.key != BLOC:
        return [], []
    missing = [column.head for column in header.missing(page.columns)]
    sentence = _("The column “%(head)s” is not found.")
    return lines, [Fault(page.name, Problem(f"A{header.line or 1}", sentence % {"head": head})) for head in missing]
