"""Rows about looks: letter case, size, bold, italic, underline. The same for every format."""

import re
from dataclasses import dataclass
from typing import Final, Protocol

from reports.papers.document import Document
from reports.papers.nd30.parts import Part, Piece
from reports.papers.nd30.rules import Rule

RANK = re.compile(r"^(Hạ|Trung|Thượng|Thiếu|Đại) (sĩ|úy|uý|tá|tướng) ")
TOLERANCE: Final = 0.1  # points


class View(Protocol):
    """A file opened for judging."""

    document: Document
    parts: dict[str, Part]


@dataclass(frozen=True)
class Problem:
    """`said` completes “<component>: …”."""

    said: str
    measured: str
    wanted: str


@dataclass(frozen=True)
class Look:
    """What a piece must look like; None asks nothing. `sizes` are the least and the most points."""

    case: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    sizes: tuple[float, float] | None = None


UPRIGHT = Look(bold=False, italic=False)
COMPOSITE: Final = {
    "SK2": UPRIGHT,
    "KG2": Look("sentence", False, False),
    "NN2": Look("sentence", True, True, False),
    "NN5": UPRIGHT,
    "PG13": UPRIGHT,
    "AX02": Look("sentence", True, False),
    "AX04": Look("upper", True, False, sizes=(13, 14)),
    "AX05": Look("sentence", False, True, sizes=(13, 14)),
    "BC1": Look("sentence", True),
    "BC2": Look("upper", True),
    "BC5": Look("upper", True, sizes=(13, 14)),
    "BC7": UPRIGHT,
    "BC8": UPRIGHT,
}
WORDS: Final = {
    "upper": "in hoa", "sentence": "in thường, viết hoa chữ cái đầu", "title": "in thường, viết hoa các chữ cái đầu",
}  # fmt: skip


def look_of(rule: Rule) -> Look:
    """What the row asks, from its property or from the table of rows that ask several things."""
    if rule.id in COMPOSITE:
        return COMPOSITE[rule.id]
    if rule.property == "letter_case":
        return Look(case=rule.exact.split()[0])
    if rule.property == "font_size":
        low = rule.low if rule.low is not None else float(rule.exact)
        return Look(sizes=(low, rule.high if rule.high is not None else low))
    return Look(**{rule.property: rule.exact == "true"})


def looks(view: View, rule: Rule) -> list[Problem]:
    """Every piece of the row's component, held against its look."""
    found = view.parts[rule.component]
    return missing(found) + [problem for piece in found.pieces for problem in wrong(piece, look_of(rule))]


def missing(found: Part) -> list[Problem]:
    return [Problem(f"không tìm thấy “{short(text)}” trong tệp", "", text) for text in found.missing]


def wrong(piece: Piece, look: Look) -> list[Problem]:
    """How a piece differs from the look asked for."""
    problems = _styles(piece, look)
    if look.sizes:
        low, high = look.sizes
        off = sorted({span.size for span in piece.spans if not low - TOLERANCE <= span.size <= high + TOLERANCE})
        want = f"cỡ {_number(low)}" if low == high else f"cỡ từ {_number(low)} đến {_number(high)}"
        problems += [Problem(f"“{short(piece.text)}” {want}", f"cỡ {_number(size)}", want) for size in off]
    if look.case and not has_case(piece.text, look.case):
        problems.append(Problem(f"“{short(piece.text)}” phải {WORDS[look.case]}", short(piece.text), WORDS[look.case]))
    return problems


def _styles(piece: Piece, look: Look) -> list[Problem]:
    problems = []
    for name, yes, no in STYLES:
        wanted = getattr(look, name)
        if wanted is None:
            continue
        off = [span for span in piece.spans if getattr(span, name) is not wanted]
        if off:
            asked = yes if wanted else no
            problems.append(Problem(f"“{short(off[0].text)}” phải là {asked}", no if wanted else yes, asked))
    return problems


STYLES: Final = (
    ("bold", "chữ đậm", "chữ không đậm"),
    ("italic", "chữ nghiêng", "chữ đứng"),
    ("underline", "chữ gạch chân", "chữ không gạch chân (đường kẻ là nét riêng)"),
)


def has_case(text: str, case: str) -> bool:
    """`sentence` begins with a capital and is not all capitals; `title` has one at each word, but for a rank."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return True
    if case == "upper":
        return text == text.upper()
    begins = letters[0].isupper() and (len(letters) < 3 or text != text.upper())
    if case == "title" and not text.endswith(")"):  # “Thư ký Khối (minh họa)” names a post, not a person
        return begins and all(word[0].isupper() for word in _words(text))
    return begins


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w]+", RANK.sub("", text)) if word]


def short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _number(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")


def mm(value: float) -> str:
    """Millimetres as a finding says them."""
    return f"{value:.1f} mm".replace(".", ",")
