"""The package: exact, told in one text, and reckoned alike by the project and by the file for strangers."""

import importlib.util
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.logic.package import FORM, canonical, complete, first_difference, read, text_of
from reports.logic.package_form import Malformed

TOOL = Path(__file__).resolve().parents[3] / "tools" / "recompute.py"
UNITS = ["don-vi-a", "don-vi-b", "don-vi-c", "don-vi-d"]
STAGES = ["self", "cross", "appraise"]
KINDS = ["at_least", "greater_than", "equal", "at_most", "reduce_at_least", "zero", "count", "qualitative"]
FITTING = ["at_least", "greater_than", "count", "at_most", "reduce_at_least"]
BANDS = [{"upto": "2", "points": "10"}, {"upto": "50", "points": "4"}, {"points": "0"}]
MEASURES = ["fewer_penalties", "pledges_met", "evidence", "group:1", "group:2", "group:3"]


def the_tool():
    spec = importlib.util.spec_from_file_location("recompute_alone", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALONE = the_tool()

numbers = st.decimals(min_value=0, max_value=200, places=2, allow_nan=False).map(text_of)
targets = st.one_of(st.none(), st.decimals(min_value="0.01", max_value=150, places=2).map(text_of))


@st.composite
def a_leaf(draw, place: int):
    formula = draw(
        st.sampled_from(
            ["pass_fail", "proportional", "relative_to_best", "deduction", "bands", "count", "by_hand", "flat"]
        )
    )
    kinds = {"relative_to_best": FITTING, "proportional": KINDS}.get(formula, ["", *KINDS])
    kind = draw(st.sampled_from(kinds)) if formula not in ("deduction", "count", "by_hand") else ""
    rules = {"deduction": {"per": "1.5", "floor": "1"}, "count": {"per": "0.75"}, "bands": {"bands": BANDS}}
    return {
        "number": f"{place % 3 + 1}.{place}",
        "name": f"Tiêu chí {place}",
        "points": draw(st.sampled_from(["10", "7.5", "33"])),
        "part": draw(st.sampled_from(["main", "main", "main", "bonus", "penalty"])),
        "formula": formula,
        "rules": rules.get(formula, {}),
        "kind": kind,
        "fed": bool(kind) and draw(st.booleans()),
        "scale": draw(st.sampled_from([100, 1000, None])),
        "evidence": draw(st.sampled_from(["none", "required"])),
    }


@st.composite
def a_mark(draw, unit: str, leaf: dict, stage: str):
    mark = {"unit": unit, "criterion": leaf["number"], "stage": stage, "reason": "", "by": "x", "at": None}
    said = dict.fromkeys(("given", "value", "numerator", "denominator"))
    if leaf["formula"] == "by_hand":
        said["given"] = draw(st.sampled_from(["0", "0.5", "3", "7.5"]))
    elif draw(st.booleans()):
        said["value"] = draw(numbers)
    else:
        said |= {"numerator": draw(numbers), "denominator": draw(st.sampled_from(["1", "3", "40"]))}
    return mark | said


@st.composite
def inputs(draw):
    leaves = [draw(a_leaf(place)) for place in range(draw(st.integers(1, 7)))]
    places = [(unit, leaf) for unit in UNITS for leaf in leaves]
    marks = [draw(a_mark(u, leaf, s)) for u, leaf in places for s in STAGES if draw(st.integers(0, 2))]
    goals = [
        {
            "unit": unit,
            "criterion": leaf["number"],
            "applies": draw(st.integers(0, 6)) > 0,
            "target": draw(targets),
            "target_max": None,
            "baseline": draw(st.one_of(st.none(), numbers, st.just("200/3"))),
        }
        for unit, leaf in places
        if draw(st.booleans())
    ]
    knocked = {"legal_basis": "", "document": "", "ground": "Vi phạm"}
    return {
        "form": FORM,
        "table": {
            "name": "Bảng",
            "formulas": "1",
            "maximum": "100",
            "bonus_is_inside": draw(st.booleans()),
            "outcome": draw(st.sampled_from(["ranks", "ranks", "classes"])),
            "classes": draw(st.sampled_from([[], [{"name": "Tốt", "from": "50"}, {"name": "Khá", "from": "20.5"}]])),
            "tie_breaks": draw(st.lists(st.sampled_from(MEASURES), unique=True)),
        },
        "stages": [{"order": n, "kind": kind, "name": kind} for n, kind in enumerate(STAGES, start=1)],
        "units": [{"slug": unit, "name": unit} for unit in UNITS],
        "criteria": leaves,
        "targets": goals,
        "evidence": [{"unit": unit, "criterion": leaf["number"]} for unit, leaf in places if draw(st.booleans())],
        "knock_outs": [
            {**knocked, "unit": unit, "effect": effect, "ceiling": ceiling}
            for unit in UNITS
            for effect, ceiling in draw(st.sampled_from([[], [], [], [("exclude", None)], [("ceiling", "40")]]))
        ],
        "marks": marks,
    }


@settings(max_examples=150, deadline=None)
@given(inputs())
def test_two_independent_reckonings_agree(package):
    whole = json.loads(canonical(complete(package)))
    assert read(canonical(whole)) == whole
    assert first_difference(whole) is None
    assert list(ALONE.Package(whole).differences()) == []


@settings(max_examples=60, deadline=None)
@given(inputs(), st.data())
def test_both_name_the_same_digit_when_one_is_altered(package, data):
    whole = json.loads(canonical(complete(package)))
    rows = [(row, name) for row in whole["totals"] for name in ("achieved", "assigned", "bonus", "penalty")]
    rows += [(row, name) for row in whole["standings"] for name in ("rank", "percent", "decided_by")]
    rows += [(row, "points") for row in whole["marks"]]
    row, name = data.draw(st.sampled_from(rows))
    row[name] = "0.07"
    found, theirs = first_difference(whole), next(ALONE.Package(whole).differences())
    assert (found.expected, found.found) == theirs[1:]
    assert found.name in theirs[0] and found.unit in theirs[0]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *[(Decimal("12.50"), "12.5"), (Decimal("0.00"), "0"), (Decimal(1000), "1000"), (Fraction(200, 3), "200/3")],
        *[(Decimal("-1.25"), "-1.25"), (Fraction(1, 8), "0.125"), (None, None)],
    ],
)
def test_a_number_is_told_shortest_and_exact(number, text):
    assert text_of(number) == text
    if number is not None:
        assert ALONE.told(Fraction(number)) == text


@pytest.mark.parametrize("text", ["", "null", "7", '{"form": "khác"}', "[" * 99999])
def test_what_is_no_package_is_said_in_a_sentence(text):
    with pytest.raises(Malformed) as said:
        read(text)
    assert str(said.value).endswith(".")
