"""Hostile files: each refused with a sentence of its own, in bounded memory and time."""

import struct
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from blocs.excel import guard
from blocs.excel.guard import ANY_TABLE, MEGABYTE, check
from blocs.logic.lifecycle import Refused
from tests.blocs.excel.books import BOOK, TYPES, a_book, raw_book, sheet_xml, zipped

ROOT = Path(__file__).resolve().parents[3]
MOST_MEMORY = 300 * 1024  # kB, as the kernel counts it


def refused(file, limits=ANY_TABLE) -> str:
    with pytest.raises(Refused) as told:
        check(file, limits)
    return str(told.value)


def old_excel() -> BytesIO:
    return BytesIO(guard.OLD_EXCEL + b"\xa1\xb1\x1a\xe1" + bytes(4000))


def locked() -> BytesIO:
    return BytesIO(guard.OLD_EXCEL + b"\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def with_macros() -> BytesIO:
    return zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK, "xl/vbaProject.bin": "x"})


def bomb() -> BytesIO:
    return raw_book("<worksheet>" + " " * (ANY_TABLE.unpacked + 1) + "</worksheet>")


def many_parts(count: int = 100_000) -> BytesIO:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}", b"")
    kept.seek(0)
    return kept


HOSTILE = {
    "old": old_excel,
    "locked": locked,
    "macros": with_macros,
    "bomb": bomb,
    "parts": lambda: many_parts(2000),
    "path": lambda: zipped({"[Content_Types].xml": TYPES, "../../etc/passwd": "x"}),
    "entities": lambda: raw_book('<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'),
    "entities in utf-16": lambda: raw_book('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'.encode("utf-16")),
    "links": lambda: raw_book(sheet_xml(""), **{"xl__externalLinks__externalLink1.xml": "<a/>"}),
    "inside": lambda: raw_book(sheet_xml(""), **{"xl__embeddings__oleObject1.bin": b"x"}),
    "picture": lambda: BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
    "word": lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
    "empty": lambda: BytesIO(b""),
    "cut": lambda: BytesIO(a_book(["a"]).getvalue()[:-300]),
}
SAME = {"entities in utf-16": "entities", "word": "picture", "empty": "picture", "cut": "picture", "parts": "bomb"}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_is_refused(name):
    assert refused(HOSTILE[name]()).endswith(".")


def test_each_reason_has_a_sentence_of_its_own():
    sentences = {name: refused(make()) for name, make in HOSTILE.items() if name not in SAME}
    assert len(set(sentences.values())) == len(sentences)
    assert {name: refused(HOSTILE[name]()) for name in SAME} == {name: sentences[like] for name, like in SAME.items()}


def test_the_sentence_for_xls_says_how_to_save_it_anew():
    assert ".xlsx" in refused(old_excel()) and ".xlsx" not in refused(locked())


def test_a_good_file_passes():
    check(a_book(["a"]))


def test_more_than_the_limit_is_refused_unread():
    assert "20" in refused(BytesIO(bytes(ANY_TABLE.size + 1)))


def test_a_directory_that_lies_about_the_size_gains_nothing():
    """The parts say they unpack to 10 bytes and hold far more: that much is read, and it does not fit."""
    content = bytearray(raw_book("<worksheet>" + " " * 5_000_000 + "</worksheet>").getvalue())
    place = content.rfind(b"PK\x01\x02")
    while place >= 0:
        content[place + 24 : place + 28] = struct.pack("<I", 10)
        place = content.rfind(b"PK\x01\x02", 0, place)
    assert refused(BytesIO(bytes(content)))


def test_what_unpacks_beyond_its_word_is_counted_while_reading(monkeypatch):
    """Whatever the directory says, no more than the limit is ever unpacked."""
    monkeypatch.setattr(guard, "_check_parts", lambda archive, limits: None)
    assert refused(bomb()) == refused(many_parts(2000))


def test_a_hundred_thousand_parts_are_not_even_listed(monkeypatch):
    file, opened = many_parts(), []
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda archive, *said, **more: opened.append(said))
    assert refused(file) and opened == []


# --- Memory and work, of a process that reads one file ------------------------------------------

MEASURED = """
import os, sys, zipfile
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from blocs.excel.reading import opened
from blocs.logic.lifecycle import Refused
unpacked, unpack = 0, zipfile.ZipExtFile.read
def counted(part, *said):
    global unpacked
    piece = unpack(part, *said)
    unpacked += len(piece)
    return piece
zipfile.ZipExtFile.read = counted
with open({path!r}, "rb") as file:
    try:
        with opened(file) as book:
            for name in book.sheets:
                print(len(book.grid(name, 5000).lines))
    except Refused as refusal:
        print("refused")
# Not ru_maxrss: that remembers the process this one was forked from.
[most] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(most, unpacked)
"""


def measured(tmp_path, content: bytes) -> tuple[str, int, int]:
    """(what was read, most memory in kB, bytes unpacked) of a process that reads this file."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    said = subprocess.run(
        [sys.executable, "-c", MEASURED.format(root=str(ROOT), path=str(path))],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert said.returncode == 0, said.stderr
    *outcome, last = said.stdout.splitlines()
    memory, unpacked = last.split()
    return "".join(outcome), int(memory), int(unpacked)


def lines_of(cell: str, columns: int, lines: int = 5000) -> str:
    """`cell` stands in every place; {n} counts them."""
    row = "".join(cell.replace("{n}", f"{place}{{line}}") for place in range(columns))
    return "".join(f'<row r="{line}">{row.replace("{line}", str(line))}</row>' for line in range(1, lines + 1))


def a_text(said: str) -> str:
    return f'<c t="inlineStr"><is><t>{said}</t></is></c>'


def with_texts(texts: str, rows: str = "") -> BytesIO:
    return raw_book(sheet_xml(rows), **{"xl__sharedStrings.xml": f"<sst>{texts}</sst>"})


EMPTY_LINES = "".join(f'<row r="{line}" spans="1:9" s="4" customFormat="1" ht="15"/>' for line in range(3, 1_048_577))
FILLED_LINES = f'<row r="1">{a_text("Tên")}</row><row r="2"><c r="A2"><v>1</v></c></row>'
WORST = {
    "a bomb": (bomb, "refused"),
    "a million empty lines": (lambda: raw_book(sheet_xml(FILLED_LINES + EMPTY_LINES)), "2"),
    "as many cells as may be": (lambda: raw_book(sheet_xml(lines_of("<c><v>{n}</v></c>", 79))), "5000"),
    "as many letters as may be": (lambda: raw_book(sheet_xml(lines_of(a_text("Đơn vị số {n} 😀" * 14), 10))), "5000"),
    "a million cells": (lambda: raw_book(sheet_xml(lines_of("<c><v>{n}</v></c>", 200))), "refused"),
    "a shared text without end": (lambda: with_texts(f"<si><t>{'a' * 13_000_000}</t></si>"), "refused"),
    "one text in every cell": (
        lambda: with_texts(f"<si><t>{'đ' * 30_000}</t></si>", lines_of('<c t="s"><v>0</v></c>', 50)),
        "refused",
    ),
    "texts of a million runs": (lambda: with_texts(f"<si>{'<r><t/></r>' * 3_000_000}</si>"), "refused"),
    "a cell of a million runs": (
        lambda: raw_book(sheet_xml(f'<row r="1"><c t="inlineStr"><is>{"<r><t/></r>" * 3_000_000}</is></c></row>')),
        "refused",
    ),
    "nested without end": (lambda: raw_book(sheet_xml("<a>" * 20_000_000)), "refused"),
    "names without end": (lambda: raw_book(sheet_xml("".join(f"<a{n}/>" for n in range(5_000_000)))), "refused"),
    "a tag without end": (lambda: raw_book(sheet_xml(f'<row a="{"x" * 100_000_000}"/>')), "refused"),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_of_files_stays_within_300_mb_and_is_unpacked_twice_at_most(tmp_path, name):
    """Once to be judged, once to be read; what is refused is not read to its end."""
    make, outcome = WORST[name]
    content = make().getvalue()
    found, memory, unpacked = measured(tmp_path, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        whole = sum(part.file_size for part in archive.infolist())
    assert (found, memory < MOST_MEMORY) == (outcome, True), (found, memory)
    assert unpacked <= 2 * whole + 3 * MEGABYTE, (unpacked, whole)
