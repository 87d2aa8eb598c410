"""The six steps to a pact that is open for signature, and how far each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.obstacles import Draft, obstacles_in_contents, obstacles_to_opening

LABELS = [
    gettext_lazy("Choose where to start from"),
    gettext_lazy("Units that take part"),
    gettext_lazy("Regulation of the bloc"),
    gettext_lazy("Contents of the pact"),
    gettext_lazy("Check"),
    gettext_lazy("Open for signature"),
]


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


def steps(faults_of_bloc: Sequence[str], draft: Draft | None, *, has_regulation: bool, state: str) -> list[StepOf6]:
    """`draft` while the pact can be edited; `state` is the pact's, empty where there is none yet."""
    past = state in ("open", "sealed")
    found = [
        _done(bool(state)),
        _done(past or not faults_of_bloc, "incomplete", faults_of_bloc),
        _done(past or has_regulation),
        _contents(draft, past),
        _check(draft, past),
        _open(draft, past),
    ]
    return [StepOf6(n, label, *step) for n, (label, step) in enumerate(zip(LABELS, found, strict=True), start=1)]


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
