"""What every paper is before it has a form: one frozen tree of plain, already worded Vietnamese.

The same tree is shown on the screen and rendered to PDF, Word and Excel; what is not in it is on no paper. Texts are
whole sentences as they are printed; numbers in tables are printed as they stand, those of a workbook stay exact.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Para:
    """A paragraph of the body: justified, its first line indented by 10 mm unless it is centred."""

    text: str
    style: Literal["plain", "bold", "italic"] = "plain"
    is_centred: bool = False
    block: str = field(default="para", init=False)


@dataclass(frozen=True)
class Heading:
    """`roman`: “I. NHỮNG KẾT QUẢ”, upper case and bold; `plain`: “1. Ưu điểm”, bold in sentence case, both indented;
    `chapter`: “Chương I”, bold and centred, with `title` in upper case below it.
    """

    text: str
    level: Literal["roman", "plain", "chapter"] = "plain"
    title: str = ""
    block: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Article:
    """“Điều 1.” in bold, `title` in bold beside it where it has one, then `text`."""

    number: str
    text: str = ""
    title: str = ""
    block: str = field(default="article", init=False)


@dataclass(frozen=True)
class Facts:
    """Labels and what they say, in two columns without lines: the time and place of an invitation."""

    rows: tuple[tuple[str, str], ...]
    block: str = field(default="facts", init=False)


@dataclass(frozen=True)
class Row:
    """`is_bold`: a group's head or a sum; `spans`: its first cell runs over the whole width."""

    cells: tuple[str, ...]
    is_bold: bool = False
    spans: bool = False


@dataclass(frozen=True)
class Table:
    """`widths` are parts of the text's width; the heads are printed again on each page."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...] = ()
    block: str = field(default="table", init=False)


@dataclass(frozen=True)
class Signer:
    """One cell of a grid of signatures: the unit, in what capacity, a mark in the empty space, the name."""

    unit: str
    capacity: tuple[str, ...]
    name: str
    mark: str = ""


@dataclass(frozen=True)
class SignerGrid:
    """A cell never parts across pages; cells stand in order of precedence."""

    signers: tuple[Signer, ...]
    columns: int = 2
    block: str = field(default="signers", init=False)


Block = Para | Heading | Article | Facts | Table | SignerGrid


@dataclass(frozen=True)
class SignBlock:
    """`capacity` are the lines above the name, such as (“TM. KHỐI THI ĐUA”, “KHỐI TRƯỞNG”); `name` with the rank."""

    capacity: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Annex:
    """A part that begins on a page of its own and counts its own pages. `label` is “Phụ lục” or “Phụ lục I”."""

    label: str
    title: str
    reference: str
    body: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook. Cells are text, exact numbers, or None for an empty one; `widths` in characters."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | Decimal | int | None, ...], ...]
    widths: tuple[int, ...] = ()
    bold_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """One paper. `doc_type` is the word of nd30.csv for its kind (“quyet_dinh”), which says what rules cover it.

    `number_line` is “Số: 05/KH-CAT”, with room for the number in a draft, or "" for kinds that bear none; `facts` are
    single words a Word master may name ({{ khoi }}); `made` is year … second of its making in UTC; `chair` and
    `secretary` stand for the two signatures of minutes, otherwise `signs` alone; `leaves` make the workbook.
    """

    kind: str
    doc_type: str
    title: str
    parent: str
    agency: str
    number_line: str
    place_and_day: str
    type_name: str
    abstract: str
    body: tuple[Block, ...]
    made: tuple[int, ...]
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: tuple[str, ...] = ()  # (“GIÁM ĐỐC CÔNG AN TỈNH”, “QUYẾT ĐỊNH:”): above and below the bases of a decision
    signs: SignBlock | None = None
    signs_left: SignBlock | None = None
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    illustrative: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    leaves: tuple[Leaf, ...] = ()


# --- As text that is kept -------------------------------------------------------------------------

BLOCKS: dict[str, type] = {
    "para": Para,
    "heading": Heading,
    "article": Article,
    "facts": Facts,
    "table": Table,
    "signers": SignerGrid,
}


def to_text(document: Document) -> str:
    """The tree as canonical JSON: equal papers give equal text, whose digest names them. Decimals travel as
    {"n": "92.02"}.
    """
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return {"n": str(value)} if isinstance(value, Decimal) else value


def from_text(text: str) -> Document:
    """The paper kept as text. Raises ValueError, KeyError or TypeError for a text that is none."""
    told = json.loads(text)
    return Document(
        **{
            **told,
            "body": _blocks(told["body"]),
            "made": tuple(told["made"]),
            "annexes": tuple(Annex(**{**one, "body": _blocks(one["body"])}) for one in told["annexes"]),
            "signs": _sign(told["signs"]),
            "signs_left": _sign(told["signs_left"]),
            "leaves": tuple(map(_leaf, told["leaves"])),
            **{name: tuple(told[name]) for name in ("addressees", "bases", "resolves", "recipients")},
        }
    )


def _sign(told: Mapping | None) -> SignBlock | None:
    return SignBlock(tuple(told["capacity"]), told["name"]) if told else None


def _blocks(told: list[dict]) -> tuple[Block, ...]:
    return tuple(map(_block, told))


def _block(told: dict) -> Block:
    values = {key: value for key, value in told.items() if key != "block"}
    if told["block"] == "facts":
        values["rows"] = tuple(tuple(row) for row in values["rows"])
    if told["block"] == "table":
        values["rows"] = tuple(Row(**{**row, "cells": tuple(row["cells"])}) for row in values["rows"])
        values |= {name: tuple(values[name]) for name in ("heads", "widths", "aligns")}
    if told["block"] == "signers":
        values["signers"] = tuple(Signer(**{**one, "capacity": tuple(one["capacity"])}) for one in values["signers"])
    return BLOCKS[told["block"]](**values)


def _leaf(told: dict) -> Leaf:
    rows = tuple(tuple(map(_cell, row)) for row in told["rows"])
    lists = {name: tuple(told[name]) for name in ("heads", "widths", "bold_rows")}
    return Leaf(**{**told, **lists, "rows": rows})


def _cell(value: Any) -> Any:
    return Decimal(value["n"]) if isinstance(value, dict) else value
