"""The whole bloc's scoring, gathered in a constant number of queries; the arithmetic is `reports.logic.reckoning`."""

from dataclasses import dataclass, field

from pacts.models import CriteriaTable
from pacts.models.criteria import Stage
from reports.logic.scoring.shapes import Earned, Facts, Rule, Standing, Total
from reports.models import Mark, Sheet


@dataclass
class Board:
    """Units are named by their slug, criteria by their number in the tree (“1.3.2”)."""

    table: CriteriaTable
    sheets: dict[str, Sheet] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)

    def earned(self, number: str, unit: str) -> Earned:
        """What the unit earns there; points None where nobody has spoken or it does not apply."""
        raise NotImplementedError

    def total(self, unit: str) -> Total:
        raise NotImplementedError

    def facts(self, number: str, unit: str) -> Facts:
        raise NotImplementedError

    def mark(self, number: str, unit: str) -> Mark | None:
        """The mark that counts: of the last stage that has spoken; None where a figure stands in for it, or nothing."""
        raise NotImplementedError


def board_of(table: CriteriaTable, *, stage: Stage | None = None) -> Board:
    """As it stands after the stages each sheet has passed; with `stage`, as of that stage, whoever is still at work."""
    raise NotImplementedError
