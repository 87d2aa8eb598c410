"""What the pages of a list tell: units with what speaks for them, who is left out, what the council left of it."""

from typing import Any

from django.urls import reverse

from blocs.models import Title
from blocs.pages import FormDoor
from reports.ballot_choices import Told
from reports.logic.submission_states import Cut, Line, cuts
from reports.models import Honour, Submission
from reports.proposing import Pair, Slate


def units_told(slate: Slate, form: Any) -> list[dict[str, Any]]:
    """In the order of the result: rank, points, past honours, and title by title the tick or why there is none."""
    near = [title for title in slate.titles if title.pk in slate.near]
    far = [title for title in slate.titles if title.pk not in slate.near]

    def told(titles: list[Title], unit: int) -> list[dict[str, Any]]:
        return [_title_told(slate, form, (title.pk, unit), title) for title in titles]

    return [
        {"line": line, "titles": told(near, line.unit.pk), "others": told(far, line.unit.pk)} for line in slate.lines
    ]


def _title_told(slate: Slate, form: Any, pair: Pair, title: Title) -> dict[str, Any]:
    told = slate.answer(*pair)
    return {
        "title": title,
        "tick": form[form.ticks[pair]] if pair in form.ticks else None,
        "reason": form[form.reasons[pair]] if pair in form.reasons else None,
        "why_not": [*told.bars, *told.wants],
        "ballots": slate.ballots(*pair),
        "is_registered": title.pk in slate.registered.get(pair[1], ()),
    }


def left_out_told(slate: Slate, form: Any) -> list[dict[str, Any]]:
    """By title, highest first: the eligible units that are not proposed, each with the line for its remark."""
    found = []
    for title in slate.titles:
        rows = [(slate.by_unit[unit], form[name]) for (key, unit), name in form.remarks.items() if key == title.pk]
        if rows:
            found.append({"title": title, "rows": rows})
    return found


def titles_told(made: Submission, honours: list[Honour]) -> list[dict[str, Any]]:
    """By title the proposals of the list with what became of each."""
    found: dict[int, dict[str, Any]] = {}
    for row in honours:
        found.setdefault(row.title_id, {"title": row.title, "rows": []})["rows"].append(row)
    return list(found.values())


def cuts_told(honours: list[Honour]) -> list[tuple[Title, Cut]]:
    """Of lists and bare counts: how many were proposed for each title, and how many were granted."""
    titles = {row.title_id: row.title for row in honours}
    titles |= {row.granted_title_id: row.granted_title for row in honours if row.granted_title}
    found = cuts([line_of(row) for row in honours if row.submission_id or not row.unit_id])
    return [(titles[key], cut) for key, cut in sorted(found.items(), key=lambda one: -titles[one[0]].order)]


def line_of(row: Honour) -> Line:
    is_listed = row.submission_id is not None
    return Line(row.title_id, row.status, row.count or 1, row.granted_title_id or 0, is_of_a_list=is_listed)


def verdicts_told(slate: Slate, form: Any) -> list[dict[str, Any]]:
    """Each proposal with its rank, its ballot, and the three fields of the verdict."""
    return [
        {
            "honour": row,
            "line": slate.by_unit.get(row.unit_id or 0),
            "ballots": slate.ballots(row.title_id, row.unit_id or 0),
            "said": form[f"said-{row.pk}"],
            "title": form[f"title-{row.pk}"],
            "reason": form[f"reason-{row.pk}"],
        }
        for row in slate.honours
    ]


def chosen_words(told: list[Told]) -> str:
    """“10/13”, the newest ballot last."""
    return "; ".join(f"{one.yes}/{one.base}" for one in told)


def door(found: Any, url: str, made: Submission) -> FormDoor:
    is_asked = found.step.verb == "decide_submission"
    return FormDoor(found.step, found.obstacles, reverse(url, args=[made.pk]), is_asked=is_asked)
