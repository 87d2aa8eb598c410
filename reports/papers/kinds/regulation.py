"""Quy chế hoạt động và chấm điểm của khối: what its rows decide, and nothing else.

Where the regulation, the criteria table or the ceremonies say nothing, the article is left out (domain A1, A4).
"""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import day, fuzzy_day, long_day, small_count, trimmed
from blocs.models import Bloc
from pacts.logic.formula_words import decimal_of
from pacts.models import Assignment, Ceremony, CriteriaTable, Pact, Regulation, tree_of
from pacts.models.regulations import Majority
from pacts.table_page import ties_of
from pacts.text_tables import table_of
from reports.papers.bloc_words import (
    MOST_IN_TEXT,
    Articles,
    Standing,
    bare_number,
    day_of,
    ended,
    facts_of,
    in_season,
    legal_lines,
    members_annex,
    numbered_lines,
    pact_in_force,
    season_days,
    standing_of,
    units_in_words,
)
from reports.papers.document import Block, Document, Heading, Para
from reports.papers.framing import Frame
from reports.papers.kinds.criteria import appeals_of, stage_in_words, sums

MAJORITIES = {
    Majority.HALF: "quá nửa số đơn vị thành viên",
    Majority.TWO_THIRDS: "ít nhất hai phần ba số đơn vị thành viên",
    Majority.ALL: "tất cả các đơn vị thành viên",
}


def subjects(bloc: Bloc) -> list[Bloc]:
    return [bloc]


def write(bloc: Bloc, frame: Frame) -> Document:
    standing, pact = standing_of(bloc, day_of(frame, bloc.season)), pact_in_force(bloc)
    row, table = regulation_of(bloc), table_of(pact) if pact else None
    with override("vi"):
        articles = _chapters(standing, row, pact, table)
    return ended(
        frame.document(
            abstract=f"Hoạt động và chấm điểm thi đua của {bloc.name} {in_season(bloc.season)}",
            title=f"Quy chế hoạt động và chấm điểm thi đua {in_season(bloc.season)} – {bloc.name}",
            bases=legal_lines(pact, without=("quy chế", "giao ước")),
            body=articles.blocks,
            recipients=[f"{standing.organiser} (để báo cáo)", f"Các đơn vị thành viên {bloc.name} (để thực hiện)"],
            annexes=[members_annex(standing, frame)] if len(standing.members) > MOST_IN_TEXT else (),
            facts={**facts_of(standing, pact), **_facts(row, table)},
        )
    )


def regulation_of(bloc: Bloc) -> Regulation | None:
    return Regulation.objects.filter(bloc=bloc).first()


def _facts(row: Regulation | None, table: CriteriaTable | None) -> dict[str, str]:
    return {
        "so_quy_che": bare_number(row.number) if row else "",
        "ngay_thong_qua": day(row.adopted_on) if row else "",
        "diem_toi_da": trimmed(table.maximum) if table else "",
    }


# --- Chapters -------------------------------------------------------------------------------------


def _chapters(standing: Standing, row: Regulation | None, pact: Pact | None, table: CriteriaTable | None) -> Articles:
    """Chapters that have an article, numbered as they come."""
    found, number = Articles(), 0
    told = [
        ("Quy định chung", _general(standing)),
        ("Tổ chức và hoạt động", _working(standing, row)),
        ("Chấm điểm thi đua", _scoring(standing, table)),
        ("Tổ chức thực hiện", _ends(standing, row)),
    ]
    for title, articles in told:
        rows = list(articles)
        if rows:
            number += 1
            found.blocks.append(Heading(f"Chương {'I' * number if number < 4 else 'IV'}", "chapter", title.upper()))
        for head, text, more in rows:
            found.add(text, *more, title=head)
    return found


Told = Iterator[tuple[str, str, list[Block]]]
"""Title, first words and further paragraphs of an article."""


def _general(standing: Standing) -> Told:
    bloc = standing.bloc
    yield (
        "Phạm vi điều chỉnh và đối tượng áp dụng",
        "",
        numbered_paras(
            f"Quy chế này quy định về tổ chức, hoạt động và việc chấm điểm thi đua của {bloc.name} trong "
            f"{in_season(bloc.season)} ({season_days(bloc.season)}).",
            f"Quy chế áp dụng đối với các đơn vị thành viên của {bloc.name}.",
        ),
    )
    if task := bloc.series.task.strip():
        yield f"Nhiệm vụ của {standing.word}", "", [Para(line.strip()) for line in task.splitlines() if line.strip()]


def numbered_paras(*lines: str) -> list[Block]:
    return [Para(f"{n}. {line}") for n, line in enumerate(lines, start=1)]


# --- How the bloc works ---------------------------------------------------------------------------


def _working(standing: Standing, row: Regulation | None) -> Told:
    word, count = standing.word, len(standing.members)
    if count > MOST_IN_TEXT:
        yield "Đơn vị thành viên", f"{word} gồm {units_in_words(count)} (danh sách tại Phụ lục kèm theo).", []
    elif count:
        yield "Đơn vị thành viên", f"{word} gồm {units_in_words(count)}:", numbered_lines(standing.members)
    held = [line for part, title in standing.titles() if (line := standing.held(part, title))]
    if held:
        yield f"{word} trưởng, {word} phó", "", numbered_lines(held)
    if row:
        yield "Thông qua và ký kết giao ước", "", numbered_paras(*_adopting(row, word))
    if meetings := _meetings(standing):
        yield f"Hội nghị của {word}", f"Trong {in_season(standing.bloc.season)}, {word} tổ chức:", meetings


def _adopting(row: Regulation, word: str) -> list[str]:
    votes = (
        f"Giao ước được biểu quyết thông qua trước khi khóa; chỉ văn bản đã được thông qua mới được khóa. Văn bản "
        f"được thông qua khi có {MAJORITIES[Majority(row.adoption_majority)]} tán thành, tính trên tổng số đơn vị "
        f"thành viên, kể cả đơn vị vắng mặt."
    )
    heads = f"{word} trưởng, {word} phó ký giao ước thay mặt các đơn vị thành viên."
    waits = "Giao ước chỉ được khóa sau khi đơn vị vắng mặt tại lễ đã ký."
    late = "Đơn vị vắng mặt tại lễ không cản trở việc khóa giao ước; đơn vị đó ký bổ sung sau, ghi rõ ngày ký."
    return [
        votes if row.adoption_before_seal else "Việc khóa giao ước không cần biểu quyết thông qua trước.",
        heads if row.heads_sign_for_members else "Thủ trưởng các đơn vị thành viên ký giao ước.",
        waits if row.absent_unit_hinders_seal else late,
    ]


def _meetings(standing: Standing) -> list[Block]:
    rows = standing.bloc.ceremonies.exclude(state=Ceremony.State.CANCELLED).order_by("on", "pk")
    return numbered_lines([_meeting(row) for row in rows])


def _meeting(row: Ceremony) -> str:
    when = long_day(row.on) if row.day else "" if row.on is None else fuzzy_day(row)
    return ", ".join(filter(None, [row.title, when, row.place_name]))


# --- How it scores --------------------------------------------------------------------------------


def _scoring(standing: Standing, table: CriteriaTable | None) -> Told:
    if table is None:
        return
    yield "Thang điểm", f"Việc chấm điểm thực hiện theo {_lower(table.name)}:", numbered_paras(*_scale(table))
    if stages := [stage_in_words(row) for row in table.stages.all()]:
        yield "Các bước chấm điểm", "Việc chấm điểm lần lượt qua các bước:", numbered_lines(stages)
    yield "Lý do chấm điểm", _reasons(table), []
    if Assignment.objects.filter(criterion__table=table, applies=False).exists():
        yield "Tiêu chí không áp dụng", NOT_APPLIED.format(word=standing.word), []
    yield "Xếp hạng, xếp loại", _outcome(table), numbered_lines(_classes(table))
    if table.tie_breaks:
        yield "Trường hợp bằng điểm", "Các đơn vị bằng điểm được xét lần lượt theo:", numbered_lines(ties_of(table))
    if appeals := appeals_of(table):
        yield "Kiến nghị về điểm", appeals, []


NOT_APPLIED = (
    "Tiêu chí không áp dụng đối với đơn vị nào do {word} quyết định trước khi khóa giao ước; điểm của tiêu chí đó được "
    "bỏ khỏi điểm được giao của đơn vị."
)


def _scale(table: CriteriaTable) -> list[str]:
    roots = [node.criterion for node in tree_of(table).roots if node.criterion.part == "main"]
    groups = "; ".join(f"{row.name}: {trimmed(row.points)} điểm" for row in roots)
    whole = f"Tổng điểm tối đa là {trimmed(table.maximum)} điểm"
    beside = [f"{label}: tối đa {trimmed(points)} điểm." for label, points in sums(table)[1:]]
    step = f"Điểm chấm trực tiếp theo bước {trimmed(table.step)} điểm."
    counted = f", gồm {small_count(len(roots))} nhóm: {groups}" if roots else ""
    return [f"{whole}{counted}.", *beside, step]


def _reasons(table: CriteriaTable) -> str:
    return (
        f"Điểm bằng mức tối đa, hoặc khác với điểm của bước trước, phải ghi rõ lý do bằng ít nhất "
        f"{table.reason_length} ký tự."
    )


def _outcome(table: CriteriaTable) -> str:
    ranks = "Các đơn vị được xếp hạng theo tỷ lệ giữa điểm đạt được và điểm được giao, từ cao xuống thấp"
    classes = "Các đơn vị được xếp loại theo tỷ lệ giữa điểm đạt được và điểm được giao"
    if table.outcome == CriteriaTable.Outcome.CLASSES:
        return f"{classes}{':' if table.classes else '.'}"
    return f"{ranks}; mức xếp loại:" if table.classes else f"{ranks}."


def _classes(table: CriteriaTable) -> list[str]:
    """The highest first: “từ 85% trở lên”, “từ 75% đến dưới 85%”, “dưới 50%”."""
    shares = [decimal_of(one.get("from")) for one in table.classes]
    above = [None, *shares]
    rows = zip(table.classes, shares, above, strict=False)
    return [f"{one['name']}: {_span(share, upper)}" for one, share, upper in rows if share is not None]


def _span(share: Decimal, upper: Decimal | None) -> str:
    if upper is None:
        return f"từ {percent_of(share)} trở lên"
    return f"từ {percent_of(share)} đến dưới {percent_of(upper)}" if share else f"dưới {percent_of(upper)}"


def percent_of(share: Decimal) -> str:
    return f"{trimmed(share)}%"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


# --- The end --------------------------------------------------------------------------------------


def _ends(standing: Standing, row: Regulation | None) -> Told:
    yield "Trách nhiệm thi hành", _duty(standing), []
    if row and row.adopted_on:
        number = f" (số {bare_number(row.number)})" if row.number else ""
        yield "Hiệu lực", f"Quy chế này{number} được {standing.bloc.name} thông qua {long_day(row.adopted_on)}.", []


def _duty(standing: Standing) -> str:
    heads = f"{standing.word} trưởng đôn đốc, kiểm tra việc thực hiện; " if standing.heads else ""
    return f"{heads}Thủ trưởng các đơn vị thành viên chịu trách nhiệm tổ chức thực hiện Quy chế này."


def gaps(bloc: Bloc) -> list[tuple[str, str]]:
    """What a regulation says and the rows do not yet, each with the page where it is written."""
    row, pact = regulation_of(bloc), pact_in_force(bloc)
    table = table_of(pact) if pact else None
    here = reverse("pacts:regulation_edit", args=[bloc.pk])
    found = [
        (row is None, _("The bloc has no regulation yet, so its articles on adoption and signing are left out."), here),
        (row is not None and row.adopted_on is None, _("The day the regulation was adopted is not given."), here),
    ]
    if pact:
        page = reverse("pacts:table_detail", args=[pact.pk])
        found.append((table is None, _("There is no criteria table, so the chapter on scoring is left out."), page))
    if table:
        stages = reverse("pacts:table_stages", args=[table.pact_id])
        found.append((not table.stages.exists(), _("The table has no stages of scoring."), stages))
    return [(sentence, url) for is_missing, sentence, url in found if is_missing]
