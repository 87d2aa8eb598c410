"""The same paper as PDF, Word and workbook: same bytes each time, words as typed, nothing that runs."""

import os
import subprocess
import sys
from decimal import Decimal
from io import BytesIO

import pytest

from reports.papers import document as papers
from reports.papers.making import file_of

ROUGH = "{{ 7*7 }} {% if x %} #set $x$ <b> & =cmd|' /c calc'!A1"
HASHES = (
    "import hashlib, sys; from tests.reports.papers.test_rendering import a_paper; "
    "from reports.papers.making import file_of; "
    "print([hashlib.sha256(file_of(a_paper(), one)).hexdigest() for one in ('pdf', 'docx', 'xlsx')])"
)


def a_paper() -> papers.Document:
    """One of every block, a landscape annex of 20 columns, words that would be commands elsewhere."""
    row = papers.Row(("1", *["92,02"] * 19))
    wide = papers.Table(tuple(f"Cột {n}" for n in range(20)), (row,) * 13, (1.0,) * 20)
    return papers.Document(
        kind="plan",
        doc_type="ke_hoach",
        title="Kế hoạch thi đua",
        parent="Công an tỉnh Đồng Nai",
        agency="Khối thi đua lực lượng Cảnh sát nhân dân",
        number_line="Số: 05/KH-KTĐ",
        place_and_day="Đồng Nai, ngày 15 tháng 02 năm 2017",
        type_name="Kế hoạch",
        abstract="Tổ chức phong trào thi đua",
        body=(
            papers.Heading("I. Mục đích", "roman"),
            papers.Para(ROUGH),
            papers.Article("Điều 1.", "Phạm vi.", "Quy định chung"),
            papers.Facts((("Thời gian", "08 giờ 00"),)),
            papers.SignerGrid((papers.Signer("Phòng CSHS", ("Trưởng phòng",), "Đại tá Nguyễn Văn Hiệu", "(đã ký)"),)),
            papers.Para("Kết thúc./."),
        ),
        made=(2017, 2, 15, 8, 0, 0),
        signs=papers.SignBlock(("KHỐI TRƯỞNG",), "Đại tá Nguyễn Văn Hiệu"),
        recipients=("- Như trên;", "- Lưu: VT."),
        annexes=(papers.Annex("Phụ lục", "Bảng điểm", "(Kèm theo Kế hoạch)", (wide,), is_landscape=True),),
        leaves=(papers.Leaf("Nhóm I", "Bảng điểm", ("Nội dung", "Điểm"), ((ROUGH, Decimal("92.02")), ("=1+1", 3))),),
    )


@pytest.mark.parametrize("name", ["pdf", "docx", "xlsx"])
def test_the_same_paper_gives_the_same_bytes(name):
    assert file_of(a_paper(), name) == file_of(a_paper(), name)


def test_the_same_bytes_whatever_the_seed_of_the_process():
    told = [
        subprocess.run(
            [sys.executable, "-c", HASHES],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    ]
    assert told[0] == told[1] != ""


def test_words_stand_as_typed_in_the_pdf_and_the_annex_lies(tmp_path):
    path = tmp_path / "ban.pdf"
    path.write_bytes(file_of(a_paper(), "pdf"))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert ROUGH in " ".join(text.split())
    pages = subprocess.run(["pdfinfo", "-f", "1", "-l", "9", path], capture_output=True, text=True, check=True).stdout
    assert "841.89 x 595.276" in pages and "595.276 x 841.89" in pages


def test_words_stand_as_typed_in_word_and_the_annex_lies():
    from docx import Document

    word = Document(BytesIO(file_of(a_paper(), "docx")))
    assert ROUGH in [one.text for one in word.paragraphs]
    assert [one.page_width > one.page_height for one in word.sections] == [False, True]


def test_a_workbook_holds_no_formula_and_keeps_numbers_exact():
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(file_of(a_paper(), "xlsx")))["Nhóm I"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert sheet["A4"].value == ROUGH and sheet["A5"].value == "=1+1"
    assert Decimal(str(sheet["B4"].value)) == Decimal("92.02") and sheet["B5"].value == 3


def test_the_committed_master_is_what_its_builder_makes():
    from reports.papers.docx import MASTER
    from tools.make_master import master

    assert MASTER.read_bytes() == master()


def test_word_files_convert_to_no_more_than_a_page_beyond_the_pdf(tmp_path):
    from pdfplumber import open as opened

    from tools.office import to_pdf

    path = tmp_path / "van-ban.docx"
    path.write_bytes(file_of(a_paper(), "docx"))
    (made,) = to_pdf([path], tmp_path)
    own = opened(BytesIO(file_of(a_paper(), "pdf")))
    assert len(own.pages) <= len(opened(made).pages) <= len(own.pages) + 1
