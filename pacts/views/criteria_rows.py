"""One criterion of a draft table: added, edited, moved, removed and put back; what is decided for single units."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import number_in, require, submit, tell
from pacts.actions import criteria as actions
from pacts.forms.criteria import AssignmentsForm, CriterionForm
from pacts.models import CriteriaTable, Criterion, tree_of
from pacts.table_page import told_of
from pacts.views.criteria import REMOVED, form_page, may_edit, the_table, to_table

STEPS = {"len": -1, "xuong": 1}


def _row(request, pk, perm="pacts.edit_table") -> Criterion:
    """A criterion of a table this person may see, and may do this with."""
    seen = CriteriaTable.objects.visible_to(request.user)
    rows = Criterion.objects.select_related("table__pact__bloc__season", "table__pact__bloc__series", "parent")
    row = get_object_or_404(rows.filter(table__in=seen), pk=pk)
    if perm:
        require(request.user, perm, row.table.pact)
    return row


def number_of(row: Criterion) -> str:
    return tree_of(row.table).by_pk()[row.pk].number


def _to_row(row: Criterion):
    return to_table(row.table.pact_id, f"#tc-{number_of(row).replace('.', '-')}")


def criterion_add(request, pk):
    """Under the group named by `nhom`; saved, the form is there again for the next one."""
    table = the_table(request, pk, "pacts.edit_table")
    group = _group_named(table, request.GET.get("nhom"))
    form = CriterionForm(request.POST or None, table=table, initial={"parent": group, "part": _part_of(group)})
    if submit(form, actions.add_criterion, by=request.user):
        tell(request, _("“%(name)s” is added.") % {"name": form.done})
        again = f"{reverse('pacts:criterion_add', args=[pk])}?nhom={form.done.parent_id or ''}"
        return redirect(again) if "again" in request.POST else _to_row(form.done)
    return form_page(
        request, table, form, _("Add a criterion or a group"), template="pacts/criterion_form.html", is_new=True
    )


def _group_named(table, raw) -> Criterion | None:
    pk = number_in(raw)
    group = table.criteria.filter(pk=pk, formula="").first() if pk else None
    if pk and group is None:
        raise Http404
    return group


def _part_of(group: Criterion | None) -> str:
    return group.part if group else Criterion.Part.MAIN


def criterion_edit(request, pk):
    row = _row(request, pk)
    form = CriterionForm(request.POST or None, instance=row, table=row.table)
    if submit(form, actions.edit_criterion, by=request.user):
        return _to_row(form.done)
    row = _row(request, pk)
    number = number_of(row)
    name = _("Criterion %(number)s") % {"number": number} if row.is_leaf else _("Group %(number)s") % {"number": number}
    context = {"criterion": row, "groups": _groups_for(row), "anchor": number.replace(".", "-")}
    return form_page(request, row.table, form, name, template="pacts/criterion_form.html", **context)


def _groups_for(row: Criterion):
    """(key, words) of the groups a criterion can be moved into: not itself nor what stands under it."""
    tree = tree_of(row.table)
    own = {node.criterion.pk for node in tree.by_pk()[row.pk].walk()}
    groups = [node for node in tree if not node.criterion.is_leaf and node.criterion.pk not in own]
    return [(node.criterion.pk, f"{node.number} {node.criterion}") for node in groups]


@require_POST
def criterion_move(request, pk, way):
    row = actions.move_criterion(_row(request, pk), step=STEPS[way], by=request.user)
    return _to_row(row)


@require_POST
def criterion_place(request, pk):
    """Into another group, to its end."""
    row = _row(request, pk)
    group = _group_named(row.table, request.POST.get("nhom"))
    return _to_row(actions.move_under(row, parent=group, by=request.user))


@require_POST
def criterion_remove(request, pk):
    """What is needed to put the row back waits in the session for the next page."""
    row = _row(request, pk)
    pact, name = row.table.pact_id, str(row)
    token = actions.remove_criterion(row, by=request.user)
    request.session[REMOVED] = {"pact": pact, "name": name, "token": token}
    return to_table(pact)


@require_POST
def criterion_restore(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    row = actions.restore_criterion(table, token=request.POST.get("token", ""), by=request.user)
    tell(request, _("The criterion is back at its place."))
    return _to_row(row)


def criterion_assignments(request, pk):
    """What the bloc decides for single units on this criterion; to be read by all, typed by who may."""
    row = _row(request, pk, perm=None)
    if request.method == "POST":
        require(request.user, "pacts.edit_table", row.table.pact)
    units = [member.unit for member in row.table.pact.members()]
    form = AssignmentsForm(request.POST or None, criterion=row, units=units)
    if submit(form, lambda by, **_typed: actions.set_assignments(row, form.lines(), by=by), by=request.user):
        tell(request, _("The decisions on single units are saved."))
        return _to_row(row)
    context = {
        "criterion": row,
        "number": number_of(row),
        "may_edit": may_edit(request, row.table),
        "told": told_of(row),
    }
    name = _("Decisions on single units")
    return form_page(request, row.table, form, name, template="pacts/criterion_assignments.html", **context)
