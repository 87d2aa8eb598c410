"""“Who may do what”: a page and a file made from the rules that are in force, so that neither can differ from them."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from rules.permissions import permissions

from blocs.logic.csv_files import csv_text
from blocs.logic.roles import VERBS, Grant, grants
from blocs.models import Role
from blocs.templatetags.verbs import verb_word

SIGN = "●"


def rows() -> list[dict[str, Any]]:
    """A row a permission: `verb` in words, `cells` by role in the order of `Role`, `floor` and `name` of the rule."""
    return [_row(name, rule) for name, rule in permissions.items()]


def _row(name: str, rule) -> dict[str, Any]:
    found = _grants_of(rule)
    verb = VERBS.get(name) or verb_word(name)
    return {"name": name, "verb": str(verb), "cells": [_cell(found, role) for role in Role.values]}


def _grants_of(rule) -> list[Grant]:
    """A rule nobody has described yet is shown by its own name, never as “nobody may”."""
    try:
        return grants(rule.name)
    except KeyError:
        return [Grant(role, rule.name) for role in Role.values]


def _cell(found: list[Grant], role: str) -> str:
    """“”: may not; “●”: may everywhere; “● own bloc”: may there."""
    mine = [one for one in found if one.role == role]
    return f"{SIGN} {' / '.join(filter(None, (one.words for one in mine)))}".strip() if mine else ""


def roles_page(request):
    context = {
        **admin.site.each_context(request),
        "title": _("Who may do what"),
        "roles": [str(label) for label in Role.labels],
        "rows": rows(),
    }
    return TemplateResponse(request, "admin/roles.html", context)


def roles_csv(request):
    """UTF-8 with a mark at its beginning and semicolons, as Excel in Vietnamese opens it."""
    head = [_("Work"), *(str(label) for label in Role.labels), _("Rule")]
    lines = [[row["verb"], *row["cells"], row["name"]] for row in rows()]
    headers = {"Content-Disposition": 'attachment; filename="quyen-han.csv"'}
    return HttpResponse(csv_text([head, *lines]), content_type="text/csv; charset=utf-8", headers=headers)
