"""A frozen package reckoned again from its own inputs, for the command line: what to print, and how to end."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.logic.package import Difference, Package, canonical, digest, first_difference, read

AGREE, DIFFER, NO_PACKAGE = 0, 1, 2


def recompute(text: str | bytes) -> tuple[int, list[str]]:
    """(exit code, lines). Raises Malformed for what is no package."""
    package = read(text)
    first = first_difference(package)
    said = _difference(first) if first else _agreement(package)
    return DIFFER if first else AGREE, [said, f"SHA-256: {digest(canonical(package))}"]


def _agreement(package: Package) -> str:
    sizes = {name: len(package[name]) for name in ("units", "criteria", "marks")}
    return _("They agree: %(units)s units, %(criteria)s lines of criteria, %(marks)s marks.") % sizes


def _difference(first: Difference) -> str:
    words = {"where": _where(first), "expected": first.expected, "found": first.found}
    return _("They differ at %(where)s: reckoned %(expected)s, the package says %(found)s.") % words


def _where(first: Difference) -> str:
    named: Iterable[tuple[str, str]] = (
        (_("unit %(name)s"), first.unit),
        (_("criterion %(name)s"), first.criterion),
        (_("stage %(name)s"), first.stage),
    )
    return ", ".join([*(words % {"name": name} for words, name in named if name), first.name])
