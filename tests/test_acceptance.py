"""Every criterion of the screens is answered: by tests that exist, or by a sentence that says why it is not met."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.acceptance import ANSWERS, COUNTS

TESTS = Path(__file__).resolve().parent
TEST = re.compile(r"([a-z0-9_/]+) ([a-z0-9_]+)")
SENTENCE = re.compile(r"[A-Z“].{20,}\.")


@cache
def names_in(file: str) -> set[str]:
    """The names in tests/<file>.py, without importing it."""
    tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
    return {one.name.removeprefix("test_") for one in tree.body if isinstance(one, ast.FunctionDef)}


def answers() -> list[tuple[str, int, str]]:
    return [(screen, n, one) for screen, asked in ANSWERS.items() for n, said in asked.items() for one in said]


def test_every_criterion_is_answered():
    told = {screen: [n for n, said in asked.items() if said] for screen, asked in ANSWERS.items()}
    assert told == {screen: list(range(1, int(count) + 1)) for screen, count in re.findall(r"(\S+) (\d+)", COUNTS)}


def test_every_test_that_is_named_exists():
    named = [(screen, n, TEST.fullmatch(one)) for screen, n, one in answers() if TEST.fullmatch(one)]
    lost = [(screen, n, found[2]) for screen, n, found in named if found[2] not in names_in(found[1])]
    assert (lost, len(named) > 100) == ([], True)


def test_what_is_not_met_is_told_in_a_sentence():
    told = [one for _screen, _n, one in answers() if not TEST.fullmatch(one)]
    assert [one for one in told if not SENTENCE.fullmatch(one)] == []
    assert len(told) > 10


def test_a_test_that_says_which_criterion_it_holds_is_in_the_table():
    """A screen has no test for a criterion that the table calls unmet."""
    unmet = {at for at in asked_of() if not any(TEST.fullmatch(one) for one in ANSWERS[at[0]][at[1]])}
    files = [str(path.relative_to(TESTS))[:-3] for path in TESTS.rglob("test_*.py")]
    held = {criterion for file in files for name in names_in(file) if (criterion := criterion_of(name))}
    assert unmet & held == set()
    assert held - asked_of() == set()


def asked_of() -> set[tuple[str, int]]:
    return {(screen, n) for screen, asked in ANSWERS.items() for n in asked}


def criterion_of(name: str) -> tuple[str, int] | None:
    """The screen and the first number in a name such as stf_3_ac_9_and_12_keys."""
    found = re.match(r"(pub|stf|cmd|adm|sys)_(\d+)_ac_(\d+)", name)
    return (f"{found[1].upper()}-{found[2]}", int(found[3])) if found else None
