"""A paper laid out before any renderer sees it: lines broken, rules and columns measured, letters made printable.

PDF and Word get the same tree of plain values (lengths in millimetres, sizes in points), so they break and rule alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from math import inf
from typing import Any, Final

from reports.papers.document import Annex, Document
from reports.papers.letters import printable
from reports.papers.nd30.widths import width
from reports.papers.tables import fitted

LEFT_CELL: Final = 65.0
RIGHT_CELL: Final = 100.0
HALF: Final = 82.5
"""Where two sign beside each other."""
TEXT: Final = 165.0
LANDSCAPE: Final = 252.0
RULED: Final = 0.4
LONGEST_RULE: Final = 60.0
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
AIR: Final = 1.0
"""Millimetres a line keeps free of its cell's edge, so that another typesetter does not break it again."""
SMALL: Final = 11.0
"""Letters of the tables of a sealed pact, which are long."""
A_LINE_AND_MORE: Final = 110
"""Signs that certainly run over one line of text."""


def plain(value: Any) -> Any:
    """The value for a template, every text of it printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    names = _fields(type(value))
    return {name: plain(getattr(value, name)) for name in names} if names else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Names of a dataclass's fields, none of any other kind of value."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def laid(document: Document) -> dict[str, Any]:
    """Everything of the paper but its sheets of a workbook."""
    own = {"body", "annexes", "leaves"}
    tree = {one.name: plain(getattr(document, one.name)) for one in fields(document) if one.name not in own}
    return tree | {
        "head": head(document.parent, document.agency, document.number_line, document.place_and_day),
        "name": naming(document.type_name, document.abstract),
        "addressees": addressed(tree["addressees"]),
        "authority": upper(tree["resolves"][0]) if tree["resolves"] else "",
        "deed": upper(tree["resolves"][-1]) if len(tree["resolves"]) > 1 else "",
        "body": kept(blocks(document.body, TEXT)),
        "annexes": [_annex(one) for one in document.annexes],
        "signs": signed(tree["signs"]),
        "signs_left": signed(tree["signs_left"]),
    }


# --- The head -------------------------------------------------------------------------------------


def head(parent: str, agency: str, number_line: str, place_and_day: str) -> dict[str, Any]:
    """The lines of the first two rows of the paper and how long the rules below them are."""
    agency_lines = lines_of(upper(printable(agency)), LEFT_CELL, 13, bold=True)
    return {
        "parent": lines_of(upper(printable(parent)), LEFT_CELL, 13),
        "agency": agency_lines,
        "agency_rule": ruled(agency_lines, 13),
        "motto": MOTTO,
        "motto_rule": round(width(MOTTO, 14, bold=True), 2),
        "number": printable(number_line),
        "place": lines_of(printable(place_and_day), RIGHT_CELL, 14, italic=True),
    }


def naming(type_name: str, abstract: str) -> dict[str, Any]:
    """The kind of paper and what it is about."""
    about = lines_of(printable(abstract), TEXT - 10, 14, bold=True)
    return {"kind": upper(printable(type_name)), "about": about, "rule": ruled(about, 14)}


def ruled(lines: Sequence[str], size: float) -> float:
    """Two fifths of the last line, at most 60 mm (decree 30/2020, annex I: a third to a half of the line)."""
    return round(min(RULED * width(lines[-1], size, bold=True), LONGEST_RULE), 2) if lines else 0


def upper(text: str) -> str:
    return text.upper()


def lines_of(text: str, room: float, size: float, *, bold: bool = False, italic: bool = False) -> list[str]:
    """The text broken into as few lines as `room` millimetres ask for, of lengths as equal as may be."""
    words = text.split()
    sizes = [width(word, size, bold=bold, italic=italic) for word in words]
    blank = width(" ", size, bold=bold, italic=italic)
    count, narrow, wide = len(_filled(sizes, room - AIR, blank)), 0.0, room - AIR
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(_filled(sizes, middle, blank)) <= count else (middle, wide)
    ends = _filled(sizes, wide, blank)
    return [" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _filled(sizes: Sequence[float], room: float, blank: float) -> list[int]:
    """The end of each line where words are set one after another; a word longer than the room gets a line."""
    ends: list[int] = []
    used = inf
    for at, size in enumerate(sizes):
        if used + blank + size > room:
            ends, used = [*ends, at], size
        else:
            used += blank + size
    return [*ends[1:], len(sizes)] if sizes else []


# --- Who it is to, who signs ----------------------------------------------------------------------


def addressed(names: Sequence[str]) -> list[str]:
    """One stands beside “Kính gửi:”, several below it, each “- …;”, the last with a full stop (annex I, II.9d)."""
    bare = [name.strip().lstrip("- ").rstrip(";., ") for name in names if name.strip()]
    if len(bare) < 2:
        return bare
    return [f"- {name}{'.' if at == len(bare) else ';'}" for at, name in enumerate(bare, start=1)]


def signed(block: dict | None) -> dict | None:
    return block and {"capacity": list(map(upper, block["capacity"])), "name": block["name"]}


# --- The body -------------------------------------------------------------------------------------


def blocks(body: Sequence[Any], room: float) -> list[dict]:
    return [one for block in body for one in _block(block, room)]


def _block(block: Any, room: float) -> list[dict]:
    made = {**plain(block), "block": block.block, "sticks": False}
    shape = _SHAPES.get(block.block)
    return shape(made, room) if shape else [made]


def _para(made: dict, room: float) -> list[dict]:
    """A paragraph of several lines typed one below the other is several paragraphs."""
    return [{**made, "text": line.strip()} for line in made["text"].split("\n") if line.strip()]


def _heading(made: dict, room: float) -> list[dict]:
    text = upper(made["text"]) if made["level"] == "roman" else made["text"]
    return [{**made, "text": text, "title": upper(made["title"])}]


def _article(made: dict, room: float) -> list[dict]:
    """“Điều 1.” with its title on a line of its own, or with its first paragraph beside it."""
    number = made["number"].strip().rstrip(".")
    label = f"{'' if number.casefold().startswith('điều') else 'Điều '}{number}."
    lines = [line.strip() for line in made["text"].split("\n") if line.strip()]
    beside = [] if made["title"] else lines[:1]
    first = {**made, "label": label, "text": "".join(beside), "sticks": bool(made["title"] and lines)}
    return [first, *({"block": "para", "text": line, **_PLAIN} for line in lines[len(beside) :])]


def _facts(made: dict, room: float) -> list[dict]:
    rows = [[f"{label.strip().rstrip(':')}:", value] for label, value in made["rows"]]
    return [{**made, "rows": rows}]


def _table(made: dict, room: float) -> list[dict]:
    return [{**made, **fitted(made, room)}]


def _signers(made: dict, room: float) -> list[dict]:
    """Names and capacities as they are printed; `lines` of cells, the last one filled up with None."""
    cells = [
        {**one, "unit": upper(one["unit"]), "capacity": list(map(upper, one["capacity"]))} for one in made["signers"]
    ]
    count = made["columns"]
    rows = [cells[at : at + count] for at in range(0, len(cells), count)]
    return [{**made, "signers": cells, "lines": [[*row, *[None] * (count - len(row))] for row in rows]}]


_PLAIN: Final = {"style": "plain", "is_centred": False, "sticks": False}
_SHAPES: Final = {
    "para": _para,
    "heading": _heading,
    "article": _article,
    "facts": _facts,
    "table": _table,
    "signers": _signers,
}


def kept(body: list[dict]) -> list[dict]:
    """The last blocks marked to stay with the signature until they are certainly two lines of text."""
    signs = 0
    for block in reversed(body):
        if signs >= A_LINE_AND_MORE or block["block"] in {"table", "signers"}:
            break
        block["sticks"] = True
        signs += len(block.get("text", "")) or A_LINE_AND_MORE // 2
    return body


def _annex(annex: Annex) -> dict[str, Any]:
    room = LANDSCAPE if annex.is_landscape else TEXT
    made = plain({"label": annex.label, "reference": annex.reference, "is_landscape": annex.is_landscape})
    title = lines_of(upper(printable(annex.title)), room - 10, 14, bold=True)
    return {**made, "title": title, "body": blocks(annex.body, room)}


# --- The sealed pact ------------------------------------------------------------------------------


def laid_pact(words: Mapping[str, Any]) -> dict[str, Any]:
    """What is measured of a sealed pact: its head, its name, its tables."""
    page = words["certificate"]
    return {
        "head": head(words["parent"], words["agency"], "", words["place_and_day"]),
        "name": naming(words["kind"], words["subject"]),
        "tables": [_plain_table(one.heads, one.rows, one.widths) | _beside(one) for one in words["tables"]],
        "signings": _plain_table(page.heads, page.rows, (1, 3.5, 4, 3, 3.5)),
    }


def _plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> dict[str, Any]:
    made = [{"cells": list(row), "is_bold": False, "spans": False} for row in plain(rows)]
    table = {"heads": plain(heads), "rows": made, "widths": widths, "aligns": []}
    return {**table, **fitted(table, TEXT, most=SMALL)}


def _beside(table: Any) -> dict[str, Any]:
    title = lines_of(upper(printable(table.words)), TEXT - 10, 14, bold=True)
    return {"title": table.title, "words": title, "notes": list(table.notes)}
