"""How a result goes out: prepared when nothing is open, released by a second person, corrected by a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs.logic.lifecycle import Lifecycle, Step

MOST_NAMED = 10
"""So many things are named in one sentence; the rest is counted."""


@dataclass(frozen=True)
class Readiness:
    """What stands in the way of a result, in words already: names of units, “unit: 1.2, 1.3”, “unit – criterion”."""

    has_sheets: bool = True
    open_sheets: Sequence[str] = ()
    unmarked: Sequence[str] = ()
    appeals: Sequence[str] = ()
    knock_outs: Sequence[str] = ()
    appeals_run: bool = False


def obstacles_to_a_result(ready: Readiness) -> list[str]:
    if not ready.has_sheets:
        return [_("Scoring is not open: there are no score sheets.")]
    named = [
        (_("These sheets have not passed all stages: %(names)s."), ready.open_sheets),
        (_("These criteria have no mark: %(names)s."), ready.unmarked),
        (_("These appeals wait for an answer: %(names)s."), ready.appeals),
        (_("These knock-outs are not settled: %(names)s."), ready.knock_outs),
    ]
    found = [sentence % {"names": listed(names)} for sentence, names in named if names]
    return found + ([_("The days for appeals are not over.")] if ready.appeals_run else [])


def listed(names: Sequence[str]) -> str:
    """“a; b; c and 4 more”."""
    more = len(names) - MOST_NAMED
    words = "; ".join(names[:MOST_NAMED])
    if more <= 0:
        return words
    return words + " " + ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more}


def obstacles_to_mode(mode: str, *, is_ranked: bool, has_classes: bool) -> list[str]:
    """What the criteria table does not bring forth cannot be shown."""
    if mode == "ranking" and not is_ranked:
        return [_("This criteria table gives groups, not ranks.")]
    if mode == "classes" and not has_classes:
        return [_("This criteria table names no groups.")]
    return []


def obstacles_to_release(result: Any) -> list[str]:
    """`number`, `correction_note`; everything else is asked of the rows again while releasing."""
    if result.number > 1 and not result.correction_note.strip():
        return [_("Say what was corrected.")]
    return []


RESULT = Lifecycle(
    Step("release_result", "draft", "published", gettext_lazy("Publish the result"), obstacles_to_release),
    Step("discard_result", "draft", "draft", gettext_lazy("Discard this draft")),
)


# --- What moved between two packages ----------------------------------------------------------------

KEYS = {"marks": ("unit", "criterion", "stage"), "standings": ("unit",), "totals": ("unit",)}
PARTS = ("table", "stages", "units", "criteria", "targets", "evidence", "knock_outs")


def what_moved(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Sentences on where two packages differ; nothing where they are the same."""
    marks, called = _changed(before, now, "marks"), {unit["slug"]: unit["name"] for unit in now["units"]}
    found = []
    if marks:
        names = [f"{called.get(unit, unit)}: {number}" for unit, number, _stage in marks]
        found.append(_("Marks were changed since it was prepared: %(names)s.") % {"names": listed(names)})
    words = {
        "table": _("the criteria table"),
        "stages": _("the stages"),
        "units": _("the units"),
        "criteria": _("the criteria"),
        "targets": _("the targets"),
        "evidence": _("the evidence"),
        "knock_outs": _("the knock-outs and ceilings"),
    }
    parts = [str(words[part]) for part in PARTS if before[part] != now[part]]
    if parts:
        found.append(_("Changed since it was prepared: %(names)s.") % {"names": listed(parts)})
    moved = [called.get(key[0], key[0]) for key in _changed(before, now, "standings")]
    if moved:
        found.append(_("The standings of these units moved: %(names)s.") % {"names": listed(moved)})
    return found


def _changed(before: dict[str, Any], now: dict[str, Any], part: str) -> list[tuple[str, ...]]:
    old, new = ({tuple(row[k] for k in KEYS[part]): row for row in package[part]} for package in (before, now))
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]
