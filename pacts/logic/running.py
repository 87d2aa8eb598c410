"""How the day is run: who may be called, what comes next, who is connected, and the keys of the console."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.run_sheet import AT_THE_TABLE, HAS_SIGNED, OPEN_TURNS

LOST_AFTER = timedelta(seconds=15)
"""A screen or tablet asks every few seconds; after so long without a question it counts as gone."""

KEYS: dict[str, str] = {
    "invite": "M",
    "sign": "K",
    "paper": "G",
    "signing": "D",
    "skip": "B",
    "uninvite": "H",
    "absent": "V",
    "pause": "T",
    "resume": "T",
    "item": "S",
    "back": "L",
    "logo": "1",
    "agenda": "2",
    "board": "3",
    "thanks": "4",
    "black": "5",
}
"""One letter or figure for each control; pause and resume share theirs, as never both are on the page."""

CONNECTION_WORDS: dict[str, Any] = {
    "on": gettext_lazy("Connected"),
    "lost": gettext_lazy("Connection lost"),
    "never": gettext_lazy("Not opened yet"),
}
MAY_BE_CALLED = (*OPEN_TURNS, "absent", "declined")


def connection(seen_at: datetime | None, now: datetime) -> str:
    """on, lost or never, by the time a device last asked; both times of the server."""
    if seen_at is None:
        return "never"
    return "on" if now - seen_at <= LOST_AFTER else "lost"


def faults_of_calling(unit: str, state: str, *, is_paused: bool, takes_signatures: bool = True) -> list[str]:
    """Why a unit cannot be called to the table now. Who was absent, passed over or declined can be called later."""
    if not takes_signatures:
        return [_("The pact is not open for signature.")]
    if is_paused:
        return [_("The ceremony is paused. Resume it first.")]
    if state in AT_THE_TABLE:
        return [_("%(unit)s is called already.") % {"unit": unit}]
    if state in HAS_SIGNED:
        return [_("%(unit)s has signed already.") % {"unit": unit}]
    return []


def faults_at_the_table(unit: str, state: str) -> list[str]:
    """Only who is at the table can begin to sign, be passed over or be sent back to the line."""
    return [] if state in AT_THE_TABLE else [_("%(unit)s is not at the table.") % {"unit": unit}]


def faults_of_skipping(unit: str, state: str) -> list[str]:
    """A unit is passed over while it waits or stands at the table."""
    if state in (*AT_THE_TABLE, "waiting"):
        return []
    return [_("%(unit)s cannot be passed over now.") % {"unit": unit}]


def beside(order: Sequence[int], current: int | None) -> tuple[int | None, int | None]:
    """The item before and the item after the current one; before the first begins, the first comes next."""
    if current not in order:
        return None, order[0] if order else None
    place = order.index(current)
    before = order[place - 1] if place else None
    return before, order[place + 1] if place + 1 < len(order) else None


def is_signing_item(title: str, titles: Sequence[str]) -> bool:
    """Whether units are called during this item: the one that says so; in a programme without one, any item."""
    named = [one for one in titles if "ký kết" in one.casefold()]
    return title in named if named else bool(title)


def elapsed(began_at: datetime | None, paused_at: datetime | None, now: datetime) -> int:
    """Seconds the current item has run, the pause left out; 0 before it begins."""
    if began_at is None:
        return 0
    return max(0, int(((paused_at or now) - began_at).total_seconds()))


@dataclass(frozen=True)
class Scene:
    """All that decides what the operator does next."""

    in_control: bool
    is_paused: bool = False
    at_table: bool = False
    waits: bool = False
    is_signing: bool = False
    items_left: bool = False


def next_step(scene: Scene) -> str:
    """take, resume, sign, invite, item or close: the one thing whose button is the biggest."""
    if not scene.in_control:
        return "take"
    if scene.is_paused:
        return "resume"
    if scene.at_table:
        return "sign"
    if scene.waits and (scene.is_signing or not scene.items_left):
        return "invite"
    return "item" if scene.items_left else "close"
