"""What floors above have to say to a reorganisation; they put theirs in when they start."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blocs.models import Reform
    from blocs.reform_plan import Plan


class Effects:
    """What a floor above adds. Each method asks the database in a number of queries that does not grow."""

    def obstacles(self, plan: "Plan") -> list[str]:
        """Sentences for what forbids the reorganisation: a pact sealed after its day, say."""
        return []

    def add(self, plan: "Plan") -> None:
        """Rows of this floor, put into `plan.ledger`, and sentences for the preview, by `plan.tell`."""

    def builds_on(self, reform: "Reform", units: set[int]) -> list[str]:
        """What came after it and rests on it, so that it can no longer be taken back."""
        return []


REGISTERED: list[Any] = []


def register(*effects: Effects) -> None:
    REGISTERED.extend(effects)
