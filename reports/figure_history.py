"""What each figure said before: old and new, who and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reports.logic.standing import said
from reports.models import Figure


@dataclass(frozen=True)
class Change:
    at: datetime
    by: str
    old: str
    new: str


def changes_of(figures: Iterable[Figure]) -> dict[int, list[Change]]:
    """By figure, the newest first; one query for all of them."""
    kept = {figure.pk: figure for figure in figures}
    rows = Figure.history.filter(id__in=kept).select_related("history_user")
    found: dict[int, list[Change]] = {}
    for row in rows.order_by("id", "history_date", "history_id"):
        changes = found.setdefault(row.id, [])
        new = _told(row, kept[row.id])
        old = changes[0].new if changes else ""
        if new != old:
            changes.insert(0, Change(row.history_date, str(row.history_user or ""), old, new))
    return found


def _told(row, figure: Figure) -> str:
    pledge = figure.pledge
    words = said(row, pledge.kind if pledge else "", row.measure or (pledge.measure if pledge else ""))
    return f"{words} ({row.note})" if row.note else words
