"""Lines of the logbook in words: {% load verbs %} then {{ event.verb|verb_word }} and {{ event|event_lines }}."""

from datetime import date

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from blocs.logic.verbs import CHANGES, DETAILS, WORDS
from blocs.logic.wording import day

register = template.Library()
YES, NO = _("yes"), _("no")


@register.filter
def verb_word(verb: str) -> str:
    """What the verb did; for the plain changes of a register the kind of row, else the verb itself."""
    if verb in WORDS:
        return str(WORDS[verb])
    app, _dot, rest = verb.partition(".")
    word, _line, kind = rest.partition("_")
    try:
        thing = apps.get_model(app, kind.replace("_", ""))._meta.verbose_name
        return str(CHANGES[word]) % {"thing": thing}
    except (LookupError, KeyError, ValueError):
        return verb


@register.filter
def event_lines(event) -> list[str]:
    """The details of a line, a sentence each: changes as old → new, facts and further details as “name: value”."""
    facts = event.facts
    model = _model_of(event)
    lines = []
    for name, (old, new) in _pairs(facts):
        lines.append(f"{_label(model, name)}: {_chosen(model, name, old)} → {_chosen(model, name, new)}")
    lines += [f"{_label(model, name)}: {_chosen(model, name, value)}" for name, value in _stated(facts)]
    others = {name: value for name, value in facts.items() if name not in ("changed", "facts")}
    return lines + [f"{DETAILS.get(name, name)}: {_said(value)}" for name, value in others.items() if _worth(value)]


def _pairs(facts: dict):
    changed = facts.get("changed") or {}
    return [(name, pair) for name, pair in changed.items() if isinstance(pair, list) and len(pair) == 2]


def _stated(facts: dict):
    stated = facts.get("facts") or {}
    return [(name, value) for name, value in stated.items() if _worth(value)] if isinstance(stated, dict) else []


def _worth(value) -> bool:
    return value not in (None, "", [], {}, False)


def _model_of(event):
    try:
        return apps.get_model(event.object_type)
    except (LookupError, ValueError):
        return None


def _label(model, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else str(DETAILS.get(name, name))
    except (FieldDoesNotExist, AttributeError):
        return str(DETAILS.get(name, name))


def _chosen(model, name: str, value) -> str:
    """The words of a choice, yes for a ticked box, else the value itself."""
    try:
        choices = dict(model._meta.get_field(name).flatchoices) if model else {}
    except (FieldDoesNotExist, AttributeError):
        choices = {}
    if isinstance(value, bool):
        return str(YES if value else NO)
    return str(choices.get(value) or _said(value)) if not isinstance(value, (list, dict)) else _said(value)


def _said(value) -> str:
    """Days as people write them, lists with commas, nothing as a dash."""
    if not _worth(value):
        return "—"
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{DETAILS.get(name, name)} {_said(item)}" for name, item in value.items())
    try:
        return day(date.fromisoformat(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return value
