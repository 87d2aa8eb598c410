"""Somebody with every right over the database tries to find who voted what, and does no better than by guessing.

Every voter of an election chooses another candidate, so a ballot is known by its choice. The voters vote in the order
of the roll: whatever still tells in which order the ballots came, be it a place on the disk, the transaction that
wrote a row, a key or a number, leads from the roll to the box. Over forty elections guessing finds about forty of two
hundred and forty; a leak finds them all.
"""

import json
import random
import re

import pytest
from django.db import connection

from blocs.models import Event
from reports.actions import poll_voting
from reports.models import Ballot, Receipt
from tests.make import a_bloc
from tests.make_polls import an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db
ELECTIONS, VOTERS = 40, 6
BY_CHANCE = ELECTIONS  # a random assignment has one fixed point in the middle
SUSPICIOUS = 2 * ELECTIONS  # more than six standard deviations above
PLACES = {"sqlite": ("rowid",), "postgresql": ("ctid::text", "xmin::text", "cmin::text", "xmax::text")}


def rows_of(table: str, poll: int) -> list[dict]:
    """Every column of every row of the poll, and where and by which transaction the row was written."""
    places = PLACES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(places)}, {table}.* FROM {table} WHERE poll_id = %s", [poll])
        names = [*places, *[column[0] for column in cursor.description][len(places) :]]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def rank(value) -> tuple:
    """An order among values of one column; the place of a row by its numbers."""
    text = str(value)
    if re.fullmatch(r"\(\d+,\d+\)|\d+", text):
        return (0, *map(int, re.findall(r"\d+", text)))
    return (1, text)


def ordered(rows: list[dict], column: str) -> list[dict] | None:
    """The rows in the order of a column; None where the column tells them not all apart."""
    if len({str(row[column]) for row in rows}) < len(rows):
        return None
    return sorted(rows, key=lambda row: rank(row[column]))


def attack(poll, truth: dict[int, str]) -> dict[tuple, int]:
    """For each pair of orders, of the register and of the box, how many voters' choices it finds."""
    register, box = rows_of("reports_voter", poll.pk), rows_of("reports_ballot", poll.pk)
    found = {}
    for mine in register[0]:
        for theirs in box[0]:
            voters, ballots = ordered(register, mine), ordered(box, theirs)
            if not voters or not ballots:
                continue
            for way, line in (("up", ballots), ("down", ballots[::-1])):
                guesses = zip(voters, line, strict=True)
                found[mine, theirs, way] = sum(chosen(ballot) == truth[voter["id"]] for voter, ballot in guesses)
    return found


def chosen(ballot: dict) -> str:
    return next(iter(json.loads(ballot["choices"])["votes"]))


def best_attack(elections: int = ELECTIONS) -> tuple[int, tuple]:
    """The attack that found most over all elections, and how much it found."""
    found: dict[tuple, int] = {}
    bloc = a_bloc(VOTERS)
    for _number in range(elections):
        poll = an_open_poll(bloc, voters=VOTERS, candidates=VOTERS, way="choose")
        for one, many in attack(poll, all_vote(poll)).items():
            found[one] = found.get(one, 0) + many
    return max((many, one) for one, many in found.items())


def all_vote(poll) -> dict[int, str]:
    """{voter: candidate}: each another one, in the order of the roll."""
    keys = keys_of(poll)
    random.shuffle(keys)
    lines = voters_of(poll)
    for line, key in zip(lines, keys, strict=True):
        vote(line, {key: "yes"})
    return {line.pk: key for line, key in zip(lines, keys, strict=True)}


def test_no_order_of_any_column_or_place_leads_from_the_register_to_the_box():
    many, how = best_attack()
    assert BY_CHANCE / 4 < many < SUSPICIOUS, how


def rows_appended(poll, ballot, receipt):
    ballot.save(force_insert=True)
    receipt.save(force_insert=True)


def counted_serials(monkeypatch):
    numbers = iter(range(10**6, 10**7))
    monkeypatch.setattr(poll_voting, "new_serial", lambda: f"{next(numbers):032d}")


@pytest.mark.parametrize("leak", ["rows_appended", "counted_serials"])
def test_the_attack_finds_a_leak_where_there_is_one(leak, monkeypatch):
    """The control: rows left where they were put, or serials that count, and the attack finds every voter's choice."""
    if leak == "rows_appended":
        monkeypatch.setattr(poll_voting, "_drop_in", rows_appended)
    else:
        counted_serials(monkeypatch)
    many, _how = best_attack(elections=5)
    assert many == 5 * VOTERS


def values(row: dict, without=()) -> set[str]:
    """What of a row could be recognised elsewhere: not the poll, and no small number."""
    return {str(value) for name, value in row.items() if name not in without and len(str(value)) > 4}


def test_register_and_box_share_no_value():
    poll = an_open_poll()
    for line in voters_of(poll):
        vote(line)
    places = {"poll_id", *PLACES[connection.vendor]}
    register = set().union(*(values(row, places) for row in rows_of("reports_voter", poll.pk)))
    for table in ("reports_ballot", "reports_receipt"):
        box = set().union(*(values(row, places) for row in rows_of(table, poll.pk)))
        assert not register & (box - {"True", "False"})
    names = {field.name for model in (Ballot, Receipt) for field in model._meta.fields}
    assert names == {"serial", "poll", "choices", "mac", "digest"}  # neither a time nor a person


def everything() -> dict[str, str]:
    """Every table as text."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told[table] = repr(cursor.fetchall())
    return told


def test_no_other_table_knows_a_ballot_a_receipt_or_that_somebody_voted():
    poll = an_open_poll()
    before = everything()
    codes = [vote(line, {keys_of(poll)[0]: "yes"}) for line in voters_of(poll)[:5]]
    after = everything()
    moved = {table for table, text in after.items() if text != before[table]}
    assert moved == {"reports_voter", "reports_ballot", "reports_receipt"}
    serials = list(Ballot.objects.values_list("serial", flat=True))
    assert not [table for table, text in after.items() for code in codes if code in text]
    assert {table for table, text in after.items() for serial in serials if serial in text} == {"reports_ballot"}
    assert not Event.objects.filter(verb__contains="cast").exists()


def test_receipts_stand_in_no_order_of_the_ballots():
    """A receipt leads to no ballot: neither by an order nor by a value."""
    found = 0
    bloc = a_bloc(VOTERS)
    for _number in range(ELECTIONS // 2):
        poll = an_open_poll(bloc, voters=VOTERS, candidates=VOTERS, way="choose")
        codes, lines = {}, voters_of(poll)
        for line, key in zip(lines, keys_of(poll), strict=True):
            codes[poll_voting.digest_of_code(poll.pk, vote(line, {key: "yes"}))] = key
        place = PLACES[connection.vendor][0]
        receipts, ballots = (ordered(rows_of(table, poll.pk), place) for table in ("reports_receipt", "reports_ballot"))
        found += sum(codes[one["digest"]] == chosen(two) for one, two in zip(receipts, ballots, strict=True))
    assert found < ELECTIONS
