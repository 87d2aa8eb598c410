"""How votes become an outcome: quorum, majority, ties, a second round. Pure, and the same for every box.

The rules are each poll's own (`Terms`); no law fixes them. `tools/recount_box.py` counts the same way without this
file, and a test holds the two together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

ANSWERS = ("yes", "no", "other")


@dataclass(frozen=True)
class Share:
    """A fraction of a base: `part`/`whole`; `is_more` asks for more than it, else exactly that much is enough."""

    part: int
    whole: int
    is_more: bool = False

    def is_reached(self, votes: int, base: int) -> bool:
        """Of a base of nobody no share is reached."""
        if base <= 0:
            return False
        return votes * self.whole > base * self.part or (not self.is_more and votes * self.whole == base * self.part)


@dataclass(frozen=True)
class Terms:
    """`way`: approve or choose; `base`: members, present or valid; `runoff`: none, leaders or all.

    `candidates`: their keys in the order of the ballot paper; `members`: lines of the roll.
    """

    way: str
    seats: int
    quorum: Share
    majority: Share
    base: str
    runoff: str
    candidates: tuple[str, ...]
    members: int


@dataclass(frozen=True)
class Votes:
    yes: int = 0
    no: int = 0
    other: int = 0

    def __add__(self, more: "Votes") -> "Votes":
        return Votes(self.yes + more.yes, self.no + more.no, self.other + more.other)


@dataclass(frozen=True)
class Tally:
    """What lies in the box. `returned` = `valid` + `invalid` + `blank`; `votes` are those of valid ballots."""

    valid: int
    invalid: int
    blank: int
    votes: Mapping[str, Votes]

    @property
    def returned(self) -> int:
        return self.valid + self.invalid + self.blank

    def plus(self, more: "Tally") -> "Tally":
        votes = {key: self.votes.get(key, Votes()) + more.votes.get(key, Votes()) for key in {*self.votes, *more.votes}}
        return Tally(self.valid + more.valid, self.invalid + more.invalid, self.blank + more.blank, votes)


@dataclass(frozen=True)
class Verdict:
    """`reason`: chosen, no_quorum, withdrawn, below_majority, tied or outvoted."""

    key: str
    votes: Votes
    reason: str

    @property
    def is_chosen(self) -> bool:
        return self.reason == "chosen"


@dataclass(frozen=True)
class Outcome:
    """`base` is what shares are of; `runoff` names who stands in a second round, empty where there is none."""

    has_quorum: bool
    base: int
    verdicts: tuple[Verdict, ...]
    runoff: tuple[str, ...]
    seats_left: int

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.verdicts if one.is_chosen)


def kind_of(terms: Terms, choices: object) -> str:
    """valid, blank or invalid. `choices` is {candidate: answer}; an unknown candidate or answer spoils the ballot."""
    if not isinstance(choices, dict) or not all(_is_known(terms, key, value) for key, value in choices.items()):
        return "invalid"
    if not choices:
        return "blank"
    if terms.way == "choose" and (len(choices) > terms.seats or set(choices.values()) != {"yes"}):
        return "invalid"
    return "valid"


def _is_known(terms: Terms, key: object, answer: object) -> bool:
    return key in terms.candidates and answer in ANSWERS


def tally(terms: Terms, ballots: Iterable[object]) -> Tally:
    """The ballots counted; the order they come in changes nothing."""
    kinds = {"valid": 0, "invalid": 0, "blank": 0}
    counts = {key: dict.fromkeys(ANSWERS, 0) for key in terms.candidates}
    for choices in ballots:
        kind = kind_of(terms, choices)
        kinds[kind] += 1
        if kind == "valid" and isinstance(choices, dict):
            for key, answer in choices.items():
                counts[key][answer] += 1
    return Tally(**kinds, votes={key: Votes(**answers) for key, answers in counts.items()})


def base_of(terms: Terms, counted: Tally, present: int) -> int:
    return {"members": terms.members, "present": present, "valid": counted.valid}[terms.base]


def decide(terms: Terms, counted: Tally, present: int, withdrawn: Iterable[str] = ()) -> Outcome:
    """Who is chosen and why, in the order of the ballot paper."""
    gone, base = frozenset(withdrawn), base_of(terms, counted, present)
    has_quorum = terms.quorum.is_reached(present, terms.members)
    reasons = _reasons(terms, counted, base, gone) if has_quorum else dict.fromkeys(terms.candidates, "no_quorum")
    verdicts = tuple(Verdict(key, counted.votes.get(key, Votes()), reasons[key]) for key in terms.candidates)
    left = terms.seats - sum(one.is_chosen for one in verdicts)
    return Outcome(has_quorum, base, verdicts, _second_round(terms, verdicts, left) if has_quorum else (), left)


def _reasons(terms: Terms, counted: Tally, base: int, gone: frozenset[str]) -> dict[str, str]:
    found = {key: "withdrawn" if key in gone else "below_majority" for key in terms.candidates}
    passed = [
        key
        for key in terms.candidates
        if key not in gone and terms.majority.is_reached(counted.votes.get(key, Votes()).yes, base)
    ]
    return found | _seated(passed, counted, terms.seats)


def _seated(passed: list[str], counted: Tally, seats: int) -> dict[str, str]:
    """Most votes first. Equal votes for fewer places than there are candidates choose none of them."""
    found: dict[str, str] = {}

    def yes(key: str) -> int:
        return counted.votes[key].yes

    left, is_tied = seats, False
    for _votes, group in groupby(sorted(passed, key=yes, reverse=True), key=yes):
        keys = list(group)
        fits = not is_tied and len(keys) <= left
        found |= dict.fromkeys(keys, "chosen" if fits else "outvoted" if is_tied or left == 0 else "tied")
        is_tied = is_tied or (not fits and left > 0)
        left -= len(keys) if fits else 0
    return found


def _second_round(terms: Terms, verdicts: tuple[Verdict, ...], left: int) -> tuple[str, ...]:
    """Those who were not chosen, or of them who lead: one more than there are places left, and who equals the last."""
    losers = [one for one in verdicts if not one.is_chosen and one.reason != "withdrawn"]
    if terms.runoff == "none" or left < 1 or not losers:
        return ()
    if terms.runoff == "leaders" and len(losers) > left + 1:
        last = sorted((one.votes.yes for one in losers), reverse=True)[left]
        losers = [one for one in losers if one.votes.yes >= last]
    return tuple(one.key for one in losers)
