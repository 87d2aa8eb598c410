"""A result in words and formatted numbers: ranks, what decided a tie, what a corrected revision changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.wording import percent, points_difference, trimmed
from pacts.logic.formulas import Measure

MODES = ("ranking", "classes", "honours")
"""From the most open to the most closed."""
BAR = 200
"""How long a bar of 100 per cent is, in units of its drawing."""


def narrowest(*modes: str) -> str:
    """The most closed of several modes: an older revision never shows more than the newest does."""
    return max(modes, key=MODES.index)


def rank_words(rank: int | None, is_tied: bool) -> str:
    if rank is None:
        return "—"
    return _("Joint rank %(rank)s") % {"rank": rank} if is_tied else str(rank)


def measure_words(name: str, groups: Mapping[str, str]) -> str:
    """“more points in …” for what broke a tie; empty for an empty name. `groups` names the root groups by number."""
    kind, _colon, number = name.partition(":")
    if kind == Measure.GROUP:
        return _("a higher result in “%(group)s”") % {"group": groups.get(number, number)}
    words = {
        Measure.FEWER_PENALTIES.value: _("fewer penalty points"),
        Measure.PLEDGES_MET.value: _("more pledges met"),
        Measure.EVIDENCE.value: _("more of the required evidence"),
    }
    return words.get(kind, name)


@dataclass(frozen=True)
class Row:
    """One line of a result as a table shows it, every text ready; `width` of the bar from 0.

    `groups`: (name, points, and the plain number to sort by); `achieved` and `value` (per cent) are plain, too.
    `sheet`: where staff read why the unit stands here.
    """

    unit_id: int
    name: str
    rank: str
    points: str
    of: str
    percent: str
    width: str
    class_name: str
    groups: Sequence[tuple[str, str, str]]
    decided_by: str
    excluded_for: str
    change: str = ""
    change_value: str = ""
    achieved: str = ""
    value: str = ""
    sheet: int | None = None


def row_of(
    placing: Any, total: Mapping[str, Any], groups: Mapping[str, str], before: Decimal | None, most: Decimal
) -> Row:
    """`total` is the package's line; `before` the per cent of last season, `most` the longest bar's."""
    parts = [(name, total["groups"].get(number, [""])[0]) for number, name in groups.items()]
    return Row(
        unit_id=placing.unit_id,
        name=placing.unit_name,
        rank=rank_words(placing.rank, placing.is_tied),
        points=trimmed(placing.achieved),
        of=trimmed(placing.assigned),
        percent=percent(placing.percent, 2),
        width=f"{placing.percent * BAR / max(most, Decimal(100)):.1f}",
        class_name=placing.class_name,
        groups=[(name, _group_points(points), points) for name, points in parts],
        decided_by=measure_words(placing.decided_by, groups) if placing.decided_by else "",
        excluded_for=placing.excluded_for,
        change="" if before is None else points_difference(placing.percent - before, 2),
        change_value="" if before is None else f"{placing.percent - before:f}",
        achieved=f"{placing.achieved:f}",
        value=f"{placing.percent:f}",
    )


def _group_points(plain: str) -> str:
    """“12,5”; what was taken off with a true minus, “−0,5”; a dash where the group says nothing."""
    return trimmed(Decimal(plain)).replace("-", "−") if plain else "—"


@dataclass(frozen=True)
class Change:
    """What a corrected revision says of a unit beside the one before it."""

    name: str
    old: str
    new: str


def said_of(placing: Any, mode: str) -> str:
    """What a mode tells of one line: rank and points, or the group; nothing in the most closed."""
    if mode == "honours":
        return ""
    if mode == "classes":
        return placing.class_name or "—"
    words = {"rank": rank_words(placing.rank, placing.is_tied), "points": trimmed(placing.achieved)}
    return _("%(rank)s (%(points)s points)") % words


def changes(old: Sequence[Any], new: Sequence[Any], mode: str) -> list[Change]:
    """Units in the order of the new revision of which the mode tells something else than before."""
    before = {placing.unit_id: said_of(placing, mode) for placing in old}
    found = [(one.unit_name, before.get(one.unit_id, "—"), said_of(one, mode)) for one in new]
    return [Change(*one) for one in found if one[1] != one[2]]
