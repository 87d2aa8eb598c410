"""A draft's contents as they are typed: each row with its fields as one types them, formatted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed, typed
from pacts import past_results
from pacts.logic.row_batch import FIELDS
from pacts.logic.targets import Kind
from pacts.models import CriteriaTable, Pact, Pledge, Section
from pacts.models.outline import Line, outline_of
from pacts.table_page import fed_by_pledges, sheet_of

NEW = 0
"""The key of a row that is not stored yet, in its addresses and its ids."""


@dataclass
class RowShown:
    """One row in the list. `values` holds each field as one would type it; `problems` what is still missing."""

    pk: int
    number: str
    values: dict[str, str]
    revision: int | str = ""
    is_copy: bool = False
    is_first: bool = True
    is_last: bool = True
    group: str = ""
    own_targets: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    last_target: str = ""
    last_result: str = ""
    fed: list = field(default_factory=list)
    kinds: list[tuple[str, Any]] = field(default_factory=Kind.choices)

    @property
    def kind(self) -> str:
        return self.values["kind"]


@dataclass
class PartShown:
    """One section with its rows; `key` is 0 outside any section."""

    number: str
    section: Section | None
    rows: list[RowShown]
    is_first: bool = True
    is_last: bool = True

    @property
    def key(self) -> int:
        return self.section.pk if self.section else NEW


@dataclass
class ContentsShown:
    parts: list[PartShown]
    points: "PointsShown | None"

    @property
    def rows(self) -> list[RowShown]:
        return [row for part in self.parts for row in part.rows]

    @property
    def first_open(self) -> str:
        """The id of the field where the work goes on: the first row with something missing, else the first copy."""
        found = next((row for row in self.rows if row.problems), None)
        found = found or next((row for row in self.rows if row.is_copy), None)
        return f"r{found.pk}-{_asked_first(found)}" if found else ""


@dataclass(frozen=True)
class PointsShown:
    """The sum of the criteria table against its maximum; `fault` says the difference where there is one."""

    total: str
    maximum: str
    fault: str
    is_adopted: bool


def contents_of(pact: Pact) -> ContentsShown:
    """The rows with last season beside them, in a constant number of queries."""
    follows = list(pact.pledges.exclude(follows=None).values_list("follows", flat=True))
    table = CriteriaTable.objects.select_related("pact").filter(pact=pact).first()
    fed = fed_by_pledges(table)
    parts = [
        PartShown(part.number, part.section, [shown(line, fed) for line in part.lines], part.is_first, part.is_last)
        for part in outline_of(pact, past_results.results_of(follows))
    ]
    return ContentsShown(parts or [PartShown("", None, [])], _points(table))


def _points(table: CriteriaTable | None) -> PointsShown | None:
    if table is None:
        return None
    sheet = sheet_of(table)
    return PointsShown(sheet.total, trimmed(table.maximum), sheet.fault, table.is_adopted)


def shown(line: Line, fed: Mapping[int, list] | None = None) -> RowShown:
    pledge = line.pledge
    return RowShown(
        pledge.pk,
        line.number,
        values_of(pledge),
        pledge.revision,
        pledge.is_unreviewed_copy,
        line.is_first,
        line.is_last,
        pledge.group.name if pledge.group else "",
        [f"{own.membership.unit}: {_own(own)}" for own in pledge.own_targets.all()],
        sentences(pledge),
        line.last_target,
        line.last_result,
        (fed or {}).get(pledge.pk, []),
    )


def _own(own) -> str:
    return trimmed(own.target) if own.target_max is None else f"{trimmed(own.target)}–{trimmed(own.target_max)}"


def blank_row() -> RowShown:
    """A row not stored yet, for the page's script."""
    return RowShown(NEW, "", dict.fromkeys(FIELDS, "") | {"kind": Kind.AT_LEAST.value})


def values_of(pledge: Pledge) -> dict[str, str]:
    """Each field as one would type it."""
    plain = {name: getattr(pledge, name) for name in FIELDS}
    numbers = {name: typed(plain[name]) if plain[name] is not None else "" for name in ("target", "target_max")}
    return {**plain, **numbers}


def sentences(pledge: Pledge) -> list[str]:
    return [str(sentence) for _field, sentence in pledge.problems]


def _asked_first(row: RowShown) -> str:
    return "name" if row.is_copy and not row.problems else "kind" if row.kind in ("zero", "qualitative") else "target"


def labels() -> dict[str, str]:
    """What a field is called beside a value two people disagree about."""
    return {
        "name": _("Content"),
        "kind": _("Kind"),
        "target": _("Target"),
        "target_max": _("Upper target"),
        "measure": _("Unit of measure"),
        "baseline_label": _("Compared with"),
        "note": _("Note"),
    }


def as_read(pledge: Pledge) -> dict[str, str]:
    """The values as a reader knows them: the kind by its name."""
    return {**values_of(pledge), "kind": str(Kind(pledge.kind).label)}
