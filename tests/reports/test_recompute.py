"""A frozen package gives the same digits twice over: by the project, and by the single file a stranger runs."""

import json
import re
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from reports.demo import keep_package
from reports.models import KnockOut
from tests.make import a_bloc, members_of
from tests.make_results import NOON, a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db
TOOL = settings.BASE_DIR / "tools" / "recompute.py"
DIGEST = "ce5b2c74054aa6014d71d91217ede62c8733e49e82ffd4782131d7f9b16f1130"


def by_the_project(path) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("recompute", str(path), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue()


def by_a_stranger(path) -> tuple[int, str]:
    ended = subprocess.run([sys.executable, "-I", str(TOOL), str(path)], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def digests(text: str) -> list[str]:
    return re.findall(r"[0-9a-f]{64}", text)


def a_package(**facts) -> dict:
    table = a_scored_table(4, tie_breaks=["fewer_penalties", "pledges_met", "evidence", "group:1"], **facts)
    settled = {"state": "confirmed", "settled_at": NOON, "settled_by": "Thường trực", "legal_basis": "Luật"}
    KnockOut.objects.create(sheet=table.sheets.first(), ground="Kỷ luật", document="QĐ", proposed_at=NOON, **settled)
    return json.loads(a_result(table).package)


def both(tmp_path, package) -> tuple[int, str, str]:
    path = tmp_path / "package.json"
    path.write_text(package if isinstance(package, str) else json.dumps(package), encoding="utf-8")
    mine, theirs = by_the_project(path), by_a_stranger(path)
    assert mine[0] == theirs[0], (mine, theirs)
    assert digests(mine[1]) == digests(theirs[1])
    return mine[0], mine[1], theirs[1]


def test_both_come_to_the_digits_that_were_published(tmp_path):
    result = a_published_result(a_scored_table(5))
    code, mine, theirs = both(tmp_path, result.package)
    assert (code, digests(mine)) == (0, [result.digest])
    assert theirs.startswith("Khớp: 5 đơn vị")


def tampered(package: dict, name: str) -> tuple[str, ...]:
    """Alter one digit; the words both must name."""
    marks, totals, standings = package["marks"], package["totals"], package["standings"]
    by_hand = next(one for one in marks if one["given"] and one["counts"])
    computed = next(one for one in marks if one["stage"] == "figure")
    if name == "by hand":
        by_hand["points"] = "29.5"
        return by_hand["unit"], by_hand["criterion"], "points", "29.5"
    if name == "given and points":
        by_hand["given"] = by_hand["points"] = "29.5"
        return by_hand["unit"], "totals.achieved"
    if name == "computed":
        computed["points"] = "1"
        return computed["unit"], computed["criterion"], "points"
    if name == "input":
        computed["value"] = "99.5"
        return computed["criterion"], "points"
    if name == "total":
        totals[2]["achieved"] = "99"
        return totals[2]["unit"], "totals.achieved", "99"
    if name == "rank":
        standings[1]["rank"] = 1
        return standings[1]["unit"], "standings.rank"
    if name == "counts":
        by_hand["counts"] = False
        return by_hand["unit"], by_hand["criterion"], "counts"
    marks.remove(by_hand)
    return ("sizes.marks",)


CASES = ["by hand", "given and points", "computed", "input", "total", "rank", "counts", "dropped"]


@pytest.mark.parametrize("name", CASES)
def test_both_name_the_first_digit_that_differs(tmp_path, name):
    package = a_package()
    words = tampered(package, name)
    code, mine, theirs = both(tmp_path, package)
    assert code == 1
    assert [word for word in words if word not in mine or word not in theirs] == []


HOSTILE = [
    "",
    "[]",
    "[" * 100_000,
    '{"form": "giao-uoc/result/1"}',
    '{"form": "giao-uoc/result/2"}',
    '{"form": "giao-uoc/result/1", "table": [], "marks": 7}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_package_ends_with_a_sentence(tmp_path, text):
    code, mine, theirs = both(tmp_path, text)
    assert (code, mine.count("\n"), theirs.count("\n")) == (2, 1, 1)


def spoilt(package: dict, name: str) -> dict:
    spoil = {
        "a number without end": lambda: package["marks"][0].update(value="1e999999999", given=None),
        "no number": lambda: package["criteria"][1].update(points="nhiều"),
        "a unit nobody knows": lambda: package["marks"][0].update(unit="khong-co"),
        "a criterion nobody knows": lambda: package["marks"][0].update(criterion="9.9"),
        "a formula nobody knows": lambda: package["criteria"][1].update(formula="eval"),
        "other formulas": lambda: package["table"].update(formulas="7"),
        "no marks": lambda: package.pop("marks"),
        "points nobody may give": lambda: next(m for m in package["marks"] if m["given"]).update(given="31"),
        "a rule without its number": lambda: [row["rules"].clear() for row in package["criteria"]],
    }
    spoil[name]()
    return package


@pytest.mark.parametrize(
    "name",
    [
        *["a number without end", "no number", "a unit nobody knows", "a criterion nobody knows", "other formulas"],
        *["a formula nobody knows", "no marks", "points nobody may give", "a rule without its number"],
    ],
)
def test_a_spoilt_package_is_refused_by_both(tmp_path, name):
    assert both(tmp_path, spoilt(a_package(), name))[0] == 2


def test_the_demo_leaves_a_package_that_both_reckon(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    real = a_published_result()
    assert keep_package() is None
    invented = a_published_result(a_scored_table(bloc=a_bloc(4, is_illustrative=True)))
    path = keep_package()
    assert path == tmp_path / "demo" / "package.json"
    assert path.read_text(encoding="utf-8") == invented.package != real.package
    assert by_the_project(path)[0] == by_a_stranger(path)[0] == 0


def test_every_database_freezes_the_same_bytes():
    """The names are fixed here, so the digest is; CI comes to it on SQLite and on PostgreSQL."""
    bloc = a_bloc(4, name="Khối minh họa")
    type(bloc.series).objects.filter(pk=bloc.series_id).update(slug="khoi-minh-hoa")
    for n, unit in enumerate(members_of(bloc)):
        type(unit).objects.filter(pk=unit.pk).update(slug=f"don-vi-{n}-minh-hoa", name=f"Đơn vị {n}")
    table = a_scored_table(bloc=type(bloc).objects.get(pk=bloc.pk))
    table.pact.pledges.update(name="Tỷ lệ khám phá án")
    assert a_result(type(table).objects.get(pk=table.pk)).digest == DIGEST
