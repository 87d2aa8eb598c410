"""The lines of one unit's sheet: each pledge with its figure, the phase before and the same period last year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from blocs.models import Unit
from pacts.models import Pledge
from reports.logic.standing import Standing, said
from reports.models import Figure, Reporting
from reports.overview import Picture, earlier_figures, picture


@dataclass
class Line:
    """`row` is the form row where the sheet is being filled, `computed` what the units give together where the bloc
    as a whole is; `changes` is the figure's history where it is looked into.
    """

    pledge: Pledge
    figure: Figure | None
    standing: Standing
    before: str
    last: str
    row: Any = None
    computed: Standing | None = None
    changes: list[Any] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.figure is None

    @property
    def said(self) -> str:
        return said(self.figure, self.pledge.kind, self.pledge.measure)


@dataclass
class Section:
    """A content of the pact with its lines; `title` is empty for pledges outside any content."""

    number: int
    title: str
    lines: Sequence[Any]

    @property
    def filled(self) -> int:
        return sum(line.figure is not None for line in self.lines)


def lines_of(reporting: Reporting, unit: Unit | None, rows: dict[int, Any]) -> list[Line]:
    """The lines of a sheet beside the phase before; `rows` are the form's, by pledge."""
    seen = picture(reporting.bloc, reporting.phase)
    earlier = earlier_figures(seen, unit.pk if unit else None)
    return [_line(seen, pledge, unit, earlier.get(pledge.pk), rows.get(pledge.pk)) for pledge in seen.pledges]


def lines_at(seen: Picture, unit: Unit) -> list[Line]:
    """The lines of one unit in a picture already taken."""
    lines = [_line(seen, pledge, unit, None, None) for pledge in seen.pledges]
    for line in lines:
        if line.figure:
            line.figure.pledge = line.pledge
    return lines


def _line(seen: Picture, pledge: Pledge, unit: Unit | None, earlier: Figure | None, row: Any) -> Line:
    standing = seen.of_unit(pledge, unit.pk) if unit else seen.of_bloc(pledge)
    figure = seen.figures.get((pledge.pk, unit.pk if unit else None))
    before = said(earlier, pledge.kind, pledge.measure)
    return Line(pledge, figure, standing, before, standing.last_text, row, None if unit else seen.computed(pledge))


def sections_of(things: Sequence[Any]) -> list[Section]:
    """Lines, standings or pledges under the contents of the pact, in its order; each has `pledge`."""
    groups = groupby(things, key=lambda thing: thing.pledge.section)
    return [
        Section(n, section.title if section else "", list(rows)) for n, (section, rows) in enumerate(groups, start=1)
    ]
