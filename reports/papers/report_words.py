"""The words of a bloc's report of a phase, each from rows: who reported, what fell short, what is still to be done."""

from collections.abc import Iterator

from django.db.models import Q

from blocs.logic.wording import small_count
from blocs.models import Bloc, Phase
from pacts.logic.kinds import Kind
from pacts.models import Ceremony, Direction, Pact
from reports.boards import Board
from reports.logic.comparison import Status
from reports.logic.heat import RISKY
from reports.logic.standing import Standing
from reports.logic.summary import direction_words, in_words
from reports.models import Report
from reports.papers.document import Block, Heading, Para

NONE_MISSED = "Theo số liệu đã báo cáo, không có chỉ tiêu nào của Khối chưa đạt."
NOTHING_JUDGED = "Chưa có số liệu để đánh giá hạn chế."
MOST_NAMED = 4
"""Units named in the text; more are counted."""


def period(phase: Phase, bloc: Bloc) -> str:
    """“6 tháng đầu năm 2017”, “năm 2017”, “quý I, năm 2017”."""
    season = in_words(bloc.season.name)
    if is_whole(phase, bloc):
        return season
    name = phase.name[:1].lower() + phase.name[1:]
    if name.endswith(" năm") and season.startswith("năm "):
        return f"{name} {season.removeprefix('năm ')}"
    return f"{name}, {season}"


def is_whole(phase: Phase, bloc: Bloc) -> bool:
    return phase.starts_on <= bloc.season.starts_on and phase.ends_on >= bloc.season.ends_on


def movements_of(pact: Pact | None) -> str:
    """“ “Vì An ninh Tổ quốc””, with its space; nothing where the pact names none."""
    names = ", ".join(f"“{name}”" for name in pact.movements.values_list("name", flat=True)) if pact else ""
    return f" {names}" if names else ""


def points(lines) -> Iterator[Para]:
    """Each a paragraph after a dash, ended by a full stop."""
    yield from (Para(f"- {line.strip().rstrip('.;')}.") for line in lines if line.strip())


# --- How the reports came in ----------------------------------------------------------------------


def reported(told: Board) -> Iterator[Block]:
    seen = told.seen
    count = small_count(len(seen.units))
    done = {unit.pk for unit in told.reported}
    late = [unit.name for unit in seen.units if unit.pk not in done]
    yield Para(f"Khối có {count} đơn vị thành viên; {small_count(len(done))}/{count} đơn vị đã gửi báo cáo.")
    if late:
        yield Para(f"Đơn vị chưa gửi báo cáo ({small_count(len(late))} đơn vị): {'; '.join(late)}.")
    yield from prose(own_report(told), "results")


def own_report(told: Board) -> Report | None:
    """The bloc's own, once it is sent."""
    report = told.seen.reports.get(None)
    return report if report and report.state == Report.State.SENT else None


def prose(report: Report | None, field: str) -> Iterator[Para]:
    lines = getattr(report, field).splitlines() if report else []
    yield from (Para(line.strip()) for line in lines if line.strip())


def counted(told: Board) -> str:
    """“Trong 41 chỉ tiêu của Khối, 36 chỉ tiêu đạt hoặc vượt, 05 …”: the tiles of the board in one sentence."""
    silent = sum(one.status == Status.NO_REPORT for one in told.counted)
    unjudged = sum(one.status is None for one in told.counted)
    said = [
        (len(told.met), "chỉ tiêu đạt hoặc vượt"),
        (len(told.risky), "chỉ tiêu chưa đạt hoặc có nguy cơ không đạt"),
        (silent, "chỉ tiêu chưa có số liệu"),
        (unjudged, "chỉ tiêu chưa đánh giá được"),
    ]
    parts = ", ".join(f"{small_count(count)} {words}" for count, words in said if count)
    whole = f"Trong {small_count(len(told.counted))} chỉ tiêu áp dụng đối với Khối"
    return f"{whole}: {parts or 'chưa có số liệu'}."


def good_models(told: Board) -> Iterator[Block]:
    """What the bloc and its units name as worth following, in the order of precedence."""
    sent = {key: one for key, one in told.seen.reports.items() if one.state == Report.State.SENT and one.good_models}
    names = [(None, "Toàn Khối"), *((unit.pk, unit.name) for unit in told.seen.units)]
    yield from points(f"{name}: {' '.join(sent[key].good_models.split())}" for key, name in names if key in sent)


# --- Limits and what comes next -------------------------------------------------------------------


def limits(told: Board) -> Iterator[Block]:
    if told.risky:
        yield from points(_short(told, one) for one in told.risky)
    else:
        is_judged = any(one.number is not None for one in told.counted)
        yield Para(NONE_MISSED if is_judged else NOTHING_JUDGED)
    misses = sum(one.status in RISKY for one in told.unit_standings.values())
    if misses:
        yield Para(f"Tính theo từng đơn vị, có {small_count(misses)} lượt chỉ tiêu chưa đạt, chi tiết tại Phụ lục.")
    yield from prose(own_report(told), "limits")
    yield from prose(own_report(told), "causes")


def _short(told: Board, one: Standing) -> str:
    """A pledge that is missed or at risk, by how much, and the units that miss it."""
    gap = f", {one.shortfall_text}" if one.shortfall_text else ""
    units = [unit for unit in told.seen.units if told.unit_standings[unit.pk, one.pledge.pk].status in RISKY]
    named = "; ".join(f"{unit.name} ({told.unit_standings[unit.pk, one.pledge.pk].text})" for unit in units)
    if len(units) > MOST_NAMED:
        named = f"{len(units)}/{len(told.seen.units)} đơn vị, chi tiết tại Phụ lục"
    whose = f". Chưa đạt hoặc có nguy cơ: {named}" if named else ""
    if one.pledge.kind == Kind.QUALITATIVE:
        return f"{one.pledge.name}: {one.label.lower()}{whose}"
    return f"{one.pledge.name}: {one.text}, giao ước {one.target_text} ({one.label.lower()}{gap}){whose}"


def ahead(told: Board) -> Iterator[Block]:
    """The tasks the bloc's own report names, and directions nobody has followed up."""
    tasks = list(prose(own_report(told), "next_tasks"))
    rows = open_directions(told.seen.bloc, told.seen.phase)
    yield from tasks
    if rows:
        yield Para("Các ý kiến chỉ đạo đang tiếp tục thực hiện:")
        yield from points(
            direction_words(row.text, row.unit.name_on(row.ceremony.day) if row.unit else "", row.due_on)
            for row in rows
        )
    if not tasks and not rows:
        yield Para("Không còn ý kiến chỉ đạo nào chờ thực hiện.")


def open_directions(bloc: Bloc, phase: Phase | None = None) -> list[Direction]:
    """Of ceremonies that have begun, up to the end of the phase, in the order of time."""
    begun = (Ceremony.State.LIVE, Ceremony.State.HELD)
    rows = Direction.objects.filter(ceremony__blocs=bloc, ceremony__state__in=begun, followed_up_on=None)
    if phase:
        rows = rows.filter(Q(ceremony__on=None) | Q(ceremony__on__lte=phase.ends_on))
    rows = rows.select_related("unit", "ceremony").prefetch_related("unit__pasts")
    return list(rows.order_by("ceremony__on", "ceremony", "order", "pk"))


def headed(numeral: str, title: str, blocks) -> list[Block]:
    """A part under its Roman number."""
    return [Heading(f"{numeral}. {title}", "roman"), *blocks]
