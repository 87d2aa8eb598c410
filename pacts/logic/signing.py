"""The signing table: one line per unit, in order of precedence, with how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

STATE_WORDS = {
    "waiting": _("Waiting for signature"),
    "signed": _("Signed"),
    "delegated": _("Signed by delegation"),
    "late": _("Signed late"),
    "absent": _("Absent"),
    "declined": _("Declined to sign"),
}
BADGES = {
    **dict.fromkeys(("signed", "delegated", "late"), "signed"),
    **dict.fromkeys(("absent", "declined"), "na"),
    "waiting": "await-sign",
}


@dataclass(frozen=True)
class Line:
    """One unit of the table: its standing signature, the standing note of absence or refusal, and who would sign."""

    unit: Any
    state: str
    signature: Any = None
    absence: Any = None
    leader: Any = None
    refusal: Any = None

    @property
    def word(self) -> Any:
        return STATE_WORDS[self.state]

    @property
    def badge(self) -> str:
        return BADGES[self.state]

    @property
    def has_signed(self) -> bool:
        return self.signature is not None


def state_of(signature: Any, absence: Any, refusal: Any = None) -> str:
    """A late signature is late even where somebody signed for another."""
    if signature is not None:
        return "late" if signature.is_late else "delegated" if signature.acting_for else "signed"
    if refusal is not None:
        return "declined"
    return "absent" if absence is not None else "waiting"


def lines(units: Iterable[Any], signatures: Iterable[Any], leaders: Mapping[int, Any]) -> list[Line]:
    """The table in the order of `units`; `signatures` are standing ones of parties, `leaders` by unit id."""
    found = {(row.unit_id, row.outcome): row for row in signatures}
    table = []
    for unit in units:
        signature, absence, refusal = (found.get((unit.pk, outcome)) for outcome in ("signed", "absent", "declined"))
        state = state_of(signature, absence, refusal)
        table.append(Line(unit, state, signature, absence, leaders.get(unit.pk), refusal))
    return table


def tally(table: Iterable[Line]) -> tuple[int, int]:
    """How many of how many units have signed."""
    table = list(table)
    return sum(line.has_signed for line in table), len(table)


def waiting(table: Iterable[Line]) -> list[Line]:
    """Units that have neither signed nor been recorded absent."""
    return [line for line in table if line.state == "waiting"]
