"""Signals for review: what the standing body reads, who else is refused, and that one page asks equally often."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs.models import Bloc, Membership
from reports.models import Honour, Mark, Sheet
from reports.signalling import Signals
from tests.make import a_figure, a_pact, a_phase, a_pledge, a_season, a_title, a_user, members_of, the_cast
from tests.make_scoring import a_table, leaves_of

pytestmark = pytest.mark.django_db


def a_checked_bloc(year: int = 2017, units: int = 3, rows: int = 12, before: Bloc | None = None):
    """Every unit is checked by the next; the first unit marks two points above what is appraised, of ten."""
    from tests.make import a_bloc

    bloc = a_bloc(units, year=year) if before is None else next_season(before, year)
    pact = a_pact(bloc, state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    leaves = [{"name": f"Tiêu chí {n}", "points": 10, "formula": "by_hand"} for n in range(rows)]
    table = a_table(pact, leaves=leaves)
    stages = {stage.kind: stage for stage in table.stages.all()}
    ring = members_of(bloc)
    for at, unit in enumerate(ring):
        checker = ring[(at + 1) % len(ring)]
        facts = {"table": table, "bloc": bloc, "unit": unit, "order": at + 1, "opened_at": timezone.now()}
        sheet = Sheet.objects.create(**facts, stage=stages["appraise"], state="closed", checker=checker)
        given = {"self": 7, "cross": 8 if checker == ring[0] else 6, "appraise": 6}
        Mark.objects.bulk_create(
            Mark(
                sheet=sheet, criterion=leaf, stage=stages[kind], points=Decimal(points), given_by="ai đó",
                given_at=timezone.now(),
            )
            for leaf in leaves_of(table)
            for kind, points in given.items()
        )  # fmt: skip
    return table


def next_season(before: Bloc, year: int) -> Bloc:
    bloc = Bloc.objects.create(series=before.series, season=a_season(year), name=before.name, previous=before)
    for row in before.memberships.all():
        Membership.objects.create(bloc=bloc, unit=row.unit, order=row.order)
    return bloc


def kinds_of(table, **pledges) -> dict:
    return {kind.key: kind for kind in Signals(table, **pledges).kinds()}


def test_the_lenient_checker_stands_out_and_the_others_do_not():
    table = a_checked_bloc()
    first = members_of(table.pact.bloc)[0]
    (line,) = kinds_of(table)["leniency"].speaking
    assert line.signal.units == (first.slug,)
    assert line.found.startswith(f"{first.name}: trung bình 20,0%")


def test_every_unit_scored_itself_above_the_appraisal():
    lines = kinds_of(a_checked_bloc())["own_leniency"].lines
    assert [str(line.signal.measured) for line in lines] == ["1/10"] * 3


def test_measured_criteria_say_nothing_of_leniency():
    table = a_checked_bloc()
    table.criteria.exclude(formula="").update(formula="count", rules={"per": "1"})
    assert kinds_of(table)["leniency"].lines == []


def test_a_flag_that_did_not_go_to_the_best_is_named_with_its_season():
    from reports.models import Placing, Result

    table = a_checked_bloc()
    bloc, units = table.pact.bloc, members_of(table.pact.bloc)
    result = Result.objects.create(bloc=bloc, table=table, digest="0" * 64, prepared_at=timezone.now())
    for rank, unit in enumerate(units, start=1):
        figures = {"achieved": 90 - rank, "assigned": 100, "percent": 90 - rank}
        Placing.objects.create(result=result, unit=unit, unit_name=unit.name, order=rank, rank=rank, **figures)
    Result.objects.filter(pk=result.pk).update(state="published", published_at=timezone.now())
    flag = a_title("Cờ thi đua", kind="flag")
    Honour.objects.create(bloc=bloc, title=flag, unit=units[2], status="awarded")
    (line,) = kinds_of(table)["winner_below_top"].speaking
    assert line.found == f"{bloc.season.name} – {units[2].name}: hạng theo điểm 3"


def test_crimes_and_reports_that_fell_together_are_found_over_two_seasons():
    before = a_checked_bloc(2016)
    table = a_checked_bloc(2017, before=before.pact.bloc)
    unit = members_of(table.pact.bloc)[0]
    for name, counts in (("Số vụ phạm pháp hình sự", (400, 200)), ("Tiếp nhận tố giác, tin báo", (900, 500))):
        old = a_pledge(before.pact, name=name)
        new = a_pledge(table.pact, name=name, follows=old)
        a_figure(old, unit, value=counts[0], phase=a_phase(before.pact.bloc.season))
        a_figure(new, unit, value=counts[1], phase=a_phase(table.pact.bloc.season))
    (line,) = kinds_of(table)["falls_together"].speaking
    assert line.signal.units == (unit.slug,)


def test_only_the_standing_body_and_the_administrator_read_signals(client):
    table = a_checked_bloc()
    answers = {}
    for who, user in the_cast(table.pact.bloc).items():
        client.force_login(user)
        answers[who] = client.get(reverse("reports:signals", args=[table.pk])).status_code
    assert answers == {
        "admin": 200,
        "standing": 200,
        "secretary": 403,
        "head_commander": 403,
        "commander": 403,
        "reporter": 403,
        "stranger": 404,
    }


def test_the_page_says_that_a_signal_is_no_verdict(client):
    from blocs.models import Role

    table = a_checked_bloc()
    client.force_login(a_user(Role.ADMIN))
    text = client.get(reverse("reports:signals", args=[table.pk])).content.decode()
    assert "Không ai bị kết luận bởi một tín hiệu" in text


@pytest.mark.parametrize("rows, units", [(2, 3), (12, 3), (12, 13)])
def test_the_page_asks_equally_often_however_many_rows(client, rows, units, record_count):
    from blocs.models import Role

    table = a_checked_bloc(units=units, rows=rows)
    client.force_login(a_user(Role.ADMIN))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("reports:signals", args=[table.pk]))
    record_count(len(asked))


@pytest.fixture(scope="module")
def counts():
    return set()


@pytest.fixture
def record_count(counts):
    def record(number: int):
        counts.add(number)
        assert len(counts) == 1

    return record


def test_a_season_after_this_one_is_not_looked_at():
    before = a_checked_bloc(2016)
    a_checked_bloc(2017, before=before.pact.bloc)
    assert [bloc.season.starts_on for bloc in Signals(before).blocs] == [date(2016, 1, 1)]
