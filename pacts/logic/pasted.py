"""Pledges read from a block of a spreadsheet: which column is which, what each row says, what is unclear in it.

A column is known by its head where the block has one, else by its place. Nothing is guessed: what cannot be read, or
reads two ways, is told at its row, and the block is then not taken over.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.numbers import Unreadable, read_number, read_percent
from blocs.logic.text import clean, fold, from_legacy, looks_legacy
from pacts.logic.kinds import REDUCTIONS, Kind, needs_target
from pacts.logic.wording import phrase, problems_of

MOST_ROWS = 200
MOST_CHARACTERS = 200_000
MOST_NAME, MOST_MEASURE, MOST_NOTE = 500, 60, 500  # what the columns hold

HEADS = {
    "order": ("tt", "stt", "so tt", "so thu tu"),
    "name": ("noi dung", "noi dung giao uoc", "noi dung chi tieu", "ten chi tieu", "chi tieu thi dua", "nhiem vu"),
    "kind": ("loai", "loai chi tieu", "cach tinh", "dau", "kieu", "kind"),
    "target": ("chi tieu", "muc", "muc chi tieu", "chi tieu giao", "muc phan dau", "gia tri", "target"),
    "measure": ("don vi", "don vi tinh", "dvt", "measure"),
    "baseline_label": ("so voi", "ky so sanh", "moc so sanh"),
    "note": ("ghi chu", "note"),
}
KINDS = (
    (Kind.ZERO, r"=\s*0|khong de xay ra.*|khong co|khong de .*"),
    (Kind.AT_LEAST, r"≥|>=|dat tu.*|dat it nhat|it nhat|toi thieu|tu|tro len|dat"),
    (Kind.AT_MOST, r"≤|<=|khong qua.*|toi da|khong vuot qua"),
    (Kind.GREATER_THAN, r">|tren|hon|lon hon"),
    (Kind.EQUAL, r"=|bang|dung bang|dung"),
    (Kind.REDUCE_AT_LEAST, r"giam.*|↓"),
    (Kind.COUNT, r"so luong|dem"),
    (Kind.QUALITATIVE, r"dinh tinh|dat/khong dat|co/khong|khong co so"),
)
_NUMBER = r"[+-]?\d[\d.,\u00a0\u202f ]*\d|\d"
_TARGET = re.compile(rf"(?P<sign>\D*?)\s*(?P<low>{_NUMBER})(?:\s*[–—-]\s*(?P<high>{_NUMBER}))?\s*(?P<rest>\D.*)?")
_ORDINAL = re.compile(r"(?:\d{1,3}|[ivxlc]{1,6}|[a-z])(?:[.)-]\d{1,3})*[.)]?", re.IGNORECASE)


@dataclass(frozen=True)
class PastedRow:
    """One row as it would be made. `line` counts the rows of the block from 1; `was` is text of an old font."""

    line: int
    name: str
    kind: Kind
    target: Decimal | None = None
    target_max: Decimal | None = None
    measure: str = ""
    baseline_label: str = ""
    note: str = ""
    was: str = ""
    problems: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        return phrase(self.kind, self.target, self.target_max, self.measure, self.baseline_label)


@dataclass(frozen=True)
class Block:
    """What was pasted. `columns` names the column of each part of a pledge; `has_head`: its first row names them."""

    rows: tuple[PastedRow, ...]
    columns: dict[str, int]
    has_head: bool

    @property
    def faulty(self) -> int:
        return sum(bool(row.problems) for row in self.rows)


class NoBlock(ValueError):
    """What was pasted is no block of rows; `sentence` says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def read_block(text: str, *, dots: bool = False) -> Block:
    """The rows of tab-separated text as spreadsheets copy it. `dots`: its decimal sign is the dot. Raises NoBlock."""
    cells = cells_of(text)
    columns = columns_by_head(cells[0]) if cells else {}
    has_head = bool(columns)
    body = cells[1:] if has_head else cells
    if not body:
        raise NoBlock(_("Nothing was pasted. Copy the rows in Excel and paste them here."))
    if len(body) > MOST_ROWS:
        raise NoBlock(_("At most %(most)s rows are taken over at once.") % {"most": MOST_ROWS})
    columns = columns or columns_by_place(body)
    first = 2 if has_head else 1
    rows = tuple(_row(line, cells, columns, dots) for line, cells in enumerate(body, start=first))
    return Block(rows, columns, has_head)


def cells_of(text: str) -> list[list[str]]:
    """The cells, each a clean line; rows without any text are left out."""
    if len(text) > MOST_CHARACTERS:
        raise NoBlock(_("At most %(most)s rows are taken over at once.") % {"most": MOST_ROWS})
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    try:
        rows = [[" ".join(cell.split()) for cell in row] for row in reader]
    except csv.Error as error:
        raise NoBlock(_("Nothing was pasted. Copy the rows in Excel and paste them here.")) from error
    return [row for row in rows if any(row)]


def columns_by_head(head: Sequence[str]) -> dict[str, int]:
    """{part: column} where the row names at least two columns, the content among them; else nothing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        word = fold(_unicode(cell)).strip(" .:*")
        part = next((part for part, words in HEADS.items() if word in words), None)
        if part and part not in found:
            found[part] = place
    return found if "name" in found and len(found) > 1 else {}


def columns_by_place(body: Sequence[Sequence[str]]) -> dict[str, int]:
    """Content, kind, target, unit, in this order; a leading column of numbers is the order, a kind may be missing."""
    width = max(map(len, body))
    first = 1 if width > 1 and all(_ORDINAL.fullmatch(_cell(row, 0)) or not _cell(row, 0) for row in body) else 0
    parts = ["name", "kind", "target", "measure", "note"]
    seconds = [_cell(row, first + 1) for row in body if _cell(row, first + 1)]
    if not seconds or not all(kind_in(cell) and not re.search("[1-9]", cell) for cell in seconds):
        parts.remove("kind")
    return {part: first + place for place, part in enumerate(parts) if first + place < width}


def kind_in(words: str) -> Kind | None:
    """The kind these words name, None where they name none."""
    word = fold(words).strip(" .:…")
    by_label = next((kind for kind in Kind if word in (kind.value, fold(str(kind.label)).strip(" .:…"))), None)
    return by_label or next((kind for kind, pattern in KINDS if re.fullmatch(pattern, word)), None)


def seems_dotted(text: str) -> bool:
    """Whether more numbers of the block are written with a decimal dot than with a comma."""
    found = re.findall(r"(?<![\d.,])\d+([.,])\d{1,2}(?![\d.,])", text)
    return found.count(".") > found.count(",")


def _unicode(text: str) -> str:
    return from_legacy(text) if looks_legacy(text) else text


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _row(line: int, cells: Sequence[str], columns: dict[str, int], dots: bool) -> PastedRow:
    said = {part: _cell(cells, place) for part, place in columns.items()}
    texts, was = _texts(said)
    problems = [] if texts["name"] else [_("The content is missing")]
    kind, numbers, faults = _promise(said.get("kind", ""), said.get("target", ""), texts, dots)
    problems += faults or _too_long(texts) or _missing(kind, numbers, texts)
    facts: dict[str, Any] = {**numbers, **texts}
    return PastedRow(line, kind=kind, was=was, problems=tuple(dict.fromkeys(problems)), **facts)


def _texts(said: dict[str, str]) -> tuple[dict[str, str], str]:
    """The texts as they would be stored, and the content as it stood where it was of an old font."""
    raw = {part: said.get(part, "") for part in ("name", "measure", "baseline_label", "note")}
    old = any(looks_legacy(text) for text in raw.values())
    texts = {part: clean(_unicode(text)) for part, text in raw.items()}
    return texts, raw["name"] if old else ""


def _promise(word: str, target: str, texts: dict[str, str], dots: bool):
    """Kind, numbers and what cannot be read. A target may say its kind itself: “≥ 90%”, “giảm 3–5%”."""
    nothing = {"target": None, "target_max": None}
    kind = kind_in(word) if word else None
    if word and kind is None:
        return Kind.QUALITATIVE, nothing, [_("“%(word)s” is no kind of pledge we know") % {"word": word[:60]}]
    found = _TARGET.fullmatch(clean(target))
    if found is None:
        return _without_number(kind, target, texts, nothing)
    kind = kind or (kind_in(found["sign"]) if clean(found["sign"]) else None) or Kind.AT_LEAST
    if kind in REDUCTIONS and found["high"]:
        kind = Kind.REDUCE_RANGE
    _take_rest(kind, clean(found["rest"] or ""), texts)
    return _numbers(kind, found, texts, dots)


def _without_number(kind: Kind | None, target: str, texts: dict[str, str], nothing):
    said = kind_in(target) if target else None
    kind = kind or said or (Kind.AT_LEAST if texts["measure"] else Kind.QUALITATIVE)
    if target and said is None and not re.fullmatch(r"[-–—x…]*", target, re.IGNORECASE):
        return kind, nothing, [_("“%(word)s” is no target that can be read") % {"word": target[:60]}]
    return kind, nothing, []


def _take_rest(kind: Kind, rest: str, texts: dict[str, str]) -> None:
    """What stands behind the number: its unit, or of a fall what it is compared with."""
    against = re.search(r"so với\s+(.+)", rest, re.IGNORECASE)
    if against:
        texts["baseline_label"] = texts["baseline_label"] or against[1]
        rest = rest[: against.start()].strip()
    rest = re.sub(r"\s*trở lên$", "", rest, flags=re.IGNORECASE)
    if not texts["measure"] and kind not in REDUCTIONS:
        texts["measure"] = rest


def _numbers(kind: Kind, found: re.Match, texts: dict[str, str], dots: bool):
    is_rate = kind in REDUCTIONS or texts["measure"] == "%"
    try:
        low, high = (_number(found[part], is_rate, dots) for part in ("low", "high"))
    except Unreadable as error:
        return kind, {"target": None, "target_max": None}, [error.sentence]
    if not needs_target(kind) and not low:
        low = None
    return kind, {"target": low, "target_max": high}, []


def _number(raw: str | None, is_rate: bool, dots: bool) -> Decimal | None:
    if raw is None:
        return None
    if dots:
        raw = raw.replace(",", "").replace(".", ",")
    label = _("Target")
    return read_percent(raw, over_100=True, field=label) if is_rate else read_number(raw, field=label)


def _too_long(texts: dict[str, str]) -> list[str]:
    limits = {"name": MOST_NAME, "measure": MOST_MEASURE, "baseline_label": 100, "note": MOST_NOTE}
    sentence = _("The text is longer than %(most)s characters")
    return [sentence % {"most": most} for part, most in limits.items() if len(texts[part]) > most]


def _missing(kind: Kind, numbers: dict, texts: dict[str, str]) -> list[str]:
    """What would hinder the row; that the period of a fall is missing is said and can be filled in afterwards."""
    compared_with = texts["baseline_label"] or "…"
    found = problems_of(kind, numbers["target"], numbers["target_max"], compared_with, texts["measure"])
    return [sentence for _field, sentence in found]
