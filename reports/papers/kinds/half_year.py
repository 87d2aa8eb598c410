"""The six-month report of a bloc: every pledge at the middle of the season, as the board shows it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Phase
from reports.papers.document import Document
from reports.papers.framing import Frame
from reports.papers.season_reports import board_of, phase_of, write_report


def subjects(bloc: Bloc) -> list[Bloc]:
    """The bloc where its season has a half and its pact is sealed."""
    return [bloc] if phase_of(bloc, Phase.Kind.HALF) and bloc.pacts.sealed().exists() else []


def write(subject: Bloc, frame: Frame) -> Document:
    """Raises Refused where the season has no half to report on."""
    phase = phase_of(subject, Phase.Kind.HALF)
    if phase is None:
        raise Refused(_("The season has no such phase."))
    with override("vi"):
        return write_report(frame, board_of(subject, phase), "Sơ kết")


def gaps(subject: Bloc) -> list[tuple[str, str]]:
    return report_gaps(subject, phase_of(subject, Phase.Kind.HALF))


def report_gaps(bloc: Bloc, phase: Phase | None) -> list[tuple[str, str]]:
    """What the paper would leave open, each with the page where it is filled."""
    if phase is None:
        return [(_("The season has no such phase."), reverse("blocs:bloc_detail", args=[bloc.pk]))]
    told = board_of(bloc, phase)
    board = f"{reverse('reports:board')}?khoi={bloc.pk}&ky={phase.slug}"
    missing = len(told.seen.units) - len(told.reported)
    found = []
    if missing:
        found.append((_("%(count)s units have not reported for this phase.") % {"count": missing}, board))
    if told.seen.pledges and not told.seen.figures:
        found.append((_("There are no figures for this phase yet."), board))
    return found
