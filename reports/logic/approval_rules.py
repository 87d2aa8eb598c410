"""When a sent report may be accepted, until when that may be undone, and what a corrected text says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _


def obstacles_to_accepting(report: Any) -> list[str]:
    """`report` has state, is_accepted and `reporting`."""
    if report.state != "sent":
        return [_("Only a submitted report is accepted; this one is not.")]
    if report.is_accepted:
        return [_("This report is accepted already.")]
    if report.reporting.state != "open":
        return [_("The reporting phase is locked.")]
    return []


def obstacles_to_taking_back(report: Any) -> list[str]:
    """The acceptance is used by the locking of the phase; from then on it stands."""
    if report.state != "sent" or not report.is_accepted:
        return [_("The report was returned or submitted again since; there is nothing to undo.")]
    if report.reporting.state != "open":
        return [_("The reporting phase was locked since; the acceptance can no longer be undone.")]
    return []


@dataclass(frozen=True)
class Difference:
    """What a newer version says otherwise. Added: `old` is empty; removed: `new` is."""

    name: str
    old: str
    new: str


def text_differences(old: str, new: str) -> list[Difference]:
    """Paragraph by paragraph, in the order of the newer text."""
    before, now = (_paragraphs(text) for text in (old, new))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _paired(before[a:b], now[c:d])
    return found


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paired(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    longest = max(len(old), len(new))
    padded = [[*texts, *[""] * (longest - len(texts))] for texts in (old, new)]
    return [Difference("", was, now) for was, now in zip(*padded, strict=True)]
