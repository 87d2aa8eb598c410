"""The season document of a bloc-year from its lines (docs/season-file.md)."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from blocs.logic.text import fold, slugify
from reports.yearbook import columns as sheets
from reports.yearbook import reading
from reports.yearbook.reading import Year, filled

HERE = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh has no summer time
SEALED_AT = time(17)  # where the hour is not known (docs/season-file.md)
RECORDED_BY = "Nhập từ sổ liệu năm cũ"


def made(year: Year) -> dict[str, Any]:
    """Sheets in the order in which they name one another: units, leaders, pledges, figures, honours."""
    head = year.head
    members = year.lines(sheets.UNITS, reading.member(year))
    organiser = _organiser(year)
    year.units.setdefault(fold(head["organiser"]), organiser["slug"])
    leaders = year.lines(sheets.LEADERS, reading.leader(year))
    pledges = year.lines(sheets.PLEDGES, reading.pledge(year))
    figures = year.lines(sheets.FIGURES, reading.figure(year))
    scores = [one for group in year.lines(sheets.SCORES, reading.score(year)) for one in group]
    honours = year.lines(sheets.HONOURS, reading.honour(year))
    titles = _titles(year, honours)
    pact = _pact(year, pledges, members)
    bloc = _bloc(year, members, pact, [*figures, *scores], honours)
    return {
        "format": "giao-uoc/season/1",
        "season": _season(year),
        "units": _units(year, members, organiser),
        "leaders": [_leader(year, one) for one in leaders],
        "titles": titles,
        "movements": _movements(head),
        "blocs": [bloc],
        "ceremonies": _ceremonies(year, pact),
    }


def _season(year: Year) -> dict[str, Any]:
    number = year.head["year"]
    if number in year.known.seasons:
        return dict(year.known.seasons[number])
    half = {"slug": "6-thang", "name": "6 tháng đầu năm", "kind": "half"}
    whole = {"slug": "nam", "name": "Cả năm", "kind": "year"}
    return {
        "slug": number,
        "name": f"Năm {number}",
        "kind": "year",
        "starts_on": f"{number}-01-01",
        "ends_on": f"{number}-12-31",
        "phases": [
            {**half, "starts_on": f"{number}-01-01", "ends_on": f"{number}-06-30"},
            {**whole, "starts_on": f"{number}-01-01", "ends_on": f"{number}-12-31"},
        ],
    }


def _organiser(year: Year) -> dict[str, Any]:
    name = year.head["organiser"]
    slug = year.known.units.get((fold(name), fold(name))) or year.known.organisers.get(fold(name), "")
    return {"name": name, "slug": slug or slugify(name)[:120].strip("-"), "is_here": bool(slug)}


def _units(year: Year, members: list[dict], organiser: dict) -> list[dict[str, Any]]:
    """Only those not here yet; what is here is named and never said anew."""
    mark = {"is_illustrative": bool(year.head["illustrative"])}
    new = [] if organiser["is_here"] else [filled({"slug": organiser["slug"], "name": organiser["name"], **mark})]
    for place, one in enumerate(members, start=1):
        if not one["is_here"]:
            said = {"slug": one["slug"], "name": one["name"], "short_name": one["short_name"][:80], **mark}
            new.append(filled({**said, "parent": organiser["slug"], "precedence": place}))
    return new


def _leader(year: Year, one: dict) -> dict[str, Any]:
    """Rank and post without days: the workbook says what they were that year and not since when."""
    first, last = f"{year.head['year']}-01-01", f"{year.head['year']}-12-31"
    days = {"from_on": first, "until_on": last}
    post = filled({"name": one["post"], "unit": one["unit"], "heads_unit": one["heads"], **days})
    slug = slugify(f"{one['name']} {year.head['organiser']} {year.head['year']}")[:120].strip("-")
    mark = bool(year.head["illustrative"])
    ranks = [{"rank": one["rank"], **days}] if one["rank"] else []
    return filled({"slug": slug, "name": one["name"], "is_illustrative": mark, "ranks": ranks, "posts": [post]})


def _titles(year: Year, honours: list[dict]) -> list[dict[str, Any]]:
    """Names become slugs; a title nobody knows is added as the workbook writes it."""
    new: dict[str, dict[str, Any]] = {}
    for one in honours:
        name = one.pop("title_name")
        slug = year.known.titles.get(fold(name)) or slugify(name)[:80].strip("-")
        one["title"] = slug
        if fold(name) not in year.known.titles:
            new.setdefault(slug, {"slug": slug, "name": name, "kind": _kind_of(name)})
    return list(new.values())


def _kind_of(name: str) -> str:
    said = fold(name)
    if said.startswith("co "):
        return "flag"
    return "commendation" if said.startswith(("bang khen", "giay khen", "huan chuong")) else "title"


def _movements(head: dict) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in head["movements"].split(";") if part.strip()))


def _bloc(
    year: Year, members: list[dict], pact: dict | None, figures: list[dict], honours: list[dict]
) -> dict[str, Any]:
    head = year.head
    name = head["series"] or head["name"]
    slug = year.known.series.get((fold(head["organiser"]), fold(name))) or slugify(f"{name} {head['organiser']}")[:120]
    organiser = year.units[fold(head["organiser"])]
    said = {key: head[key] for key in ("name", "code", "decision_number", "slogan", "source")}
    for order, one in enumerate(honours, start=1):
        one["order"] = order
    return filled({
        **said,
        "series": {"slug": slug.strip("-"), "name": name, "organiser": organiser},
        "is_illustrative": bool(head["illustrative"]),
        "members": [filled({"unit": one["slug"], "note": one["note"]}) for one in members],
        "heads": [{"unit": one["slug"], "part": one["part"]} for one in members if one["part"]],
        "pacts": [pact] if pact else [],
        "figures": figures,
        "honours": honours,
    })  # fmt: skip


def _pact(year: Year, pledges: list[dict], members: list[dict]) -> dict[str, Any] | None:
    head = year.head
    if not (head["pact"] or pledges or head["signed_on"]):
        return None
    title = head["pact"] or f"Giao ước thi đua năm {head['year']}"
    state = "sealed" if head["signed_on"] else "draft"
    on = head["signed_on"]
    sealed = {"opened_at": _at(on, time(7)), "sealed_at": _at(on, SEALED_AT)} if on else {}
    return filled({
        "version": 1, "state": state, "title": title, "movements": _movements(head), **sealed,
        "sections": _sections([one for one in pledges if one["section"]]),
        "pledges": [_pledge(one) for one in pledges if not one["section"]],
        "signatures": [_signature(year, one) for one in members] if on else [],
    })  # fmt: skip


def _sections(pledges: list[dict]) -> list[dict[str, Any]]:
    found: dict[str, list] = {}
    for one in pledges:
        found.setdefault(one["section"], []).append(_pledge(one))
    return [{"title": title, "pledges": rows} for title, rows in found.items()]


def _pledge(one: dict) -> dict[str, Any]:
    return filled({key: value for key, value in one.items() if key != "section"})


def _signature(year: Year, one: dict) -> dict[str, Any]:
    at = _at(year.head["signed_on"], SEALED_AT)
    base = {"unit": one["slug"], "unit_name": one["name"], "recorded_by": RECORDED_BY, "recorded_at": at}
    if one["signed"] == "absent":
        return {**base, "outcome": "absent", "reason": "Vắng mặt"}
    return filled({**base, "name": one["signer"], "rank": one["rank"], "position": one["position"], "signed_at": at})


def _at(on: date, hour: time) -> str:
    return datetime.combine(on, hour, HERE).isoformat()


def _ceremonies(year: Year, pact: dict | None) -> list[dict[str, Any]]:
    head = year.head
    if not head["signed_on"] or pact is None:
        return []
    name = head["series"] or head["name"]
    slug = year.known.series.get((fold(head["organiser"]), fold(name))) or slugify(f"{name} {head['organiser']}")[:120]
    return [filled({
        "slug": slugify(f"le ky ket {slug} {head['year']}")[:120].strip("-"), "kind": "signing", "state": "held",
        "title": f"Lễ ký kết giao ước thi đua năm {head['year']} – {head['name']}", "date": str(head["signed_on"]),
        "place_name": head["place"], "blocs": [slug.strip("-")], "pacts": [slug.strip("-")], "source": head["source"],
    })]  # fmt: skip
