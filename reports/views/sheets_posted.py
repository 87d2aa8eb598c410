"""Cells posted as a form, without script: handed to `submit` like a form, and shown again as they were typed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from blocs.pages import number_in
from reports.actions.sheets import Cell, Fate, Told


class PostedCells:
    """One block of a sheet, or one row of it: `k<pk>` names the row, `v<pk>` and `r<pk>` are what was typed."""

    fields: dict[str, Any] = {}

    def __init__(self, data):
        self.is_bound = data is not None
        self.data = data or {}
        self.refusals: list[str] = []
        self.done: list[Told] | None = None

    def is_valid(self) -> bool:
        """A block can always be handed over; its wrong cells stay behind."""
        return self.is_bound

    @property
    def cleaned_data(self) -> dict[str, list[Cell]]:
        """A row named another way (“k05”) is none, so that nothing comes twice."""
        named = [name[1:] for name in self.data if name.startswith("k")]
        rows = [pk for raw in named if (pk := number_in(raw)) is not None and str(pk) == raw]
        return {"cells": [self._cell(pk) for pk in rows]}

    def _cell(self, pk: int) -> Cell:
        given, reason = (self.data.get(f"{name}{pk}", "") for name in "vr")
        return Cell(pk, given, reason, number_in(self.data.get(f"k{pk}")))

    def add_error(self, field, sentence):
        self.refusals.append(str(sentence))

    @property
    def told(self) -> dict[int, Told]:
        return {one.criterion: one for one in self.done or []}

    @property
    def is_wrong(self) -> bool:
        return any(one.fate in (Fate.REFUSED, Fate.CONFLICT) for one in self.done or [])


def typed_in(posted: PostedCells) -> list[tuple[str, str]]:
    """What was typed into a block that was refused as a whole, to be copied; nothing typed is lost."""
    names = [(name, value) for name, value in posted.data.items() if name[:1] in "vr" and number_in(name[1:])]
    return [(name, value) for name, value in names if value]


def said_of(told: Iterable[Told]) -> str:
    """“Đã lưu lúc 14:05: 3 mục.” and how many were not."""
    told = list(told)
    wrong = sum(one.fate in (Fate.REFUSED, Fate.CONFLICT) for one in told)
    words = {"time": _clock(timezone.localtime()), "count": sum(one.fate in (Fate.SAVED, Fate.REMOVED) for one in told)}
    said = ngettext("Saved at %(time)s: %(count)s mark.", "Saved at %(time)s: %(count)s marks.", words["count"]) % words
    left = ngettext("%(n)s not saved, see the row.", "%(n)s not saved, see the rows.", wrong) % {"n": wrong}
    return said if not wrong else f"{said} {left}" if words["count"] else left


def _clock(now: datetime) -> str:
    return f"{now.hour:02}:{now.minute:02}"
