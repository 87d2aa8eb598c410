"""Who should head the bloc next: units in turn (a rota is a local rule; election and assignment exist beside it)."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Unit = TypeVar("Unit", bound=Hashable)


def next_heads(members_in_order: Sequence[Unit], past_heads: Sequence[Unit]) -> list[Unit]:
    """The members in the order in which they should head the bloc.

    `members_in_order` stand in order of precedence, `past_heads` from the oldest term to the latest
    (slugs or any other keys; units that have left are ignored). First those who never headed, by
    precedence, then those who headed longest ago. The first proposed is head, the second deputy, so that a
    deputy of this year heads next year (our rule: the sources only say “in rotation”).
    """
    last_term = {unit: term for term, unit in enumerate(past_heads)}
    return sorted(members_in_order, key=lambda unit: last_term.get(unit, -1))
