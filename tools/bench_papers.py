"""What papers and imports cost, beside the library doing the bare minimum of the same work in the same run.

The pact of the illustrative bloc of 2017 as PDF and as Word, a score workbook of 13 × 200, and the preview of 5.000
lines as the job makes it. Each round changes a word of the paper, so that nothing is answered from what was kept.
Rounds alternate, so that a busy moment of the machine hits them all; the middle value counts. BENCH_ROUNDS sets them.
"""

import itertools
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.bench import begin, middle  # noqa: E402 – the checkout is put on the path first

GOALS = {"pact PDF": 50, "pact Word": 60, "13 × 200 workbook": 500, "preview of 5.000 lines": 3000}
TURN = itertools.count()


def the_pact():
    """The tree of the pact, worded from the rows of the illustrative year."""
    from django.core.management import call_command

    from blocs.models import Bloc
    from reports.paper_folder import paper_about
    from reports.paper_subjects import subjects_in
    from reports.paper_trees import worded
    from reports.papers.catalogue import BY_SLUG

    for path in sorted((ROOT / "seasons").glob("minh-hoa-*.json")):
        call_command("load_season", str(path), verbosity=0)
    bloc = Bloc.objects.get(season__slug="2017", is_illustrative=True)
    kind = BY_SLUG["pact"]
    return worded(paper_about(kind, bloc, subjects_in(kind, bloc)[0]))


def anew(tree):
    return replace(tree, abstract=f"{tree.abstract} {next(TURN)}")


def words_of(tree) -> list[str]:
    """Every text of the paper, in its order, without any form."""
    from reports.papers.laying import plain

    found: list[str] = []

    def gather(value):
        if isinstance(value, str):
            found.append(value)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            gather(item)

    gather(plain(tree))
    return [text for text in found if text]


# --- PDF and Word ------------------------------------------------------------------------------


def bare_typst(words: list[str]):
    """The same words as plain paragraphs on A4 in the same letters."""
    import json

    import typst

    from reports.papers.pdf import _fonts

    text = '#set text(font: "Tinos", size: 14pt)\n#for line in json(bytes(sys.inputs.data)) { par(line) }'

    def run():
        data = json.dumps([*words, str(next(TURN))], ensure_ascii=False)
        typst.compile(text.encode(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"data": data})

    return run


def bare_word(words: list[str]):
    from docx import Document

    def run():
        word = Document()
        for line in words:
            word.add_paragraph(line)
        word.save(BytesIO())

    return run


# --- Excel --------------------------------------------------------------------------------------


def a_score_sheet():
    from reports.papers.document import Document, Leaf

    heads = ("TT", "Đơn vị", *(f"{n // 20 + 1}.{n % 20 + 1}" for n in range(200)))
    rows = tuple((n, f"Đơn vị {n:02}", *(Decimal(n * c % 400) / 100 for c in range(200))) for n in range(1, 14))
    leaf = Leaf("Điểm", "Điểm từng tiêu chí", heads, rows)
    words = dict.fromkeys(["parent", "agency", "number_line", "place_and_day", "type_name", "abstract"], "")
    made = (2017, 12, 30, 1, 2, 3)
    return Document(kind="score_summary", doc_type="bao_cao", title="Điểm", body=(), made=made, leaves=(leaf,), **words)


def bare_workbook(leaf):
    from xlsxwriter import Workbook

    def run():
        book = Workbook(BytesIO(), {"in_memory": True})
        sheet = book.add_worksheet()
        for line, row in enumerate([leaf.heads, *leaf.rows]):
            sheet.write_row(line, 0, row)
        book.close()

    return run


def five_thousand() -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Bảng")
    sheet.append(["Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên", "Từ ngày"])
    for n in range(5000):
        sheet.append([f"Phòng số {n}", f"P{n}", "", "05/02/2017"])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def preview(content: bytes):
    """Sent once; read again each time, as the worker reads it."""
    from blocs.actions import import_reading, imports
    from blocs.intake import KINDS
    from blocs.models import Import, Role
    from tests.make import a_user

    taken = imports.send(KINDS["units"], {}, name="bang.xlsx", content=content, by=a_user(Role.ADMIN))

    def run():
        Import.objects.filter(pk=taken.pk).update(state=Import.State.READING)
        import_reading.read(taken.pk)
        assert Import.objects.get(pk=taken.pk).counts["new"] == 5000

    return run


def bare_reading(content: bytes):
    from openpyxl import load_workbook

    def run():
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        assert sum(1 for _row in book.active.iter_rows(values_only=True)) == 5001

    return run


def measured() -> dict[str, float]:
    from reports.papers.document_pdf import render_document
    from reports.papers.docx import render_docx
    from reports.papers.xlsx import render_xlsx

    pact, scores, content = the_pact(), a_score_sheet(), five_thousand()
    words = words_of(pact)
    return middle(
        {
            "pact PDF": lambda: render_document(anew(pact)),
            "pact PDF, bare typst": bare_typst(words),
            "pact Word": lambda: render_docx(anew(pact)),
            "pact Word, bare python-docx": bare_word(words),
            "13 × 200 workbook": lambda: render_xlsx(scores),
            "13 × 200 workbook, bare XlsxWriter": bare_workbook(scores.leaves[0]),
            "preview of 5.000 lines": preview(content),
            "preview of 5.000 lines, bare openpyxl": bare_reading(content),
        }
    )


def main() -> None:
    begin()
    found = measured()
    print("papers and imports, each beside the library's bare minimum")
    bare = {name.split(", bare")[0]: value for name, value in found.items() if ", bare" in name}
    for name, goal in GOALS.items():
        print(f"  {name:<26} {found[name]:8.1f} ms = {found[name] / bare[name]:5.2f} × bare   (goal {goal} ms)")


if __name__ == "__main__":
    main()
