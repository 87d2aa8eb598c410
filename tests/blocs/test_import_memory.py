"""What the worker holds at most while it reads a file of the largest permitted size to its preview."""

from pathlib import Path

import pytest

from blocs.actions import import_reading, imports
from blocs.intake import KINDS
from blocs.models import Role
from tests.blocs.excel.books import raw_book, sheet_xml
from tests.make import a_user

pytestmark = pytest.mark.django_db

MOST = 300 * 1024  # kB, of the whole worker
WORKER = 90 * 1024  # kB it holds before its first file; the process of the tests holds far more by itself
LINES = 5000
HEADS = ("Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên", "Từ ngày", "Cột thừa")


def a_line(*said: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{words}</t></is></c>' for words in said) + "</row>"


def a_file(words: str) -> bytes:
    lines = [a_line(*HEADS), *(a_line(*[f"{words} {line}"] * len(HEADS)) for line in range(LINES))]
    return raw_book(sheet_xml("".join(lines))).getvalue()


def grown_by(act) -> int:
    """kB the process came to hold more than before, at its peak (proc(5): clear_refs, VmHWM)."""
    Path("/proc/self/clear_refs").write_text("5")
    before = held("VmRSS")
    act()
    return held("VmHWM") - before


def held(name: str) -> int:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1])


WIDE = {"plain": "Đội Cảnh sát điều tra " * 20, "old letters": "Phßng C¶nh s¸t ®iÒu tra " * 9, "short": "Đội"}


@pytest.mark.parametrize("words", WIDE.values(), ids=WIDE)
def test_five_thousand_lines_of_wide_text_are_read_within_300_mb(words):
    taken = imports.send(KINDS["units"], {}, name="a.xlsx", content=a_file(words), by=a_user(Role.ADMIN))
    grown = grown_by(lambda: import_reading.read(taken.pk))
    taken.refresh_from_db()
    assert taken.state == "ready" and sum(taken.counts[name] for name in ("new", "wrong")) == LINES, taken.trouble
    assert WORKER + grown <= MOST, grown
