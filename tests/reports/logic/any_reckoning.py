"""Any rule, any bloc: what hypothesis draws for the tests of scoring."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from reports.logic.scoring.shapes import Facts, Rule

NAMES = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]

figures = st.builds(Fraction, st.integers(0, 1000), st.sampled_from([1, 2, 3, 4, 7, 10, 60]))
targets = st.builds(Fraction, st.integers(1, 500), st.sampled_from([1, 2, 3, 8, 60]))
maxima = st.integers(min_value=1, max_value=200).map(lambda halves: Decimal(halves) / 2)
parts = st.sampled_from(["main", "bonus", "penalty"])
numbers = st.integers(min_value=0, max_value=200).map(lambda tenths: str(Decimal(tenths) / 10))

RISING = ["at_least", "greater_than", "count"]
FALLS = ["reduce_at_least", "reduce_range"]


@st.composite
def bands(draw):
    ends = sorted(draw(st.sets(st.integers(min_value=0, max_value=900), max_size=4)))
    return [{"upto": str(end), "points": draw(numbers)} for end in ends] + [{"points": draw(numbers)}]


@st.composite
def rules(draw, formulas=("pass_fail", "proportional", "relative_to_best", "deduction", "bands", "count", "flat")):
    formula = draw(st.sampled_from(formulas))
    some = [*RISING, "at_most", *FALLS]
    kinds = {"relative_to_best": some, "proportional": [*some, "zero"], "pass_fail": ["", "equal", "zero", *some]}
    params = {"per": draw(numbers), "floor": draw(numbers), "bands": draw(bands())}
    return Rule("1.1", formula, draw(maxima), draw(parts), draw(st.sampled_from(kinds.get(formula, [""]))), params)


@st.composite
def blocs(draw, rule):
    """Facts of a bloc: figures, targets and baselines of every size, some units without a target, silent or out."""
    size = draw(st.integers(min_value=1, max_value=len(NAMES)))
    return {name: draw(facts_under(rule)) for name in NAMES[:size]}


def facts_under(rule):
    own = st.none() | targets if rule.formula == "relative_to_best" else targets
    return st.builds(
        Facts,
        value=st.none() | st.just(Fraction(0)) | figures,
        target=own,
        baseline=st.just(Fraction(0)) | figures,
        applies=st.sampled_from([True, True, True, False]),
    )


with_bloc = rules().flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule)))
