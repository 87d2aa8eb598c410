"""When a unit may object to a mark, how an objection is answered, and how a knock-out is settled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step
from blocs.logic.wording import day

APPEAL = Lifecycle(
    Step("keep", "open", "kept", gettext_lazy("Keep the mark")),
    Step("change", "open", "changed", gettext_lazy("Change the mark")),
    Step("withdraw", "open", "withdrawn", gettext_lazy("Withdraw the appeal")),
)

KNOCK_OUT = Lifecycle(
    Step("confirm", "proposed", "confirmed", gettext_lazy("Confirm")),
    Step("dismiss", "proposed", "dismissed", gettext_lazy("Do not accept")),
)


@dataclass(frozen=True)
class AppealFacts:
    """`opens_on` and `closes_on` count whole, in the site's zone; None: no bound on that side.

    `counted_at` is the kind of the stage whose mark counts, "" where nobody has marked.
    """

    is_closed: bool
    today: date
    opens_on: date | None = None
    closes_on: date | None = None
    has_result: bool = False
    is_waiting: bool = False
    counted_at: str = ""
    applies: bool = True


def obstacles_to_filing(facts: AppealFacts) -> list[str]:
    """Why this unit cannot object to this criterion now; empty: it may. Not objecting is accepting."""
    found = [*_too_early_or_late(facts)]
    if not facts.applies:
        found.append(_("This criterion does not apply to the unit."))
    if facts.is_waiting:
        found.append(_("An appeal on this criterion is waiting for its answer already."))
    if facts.counted_at == "self":
        found.append(_("The mark that counts is the unit's own; no appeal is needed against it."))
    return found


def _too_early_or_late(facts: AppealFacts) -> list[str]:
    if not facts.is_closed:
        return [_("Appeals begin when the sheet has passed its last stage.")]
    if facts.has_result:
        return [_("The result has been prepared; appeals are closed.")]
    if facts.opens_on and facts.today < facts.opens_on:
        return [_("Appeals open on %(day)s.") % {"day": day(facts.opens_on)}]
    if facts.closes_on and facts.today > facts.closes_on:
        return [_("Appeals closed at the end of %(day)s.") % {"day": day(facts.closes_on)}]
    return []


def too_short(text: str, least: int) -> str:
    """The sentence for a reason that says too little, "" for one that is long enough."""
    if len(text.strip()) >= least:
        return ""
    return _("Give a reason of at least %(least)s characters.") % {"least": least}


@dataclass(frozen=True)
class KnockOutFacts:
    """`document` as typed; `ceiling` in per cent where the effect is a ceiling."""

    effect: str
    ceiling: Any
    document: str
    has_draft_result: bool = False
    is_proposed_already: bool = False


def obstacles_to_proposing(facts: KnockOutFacts) -> list[str]:
    found = obstacles_to_settling(facts.has_draft_result)
    if facts.is_proposed_already:
        found.append(_("A proposal of this kind for this unit is waiting to be settled already."))
    if facts.effect == "ceiling" and facts.ceiling is None:
        found.append(_("Give the ceiling in per cent."))
    elif facts.effect == "ceiling" and not 0 <= facts.ceiling <= 100:
        found.append(_("The ceiling lies between 0 and 100 per cent."))
    if not any(letter.isdigit() for letter in facts.document):
        found.append(_("Name the document with its number or date; a remark alone is not enough."))
    return found


def obstacles_to_settling(has_draft_result: bool) -> list[str]:
    """While a result waits for release its inputs stand still."""
    if has_draft_result:
        return [_("A result is prepared and waits for release; discard or release it first.")]
    return []
