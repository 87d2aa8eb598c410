"""What a season file says of honours goes in whole; and the real cases are held to the last fact."""

import pytest

from blocs.models import Bloc
from pacts.models import HonourRules
from reports.logic.submission_states import Cut
from reports.models import Figure, Honour
from reports.submission_showing import cuts_told
from tests import seasons
from tests.case_facts import CASES
from tests.reports.season_tools import load, rich

pytestmark = pytest.mark.django_db


def test_rules_and_decisions_go_in_and_come_out():
    load(rich())
    rules = HonourRules.objects.get()
    assert (rules.comment_days, rules.runoff, rules.quorum_part, rules.quorum_whole) == (7, "leaders", 3, 4)
    nested, number = rules.quotas.order_by("title__order", "pk")
    assert (nested.of, nested.percent, nested.most) == (number.title, 20, None)
    assert (number.level.name, number.most) == ("Phòng", 4)
    changed = Honour.objects.get(granted_title__isnull=False)
    assert (changed.title, changed.held_title) == (nested.title, number.title)
    assert Honour.objects.get(status="revoked").revocation_ground == "Kê khai gian dối"


# --- The real cases -----------------------------------------------------------------------------------

WANTED = (21, 23, 44, 66, 71)


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker):
    yield from seasons.loaded(seasons.real_files(), django_db_blocker)


def bloc_of(case: int) -> Bloc:
    series, season = seasons.data("cases-words.json")["cases"][str(case)]["seasons"][0].split("/")
    return Bloc.objects.get(series__slug=series, season__slug=season)


@pytest.mark.parametrize("case", WANTED)
def test_every_award_of_the_case_is_a_row(real, case):
    rows = list(Honour.objects.filter(bloc=bloc_of(case)).select_related("title", "unit"))
    held = {(row.title.name, row.status, row.unit.name if row.unit else None) for row in rows}
    counts = {(row.title.name, row.status): row.count for row in rows}
    for award in CASES[case]["awards"]:
        assert (award["award"], award["status"], award["unit"]) in held
        assert counts[award["award"], award["status"]] in (award["count"], None if award["unit"] else award["count"])


def test_titles_overlap_in_case_23(real):
    """Eight units, and eleven honours proposed: six, four and one."""
    rows = Honour.objects.filter(bloc=bloc_of(23), status="proposed")
    assert sorted(row.count for row in rows) == [1, 4, 6]
    assert sum(row.count for row in rows) > bloc_of(23).stated_unit_count == 8


def test_the_council_cut_the_proposals_of_case_71(real):
    told = {title.name: cut for title, cut in cuts_told(list(bloc_of(71).honours.select_related("title")))}
    assert told["Cờ thi đua của UBND tỉnh"] == Cut(69, 48)
    assert told["Bằng khen"] == Cut(74, 69)
    assert told["Cờ thi đua của Chính phủ"] == Cut(5, None)


def test_case_44_met_29_of_31_and_chose_by_ballot(real):
    rows = Honour.objects.filter(bloc=bloc_of(44))
    assert [(row.count, row.status) for row in rows] == [(3, "proposed")] and rows[0].note
    figures = Figure.objects.filter(bloc__series=bloc_of(44).series)
    assert any("29/31" in f"{row.statement} {row.numerator or 0:.0f}/{row.denominator or 0:.0f}" for row in figures)


def test_case_66_names_the_unit_of_its_vote(real):
    row = Honour.objects.get(bloc=bloc_of(66))
    assert (row.unit.name, row.status, row.title.kind) == ("Văn phòng UBND TP", "proposed", "flag")
