"""Who may do what, read off the rules themselves: each permission is a sentence of named predicates.

A predicate's name reads “((is_admin | is_standing_body) & is_not_its_author)”. `KNOWN` says which roles a plain
predicate stands for and where; `CONDITIONS` what one asks besides. Floors above add their own.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OWN_BLOCS, OWN_BLOC = _("blocs of the own unit"), _("own bloc")
OWN_UNIT, HEAD_UNIT = _("own unit"), _("where the own unit heads the bloc")


@dataclass(frozen=True)
class Grant:
    """One role may, at `where` (empty: everywhere), under `besides`."""

    role: str
    where: Any = ""
    besides: tuple = ()

    @property
    def words(self) -> str:
        return "; ".join(str(one) for one in (self.where, *self.besides) if one)


KNOWN: dict[str, list[Grant]] = {
    "is_admin": [Grant("admin")],
    "is_standing_body": [Grant("standing", OWN_BLOCS)],
    "is_secretary_of_bloc": [Grant("secretary", OWN_BLOC)],
    "is_secretary_somewhere": [Grant("secretary")],
    "commands_the_head_unit": [Grant("commander", HEAD_UNIT)],
    "commands_the_unit": [Grant("commander", OWN_UNIT)],
    "speaks_for_the_unit": [Grant("commander", OWN_UNIT), Grant("reporter", OWN_UNIT)],
}
CONDITIONS: dict[str, Any] = {}
VERBS: dict[str, Any] = {
    "blocs.manage": _("keep the registers: units, leaders, seasons, blocs"),
    "blocs.give_duty": _("give accounts and duties"),
    "blocs.name_acting_head": _("name an acting head of the bloc"),
    "blocs.renew": _("renew a bloc for the next season"),
    "blocs.release": _("put a bloc's page before the public"),
    "blocs.read_logbook": _("read the logbook"),
    "blocs.import_registers": _("take units and leaders over from Excel"),
    "blocs.import_members": _("take members of a bloc over from Excel"),
    "blocs.reform": _("carry out a reorganisation and take it back"),
}


def grants(sentence: str) -> list[Grant]:
    """The grants of a permission from its predicate's name. Raises KeyError for a name nobody has described."""
    return _merged(_of(ast.parse(sentence, mode="eval").body))


def _of(node: ast.expr) -> list[Grant]:
    if isinstance(node, ast.Name):
        return KNOWN[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_of(node.left), *_of(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        return _besides(node.left, node.right)
    raise KeyError(ast.unparse(node))


def _besides(left: ast.expr, right: ast.expr) -> list[Grant]:
    """The right side of an “and” is a condition by its name."""
    condition = CONDITIONS[ast.unparse(right)]
    return [Grant(one.role, one.where, (*one.besides, condition)) for one in _of(left)]


def _merged(found: Iterable[Grant]) -> list[Grant]:
    """Each once; a role that may everywhere needs no further line."""
    once = list(dict.fromkeys(found))
    everywhere = {one.role for one in once if not one.where and not one.besides}
    return [one for one in once if one.role not in everywhere or not (one.where or one.besides)]
