"""Bản đăng ký danh hiệu thi đua of one unit (domain A2): titles it aims at, and its own targets where they differ."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import small_count
from blocs.models import Bloc, Membership
from pacts.logic.wording import amount, phrase
from pacts.models import OwnTarget, Pact
from pacts.text import pledge_numbers
from reports.papers.bloc_words import (
    day_of,
    facts_of,
    in_season,
    pact_in_force,
    season_days,
    standing_of,
)
from reports.papers.document import Block, Document, Heading, Para, Row, Table
from reports.papers.framing import Frame

HEADS = ("TT", "Nội dung", "Chỉ tiêu chung", "Chỉ tiêu của đơn vị", "Mốc so sánh của đơn vị")


def subjects(bloc: Bloc) -> list[Membership]:
    return list(bloc.memberships.in_order().prefetch_related("unit__pasts").select_related("bloc__season"))


def write(member: Membership, frame: Frame) -> Document:
    bloc = member.bloc
    standing = standing_of(bloc, day_of(frame, bloc.season))
    pact, unit = pact_in_force(bloc), member.unit.name_on(standing.day)
    titles, own = titles_of(member, pact), own_targets(member, pact)
    return frame.document(
        abstract=f"Danh hiệu thi đua {in_season(bloc.season)}",
        title=f"Bản đăng ký danh hiệu thi đua {in_season(bloc.season)} – {unit}",
        addressees=[bloc.name],
        body=[_opening(unit, pact, bloc, titles), *_titles(titles), *_targets(own), *_undertaking(pact, titles, own)],
        recipients=[f"{bloc.name} (qua {standing.word} trưởng)"],
        facts={
            **facts_of(standing, pact),
            "don_vi": unit,
            "danh_hieu": "; ".join(titles),
            "so_danh_hieu": str(len(titles)),
            "so_chi_tieu_rieng": str(len(own)),
        },
    )


def titles_of(member: Membership, pact: Pact | None) -> list[str]:
    """The titles it registered for, in the order of the register."""
    if pact is None:
        return []
    rows = pact.registrations.filter(unit=member.unit_id).select_related("title")
    return [_title(row.title) for row in rows.order_by("title__order", "title__name")]


def _title(title) -> str:
    return f"{title.name} ({title.authority})" if title.authority else title.name


def own_targets(member: Membership, pact: Pact | None) -> list[tuple[str, OwnTarget]]:
    """Its own targets with the numbers their pledges have in the pact, in that order."""
    if pact is None:
        return []
    rows = list(OwnTarget.objects.filter(membership=member, pledge__pact=pact).select_related("pledge"))
    numbers = pledge_numbers(pact) if rows else {}
    place = {pk: at for at, pk in enumerate(numbers)}
    return [(numbers[row.pledge_id], row) for row in sorted(rows, key=lambda row: place[row.pledge_id])]


# --- What is said ---------------------------------------------------------------------------------


def _opening(unit: str, pact: Pact | None, bloc: Bloc, titles: list[str]) -> Para:
    what = "danh hiệu thi đua" if titles else "thi đua"
    after = f"Thực hiện {pact.title}, " if pact else ""
    season = f"{in_season(bloc.season)} ({season_days(bloc.season)})"
    text = f"{unit} đăng ký {what} {season} với {bloc.name} như sau:"
    return Para(f"{after}{text}")


def _titles(titles: list[str]) -> list[Block]:
    return [Heading("1. Danh hiệu đăng ký"), *(Para(f"- {title}.") for title in titles)] if titles else []


def _targets(own: list[tuple[str, OwnTarget]]) -> list[Block]:
    if not own:
        return []
    with override("vi"):
        rows = tuple(Row(_cells(number, row)) for number, row in own)
    count = len(HEADS) if any(row.cells[-1] for row in rows) else len(HEADS) - 1
    kept = tuple(Row(row.cells[:count]) for row in rows)
    aligns = ("center", "left", "center", "center", "right")
    table = Table(HEADS[:count], kept, (1.2, 6, 3.5, 3.5, 2.5)[:count], aligns[:count])
    return [Heading("2. Chỉ tiêu riêng của đơn vị"), table]


def _cells(number: str, row: OwnTarget) -> tuple[str, ...]:
    pledge = row.pledge
    own = phrase(pledge.kind, row.target, row.target_max, pledge.measure, pledge.baseline_label)
    baseline = amount(row.baseline, pledge.measure) if row.baseline is not None else ""
    return (number, pledge.name, pledge.phrase, own, baseline)


def _undertaking(pact: Pact | None, titles: list[str], own: list[tuple[str, OwnTarget]]) -> list[Block]:
    """What it takes upon itself; common targets are all pledges without one of its own."""
    common = pact.pledges.count() - len(own) if pact else 0
    said = [
        "đạt danh hiệu đã đăng ký" if titles else "",
        f"hoàn thành {small_count(len(own))} chỉ tiêu riêng nêu trên" if own else "",
        f"hoàn thành {small_count(common)} chỉ tiêu chung của giao ước" if common else "",
    ]
    words = [one for one in said if one]
    last = words.pop() if len(words) > 1 else ""
    text = ", ".join(words) + (f" và {last}" if last else "")
    return [Para(f"Đơn vị cam kết phấn đấu {text}.")] if text else []


def gaps(member: Membership) -> list[tuple[str, str]]:
    """What the paper lacks, with the page where it is written."""
    pact = pact_in_force(member.bloc)
    if pact is None:
        return [(_("This bloc has no pact yet, so nothing can be registered."), member.bloc.get_absolute_url())]
    if titles_of(member, pact):
        return []
    return [(_("The unit has registered for no title."), reverse("pacts:registrations", args=[pact.pk]))]
