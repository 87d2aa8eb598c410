"""PDFs spoilt on purpose: the form or the data of a paper with one fault, and the rows that must see it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from reports.papers import pdf
from reports.papers.document import Document
from reports.papers.laying import laid

SHOWN = r"(#show: paper\.with\([^\n]*\)\n)"


@dataclass(frozen=True)
class Mutant:
    """`form` are pairs of a pattern in the typst sources and what stands in its place; `words` changes the data."""

    name: str
    seen_by: tuple[str, ...]
    form: tuple[tuple[str, str], ...] = ()
    words: Callable[[dict[str, Any]], object] = field(default=lambda data: None)
    doc_type: str = "ke_hoach"


def after_show(rule: str) -> tuple[tuple[str, str], ...]:
    """A rule of the whole paper, after the house's own."""
    return ((SHOWN, rf"\1{rule}\n"),)


def put(*path: Any, to: Any) -> Callable[[dict], None]:
    """Another value at a place of the data."""

    def change(data: dict) -> None:
        *way, last = path
        for key in way:
            data = data[key]
        data[last] = to(data[last]) if callable(to) else to

    return change


def every_basis(data: dict) -> None:
    data["bases"] = [f"{line.rstrip(';.')}," for line in data["bases"]]


def changed_over(data: dict) -> None:
    data["signs_left"], data["signs"] = data["signs"], None


MUTANTS = {
    one.name: one
    for one in (
        Mutant("top margin 10 mm", ("PG04",), ((r"top: 20mm", "top: 10mm"),)),
        Mutant("bottom margin 10 mm", ("PG05",), ((r"bottom: 20mm", "bottom: 10mm"),)),
        Mutant("bottom margin 50 mm", ("PG05",), ((r"bottom: 20mm", "bottom: 50mm"),)),
        Mutant("left margin 20 mm", ("PG06",), ((r"left: 30mm", "left: 20mm"),)),
        Mutant("right margin 8 mm", ("PG07",), ((r"right: 15mm", "right: 8mm"),)),
        Mutant("Letter", ("PG01", "PG02"), ((r'paper: "a4"', 'paper: "us-letter"'),)),
        Mutant("body on its side", ("PG03",), ((r'paper: "a4"', 'paper: "a4", flipped: true'),)),
        Mutant("another font", ("PG08",), after_show('#show "Công": it => text(font: "DejaVu Sans Mono", it)')),
        Mutant("NFD", ("PG09",), ((r"CỘNG HÒA", unicodedata.normalize("NFD", "CỘNG HÒA")),)),
        Mutant("coloured text", ("PG10",), after_show("#set text(fill: rgb(160, 0, 0))")),
        Mutant("grey text", ("PG10",), after_show("#set text(fill: luma(90))")),
        Mutant(
            "page number at 11 pt", ("PG12",), ((r"text\(size: 14pt, str\(number\)", "text(size: 11pt, str(number)"),)
        ),
        Mutant(
            "page number in bold",
            ("PG13",),
            ((r"text\(size: 14pt, str\(number\)", 'text(size: 14pt, weight: "bold", str(number)'),),
        ),
        Mutant(
            "page number on the right",
            ("PG14",),
            ((r"align\(center, text\(size: 14pt, str\(number", "align(right, text(size: 14pt, str(number"),),
        ),
        Mutant("page number on page 1", ("PG15",), ((r"if number > 1", "if number > 0"),)),
        Mutant("page numbers from 0", ("PG11",), ((r"str\(number\)", "str(number - 1)"),)),
        Mutant("HOÀ", ("QH2",), ((r"CỘNG HÒA", "CỘNG HOÀ"),)),
        Mutant(
            "nation in lower case",
            ("QH1a",),
            ((r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"),),
        ),
        Mutant("nation on two lines", ("QH4",), ((r"NGHĨA VIỆT NAM", r"NGHĨA \\ VIỆT NAM"),)),
        Mutant("en dashes in the motto", ("TN2",), words=put("head", "motto", to="Độc lập – Tự do – Hạnh phúc")),
        Mutant(
            "motto in italics",
            ("TN1d",),
            ((r'weight: "bold", head\.motto', 'weight: "bold", style: "italic", head.motto'),),
        ),
        Mutant("motto underlined", ("TN1e",), ((r"head\.motto\)", "underline(head.motto))"),)),
        Mutant("short rule below the motto", ("TN3",), words=put("head", "motto_rule", to=30)),
        Mutant("no rule below the motto", ("TN3", "TN4"), ((r"rule\(head\.motto_rule\)", ""),)),
        Mutant("dashed rules", ("TN4", "CQ4", "TY3"), ((r"0\.6pt \+ black", '(thickness: 0.6pt, dash: "dashed")'),)),
        Mutant(
            "agency's rule as long as its name", ("CQ3",), words=put("head", "agency_rule", to=lambda one: one / 0.4)
        ),
        Mutant("rule of the abstract too short", ("TY2",), words=put("name", "rule", to=lambda one: one / 2)),
        Mutant(
            "parent in bold",
            ("CQ1c",),
            ((r"text\(size: 13pt, broken\(head\.parent", 'text(size: 13pt, weight: "bold", broken(head.parent'),),
        ),
        Mutant("agency cut short", ("CQ6",), words=put("head", "agency", to=lambda lines: lines[:-1])),
        Mutant("number at 12 pt", ("SK1",), ((r"text\(size: 13pt, head\.number", "text(size: 12pt, head.number"),)),
        Mutant("Số : 5/KH", ("SK3", "SK4", "SK5"), words=put("head", "number", to="Số : 5/KH - KTĐ")),
        Mutant("unknown type code", ("SK8",), words=put("head", "number", to="Số: 05/GƯTĐ-KTĐ")),
        Mutant("month 03", ("DD2",), words=put("head", "place", to=["Đồng Nai, ngày 15 tháng 03 năm 2017"])),
        Mutant("day upright", ("DD1d",), ((r'style: "italic", broken\(head\.place', "broken(head.place"),)),
        Mutant(
            "head with lines",
            ("GE5",),
            (
                (
                    r"columns: \(left-cell, right-cell\),\n  row-gutter",
                    "columns: (left-cell, right-cell), stroke: 0.5pt,\n  row-gutter",
                ),
            ),
        ),
        Mutant("comma after a basis", ("CC3",), words=every_basis),
        Mutant("body at 12 pt", ("ND1",), ((r"#let body-size = 14pt", "#let body-size = 12pt"),)),
        Mutant("body in italics", ("ND2",), after_show('#set text(style: "italic")')),
        Mutant("ragged body", ("ND3",), ((r"set par\(justify: true", "set par(justify: false"),)),
        Mutant("first line not indented", ("ND4",), ((r"amount: 10mm", "amount: 0mm"),)),
        Mutant(
            "no space between paragraphs", ("ND5",), ((r"spacing: body-leading \+ 6pt\)", "spacing: body-leading)"),)
        ),
        Mutant("double lines", ("ND6",), ((r"body-leading = 0\.214em", "body-leading = 1.2em"),)),
        Mutant("chapter not centred", ("BC1",), after_show('#show "Chương I": it => [#it #h(1fr)]')),
        Mutant("Nơi nhận underlined", ("NN2",), ((r"\[Nơi nhận:\]", "[#underline[Nơi nhận:]]"),)),
        Mutant("recipients without a dash", ("NN6",), words=put("recipients", 1, to=lambda line: line.lstrip("- "))),
        Mutant("recipients at 13 pt", ("NN4",), ((r"text\(size: 11pt, line\)", "text(size: 13pt, line)"),)),
        Mutant("who signs stands on the left", ("KY1f",), words=changed_over),
        Mutant("T/M", ("KY2",), words=put("signs", "capacity", to=["T/M KHỐI THI ĐUA", "KHỐI TRƯỞNG"])),
        Mutant("no room to sign", ("KY8",), ((r"v\(30mm\)", "v(5mm)"),)),
        Mutant("annex counts on", ("AX06",), ((r"counter\(page\)\.update\(\d\)", ""),)),
        Mutant("annex 2 in Arabic numerals", ("AX03",), words=put("annexes", 1, "label", to="Phụ lục 2")),
        Mutant(
            "cells of signers part",
            ("GU2",),
            (
                (r"#let signer\(cell\) = block\(breakable: false", "#let signer(cell) = block(breakable: true"),
                (r"block\(height: 25mm", "block(height: 200mm"),
            ),
            doc_type="giao_uoc",
        ),
    )
}


def spoilt(mutant: Mutant, paper: Document, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Raises AssertionError where the sources no longer have what the mutant changes."""
    data = laid(paper)
    mutant.words(data)
    whole = {name: pdf._source(name).decode() for name in ("document", "layout")}
    for pattern, other in mutant.form:
        changed = {name: re.sub(pattern, other, text) for name, text in whole.items()}
        assert changed != whole, f"{mutant.name}: nothing to change"
        whole = changed
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "_source", lambda name: whole[name].encode())
        patched.setattr(pdf, "_fonts", _fonts)
        return pdf.render("document", data, made_at=datetime(*paper.made, tzinfo=UTC))


def _fonts():
    import typst

    places = [pdf.TEMPLATES / "fonts"]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=places)
