"""A criteria table as a tree: numbered by place, so that a number never disagrees with where a criterion stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pacts.models.criteria import CriteriaTable, Criterion


@dataclass
class Node:
    """A criterion in its place. `number` is “1.3.2” by place from the root, whatever the paper's own code says."""

    number: str
    depth: int
    criterion: Criterion
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)

    @property
    def root(self) -> "Node":
        return self.parent.root if self.parent else self

    def walk(self) -> "Iterator[Node]":
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Tree:
    roots: list[Node]

    def __iter__(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.walk()

    def leaves(self) -> list[Node]:
        return [node for node in self if node.criterion.is_leaf]

    def by_pk(self) -> dict[int, Node]:
        return {node.criterion.pk: node for node in self}

    def by_number(self) -> dict[str, Node]:
        return {node.number: node for node in self}


def tree_of(table: CriteriaTable) -> Tree:
    """The whole table in one query, depth first in the order of the paper."""
    under: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in table.criteria.select_related("pledge", "department").order_by("order", "pk"):
        under[criterion.parent_id].append(criterion)
    return Tree(_nodes(under, None, "", 1))


def _nodes(under, parent: Node | None, prefix: str, depth: int) -> list[Node]:
    found = []
    for place, criterion in enumerate(under[parent.criterion.pk if parent else None], start=1):
        node = Node(f"{prefix}{place}", depth, criterion, parent)
        node.children = _nodes(under, node, f"{node.number}.", depth + 1)
        found.append(node)
    return found
