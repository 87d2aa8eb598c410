"""A pact of a season document: its text, its seal with the digest computed here, and what stands beside the seal."""

import json
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import Bloc, Membership
from pacts.logic import seal
from pacts.models import Adoption, Ceremony, Pact, PledgeGroup, Registration, Section, Solution
from pacts.text import digest_of, text_of
from reports.seasonfile import shapes, values
from reports.seasonfile.form import Rows
from reports.seasonfile.loading import Loading
from reports.seasonfile.loading_tables import make_table
from reports.seasonfile.normal import Said
from reports.seasonfile.saving import Lookup, placed, put_back_times, told, unless_said

ROWS = {rows.key: rows for rows in shapes.PACT.rows}
PLEDGES = shapes.SECTION.rows[0]
OWN_TARGETS = shapes.PLEDGE.rows[0]


def make_pact(load: Loading, said: Said, bloc: Bloc) -> None:
    """Made open, filled, then sealed; its signatures follow when the ceremonies are here."""
    lookups = load.find.lookups(said.home, bloc.season)
    pact = load.saver.build(shapes.PACT, said, lookups, bloc=bloc)
    is_sealed = pact.state == Pact.State.SEALED
    if is_sealed:
        pact.state, pact.sealed_at, pact.digest = Pact.State.OPEN, None, ""
    pact.skip_history_when_saving = True
    load.saver.save(pact, said.path)
    _fill(load, said, pact, lookups)
    if is_sealed:
        _seal(load, said, pact)
    words = {"default_user": load.saver.user, "default_change_reason": load.saver.reason}
    Pact.history.bulk_history_create([pact], **words)
    _make_errata(load, said, pact)
    load.signatures.append(lambda: _make_adoptions(load, said, pact, lookups))
    load.signatures.append(lambda: _make_signatures(load, said, pact, lookups))


def _fill(load: Loading, said: Said, pact: Pact, lookups: dict[str, Lookup]) -> None:
    pact.movements.set([load.find.movement(name) for name in said.get("movements", [])])
    made = load.saver.add_rows(ROWS["groups"], said.get("groups", []), lookups, said.at("groups"), pact=pact)
    groups: dict[str, PledgeGroup] = {group.name: group for group in made}
    lookups = {**lookups, "group": groups.__getitem__}
    sections = said.get("sections", [])
    rows = load.saver.add_rows(ROWS["sections"], sections, lookups, said.at("sections"), pact=pact)
    members = {row.unit.slug: row for row in pact.bloc.memberships.select_related("unit")}
    for section, one in [(None, said), *zip(rows, sections, strict=True)]:
        _make_pledges(load, one, pact, section, lookups, members)
    solutions = [Solution(pact=pact, order=n, text=text) for n, text in enumerate(said.get("solutions", []), start=1)]
    load.saver.save_all(solutions, said.at("solutions"))
    _make_registrations(load, said, pact)
    if "criteria_table" in said:
        make_table(load, said["criteria_table"], pact, lookups, said.get("sealed_at"))


def _make_pledges(
    load: Loading,
    said: Said,
    pact: Pact,
    section: Section | None,
    lookups: dict[str, Lookup],
    members: dict[str, Membership],
) -> None:
    saids = said.get("pledges", [])
    path = said.at("pledges")
    pledges = load.saver.add_rows(PLEDGES, saids, lookups, path, pact=pact, section=section)
    of_members = {"unit": members.__getitem__}
    own = [
        load.saver.build(OWN_TARGETS.shape, one, of_members, pledge=pledge)
        for pledge, pledge_said in zip(pledges, saids, strict=True)
        for one in pledge_said.get("own_targets", [])
    ]
    load.saver.save_all(own, path)


def _make_registrations(load: Loading, said: Said, pact: Pact) -> None:
    rows = [
        Registration(pact=pact, unit=load.find.unit(one["unit"]), title=load.find.title(title))
        for one in said.get("registrations", [])
        for title in one["titles"]
    ]
    load.saver.save_all(rows, said.at("registrations"))


# --- The seal ---------------------------------------------------------------------------------


def _seal(load: Loading, said: Said, pact: Pact) -> None:
    """Close the text with the digest computed from the rows; a digest the file states must be the same."""
    pact.state = Pact.State.SEALED
    pact.sealed_at = values.read(shapes.PACT, shapes.PACT.column("sealed_at"), said["sealed_at"])
    computed = seal.canonical(text_of(pact))
    pact.canonical = _text_as_sealed(load, said, computed)
    pact.digest = seal.digest(pact.canonical)
    if said.get("digest", pact.digest) != pact.digest:
        words = {"stated": said["digest"], "computed": pact.digest}
        sentence = _("The file states the digest %(stated)s, but the digest of this text is %(computed)s.")
        load.faults.add(said.at("digest"), sentence % words)
    seal_facts = {"state": pact.state, "sealed_at": pact.sealed_at}
    with told(said.path):
        Pact.objects.filter(pk=pact.pk).update(**seal_facts, canonical=pact.canonical, digest=pact.digest)


def _text_as_sealed(load: Loading, said: Said, computed: str) -> str:
    """The text the file carries, where only names in it have changed since; else the text of the rows."""
    carried = said.get("sealed_text")
    if carried is None:
        return computed
    if _without_names(carried) != _without_names(computed):
        load.faults.add(said.at("sealed_text"), _("The sealed text does not say what this pact says."))
    return carried


NAMES = {"bloc", "season", "movements", "registrations", "units"}
"""Parts of the canonical text that bear names of other rows, which may change after the seal."""


def _without_names(canonical: str) -> Any:
    """The parts that are the pact's own words and figures; None where the text is no canonical text."""
    try:
        text = json.loads(canonical)
    except json.JSONDecodeError:
        return None
    if not isinstance(text, dict):
        return None
    for section in text.get("sections", []):
        for pledge in section.get("pledges", []):
            pledge["own_targets"] = [{**own, "unit": ""} for own in pledge.get("own_targets", [])]
    if text.get("criteria"):
        text["criteria"]["criteria"] = list(map(_nameless, text["criteria"].get("criteria", [])))
    return {key: value for key, value in text.items() if key not in NAMES}


def _nameless(criterion: dict[str, Any]) -> dict[str, Any]:
    lines = [{**line, "unit": ""} for line in criterion.get("assignments", [])]
    children = list(map(_nameless, criterion.get("children", [])))
    return {**criterion, "department": "", "assignments": lines, "children": children}


# --- Beside the seal --------------------------------------------------------------------------


def _make_errata(load: Loading, said: Said, pact: Pact) -> None:
    saids = said.get("errata", [])
    rows = [
        load.saver.build(shapes.ERRATUM, one, {}, pact=pact, **unless_said(one, made_by=load.saver.by_file))
        for one in saids
    ]
    put_back_times(load.saver.save_all(rows, said.at("errata")), saids, "made_at")


def _make_adoptions(load: Loading, said: Said, pact: Pact, lookups: dict[str, Lookup]) -> None:
    rows: Rows = ROWS["adoptions"]
    saids = said.get("adoptions", [])
    made = [_adoption(load, one, pact, lookups) for one in saids]
    load.saver.save_all(made, said.at(rows.key))


def _adoption(load: Loading, said: Said, pact: Pact, lookups: dict[str, Lookup]) -> Adoption:
    """The vote was on this pact's text unless the file says on which."""
    digest = said.get("digest") or pact.digest or digest_of(pact)
    facts = unless_said(said, digest=digest, recorded_by=load.saver.by_file)
    agenda = {"agenda_item": lambda place: _agenda(load, said)[place - 1]}
    return load.saver.build(shapes.ADOPTION, said, {**lookups, **agenda}, pact=pact, **facts)


def _agenda(load: Loading, said: Said) -> list:
    ceremony: Ceremony = load.find.ceremony(said["ceremony"])
    return list(ceremony.agenda.all())


def _make_signatures(load: Loading, said: Said, pact: Pact, lookups: dict[str, Lookup]) -> None:
    rows: Rows = ROWS["signatures"]
    saids = said.get("signatures", [])
    made = [
        load.saver.build(rows.shape, one, lookups, pact=pact, **placed(rows, n), **_filled_in(load, one, pact))
        for n, one in enumerate(saids, start=1)
    ]
    put_back_times(load.saver.save_all(made, said.at("signatures")), saids, "recorded_at")


def _filled_in(load: Loading, said: Said, pact: Pact) -> dict[str, str]:
    name = load.find.unit(said["unit"]).name_on(pact.day) if "unit" in said else ""
    return unless_said(said, recorded_by=load.saver.by_file, unit_name=name)
