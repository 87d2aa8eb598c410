"""Rows pasted from a spreadsheet: read by head or by place, never guessed, wrong ones told at their row."""

from decimal import Decimal

import pytest

from pacts.logic.kinds import Kind
from pacts.logic.pasted import MOST_ROWS, NoBlock, cells_of, kind_in, read_block, seems_dotted

HEAD = "TT\tNội dung\tLoại\tChỉ tiêu\tĐơn vị tính\n"


def rows(text, **how):
    return [(row.name, row.kind, row.target, row.target_max, row.measure) for row in read_block(text, **how).rows]


@pytest.mark.parametrize(
    "line, read",
    [
        ("1\tTỷ lệ khám phá án\t≥\t92,02\t%", ("Tỷ lệ khám phá án", Kind.AT_LEAST, Decimal("92.02"), None, "%")),
        ("2\tOan sai\tKhông để xảy ra\t\tvụ", ("Oan sai", Kind.ZERO, None, None, "vụ")),
        ("3\tOan sai\t= 0\t0\tvụ", ("Oan sai", Kind.ZERO, None, None, "vụ")),
        ("4\tTai nạn\tGiảm\t3-5%\t", ("Tai nạn", Kind.REDUCE_RANGE, Decimal(3), Decimal(5), "")),
        ("5\tMô hình\tSố lượng\t3\tmô hình", ("Mô hình", Kind.COUNT, Decimal(3), None, "mô hình")),
        ("6\tDân vận\tĐịnh tính\t\t", ("Dân vận", Kind.QUALITATIVE, None, None, "")),
        ("7\tĐơn thư\tKhông quá\t1.234\tđơn", ("Đơn thư", Kind.AT_MOST, Decimal(1234), None, "đơn")),
        ('8\t"Hai\ndòng"\t>\t75%\t', ("Hai dòng", Kind.GREATER_THAN, Decimal(75), None, "%")),
    ],
)
def test_a_row_under_a_head_is_read(line, read):
    block = read_block(HEAD + line)
    assert rows(HEAD + line) == [read]
    assert (block.has_head, block.faulty, block.rows[0].line) == (True, 0, 2)


@pytest.mark.parametrize(
    "line, read",
    [
        ("Tỷ lệ\t≥ 90%", ("Tỷ lệ", Kind.AT_LEAST, Decimal(90), None, "%")),
        ("Tỷ lệ\t≤\t8\t%", ("Tỷ lệ", Kind.AT_MOST, Decimal(8), None, "%")),
        ("1.1\tTỷ lệ\t100\t%", ("Tỷ lệ", Kind.AT_LEAST, Decimal(100), None, "%")),
        ("Cháy\tkhông để xảy ra", ("Cháy", Kind.ZERO, None, None, "")),
        ("Chỉ có nội dung", ("Chỉ có nội dung", Kind.QUALITATIVE, None, None, "")),
    ],
)
def test_without_a_head_the_place_tells(line, read):
    assert rows(line) == [read]


def test_a_fall_names_what_it_is_compared_with():
    row = read_block("Tai nạn\tgiảm 5% so với năm 2016").rows[0]
    assert (row.kind, row.target, row.baseline_label, row.problems) == (
        Kind.REDUCE_AT_LEAST,
        Decimal(5),
        "năm 2016",
        (),
    )


@pytest.mark.parametrize(
    "line",
    [
        "1\t\t≥\t90\t%",
        "1\tX\tkiểu lạ\t90\t%",
        "1\tX\t≥\tabc\t%",
        "1\tX\t≥\t92.020\t%",
        "1\tX\t≥\t101\t%",
        "1\tX\t≥\t\t%",
        "1\tX\t≥\t90\t",
        "1\tX\tGiảm\t5-3%\t",
        "1\tX\tSố lượng\t2,5\tmô hình",
        "1\t" + "x" * 501 + "\t≥\t90\t%",
    ],
)
def test_what_cannot_be_read_is_told_at_its_row(line):
    assert len(read_block(HEAD + line).rows[0].problems) == 1


def test_numbers_with_dots_are_read_by_choice():
    text = "A\t≥\t92.02\t%\nB\t≥\t1,234.5\tvụ\nC\t≥\t88.5\t%"
    assert seems_dotted(text)
    assert not seems_dotted("A\t92,02\nB\t1.234")
    assert [row[2] for row in rows(text, dots=True)] == [Decimal("92.02"), Decimal("1234.5"), Decimal("88.5")]


def test_text_of_an_old_font_is_read_and_shown_as_it_was():
    row = read_block("Khèi thi ®ua lùc l\u00adîng\t≥\t90\t%").rows[0]
    assert (row.name, row.was) == ("Khối thi đua lực lượng", "Khèi thi ®ua lùc l\u00adîng")


@pytest.mark.parametrize("text", ["", "\n\t\n", HEAD, "x\n" * (MOST_ROWS + 1), "x" * 200_001])
def test_what_is_no_block_says_so(text):
    with pytest.raises(NoBlock) as refused:
        read_block(text)
    assert refused.value.sentence


def test_cells_keep_their_place():
    assert cells_of("a\t\tc\r\n\r\n d \t'e") == [["a", "", "c"], ["d", "'e"]]


def test_every_kind_is_known_by_its_own_name():
    assert [kind_in(str(kind.label)) for kind in Kind] == list(Kind)
