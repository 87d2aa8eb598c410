"""Figures in a year in which units were merged: what predecessors gave counts for who took them over whole.

Our rule: only figures of the same phase are added, numbers to numbers, of rates the counts to the counts. A figure of
a unit that was split, or that ended without a successor, stays its own and counts in the bloc's total.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from django.db.models import Count

from blocs.models import Bloc, Membership, Phase, Succession
from reports.models import Figure

Figures = dict[tuple[int, int | None], Figure]


@dataclass
class Ancestry:
    """`whole`: by successor the units that went over whole into it; `apart`: who left and whose figures stay apart."""

    whole: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    apart: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.whole or self.apart)


def ancestry_of(bloc: Bloc, phase: Phase) -> Ancestry:
    """Of the members that left the bloc in its season before the phase ended; one query where nobody did."""
    gone = Membership.objects.filter(bloc=bloc, until_on__gte=bloc.season.starts_on, until_on__lt=phase.ends_on)
    left = set(gone.values_list("unit", flat=True))
    if not left:
        return Ancestry()
    members = set(bloc.memberships.on(phase.ends_on).values_list("unit", flat=True))
    return _split(left, _heirs(left), members)


def _heirs(left: Iterable[int]) -> dict[int, int]:
    """Units that went over whole into one other, by key."""
    rows = Succession.objects.filter(before__in=left).annotate(count=Count("before__successions"))
    return {row.before_id: row.after_id for row in rows if row.count == 1}


def _split(left: set[int], heirs: dict[int, int], members: set[int]) -> Ancestry:
    found = Ancestry()
    for unit in left:
        heir = heirs.get(unit)
        if heir in members and heir is not None:
            found.whole[heir].add(unit)
        else:
            found.apart.add(unit)
    return found


def folded(figures: Figures, ancestry: Ancestry) -> Figures:
    """With every successor's figure the sum of its own and its predecessors'."""
    found = dict(figures)
    for heir, before in ancestry.whole.items():
        for pledge in {pledge for pledge, unit in figures if unit in before}:
            parts = [figures[pledge, unit] for unit in (heir, *sorted(before)) if (pledge, unit) in figures]
            if total := summed(parts, heir):
                found[pledge, heir] = total
    return found


def summed(parts: list[Figure], heir: int) -> Figure | None:
    """A figure that is in no table; None where the parts do not add up (words alone, a rate without its counts)."""
    parts = [part for part in parts if not part.is_not_applicable]
    names = ["value"] if all(part.value is not None for part in parts) else ["numerator", "denominator"]
    if not parts or any(getattr(part, names[0]) is None for part in parts):
        return None
    total = copy(parts[0])
    total.pk, total.unit_id = parts[0].pk if parts[0].unit_id == heir else None, heir
    for name in names:
        values = [getattr(part, name) for part in parts]
        setattr(total, name, None if None in values else sum(values))
    return total
