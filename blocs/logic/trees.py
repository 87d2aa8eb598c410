"""A flat list as a tree."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Branch:
    thing: Any
    children: list["Branch"] = field(default_factory=list)


def grow(things: Iterable, key: Callable[[Any], Hashable], parent: Callable[[Any], Hashable]) -> list[Branch]:
    """The roots, each with its children, in the order given; a thing whose parent is not in the list is a root."""
    branches = {key(thing): Branch(thing) for thing in things}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(parent(branch.thing))
        (roots if above is None or above is branch else above.children).append(branch)
    return roots
