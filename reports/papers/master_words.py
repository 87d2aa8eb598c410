"""What a Word master may say in its template tags: names, their parts, “if” and “for”; nothing that runs.

Jinja parses, nothing is rendered here. Whatever is not on the short list below is refused with the words it stands in.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from reports.papers.document import Document
from reports.papers.docx import FIELDS

MOST_LOOPS = 3
PLAIN = {
    *["Template", "Output", "TemplateData", "Name", "Const", "Getattr", "Getitem", "If", "For"],
    *["Compare", "Operand", "And", "Or", "Not", "Tuple", "CondExpr"],
}
TAG = re.compile(r"{%(?:p|tr|tc|r)?(?=[\s-])|{{(?:p|tr|tc|r)?(?=\s)")
MARKED = re.compile(r"{%.*?%}|{{.*?}}", re.S)


def names_in(words: str) -> list[str]:
    """The fields a master asks for, in order of the alphabet. Raises Refused for anything that is code."""
    from jinja2 import TemplateSyntaxError, meta
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment()
    try:
        tree = environment.parse(_bare(words))
    except TemplateSyntaxError as error:
        raise Refused(_("The master’s tags cannot be read: %(why)s") % {"why": str(error.message)[:200]}) from error
    except RecursionError as error:
        raise Refused(_("The master’s tags are nested too deeply.")) from error
    _check(tree)
    return sorted(meta.find_undeclared_variables(tree))


def _bare(words: str) -> str:
    """Word's own marks (paragraph, row, cell, run) taken off, typographic quotes made plain, inside tags only."""
    said = MARKED.sub(lambda found: unescape(found[0]).translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}), words)
    return TAG.sub(lambda found: found[0][:2], said)


def unknown(names: Iterable[str], facts: Iterable[str]) -> list[str]:
    """The names no paper of the kind has."""
    known = {*FIELDS, *Document.__dataclass_fields__, *facts, "loop"}
    return [name for name in names if name not in known]


def _check(node: Any, loops: int = 0) -> None:
    kind = type(node).__name__
    if kind not in PLAIN:
        raise Refused(_say_code(kind))
    _check_part(node, kind)
    loops += kind == "For"
    if loops > MOST_LOOPS or (kind == "For" and node.recursive):
        raise Refused(_("The master has loops within loops beyond %(most)s.") % {"most": MOST_LOOPS})
    for child in node.iter_child_nodes():
        _check(child, loops)


def _check_part(node: Any, kind: str) -> None:
    """The part of a field that is asked for: a plain word, never one that leads into the machine."""
    if kind == "Getitem" and type(node.arg).__name__ != "Const":
        raise Refused(_say_code(kind))
    name = {"Getattr": lambda: node.attr, "Getitem": lambda: node.arg.value, "Name": lambda: node.name}.get(kind)
    if name and str(name()).startswith("_"):
        said = _("The master asks for “%(name)s”; names with an underscore before them are shut.")
        raise Refused(said % {"name": name()})


def _say_code(kind: str) -> str:
    said = {
        "Call": _("a call, such as name()"),
        "Filter": _("a filter, such as name|upper"),
        "Test": _("a test, such as “is defined”"),
        "Include": "include",
        "Import": "import",
        "FromImport": "import",
        "Extends": "extends",
        "Macro": "macro",
        "CallBlock": "call",
        "Assign": "set",
        "AssignBlock": "set",
        "Block": "block",
    }.get(kind, kind)
    return _("The master holds code: %(what)s. Only fields, “if” and “for” are taken.") % {"what": said}
