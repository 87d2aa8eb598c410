"""The rows of nd30.csv, and what a judge says when one is not kept. The words of findings are Vietnamese: they speak of
papers, to the clerks who make them.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

ROWS: Final = Path(__file__).parent / "nd30.csv"
MUST, PROJECT, SAMPLE, CONFIG = "MUST", "PROJECT", "SAMPLE", "POLICE_CONFIG"
BINDING: Final = (MUST, PROJECT)
"""Levels a paper fails by; the others advise."""

OURS: Final = "Quy ước trình bày của hệ thống"
CLAUSE = re.compile(r"NĐ30 PL\.(?P<annex>III?|I)(?: P\.(?P<part>II?) |\.| )(?P<place>[^;(]+)")
REMARKS = re.compile(r" (?:para|last sentence|use|sample).*")


@dataclass(frozen=True)
class Rule:
    """One row. `low` and `high` bound a measure in `unit`; `exact` is the wanted value or a regular expression."""

    id: str
    group: str
    component: str
    component_vi: str
    doc_types: str
    property: str
    low: float | None
    high: float | None
    exact: str
    unit: str
    level: str
    source: str

    @property
    def clause(self) -> str:
        """“NĐ 30/2020, Phụ lục I, Phần I, II.1a”; rows of our own say so."""
        found = CLAUSE.match(self.source)
        if not found:
            return OURS
        part = f", Phần {found['part']}" if found["part"] else ""
        return f"NĐ 30/2020, Phụ lục {found['annex']}{part}, {REMARKS.sub('', found['place']).strip()}"

    @property
    def is_binding(self) -> bool:
        return self.level in BINDING


@dataclass(frozen=True)
class Finding:
    """A rule that is not kept: where it stands and, in a sentence, what was measured and what is wanted."""

    rule_id: str
    level: str
    clause: str
    sentence: str
    measured: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Judgement:
    """`passed` are ids of binding rules kept, `failed` findings of those not kept, `not_applicable` id → reason;

    `noted` are findings of rows that advise only (the decree's samples).
    """

    passed: tuple[str, ...]
    failed: tuple[Finding, ...]
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    noted: tuple[Finding, ...] = ()

    @property
    def asked(self) -> int:
        """How many binding rules this paper was held against: “Đạt {passed}/{asked} yêu cầu”."""
        return len(self.passed) + len({one.rule_id for one in self.failed})


@cache
def rules() -> Mapping[str, Rule]:
    """Every row of nd30.csv by its id, in the order of the file."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return {row["rule_id"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: Mapping[str, str]) -> Rule:
    same = ("group", "component", "component_vi", "doc_types", "property", "exact", "unit", "level", "source")
    return Rule(
        id=row["rule_id"], low=_bound(row, "min"), high=_bound(row, "max"), **{name: row[name] for name in same}
    )


def _bound(row: Mapping[str, str], name: str) -> float | None:
    return float(row[name]) if row[name] else None
