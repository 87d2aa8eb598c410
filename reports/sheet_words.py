"""A score sheet in words: what a mark says, what a criterion asks, how its points came about. Written once a row."""

from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import NO_BREAK_SPACE, number, trimmed
from pacts.logic.formula_words import in_words
from pacts.logic.formulas import Part
from pacts.logic.kinds import Kind
from pacts.logic.targets import rounded
from pacts.logic.wording import phrase
from reports.logic.scoring.explanation import calculation
from reports.logic.sheet_entries import Asked, Given, said_given
from reports.marking import Row
from reports.scored import Board

TIMES, MINUS = "×", "−"


def points_words(points: Decimal | None) -> str:
    """“8,5”; a dash where nothing is said yet."""
    return "—" if points is None else trimmed(points)


def out_of(achieved: Decimal, assigned: Decimal) -> str:
    """“87,5/100 điểm”; only what was achieved where no maximum is counted (bonus, penalty)."""
    if not assigned:
        return _("%(points)s points") % {"points": trimmed(achieved).replace("-", MINUS)}
    return _("%(achieved)s/%(assigned)s points") % {"achieved": trimmed(achieved), "assigned": trimmed(assigned)}


def given_words(row: Row, given: Given) -> str:
    return said_given(given, row.asks, row.measure, row.scale)


def mark_words(row: Row, given: Given, points: Decimal | None) -> str:
    """What a mark says and earns: “92,02% → 8,5 điểm”, “14 điểm”; nothing for words alone."""
    if given.is_blank:
        return ""
    said = given_words(row, given)
    if row.asks == Asked.POINTS or points is None:
        return said
    return f"{said} → {_('%(points)s points') % {'points': trimmed(points)}}"


def facts_words(row: Row) -> str:
    """“Điểm chuẩn 10 · trừ 6 điểm mỗi vụ, không thấp hơn 0”."""
    criterion, part = row.criterion, row.rule.part
    label = {Part.BONUS: _("Bonus up to %(points)s"), Part.PENALTY: _("Penalty up to %(points)s")}
    most = label.get(Part(part), _("Maximum %(points)s")) % {"points": trimmed(criterion.points)}
    told = in_words(criterion.formula, criterion.points, criterion.rules, part=part, step=criterion.table.step)
    return " · ".join(filter(None, [most.replace(" ", NO_BREAK_SPACE), told]))


def target_words(row: Row) -> str:
    """The unit's own target as a pact writes it; nothing where none is asked for."""
    if row.is_without_target:
        return _("without a target")
    if not row.rule.kind:
        return ""
    pledge = row.criterion.pledge
    target, target_max = (None if one is None else rounded(one) for one in (row.target, row.target_max))
    return phrase(Kind(row.rule.kind), target, target_max, row.measure, pledge.baseline_label if pledge else "")


def box_words(row: Row) -> str:
    """What the box asks for: “Điểm, từ 0 đến 10”, “Số lượng”, “Tỷ lệ %”."""
    words = {
        Asked.POINTS: lambda: _("Points, 0 to %(most)s") % {"most": trimmed(row.criterion.points)},
        Asked.YES_NO: lambda: _("Is it so?"),
        Asked.COUNT: lambda: _("How many"),
        Asked.NUMBER: lambda: _("Figure"),
        Asked.PERCENT: lambda: _("Rate in per cent"),
    }
    asked = words[Asked(row.asks)]()
    is_named = row.measure and row.measure != "%" and row.asks in (Asked.COUNT, Asked.NUMBER)
    return f"{asked} ({row.measure})" if is_named else asked


def evidence_words(row: Row) -> str:
    """“Minh chứng: 2 (bắt buộc)”."""
    words = _("Evidence: %(count)s") % {"count": number(len(row.evidence))}
    return f"{words} ({_('required')})" if row.criterion.evidence == "required" else words


def worked_line(row: Row, given: Given, points: Decimal | None) -> str:
    """How the points follow from what was given: “24 − 6 × 3 = 6.” By hand nothing follows."""
    if given.is_blank or row.asks == Asked.POINTS:
        return ""
    if points is None:
        return _("Reckoned with the figures of the whole bloc")
    return " ".join(row.calculation(given))


def against_the_bloc(row: Row, board: Board, unit: str) -> str:
    """The same where the best of the bloc decides, with the name of who that is."""
    facts = {one: board.facts(row.number, one) for one in board.units}
    names = {slug: sheet.unit.name for slug, sheet in board.sheets.items()}
    earned = board.outcome.earned[row.number]
    return " ".join(calculation(row.rule, unit, facts, earned, names=names, measure=row.measure))
