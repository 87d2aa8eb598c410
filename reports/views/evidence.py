"""Evidence of a criterion: the shelf, what is put on it, taken off it and handed out."""

from django.contrib import messages
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.logic.files import KINDS, MOST_BYTES, PDF, only_these, size_words
from blocs.pages import get_for, number_or_404, page, paged, require, submit, tell
from pacts.models import Criterion
from pacts.models.tree import tree_of
from reports.actions import evidence as actions
from reports.appeal_lists import spoken_for
from reports.evidence_access import Shelf, evidence_for, may_appeal, obstacles_to_adding
from reports.forms.evidence import FilesForm, PaperForm, RemovalForm
from reports.models import Evidence, Sheet


def evidence_list(request):
    """`?phieu=` names the sheet, `&chi_tieu=` the criterion; with neither, the sheets of one's own units."""
    if not request.GET.get("phieu"):
        return _choose(request)
    if not request.GET.get("chi_tieu"):
        return _of_sheet(request)
    return _shelf_page(request, _shelf_of(request, "reports.read_evidence"))


def _choose(request):
    sheets = Sheet.objects.with_names().order_by("-table", "order", "pk")
    if not request.user.is_admin:
        sheets = sheets.filter(unit__in=spoken_for(request.user))
    return page(request, "reports/evidence_choose.html", {"page": paged(request, sheets)})


def _of_sheet(request):
    sheet = _sheet_of(request)
    require(request.user, "reports.read_sheet_evidence", sheet)
    numbers = {pk: node.number for pk, node in tree_of(sheet.table).by_pk().items()}
    rows = paged(request, evidence_for(request.user, sheet).select_related("criterion", "stage"), 100)
    for row in rows:
        row.criterion_number = numbers.get(row.criterion_id, "")
    context = {"sheet": sheet, "page": rows, "rows": _shown(rows)}
    return page(request, "reports/evidence_sheet.html", context)


def evidence_upload(request):
    """Each file is judged by itself: the good ones stay, the others are named with the reason."""
    shelf = _shelf_of(request, "reports.add_evidence")
    form = FilesForm(request.POST or None, request.FILES or None)
    is_done = submit(form, _adding(shelf), by=request.user)
    if is_done:
        _report(request, form.done)
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return JsonResponse(_answer(form, is_done), status=200 if is_done else 409)
    if is_done and form.done.kept:
        return redirect(_address(shelf))
    return _shelf_page(request, shelf, files=form)


def _answer(form: FilesForm, is_done: bool) -> dict:
    """For the script that sends one file a press: was it kept, and what is to be said of it."""
    if not is_done:
        return {"kept": False, "sentences": [str(one) for errors in form.errors.values() for one in errors]}
    batch = form.done
    doubles = [_say_double(row, same) for row, same in batch.doubles]
    others = [str(sentence) for _name, sentence in [*batch.refused, *batch.advice]]
    return {"kept": bool(batch.kept), "sentences": [*doubles, *others]}


def _say_double(row: Evidence, same: Evidence) -> str:
    words = {"name": row.name, "criterion": same.criterion}
    return _("“%(name)s” is at %(criterion)s already; here it is a link.") % words


def _adding(shelf: Shelf):
    return lambda files, is_no_secret, by: actions.add_files(shelf, files, is_no_secret=is_no_secret, by=by)


def _report(request, batch: actions.Batch):
    for row in batch.kept:
        tell(request, _("“%(name)s” has been added.") % {"name": row.name})
    for row, same in batch.doubles:
        messages.info(request, _say_double(row, same))
    for name, sentence in [*batch.refused, *batch.advice]:
        messages.warning(request, _("“%(name)s”: %(sentence)s") % {"name": name, "sentence": sentence})


def evidence_paper(request):
    shelf = _shelf_of(request, "reports.add_evidence")
    row = Evidence(sheet=shelf.sheet, criterion=shelf.criterion, stage=shelf.sheet.stage)
    form = PaperForm(request.POST or None, instance=row)
    if submit(form, actions.add_paper, by=request.user):
        tell(request, _("The reference to the paper has been added."))
        return redirect(_address(shelf))
    return _shelf_page(request, shelf, paper=form)


def evidence_remove(request, pk):
    evidence = get_for(request.user, Evidence, pk, queryset=_rows(request.user))
    shelf = Shelf(evidence.sheet, evidence.criterion)
    require(request.user, "reports.add_evidence", shelf)
    require(request.user, "reports.download_evidence", evidence)
    form = RemovalForm(request.POST or None)
    if submit(form, _removing(evidence), by=request.user):
        tell(request, _("“%(name)s” has been removed; it stays in the list with the reason.") % {"name": evidence.name})
        return redirect(_address(shelf))
    context = {"evidence": evidence, "sheet": shelf.sheet, "form": form, "address": _address(shelf)}
    return page(request, "reports/evidence_remove.html", context)


def _removing(evidence: Evidence):
    return lambda reason, by: actions.remove_evidence(evidence, reason=reason, by=by)


@require_safe
def evidence_file(request, pk):
    """Handed out as an attachment under its own name; each time leaves a line."""
    return _handed_out(request, _file_of(request, pk), as_attachment=True)


@require_safe
def evidence_look(request, pk):
    """Shown in the browser: pictures and PDF, the two kinds it shows by itself; the same rights, the same line.

    A PDF cannot be shown in a sandbox; it is kept from loading anything instead, and one that acts by itself was
    refused when it came.
    """
    evidence = _file_of(request, pk)
    if not evidence.is_shown_inline:
        raise Http404
    return _handed_out(request, evidence, as_attachment=False)


def _file_of(request, pk) -> Evidence:
    evidence = get_for(request.user, Evidence, pk, "reports.download_evidence", queryset=_rows(request.user))
    if evidence.kind != Evidence.Kind.FILE or evidence.removed_at:
        raise Http404
    return evidence


def _handed_out(request, evidence: Evidence, *, as_attachment: bool) -> FileResponse:
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    actions.record_download(evidence, by=request.user)
    facts = {"filename": evidence.name, "content_type": evidence.content_type}
    response = FileResponse(content, as_attachment=as_attachment, **facts)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    is_paper = evidence.content_type == PDF.mime and not as_attachment
    response["Content-Security-Policy"] = "default-src 'none'" if is_paper else "default-src 'none'; sandbox"
    return response


def _rows(user):
    places = ("sheet__stage", "sheet__unit", "sheet__table__pact", "sheet__bloc__season", "criterion", "stage")
    return Evidence.objects.visible_to(user).select_related(*places)


def _sheet_of(request) -> Sheet:
    sheets = Sheet.objects.visible_to(request.user).with_names()
    return get_for(request.user, Sheet, number_or_404(request.GET.get("phieu")), queryset=sheets)


def _shelf_of(request, perm: str) -> Shelf:
    sheet = _sheet_of(request)
    criteria = Criterion.objects.filter(table=sheet.table_id).exclude(formula="").select_related("parent")
    shelf = Shelf(sheet, get_object_or_404(criteria, pk=number_or_404(request.GET.get("chi_tieu"))))
    require(request.user, perm, shelf)
    return shelf


def _address(shelf: Shelf) -> str:
    return f"{reverse('reports:evidence_list')}?phieu={shelf.sheet.pk}&chi_tieu={shelf.criterion.pk}"


def _shelf_page(request, shelf: Shelf, files=None, paper=None):
    seen = evidence_for(request.user, shelf.sheet).filter(criterion=shelf.criterion).select_related("stage")
    may_add = request.user.has_perm("reports.add_evidence", shelf)
    obstacles = obstacles_to_adding(request.user, shelf) if may_add else []
    rows = _shown(seen, shelf.sheet if may_add and not obstacles else None)
    context = {
        "sheet": shelf.sheet,
        "criterion": shelf.criterion,
        "number": tree_of(shelf.sheet.table).by_pk()[shelf.criterion.pk].number,
        "rows": [row for row in rows if not row.removed_at],
        "removed": [row for row in rows if row.removed_at],
        "unseen": Evidence.objects.filter(sheet=shelf.sheet, criterion=shelf.criterion).count() - len(rows),
        "may_add": may_add and not obstacles,
        "obstacles": obstacles,
        "may_appeal": may_appeal(request.user, shelf),
        "files": files or FilesForm(),
        "paper": paper or PaperForm(),
        "form": files or paper,
        "query": f"?phieu={shelf.sheet.pk}&chi_tieu={shelf.criterion.pk}",
        "shelf": _address(shelf),
        "endings": " ".join(ending for kind in KINDS.values() for ending in kind.own_endings),
        "most": MOST_BYTES,
        "only_these": only_these(),
    }
    return page(request, "reports/evidence_list.html", context)


def _shown(rows, sheet: Sheet | None = None) -> list[Evidence]:
    """With size in words; `sheet` where this person may take pieces off it now."""
    found = list(rows)
    for row in found:
        row.size_words = size_words(row.size)
        row.may_remove = bool(sheet) and not row.removed_at and actions.is_of_now(row, sheet)
    return found
