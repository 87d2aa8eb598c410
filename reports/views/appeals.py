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
from reports.logic.sheet_entries import given_of
from reports.marking import SheetBook, book_of
from reports.models import Appeal, Sheet
from reports.sheet_words import mark_words

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
    return page(request, "reports/appeal_file.html", _against(sheet, leaf, request.user) | {"form": form})


def _against(sheet: Sheet, leaf: Criterion, user) -> dict:
    facts = appeal_facts(sheet, leaf)
    return {
        "sheet": sheet,
        "criterion": leaf,
        "stage": counted_stage(sheet, leaf),
        "closes_on": facts.closes_on,
        "obstacles": obstacles_to_filing(facts),
        "marks": _marks(book_of(sheet, user), leaf.pk),
    }


def _marks(book: SheetBook, criterion: int) -> list[dict]:
    """What each stage said of the criterion, as far as this person may read it."""
    row = book.rows[criterion]
    read = [(stage, book.mark(row, stage.kind)) for stage in book.stages]
    return [
        {"stage": stage, "mark": mark, "words": mark_words(row, given_of(mark), book.points(row, mark))}
        for stage, mark in read
        if mark
    ]


def appeal_detail(request, pk):
    """The objection and, for whoever gave the mark, the answer."""
    appeal = get_for(request.user, Appeal, pk, "reports.read_appeal", queryset=_rows(request.user))
    waits, book = appeal.state == Appeal.State.OPEN, book_of(appeal.sheet, request.user)
    form = None
    if waits and request.user.has_perm("reports.answer_appeal", appeal):
        form = AnswerForm(None, appeal=appeal, asks=book.rows[appeal.criterion_id].asks)
    may_withdraw = waits and request.user.has_perm("reports.withdraw_appeal", appeal)
    return _detail(request, appeal, book, form, may_withdraw)


def _detail(request, appeal: Appeal, book: SheetBook, form, may_withdraw: bool = False):
    context = {
        "appeal": appeal,
        "sheet": appeal.sheet,
        "number": book.rows[appeal.criterion_id].number,
        "marks": _marks(book, appeal.criterion_id),
        "form": form,
        "status": STATUS[appeal.state],
        "may_withdraw": may_withdraw,
    }
    return page(request, "reports/appeal_detail.html", context)


def appeal_answer(request, pk):
    appeal = get_for(request.user, Appeal, pk, "reports.answer_appeal", queryset=_rows(request.user))
    book = book_of(appeal.sheet, request.user)
    form = AnswerForm(request.POST or None, appeal=appeal, asks=book.rows[appeal.criterion_id].asks)
    if submit(form, _answering(appeal), by=request.user):
        tell(request, _("The answer has been sent to the unit."))
        return redirect("reports:appeal_detail", appeal.pk)
    return _detail(request, appeal, book, form)


def _answering(appeal: Appeal):
    return lambda **said: actions.answer_appeal(appeal, **said)


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
