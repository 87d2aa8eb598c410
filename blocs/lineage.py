"""Whom a unit took over, through every reorganisation before."""

from blocs.models import Succession, Unit


def predecessor_ids(unit: Unit) -> set[int]:
    """Every unit that went into it, however long ago; one query a generation, and a ring ends it."""
    found: set[int] = set()
    above = {unit.pk}
    while above:
        rows = Succession.objects.filter(after__in=above).values_list("before", flat=True)
        above = set(rows) - found - {unit.pk}
        found |= above
    return found
