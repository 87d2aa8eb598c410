"""The register of numbers: per letterhead, year and type code, with gaps and what was withdrawn; also as CSV."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.logic import wording
from blocs.logic.csv_files import csv_text
from blocs.models import User
from blocs.pages import number_in, page
from reports.document_access import listed_for
from reports.logic.paper_names import disposition
from reports.logic.paper_numbers import Line, lines
from reports.models import Document, Letterhead
from reports.papers.catalogue import KINDS


@require_safe
def document_register(request):
    return page(request, "reports/document_register.html", _register(request))


@require_safe
def document_register_csv(request):
    told = _register(request)
    name = f"Sổ đăng ký văn bản {told['code'] or ''} {told['year'] or ''}".strip() + ".csv"
    answer = HttpResponse(csv_text(_rows(told["lines"])), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition(name)
    return answer


def _register(request) -> dict[str, Any]:
    """`?dau=` the letterhead, `?nam=` the year, `?loai=` the type code; the newest of each where nothing is asked."""
    books = list(_books(request.user))
    head = _asked(number_in(request.GET.get("dau")), [row["letterhead"] for row in books])
    books_of = [row for row in books if row["letterhead"] == head]
    year = _asked(number_in(request.GET.get("nam")), [row["year"] for row in books_of])
    code = _asked(request.GET.get("loai"), [row["code"] for row in books_of if row["year"] == year])
    heads = Letterhead.objects.filter(pk__in={row["letterhead"] for row in books}).select_related("series", "unit")
    return {
        "heads": sorted(heads, key=str),
        "head": next((one for one in heads if one.pk == head), None),
        "years": sorted({row["year"] for row in books_of}, reverse=True),
        "year": year,
        "codes": _codes(row["code"] for row in books_of if row["year"] == year),
        "code": code,
        "lines": _lines(request.user, head, year, code) if head else [],
    }


def _books(user: User):
    """Every register this person may look into: those of which a paper of their blocs has a number."""
    rows = Document.objects.visible_to(user).filter(number__isnull=False)
    return rows.order_by("-year", "letterhead", "code").values("letterhead", "year", "code").distinct()


def _asked(said, known: list):
    """What was asked for where it is there, else the first."""
    if said in known:
        return said
    if said is not None:
        raise Http404
    return known[0] if known else None


def _codes(codes) -> list[tuple[str, str]]:
    names = {kind.code: kind.type_name for kind in KINDS if kind.code}
    return [(code, names.get(code, code)) for code in sorted(set(codes))]


def _lines(user: User, head: int, year: int, code: str) -> list[Line]:
    """A number a person may not know the paper of is told as given, without a word about it."""
    register = Document.objects.filter(letterhead=head, year=year, code=code, number__isnull=False)
    rows = register.with_names().defer("content").prefetch_related("replaced_by").order_by("number")
    known = set(listed_for(user).filter(pk__in=register.values("pk")).values_list("pk", flat=True))
    return lines({row.number: _Entry(row, row.pk in known) for row in rows})


class _Entry:
    """One number as the register shows it."""

    def __init__(self, row: Document, is_known: bool):
        self.row, self.is_known = row, is_known
        self.symbol = row.symbol_line
        self.is_withdrawn = row.state == Document.State.WITHDRAWN
        issued = [one for one in row.replaced_by.all() if one.state == Document.State.ISSUED]
        self.replaced_by = issued[-1] if issued and is_known else None


def _rows(found: list[Line]) -> list[list[str]]:
    head = [_("Number and symbol"), _("Day"), _("Abstract"), _("Signed by"), _("State"), _("Note")]
    return [head, *(_gap(line) if line.is_gap else _row(line.paper) for line in found)]


def _gap(line: Line) -> list[str]:
    span = f"{line.first:02}" if line.first == line.last else f"{line.first:02}–{line.last:02}"
    return [span, "", _("not given here"), "", "", ""]


def _row(entry: _Entry) -> list[str]:
    row = entry.row
    if not entry.is_known:
        return [entry.symbol, "", _("given to a paper of another bloc"), "", "", ""]
    note = row.withdrawn_reason if entry.is_withdrawn else str(entry.replaced_by or "")
    return [entry.symbol, wording.day(row.dated_on), row.abstract, row.issued_by, row.get_state_display(), note]
