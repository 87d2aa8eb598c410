"""The year-end report of a bloc: every pledge at the end of the season, the published ranking, the honours."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Phase
from reports.papers.document import Document, Heading
from reports.papers.framing import Frame
from reports.papers.honour_lines import honour_leaf, honour_table, ranking, ranking_leaf, result_of
from reports.papers.kinds.half_year import report_gaps
from reports.papers.season_reports import board_of, phase_of, write_report


def subjects(bloc: Bloc) -> list[Bloc]:
    """The bloc where its season has a phase that is the whole of it and its pact is sealed."""
    return [bloc] if phase_of(bloc, Phase.Kind.YEAR) and bloc.pacts.sealed().exists() else []


def write(subject: Bloc, frame: Frame) -> Document:
    """Raises Refused where no phase of the season is the whole of it."""
    phase = phase_of(subject, Phase.Kind.YEAR)
    if phase is None:
        raise Refused(_("The season has no such phase."))
    with override("vi"):
        result = result_of(subject)
        ranked = [Heading("1. Kết quả xếp hạng", "plain"), *ranking(result)]
        honoured = [Heading("2. Khen thưởng", "plain"), *honour_table(subject)]
        middle = [("KẾT QUẢ XẾP HẠNG, KHEN THƯỞNG", [*ranked, *honoured])]
        title = f"{subject.name}, {subject.season.name}"
        leaves = (ranking_leaf(result, title), honour_leaf(subject, title))
        return write_report(frame, board_of(subject, phase), "Tổng kết", middle, leaves)


def gaps(subject: Bloc) -> list[tuple[str, str]]:
    found = report_gaps(subject, phase_of(subject, Phase.Kind.YEAR))
    if result_of(subject) is None:
        found.append((_("The result of the season is not published yet."), reverse("reports:result_list")))
    return found
