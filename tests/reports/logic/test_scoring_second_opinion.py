"""The formulas and tools/recompute.py, written apart from each other, give the same points for any rule and bloc."""

import importlib.util
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from reports.logic.scoring.formulas import score
from reports.logic.scoring.shapes import Facts, Rule
from tests.reports.logic.any_reckoning import with_bloc
from tests.reports.logic.reckonings import a_rule, facts

TOOL = Path(__file__).resolve().parents[3] / "tools" / "recompute.py"


def loaded():
    spec = importlib.util.spec_from_file_location("recompute", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


recompute = loaded()


def text(number) -> str | None:
    return None if number is None else recompute.told(Fraction(number))


TABLE = {"maximum": "100", "bonus_is_inside": False, "classes": []}


def their_points(rule: Rule, bloc: dict[str, Facts]) -> dict[str, Fraction | None]:
    row = {"number": rule.number, "points": text(rule.maximum), "part": rule.part, "formula": rule.formula,
           "kind": rule.kind, "rules": rule.params, "scale": None, "fed": rule.is_fed_by_pledge}  # fmt: skip
    package = {"units": [{"slug": unit} for unit in bloc], "criteria": [row], "stages": [{"kind": "self", "order": 1}],
               "targets": [_asked(rule, unit, one) for unit, one in bloc.items()], "table": TABLE, "knock_outs": [],
               "marks": [_mark(rule, unit, one) for unit, one in bloc.items()]}  # fmt: skip
    told = recompute.Package(package)
    return {unit: points for (unit, _number), points in told.points(told.last(1)).items()}


def _asked(rule, unit, one: Facts):
    numbers = {name: text(getattr(one, name)) for name in ("target", "target_max", "baseline")}
    return {"unit": unit, "criterion": rule.number, "applies": one.applies, **numbers}


def _mark(rule, unit, one: Facts):
    said = {"given": text(one.points), "value": text(one.value), "numerator": None, "denominator": None}
    return {"unit": unit, "criterion": rule.number, "stage": "self", **said}


def our_points(rule: Rule, bloc: dict[str, Facts]) -> dict[str, Fraction | None]:
    scores = score(rule, bloc)
    return {unit: None if one.points is None else Fraction(one.points) for unit, one in scores.items()}


@given(with_bloc)
@example(
    (a_rule("proportional", kind="equal"), {"a": facts("99.5", "100"), "b": facts("3", "4"), "c": facts("100", "100")})
)
@example((a_rule("proportional", kind="at_most"), {"a": facts("0", "0"), "b": facts("1", "0")}))
@example((a_rule("by_hand", step="0.5"), {"a": facts(points="7.5"), "b": facts("1"), "c": facts(points="0")}))
@example((a_rule("relative_to_best", kind="at_most"), {"a": facts("0"), "b": facts("0"), "c": facts("0", "5")}))
def test_a_stranger_reckons_the_same_points(given_bloc):
    rule, bloc = given_bloc
    assert their_points(rule, bloc) == our_points(rule, bloc)


@given(with_bloc, st.sampled_from(["equal", "zero", "qualitative"]))
def test_so_for_kinds_without_a_better_side(given_bloc, kind):
    rule, bloc = given_bloc
    rule = replace(rule, formula="proportional", kind=kind)
    bloc = {unit: replace(one, target=Fraction(100)) for unit, one in bloc.items()}
    assert their_points(rule, bloc) == our_points(rule, bloc)
