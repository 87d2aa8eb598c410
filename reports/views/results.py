"""Results on the staff side: the preview before anything is frozen, one revision and its doors, the package."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.models import Event
from blocs.pages import doors, get_for, page, submit, tell
from pacts.models import CriteriaTable
from reports import published
from reports.actions import results as actions
from reports.forms.results import PUBLIC_SEES, ResultForm
from reports.logic.result_states import RESULT
from reports.logic.result_words import Row
from reports.models import KnockOut, Result
from reports.packing import package_of
from reports.result_showing import Shown, shown
from reports.scored import board_of
from reports.sheet_access import has_a_stake_in
from reports.views.public_results import show


def result_prepare(request, pk):
    """The ranking as it would be frozen now, knock-outs first, and what still hinders it."""
    tables = CriteriaTable.objects.visible_to(request.user).with_names()
    table = get_for(request.user, CriteriaTable, pk, "reports.prepare_result", queryset=tables)
    revisions = list(Result.objects.filter(bloc=table.pact.bloc_id).order_by("-number"))
    form = ResultForm(request.POST or None, number=len(revisions) + 1)
    if submit(form, actions.prepare_result, table=table, by=request.user):
        tell(request, _("The result is prepared. A second person reads and publishes it."))
        return redirect(form.done)
    board = board_of(table)
    roots = {node.number: node.criterion.name for node in board.tree.roots}
    is_held_back = has_a_stake_in(request.user, table)
    draft = next((one for one in revisions if one.state == Result.State.DRAFT), None)
    context = {
        "table": table,
        "bloc": table.pact.bloc,
        "board": board,
        "rows": [] if is_held_back else preview(board),
        "is_held_back": is_held_back,
        "groups": roots,
        "knock_outs": [row for row in board.knock_outs if row.state != KnockOut.State.DISMISSED],
        "obstacles": actions.obstacles(board),
        "draft": draft,
        "form": form,
    }
    return page(request, "reports/result_prepare.html", context)


def preview(board) -> list[Row]:
    """The lines as they would be frozen; nothing is saved."""
    if not board.sheets:
        return []
    package = package_of(board, number=1, mode=Result.Mode.RANKING)
    result = Result(bloc=board.table.pact.bloc, table=board.table, mode=Result.Mode.RANKING)
    found = Shown(result, Result.Mode.RANKING, package=package)
    found.fill(actions.placings_of(result, board, package))
    return found.rows


def _result(request, pk, perm: str) -> Result:
    rows = Result.objects.visible_to(request.user).select_related(
        "bloc__series__organiser", "bloc__season", "table__pact", "author", "released_by"
    )
    return get_for(request.user, Result, pk, perm, queryset=rows)


@require_safe
def result_detail(request, pk):
    result = _result(request, pk, "reports.read_result")
    is_draft = result.state == Result.State.DRAFT
    may_revise = not is_draft and request.user.has_perm("reports.prepare_result", result)
    context = {
        "result": result,
        "bloc": result.bloc,
        "shown": shown(result, for_staff=True),
        "revisions": _revisions(result, may_revise) if not is_draft else [],
        "doors": _doors(result, request.user),
        "public_sees": PUBLIC_SEES[result.mode],
        "may_download": request.user.has_perm("reports.download_package", result),
        "may_revise": may_revise,
        "is_own": is_draft and result.author_id == request.user.pk,
    }
    return page(request, "reports/result_detail.html", context)


def _revisions(result: Result, may_revise: bool) -> list[Result]:
    """That a correction is being prepared is known to those who prepare it."""
    rows = Result.objects.filter(bloc=result.bloc_id).order_by("-number")
    return list(rows if may_revise else rows.published())


def _doors(result: Result, user) -> list:
    """Publishing asks again what the public will see, so its door leads to the page where that is asked."""
    names = {"release_result": "approval_release", "discard_result": "result_discard"}
    urls = {verb: reverse(f"reports:{name}", args=[result.pk]) for verb, name in names.items()}
    confirm = {
        "discard_result": _("Discard this draft? The marks stay as they are; it can be prepared again."),
    }
    return doors(RESULT, result, user, app="reports", urls=urls, confirm=confirm, asked=("release_result",))


@require_safe
def result_preview(request, pk):
    """The page as a stranger will see it, under its ribbon."""
    result = _result(request, pk, "reports.read_result")
    is_out = published.result_revisions().filter(pk=result.pk).exists()
    return show(request, result, ribbon="" if is_out else "unpublished")


@require_POST
def result_discard(request, pk):
    result = _result(request, pk, "reports.discard_result")
    table = result.table_id
    actions.discard_result(result, by=request.user)
    tell(request, _("The draft is discarded."))
    return redirect("reports:result_prepare", table)


@require_safe
def result_package(request, pk):
    """The frozen package, byte for byte; who took it stands in the logbook."""
    result = _result(request, pk, "reports.download_package")
    Event.record("reports.download_package", result, by=request.user, number=result.number, sha256=result.digest)
    return _file(result.package, "application/json", f"{_name(result)}.json")


@require_safe
def result_csv(request, pk):
    result = _result(request, pk, "reports.read_result")
    return _file(shown(result, for_staff=True).csv(), "text/csv; charset=utf-8", f"{_name(result)}.csv")


def _name(result: Result) -> str:
    return f"ket-qua-{result.bloc.series.slug}-{result.bloc.season.slug}-{result.number}"


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
