"""Every row held against one file: kept, not kept, or not asked of this paper with the reason."""

from collections.abc import Callable, Mapping

from reports.papers.nd30.coverage import why_not
from reports.papers.nd30.looks import Problem, View
from reports.papers.nd30.rules import Finding, Judgement, Rule, rules

Check = Callable[..., list[Problem]]


def judge(view: View, checks: Mapping[str, Check], unchecked: Mapping[str, str]) -> Judgement:
    """`unchecked` are rows no machine can judge in this format, with the reason."""
    passed: list[str] = []
    failed: list[Finding] = []
    noted: list[Finding] = []
    left: dict[str, str] = {}
    for rule in rules().values():
        reason = why_not(rule, view.document) or unchecked.get(rule.id, "")
        if reason or rule.id not in checks:
            left[rule.id] = reason
            continue
        found = findings(rule, checks[rule.id](view, rule))
        (failed if rule.is_binding else noted).extend(found)
        if rule.is_binding and not found:
            passed.append(rule.id)
    return Judgement(tuple(passed), tuple(failed), left, tuple(noted))


def findings(rule: Rule, problems: list[Problem]) -> list[Finding]:
    """The same sentence is said once."""
    said = {f"{rule.component_vi}: {problem.said}": problem for problem in problems}
    return [
        Finding(rule.id, rule.level, rule.clause, sentence, problem.measured, problem.wanted)
        for sentence, problem in said.items()
    ]
