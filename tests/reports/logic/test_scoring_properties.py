"""What holds for every formula, whatever the figures."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.logic.ranking import entries, rank
from reports.logic.scoring.formulas import moved_by, score, score_all
from reports.logic.scoring.shapes import Facts, Rule
from reports.logic.scoring.totals import total, totals
from tests.reports.logic.any_reckoning import FALLS, NAMES, blocs, facts_under, figures, rules, targets, with_bloc
from tests.reports.logic.reckonings import a_rule

HUNDREDTH = Fraction(1, 100)


@given(with_bloc)
def test_points_lie_between_0_and_the_maximum_and_are_whole_hundredths(given_bloc):
    rule, bloc = given_bloc
    for unit, earned in score(rule, bloc).items():
        silent = not bloc[unit].applies or bloc[unit].value is None
        assert (earned.points is None) == silent
        if earned.points is not None:
            assert 0 <= earned.points <= rule.maximum
            assert Fraction(earned.points) % HUNDREDTH == 0
            assert abs(Fraction(earned.points) - earned.exact) <= HUNDREDTH / 2


@given(with_bloc, st.permutations(NAMES))
def test_the_order_of_the_units_makes_no_difference(given_bloc, order):
    rule, bloc = given_bloc
    turned = {unit: bloc[unit] for unit in order if unit in bloc}
    assert score(rule, turned) == score(rule, bloc)


@given(with_bloc)
def test_the_names_of_the_units_make_no_difference(given_bloc):
    rule, bloc = given_bloc
    renamed = score(rule, {f"x-{unit}": one for unit, one in bloc.items()})
    assert {f"x-{unit}": one.points for unit, one in score(rule, bloc).items()} == {
        unit: one.points for unit, one in renamed.items()
    }


def _is_lower_better(rule: Rule) -> bool:
    return rule.kind in ("at_most", "zero", *FALLS) or rule.formula == "deduction"


MONOTONE = ("pass_fail", "proportional", "relative_to_best", "deduction", "count", "flat")


@given(rules(MONOTONE).flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule))), figures, figures)
def test_a_better_figure_never_earns_less(given_bloc, one, other):
    """A penalty takes off less for a better figure, except where it counts what happened."""
    rule, bloc = given_bloc
    assume(rule.kind != "equal")
    worse, better = sorted([one, other], reverse=_is_lower_better(rule))
    mine = replace(bloc["alpha"], applies=True)
    low, high = (score(rule, {**bloc, "alpha": replace(mine, value=value)})["alpha"] for value in (worse, better))
    takes_more = rule.part == "penalty" and (rule.formula in ("count", "flat") and not rule.kind)
    if rule.part == "penalty" and not takes_more:
        low, high = high, low
    assert low.points <= high.points


@given(rules(("relative_to_best",)).flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule))), targets)
def test_nobody_gains_by_anothers_better_figure(given_bloc, change):
    rule, bloc = replace(given_bloc[0], part="main"), given_bloc[1]
    value = bloc["alpha"].value or Fraction(0)
    bloc = {**bloc, "alpha": replace(bloc["alpha"], value=value)}
    better = max(value - change, Fraction(0)) if _is_lower_better(rule) else value + change
    before, after = score(rule, bloc), score(rule, {**bloc, "alpha": replace(bloc["alpha"], value=better)})
    others = [unit for unit in bloc if unit != "alpha" and before[unit].points is not None]
    assert [unit for unit in others if after[unit].points > before[unit].points] == []


@given(rules(("proportional", "relative_to_best")).flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule))), targets)
def test_counting_in_thousands_or_dozens_makes_no_difference(given_bloc, factor):
    """Figures, targets and baselines in another unit of measure; the target of a fall stays a percentage."""
    rule, bloc = given_bloc
    target_factor = 1 if rule.kind in FALLS else factor

    def scaled(one: Facts) -> Facts:
        value = None if one.value is None else one.value * factor
        target = None if one.target is None else one.target * target_factor
        return replace(one, value=value, target=target, baseline=one.baseline * factor)

    assert score(rule, {unit: scaled(one) for unit, one in bloc.items()}) == score(rule, bloc)


@given(rules(("relative_to_best",)).flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule))))
def test_above_the_target_is_half_or_more_and_below_it_half_or_less(given_bloc):
    rule, bloc = replace(given_bloc[0], part="main"), given_bloc[1]
    half = Fraction(rule.maximum) / 2
    for one in score(rule, bloc).values():
        if one.basis == "above":
            assert one.exact > half and (one.leader in one.leaders)
        elif one.basis in ("on", "below"):
            assert one.exact <= half and (one.basis != "on" or one.exact == half)


@given(rules(("relative_to_best",)).flatmap(lambda rule: st.tuples(st.just(rule), blocs(rule))))
def test_every_leader_earns_all(given_bloc):
    rule, bloc = replace(given_bloc[0], part="main"), given_bloc[1]
    scores = score(rule, bloc)
    leaders = {leader for one in scores.values() for leader in one.leaders}
    assert {scores[leader].points for leader in leaders} <= {rule.maximum}


@given(with_bloc, st.data())
@settings(max_examples=60)
def test_a_move_is_own_part_and_others_part_and_names_somebody(given_bloc, data):
    rule, bloc = given_bloc
    after = {unit: data.draw(st.just(one) | facts_under(rule)) for unit, one in bloc.items()}
    changed = {unit for unit in bloc if bloc[unit] != after[unit]}
    for unit, move in moved_by(rule, bloc, after).items():
        assert move.before != move.after
        assert (move.after or 0) - (move.before or 0) == move.own + move.others
        assert set(move.by) <= changed - {unit}
        assert bool(move.by) == (move.others != 0)
        assert move.own == 0 or unit in changed


# The whole table


@st.composite
def tables(draw):
    drawn = draw(st.lists(rules(), min_size=1, max_size=5))
    table = [replace(rule, number=f"{place % 2 + 1}.{place}") for place, rule in enumerate(drawn)]
    bloc = {rule.number: {name: draw(facts_under(rule)) for name in NAMES[:4]} for rule in table}
    return table, bloc


def outcome(table, bloc, **options):
    return totals(NAMES[:4], table, bloc, score_all(table, bloc), **options)


@given(tables(), st.booleans())
@settings(max_examples=40)
def test_groups_add_up_exactly(drawn, inside):
    table, bloc = drawn
    for one in outcome(table, bloc, bonus_is_inside=inside).values():
        net = sum((achieved for achieved, _assigned in one.groups.values()), Decimal(0))
        assert one.achieved == max(net, Decimal(0))
        assert one.assigned == sum((assigned for _achieved, assigned in one.groups.values()), Decimal(0))
        assert 0 <= one.achieved <= one.assigned + sum(rule.maximum for rule in table if rule.part == "bonus")


@given(tables())
@settings(max_examples=40)
def test_a_criterion_worth_nothing_moves_nobody(drawn):
    table, bloc = drawn
    before = outcome(table, bloc)
    empty = a_rule("by_hand", "0", number="3")
    given_nothing = {unit: Facts(points=Decimal(0)) for unit in NAMES[:4]}
    after = outcome([*table, empty], {**bloc, "3": given_nothing})
    assert _placed(after) == _placed(before)


@given(tables(), st.sampled_from([Decimal(2), Decimal("0.5"), Decimal(10)]))
@settings(max_examples=40)
def test_only_the_proportions_of_the_weights_matter(drawn, factor):
    """Exact but for the rounding of each mark to 0.01, so judged where no mark needs rounding."""
    table, bloc = drawn
    bloc = {number: {unit: _in_quarters(one) for unit, one in units.items()} for number, units in bloc.items()}
    table = [a_rule("proportional", str(rule.maximum * 4), "at_least", number=rule.number) for rule in table]
    heavier = [replace(rule, maximum=rule.maximum * factor) for rule in table]
    before, after = outcome(table, bloc), outcome(heavier, bloc)
    assert {unit: one.ratio for unit, one in after.items()} == {unit: one.ratio for unit, one in before.items()}
    assert _placed(after) == _placed(before)


def _in_quarters(one: Facts) -> Facts:
    value = None if one.value is None else Fraction(int(one.value) % 5)
    return replace(one, value=value, target=Fraction(4))


def _placed(sums):
    return rank(entries({unit: one for unit, one in sums.items() if one.ratio is not None}, ["fewer_penalties"]))


@given(tables())
@settings(max_examples=40)
def test_what_does_not_apply_leaves_its_maximum_out(drawn):
    table, bloc = drawn
    out = {number: {**units, "alpha": replace(units["alpha"], applies=False)} for number, units in bloc.items()}
    assert outcome(table, out)["alpha"].ratio is None
    first = table[0].number
    without = {**bloc, first: out[first]}
    assert (
        outcome(table, without)["alpha"].assigned
        == outcome(table[1:], {number: units for number, units in bloc.items() if number != first})["alpha"].assigned
    )


@pytest.mark.parametrize("inside, assigned", [(False, "20"), (True, "25")])
def test_one_sum_by_hand(inside, assigned):
    table = [
        a_rule("by_hand", "20", number="1.1"),
        a_rule("by_hand", "5", number="1.2", part="bonus"),
        a_rule("by_hand", "8", number="2.1", part="penalty"),
        a_rule("by_hand", "30", number="3.1"),
        a_rule("by_hand", "1", number="4.1", part="penalty"),
    ]
    marks = {"1.1": "15.5", "1.2": "2", "2.1": "8"}
    bloc = {number: {"a": Facts(points=Decimal(points))} for number, points in marks.items()}
    bloc["3.1"] = {"a": Facts(points=Decimal(30), applies=False)}
    earned = {number: units["a"] for number, units in score_all(table, bloc).items() if units}
    one = total("a", table, {n: units["a"] for n, units in bloc.items()}, earned, bonus_is_inside=inside)
    assert (one.achieved, one.assigned, one.bonus, one.penalty) == tuple(map(Decimal, ("9.5", assigned, "2", "8")))
    assert one.groups == {"1": (Decimal("17.5"), Decimal(assigned)), "2": (Decimal(-8), 0), "4": (0, 0)}
    assert one.unmarked == ("4.1",)


def test_penalties_never_push_a_sum_below_0():
    table = [a_rule("by_hand", "5", number="1"), a_rule("by_hand", "8", number="2", part="penalty")]
    bloc = {"1": {"a": Facts(points=Decimal(5))}, "2": {"a": Facts(points=Decimal(8))}}
    one = totals(["a"], table, bloc, score_all(table, bloc))["a"]
    assert (one.achieved, one.assigned, one.ratio) == (0, 5, 0)
