"""A criteria table out to Excel; it comes in again as every file does (pacts/intake_criteria.py)."""

from django.http import HttpResponse
from django.utils import timezone

from pacts.excel.rows import names_for, rows_of
from pacts.excel.writing import workbook
from pacts.forms.criteria import departments_for
from pacts.table_page import file_name
from pacts.views.criteria import the_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_export(request, pk):
    table = the_table(request, pk)
    names = names_for(table, departments_for(table.pact))
    content = workbook(table.name, rows_of(table), names, at=_moment(table))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(table)}"'
    return answer


def _moment(table):
    """The time the file bears: that of the adoption, else of now."""
    return timezone.localtime(table.adopted_at) if table.adopted_at else timezone.localtime()
