"""The six steps to a pact that is open for signature, how far each is, and about how long the rest takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.obstacles import Draft, obstacles_in_contents, obstacles_to_opening

LABELS = [
    gettext_lazy("Choose where to start from"),
    gettext_lazy("Units that take part"),
    gettext_lazy("Regulation, criteria and points"),
    gettext_lazy("Contents of the pact"),
    gettext_lazy("Check"),
    gettext_lazy("Open for signature"),
]
SECONDS = (30, 15, 30, 60, 45, 15)
"""What a step takes a secretary who starts from last season; our own estimate, shown in whole minutes."""
SECONDS_A_FAULT = 20


@dataclass(frozen=True)
class StepOf6:
    """`status` is a key of the house's statuses; `sentences` say what is still missing."""

    number: int
    label: Any
    status: str
    sentences: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.status == "done"

    @property
    def is_open(self) -> bool:
        """Something can be done about it now."""
        return self.status in ("not-started", "incomplete")


def steps(
    faults_of_bloc: Sequence[str],
    draft: Draft | None,
    *,
    has_regulation: bool,
    state: str,
    table_waits: bool = False,
) -> list[StepOf6]:
    """`draft` while the pact can be edited; `state` is the pact's, empty where there is none yet. `table_waits`: it has
    a criteria table that is not adopted.
    """
    past = state in ("open", "sealed")
    found = [
        _done(bool(state)),
        _done(past or not faults_of_bloc, "incomplete", faults_of_bloc),
        _done(past or (has_regulation and not table_waits), "incomplete" if has_regulation else "not-started"),
        _contents(draft, past),
        _check(draft, past),
        _open(draft, past),
    ]
    return [StepOf6(n, label, *step) for n, (label, step) in enumerate(zip(LABELS, found, strict=True), start=1)]


def first_open(found: Iterable[StepOf6]) -> StepOf6 | None:
    """The step the work goes on with; None where all is done or everything left waits for something else."""
    return next((step for step in found if step.is_open), None)


def minutes_left(found: Iterable[StepOf6], faults: int = 0) -> int:
    """About how many minutes the steps still take, in whole minutes; 0 when all are done."""
    seconds = sum(SECONDS[step.number - 1] for step in found if not step.is_done)
    return ceil((seconds + faults * SECONDS_A_FAULT) / 60) if seconds else 0


def _done(is_done: bool, otherwise: str = "not-started", sentences: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    return ("done", ()) if is_done else (otherwise, tuple(sentences))


def _contents(draft: Draft | None, past: bool) -> tuple[str, tuple[str, ...]]:
    if past or draft is None:
        return _done(past, "blocked")
    return _done(not obstacles_in_contents(draft), "incomplete" if draft.rows else "not-started")


def _check(draft: Draft | None, past: bool) -> tuple[str, tuple[str, ...]]:
    if past or draft is None:
        return _done(past, "blocked")
    missing = obstacles_to_opening(draft)
    return _done(not missing, "incomplete", missing)


def _open(draft: Draft | None, past: bool) -> tuple[str, tuple[str, ...]]:
    if past or draft is None or obstacles_to_opening(draft):
        return _done(past, "blocked", [_("The steps before come first.")])
    return ("not-started", ())
