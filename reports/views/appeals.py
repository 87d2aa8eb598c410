"""Appeals: filed against one mark, listed for who answers them, answered with a reason, withdrawn."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, page, paged, submit, tell
from pacts.models import Criterion
from reports.actions import appeals as actions
from reports.appeal_lists import readable, waiting_for
from reports.evidence_access import appeal_facts, counted_stage
from reports.forms.appeals import AnswerForm, AppealForm
from reports.logic.appeal_rules import obstacles_to_filing
from reports.marking import book_of
from reports.models import Appeal, Sheet

MOST_WAITING = 100
STATUS = {"open": "review", "kept": "approved", "changed": "done", "withdrawn": "withdrawn"}


def appeal_list(request):
    waiting = list(waiting_for(request.user)[:MOST_WAITING])
    rows = paged(request, readable(request.user))
    for row in rows:
        row.status = STATUS[row.state]
    return page(request, "reports/appeal_list.html", {"waiting": waiting, "page": rows})


def appeal_file(request, pk, criterion):
    sheets = Sheet.objects.visible_to(request.user).with_names()
    sheet = get_for(request.user, Sheet, pk, "reports.file_appeal", queryset=sheets)
    leaves = Criterion.objects.filter(table=sheet.table_id).exclude(formula="").select_related("parent")
    leaf = get_object_or_404(leaves, pk=criterion)
    form = AppealForm(
        request.POST or None, instance=Appeal(sheet=sheet, criterion=leaf), least=sheet.table.reason_length
    )
    if submit(form, actions.file_appeal, by=request.user):
        tell(request, _("The appeal has been sent. The answer will stand here."))
        return redirect("reports:appeal_detail", form.done.pk)
    return page(request, "reports/appeal_file.html", _against(sheet, leaf) | {"form": form})


def _against(sheet: Sheet, leaf: Criterion) -> dict:
    facts = appeal_facts(sheet, leaf)
    return {
        "sheet": sheet,
        "criterion": leaf,
        "stage": counted_stage(sheet, leaf),
        "closes_on": facts.closes_on,
        "obstacles": obstacles_to_filing(facts),
    }


def appeal_detail(request, pk):
    """The objection and, for whoever gave the mark, the answer."""
    appeal = get_for(request.user, Appeal, pk, "reports.read_appeal", queryset=_rows(request.user))
    waits = appeal.state == Appeal.State.OPEN
    form = None
    if waits and request.user.has_perm("reports.answer_appeal", appeal):
        form = AnswerForm(None, appeal=appeal, asks=_asks(appeal, request.user))
    context = {
        "appeal": appeal,
        "sheet": appeal.sheet,
        "form": form,
        "status": STATUS[appeal.state],
        "may_withdraw": waits and request.user.has_perm("reports.withdraw_appeal", appeal),
    }
    return page(request, "reports/appeal_detail.html", context)


def appeal_answer(request, pk):
    appeal = get_for(request.user, Appeal, pk, "reports.answer_appeal", queryset=_rows(request.user))
    form = AnswerForm(request.POST or None, appeal=appeal, asks=_asks(appeal, request.user))
    if submit(form, _answering(appeal), by=request.user):
        tell(request, _("The answer has been sent to the unit."))
        return redirect("reports:appeal_detail", appeal.pk)
    context = {"appeal": appeal, "sheet": appeal.sheet, "form": form, "status": STATUS[appeal.state]}
    return page(request, "reports/appeal_detail.html", context)


def _answering(appeal: Appeal):
    return lambda **said: actions.answer_appeal(appeal, **said)


def _asks(appeal: Appeal, user) -> str:
    """What the criterion is given: points, a figure, yes or no."""
    row = book_of(appeal.sheet, user).rows.get(appeal.criterion_id)
    return row.asks if row else ""


@require_POST
def appeal_withdraw(request, pk):
    appeal = get_for(request.user, Appeal, pk, "reports.withdraw_appeal", queryset=_rows(request.user))
    actions.withdraw_appeal(appeal, by=request.user)
    tell(request, _("The appeal has been withdrawn."))
    return redirect("reports:appeal_detail", appeal.pk)


def _rows(user):
    places = ("sheet__unit", "sheet__stage", "sheet__checker", "sheet__table__pact")
    bloc = ("sheet__bloc__season", "sheet__bloc__series", "criterion", "stage")
    return Appeal.objects.visible_to(user).select_related(*places, *bloc)
