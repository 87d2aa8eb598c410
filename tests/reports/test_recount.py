"""The exported box recounted: by the house with its key, and by a script that knows nothing of the house.

A thousand random elections; both counts agree on each of them.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from reports.actions.poll_closing import close_poll
from reports.ballot_keys import mac_of, new_serial
from reports.box import FORMAT, box_bytes, faults, read_box
from reports.logic.voting import decide, tally
from reports.models import Ballot, Receipt, poll_guard
from reports.poll_terms import canonical, digest, outcome_told, rules_in, tally_of_papers, votes_in
from tests.make import a_user
from tests.make_polls import an_open_poll, keys_of, vote, voters_of

SCRIPT = Path(__file__).resolve().parent.parent.parent / "tools" / "recount_box.py"
ELECTIONS = 1000


def by_itself(path) -> subprocess.CompletedProcess:
    """The script alone: no site packages, no module of the house."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(path)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def the_script():
    told = {"__name__": "recount_box"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), str(SCRIPT), "exec"), told)
    return told


def a_closed_box() -> dict:
    poll = an_open_poll()
    first, second, _third = keys_of(poll)
    for at, voter in enumerate(voters_of(poll)[:6]):
        vote(voter, {first: "yes", second: "no" if at % 2 else "yes"})
    return read_box(box_bytes(close_poll(poll, by=a_user())))


@pytest.fixture
def box(db):
    return a_closed_box()


def sealed(box: dict) -> dict:
    """As somebody would who has the key and everything but the votes."""
    content = {key: value for key, value in box.items() if key not in ("digest", "mac")}
    told = digest(content)
    return content | {"digest": told, "mac": mac_of(box["poll"], "box", told)}


def test_a_box_that_was_not_touched_agrees_twice(box, tmp_path, capsys):
    path = tmp_path / "box.json"
    path.write_text(canonical(box))
    assert faults(box) == []
    call_command("recount", str(path))
    run = by_itself(path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "6" in capsys.readouterr().out
    assert "6 phiếu" in run.stdout


def test_the_box_says_who_voted_and_never_what(box):
    assert all(set(line) == {"order", "name", "is_present", "on_paper", "has_voted"} for line in box["register"])
    assert all(set(one) == {"serial", "choices", "mac"} for one in box["ballots"])
    assert [one["serial"] for one in box["ballots"]] == sorted(one["serial"] for one in box["ballots"])
    assert "_at" not in canonical(box)


def stuffed(box):
    serial, choices = new_serial(), box["ballots"][0]["choices"]
    box["ballots"].append({"serial": serial, "choices": choices, "mac": "0" * 64})


def missing(box):
    box["ballots"].pop()


def changed(box):
    box["ballots"][0]["choices"] = box["ballots"][0]["choices"].replace("yes", "no")


def twice(box):
    box["ballots"][1] = box["ballots"][0]


def declared_otherwise(box):
    box["outcome"]["candidates"][0]["reason"] = "outvoted"


def other_terms(box):
    box["terms"] = box["terms"].replace('"seats":1', '"seats":2')


def one_more_voter(box):
    box["register"][6]["has_voted"] = True


@pytest.mark.parametrize("hand", [stuffed, missing, changed, twice, declared_otherwise, other_terms, one_more_voter])
def test_what_a_hand_did_to_the_box_is_named(box, hand, tmp_path):
    hand(box)
    assert faults(box)
    box = sealed(box)  # even when the whole is sealed anew, with the key
    assert faults(box)
    path = tmp_path / "box.json"
    path.write_text(canonical(box))
    with pytest.raises(SystemExit) as end:
        call_command("recount", str(path))
    assert end.value.code == 1


@pytest.mark.parametrize("hand", [stuffed, missing, twice, declared_otherwise, other_terms, one_more_voter])
def test_the_script_names_it_too_without_any_key(box, hand, tmp_path):
    hand(box)
    path = tmp_path / "box.json"
    path.write_text(canonical(sealed(box)))
    run = by_itself(path)
    assert (run.returncode, bool(run.stdout.strip())) == (1, True)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "' + FORMAT + '"}'])
def test_what_is_no_box_is_said_so(content, tmp_path, db):
    path = tmp_path / "box.json"
    path.write_text(content)
    assert by_itself(path).returncode == 2
    with pytest.raises(SystemExit) as end:
        call_command("recount", str(path))
    assert end.value.code == 2


@pytest.mark.django_db
def test_a_ballot_stuffed_by_sql_keeps_the_box_from_being_counted():
    """Case 88: the row is there, its voter is missing and its keyed digest is wrong; both are told."""
    poll = an_open_poll()
    for voter in voters_of(poll)[:3]:
        vote(voter)
    Ballot.objects.create(poll=poll, serial=new_serial(), choices=Ballot.objects.first().choices, mac="f" * 64)
    with pytest.raises(Exception) as refusal:
        close_poll(poll, by=a_user())
    assert len(refusal.value.sentences) == 2
    assert not type(poll).objects.get(pk=poll.pk).outcome


@pytest.mark.django_db
def test_a_choice_changed_in_the_database_after_closing_is_found():
    poll = an_open_poll()
    for voter in voters_of(poll):
        vote(voter)
    closed = close_poll(poll, by=a_user())
    poll_guard.remove(connection)
    try:
        row = Ballot.objects.filter(poll=poll).first()
        Ballot.objects.filter(pk=row.pk).update(choices=row.choices.replace("yes", "no"))
        box = read_box(box_bytes(closed))
    finally:
        poll_guard.install(connection)
    assert box["digest"] != closed.box_digest
    assert len(faults(box)) == 2


@pytest.mark.django_db
def test_a_key_that_was_replaced_still_opens_its_old_boxes(settings):
    poll = an_open_poll()
    for voter in voters_of(poll):
        vote(voter)
    box = read_box(box_bytes(close_poll(poll, by=a_user())))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "một khóa khác hẳn"
    assert faults(box)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert faults(box) == []


@pytest.mark.django_db
def test_a_receipt_is_a_digest_of_its_code_and_nothing_more():
    poll = an_open_poll()
    code = vote(voters_of(poll)[0])
    row = Receipt.objects.get()
    assert code not in (row.digest, row.mac)
    assert {field.name for field in Receipt._meta.fields} == {"digest", "poll", "mac"}


# --- Random elections -------------------------------------------------------------------------------


def a_random_box(dice: random.Random, number: int) -> dict:
    """Rules, register, ballots and papers thrown by dice, sealed by the house and counted by it."""
    keys = [str(n) for n in range(1, dice.randint(2, 7))]
    members, terms = dice.choice([0, 1, 4, 5, 6, 12, 13, 14, 50]), random_terms(dice, keys)
    register = random_register(dice, members)
    terms["roll"] = [{"order": line["order"], "name": line["name"]} for line in register]
    voted = sum(line["has_voted"] and not line["on_paper"] for line in register)
    issued = sum(line["has_voted"] and line["on_paper"] for line in register)
    box = {
        "format": FORMAT, "poll": number, "terms": canonical(terms), "terms_digest": digest(canonical(terms)),
        "register": register, "withdrawn": {key: "Rút" for key in keys if dice.random() < 0.1},
        "receipts": [a_receipt(number, str(n)) for n in range(voted)],
        "ballots": [a_ballot(dice, number, terms, keys) for _n in range(voted)],
        "papers": {"issued": issued, "counted": papers(dice, terms, keys, issued), "tellers": ["A", "B"]},
    }  # fmt: skip
    return sealed(box | {"outcome": counted_by_the_house(box)})


def random_terms(dice: random.Random, keys: list[str]) -> dict:
    part, whole = dice.choice([(1, 2), (2, 3), (3, 4), (1, 1)])
    return {
        "way": dice.choice(["approve", "choose"]), "seats": dice.randint(1, 3),
        "base": dice.choice(["members", "present", "valid"]),
        "runoff": dice.choice(["none", "leaders", "all"]), "candidates": [{"key": key} for key in keys],
        "quorum": {"part": dice.randint(0, 2), "whole": 3, "is_more": False},
        "majority": {"part": part, "whole": whole, "is_more": part < whole and dice.random() < 0.5},
    }  # fmt: skip


def random_register(dice: random.Random, members: int) -> list[dict]:
    lines = []
    for order in range(1, members + 1):
        there, voted = dice.random() < 0.95, dice.random() < 0.95
        lines.append({
            "order": order, "name": f"Đại biểu {order}", "is_present": there, "has_voted": there and voted,
            "on_paper": dice.random() < 0.1,
        })  # fmt: skip
    return lines


def a_receipt(number: int, code: str) -> dict:
    told = digest(f"{number}|{code}")
    return {"digest": told, "mac": mac_of(number, "receipt", told)}


def a_ballot(dice: random.Random, number: int, terms: dict, keys: list[str]) -> dict:
    eager = number % 3 == 0  # every third bloc is nearly of one mind
    answers = ["yes"] if terms["way"] == "choose" else ["yes"] * (20 if eager else 2) + ["no", "other"]
    most = min(len(keys), terms["seats"] + (dice.random() < 0.1)) if terms["way"] == "choose" else len(keys)
    chosen = dice.sample(keys, dice.randint(most if eager else 0, most))
    choices = dice.choice(["hỏng", "[]", '{"votes":{"x":"yes"}}']) if dice.random() < 0.05 else canonical(
        {"votes": {key: dice.choice(answers) for key in chosen}}
    )  # fmt: skip
    serial = f"{dice.getrandbits(128):032x}"
    return {"serial": serial, "choices": choices, "mac": mac_of(number, "ballot", serial, choices)}


def papers(dice: random.Random, terms: dict, keys: list[str], issued: int) -> dict | None:
    if not issued:
        return None
    valid = dice.randint(0, issued)
    votes = {key: [dice.randint(0, valid), 0, 0] for key in keys}
    return {"valid": valid, "invalid": dice.randint(0, issued - valid), "blank": 0, "votes": votes}


def counted_by_the_house(box: dict) -> dict:
    rules = rules_in(box["terms"])
    counted = tally(rules, [votes_in(one["choices"]) for one in box["ballots"]])
    counted = counted.plus(tally_of_papers(box["papers"]["counted"]))
    present = sum(line["is_present"] for line in box["register"])
    return outcome_told(decide(rules, counted, present, box["withdrawn"]), counted, present)


def test_random_elections_are_counted_alike_by_the_house_and_by_the_script():
    dice, script, reasons = random.Random(20170215), the_script(), set()
    for number in range(1, ELECTIONS + 1):
        box = json.loads(canonical(a_random_box(dice, number)))
        assert faults(box) == [], number
        assert script["faults"](box) == [], number
        reasons |= {one["reason"] for one in box["outcome"]["candidates"]}
    assert reasons == {"chosen", "no_quorum", "withdrawn", "below_majority", "tied", "outvoted"}
