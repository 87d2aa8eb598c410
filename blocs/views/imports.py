"""Tables taken over from Excel: what I may bring, my files, and one of them looked at line by line."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.actions import imports as actions
from blocs.actions.import_sheets import ask_template
from blocs.forms.imports import DecisionForm, ImportForm, TargetForm
from blocs.import_pages import Preview, matching
from blocs.intake import KINDS
from blocs.logic.files import MOST_BYTES, XLSX
from blocs.logic.lifecycle import Refused
from blocs.models import Import, SheetFile
from blocs.pages import page, paged, submit, tell

HEAVY = ("content", "preview", "undo", "heads")


@require_safe
def import_list(request):
    """What this person can take over, then the files sent so far."""
    kinds = [kind for kind in KINDS.values() if kind.offers(request.user)]
    rows = Import.objects.visible_to(request.user).filter(kind__in=KINDS).select_related("made_by").defer(*HEAVY)
    context = {"kinds": kinds, "page": paged(request, rows), "names": {slug: k.name for slug, k in KINDS.items()}}
    return page(request, "blocs/import_list.html", context)


def _kind(request, slug):
    """404 for a kind that is not there, 403 where this person may lay a file over nothing."""
    if slug not in KINDS:
        raise Http404
    targets = KINDS[slug].targets(request.user)
    if not targets:
        raise PermissionDenied
    return KINDS[slug], targets


def import_new(request, kind):
    kind, targets = _kind(request, kind)
    form = ImportForm(
        request.POST or None, request.FILES or None, targets=targets, initial=_asked_for(request, targets)
    )

    def send(*, target, file, is_no_secret, by):
        chosen, name = targets[target or 0]
        content = file.read(MOST_BYTES + 1)
        return actions.send(kind, chosen, name=file.name, content=content, by=by, target_name=name)

    if submit(form, send, by=request.user):
        return redirect("blocs:import_detail", form.done.token)
    return page(request, "blocs/import_new.html", {"kind": kind, "form": form, "columns": kind.columns(targets[0][0])})


def _asked_for(request, targets):
    """An address can name what the file is laid over, as “?bloc=3”."""
    asked = {name: value for name, value in request.GET.items()}
    for number, (target, _name) in enumerate(targets):
        if asked and all(str(target.get(name)) == value for name, value in asked.items()):
            return {"target": number}
    return {"target": 0}


@require_POST
def import_template(request, kind):
    """Made by the worker; the page of the job leads to it."""
    kind, targets = _kind(request, kind)
    form = TargetForm(request.POST, targets=targets)
    if not form.is_valid():
        raise Refused(_("Choose what the template is for."))
    target, name = targets[form.cleaned_data["target"] or 0]
    job = ask_template(kind, target, name, by=request.user)
    return redirect("blocs:job_detail", job.token)


@require_safe
def import_sheet(request, token):
    """A workbook made for this person."""
    sheet = get_object_or_404(SheetFile, token=token, made_by=request.user)
    if not sheet.content:
        raise Refused(_("The file is not ready yet. Wait a moment and try again."))
    return _download(bytes(sheet.content), sheet.name)


def _download(content, name):
    answer = HttpResponse(content, content_type=XLSX.mime)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


# --- One file -----------------------------------------------------------------------------------


def _taken(request, token) -> Import:
    """404 for files of others, 403 where the right to lay it there has ended."""
    taken = get_object_or_404(Import.objects.visible_to(request.user).select_related("job", "made_by"), token=token)
    kind = KINDS.get(taken.kind)
    if kind is None:
        raise Http404
    if not kind.may(request.user, taken.target):
        raise PermissionDenied
    return taken


@require_safe
def import_detail(request, token):
    """The file as far as it has come: being read, columns to be named, the preview, or what became of it."""
    taken = _taken(request, token)
    if taken.state == Import.State.MATCHING:
        return redirect("blocs:import_columns", token)
    context = {"taken": taken, "kind": KINDS[taken.kind], "preview": Preview(taken, request.GET)}
    return page(request, "blocs/import_detail.html", context, parts=("result",))


def import_columns(request, token):
    """Each column by hand; without a choice it is left out."""
    taken = _taken(request, token)
    if taken.state not in (Import.State.MATCHING, Import.State.READY):
        return redirect("blocs:import_detail", token)
    kind = KINDS[taken.kind]
    columns = kind.columns(taken.target)
    refusal = ""
    if request.method == "POST":
        try:
            _match(request, taken)
            return redirect("blocs:import_detail", token)
        except Refused as refused:
            refusal = str(refused)
    context = {"taken": taken, "kind": kind, "columns": columns, "rows": matching(taken, columns, request.POST)}
    return page(request, "blocs/import_columns.html", {**context, "refusal": refusal})


def _match(request, taken):
    fields = {index: request.POST.get(f"column-{index}", "")[:40] for index, *_rest in taken.heads}
    header = request.POST.get("header", "")
    line = int(header) if header.isascii() and header.isdigit() and len(header) < 4 else None
    actions.match(taken, fields, by=request.user, sheet=request.POST.get("sheet", "")[:100], header=line)


@require_POST
def import_decide(request, token):
    taken = _taken(request, token)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of the answers."))
    legacy = {"yes": True, "no": False}.get(form.cleaned_data["legacy"])
    actions.decide(taken, by=request.user, legacy=legacy, decimal=form.cleaned_data["decimal"])
    return redirect("blocs:import_detail", token)


@require_POST
def import_again(request, token):
    taken = _taken(request, token)
    actions.read_again(taken, by=request.user)
    return redirect("blocs:import_detail", token)


@require_POST
def import_confirm(request, token):
    taken = _taken(request, token)
    if actions.is_long(taken):
        return redirect("blocs:job_detail", actions.confirm_later(taken, by=request.user).token)
    actions.confirm(taken, by=request.user)
    tell(request, _("The file is taken over."))
    return redirect("blocs:import_detail", token)


@require_POST
def import_undo(request, token):
    actions.undo(_taken(request, token), by=request.user)
    tell(request, _("The file is taken back; everything stands as before."))
    return redirect("blocs:import_detail", token)


@require_POST
def import_drop(request, token):
    actions.drop(_taken(request, token), by=request.user)
    tell(request, _("The file is dropped."))
    return redirect("blocs:import_list")
