"""What a signal says to a reader: what it measures, what was found, how sure it can be. Never who is at fault."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.wording import number, percent, trimmed
from pacts.logic.targets import rounded
from reports.logic.signals.shapes import Signal

TITLES: dict[str, Any] = {
    "leniency": gettext_lazy("Cross-checks above the appraisal"),
    "own_leniency": gettext_lazy("Self-scores above the appraisal"),
    "reciprocity": gettext_lazy("Two units sparing each other"),
    "agreement": gettext_lazy("Agreement of the stages"),
    "rotation": gettext_lazy("The flag going round"),
    "spread": gettext_lazy("Honours shared out evenly"),
    "winner_below_top": gettext_lazy("The flag not with the highest points"),
    "falls_together": gettext_lazy("Recorded crime and reports falling together"),
    "same_text": gettext_lazy("The pact against last year's"),
}
MEASURES: dict[str, Any] = {
    "leniency": gettext_lazy(
        "For each checking unit: how far its marks lie above what was appraised, on average, as a share of the "
        "maximum. Only points given by hand and yes-or-no criteria are compared. A sign test says how rare it is by "
        "chance."
    ),
    "own_leniency": gettext_lazy(
        "For each unit: how far its own marks lie above what was appraised, measured in the same way."
    ),
    "reciprocity": gettext_lazy(
        "Units that checked each other in different seasons, where both marked above the appraisal. The smaller of "
        "the two average gaps is shown."
    ),
    "agreement": gettext_lazy(
        "Krippendorff's α over self-score, cross-check and appraisal of the same criteria: 1 is full agreement, 0 what "
        "chance alone would give. Above 0,8 the stages agree; below 0,667 nothing should be built on them."
    ),
    "rotation": gettext_lazy(
        "Whether in the seasons known here no unit won the first flag twice, or each winner stands next to the one "
        "before it in the order of precedence."
    ),
    "spread": gettext_lazy(
        "Whether the honours of all seasons known here are spread more evenly over the units than chance would spread "
        "them."
    ),
    "winner_below_top": gettext_lazy(
        "Seasons in which the first flag went to a unit that was not first by points. The reason may be a good one."
    ),
    "falls_together": gettext_lazy(
        "Units where both the crimes recorded and the reports received fell by 5% or more against last season. Fewer "
        "reports can mean less trust as well as less crime."
    ),
    "same_text": gettext_lazy(
        "The share of runs of four words that this pact and last season's have in common, years left out. From 85% on "
        "the texts are called nearly equal."
    ),
}


def percent_of(share: Fraction | None) -> str:
    """A share as “12,5%”, to one decimal."""
    return "—" if share is None else percent(rounded(share * 100), 1)


def chance_in_words(signal: Signal) -> str:
    if signal.chance is None or signal.key in ("agreement", "same_text", "winner_below_top"):
        return ""
    if signal.chance < Fraction(1, 1000):
        return _("by chance in fewer than 1 of 1.000 cases")
    return _("by chance in %(cases)s of 1.000 cases") % {"cases": number(rounded(signal.chance * 1000), 0)}


def found_in_words(signal: Signal, names: Mapping[str, str]) -> str:
    """What was found, in one line. `names` gives the units' names; other keys (seasons) stand for themselves."""
    units = [names.get(unit, unit) for unit in signal.units]
    words = {"units": " – ".join(units), "share": percent_of(signal.measured), "n": signal.n}
    if signal.key in ("leniency", "own_leniency", "reciprocity"):
        return _("%(units)s: %(share)s of the maximum on average, over %(n)s marks") % words
    if signal.key == "falls_together":
        return _("%(units)s: reports received fell by %(share)s") % words
    if signal.key == "winner_below_top":
        rank = number(int(signal.measured)) if signal.measured else _("not ranked")
        return _("%(units)s: by points %(rank)s") % {**words, "rank": rank}
    return _found_in_the_whole(signal, words)


def _found_in_the_whole(signal: Signal, words: dict[str, Any]) -> str:
    if signal.measured is None:
        return _("Only %(n)s figures are known here.") % words
    if signal.key == "agreement":
        return _("α = %(alpha)s over %(n)s criteria") % {**words, "alpha": trimmed(rounded(signal.measured))}
    if signal.key == "same_text":
        return _("%(share)s of the text is the same") % words
    return str(words["units"]) if signal.units else _("%(n)s honours") % words
