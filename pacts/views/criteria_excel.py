"""A criteria table out to Excel, and in again: looked at line by line first, then taken over whole or not at all."""

from django.core import signing
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.pages import tell
from pacts.actions.criteria_import import import_table
from pacts.excel.columns import BY_KEY as COLUMN_KEYS
from pacts.excel.plan import Plan, fingerprint, plan_of
from pacts.excel.preview import lines_of
from pacts.excel.reading import Reading, read
from pacts.excel.rows import as_json, from_json, names_for, rows_of
from pacts.excel.writing import workbook
from pacts.forms.criteria import departments_for
from pacts.forms.tables import UploadForm
from pacts.table_page import file_name
from pacts.views.criteria import form_page, the_table, to_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "pacts.table_import"
KEPT_SECONDS = 3600


def table_export(request, pk):
    table = the_table(request, pk)
    content = workbook(table.name, rows_of(table), _names(table), at=_moment(table))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(table)}"'
    return answer


def _names(table):
    return names_for(table, departments_for(table.pact))


def _moment(table):
    """The time the file bears: that of the adoption, else of now."""
    return timezone.localtime(table.adopted_at) if table.adopted_at else timezone.localtime()


def table_import(request, pk):
    """The file is read and shown; nothing is changed here."""
    table = the_table(request, pk, "pacts.edit_table")
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            reading = read(form.cleaned_data["file"], _names(table))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _preview(request, table, reading, form.cleaned_data["file"].name)
    return _form(request, table, form)


def _form(request, table, form):
    return form_page(request, table, form, _("Take over from Excel"), template="pacts/table_import.html")


def _preview(request, table, reading: Reading, file: str):
    now = rows_of(table)
    plan = plan_of(now, reading.rows, reading.columns).without(reading.broken)
    context = {
        "file": file,
        "reading": reading,
        "plan": plan,
        "counts": _counts(plan, reading),
        "lines": lines_of(plan, _names(table)),
        "packed": "" if reading.problems else _packed(table, reading, fingerprint(now)),
    }
    name = _("Check what the file changes")
    return form_page(request, table, None, name, template="pacts/table_import_check.html", **context)


def _counts(plan: Plan, reading: Reading) -> dict[str, int]:
    names = ("new", "changed", "unchanged", "removed")
    return {name: plan.counts[name] for name in names} | {"wrong": len(reading.problems)}


def _packed(table, reading: Reading, seen: str) -> str:
    """The lines as they were read, signed: what is confirmed is what was shown, for this table and an hour."""
    kept = {"table": table.pk, "seen": seen, "columns": sorted(reading.columns)}
    return signing.dumps({**kept, "rows": [as_json(row) for row in reading.rows]}, salt=SALT, compress=True)


def _unpacked(raw: str, table) -> dict:
    try:
        kept = signing.loads(raw, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        kept = {}
    if kept.get("table") != table.pk:
        raise Refused(_("The preview has expired. Send the file again."))
    return kept


@require_POST
def table_import_confirm(request, pk):
    table = the_table(request, pk, "pacts.edit_table")
    kept = _unpacked(request.POST.get("packed", ""), table)
    rows, before = [from_json(row) for row in kept["rows"]], rows_of(table)
    import_table(table, rows, columns=set(kept["columns"]), seen=kept["seen"], by=request.user)
    request.session[imported_key(table)] = _packed_before(before, table)
    tell(request, _("The criteria are taken over from the file."))
    return to_table(pk)


# --- Taken back ---


def imported_key(table) -> str:
    return f"imported_table_{table.pk}"


def _packed_before(before, table) -> str:
    """What stood before the file, and the state it left; whatever is changed since ends the taking back."""
    kept = {"table": table.pk, "seen": fingerprint(rows_of(table)), "rows": [as_json(row) for row in before]}
    return signing.dumps(kept, salt=SALT, compress=True)


@require_POST
def table_import_undo(request, pk):
    """The table as it stood before the file, whole; refused where anything was changed since."""
    table = the_table(request, pk, "pacts.edit_table")
    try:
        kept = signing.loads(request.session.get(imported_key(table), ""), salt=SALT)
    except signing.BadSignature:
        raise Refused(_("There is no file to take back here.")) from None
    rows = [from_json(row) for row in kept["rows"]]
    import_table(table, rows, columns=set(COLUMN_KEYS), seen=kept["seen"], by=request.user)
    del request.session[imported_key(table)]
    tell(request, _("The file is taken back; the table stands as before."))
    return to_table(pk)
