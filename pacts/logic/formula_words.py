"""What a formula says: in one sentence with the figures of a criterion, and read from typed lines.

Figures in `rules` are strings, as the database holds them; one that is missing or no number shows as “…”.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.numbers import Unreadable, read_number
from blocs.logic.text import fold
from blocs.logic.wording import trimmed
from pacts.logic.formulas import Formula, Part
from pacts.logic.kinds import Kind
from pacts.logic.seal import figure
from pacts.logic.wording import phrase

PLACES = 4  # decimals the database keeps


def decimal_of(raw: Any) -> Decimal | None:
    """The exact figure of a rule, None where there is none."""
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _figure(raw: Any) -> str:
    return trimmed(decimal_of(raw)) or "…"


def in_words(
    formula: str, points: Decimal, rules: Mapping[str, Any], *, part: str = "main", step: Decimal | None = None
) -> str:
    """How the points come about, in one phrase for the table: “trừ 6 điểm mỗi vụ, không thấp hơn 0”."""
    write = WORDS.get(formula)
    return (
        write({"points": trimmed(points), "step": trimmed(step), "part": part, **_figures(rules)}, rules)
        if write
        else ""
    )


def _figures(rules: Mapping[str, Any]) -> dict[str, str]:
    return {"per": _figure(rules.get("per")), "floor": _figure(rules.get("floor") or "0")}


def _pass_fail(words, rules):
    return _("met: %(points)s points; not met: 0") % words


def _proportional(words, rules):
    return _with_target(_("in proportion to the target, at most %(points)s points") % words, rules)


def _relative(words, rules):
    return _with_target(_("on the target half of the points, the best of the bloc all %(points)s") % words, rules)


def _with_target(sentence: str, rules: Mapping[str, Any]) -> str:
    asked = target_in_words(rules)
    return _("%(sentence)s (target: %(target)s)") % {"sentence": sentence, "target": asked} if asked else sentence


def target_in_words(rules: Mapping[str, Any]) -> str:
    """The target a criterion names itself, where no pledge does; empty without one."""
    kind = rules.get("kind")
    if kind not in set(Kind):
        return ""
    target, target_max, baseline = (decimal_of(rules.get(name)) for name in ("target", "target_max", "baseline"))
    return phrase(Kind(kind), target, target_max, rules.get("measure") or "", trimmed(baseline))


def _deduction(words, rules):
    return _("%(per)s points off for each occurrence, not below %(floor)s") % words


def _bands(words, rules):
    return "; ".join(band_lines(rules.get("bands") or [])) or "…"


def _count(words, rules):
    return _("%(per)s points for each, at most %(points)s") % words


def _by_hand(words, rules):
    if not words["step"]:
        return _("given by hand, 0–%(points)s points") % words
    return _("given by hand, 0–%(points)s points in steps of %(step)s") % words


def _flat(words, rules):
    if words["part"] == Part.PENALTY.value:
        return _("%(points)s points taken off where it occurs") % words
    if words["part"] == Part.BONUS.value:
        return _("%(points)s points added where it occurs") % words
    return _("%(points)s points where it occurs") % words


WORDS = {
    Formula.PASS_FAIL.value: _pass_fail,
    Formula.PROPORTIONAL.value: _proportional,
    Formula.RELATIVE.value: _relative,
    Formula.DEDUCTION.value: _deduction,
    Formula.BANDS.value: _bands,
    Formula.COUNT.value: _count,
    Formula.BY_HAND.value: _by_hand,
    Formula.FLAT.value: _flat,
}


# --- Bands and classes, written and read as lines ---

REST = "còn lại"
_REST = {fold(word) for word in (REST, "trên nữa", "khác", "rest", "the rest")}
_UP_TO = re.compile(r"^(đến|tới|up to|<=|≤)\s*", re.IGNORECASE)
_POINTS = re.compile(r"\s*(điểm|đ|points?)\.?$", re.IGNORECASE)
_NAME_AND_SHARE = re.compile(r"^(?P<name>.+?)\s*[:=]\s*(?:từ\s*|from\s*)?(?P<share>[^:=]+?)\s*%?$", re.IGNORECASE)


def band_lines(bands: Sequence[Mapping[str, Any]]) -> list[str]:
    """“đến 10: 14 điểm” for each band, “còn lại: 0 điểm” for the last; the words are those of the papers."""
    return [f"{_head(band)}: {_figure(band.get('points'))} điểm" for band in bands]


def _head(band: Mapping[str, Any]) -> str:
    return f"đến {_figure(band['upto'])}" if "upto" in band else REST


def read_bands(text: str) -> list[dict[str, str]]:
    """The bands typed one on each line (or parted by “;”). Raises Unreadable with the line and what to type."""
    bands = [_band(line.strip()) for line in re.split(r"[\n;]", text) if line.strip()]
    if not bands:
        raise Unreadable(_("Write each band on a line, for example “đến 10: 14 điểm”, and last “còn lại: 0 điểm”."))
    limits = [Decimal(band["upto"]) for band in bands if "upto" in band]
    if "upto" in bands[-1] or len(limits) != len(bands) - 1:
        raise Unreadable(_("The last band, and only the last, says what all the rest gets: “còn lại: 0 điểm”."))
    if limits != sorted(set(limits)):
        raise Unreadable(_("The bands go from the smallest figure to the largest, each figure once."))
    return bands


def _band(line: str) -> dict[str, str]:
    head, colon, points = line.rpartition(":")
    if not colon:
        raise Unreadable(_("“%(line)s” is no band; write for example “đến 10: 14 điểm”.") % {"line": line})
    band = {"points": _read(_POINTS.sub("", points.strip()), line)}
    if fold(head) in _REST:
        return band
    return {"upto": _read(_UP_TO.sub("", head.strip()), line), **band}


def _read(raw: str, line: str) -> str:
    value = read_number(raw, places=PLACES, field=_("The number"))
    if value is None:
        raise Unreadable(_("“%(line)s” lacks a number; write for example “đến 10: 14 điểm”.") % {"line": line})
    return figure(value)


def class_lines(classes: Sequence[Mapping[str, Any]]) -> list[str]:
    """“Xuất sắc: 90” for each class."""
    return [f"{one.get('name', '')}: {_figure(one.get('from'))}" for one in classes]


def read_classes(text: str) -> list[dict[str, str]]:
    """The classes typed one on each line, the highest first. Raises Unreadable with the line and what to type."""
    classes = [_class(line.strip()) for line in text.splitlines() if line.strip()]
    shares = [Decimal(one["from"]) for one in classes]
    if shares != sorted(set(shares), reverse=True):
        raise Unreadable(_("The groups go from the highest percentage to the lowest, each percentage once."))
    if len({fold(one["name"]) for one in classes}) < len(classes):
        raise Unreadable(_("Each group has a name of its own."))
    return classes


def _class(line: str) -> dict[str, str]:
    found = _NAME_AND_SHARE.match(line)
    if not found:
        raise Unreadable(
            _("“%(line)s” is no group; write its name and from how many per cent, for example “Xuất sắc: 90”.")
            % {"line": line}
        )
    share = read_number(found["share"], places=2, field=_("The percentage"))
    if share is None or not 0 <= share <= 100:
        raise Unreadable(_("The percentage of “%(name)s” must be from 0 to 100.") % {"name": found["name"]})
    return {"name": found["name"], "from": figure(share)}
