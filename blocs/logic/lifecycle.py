"""How anything changes state, and why it may not now.

A lifecycle is a table of steps. An obstacle is a sentence the user can read; a refusal is one or
more of them. Nothing here knows a database: a `thing` is any object with a `state`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class Refused(Exception):
    """What was asked cannot be done now; `sentences` tell the user why, one reason each."""

    def __init__(self, *sentences: str):
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(*self.sentences)

    def __str__(self) -> str:
        return " ".join(self.sentences)


def none(thing: Any) -> list[str]:
    """The obstacles of a step that nothing can hinder."""
    return []


@dataclass(frozen=True)
class Step:
    """One row of a lifecycle: `verb` leads from `source` (one state or several) to `target`.

    `label` is text, as a rule a lazy translation.
    """

    verb: str
    source: str | tuple[str, ...]
    target: str
    label: Any
    obstacles: Callable[[Any], Iterable[str]] = none

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source


class Door(NamedTuple):
    """A step someone may take from here, and the sentences that stand in its way (none: it is open)."""

    step: Step
    obstacles: list[str]


class Lifecycle:
    """All steps of one kind of thing. A verb may have several rows, one per source."""

    def __init__(self, *steps: Step):
        self.steps = steps

    def states(self) -> tuple[str, ...]:
        """Every state named in the table, in order of first mention (for a database check)."""
        named = (state for step in self.steps for state in (*step.sources, step.target))
        return tuple(dict.fromkeys(named))

    def after(self, verb: str, state: str) -> str:
        """The state `verb` leads to from `state`; raises Refused where it leads nowhere."""
        return self._step(verb, state, state).target

    def take(self, verb: str, thing: Any) -> None:
        """Set the thing's next state, unless the table or an obstacle refuses. Saves nothing."""
        step = self._step(verb, thing.state, _state_of(thing))
        obstacles = list(step.obstacles(thing))
        if obstacles:
            raise Refused(*obstacles)
        thing.state = step.target

    def open_to(self, thing: Any, may: Callable[[str], bool]) -> list[Door]:
        """The steps possible from here that this user may take, in table order, each with its obstacles."""
        possible = [step for step in self.steps if thing.state in step.sources and may(step.verb)]
        return [Door(step, [str(sentence) for sentence in step.obstacles(thing)]) for step in possible]

    def _step(self, verb: str, state: str, state_label: str) -> Step:
        """The row for this verb and state. A verb that is in no row is our mistake, not the user's: KeyError."""
        rows = [step for step in self.steps if step.verb == verb]
        if not rows:
            raise KeyError(verb)
        for step in rows:
            if state in step.sources:
                return step
        words = {"label": rows[0].label, "state": state_label}
        raise Refused(_("“%(label)s” is not possible while the state is “%(state)s”.") % words)


def _state_of(thing: Any) -> str:
    """The state in the user's words where the thing has them (Django's choices), else the bare word."""
    display = getattr(thing, "get_state_display", None)
    return display() if display else thing.state
