"""A pact as it is read: its contents in order, numbered as on paper, the pledges under them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from blocs.models import Unit
from pacts.logic.targets import amount
from pacts.models.pacts import Pact, Section
from pacts.models.pledges import Pledge


@dataclass
class Line:
    """One pledge with its number “1.2”, and what became of it last season where that is known.

    `fed`: the criteria it feeds, where a page says so (`pacts.table_page.fed_by_pledges`).
    """

    number: str
    pledge: Pledge
    is_first: bool
    is_last: bool
    last_result: str = ""
    fed: list = field(default_factory=list)

    @property
    def last_target(self) -> str:
        return self.pledge.follows.phrase if self.pledge.follows else ""


@dataclass
class Part:
    """One content; pledges outside any content stand in a part without a section."""

    number: str
    section: Section | None
    is_first: bool = False
    is_last: bool = False
    lines: list[Line] = field(default_factory=list)


def outline_of(pact: Pact, results: Mapping[int, Decimal] | None = None) -> list[Part]:
    """The parts of the pact in five queries however many rows. `results`: last season's figures by the old pledge."""
    sections = list(pact.sections.all())
    parts = [Part(f"{n}.", section) for n, section in enumerate(sections, start=1)]
    if parts:
        parts[0].is_first = parts[-1].is_last = True
    under = defaultdict(list)
    for pledge in _rows(pact):
        under[pledge.section_id].append(pledge)
    for part in parts:
        part.lines = _lines(part.number, under[part.section.pk], results or {})
    loose = _lines("", under[None], results or {})
    return [Part("", None, lines=loose), *parts] if loose else parts


def _rows(pact: Pact):
    rows = pact.pledges.in_order().select_related("section", "group", "follows")
    return rows.prefetch_related("own_targets__membership__unit__pasts")


def _lines(prefix: str, pledges: list[Pledge], results: Mapping[int, Decimal]) -> list[Line]:
    last = len(pledges)
    return [
        Line(f"{prefix}{n}", pledge, n == 1, n == last, _result(pledge, results))
        for n, pledge in enumerate(pledges, start=1)
    ]


def _result(pledge: Pledge, results: Mapping[int, Decimal]) -> str:
    value = results.get(pledge.follows_id)
    return "" if value is None else amount(value, pledge.follows.measure)


def numbered(pact: Pact) -> list[tuple[str, Pledge]]:
    """Every pledge with its number, in the order of the paper."""
    return [(line.number, line.pledge) for part in outline_of(pact) for line in part.lines]


def titles_by_unit(pact: Pact) -> list[tuple[Unit, list]]:
    """Each unit that registered with its registrations, in the order of precedence."""
    found: dict[Unit, list] = {}
    for row in pact.registrations.select_related("unit", "title").prefetch_related("unit__pasts"):
        found.setdefault(row.unit, []).append(row)
    return list(found.items())
