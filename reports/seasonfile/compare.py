"""A row of a file beside the row that is here already. A season file never overwrites: what differs is a fault."""

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.seasonfile import shapes
from reports.seasonfile.faults import Faults
from reports.seasonfile.form import MORE_HERE, SAME, Rows, Shape
from reports.seasonfile.marking import EXPLAINS, figures_of
from reports.seasonfile.normal import Said, look, natural
from reports.seasonfile.shapes_scoring import AGREES, STAGES_IN_ORDER

NOT_COMPARED = {"sealed_text", "package", "file", "blocs", "pacts", "draw"}
"""The digest stands for sealed text and package, the sum for the picture; a ceremony's blocs and pacts may grow, and
a draw may follow.
"""


def differences(shape: Shape, here: dict, said: Said, faults: Faults) -> None:
    """Adds a fault for every value that differs. Lists in which each side may have more are the loader's business."""
    for column in shape.columns:
        if column.key in said or not column.is_stamp:
            _compare(said.at(column.key), here.get(column.key), said.get(column.key), faults)
    for key in shape.by_hand:
        if key in shapes.ALONE and key in here and key in said:
            differences(shapes.ALONE[key], here[key], said[key], faults)
        elif key in shapes.BY_MARK:
            _compare_marks(here.get(key, {}), said, key, faults)
        elif key not in NOT_COMPARED:
            _compare(said.at(key), here.get(key), said.get(key), faults)
    for rows in shape.rows:
        _compare_rows(rows, here.get(rows.key, []), said, faults)


def matched(rows: Rows, heres: list[dict], saids: list) -> list[tuple[Any, int | None]]:
    """Each row of the file with the place of its row in `heres`, or None where it is new."""
    places = {key: place for place, key in enumerate(_keys(rows, heres))}
    return [(said, places.get(key)) for said, key in zip(saids, _keys(rows, saids), strict=True)]


def _keys(rows: Rows, found: list[dict]) -> list[tuple]:
    """What tells the rows apart; of rows that say the same, the first, the second …"""
    seen: Counter = Counter()
    keys = []
    for one in found:
        key = tuple(look(one, name) for name in rows.id_keys)
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys


def _compare_rows(rows: Rows, heres: list, said: Said, faults: Faults) -> None:
    saids = said.get(rows.key, [])
    if rows.mode == SAME and len(heres) != len(saids):
        return faults.add(said.at(rows.key), _count_sentence(len(heres), len(saids)))
    if rows.mode == SAME:
        pairs = list(zip(saids, heres, strict=True))
    elif rows.mode == MORE_HERE:
        pairs = [(one, None if place is None else heres[place]) for one, place in matched(rows, heres, saids)]
    else:
        return None
    for number, (one, here) in enumerate(pairs):
        if here is None:
            faults.add(one.path, _("This is not here, and what it belongs to is here already."))
        elif rows.plain:
            _compare(f"{said.at(rows.key)}[{number}]", here, one, faults)
        else:
            differences(rows.shape, here, one, faults)


def _compare_marks(here: dict, said: Said, key: str, faults: Faults) -> None:
    """Mark by mark; who gave it and when only where the file says so."""
    marks = said.get(key, {})
    for number in sorted(here.keys() | marks.keys(), key=natural):
        ours, theirs = here.get(number, {}), marks.get(number, {})
        before: dict[str, Any] = {}
        for kind in (kind for kind in STAGES_IN_ORDER if kind in ours or kind in theirs):
            mark = ours.get(kind)
            if theirs.get(kind) == AGREES and _repeats(mark, before):
                mark = AGREES
            _compare_mark(f"{said.at(key)}.{number}.{kind}", mark, theirs.get(kind), faults)
            before = figures_of(mark) if isinstance(mark, dict) and kind != EXPLAINS else before


def _repeats(mark: Any, before: dict) -> bool:
    """Nothing beyond the figures of the stage before, but for who gave it and when."""
    return isinstance(mark, dict) and {k: v for k, v in mark.items() if k not in ("given_by", "given_at")} == before


def _compare_mark(path: str, here: Any, said: Any, faults: Faults) -> None:
    if isinstance(here, dict) and isinstance(said, dict):
        differences(shapes.BY_MARK["marks"], here, said, faults)
    else:
        _compare(path, here, said, faults)


def _compare(path: str, here: Any, said: Any, faults: Faults) -> None:
    if here != said:
        words = {"here": shown(here), "said": shown(said)}
        faults.add(path, _("Here stands %(here)s, the file says %(said)s; a season file never overwrites.") % words)


def _count_sentence(here: int, said: int) -> str:
    words = {"here": here, "said": said}
    return (
        ngettext(
            "Here is %(here)s row, the file has %(said)s; a season file never overwrites.",
            "Here are %(here)s rows, the file has %(said)s; a season file never overwrites.",
            here,
        )
        % words
    )


def shown(value: Any) -> str:
    if value in (None, "", []):
        return _("nothing")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"“{text if len(text) <= 200 else text[:200] + '…'}”"
