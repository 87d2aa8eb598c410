"""Each unit reads how its points came about, with its own numbers; the documents say what the formulas do."""

from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic.definitions import DEFINITIONS
from pacts.logic.formulas import Formula
from reports.logic.scoring.examples import EXAMPLES, document, section, worked
from reports.logic.scoring.explanation import LINES, SILENT, explain, explain_move, plain, shown
from reports.logic.scoring.formulas import Basis, moved_by, score
from reports.management.commands import scoring_examples
from tests.reports.logic.any_reckoning import with_bloc
from tests.reports.logic.reckonings import a_rule, facts


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(rule, unit="a", measure="", **units):
    return explain(rule, unit, units, score(rule, units), names={"b": "Unit 02"}, measure=measure)


def test_above_the_target_names_the_best_and_shows_both_shares():
    rule = a_rule("relative_to_best", kind="at_least", measure="%")
    assert told(rule, a=facts("84", "80"), b=facts("88", "80")) == [
        "Target: ≥ 80%.",
        "Result: 84%.",
        "Beyond the target: (84 − 80) ÷ 80 × 100 = 5%.",
        "The best: Unit 02 with 10%.",
        "½ × 20 + ½ × 20 × 5 ÷ 10 = 15.",
        "Points: 15 of 20.",
    ]


def test_rounded_numbers_are_marked_as_such():
    rule = a_rule("proportional", kind="at_least")
    assert told(rule, a=facts("1", "3"), measure="mô hình") == [
        "Target: ≥ 3 mô hình.",
        "Result: 1 mô hình.",
        "20 × 1 ÷ 3 ≈ 6,67.",
        "Points: 6,67 of 20.",
    ]
    assert told(rule, a=facts("200/3", "80"))[-2:] == ["20 × 66,67 ÷ 80 ≈ 16,67.", "Points: 16,67 of 20."]


def test_lower_is_better_turns_the_fraction_round():
    rule = a_rule("relative_to_best", kind="at_most")
    assert told(rule, a=facts("20", "10"), b=facts("5", "10"))[-2:] == ["½ × 20 × 10 ÷ 20 = 5.", "Points: 5 of 20."]
    own = told(rule, a=facts("8"), b=facts("4"))
    assert own == [
        "No target was set for this unit.",
        "Result: 8.",
        "Measured among the units without a target.",
        "The best: Unit 02 with 4.",
        "20 × 4 ÷ 8 = 10.",
        "Points: 10 of 20.",
    ]


def test_a_fall_is_told_from_its_baseline_and_a_rise_as_a_rise():
    rule = a_rule("proportional", kind="reduce_at_least")
    assert told(rule, a=facts("194", "5", "200")) == [
        "Target: falls by 5% or more.",
        "From 200 to 194: a fall of 3%.",
        "20 × 3 ÷ 5 = 12.",
        "Points: 12 of 20.",
    ]
    assert told(rule, a=facts("210", "5", "200"))[1:3] == ["From 200 to 210: a rise of 5%.", "20 × (−5) ÷ 5 = −20 → 0."]
    assert told(rule, a=facts("1", "5", "0"))[1] == "From 0 to 1."


def test_a_penalty_says_what_is_taken_off():
    assert told(a_rule("flat", "8", part="penalty"), a=facts("1")) == [
        "Yes, it occurred.",
        "Points taken off: 8, at most 8.",
    ]
    assert told(a_rule("deduction", "24", part="penalty", per="6"), a=facts("1")) == [
        "24 − 6 × 1 = 18.",
        "What is lacking is taken off: 24 − 18 = 6.",
        "Points taken off: 6, at most 24.",
    ]


@pytest.mark.parametrize(
    "one, sentence",
    [
        (
            facts("1", "3", applies=False),
            "Does not apply to this unit; the maximum is left out of its assigned points.",
        ),
        (facts(None, "3"), "Nobody has marked this criterion yet."),
        (facts("1"), "Cannot be judged: the target or the figure to compare with is missing."),
    ],
)
def test_where_there_are_no_points_one_sentence_says_why(one, sentence):
    assert told(a_rule("proportional", kind="at_least"), a=one) == [sentence]


def test_points_by_hand_and_bands_say_where_they_come_from():
    assert told(a_rule("by_hand", "10"), a=facts(points="7.5")) == ["Given by hand.", "Points: 7,5 of 10."]
    rule = a_rule("bands", "40", bands=[{"upto": "0", "points": "40"}, {"points": "0"}])
    assert told(rule, a=facts("0"))[0] == "0 falls into the first band, up to 0."
    assert told(rule, a=facts("3"))[0] == "3 falls into the last band, above 0."
    assert told(a_rule("bands", "40", bands=[{"points": "9"}]), a=facts("3")) == ["Points: 9 of 40."]


def test_whose_figure_moved_the_points_is_told_in_two_parts():
    rule = a_rule("relative_to_best", kind="at_least")
    before = {"a": facts("84", "80"), "b": facts("88", "80")}
    moved = moved_by(rule, before, {"a": facts("86", "80"), "b": facts("96", "80")})
    assert explain_move(moved["a"], {"b": "Unit 02"}) == [
        "The unit's own figure changed its points by +2,5.",
        "The figure of Unit 02 changed the scale, and these points by −3,75.",
    ]


@given(with_bloc)
def test_whatever_the_figures_there_is_a_sentence_that_ends_with_the_points(given_bloc):
    rule, bloc = given_bloc
    scores = score(rule, bloc)
    for unit, earned in scores.items():
        sentences = explain(rule, unit, bloc, scores)
        assert all(sentence.endswith(".") and "%(" not in sentence for sentence in sentences)
        if earned.points is not None:
            words = "Points taken off: {}, at most {}." if rule.part == "penalty" else "Points: {} of {}."
            assert sentences[-1] == words.format(plain(earned.points), plain(rule.maximum))


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**5))
def test_a_number_is_shown_exactly_or_to_the_hundredth(value):
    assert abs(Fraction(shown(value)) - value) <= Fraction(1, 200)


def test_every_line_of_a_formula_has_its_sentence():
    assert {*LINES, *SILENT} == set(Basis)


# The documents


def test_every_formula_is_defined_and_has_an_example():
    assert set(DEFINITIONS) == {one.rule.formula for one in EXAMPLES} == set(Formula)
    assert all(str(one.text) and str(one.source) and str(one.parameters) for one in DEFINITIONS.values())


def test_examples_are_reckoned_and_not_typed():
    example = next(one for one in EXAMPLES if one.rule.formula == Formula.DEDUCTION)
    assert worked(example)[1] == "Unit B: 24 − 6 × 1 = 18. Points: 18 of 24."
    assert section(Formula.DEDUCTION)[0] == "M less so many points for each occurrence, never below the floor."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_documents_are_up_to_date(language):
    """Run `manage.py scoring_examples` where this fails."""
    _path, text, renewed = scoring_examples.renewed(language)
    assert text == renewed


def test_a_document_without_a_place_for_a_formula_is_refused():
    with pytest.raises(ValueError, match="no place for pass_fail"):
        document("# Nothing here\n")


def test_the_command_renews_what_is_stale_and_only_says_so_when_asked(tmp_path, settings, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    places = "".join(f"<!-- formula:{formula} -->\nold\n<!-- /formula -->\n" for formula in Formula)
    for name in ("scoring.md", "scoring.en.md"):
        (tmp_path / "docs" / name).write_text(places, "utf-8")
    with pytest.raises(CommandError, match=r"scoring\.md, scoring\.en\.md"):
        call_command("scoring_examples", "--check")
    call_command("scoring_examples")
    call_command("scoring_examples", "--check")
    assert "Points: 18 of 24." in (tmp_path / "docs" / "scoring.en.md").read_text("utf-8")
    assert "old" not in (tmp_path / "docs" / "scoring.md").read_text("utf-8")
    assert capsys.readouterr().out.splitlines()[-1] == "The documents are up to date."
