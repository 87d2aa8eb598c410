"""The sealed pact as words: everything its canonical text says, in the order of the paper.

Papers are Vietnamese whatever the language of the pages, so their words stand here as they are printed. What is printed
of the promise is read from the sealed text alone, never from rows that could have changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from blocs.logic.wording import small_count
from pacts.logic.wording import amount, phrase
from reports.papers.pact_tables import Annex, annexes

KIND = "Giao ước thi đua"
TEXT_FILE = "giao-uoc.json"
TEXT_WORDS = "Văn bản chuẩn của giao ước; mã băm SHA-256 của tệp này là mã băm của giao ước."


@dataclass(frozen=True)
class SectionLines:
    title: str
    text: tuple[str, ...]
    pledges: tuple[str, ...]


@dataclass(frozen=True)
class PartLines:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SignerBlock:
    """One cell of the signatures. `image` names a file handed to the typesetter, "" where none was drawn."""

    unit: str
    capacity: tuple[str, ...]
    mark: str
    name: str
    image: str = ""


@dataclass(frozen=True)
class CertificatePage:
    """“Giấy xác nhận ký kết”: who signed how and when, and what the paper proves. `digests` are (label, hex)."""

    title: str
    words: str
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]
    qr_width: float
    qr_words: str
    code_words: str
    code: str
    address: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class PactPaper:
    """All words of the paper. `made` is year, month, day, hour, minute, second of its making, in UTC; `laid` what was
    measured of them (laying.laid_pact).
    """

    title: str
    made: tuple[int, ...]
    text_file: str
    text_words: str
    illustrative: str
    parent: str
    agency: str
    place_and_day: str
    kind: str
    subject: str
    version_line: str
    movements: tuple[str, ...]
    slogan: str
    bases: tuple[str, ...]
    opening: tuple[str, ...]
    sections: tuple[SectionLines, ...]
    parts: tuple[PartLines, ...]
    undertaking: tuple[str, ...]
    tables: tuple[Annex, ...]
    signers: tuple[SignerBlock, ...]
    witness_title: str
    witnesses: tuple[SignerBlock, ...]
    certificate: CertificatePage
    laid: Mapping[str, Any]


def promised(text: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of PactPaper the canonical text gives. Raises KeyError or TypeError for a text of another form."""
    with override("vi"):
        return {
            "title": text["title"],
            "agency": text["bloc"],
            "kind": KIND,
            "subject": subject_of(text["title"]),
            "version_line": _version(int(text["version"])),
            "movements": tuple(f"Phong trào thi đua “{name}”" for name in text["movements"]),
            "slogan": f"Khẩu hiệu: “{text['slogan']}”" if text["slogan"] else "",
            "bases": _bases(text["legal_bases"]),
            "opening": (*_paragraphs(text["preamble"]), _parties(text["units"])),
            "sections": tuple(map(_section, text["sections"])),
            "parts": tuple(part for part in _parts(text) if part.lines),
            "undertaking": _paragraphs(text["undertaking"]),
            "tables": annexes(text.get("criteria")),
        }


def subject_of(title: str) -> str:
    """What the pact is about, without the kind of paper that stands above it."""
    start = f"{KIND} ".casefold()
    rest = title[len(start) :] if title.casefold().startswith(start) else title
    return rest[:1].upper() + rest[1:]


def _version(number: int) -> str:
    return f"(Bản sửa đổi lần {number - 1})" if number > 1 else ""


def _bases(lines: list[str]) -> tuple[str, ...]:
    """A semicolon after each basis and a full stop after the last (Decree 30/2020, annex I)."""
    bare = [line.strip().rstrip(";.,") for line in lines if line.strip()]
    named = [line if line.casefold().startswith("căn cứ") else f"Căn cứ {line}" for line in bare]
    return tuple(f"{line}{'.' if at == len(named) else ';'}" for at, line in enumerate(named, start=1))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _parties(units: list[str]) -> str:
    return f"Các đơn vị tham gia ký kết giao ước ({small_count(len(units))} đơn vị): {'; '.join(units)}."


def _section(section: Mapping[str, Any]) -> SectionLines:
    title = f"{section['number']}. {section['title']}" if section["title"] else ""
    return SectionLines(title, _paragraphs(section["text"]), tuple(map(_pledge, section["pledges"])))


def _pledge(row: Mapping[str, Any]) -> str:
    """“1.2. Tỷ lệ điều tra, khám phá: ≥ 90%.” and whatever else was sealed with it."""
    target = phrase(
        row["kind"], _figure(row["target"]), _figure(row["target_max"]), row["measure"], row["baseline_label"]
    )
    beside = [
        f"nhóm chỉ tiêu: {row['group']}" if row["group"] else "",
        f"mốc so sánh: {amount(_figure(row['baseline']), row['measure'])}" if row["baseline"] is not None else "",
        f"nguồn số liệu: {row['source']}" if row["source"] else "",
        f"ghi chú: {row['note']}" if row["note"] else "",
    ]
    words = "; ".join(filter(None, beside))
    own = "".join(f" {_own(line, row['kind'], row['measure'])}" for line in row["own_targets"])
    return f"{row['number']}. {row['content']}: {target}{f' ({words})' if words else ''}.{own}"


def _own(row: Mapping[str, Any], kind: str, measure: str) -> str:
    """“Riêng Phòng …: ≥ 98%.”: worded as the common target is, so that a fall of 6% never reads as 6 cases."""
    target = phrase(kind, _figure(row["target"]), _figure(row["target_max"]), measure)
    before = _figure(row["baseline"])
    compared = f" (mốc so sánh: {amount(before, measure)})" if before is not None else ""
    return f"Riêng {row['unit']}: {target}{compared}."


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


JUDGED = {"all_of": "đạt khi mọi chỉ tiêu trong nhóm đều đạt", "sum_of": "xét theo tổng số của cả nhóm"}


def _parts(text: Mapping[str, Any]) -> list[PartLines]:
    hinder = text["absent_units_hinder_the_seal"]
    rule = "phải chờ đơn vị vắng mặt ký" if hinder else "không phải chờ đơn vị vắng mặt; đơn vị ký bổ sung sau"
    return [
        PartLines("Nhóm chỉ tiêu xét chung", tuple(f"- {g['name']}: {JUDGED[g['judged']]}." for g in text["groups"])),
        PartLines("Giải pháp đột phá", tuple(f"{n}. {line}" for n, line in enumerate(text["solutions"], start=1))),
        PartLines(
            "Đăng ký danh hiệu thi đua",
            tuple(f"- {row['unit']}: {'; '.join(row['titles'])}." for row in text["registrations"]),
        ),
        PartLines("Quy ước khi khóa giao ước", (f"Khi khóa giao ước: {rule}.",)),
    ]
