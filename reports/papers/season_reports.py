"""Six-month and year-end reports alike: the board of one phase told in the order such reports have."""

from collections.abc import Iterable, Sequence

from blocs.logic.wording import long_day, small_count
from blocs.models import Bloc, Phase
from reports.boards import Board
from reports.overview import picture
from reports.papers import report_figures, report_words
from reports.papers.bloc_words import facts_of as facts_of_bloc
from reports.papers.bloc_words import kept_with, local_day, standing_of
from reports.papers.document import Annex, Block, Document, Heading, Leaf, Para
from reports.papers.framing import Frame

NUMERALS = ("I", "II", "III", "IV", "V")


def phase_of(bloc: Bloc, kind: str) -> Phase | None:
    """The first half of the season, or the phase that is the whole of it."""
    phases = list(bloc.season.phases.filter(kind=kind).order_by("ends_on", "starts_on", "pk"))
    if kind == Phase.Kind.YEAR:
        phases = [one for one in phases if report_words.is_whole(one, bloc)] or phases
    return phases[0] if phases else None


def board_of(bloc: Bloc, phase: Phase) -> Board:
    """As a wall sees it: nobody's own lists."""
    return Board(picture(bloc, phase), None)


def write_report(
    frame: Frame,
    told: Board,
    deed: str,
    middle: Sequence[tuple[str, Iterable[Block]]] = (),
    leaves: Sequence[Leaf] = (),
) -> Document:
    """`deed` is “Sơ kết” or “Tổng kết”; `middle` the parts between results and limits, a title with its blocks."""
    bloc, seen = told.seen.bloc, told.seen
    abstract = f"{deed} phong trào thi đua{report_words.movements_of(seen.pact)} {_period(told)}"
    parts = [
        ("KẾT QUẢ THỰC HIỆN GIAO ƯỚC THI ĐUA", results(told)),
        *middle,
        ("HẠN CHẾ, NGUYÊN NHÂN", report_words.limits(told)),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ", report_words.ahead(told)),
    ]
    body = [_opening(told)]
    for numeral, (title, blocks) in zip(NUMERALS, parts, strict=False):
        body += report_words.headed(numeral, title, blocks)
    organiser = bloc.series.organiser.name_on(bloc.season.ends_on)
    said = f"{abstract[:1].lower()}{abstract[1:]}"
    body.append(Para(f"Trên đây là báo cáo {said}, {bloc.name} trân trọng báo cáo {organiser}."))
    return frame.document(
        abstract=abstract,
        body=body,
        addressees=(organiser,),
        recipients=("Như trên", "Các đơn vị thành viên"),
        annexes=(_annex(frame, told),) if seen.figures else (),
        leaves=(*report_figures.leaves(told, f"{frame.kind.type_name} {said}"), *leaves),
        facts=facts_of(told),
    )


def _period(told: Board) -> str:
    return report_words.period(told.seen.phase, told.seen.bloc)


def _opening(told: Board) -> Para:
    """What the report is about, and the pact it is measured by."""
    bloc, pact = told.seen.bloc, told.seen.pact
    sealed = f", ký kết {long_day(local_day(pact.sealed_at))}" if pact and pact.sealed_at else ""
    basis = f"Thực hiện {pact.title}{sealed}, " if pact else ""
    return Para(f"{basis}{bloc.name} báo cáo kết quả {_period(told)} như sau:")


def results(told: Board) -> Iterable[Block]:
    yield Heading("1. Tình hình báo cáo", "plain")
    yield from report_words.reported(told)
    yield Heading("2. Kết quả thực hiện các chỉ tiêu", "plain")
    yield Para(report_words.counted(told))
    yield from report_figures.whole(told)
    if models := list(report_words.good_models(told)):
        yield Heading("3. Mô hình, cách làm hay", "plain")
        yield from models


def _annex(frame: Frame, told: Board) -> Annex:
    blocks = report_figures.by_unit(told)
    reference = kept_with(frame)
    return Annex("Phụ lục", report_figures.BY_UNIT_TITLE, reference, blocks, is_landscape=True)


def facts_of(told: Board) -> dict[str, str]:
    """Single words a Word master may ask for."""
    seen = told.seen
    return {
        **facts_of_bloc(standing_of(seen.bloc, min(seen.phase.ends_on, seen.bloc.season.ends_on)), seen.pact),
        "ky": _period(told),
        "so_don_vi_da_bao_cao": small_count(len(told.reported)),
        "so_chi_tieu": small_count(len(told.counted)),
        "so_chi_tieu_dat": small_count(len(told.met)),
    }
