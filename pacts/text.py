"""A pact's rows as the plain text that is sealed. The form of that text is `pacts.logic.seal`."""

from collections import defaultdict

from pacts.logic import seal
from pacts.logic.table_text import TableText
from pacts.models import CriteriaTable, OwnTarget, Pact, Pledge, Regulation
from pacts.text_tables import table_of, table_text_of


def text_of(pact: Pact) -> seal.PactText:
    """The whole text without keys of the database: the same facts give the same text in whatever order they were typed.

    Sorted here and not by the database, whose collations differ. Units bear the names of the pact's day, so a unit
    renamed later still reads under the name it signed with.
    """
    regulation, table = Regulation.objects.filter(bloc=pact.bloc_id).first(), table_of(pact)
    return seal.PactText(
        title=pact.title,
        bloc=pact.bloc.name,
        season=pact.bloc.season.name,
        version=pact.version,
        movements=tuple(sorted(pact.movements.values_list("name", flat=True))),
        legal_bases=tuple(filter(None, pact.legal_bases.splitlines())),
        slogan=pact.slogan,
        sections=_sections(pact),
        groups=tuple(
            seal.GroupText(name, judged) for name, judged in sorted(pact.groups.values_list("name", "judged"))
        ),
        solutions=tuple(text for _order, text in sorted(pact.solutions.values_list("order", "text"))),
        registrations=_registrations(pact),
        units=tuple(member.unit.name_on(pact.day) for member in pact.members()),
        undertaking=pact.undertaking,
        absent_units_hinder_the_seal=bool(regulation and regulation.absent_unit_hinders_seal),
        preamble=pact.preamble,
        criteria=table_text_of(table, pledge_numbers(pact)) if table else None,
    )


def canonical_of(pact: Pact) -> str:
    """The sealed text as it was kept; before the seal, the text as it would be sealed now."""
    return pact.canonical or seal.canonical(text_of(pact))


def digest_of(pact: Pact) -> str:
    return pact.digest or seal.digest(canonical_of(pact))


def text_of_table(table: CriteriaTable) -> TableText:
    """The criteria table alone, as it is compared with another; its pledges numbered as in the text of its pact."""
    return table_text_of(table, pledge_numbers(table.pact))


def pledge_numbers(pact: Pact) -> dict[int, str]:
    """{key: number} as the text numbers the pledges; one outside any content has a number without a point."""
    rows = _pledges_by_section(pact)
    found: dict[int, str] = {}
    for prefix, key in [("", None), *((f"{n}.", section.pk) for n, section in _numbered_sections(pact))]:
        found |= {pledge.pk: f"{prefix}{n}" for n, pledge in enumerate(rows[key], start=1)}
    return found


def _pledges_by_section(pact: Pact) -> dict[int | None, list[Pledge]]:
    rows = defaultdict(list)
    for pledge in sorted(pact.pledges.select_related("group"), key=lambda row: (row.order, row.name, row.kind)):
        rows[pledge.section_id].append(pledge)
    return rows


def _numbered_sections(pact: Pact):
    return list(enumerate(sorted(pact.sections.all(), key=lambda row: (row.order, row.title, row.text)), start=1))


def _sections(pact: Pact) -> tuple[seal.SectionText, ...]:
    rows, own = _pledges_by_section(pact), _own_targets(pact)
    loose = (seal.SectionText("", "", "", _pledges("", rows[None], own)),) if rows[None] else ()
    return loose + tuple(
        seal.SectionText(str(n), section.title, section.text, _pledges(f"{n}.", rows[section.pk], own))
        for n, section in _numbered_sections(pact)
    )


def _pledges(prefix: str, pledges: list[Pledge], own) -> tuple[seal.PledgeText, ...]:
    return tuple(_pledge(f"{prefix}{n}", pledge, own[pledge.pk]) for n, pledge in enumerate(pledges, start=1))


def _pledge(number: str, pledge: Pledge, own_targets) -> seal.PledgeText:
    return seal.PledgeText(
        number=number,
        content=pledge.name,
        kind=pledge.kind,
        target=pledge.target,
        target_max=pledge.target_max,
        measure=pledge.measure,
        baseline_label=pledge.baseline_label,
        baseline=pledge.baseline,
        source=pledge.data_source,
        group=pledge.group.name if pledge.group else "",
        note=pledge.note,
        own_targets=tuple(own_targets),
    )


def _own_targets(pact: Pact) -> dict[int, list[seal.OwnTargetText]]:
    found = defaultdict(list)
    rows = OwnTarget.objects.filter(pledge__pact=pact).select_related("membership__unit")
    rows = rows.prefetch_related("membership__unit__pasts")
    for own in sorted(rows, key=lambda own: (own.membership.order, own.membership.unit.name)):
        unit = own.membership.unit.name_on(pact.day)
        found[own.pledge_id].append(seal.OwnTargetText(unit, own.target, own.target_max, own.baseline))
    return found


def _registrations(pact: Pact) -> tuple[seal.RegistrationText, ...]:
    """In the order of the members; a unit's titles in the order of the register."""
    titles = defaultdict(list)
    rows = pact.registrations.select_related("unit", "title").prefetch_related("unit__pasts")
    order = {member.unit_id: place for place, member in enumerate(pact.members())}
    for row in sorted(rows, key=lambda row: (order.get(row.unit_id, len(order)), row.title.order, row.title.name)):
        titles[row.unit.name_on(pact.day)].append(row.title.name)
    return tuple(seal.RegistrationText(unit, tuple(names)) for unit, names in titles.items())
