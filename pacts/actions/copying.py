"""A pact's contents carried into another draft: from last season, from the version it amends, from a template.

Every row is saved one by one, so that each keeps its history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Movement, Season
from pacts.actions.carrying import carry_restatements
from pacts.actions.tables_copying import copy_table
from pacts.logic.targets import REDUCTIONS, Judged, Kind
from pacts.models import (
    CriteriaTable,
    OwnTarget,
    Pact,
    PactTemplate,
    Pledge,
    PledgeGroup,
    Registration,
    Regulation,
    Section,
    Solution,
)

HEADING = ["legal_bases", "slogan", "preamble", "undertaking", "copies"]
PLEDGE_FACTS = ["order", "name", "kind", "target", "target_max", "measure", "allows_over_100", "data_source", "note"]


@dataclass
class Copied:
    """What became of the old rows: {old pk: new row}."""

    sections: dict[int | None, Section | None] = field(default_factory=lambda: {None: None})
    groups: dict[int | None, PledgeGroup | None] = field(default_factory=lambda: {None: None})
    pledges: dict[int, Pledge] = field(default_factory=dict)


# --- From a pact ---


def copy_last_season(old: Pact, new: Pact, results: Mapping[int, Decimal]) -> None:
    """Everything but own targets and registrations; falls are now measured against the season that ended. A criteria
    table comes along as a draft, its days moved into the new season.

    `results` gives last season's result of the bloc by the pledge's key, in the pledge's own unit.
    """
    copied = _copy_frame(old, new)
    for pledge in old.pledges.in_order():
        baseline = baseline_after(pledge, old.bloc.season, results)
        _copy_pledge(pledge, new, copied, follows=pledge, is_unreviewed_copy=True, **baseline)
    _copy_criteria(old, new, copied)


def copy_version(old: Pact, new: Pact) -> None:
    """Everything, own targets and registrations too: an amendment begins as the text it amends."""
    copied = _copy_frame(old, new)
    for pledge in old.pledges.in_order():
        same = {"baseline": pledge.baseline, "baseline_label": pledge.baseline_label, "follows": pledge.follows}
        _copy_pledge(pledge, new, copied, **same)
    for own in OwnTarget.objects.filter(pledge__pact=old):
        values = {"target": own.target, "target_max": own.target_max, "baseline": own.baseline}
        OwnTarget.objects.create(pledge=copied.pledges[own.pledge_id], membership_id=own.membership_id, **values)
    for row in old.registrations.all():
        Registration.objects.create(pact=new, unit_id=row.unit_id, title_id=row.title_id)
    _copy_criteria(old, new, copied)
    carry_restatements(old, new, copied.pledges)


def copy_regulation(old: Pact, new: Pact) -> None:
    """Last season's switches, where the bloc has not set its own."""
    before = Regulation.objects.filter(bloc=old.bloc_id).first()
    if before is None or Regulation.objects.filter(bloc=new.bloc_id).exists():
        return
    switches = ["absent_unit_hinders_seal", "heads_sign_for_members", "adoption_before_seal", "adoption_majority"]
    Regulation.objects.create(bloc=new.bloc, **{name: getattr(before, name) for name in switches})


def _copy_criteria(old: Pact, new: Pact, copied: Copied) -> None:
    """The criteria table, where the old pact has one, as a draft to be looked at and adopted."""
    table = CriteriaTable.objects.select_related("pact__bloc__season").filter(pact=old).first()
    if table:
        copy_table(table, new, copied.pledges)


def _copy_frame(old: Pact, new: Pact) -> Copied:
    for name in HEADING:
        setattr(new, name, getattr(old, name))
    new.save()
    new.movements.set(old.movements.all())
    copied = Copied()
    for section in old.sections.all():
        facts = {"order": section.order, "title": section.title, "text": section.text}
        copied.sections[section.pk] = Section.objects.create(pact=new, **facts)
    for group in old.groups.all():
        copied.groups[group.pk] = PledgeGroup.objects.create(pact=new, name=group.name, judged=group.judged)
    for solution in old.solutions.all():
        Solution.objects.create(pact=new, order=solution.order, text=solution.text)
    return copied


def _copy_pledge(old: Pledge, new: Pact, copied: Copied, **facts) -> None:
    facts |= {name: getattr(old, name) for name in PLEDGE_FACTS}
    facts |= {"section": copied.sections[old.section_id], "group": copied.groups[old.group_id]}
    copied.pledges[old.pk] = Pledge.objects.create(pact=new, **facts)


def baseline_after(pledge: Pledge, season: Season, results: Mapping[int, Decimal]) -> dict[str, Any]:
    if pledge.kind not in REDUCTIONS:
        return {}
    return {"baseline": results.get(pledge.pk), "baseline_label": season_in_words(season)}


def season_in_words(season: Season) -> str:
    """“năm 2017” inside a sentence."""
    return season.name[:1].lower() + season.name[1:]


def title_for(season: Season, bloc_name: str) -> str:
    """The usual title of a first pact; data, and so Vietnamese whatever the page's language."""
    return f"Giao ước thi đua {season_in_words(season)} – {bloc_name}"


# --- Templates: the shape of a season file's pact (docs/season-file.md) ---


def as_template(pact: Pact) -> dict[str, Any]:
    rows: dict[int | None, list] = {}
    for pledge in pact.pledges.in_order():
        rows.setdefault(pledge.section_id, []).append(_pledge_as_template(pledge))
    return {
        "legal_bases": pact.legal_bases.splitlines(),
        "slogan": pact.slogan,
        "preamble": pact.preamble,
        "undertaking": pact.undertaking,
        "movements": [movement.name for movement in pact.movements.all()],
        "groups": [{"name": group.name, "judged": group.judged} for group in pact.groups.all()],
        "sections": [
            {"title": section.title, "text": section.text, "pledges": rows.get(section.pk, [])}
            for section in pact.sections.all()
        ],
        "pledges": rows.get(None, []),
        "solutions": [solution.text for solution in pact.solutions.all()],
    }


def _pledge_as_template(pledge: Pledge) -> dict[str, Any]:
    """Blanks are left out; figures are strings, so that they stay exact."""
    names = ["name", "kind", "target", "target_max", "measure", "baseline_label", "data_source", "note"]
    facts = {name: getattr(pledge, name) for name in names}
    facts |= {"group": pledge.group.name if pledge.group else "", "allows_over_100": pledge.allows_over_100}
    plain = {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in facts.items()}
    return {name: value for name, value in plain.items() if value not in (None, "", False)}


UNREADABLE = (AttributeError, InvalidOperation, KeyError, TypeError, ValueError)


def unreadable(template: PactTemplate, error: Exception) -> Refused:
    words = {"template": template.name, "problem": error}
    return Refused(_("The template “%(template)s” cannot be read: %(problem)s.") % words)


def fill_from_template(template: PactTemplate, new: Pact) -> None:
    """Raises Refused where the template is not of the documented shape."""
    try:
        _fill(template.content, new)
    except UNREADABLE as error:
        raise unreadable(template, error) from error


def _fill(content: dict[str, Any], new: Pact) -> None:
    new.legal_bases = "\n".join(content.get("legal_bases", []))
    for name in ["slogan", "preamble", "undertaking"]:
        setattr(new, name, content.get(name, ""))
    new.save()
    new.movements.set([Movement.objects.get_or_create(name=name)[0] for name in content.get("movements", [])])
    groups = {
        group["name"]: PledgeGroup.objects.create(pact=new, name=group["name"], judged=Judged(group["judged"]))
        for group in content.get("groups", [])
    }
    for order, section in enumerate(content.get("sections", []), start=1):
        row = Section.objects.create(pact=new, order=order, title=section["title"], text=section.get("text", ""))
        _fill_pledges(section.get("pledges", []), new, row, groups)
    _fill_pledges(content.get("pledges", []), new, None, groups)
    for order, text in enumerate(content.get("solutions", []), start=1):
        Solution.objects.create(pact=new, order=order, text=text)


def _fill_pledges(rows: list, new: Pact, section: Section | None, groups: dict[str, PledgeGroup]) -> None:
    for order, row in enumerate(rows, start=1):
        facts = facts_of_template_row(row)
        facts["group"] = groups[facts["group"]] if facts.get("group") else None
        Pledge.objects.create(pact=new, section=section, order=order, is_unreviewed_copy=True, **facts)


def facts_of_template_row(row: dict[str, Any]) -> dict[str, Any]:
    """A template's row as the facts of a pledge; its group stays a name."""
    facts = {**row, "kind": Kind(row["kind"]).value}
    for name in ("target", "target_max"):
        facts[name] = Decimal(row[name]) if name in row else None
    return facts


def rows_of_template(content: dict[str, Any]) -> list[tuple[str, dict | None, dict]]:
    """(place, section, row) of every row in the order of the paper; the place is “section.row” from 0."""
    loose = [(f"-.{n}", None, row) for n, row in enumerate(content.get("pledges", []))]
    found = [
        (f"{s}.{n}", section, row)
        for s, section in enumerate(content.get("sections", []))
        for n, row in enumerate(section.get("pledges", []))
    ]
    return found + loose
