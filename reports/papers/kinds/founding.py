"""Quyết định thành lập khối thi đua (domain A1: the superior founds it; number and day are the source of membership).

A bloc founded by an earlier decision that the register names is renewed for the season, not founded again.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Bloc, Headship
from pacts.models import Pact
from reports.models import Letterhead
from reports.paper_frames import symbol_of
from reports.papers.bloc_words import (
    MOST_IN_TEXT,
    Articles,
    Standing,
    bare_number,
    cited,
    day_of,
    decided_on,
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
from reports.papers.document import Block, Document, Para
from reports.papers.framing import Frame

NUMBER = re.compile(r"\d+/[A-ZĐ]+-[A-ZĐ0-9-]+")
LONG_BEFORE = timedelta(days=120)
"""A decision for a season is made shortly before it; one older than this founded the bloc for seasons before."""
NOT_OF_A_DECISION = ("quy chế", "giao ước")


def subjects(bloc: Bloc) -> list[Bloc]:
    return [bloc]


def write(bloc: Bloc, frame: Frame) -> Document:
    frame = replace(frame, on=frame.on or _known_day(bloc))
    standing, pact = standing_of(bloc, day_of(frame, bloc.season)), pact_in_force(bloc)
    deed = "kiện toàn" if is_renewed(bloc) else "thành lập"
    articles = _articles(standing, deed)
    document = frame.document(
        abstract=f"Về việc {deed} {bloc.name} {in_season(bloc.season)}",
        title=f"Quyết định {deed} {bloc.name} {in_season(bloc.season)}",
        bases=_bases(bloc, pact),
        resolves=(f"{' '.join(frame.capacity[:1])} {frame.agency.upper()}".strip(), "QUYẾT ĐỊNH:"),
        body=articles.blocks,
        recipients=[f"Như Điều {articles.count}", *([f"{frame.parent} (để báo cáo)"] if frame.parent else [])],
        annexes=[members_annex(standing, frame)] if _is_annexed(standing) else (),
        facts={**facts_of(standing, pact), "so_quyet_dinh": bare_number(bloc.decision_number)},
    )
    return ended(replace(document, number_line=_number_line(bloc, frame)))


# --- The decision the register names --------------------------------------------------------------


def is_renewed(bloc: Bloc) -> bool:
    """Founded by a decision long before this season."""
    on = decided_on(bloc.decision_number)
    return on is not None and on < bloc.season.starts_on - LONG_BEFORE


def _known_day(bloc: Bloc) -> date | None:
    return None if is_renewed(bloc) else decided_on(bloc.decision_number)


def _number_line(bloc: Bloc, frame: Frame) -> str:
    """The number the register knows of this very decision, until the desk gives one."""
    known = NUMBER.match(bare_number(bloc.decision_number))
    if frame.number is not None or not known or is_renewed(bloc):
        return frame.number_line
    return f"Số: {known.group()}"


def _bases(bloc: Bloc, pact: Pact | None) -> list[str]:
    lines = legal_lines(pact, without=NOT_OF_A_DECISION)
    if not is_renewed(bloc):
        return lines
    return [*lines, f"Quyết định số {cited(bloc.decision_number)} về việc thành lập {bloc.series.name}"]


# --- The articles ---------------------------------------------------------------------------------


def _articles(standing: Standing, deed: str) -> Articles:
    found, bloc = Articles(), standing.bloc
    found.add(f"{deed.capitalize()} {bloc.name} {in_season(bloc.season)}{_of_whom(standing)}", *_under(standing))
    held = [(title, line) for part, title in standing.titles() if (line := standing.held(part, title))]
    if held:
        titles = ", ".join(title for title, _line in held)
        text = f"Giao nhiệm vụ {titles} của {bloc.name} {in_season(bloc.season)} ({season_days(bloc.season)}):"
        found.add(text, *numbered_lines([line for _title, line in held]))
    found.add(
        f"Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các đơn vị thuộc {bloc.name} và các đơn vị có liên "
        f"quan chịu trách nhiệm thi hành Quyết định này."
    )
    return found


def _is_annexed(standing: Standing) -> bool:
    return len(standing.members) > MOST_IN_TEXT


def _of_whom(standing: Standing) -> str:
    count = len(standing.members)
    if not count:
        return "."
    end = " (danh sách tại Phụ lục kèm theo)." if _is_annexed(standing) else ", theo thứ tự sau đây:"
    return f", gồm {units_in_words(count)}{end}"


def _under(standing: Standing) -> list[Block]:
    task = standing.bloc.series.task.strip()
    names = [] if _is_annexed(standing) else numbered_lines(standing.members)
    return [*names, *([Para(f"Nhiệm vụ của {standing.word}: {task}")] if task else [])]


def _has_symbol(bloc: Bloc) -> bool:
    organiser = bloc.series.organiser
    own = Letterhead.objects.filter(unit=organiser).exclude(symbol="").exists()
    return own or bool(symbol_of(organiser, organiser.name_on(bloc.day)))


def gaps(bloc: Bloc) -> list[tuple[str, str]]:
    """What such a decision should say and the registers do not yet, each with the page where it is written."""
    here, held = bloc.get_absolute_url(), set(bloc.headships.on(bloc.day).values_list("part", flat=True))
    found = [
        (not bloc.memberships.on(bloc.day).exists(), _("The bloc has no member units on this day.")),
        (Headship.Part.HEAD not in held, _("No unit heads the bloc on this day.")),
        (Headship.Part.DEPUTY not in held, _("No unit is deputy head of the bloc on this day.")),
    ]
    said = [(sentence, here) for is_missing, sentence in found if is_missing]
    if not _has_symbol(bloc):
        where = bloc.series.organiser.get_absolute_url()
        said.append((_("The organiser has no symbol for its papers, so the decision bears no number."), where))
    pact = pact_in_force(bloc)
    if not legal_lines(pact, without=NOT_OF_A_DECISION) and not is_renewed(bloc):
        where = reverse("pacts:pact_edit", args=[pact.pk]) if pact else here
        said.append((_("No legal basis is recorded; write them in the pact or over this paper."), where))
    return said
