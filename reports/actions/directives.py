"""Directives: given from the board, answered by the unit, settled or returned by who stands over the bloc."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import facts, validate
from blocs.actions.notices import notify
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Membership, Notice, Unit, User
from blocs.people_of import people_of_unit, people_of_units
from reports.logic.deadlines import REASON_LEAST, is_reason
from reports.logic.directive_states import DIRECTIVE, obstacles_to_answering, obstacles_to_giving
from reports.models import Directive

State = Directive.State


@transaction.atomic
def give_directive(directive: Directive, *, by: User) -> Directive:
    """A new one; it is a task of the unit from this moment, and its commander and reporters are told.

    Refused where the text is too short, the day is past, or the unit is no member of the bloc.
    """
    found = obstacles_to_giving(directive.text, directive.due_on, timezone.localdate())
    if not Membership.objects.filter(bloc=directive.bloc_id, unit=directive.unit_id).exists():
        found.append(_("This unit is not a member of the bloc."))
    if found:
        raise Refused(*found)
    directive.state, directive.given_by, directive.given_name = State.OPEN, by, str(by)
    validate(directive)
    directive.save(force_insert=True)
    words = {"name": directive.given_name, "unit": directive.unit}
    _tell_the_unit(directive, by, _("%(name)s has given a directive to %(unit)s.") % words)
    Event.record("reports.give_directive", directive, by=by, facts=facts(directive))
    return directive


@transaction.atomic
def give_directives(directive: Directive, units: Sequence[Unit], *, by: User) -> list[Directive]:
    """The same words to several members of the bloc in one press; each unit has its own to answer.

    Refused whole where the text is too short, the day is past, fewer than two units are chosen, or one is no member.
    """
    found = obstacles_to_giving(directive.text, directive.due_on, timezone.localdate())
    chosen = {unit.pk: unit for unit in units}
    ours = set(Membership.objects.filter(bloc=directive.bloc_id, unit__in=chosen).values_list("unit", flat=True))
    found += [_("%(unit)s is not among the members.") % {"unit": chosen[pk]} for pk in chosen.keys() - ours]
    if len(chosen) < 2:
        found.append(_("Choose at least two units."))
    if found:
        raise Refused(*found)
    key = secrets.token_urlsafe(16)
    rows = [_one_of(directive, unit, key, by) for unit in chosen.values()]
    _tell_each(rows, by)
    names = [unit.name for unit in chosen.values()]
    Event.record("reports.give_directives", directive.bloc, by=by, text=directive.text, units=names, round=key)
    return rows


def _one_of(directive: Directive, unit: Unit, key: str, by: User) -> Directive:
    same = {name: getattr(directive, name) for name in ("bloc", "phase", "section", "pledge", "text", "due_on")}
    row = Directive(**same, unit=unit, round=key, state=State.OPEN, given_by=by, given_name=str(by))
    validate(row)
    row.save(force_insert=True)
    return row


def _tell_each(rows: list[Directive], by: User) -> None:
    people = people_of_units([row.unit_id for row in rows])
    for row in rows:
        title = _("%(name)s has given a directive to %(unit)s.") % {"name": row.given_name, "unit": row.unit}
        told = [user for user in people.get(row.unit_id, []) if user.pk != by.pk]
        notify(told, Notice.Kind.DIRECTIVE, _about(row), title, row.get_absolute_url())


@transaction.atomic
def answer_directive(directive: Directive, answer: str, *, by: User, revision: int | None = None) -> Directive:
    """The unit says what it has done; whoever gave the directive is told."""
    directive = Directive.objects.locked(directive.pk, revision)
    DIRECTIVE.take("answer_directive", directive)
    if found := obstacles_to_answering(answer):
        raise Refused(*found)
    directive.answer, directive.answered_by, directive.answered_at = answer, str(by), timezone.now()
    _save(directive, "answer", "answered_by", "answered_at")
    title = _("%(unit)s has answered the directive.") % {"unit": directive.unit}
    notify([directive.given_by], Notice.Kind.DIRECTIVE, _about(directive), title, directive.get_absolute_url())
    Event.record("reports.answer_directive", directive, by=by, answer=answer)
    return directive


@transaction.atomic
def settle_directive(directive: Directive, *, by: User, revision: int | None = None) -> Directive:
    """Done with, answered or not; the unit's task is over."""
    directive = Directive.objects.locked(directive.pk, revision)
    DIRECTIVE.take("settle_directive", directive)
    directive.settled_by, directive.settled_at = str(by), timezone.now()
    _save(directive, "settled_by", "settled_at")
    _tell_the_unit(directive, by, _("The directive to %(unit)s is settled.") % {"unit": directive.unit})
    Event.record("reports.settle_directive", directive, by=by)
    return directive


@transaction.atomic
def return_directive(directive: Directive, reason: str, *, by: User, revision: int | None = None) -> Directive:
    """Open again, with a reason the unit reads word for word; the answer stays, to go on from."""
    directive = Directive.objects.locked(directive.pk, revision)
    DIRECTIVE.take("return_directive", directive)
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})
    _save(directive)
    words = {"unit": directive.unit, "reason": reason}
    _tell_the_unit(directive, by, _("The answer of %(unit)s came back: %(reason)s") % words)
    Event.record("reports.return_directive", directive, by=by, reason=reason)
    return directive


@transaction.atomic
def unsettle_directive(directive: Directive, *, by: User, revision: int | None = None) -> Directive:
    """Take the settling back: an answered directive waits to be settled again, one never answered is open again."""
    directive = Directive.objects.locked(directive.pk, revision)
    DIRECTIVE.take("unsettle_directive", directive)
    if not directive.answered_at:
        directive.state = State.OPEN
    directive.settled_by, directive.settled_at = "", None
    _save(directive, "settled_by", "settled_at")
    _tell_the_unit(directive, by, _("The directive to %(unit)s is open again.") % {"unit": directive.unit})
    Event.record("reports.unsettle_directive", directive, by=by)
    return directive


def _save(directive: Directive, *fields: str) -> None:
    validate(directive)
    directive.save(update_fields=["state", *fields])


def _about(directive: Directive) -> str:
    return f"directive:{directive.pk}"


def _tell_the_unit(directive: Directive, by: User, title: str) -> None:
    people = [user for user in people_of_unit(directive.unit) if user.pk != by.pk]
    notify(people, Notice.Kind.DIRECTIVE, _about(directive), title, directive.get_absolute_url())
