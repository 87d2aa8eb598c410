"""Kế hoạch phát động phong trào thi đua năm (decree 30/2020, annex I, V.6b: parts under Roman numerals).

Aims are the contents of the pact, days those of the season, its phases and its ceremonies; who does what is what the
bloc's rows give each to do.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import fuzzy_day, small_count
from blocs.models import Bloc, Headship, Movement
from pacts.logic.wording import amount
from pacts.models import Ceremony, CriteriaTable, Pact, Pledge
from pacts.models.outline import Part, outline_of
from pacts.text_tables import table_of
from reports.papers.bloc_words import (
    Standing,
    day_of,
    facts_of,
    from_to,
    in_season,
    kept_with,
    legal_lines,
    pact_in_force,
    season_days,
    standing_of,
    units_in_words,
)
from reports.papers.document import Annex, Block, Document, Heading, Para, Row, Table
from reports.papers.framing import Frame
from reports.papers.kinds.criteria import stage_in_words

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


def subjects(bloc: Bloc) -> list[Bloc]:
    return [bloc]


def write(bloc: Bloc, frame: Frame) -> Document:
    standing, pact = standing_of(bloc, day_of(frame, bloc.season)), pact_in_force(bloc)
    outline, names = (outline_of(pact) if pact else []), movements_of(pact)
    return frame.document(
        abstract=f"Phát động phong trào thi đua{_quoted_all(names)} {in_season(bloc.season)}",
        title=f"Kế hoạch phát động phong trào thi đua {in_season(bloc.season)} – {bloc.name}",
        bases=legal_lines(pact),
        body=[_opening(standing, names), *_parts(standing, pact, outline), _last(standing)],
        recipients=[f"{standing.organiser} (để báo cáo)", f"Các đơn vị thành viên {bloc.name} (để thực hiện)"],
        annexes=[_annex(outline, frame)] if any(part.lines for part in outline) else (),
        facts={**facts_of(standing, pact), "phong_trao": "; ".join(names), **_counts(outline)},
    )


def movements_of(pact: Pact | None) -> list[str]:
    return sorted(Movement.objects.filter(pacts=pact).values_list("name", flat=True)) if pact else []


def _quoted_all(names: list[str]) -> str:
    return f" {', '.join(f'“{name}”' for name in names)}" if names else ""


def _counts(outline: list[Part]) -> dict[str, str]:
    return {
        "so_noi_dung": str(sum(part.section is not None for part in outline)),
        "so_chi_tieu": str(sum(len(part.lines) for part in outline)),
    }


def _opening(standing: Standing, names: list[str]) -> Para:
    bloc = standing.bloc
    members = f" gồm {units_in_words(len(standing.members))}" if standing.members else ""
    return Para(
        f"{bloc.name}{members} xây dựng kế hoạch phát động, tổ chức phong trào thi đua{_quoted_all(names)} "
        f"{in_season(bloc.season)} như sau:"
    )


def _last(standing: Standing) -> Para:
    return Para(
        f"Trên đây là kế hoạch phát động phong trào thi đua {in_season(standing.bloc.season)}; các đơn vị thành viên "
        f"nghiêm túc tổ chức thực hiện."
    )


# --- The parts ------------------------------------------------------------------------------------


def _parts(standing: Standing, pact: Pact | None, outline: list[Part]) -> Iterator[Block]:
    """Each part that has something to say under the next Roman numeral."""
    told = [
        ("Khẩu hiệu, thời gian thi đua", _frame_of_year(standing, pact)),
        ("Mục tiêu, nội dung thi đua", _aims(outline, standing.word)),
        ("Các mốc báo cáo", _phases(standing)),
        ("Hội nghị, lễ ký kết", _meetings(standing)),
        ("Tổ chức thực hiện", _duties(standing, pact)),
    ]
    for number, (title, blocks) in zip(ROMAN, [one for one in told if one[1]], strict=False):
        yield Heading(f"{number}. {title.upper()}", "roman")
        yield from blocks


def _frame_of_year(standing: Standing, pact: Pact | None) -> list[Block]:
    slogan = (pact.slogan if pact else "") or standing.bloc.slogan
    season = standing.bloc.season
    time = f"{season_days(season)}{' (dự kiến)' if season.is_approximate else ''}"
    said = [f"Khẩu hiệu hành động: “{slogan}”." if slogan else "", f"Thời gian thi đua: {time}."]
    return [Para(line) for line in said if line]


def _aims(outline: list[Part], word: str) -> list[Block]:
    found: list[Block] = []
    for part in outline:
        if part.section is not None:
            found += _aim(part)
    count = sum(len(part.lines) for part in outline)
    if count:
        found.append(Para(f"Toàn {word} phấn đấu đạt {small_count(count)} chỉ tiêu nêu tại Phụ lục kèm theo."))
    return found


def _aim(part: Part) -> list[Block]:
    section, count = part.section, len(part.lines)
    counted = f": {small_count(count)} chỉ tiêu" if count else ""
    texts = [line.strip() for line in section.text.splitlines() if line.strip()]
    return [Para(f"{part.number} {section.title}{counted}."), *map(Para, texts)]


def _phases(standing: Standing) -> list[Block]:
    rows = standing.bloc.season.phases.order_by("ends_on", "-starts_on")
    return [Para(f"- {row.name}: {from_to(row.starts_on, row.ends_on)}.") for row in rows]


def _meetings(standing: Standing) -> list[Block]:
    rows = standing.bloc.ceremonies.exclude(state=Ceremony.State.CANCELLED).order_by("on", "pk")
    cells = [(row.title, _when(row), row.place_name) for row in rows]
    table = tuple(Row((str(n), *told)) for n, told in enumerate(cells, start=1))
    heads, aligns = ("TT", "Nội dung", "Thời gian", "Địa điểm"), ("center", "left", "left", "left")
    return [Table(heads, table, (1, 7, 3.5, 5), aligns)] if table else []


def _when(row: Ceremony) -> str:
    at = f"{row.starts_at.hour:02} giờ {row.starts_at.minute:02}, " if row.starts_at and row.day else ""
    part = f"buổi {row.part_of_day}, " if row.part_of_day and not at and row.day else ""
    words = fuzzy_day(row)
    return "" if words.startswith("không rõ") else f"{at}{part}{words}"


# --- Who does what (domain A1) --------------------------------------------------------------------


def _duties(standing: Standing, pact: Pact | None) -> list[Block]:
    table = table_of(pact) if pact else None
    head, deputy = standing.holder(Headship.Part.HEAD), standing.holder(Headship.Part.DEPUTY)
    told = [
        (f"{standing.word} trưởng ({head})", _of_head(standing, table)) if head else None,
        (f"{standing.word} phó ({deputy})", _of_deputy(standing)) if deputy else None,
        ("Các đơn vị thành viên", _of_members(standing, pact, table)),
    ]
    found: list[Block] = []
    for number, (who, lines) in enumerate(filter(None, told), start=1):
        found += [Heading(f"{number}. {who}"), *(Para(f"- {line}.") for line in lines)]
    return found


def _of_head(standing: Standing, table: CriteriaTable | None) -> list[str]:
    word = standing.word
    said = [
        f"Chủ trì các hội nghị của {word}; tổ chức ký kết giao ước, tổng hợp đăng ký danh hiệu thi đua của các đơn vị",
        "Đôn đốc, tổng hợp số liệu thực hiện chỉ tiêu theo các mốc báo cáo",
        f"Tổng hợp điểm, tổ chức bình xét thi đua theo {_quoted(table)}" if table else "",
    ]
    return [line for line in said if line]


def _quoted(table: CriteriaTable) -> str:
    return f"{table.name[:1].lower()}{table.name[1:]}"


def _of_deputy(standing: Standing) -> list[str]:
    return [f"Phối hợp với {standing.word} trưởng; điều hành công việc của {standing.word} khi {standing.word} trưởng "
            "vắng mặt"]  # fmt: skip


def _of_members(standing: Standing, pact: Pact | None, table: CriteriaTable | None) -> list[str]:
    stages = [stage_in_words(row) for row in table.stages.all()] if table else []
    signs = f"Ký kết, tổ chức thực hiện {_title(pact)}; đăng ký danh hiệu thi đua" if pact else ""
    said = [
        signs,
        "Báo cáo số liệu thực hiện chỉ tiêu đúng các mốc báo cáo; tham dự đầy đủ các hội nghị",
        f"Chấm điểm qua các bước: {'; '.join(stages)}" if stages else "",
    ]
    return [line for line in said if line]


def _title(pact: Pact) -> str:
    return f"{pact.title[:1].lower()}{pact.title[1:]}"


# --- The annex ------------------------------------------------------------------------------------

HEADS = ("TT", "Nội dung", "Chỉ tiêu", "Mốc so sánh, nguồn số liệu")


def _annex(outline: list[Part], frame: Frame) -> Annex:
    with override("vi"):
        rows = tuple(row for part in outline for row in _rows(part))
    aligns = ("center", "left", "left", "left")
    table = Table(HEADS, rows, (1.1, 8.2, 5.4, 3.8), aligns)
    return Annex("Phụ lục", "Các chỉ tiêu thi đua", kept_with(frame), (table,))


def _rows(part: Part) -> Iterator[Row]:
    if part.section is not None and part.lines:
        yield Row((f"{part.number} {part.section.title}", "", "", ""), is_bold=True, spans=True)
    for line in part.lines:
        yield Row((line.number, *_pledge(line.pledge)))


def _pledge(pledge: Pledge) -> tuple[str, ...]:
    baseline = amount(pledge.baseline, pledge.measure) if pledge.baseline is not None else ""
    return (pledge.name, pledge.phrase, "; ".join(filter(None, [baseline, pledge.data_source])))


def gaps(bloc: Bloc) -> list[tuple[str, str]]:
    """What a yearly plan says and the rows do not yet, each with the page where it is written."""
    here, pact = bloc.get_absolute_url(), pact_in_force(bloc)
    found = [
        (not bloc.season.phases.exists(), _("The season has no phases to report for."), here),
        (not bloc.ceremonies.exists(), _("No ceremony is planned."), reverse("pacts:ceremony_plan")),
        (pact is None, _("This bloc has no pact yet, so the plan names no aims."), here),
    ]
    if pact:
        found += _gaps_of(pact)
    return [(sentence, url) for is_missing, sentence, url in found if is_missing]


def _gaps_of(pact: Pact) -> list[tuple[bool, str, str]]:
    edit, contents = (reverse(f"pacts:{name}", args=[pact.pk]) for name in ("pact_edit", "pact_contents"))
    return [
        (not pact.movements.exists(), _("The pact names no movement."), edit),
        (not (pact.slogan or pact.bloc.slogan), _("The pact has no slogan."), edit),
        (not pact.pledges.exists(), _("The pact has no pledges yet."), contents),
    ]
