"""What still stands in the way of a pact's next step, in sentences, and the table of its steps.

The functions take plain values, so a clerk can check the rules by reading; a pact gathers them by
`for_opening()` and `for_sealing()`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs.logic.lifecycle import Lifecycle, Step
from pacts.logic.targets import REDUCTIONS, Judged, Kind, problems_of


@dataclass(frozen=True)
class Row:
    """One pledge as typed. `compared_with` is the baseline's figure or, where there is none, its period in words."""

    number: str
    name: str
    kind: Kind
    target: Decimal | None = None
    target_max: Decimal | None = None
    compared_with: Decimal | str | None = None
    measure: str = ""
    above_100: bool = False
    group: str = ""
    is_unreviewed_copy: bool = False


@dataclass(frozen=True)
class Group:
    name: str
    judged: str


@dataclass(frozen=True)
class Draft:
    """All that opening for signature asks about; what the bloc lacks (units, a head) and what its criteria table does,
    where it has one, comes in sentences.
    """

    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    lax_own_targets: tuple[tuple[str, str], ...] = ()
    faults_of_bloc: tuple[str, ...] = ()
    movement_count: int = 0
    faults_of_table: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signer:
    """A member unit at the signing table; who came late has signed and was absent.

    A unit that declined is treated as one that was absent: the regulation says whether the seal waits for it.
    """

    unit: str
    has_signed: bool = False
    was_absent: bool = False
    is_head: bool = False
    has_declined: bool = False


@dataclass(frozen=True)
class Signing:
    """All that sealing asks about; the switches are the regulation's.

    `adopted` is the digest the meeting adopted, "" before it did; `digest` that of the text as it stands;
    `signed_digests` those the standing signatures were given to.
    """

    signers: tuple[Signer, ...] = ()
    absent_hinders: bool = False
    heads_sign: bool = False
    ceremony_has_begun: bool = False
    must_be_adopted: bool = False
    adopted: str = ""
    digest: str = ""
    signed_digests: tuple[tuple[str, str], ...] = ()


def obstacles_to_opening(draft: Draft) -> list[str]:
    return [
        *draft.faults_of_bloc,
        *obstacles_in_contents(draft),
        *([] if draft.movement_count else [_("Name the movement this pact serves.")]),
        *draft.faults_of_table,
    ]


def obstacles_in_contents(draft: Draft) -> list[str]:
    if not draft.rows:
        return [_("There are no pledges yet.")]
    return [
        *_faulty_rows(draft.rows),
        *_lax_targets(draft.lax_own_targets),
        *_faulty_groups(draft.groups, draft.rows),
        *_unreviewed(sum(row.is_unreviewed_copy for row in draft.rows)),
    ]


def _faulty_rows(rows: Iterable[Row]) -> list[str]:
    return [
        _("Row %(number)s, “%(name)s”: %(problem)s.") % {"number": row.number, "name": row.name, "problem": sentence}
        for row in rows
        for _field, sentence in problems_of(
            row.kind, row.target, row.target_max, row.compared_with, row.measure, above_100=row.above_100
        )
    ]


def _lax_targets(pairs: Iterable[tuple[str, str]]) -> list[str]:
    sentence = _("The own target of %(unit)s for “%(pledge)s” is below the bloc's common target.")
    return [sentence % {"unit": unit, "pledge": pledge} for unit, pledge in pairs]


def _unreviewed(count: int) -> list[str]:
    if not count:
        return []
    sentence = ngettext(
        "%(count)s copied row has not been reviewed.", "%(count)s copied rows have not been reviewed.", count
    )
    return [sentence % {"count": count}]


def _faulty_groups(groups: Iterable[Group], rows: Iterable[Row]) -> list[str]:
    members = defaultdict(list)
    for row in rows:
        members[row.group].append(row)
    return [sentence for group in groups for sentence in problems_of_group(group, members[group.name])]


def problems_of_group(group: Group, members: list[Row]) -> list[str]:
    """A sum needs one countable kind, one unit of measure and, of falls, one percentage; all-of takes anything."""
    name = {"group": group.name}
    if not members:
        return [_("The group “%(group)s” has no pledge.") % name]
    if group.judged != Judged.SUM_OF:
        return []
    kinds, measures = {row.kind for row in members}, {row.measure for row in members}
    if len(kinds) > 1 or Kind.QUALITATIVE in kinds or len(measures) > 1:
        return [_("“%(group)s” is judged on the sum, so its pledges need one kind and one unit of measure.") % name]
    if kinds & set(REDUCTIONS) and len({(row.target, row.target_max) for row in members}) > 1:
        return [_("“%(group)s” is judged on the sum, so its pledges need the same percentage.") % name]
    return []


def obstacles_to_sealing(signing: Signing) -> list[str]:
    """Order of the day: the ceremony begins, the text is adopted, the units sign, the pact is sealed."""
    return [sentence for sentences in hindrances_to_sealing(signing).values() for sentence in sentences]


def hindrances_to_sealing(signing: Signing) -> dict[str, list[str]]:
    """The same sentences by what they are about, each of which is mended at a place of its own."""
    begun = [] if signing.ceremony_has_begun else [_("No ceremony that carries this pact has begun.")]
    adoption, otherwise = _not_adopted(signing), _signed_otherwise(signing)
    return {"ceremony": begun, "adoption": adoption, "text": otherwise, "signatures": _not_signed(signing)}


def _not_signed(signing: Signing) -> list[str]:
    asked = [signer for signer in signing.signers if signer.is_head or not signing.heads_sign]
    missing = [sentence for signer in asked for sentence in _missing(signer, signing.absent_hinders)]
    if not missing and not any(signer.has_signed for signer in asked):
        missing = [_("Nobody has signed yet.")]
    return missing


def _not_adopted(signing: Signing) -> list[str]:
    """The sealed digest is the adopted digest."""
    if signing.adopted and signing.adopted != signing.digest:
        return [_("The text has changed since it was adopted. Put it to the vote again.")]
    if signing.must_be_adopted and not signing.adopted:
        return [_("The text has not been adopted by the meeting yet.")]
    return []


def _signed_otherwise(signing: Signing) -> list[str]:
    """A signature holds for the text that was shown. Those recorded before digests were kept have none."""
    sentence = _("%(unit)s signed another text than this one.")
    return [sentence % {"unit": unit} for unit, given in signing.signed_digests if given and given != signing.digest]


def _missing(signer: Signer, absent_hinders: bool) -> list[str]:
    unit = {"unit": signer.unit}
    if signer.has_signed:
        return []
    if signer.has_declined and absent_hinders:
        return [_("%(unit)s has declined to sign; the regulation makes the seal wait for it.") % unit]
    if not signer.was_absent and not signer.has_declined:
        return [_("%(unit)s has not signed.") % unit]
    if absent_hinders:
        return [_("%(unit)s was absent and has not signed; the regulation makes the seal wait for it.") % unit]
    return []


def obstacles_to_reopening(has_signatures: bool) -> list[str]:
    if not has_signatures:
        return []
    return [_("The pact has signatures already. Strike them first; each needs a reason.")]


def _opening(pact: Any) -> list[str]:
    return obstacles_to_opening(pact.for_opening())


def _sealing(pact: Any) -> list[str]:
    return obstacles_to_sealing(pact.for_sealing())


def _reopening(pact: Any) -> list[str]:
    return obstacles_to_reopening(pact.signatures.standing().exists())


PACT = Lifecycle(
    Step("open", "draft", "open", gettext_lazy("Open for signature"), obstacles=_opening),
    Step("seal", "open", "sealed", gettext_lazy("Seal the pact"), obstacles=_sealing),
    Step("reopen", "open", "draft", gettext_lazy("Take back to draft"), obstacles=_reopening),
)
