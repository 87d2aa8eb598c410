"""Nothing in a file the site gives out runs when opened: hostile words planted everywhere, every export read back.

A workbook keeps its texts as texts; a list for Excel marks a cell that would begin a formula.
"""

import ast
import csv
import re
from datetime import date
from io import BytesIO, StringIO
from itertools import cycle

import openpyxl
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, InternalError, transaction
from django.db.models import Model
from django.urls import reverse

from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.logic.csv_files import COMMANDS
from blocs.models import Event, Import, Phase, Role, SheetFile
from blocs.models.fields import LineField, ProseField
from pacts.models import CriteriaTable, Criterion, Pledge
from reports.models import Honour, Placing, Result
from reports.paper_frames import frame
from reports.paper_subjects import subjects_in
from reports.papers.catalogue import KINDS as PAPERS
from reports.papers.catalogue import XLSX
from reports.papers.making import file_of
from reports.yearbook import EMPTY
from tests import make
from tests.access_table import TABLE
from tests.access_world import a_world
from tests.blocs.excel.books import a_book
from tests.make_results import a_published_result, a_scored_table
from tests.make_scoring import a_table
from tests.sites import ROOT
from tests.test_access_matrix import ROUTES, address_of, client_of

pytestmark = pytest.mark.django_db
SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "＝")
FROZEN = (Event, Result, Placing)  # held by the database itself; their words are frozen from rows planted before
FLOORS = ("blocs", "pacts", "reports")
NUMBER = re.compile(r"-\d[\d.,]*%?")


def planted() -> int:
    """Before every free text of every row a sign that begins a formula; how many texts."""
    signs, count = cycle(SIGNS), 0
    for model in apps.get_models():
        if model._meta.app_label in FLOORS and model not in FROZEN and model._meta.managed:
            count += sum(_plant(row, signs) for row in model._base_manager.all())
    ContentType.objects.clear_cache()
    return count


def _plant(row: Model, signs) -> int:
    """Past the models, which would clean a tab away: what stands in the database came by whatever door."""
    texts = [one for one in row._meta.concrete_fields if isinstance(one, LineField | ProseField) and not one.choices]
    words = {one.attname: f"{next(signs)}{getattr(row, one.attname)}"[: one.max_length] for one in texts}
    kept = {name: said for name, said in words.items() if getattr(row, name)}
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**kept)
    except (IntegrityError, InternalError):  # a text the database itself checks stays as it is
        return 0
    return len(kept)


def cells_of(content: bytes) -> list:
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def evil(value) -> bool:
    return isinstance(value, str) and value.startswith((*COMMANDS, "-"))


def read_as_text(content: bytes) -> int:
    """Every cell is a value and none an address to follow; how many begin with a sign."""
    cells = cells_of(content)
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    return sum(evil(cell.value) for cell in cells)


def read_as_list(content: bytes) -> int:
    """No cell would run; how many were marked so that they do not."""
    cells = [
        cell for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";") for cell in row
    ]
    assert [cell for cell in cells if evil(cell) and not NUMBER.fullmatch(cell)] == []
    return sum(cell.startswith("'") and evil(cell[1:]) for cell in cells)


def a_scored_bloc() -> CriteriaTable:
    """Figures, sheets, a half-year and an honour; the result is frozen from the words as they then stand."""
    table = a_scored_table(bloc=make.a_bloc(3, release="public"))
    bloc = table.pact.bloc
    Honour.objects.create(bloc=bloc, unit=make.members_of(bloc)[0], title=make.a_title(), status="proposed")
    half = {"name": "6 tháng đầu năm", "starts_on": date(2017, 1, 1), "ends_on": date(2017, 6, 30)}
    phase, _made = Phase.objects.get_or_create(season=bloc.season, slug="half", kind="half", defaults=half)
    make.a_reporting(bloc, phase=phase)
    return table


def published(table) -> Result:
    return a_published_result(CriteriaTable.objects.get(pk=table.pk))


@pytest.fixture
def scored():
    table = a_scored_bloc()
    assert planted() > 20
    return CriteriaTable.objects.get(pk=table.pk), published(table)


# --- Workbooks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if XLSX in kind.formats], ids=lambda kind: kind.slug)
def test_no_workbook_of_a_paper_holds_a_formula(scored, kind):
    table, _result = scored
    bloc = table.pact.bloc
    subject = subjects_in(kind, bloc)[0]
    links = {"unit": subject.unit} if kind.about == "sheet" else {}
    paper = kind.write(subject, frame(kind, bloc, **links))
    assert read_as_text(file_of(paper, XLSX)) > 0


@pytest.mark.parametrize("slug", KINDS)
def test_no_template_of_an_import_holds_a_formula(slug, scored, django_capture_on_commit_callbacks):
    table, _result = scored
    by = make.a_user(Role.ADMIN)
    make.a_reporting(table.pact.bloc)
    draft = make.a_pact(table.pact.bloc, version=2, amends=table.pact)
    a_table(draft, adopted=False)
    Pledge.objects.filter(pact=draft).update(name="=Tỷ lệ")
    Criterion.objects.filter(table__pact=draft).update(name="+Tiêu chí")
    targets = KINDS[slug].targets(by) or _targets_of_others(slug, table)
    by, (target, name) = targets if isinstance(targets, tuple) else (by, targets[0])
    with django_capture_on_commit_callbacks(execute=True):
        ask_template(KINDS[slug], target, name, by=by)
    read_as_text(bytes(SheetFile.objects.get().content))


def _targets_of_others(slug, table):
    """Marks are given by the unit itself: on a sheet that is still its own."""
    unit = make.members_of(table.pact.bloc)[0]
    person = make.a_user(Role.COMMANDER, at=unit)
    table.sheets.filter(unit=unit).update(state="open", closed_at=None, stage=table.stages.first())
    return person, KINDS[slug].targets(person)[0]


def test_a_file_sent_back_with_its_errors_holds_no_formula(django_capture_on_commit_callbacks):
    from blocs.actions import imports

    rows = [["Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên"], *([f"{sign}1", f"{sign}2", "không có"] for sign in SIGNS)]
    with django_capture_on_commit_callbacks(execute=True):
        imports.send(KINDS["units"], {}, name="a.xlsx", content=a_book(*rows).getvalue(), by=make.a_user(Role.ADMIN))
    assert read_as_text(bytes(SheetFile.objects.get(taken=Import.objects.get()).content)) >= 8


def test_the_criteria_table_as_a_file_and_the_empty_workbook_hold_no_formula(client, scored):
    table, _result = scored
    client.force_login(make.a_user(Role.ADMIN))
    assert read_as_text(client.get(reverse("pacts:table_export", args=[table.pact_id])).content) > 0
    read_as_text(EMPTY.read_bytes())


# --- Lists for Excel --------------------------------------------------------------------------------


def lists() -> list[str]:
    """Every address of a list for Excel, the admin's among them."""
    return [name for name in ROUTES if name.endswith("csv")]


def test_no_list_for_excel_begins_a_formula():
    world, table = a_world(release="public"), a_scored_bloc()
    planted()
    result = published(table)
    browser, marked, others = client_of(world["people"]["admin"]), {}, client_of(make.a_user(Role.ADMIN))
    for name in lists():
        if name == "admin:roles_csv" or name in TABLE:
            address = reverse(name) if name.startswith("admin:") else address_of(name, TABLE[name], world)
            answer = browser.get(address)
            assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/csv"), name
            marked[name] = read_as_list(answer.content)
    targets = reverse("reports:board_csv", args=["chi-tieu"])
    assert read_as_list(browser.get(targets, {"khoi": world["bloc"].pk}).content) > 0
    assert set(marked) == set(lists())
    assert [marked[name] > 0 for name in ("reports:board_csv", "reports:document_register_csv")] == [True, True]
    own = others.get(reverse("reports:result_csv", args=[result.pk]))
    public = client_of(None).get(
        reverse("public_result_csv", args=[table.pact.bloc.series.slug, table.pact.bloc.season.slug])
    )
    assert read_as_list(own.content) > 0 and read_as_list(public.content) > 0


# --- No other way out -------------------------------------------------------------------------------

WORKBOOKS = {
    *("blocs/actions/import_sheets.py", "blocs/excel/template.py", "pacts/excel/writing.py"),
    *("reports/papers/xlsx.py", "reports/yearbook/template.py"),
}
RUNNING = {"write", "write_formula", "write_array_formula", "write_dynamic_array_formula", "write_url"}
RUNNING |= {"write_row", "write_column", "write_rich_string"}


def modules():
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def called(tree, owner: str | None = None) -> set[str]:
    """Names of what is called as an attribute (`sheet.write`), of `owner` where one is named."""
    found = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [one for one in found if isinstance(one, ast.Attribute)]
    return {one.attr for one in named if owner is None or getattr(one.value, "id", "") == owner}


def imports_of(tree) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_lists_are_written_by_the_one_guarded_module_and_workbooks_by_known_ones():
    with_csv = [name for name, tree in modules() if called(tree, "csv") & {"writer", "DictWriter"}]
    with_books = {name for name, tree in modules() if "xlsxwriter" in imports_of(tree)}
    saying_csv = {name for name, tree in modules() if "text/csv" in ast.dump(tree)}
    guarded = {name for name, tree in modules() if "csv_text" in ast.dump(tree)} - {"blocs/logic/csv_files.py"}
    assert (with_csv, with_books) == ([], WORKBOOKS)
    assert saying_csv - guarded <= {"reports/views/results.py", "reports/views/public_results.py"}  # Shown.csv()


def test_workbooks_write_texts_as_texts_and_never_guess():
    for name, tree in modules():
        if name in WORKBOOKS:
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not called(tree) & RUNNING, name
            assert re.findall(r"Workbook\([^)]*\)", text) and all(
                "OPTIONS" in one for one in re.findall(r"Workbook\([^)]*\)", text)
            ), name
    for options in ("blocs.excel.template", "pacts.excel.writing", "reports.papers.xlsx"):
        said = __import__(options, fromlist=["OPTIONS"]).OPTIONS
        assert not any(said[one] for one in ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"))
