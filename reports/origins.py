"""Units and all they came from: a successor of a merger, a split or a new name shows what its predecessors reached."""

from collections.abc import Collection

from blocs.models import Succession


def origins_of(units: Collection[int]) -> dict[int, set[int]]:
    """{unit: itself and all it came from, however many steps back}; one query."""
    before: dict[int, set[int]] = {}
    for old, new in Succession.objects.values_list("before", "after"):
        before.setdefault(new, set()).add(old)
    return {unit: _reached(unit, before) for unit in units}


def _reached(unit: int, before: dict[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    ahead = {unit}
    while ahead:
        one = ahead.pop()
        seen.add(one)
        ahead |= before.get(one, set()) - seen
    return seen
