"""Rows saved while they are being filled, and what is said back of each."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.wording import moment, typed
from pacts.logic.targets import Kind
from pacts.models import Pledge
from reports.actions.figures import says_the_same
from reports.forms.figures import FigureRow, FigureSheet
from reports.logic.entries import tidied
from reports.logic.figure_rows import CELLS, TICK, TypedRow
from reports.models import Figure, Report


class FigureBatch(FigureSheet):
    """Some rows of a sheet, each as the page holds it now. Handed to `submit` like the whole sheet."""

    def __init__(self, rows: list[TypedRow], report: Report):
        self.typed = {row.pledge: row for row in rows}
        self.report = report
        data: dict[str, Any] = {}
        for row in rows:
            data |= row.posted
        pledges = list(report.reporting.pledges().filter(pk__in=self.typed))
        super().__init__(data, pledges=pledges, figures=self._stored())

    def _stored(self) -> dict[int, Figure]:
        return {figure.pledge_id: figure for figure in self.report.figures().filter(pledge__in=self.typed)}

    def told(self) -> dict[int, "ToldRow"]:
        """What became of each row, by pledge; a row that is in the pact no longer says so."""
        now = self._stored()
        found = {row.pledge.pk: self._told(row, now.get(row.pledge.pk)) for row in self.rows}
        gone = [_("This row is in the pact no longer; reload the page.")]
        return {pk: found.get(pk) or ToldRow(None, False, errors=[_problem("", gone)]) for pk in self.typed}

    def _told(self, row: FigureRow, now: Figure | None) -> "ToldRow":
        pk = row.pledge.pk
        if pk in self.done.stale:
            clash = clash_of(row.pledge, self.report, self.done.stale[pk])
            return ToldRow(self.typed[pk].revision, now is not None, clash=clash)
        told = ToldRow(self._revision(row, now), now is not None, is_removed=pk in self.done.removed)
        told.errors = [problem for name in row.errors for problem in _problems(row, name)]
        bad = self.done.bad.get(pk, [])
        told.errors += [_problem(name, [sentence]) for name, sentence in bad]
        return told

    def _revision(self, row: FigureRow, now: Figure | None) -> int | None:
        """The stored one only where the row says what is stored: else the next save would hide somebody's change."""
        seen = self.typed[row.pledge.pk].revision
        if now is None or row.errors or not says_the_same(now, tidied(row.entry)):
            return seen if now else None
        return now.revision


@dataclass
class ToldRow:
    """`is_stored`: there is a figure. `clash`: somebody else's, to choose between."""

    revision: int | None
    is_stored: bool
    is_removed: bool = False
    errors: list[dict[str, Any]] = field(default_factory=list)
    clash: dict[str, Any] | None = None


def _problems(row: FigureRow, name: str) -> list[dict[str, Any]]:
    """Each sentence of a field; an unsure number brings both its readings, as they would be typed."""
    found = []
    for error in row.errors.as_data()[name]:
        choices = [_typed(row.pledge, choice) for choice in getattr(error, "choices", ())]
        found.append(_problem("" if name == "__all__" else name, error.messages, choices))
    return found


def _problem(name: str, sentences: list[str], choices: list[str] | None = None) -> dict[str, Any]:
    return {"field": name, "text": " ".join(map(str, sentences)), "choices": choices or []}


def cells_of(pledge: Pledge, figure: Figure | None) -> dict[str, str | bool]:
    """The figure as its cells would be typed."""
    if figure is None:
        return dict.fromkeys(CELLS, "") | {TICK: False}
    return {name: _typed(pledge, getattr(figure, name)) for name in CELLS} | {TICK: figure.is_not_applicable}


def _typed(pledge: Pledge, value: Any) -> str:
    """As it stands in its box: a verdict is chosen as 1 or 0."""
    if isinstance(value, str):
        return value
    return str(int(value)) if pledge.kind == Kind.QUALITATIVE and value is not None else typed(value)


def clash_of(pledge: Pledge, report: Report, figure: Figure | None) -> dict[str, Any]:
    """What somebody else saved meanwhile (None: took out): their cells, who and when, what is asked of the writer."""
    asked = _("%(name)s changed this row at %(time)s. Choose the values to keep.") % _last_hand(pledge, report)
    return {"asked": asked, "cells": cells_of(pledge, figure), "revision": figure.revision if figure else None}


def _last_hand(pledge: Pledge, report: Report) -> dict[str, str]:
    """Who wrote the row's figure last, and when."""
    place = {"pledge_id": pledge.pk, "unit_id": report.unit_id, "phase_id": report.reporting.phase_id}
    rows = Figure.history.filter(**place).select_related("history_user").order_by("-history_date", "-history_id")
    last = rows.first()
    name = str(last.history_user) if last and last.history_user else _("Someone else")
    return {"name": name, "time": moment(timezone.localtime(last.history_date)) if last else ""}
