"""The draw of the cross-checks, pressed once."""

from blocs.models import User
from pacts.models import CriteriaTable
from reports.models import Draw


def draw_checks(table: CriteriaTable, *, by: User) -> Draw:
    """Draw who checks whom, from a seed of `secrets`. Raises Refused: drawn already, no sheets, no cross-check stage."""
    raise NotImplementedError
