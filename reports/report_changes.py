"""What a returned report says otherwise than when it was last sent: figures and words, old beside new."""

from dataclasses import dataclass

from reports.logic.standing import said
from reports.models import Figure, Report
from reports.sheets import Line

WORDS = ("results", "limits", "causes", "good_models", "next_tasks")


@dataclass(frozen=True)
class Difference:
    """`name` is a pledge's name or a label; `anchor` the row's place on the page, empty for words."""

    name: str
    old: str
    new: str
    anchor: str = ""


def differences_since_sent(report: Report, lines: list[Line]) -> list[Difference]:
    """Empty for a report never sent before, or sent now. Two queries."""
    if report.pk is None or report.sent_at is None or report.state == Report.State.SENT:
        return []
    return [*_figures(report, lines), *_words(report)]


def _figures(report: Report, lines: list[Line]) -> list[Difference]:
    then = _as_sent(report, [line.pledge.pk for line in lines])
    told = ((line, said(then.get(line.pledge.pk), line.pledge.kind, line.pledge.measure)) for line in lines)
    return [
        Difference(line.pledge.name, old, line.said, f"p{line.pledge.pk}") for line, old in told if old != line.said
    ]


def _as_sent(report: Report, pledges: list[int]) -> dict[int, Figure]:
    """By pledge, each figure as it stood when the report was sent."""
    rows = Figure.history.filter(
        unit=report.unit_id, phase=report.reporting.phase_id, pledge__in=pledges, history_date__lte=report.sent_at
    )
    newest = {row.pledge_id: row for row in rows.order_by("history_date", "history_id")}
    return {pk: row for pk, row in newest.items() if row.history_type != "-"}


def _words(report: Report) -> list[Difference]:
    then = Report.history.filter(id=report.pk, state=Report.State.SENT).order_by("-history_date", "-history_id").first()
    if then is None:
        return []
    pairs = [(name, getattr(then, name), getattr(report, name)) for name in WORDS]
    return [Difference(_label(name), old or "—", new or "—") for name, old, new in pairs if old != new]


def _label(name: str) -> str:
    return str(Report._meta.get_field(name).verbose_name)
