"""A frozen result made ready for a page: its lines, groups, corrections. Reads the package, reckons nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.csv_files import csv_text
from reports import published
from reports.logic.result_words import Change, Row, changes, measure_words, narrowest, row_of
from reports.models import Placing, Result


@dataclass
class Shown:
    """`mode` is what this page tells: the revision's own, or the newest one's where that is more closed."""

    result: Result
    mode: str
    rows: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    old: Result | None = None
    package: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        self.package = self.package or json.loads(self.result.package)

    def fill(self, lines: list[Placing], before: dict[int, Decimal] | None = None) -> None:
        """The lines of the ranking; `before` are last season's per cents by unit."""
        totals, before = {row["unit"]: row for row in self.package["totals"]}, before or {}
        most = max((line.percent for line in lines), default=Decimal(0))
        for line, one in zip(lines, self.package["standings"], strict=True):
            self.rows.append(row_of(line, totals[one["unit"]], self.groups, before.get(line.unit_id), most))

    @cached_property
    def groups(self) -> dict[str, str]:
        """The root groups by number."""
        return {row["number"]: row["name"] for row in self.package["criteria"] if "." not in row["number"]}

    @property
    def tie_breaks(self) -> list[str]:
        return [measure_words(name, self.groups) for name in self.package["table"]["tie_breaks"]]

    @cached_property
    def classes(self) -> list[dict[str, Any]]:
        """The groups from the highest down, each with its units in the order of the bloc, never of their points."""
        order = [unit["slug"] for unit in self.package["units"]]
        named = {unit["slug"]: unit["name"] for unit in self.package["units"]}
        said = {one["unit"]: one["class"] for one in self.package["standings"]}
        names = [one["name"] for one in self.package["table"]["classes"]] + [""]
        found = [{"name": n, "units": [named[slug] for slug in order if said[slug] == n]} for n in names]
        return [one for one in found if one["units"]]

    @property
    def has_ties(self) -> bool:
        return any(row.decided_by for row in self.rows)

    @property
    def has_changes_by_year(self) -> bool:
        return any(row.change for row in self.rows)

    def csv(self) -> str:
        return csv_text(self._ranking() if self.mode == "ranking" else self._classes())

    def _ranking(self) -> list[Sequence[str]]:
        head = [_("Rank"), _("Unit"), *self.groups.values(), _("Points"), _("Maximum"), _("Per cent"), _("Group")]
        return [head, *map(_line, self.rows)]

    def _classes(self) -> list[Sequence[str]]:
        lines = [(one["name"] or _("Not in a group"), unit) for one in self.classes for unit in one["units"]]
        return [[_("Group"), _("Unit")], *lines]


def _line(row: Row) -> list[str]:
    return [row.rank, row.name, *_typed(row.groups), row.points, row.of, row.percent, row.class_name]


def shown(result: Result, *, for_staff: bool = False) -> Shown:
    """Staff see all of it; the public what the mode tells. Three queries whatever the size."""
    mode = "ranking" if for_staff else _public_mode(result)
    found = Shown(result, mode)
    lines = list(result.placings.order_by("order"))
    if mode == "ranking":
        found.fill(lines, _last_season(result, for_staff))
        if for_staff:
            _lead_to_reasons(found)
    if result.number > 1:
        _beside_the_old(found, lines, for_staff)
    return found


def _public_mode(result: Result) -> str:
    if not result.is_public:
        return result.mode
    newest = published.results().filter(bloc=result.bloc_id).first()
    return narrowest(result.mode, newest.mode) if newest else result.mode


def _last_season(result: Result, for_staff: bool) -> dict[int, Decimal]:
    """Per cent of the season before by unit; to the public only what was published in full."""
    rows = Result.objects.newest() if for_staff else published.results().filter(mode=Result.Mode.RANKING)
    last = rows.filter(bloc=result.bloc.previous_id).values("pk") if result.bloc.previous_id else None
    return dict(Placing.objects.filter(result__in=last).values_list("unit_id", "percent")) if last is not None else {}


def _lead_to_reasons(found: Shown) -> None:
    """Each line leads to the page that says why; only people of the bloc come so far."""
    sheets = dict(found.result.table.sheets.values_list("unit", "pk"))
    found.rows = [replace(row, sheet=sheets.get(row.unit_id)) for row in found.rows]


def _beside_the_old(found: Shown, lines: list[Placing], for_staff: bool) -> None:
    rows = Result.objects.published().filter(bloc=found.result.bloc_id, number__lt=found.result.number)
    old = rows.order_by("-number").prefetch_related("placings").first()
    if old:
        found.old = old
        mode = found.mode if for_staff else narrowest(found.mode, old.mode)
        found.changes = changes(list(old.placings.all()), lines, mode)


def _typed(groups) -> list[str]:
    """With the minus that a spreadsheet reckons with."""
    return [points.replace("−", "-") for _name, points, _plain in groups]
