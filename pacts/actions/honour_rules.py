"""The rules of honours of a bloc: set, with their quotas, and carried into the next season."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from blocs.actions.base import differences, logged, validate
from blocs.models import Bloc, Event, User
from pacts.models import HonourRules, Quota

OWN = ("id", "rules", "revision", "bloc")


def rules_of(bloc: Bloc) -> HonourRules:
    """The bloc's own, or the house's defaults, not saved, where it has none."""
    return HonourRules.objects.filter(bloc=bloc).first() or HonourRules(bloc=bloc)


@transaction.atomic
def set_rules(rules: HonourRules, *, by: User, quotas: Sequence[Quota] | None = None, revision: int | None = None):
    """Save switches and, where given, all quotas anew; nothing changed writes nothing."""
    Bloc.objects.locked(rules.bloc_id)
    before = HonourRules.objects.locked(rules.pk, revision) if rules.pk else None
    validate(rules)
    changed: dict[str, Any] = differences(before, rules) if before else {}
    if before:
        rules.revision = before.revision
    if changed or not before:
        rules.save()
    if quotas is not None and (lists := _set_quotas(rules, quotas)):
        changed["quotas"] = lists
    if changed or not before:
        Event.record("pacts.set_honour_rules", rules, by=by, changed=changed)
    return rules


def _set_quotas(rules: HonourRules, quotas: Sequence[Quota]) -> list[list[str]]:
    """[before, after] in words, nothing where all stayed."""
    old = list(rules.quotas.select_related("title", "level", "of"))
    if sorted(map(_facts, old), key=str) == sorted(map(_facts, quotas), key=str):
        return []
    rules.quotas.all().delete()
    for quota in quotas:
        quota.pk, quota.rules = None, rules
        quota._state.adding = True
        validate(quota)
        quota.save(force_insert=True)
    return [sorted(map(str, old)), sorted(map(str, quotas))]


def _facts(quota: Quota) -> dict[str, Any]:
    return {name: logged(value) for name, value in model_to_dict(quota).items() if name not in OWN}


def copy_rules(old: Bloc, new: Bloc) -> None:
    """Last season's rules and quotas, where the bloc has not set its own; the renewal's line tells of it."""
    before = HonourRules.objects.filter(bloc=old).first()
    if before is None or HonourRules.objects.filter(bloc=new).exists():
        return
    rules = HonourRules(bloc=new, **_own(before))
    rules.save()
    for quota in before.quotas.select_related("title", "level", "of"):
        quota.pk, quota.rules = None, rules
        quota._state.adding = True
        quota.save(force_insert=True)


def _own(rules: HonourRules) -> dict[str, Any]:
    return {field.name: getattr(rules, field.name) for field in rules._meta.fields if field.name not in OWN}
