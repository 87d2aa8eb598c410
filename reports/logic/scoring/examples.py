"""Worked examples of every formula: small blocs with round numbers, reckoned by the formulas themselves.

The documents and the help pages print these; nobody types a result. Units and figures are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.definitions import DEFINITIONS
from pacts.logic.formulas import Formula
from reports.logic.scoring.explanation import explain
from reports.logic.scoring.formulas import score
from reports.logic.scoring.shapes import Facts, Rule


@dataclass(frozen=True)
class Example:
    """One criterion and the facts of a few units, named by letters."""

    title: Any
    rule: Rule
    facts: Mapping[str, Facts] = field(default_factory=dict)


def _rule(formula: Formula, maximum: str, kind="", part="main", **params) -> Rule:
    return Rule("1", formula.value, Decimal(maximum), part, kind, params)


def _units(target=None, baseline=None, **figures: str) -> dict[str, Facts]:
    asked = None if target is None else Fraction(target)
    base = None if baseline is None else Fraction(baseline)
    return {name.upper(): Facts(Fraction(one), target=asked, baseline=base) for name, one in figures.items()}


BANDS = [
    {"upto": "0", "points": "40"},
    {"upto": "10", "points": "30"},
    {"upto": "20", "points": "20"},
    {"points": "0"},
]

EXAMPLES: tuple[Example, ...] = (
    Example(gettext_lazy("10 points; none allowed"), _rule(Formula.PASS_FAIL, "10", "zero"), _units(a="0", b="1")),
    Example(
        gettext_lazy("20 points; higher is better"),
        _rule(Formula.PROPORTIONAL, "20", "at_least", measure="%"),
        _units("80", a="60", b="85"),
    ),
    Example(
        gettext_lazy("20 points; lower is better"),
        _rule(Formula.PROPORTIONAL, "20", "at_most", measure="vụ"),
        _units("5", a="8", b="4"),
    ),
    Example(
        gettext_lazy("20 points; a promised fall"),
        _rule(Formula.PROPORTIONAL, "20", "reduce_at_least"),
        {**_units("5", "200", a="194", b="210"), **_units("5", "0", c="0")},
    ),
    Example(
        gettext_lazy("20 points; higher is better, unit E without a target"),
        _rule(Formula.RELATIVE, "20", "at_least", measure="%"),
        {**_units("80", a="60", b="80", c="84", d="88"), **_units(e="50")},
    ),
    Example(
        gettext_lazy("20 points; lower is better"),
        _rule(Formula.RELATIVE, "20", "at_most", measure="vụ"),
        _units("10", a="20", b="10", c="9", d="5"),
    ),
    Example(
        gettext_lazy("20 points; a promised fall"),
        _rule(Formula.RELATIVE, "20", "reduce_at_least"),
        {**_units("5", "200", a="195", b="185", c="180"), **_units("5", "0", d="0", e="2")},
    ),
    Example(
        gettext_lazy("24 points; 6 off for each occurrence"),
        _rule(Formula.DEDUCTION, "24", per="6", floor="0"),
        _units(a="0", b="1", c="5"),
    ),
    Example(
        gettext_lazy("40 points; bands of the backlog"),
        _rule(Formula.BANDS, "40", bands=BANDS, measure="%"),
        _units(a="0", b="7", c="10.5", d="30"),
    ),
    Example(gettext_lazy("10 points; 2 for each model"), _rule(Formula.COUNT, "10", per="2"), _units(a="3", b="8")),
    Example(
        gettext_lazy("10 points, in half points"),
        _rule(Formula.BY_HAND, "10", step="0.5"),
        {"A": Facts(points=Decimal("7.5"))},
    ),
    Example(gettext_lazy("Bonus of 10 points"), _rule(Formula.FLAT, "10", part="bonus"), _units(a="1", b="0")),
    Example(gettext_lazy("Penalty of 8 points"), _rule(Formula.FLAT, "8", part="penalty"), _units(a="1", b="0")),
)


def worked(example: Example) -> list[str]:
    """One line a unit: its name and its whole calculation."""
    earned = score(example.rule, example.facts)
    names = {unit: _("unit %(letter)s") % {"letter": unit} for unit in example.facts}
    return [
        _("Unit %(letter)s: %(calculation)s")
        % {
            "letter": unit,
            "calculation": " ".join(explain(example.rule, unit, example.facts, earned, names=names)),
        }
        for unit in example.facts
    ]


def section(formula: Formula) -> list[str]:
    """Everything about one formula as lines of Markdown: definition, notes, parameters, source, examples."""
    one = DEFINITIONS[formula]
    lines = [str(one.text), "", *(f"- {note}" for note in one.notes), *([""] if one.notes else [])]
    lines += [_("The table says: %(parameters)s") % {"parameters": one.parameters}, ""]
    lines += [_("Source: %(source)s") % {"source": one.source}]
    for example in EXAMPLES:
        if example.rule.formula == formula:
            lines += [
                "",
                _("Example – %(title)s:") % {"title": example.title},
                "",
                *(f"- {x}" for x in worked(example)),
            ]
    return lines


def document(text: str) -> str:
    """The document with each place “<!-- formula:name --> … <!-- /formula -->” made anew, in the active language.

    Raises ValueError where a formula has no place.
    """
    for formula in Formula:
        begin, end = f"<!-- formula:{formula} -->", "<!-- /formula -->"
        before, found, rest = text.partition(begin)
        _old, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"The document has no place for {formula}.")
        text = "\n".join([before + begin, "", *section(formula), "", end + after])
    return text
