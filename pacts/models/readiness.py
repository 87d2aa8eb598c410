"""A pact's rows gathered as the plain values its rules ask about."""

from blocs.models import Headship
from pacts.logic.obstacles import Draft, Group, Row, Signer, Signing
from pacts.logic.tables import faults_when_opening
from pacts.logic.targets import Kind, at_least_as_strict
from pacts.models.adoption import Adoption
from pacts.models.criteria import CriteriaTable
from pacts.models.outline import numbered
from pacts.models.pacts import Pact
from pacts.models.pledges import OwnTarget, Pledge
from pacts.models.regulations import Regulation
from pacts.models.table_facts import facts_of


def draft_of(pact: Pact) -> Draft:
    return Draft(
        rows=tuple(_row(number, pledge) for number, pledge in numbered(pact)),
        groups=tuple(Group(group.name, group.judged) for group in pact.groups.all()),
        lax_own_targets=_lax_own_targets(pact),
        faults_of_bloc=tuple(pact.bloc.obstacles()),
        movement_count=pact.movements.count(),
        faults_of_table=_faults_of_table(pact),
    )


def _faults_of_table(pact: Pact) -> tuple[str, ...]:
    """Looked at again when the pact opens: a pledge that feeds a criterion may have changed since the adoption."""
    table = CriteriaTable.objects.select_related("pact__bloc__season").filter(pact=pact).first()
    return tuple(faults_when_opening(table.is_adopted, facts_of(table))) if table else ()


def _row(number: str, pledge: Pledge) -> Row:
    return Row(
        number=number,
        name=pledge.name,
        kind=Kind(pledge.kind),
        target=pledge.target,
        target_max=pledge.target_max,
        compared_with=pledge.compared_with,
        measure=pledge.measure,
        above_100=pledge.allows_over_100,
        group=pledge.group.name if pledge.group else "",
        is_unreviewed_copy=pledge.is_unreviewed_copy,
    )


def _lax_own_targets(pact: Pact) -> tuple[tuple[str, str], ...]:
    """(unit, pledge) where a unit's own target fell behind the common one that was raised meanwhile."""
    rows = OwnTarget.objects.filter(pledge__pact=pact).select_related("pledge", "membership__unit")
    return tuple((str(own.membership.unit), own.pledge.name) for own in rows if not is_strict_enough(own))


def is_strict_enough(own: OwnTarget) -> bool:
    pledge = own.pledge
    return at_least_as_strict(Kind(pledge.kind), own.target, own.target_max, pledge.target, pledge.target_max)


def head_units(pact: Pact) -> set[int]:
    heads = Headship.objects.heading(pact.day).filter(bloc=pact.bloc_id)
    return set(heads.values_list("unit_id", flat=True))


def signing_of(pact: Pact, digest: str) -> Signing:
    """`digest` is that of the text as it would be sealed now; who asks gathers it (`pacts.text`)."""
    regulation = Regulation.objects.filter(bloc=pact.bloc_id).first() or Regulation()
    return Signing(
        signers=_signers(pact),
        absent_hinders=regulation.absent_unit_hinders_seal,
        heads_sign=regulation.heads_sign_for_members,
        ceremony_has_begun=pact.ceremonies.filter(state__in=["live", "held"]).exists(),
        must_be_adopted=regulation.adoption_before_seal,
        adopted=adopted_digest(pact),
        digest=digest,
        signed_digests=_signed_digests(pact),
    )


def adopted_digest(pact: Pact) -> str:
    """The digest of the text the meeting adopted; "" where it adopted none."""
    standing = Adoption.objects.filter(pact=pact, struck_at__isnull=True, outcome=Adoption.Outcome.ADOPTED)
    return standing.values_list("digest", flat=True).first() or ""


def _signed_digests(pact: Pact) -> tuple[tuple[str, str], ...]:
    rows = pact.signatures.standing().filter(part="party", outcome="signed")
    return tuple(rows.values_list("unit_name", "digest"))


def _signers(pact: Pact) -> tuple[Signer, ...]:
    standing = pact.signatures.standing().filter(part="party").values_list("unit_id", "outcome")
    signed = {unit for unit, outcome in standing if outcome == "signed"}
    absent = {unit for unit, outcome in standing if outcome == "absent"}
    declined = {unit for unit, outcome in standing if outcome == "declined"}
    heads = head_units(pact)
    units = [member.unit for member in pact.members()]
    return tuple(
        Signer(unit.name_on(pact.day), unit.pk in signed, unit.pk in absent, unit.pk in heads, unit.pk in declined)
        for unit in units
    )
