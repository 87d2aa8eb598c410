"""Rows about words: how number, day, bases and recipients are written. The same for every format."""

import re
import unicodedata
from typing import Final

from reports.papers.nd30.looks import COMPOSITE, Problem, View, looks, missing, short, wrong
from reports.papers.nd30.parts import MOTTO, NATION, Piece
from reports.papers.nd30.rules import Rule

LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Points are lettered in the order of the Vietnamese alphabet, without f, j, w, z."""

NUMBER = re.compile(r"^Số: ?(?P<number>\d*)\s*/(?P<symbol>.+)$")


def nation(view: View, rule: Rule) -> list[Problem]:
    return _exactly(view, rule, NATION)


def motto(view: View, rule: Rule) -> list[Problem]:
    return _exactly(view, rule, MOTTO)


def _exactly(view: View, rule: Rule, wanted: str) -> list[Problem]:
    found = view.parts[rule.component]
    off = [piece for piece in found.pieces if piece.text != wanted]
    return missing(found) + [Problem(f"phải viết đúng “{wanted}”", piece.text, wanted) for piece in off]


def pattern(view: View, rule: Rule) -> list[Problem]:
    """The regular expression in the row."""
    found = view.parts[rule.component]
    off = [piece for piece in found.pieces if not re.match(rule.exact, piece.text)]
    wanted = "Số: 05/KH-CAT" if rule.component == "so_ky_hieu" else "Đồng Nai, ngày 05 tháng 3 năm 2026"
    return missing(found) + [
        Problem(f"viết “{short(piece.text)}”, mẫu đúng như “{wanted}”", piece.text, wanted) for piece in off
    ]


def zero_before(view: View, rule: Rule) -> list[Problem]:
    def off(piece: Piece) -> bool:
        digits = "".join(re.findall(r"\d+", piece.text.split("/")[0]))
        return bool(digits) and (len(digits) < 2 or (len(digits) > 2 and digits[0] == "0"))

    return _each(view, rule, off, "số nhỏ hơn 10 phải có số 0 phía trước", "05")


def separators(view: View, rule: Rule) -> list[Problem]:
    def off(piece: Piece) -> bool:
        told = NUMBER.match(piece.text)
        return not told or " " in told["symbol"] or not re.fullmatch(r"[\w&]+(-[\w&]+)+", told["symbol"])

    return _each(
        view, rule, off, "sau “Số” là dấu hai chấm, giữa số và ký hiệu là dấu gạch chéo, không cách", "Số: 05/KH-CAT"
    )


def type_code(view: View, rule: Rule) -> list[Problem]:
    def off(piece: Piece) -> bool:
        told = NUMBER.match(piece.text)
        return not told or told["symbol"].split("-")[0] not in rule.exact.split("|")

    return _each(view, rule, off, "chữ viết tắt tên loại phải có trong bảng của Nghị định", rule.exact)


def line_ends(view: View, rule: Rule) -> list[Problem]:
    pieces = view.parts[rule.component].pieces
    ends = [";"] * (len(pieces) - 1) + ["."]
    off = [
        Problem(f"dòng “{short(piece.text)}” phải kết thúc bằng dấu “{end}”", piece.text[-1:], end)
        for piece, end in zip(pieces, ends, strict=False)
        if not piece.text.endswith(end)
    ]
    return missing(view.parts[rule.component]) + off


def authority(view: View, rule: Rule) -> list[Problem]:
    """A prefix before the capacity is one of the decree's; “T/M” is none."""

    def off(piece: Piece) -> bool:
        told = re.match(r"^(\w{1,4}[./]\S*)", piece.text)
        return bool(told) and told[1].split(".")[0] + "." not in rule.exact.split("|")

    return _each(view, rule, off, "quyền hạn người ký chỉ viết tắt TM., Q., KT., TL. hoặc TUQ.", rule.exact)


def addressed(view: View, rule: Rule) -> list[Problem]:
    """One addressee on the line of the label; several each with a dash, semicolons, a full stop at the end."""
    texts = [piece.text for piece in view.parts["kinh_gui"].pieces]
    asked = view.document.addressees
    if len(asked) == 1:
        want = [f"Kính gửi: {asked[0].strip().rstrip(';.')}"]
        texts = [text.rstrip(";.") for text in (texts if len(texts) == 1 else [" ".join(texts)])]
    else:
        bare = [line.strip().lstrip("- ").rstrip(";.") for line in asked]
        want = ["Kính gửi:", *(f"- {line}{'.' if line is bare[-1] else ';'}" for line in bare)]
    said = (
        "một nơi thì ghi cùng dòng; nhiều nơi thì mỗi nơi một dòng, gạch đầu dòng, cuối dòng là “;”, dòng cuối là “.”"
    )
    return missing(view.parts["kinh_gui"]) + [
        Problem(said, short(text), short(line)) for text, line in zip(texts, want, strict=False) if text != _nfc(line)
    ]


def addressed_look(view: View, rule: Rule) -> list[Problem]:
    pieces = view.parts["kinh_gui"].pieces
    told = looks(view, rule) if not pieces else wrong(pieces[0], COMPOSITE[rule.id])
    for piece in pieces[1:]:
        told += [one for one in wrong(piece, COMPOSITE["SK2"])]
    if pieces and not pieces[0].text.startswith("Kính gửi:"):
        told.append(Problem("sau “Kính gửi” phải có dấu hai chấm", short(pieces[0].text), "Kính gửi:"))
    return told


def label(view: View, rule: Rule) -> list[Problem]:
    off = [piece for piece in view.parts[rule.component].pieces if piece.text != "Nơi nhận:"]
    return looks(view, rule) + [Problem("phải viết “Nơi nhận:”", piece.text, "Nơi nhận:") for piece in off]


def recipients(view: View, rule: Rule) -> list[Problem]:
    pieces = view.parts[rule.component].pieces
    told = missing(view.parts[rule.component])
    for piece in pieces[:-1]:
        if not re.fullmatch(r"- \S.*;", piece.text):
            told.append(Problem("mỗi dòng bắt đầu bằng “- ” và kết thúc bằng “;”", short(piece.text), "- …;"))
    if pieces and not re.fullmatch(r"- Lưu: VT\b.*\.", pieces[-1].text):
        told.append(Problem("dòng cuối phải là “- Lưu: VT, … .”", short(pieces[-1].text), "- Lưu: VT."))
    return told


def as_above(view: View, rule: Rule) -> list[Problem]:
    pieces = view.parts[rule.component].pieces
    if pieces and pieces[0].text == "- Như trên;":
        return []
    return [Problem("dòng đầu phải là “- Như trên;”", short(pieces[0].text) if pieces else "", "- Như trên;")]


def annex_numerals(view: View, rule: Rule) -> list[Problem]:
    pieces = view.parts["phu_luc_label"].pieces
    form = r"Phụ lục [IVXLC]+" if len(view.document.annexes) > 1 else r"Phụ lục( I)?"
    off = [piece for piece in pieces if not re.fullmatch(form, piece.text)]
    return missing(view.parts["phu_luc_label"]) + [
        Problem("từ hai phụ lục trở lên phải đánh số La Mã", piece.text, "Phụ lục I") for piece in off
    ]


def letters_of_points(view: View, rule: Rule) -> list[Problem]:
    """Each point follows the one before in the alphabet, or begins anew with a)."""
    told = looks(view, rule)
    before = -1
    for piece in view.parts["diem"].pieces:
        at = LETTERS.find(_nfc(piece.text)[0])
        if at not in {before + 1, 0}:
            told.append(
                Problem("các điểm đánh theo bảng chữ cái tiếng Việt", short(piece.text), "a) b) c) d) đ) e) g)")
            )
        before = at
    return told


def article_heads(piece: Piece) -> str:
    """“Điều 1.” as the piece bears it; "" where it doesn't begin so."""
    told = re.match(r"Điều \d+\.", _nfc(piece.text))
    return told.group() if told else ""


def articles(view: View, rule: Rule) -> list[Problem]:
    """“Điều 1.” in bold, upright sentence case, with a full stop."""
    told = missing(view.parts["dieu"])
    for piece in view.parts["dieu"].pieces:
        head = article_heads(piece)
        first = piece.spans[0]
        if not head or not first.bold or first.italic:
            told.append(
                Problem("“Điều” và số thứ tự phải là chữ thường, đậm, sau số có dấu chấm", short(piece.text), "Điều 1.")
            )
    return told


def end_mark(view: View, rule: Rule) -> list[Problem]:
    from reports.papers.framing import NO_END_MARK

    body = [block for block in view.document.body if getattr(block, "text", "")]
    if view.document.doc_type in NO_END_MARK or not body or body[-1] is not view.document.body[-1]:
        return []
    texts = [piece.text for name in ("noi_dung", "dieu") for piece in view.parts[name].pieces]
    return [] if any(text.endswith("./.") for text in texts) else [Problem("nội dung kết thúc bằng “./.”", "", "./.")]


def size_pair(view: View, rule: Rule) -> list[Problem]:
    sizes = [
        {span.size for piece in view.parts[name].pieces for span in piece.spans} for name in ("quoc_hieu", "tieu_ngu")
    ]
    good = ({12}, {13}), ({13}, {14})
    said = "cỡ chữ Quốc hiệu và Tiêu ngữ là 12 và 13, hoặc 13 và 14"
    return [] if tuple(sizes) in good else [Problem(said, str(sizes), rule.exact)]


def sections_named(view: View, rule: Rule) -> list[Problem]:
    """What a sample of the decree names, such as “Thời gian” and “Địa điểm” in an invitation."""
    whole = " ".join(unit.text for unit in view.units).casefold()  # type: ignore[attr-defined]
    asked = NAMED[rule.id]
    return [Problem(f"mẫu của Nghị định có “{word}”", "", word) for word in asked if word.casefold() not in _nfc(whole)]


NAMED: Final = {
    "BB1": ("thời gian", "địa điểm", "chủ trì", "kết thúc"),
    "GM1": ("trân trọng kính mời", "thời gian", "địa điểm"),
}


def _each(view: View, rule: Rule, off, said: str, wanted: str) -> list[Problem]:
    found = view.parts[rule.component]
    return missing(found) + [Problem(said, short(piece.text), wanted) for piece in found.pieces if off(piece)]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


WORDINGS: Final = {
    "QH2": nation, "TN2": motto, "SK3": pattern, "SK4": zero_before, "SK5": separators, "SK7": pattern,
    "SK8": type_code, "DD2": pattern, "CC3": line_ends, "KY2": authority, "KG2": addressed_look, "KG3": addressed,
    "NN2": label, "NN6": recipients, "NN7": as_above, "AX03": annex_numerals, "BC8": letters_of_points,
    "BC6": articles, "ND7": end_mark, "TN6": size_pair, "BB1": sections_named, "GM1": sections_named,
}  # fmt: skip
"""Row → check, for every row about words, and for looks that also ask for words."""
