"""How long the secret address of a screen or a tablet shows anything."""

from datetime import date, timedelta

AFTERWARDS = timedelta(days=1)


def is_over(state: str, held_on: date | None, today: date) -> bool:
    """A cancelled ceremony has nothing to show; a held one shows its thanks until the end of the day after."""
    if state == "cancelled":
        return True
    return state == "held" and (held_on is None or held_on + AFTERWARDS < today)


def tablet_is_over(state: str) -> bool:
    """Once the ceremony is held or cancelled a tablet has nothing left to do."""
    return state in ("held", "cancelled")
