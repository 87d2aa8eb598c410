"""The criteria table of a pact: read, begun, its rules and stages, adopted, compared with another."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.wording import trimmed
from blocs.pages import doors, get_for, number_in, submit, tell
from pacts.actions import tables as actions
from pacts.actions.tables_copying import last_table
from pacts.forms.tables import StagesForm, TableForm, TableStartForm, TableTemplateForm
from pacts.logic.formula_words import class_lines
from pacts.logic.tables import TABLE
from pacts.models import CriteriaTable, Pact, TableTemplate
from pacts.table_differences import differences_between
from pacts.table_page import sheet_of, ties_of
from pacts.views.pacts import pact_page, the_pact


def the_table(request, pk, perm=None) -> CriteriaTable:
    """The table of this pact, where the person may see the pact and do this with it; 404 where it has none."""
    pact = the_pact(request, pk, perm)
    table = CriteriaTable.objects.filter(pact=pact).first()
    if table is None:
        raise Http404
    table.pact = pact
    return table


def to_table(pk, anchor=""):
    return redirect(reverse("pacts:table_detail", args=[pk]) + anchor)


def may_edit(request, table) -> bool:
    return table.is_editable and request.user.has_perm("pacts.edit_table", table.pact)


def table_detail(request, pk):
    """The whole table to read; where there is none, the ways to begin one."""
    pact = the_pact(request, pk)
    table = CriteriaTable.objects.filter(pact=pact).first()
    if table is None:
        return _empty(request, pact)
    table.pact = pact
    context = {
        "table": table,
        "sheet": sheet_of(table),
        "rules": _rules(table),
        "stages": table.stages.all(),
        "doors": _doors(table, request.user),
        "may_edit": may_edit(request, table),
        "may_keep": request.user.has_perm("pacts.edit_table", pact),
        "removed": request.session.pop(REMOVED, None),
    }
    return pact_page(request, "pacts/table_detail.html", pact, **context)


REMOVED = "removed_criterion"


def _rules(table) -> dict:
    """What the rules say, in words."""
    return {
        "maximum": trimmed(table.maximum),
        "step": trimmed(table.step),
        "ties": ties_of(table),
        "classes": class_lines(table.classes) if table.outcome == CriteriaTable.Outcome.CLASSES else [],
    }


def _doors(table, user):
    """None once the pact is sealed: its table is final."""
    if table.pact.is_sealed:
        return []
    urls = {f"{verb}_table": reverse(f"pacts:table_{verb}", args=[table.pact_id]) for verb in ("adopt", "reopen")}
    confirm = {"adopt_table": _("An adopted table can no longer be edited. Adopt it?")}
    return [door for door in doors(TABLE, table, _MayOf(user), app="pacts", urls=urls, confirm=confirm)]


class _MayOf:
    """Taking a table back to draft is asked of the same people as its adoption."""

    def __init__(self, user):
        self.user = user

    def has_perm(self, verb, table) -> bool:
        return self.user.has_perm("pacts.adopt_table", table.pact)


# --- Beginning one ---


def _empty(request, pact, form=None):
    may_start = pact.is_editable and request.user.has_perm("pacts.edit_table", pact)
    context = {"may_start": may_start, "form": form, **(_starts(request, pact) if may_start else {})}
    return pact_page(request, "pacts/table_empty.html", pact, **context)


def _starts(request, pact):
    return {
        "last": last_table(pact),
        "sources": _sources(request.user, pact),
        "templates": TableTemplate.objects.all(),
    }


def _sources(user, pact):
    return CriteriaTable.objects.visible_to(user).exclude(pact=pact).with_names()


@require_POST
def table_start(request, pk):
    pact = the_pact(request, pk, "pacts.edit_table")
    form = TableStartForm(request.POST, sources=_sources(request.user, pact))
    if submit(form, partial(_start, pact), by=request.user):
        for sentence in form.done.lost:
            tell(request, sentence)
        return to_table(pk)
    return _empty(request, pact, form=form)


def _start(pact, start, source, template, by):
    return actions.start_table(pact, by=by, start=start, source=template if start == "template" else source)


@require_POST
def table_remove(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    actions.remove_table(table, by=request.user)
    tell(request, _("The criteria table is deleted. The pact goes without one."))
    return to_table(pk)


# --- Its rules and stages ---


def table_edit(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    form = TableForm(request.POST or None, instance=table)
    if submit(form, actions.edit_table, by=request.user):
        tell(request, _("The rules of the criteria table are saved."))
        return to_table(pk)
    return form_page(request, the_table(request, pk), form, _("Rules of the criteria table"))


def table_stages(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    form = StagesForm(request.POST or None, table=table)
    if submit(form, lambda by, **_typed: actions.set_stages(table, form.stages(), by=by), by=request.user):
        tell(request, _("The stages of scoring are saved."))
        return to_table(pk, "#buoc-cham")
    return form_page(request, table, form, _("Stages of scoring"), template="pacts/table_stages.html")


def form_page(request, table, form, name, template="pacts/table_form.html", **context):
    return pact_page(request, template, table.pact, table=table, form=form, page_name=name, **context)


# --- Steps ---


@require_POST
def table_adopt(request, pk):
    table = the_table(request, pk, "pacts.adopt_table")
    actions.adopt_table(table, by=request.user, revision=number_in(request.POST.get("revision")))
    tell(request, _("The criteria table is adopted."))
    return to_table(pk)


@require_POST
def table_reopen(request, pk):
    actions.reopen_table(the_table(request, pk, "pacts.adopt_table"), by=request.user)
    tell(request, _("The criteria table is a draft again."))
    return to_table(pk)


# --- Beside another ---


def table_changes(request, pk):
    """Against the table named by `voi`, else the version amended or last season's."""
    table = the_table(request, pk)
    others = _sources(request.user, table.pact)
    chosen = number_in(request.GET.get("voi"))
    other = get_for(request.user, CriteriaTable, chosen, queryset=others) if chosen else _visible(others, table.pact)
    context = {
        "table": table,
        "other": other,
        "others": others,
        "changes": differences_between(other, table) if other else None,
    }
    return pact_page(request, "pacts/table_changes.html", table.pact, **context)


def _visible(others, pact: Pact) -> CriteriaTable | None:
    last = last_table(pact)
    return others.filter(pk=last.pk).first() if last else None


def table_template(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    form = TableTemplateForm(request.POST or None)
    if submit(form, partial(actions.save_table_as_template, table), by=request.user):
        tell(request, _("The template is saved."))
        return to_table(pk)
    return form_page(request, table, form, _("Save the criteria table as a template"))
