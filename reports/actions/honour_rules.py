"""The rules of honours as a page sets them: quotas that make no sense are refused before anything is saved."""

from collections.abc import Sequence
from fractions import Fraction

from blocs.logic.lifecycle import Refused
from blocs.models import User
from pacts.actions import honour_rules
from pacts.models import HonourRules, Quota
from reports.logic import quotas as logic


def set_rules(rules: HonourRules, *, quotas: Sequence[Quota], by: User, revision: int | None = None) -> HonourRules:
    """Refused with every fault of the quotas at once."""
    names = {quota.title_id: quota.title.name for quota in quotas}
    if faults := logic.faults([row_of(quota) for quota in quotas], names):
        raise Refused(*faults)
    return honour_rules.set_rules(rules, quotas=quotas, by=by, revision=revision)


def row_of(quota: Quota) -> logic.Row:
    share = None if quota.percent is None else Fraction(quota.percent)
    facts = {"rounding": quota.rounding, "remainder": quota.remainder}
    return logic.Row(quota.title_id, quota.level_id, quota.most, share, quota.of_id, **facts)
