"""The text of a pact clause by clause: what can be commented on, reworded and compared, in the order of the paper.

A clause is named by its key: "title", "slogan" and so on for the parts of the heading, "1" for a content, "1.2" for a
pledge ("0.2" where it stands outside any content), "" for the text as a whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pacts.logic.seal import OwnTargetText, PactText, PledgeText, SectionText, figure
from pacts.logic.targets import Judged, Kind, phrase

WHOLE = ""
Line = tuple[Any, str]


@dataclass(frozen=True)
class Clause:
    """`words` can be reworded by an amendment; `lines` are all that binds, each with what it is called ("" the words).

    `facts` are the plain values behind it: two clauses that say the same are equal in them wherever they stand.
    """

    key: str
    label: Any
    lines: tuple[Line, ...]
    words: str = ""
    facts: Any = None
    can_be_reworded: bool = True

    @property
    def text(self) -> str:
        """As it reads, one fact a line."""
        return "\n".join(f"{label}: {said}" if label else said for label, said in self.lines)

    @property
    def is_pledge(self) -> bool:
        return isinstance(self.facts, PledgeText)

    @property
    def is_content(self) -> bool:
        return isinstance(self.facts, SectionText)

    @property
    def anchor(self) -> str:
        return f"muc-{self.key.replace('.', '-').replace('_', '-')}" if self.key else "toan-van"


HEADINGS: dict[str, Any] = {
    "title": _("Title"),
    "slogan": _("Slogan"),
    "preamble": _("Opening words"),
    "undertaking": _("Undertaking"),
}
LISTS: dict[str, Any] = {
    "movements": _("Movements"),
    "legal_bases": _("Legal bases"),
    "solutions": _("Breakthrough solutions"),
    "units": _("Units that take part"),
}
REWORDED_LISTS = ("legal_bases", "solutions")
BEFORE = ("title", "movements", "legal_bases", "slogan", "preamble")
AFTER = ("groups", "solutions", "registrations", "undertaking", "units", "rule", "criteria", "bloc")


def clauses_of(text: PactText) -> list[Clause]:
    """Every clause that says something; the criteria table is compared by its own rules and only named here."""
    found = [_heading(name, text) for name in BEFORE]
    found += [clause for section in text.sections for clause in _section(section)]
    found += [FIXED[name](text) if name in FIXED else _heading(name, text) for name in AFTER]
    return [clause for clause in found if clause.lines]


def _heading(name: str, text: PactText) -> Clause:
    said = getattr(text, name)
    if name in HEADINGS:
        return Clause(name, HEADINGS[name], (("", said),) if said else (), said, said)
    lines = tuple(("", one) for one in said)
    return Clause(name, LISTS[name], lines, "\n".join(said), said, name in REWORDED_LISTS)


def _section(section: SectionText) -> Iterator[Clause]:
    if section.title:
        words = "\n".join(filter(None, [section.title, section.text]))
        lines = tuple(("", line) for line in words.split("\n"))
        facts = replace(section, number="", pledges=())
        yield Clause(section.number, _("Content %(number)s") % {"number": section.number}, lines, words, facts)
    for pledge in section.pledges:
        yield _pledge(pledge)


def _pledge(pledge: PledgeText) -> Clause:
    key = pledge.number if "." in pledge.number else f"0.{pledge.number}"
    label = _("Pledge %(number)s") % {"number": pledge.number}
    return Clause(key, label, tuple(_lines(pledge)), pledge.content, replace(pledge, number=""))


def _lines(pledge: PledgeText) -> Iterator[Line]:
    yield "", pledge.content
    measured = (pledge.target, pledge.target_max, pledge.measure, pledge.baseline_label)
    yield _("Target"), phrase(Kind(pledge.kind), *measured)
    if pledge.baseline is not None:
        yield _("Baseline"), figure(pledge.baseline)
    yield from ((_("Own target"), _own(own)) for own in pledge.own_targets)
    named = [(_("Group"), pledge.group), (_("Source of the figures"), pledge.source), (_("Note"), pledge.note)]
    yield from ((label, said) for label, said in named if said)


def _own(own: OwnTargetText) -> str:
    figures = "–".join(figure(value) for value in (own.target, own.target_max) if value is not None)
    before = "" if own.baseline is None else _(" (baseline %(figure)s)") % {"figure": figure(own.baseline)}
    return f"{own.unit}: {figures}{before}"


def _registrations(text: PactText) -> Clause:
    lines = tuple((row.unit, "; ".join(row.titles)) for row in text.registrations)
    return Clause("registrations", _("Titles the units aim at"), lines, facts=text.registrations, can_be_reworded=False)


def _groups(text: PactText) -> Clause:
    lines = tuple((group.name, str(Judged(group.judged).label)) for group in text.groups)
    return Clause("groups", _("Groups of pledges judged together"), lines, facts=text.groups, can_be_reworded=False)


def _rule(text: PactText) -> Clause:
    """What the regulation says of absent units is part of what is signed."""
    waits = text.absent_units_hinder_the_seal
    said = _("An absent unit hinders the seal.") if waits else _("An absent unit signs late, beside the seal.")
    return Clause("rule", _("Rule of the seal"), (("", str(said)),), facts=waits, can_be_reworded=False)


def _criteria(text: PactText) -> Clause:
    """Only named here: criteria tables are compared by their own rules."""
    lines = () if text.criteria is None else (("", text.criteria.name),)
    return Clause("criteria", _("Criteria table"), lines, can_be_reworded=False)


def _bloc(text: PactText) -> Clause:
    said = f"{text.bloc} – {text.season}"
    return Clause("bloc", _("Bloc and season"), (("", said),), facts=said, can_be_reworded=False)


FIXED: dict[str, Callable[[PactText], Clause]] = {
    "registrations": _registrations,
    "groups": _groups,
    "rule": _rule,
    "criteria": _criteria,
    "bloc": _bloc,
}


def clause_of(text: PactText, key: str) -> Clause | None:
    return next((clause for clause in clauses_of(text) if clause.key == key), None)


def same_clause(clause: Clause, text: PactText) -> Clause | None:
    """Where the very same words stand in another text: at the old place, or, when rows were only moved, elsewhere."""
    equals = [other for other in clauses_of(text) if _is_same(clause, other)]
    at_its_place = [other for other in equals if other.key == clause.key]
    if at_its_place:
        return at_its_place[0]
    return equals[0] if len(equals) == 1 and (clause.is_pledge or clause.is_content) else None


def _is_same(clause: Clause, other: Clause) -> bool:
    says_it = type(clause.facts) is type(other.facts) and clause.facts == other.facts
    return says_it and (clause.is_pledge or clause.is_content or clause.key == other.key)
