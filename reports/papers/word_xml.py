"""The parts of a laid-out paper as Word's own XML: paragraphs, tables, sections. Strings; every text is escaped."""

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from reports.papers.laying import HALF, LEFT_CELL, RIGHT_CELL, TEXT
from reports.papers.nd30.widths import width

TWIPS: Final = 1440 / 25.4
INDENT: Final = 567  # 10 mm
ONE_AND_A_BIT: Final = 276  # 1.15 lines
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)


def run(text: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> str:
    """Letters of one look; a line break stays one."""
    look = f"{'<w:b/>' * bold}{'<w:i/>' * italic}<w:sz w:val='{round(size * 2)}'/><w:szCs w:val='{round(size * 2)}'/>"
    words = "<w:br/>".join(f"<w:t xml:space='preserve'>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{words}</w:r>"


def para(
    inner: str,
    *,
    align: str = "center",
    sticks: bool = False,
    space: tuple[int, int, int] = (0, 0, 240),
    indent: str = "",
    more: str = "",
) -> str:
    """`space` before, after (twips) and the line in 240ths."""
    before, after, line = space
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * sticks}{more}<w:spacing w:before='{before}' w:after='{after}' w:line='{line}' "
        f"w:lineRule='auto'/>{indent}<w:jc w:val='{align}'/></w:pPr>{inner}</w:p>"
    )


def rule(length: float, room: float, *, sticks: bool = False) -> str:
    """A thin empty paragraph whose upper border is `length` millimetres, in the middle of `room`."""
    side = twips((room - length) / 2)
    border = "<w:pBdr><w:top w:val='single' w:sz='5' w:space='1' w:color='000000'/></w:pBdr>"
    mark = "<w:rPr><w:sz w:val='4'/></w:rPr>"
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * sticks}{border}"
        f"<w:spacing w:before='40' w:after='0' w:line='240' w:lineRule='auto'/>"
        f"<w:ind w:left='{side}' w:right='{side}'/><w:jc w:val='center'/>{mark}</w:pPr></w:p>"
    )


def body_para(inner: str, *, sticks: bool = False) -> str:
    return para(
        inner, align="both", sticks=sticks, space=(0, 120, ONE_AND_A_BIT), indent=f"<w:ind w:firstLine='{INDENT}'/>"
    )


# --- Tables ---------------------------------------------------------------------------------------


def grid(
    widths: Sequence[float], rows: Sequence[str], *, lines: bool = False, padding: float = 0, left: float = 0
) -> str:
    """A table of fixed columns, in millimetres, with lines or with none."""
    kind = "single" if lines else "none"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} w:val='{kind}' w:sz='4' w:space='0' w:color='000000'/>" for side in sides)
    side = twips(padding)
    margins = f"<w:left w:w='{side}' w:type='dxa'/><w:right w:w='{side}' w:type='dxa'/>"
    columns = "".join(f"<w:gridCol w:w='{twips(width)}'/>" for width in widths)
    place = f"<w:tblW w:w='{sum(map(twips, widths))}' w:type='dxa'/><w:tblInd w:w='{twips(left)}' w:type='dxa'/>"
    looks = f"<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type='fixed'/><w:tblCellMar>{margins}</w:tblCellMar>"
    return f"<w:tbl><w:tblPr>{place}{looks}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(cells: Sequence[str], *, is_head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * is_head}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: float, inner: str, *, span: int = 1, middle: bool = False) -> str:
    merged = f"<w:gridSpan w:val='{span}'/>" if span > 1 else ""
    stands = "<w:vAlign w:val='center'/>" if middle else ""
    return (
        f"<w:tc><w:tcPr><w:tcW w:w='{twips(width)}' w:type='dxa'/>{merged}{stands}</w:tcPr>{inner or '<w:p/>'}</w:tc>"
    )


def thin(line: int, size: int, more: str = "") -> str:
    """An empty paragraph `line` twips high; `size` of its mark in half points."""
    spacing = f"<w:spacing w:before='0' w:after='0' w:line='{line}' w:lineRule='exact'/>"
    return f"<w:p><w:pPr>{spacing}<w:rPr><w:sz w:val='{size}'/></w:rPr>{more}</w:pPr></w:p>"


AFTER_TABLE: Final = thin(120, 4)


# --- The head -------------------------------------------------------------------------------------


def lined(lines: Sequence[str], size: float, *, bold: bool = False, italic: bool = False, sticks: bool = False) -> str:
    """One centred paragraph, broken as measured."""
    return para(run("\n".join(lines), size, bold=bold, italic=italic), sticks=sticks) if lines else ""


def head(told: dict[str, Any]) -> str:
    """Agency and nation, then number beside place and day."""
    agency = lined(told["parent"], 13) + lined(told["agency"], 13, bold=True)
    agency += rule(told["agency_rule"], LEFT_CELL) if told["agency"] else ""
    nation = (
        lined([NATION], 13, bold=True) + lined([told["motto"]], 14, bold=True) + rule(told["motto_rule"], RIGHT_CELL)
    )
    number = lined([told["number"]], 13) if told["number"] else ""
    place = lined(told["place"], 14, italic=True)
    first = row([cell(LEFT_CELL, agency), cell(RIGHT_CELL, nation)])
    return grid((LEFT_CELL, RIGHT_CELL), [first, row([cell(LEFT_CELL, number), cell(RIGHT_CELL, place)])])


def name(told: dict[str, Any]) -> str:
    kind = para(run(told["kind"], bold=True), space=(360, 0, 240), sticks=True) if told["kind"] else ""
    if not told["about"]:
        return kind
    return kind + lined(told["about"], 14, bold=True, sticks=True) + rule(told["rule"], TEXT, sticks=True) + AFTER_TABLE


def addressees(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(para(run(f"Kính gửi: {one}"), space=(120, 120, 240)) for one in names)
    first = para(run("Kính gửi:"), align="left", space=(120, 120, 240), indent=f"<w:ind w:left='{twips(25)}'/>")
    hang = f"<w:ind w:left='{twips(25 + 18.6 + 2.5)}' w:hanging='{twips(2.5)}'/>"
    return first + "".join(para(run(one), align="left", space=(0, 120, 240), indent=hang) for one in names)


# --- The body -------------------------------------------------------------------------------------


def blocks(told: Sequence[dict[str, Any]]) -> str:
    return "".join(_SHAPES[one["block"]](one) for one in told)


def _para(one: dict) -> str:
    words = run(one["text"], bold=one["style"] == "bold", italic=one["style"] == "italic")
    if one["is_centred"]:
        return para(words, space=(0, 120, ONE_AND_A_BIT), sticks=one["sticks"])
    return body_para(words, sticks=one["sticks"])


def _heading(one: dict) -> str:
    if one["level"] != "chapter":
        return body_para(run(one["text"], bold=True), sticks=True)
    title = para(run(one["title"], bold=True), space=(0, 120, 240), sticks=True) if one["title"] else ""
    return para(run(one["text"], bold=True), space=(120, 0 if title else 120, 240), sticks=True) + title


def _article(one: dict) -> str:
    if one["title"]:
        return body_para(run(f"{one['label']} {one['title']}", bold=True), sticks=True)
    return body_para(run(one["label"], bold=True) + run(f" {one['text']}"), sticks=one["sticks"])


def _facts(one: dict) -> str:
    """The labels' column is as wide as the longest of them, up to a third of the text."""
    label_width = min(max((width(label, 14) for label, _value in one["rows"]), default=0) + 4, 55)
    sides = (label_width, TEXT - 10 - label_width)

    def line(label: str, value: str) -> str:
        left = para(run(label), align="left", space=(0, 120, 240), sticks=one["sticks"])
        return row(
            [cell(sides[0], left), cell(sides[1], para(run(value, bold=True), align="left", space=(0, 120, 240)))]
        )

    return grid(sides, [line(label, value) for label, value in one["rows"]], left=10) + AFTER_TABLE


def _table(one: dict) -> str:
    size, widths, aligns = one["size"], one["columns"], one["aligns"]

    def said(words: str, align: str, bold: bool) -> str:
        return para(run(words, size, bold=bold), align=align, space=(40, 40, 240))

    def line(told: dict) -> str:
        if told["spans"]:
            return row([cell(sum(widths), said(told["cells"][0], "left", True), span=len(widths))])
        parts = zip(widths, told["cells"], aligns, strict=True)
        return row([cell(wide, said(words, align, told["is_bold"]), middle=True) for wide, words, align in parts])

    heads = [
        cell(wide, said(words, "center", True), middle=True) for wide, words in zip(widths, one["heads"], strict=True)
    ]
    return grid(widths, [row(heads, is_head=True), *map(line, one["rows"])], lines=True, padding=1.2) + AFTER_TABLE


def _signers(one: dict) -> str:
    wide = TEXT / one["columns"]

    def party(told: dict | None) -> str:
        if told is None:
            return cell(wide, "")
        lines = [told["unit"], *told["capacity"]]
        words = "".join(para(run(line, 13, bold=True)) for line in lines)
        space = para(run(told["mark"], 13, italic=True), space=(600, 600, 240))
        return cell(wide, words + space + para(run(told["name"], bold=True), space=(0, 240, 240)))

    return (
        grid([wide] * one["columns"], [row(list(map(party, line))) for line in one["lines"]], padding=1) + AFTER_TABLE
    )


_SHAPES: Final = {
    "para": _para, "heading": _heading, "article": _article, "facts": _facts, "table": _table, "signers": _signers,
}  # fmt: skip


# --- Signatures and annexes -----------------------------------------------------------------------


def signature(block: dict | None) -> str:
    if block is None:
        return ""
    words = "".join(para(run(line, bold=True)) for line in block["capacity"])
    return words + para("", space=(0, 1460, 240)) + para(run(block["name"], bold=True))


def receivers(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    label = para(run("Nơi nhận:", 12, bold=True, italic=True), align="left")
    return label + "".join(para(run(line, 11), align="left") for line in lines)


def signatures(told: dict[str, Any]) -> str:
    if not (told["signs"] or told["signs_left"] or told["recipients"]):
        return ""
    sides = (HALF, HALF) if told["signs_left"] else (LEFT_CELL, RIGHT_CELL)
    left = cell(sides[0], signature(told["signs_left"]) + receivers(told["recipients"]))
    return AFTER_TABLE + grid(sides, [row([left, cell(sides[1], signature(told["signs"]))])])


def section(is_landscape: bool) -> str:
    """The page of a section: A4, margins 20, 20, 30, 15 mm, its own numbers, none on its first page."""
    size = "w:w='16838' w:h='11906' w:orient='landscape'" if is_landscape else "w:w='11906' w:h='16838'"
    return (
        f"<w:pgSz {size}/><w:pgMar w:top='1134' w:right='850' w:bottom='1134' w:left='1701' "
        f"w:header='567' w:footer='567' w:gutter='0'/><w:pgNumType w:fmt='decimal' w:start='1'/><w:titlePg/>"
    )


def annexes(told: Sequence[dict[str, Any]]) -> str:
    """Each after the end of the section before it; the last one's own section ends the file."""
    parts, is_landscape = [], False
    for one in told:
        end = thin(20, 2, f"<w:sectPr>{section(is_landscape)}</w:sectPr>")
        title = "".join(lined(one["title"], 14, bold=True, sticks=True))
        reference = (
            para(run(one["reference"], italic=True), space=(0, 200, 240), sticks=True) if one["reference"] else ""
        )
        label = para(run(one["label"], bold=True), sticks=True)
        parts.append(end + label + title + reference + blocks(one["body"]))
        is_landscape = one["is_landscape"]
    return "".join(parts)
