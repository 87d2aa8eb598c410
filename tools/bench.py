"""`make bench`: how long the board and scoring take, as ratios to a bare page and to raw SQL of the same run.

The times themselves belong to the machine; the ratios are what can be compared. Everything happens in a database of its
own that is thrown away. BENCH_ROUNDS sets how often each thing is measured (the middle value counts).
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def begin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="bench-")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("collectstatic", verbosity=0, interactive=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)


def middle(runs: dict) -> dict[str, float]:
    """Milliseconds by name: every thing is measured in turn, round after round, so that a busy moment hits them all."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _round in range(ROUNDS):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def raw(statement: str, *values):
    from django.db import connection

    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    return run


def a_reader(user):
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client


def marks_of(table) -> str:
    sheets = ",".join(str(pk) for pk in table.sheets.values_list("pk", flat=True))
    return f"SELECT id, criterion_id, stage_id, points, value, reason FROM reports_mark WHERE sheet_id IN ({sheets})"


def of_one_bloc() -> dict[str, float]:
    from django.urls import reverse

    from blocs.models import Role
    from reports.logic.reckoning import reckon
    from reports.scored import board_of
    from tests.make import a_user
    from tests.thousand import a_thousand_points

    table = a_thousand_points(13, marked=1)
    sheet = table.sheets.order_by("order").first()
    sheet.stage = table.stages.get(kind="self")
    sheet.save()
    reporter = a_reader(a_user(Role.REPORTER, at=sheet.unit))
    address = reverse("reports:sheet_detail", args=[sheet.pk])
    assert reporter.get(address).status_code == 200
    saving = a_saver(reporter, sheet)
    scoring = board_of(table).scoring
    rows = marks_of(table)
    own = "SELECT id, criterion_id, points, value, reason FROM reports_mark WHERE sheet_id = %s"
    return middle(
        {
            "bare page": lambda: reporter.get(reverse("reports:reporting_list")),
            "sheet of 176 criteria opens": lambda: reporter.get(address),
            "raw SQL, marks of the sheet": raw(own, sheet.pk),
            "20 cells saved": saving,
            "raw SQL, 20 rows written": a_writer(sheet),
            "whole bloc gathered and reckoned": lambda: board_of(table).standings,
            "whole bloc reckoned, logic alone": lambda: reckon(scoring),
            "raw SQL, marks of the bloc": raw(rows),
        }
    )


def a_saver(client, sheet):
    """Posts 20 cells that change every time."""
    from django.urls import reverse

    from reports.models import Mark

    address = reverse("reports:sheet_save", args=[sheet.pk])
    turn = iter(range(10**6))

    def save():
        marks = Mark.objects.filter(sheet=sheet, criterion__formula="by_hand").order_by("pk")[:20]
        points = ["0", "0,5"][next(turn) % 2]
        cells = [
            {"criterion": m.criterion_id, "given": points, "reason": m.reason, "revision": m.revision} for m in marks
        ]
        answer = client.post(
            address, json.dumps({"stage": sheet.stage_id, "cells": cells}), content_type="application/json"
        )
        assert answer.status_code == 200, answer.content[:300]

    return save


def a_writer(sheet):
    from django.db import connection, transaction

    from reports.models import Mark

    pks = list(Mark.objects.filter(sheet=sheet).values_list("pk", flat=True)[:20])

    def write():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE reports_mark SET needs_review = needs_review WHERE id = %s", [[pk] for pk in pks]
            )

    return write


def of_a_province() -> dict[str, float]:
    """15 blocs, 106 units, 176 criteria each: 18.656 counting marks prepared, then published in one job."""
    from blocs.models import Job, Role
    from reports.actions.releasing import carry_out
    from reports.actions.results import prepare_result
    from tests.make import a_bloc, a_season, a_user
    from tests.thousand import a_thousand_points

    season, author, releaser = a_season(2019), a_user(Role.ADMIN), a_user(Role.ADMIN)
    tables = [a_thousand_points(bloc=a_bloc(7 if n else 8, year=2019), marked=1, closed=True) for n in range(15)]
    start = time.perf_counter()
    results = [prepare_result(table, "ranking", by=author) for table in tables]
    prepared = (time.perf_counter() - start) * 1000
    job = Job.objects.create(name=f"{season}", total=len(results), made_by=releaser)
    start = time.perf_counter()
    carry_out(job, [result.pk for result in results])
    released = (time.perf_counter() - start) * 1000
    job.refresh_from_db()
    assert (job.done, job.notes) == (15, []), job.notes
    start = time.perf_counter()
    for table in tables:
        raw(marks_of(table))()
    read = (time.perf_counter() - start) * 1000
    return {"province prepared": prepared, "province published in one job": released, "raw SQL, all marks": read}


def of_a_board() -> dict[str, float]:
    """The commander's board of five seasons × 13 units × 60 pledges: at most 500 ms are promised."""
    from django.urls import reverse

    from blocs.models import Role
    from tests.five_seasons import a_deep_bloc
    from tests.make import a_user, members_of

    bloc = a_deep_bloc()
    commander = a_reader(a_user(Role.COMMANDER, at=members_of(bloc)[0]))
    named = f"?khoi={bloc.pk}"
    pages = {"board, 13 units × 60 pledges": "board", "board as one page of paper": "board_brief"}
    pages |= {"a pledge through five seasons": "board_explore"}
    runs = {name: _opening(commander, reverse(f"reports:{page}") + named) for name, page in pages.items()}
    return middle(runs | {"bare page of a commander": _opening(commander, reverse("reports:reporting_list"))})


def _opening(client, address: str):
    def run():
        assert client.get(address).status_code == 200

    return run


RATIOS = [
    ("board, 13 units × 60 pledges", "bare page of a commander"),
    ("board as one page of paper", "bare page of a commander"),
    ("a pledge through five seasons", "bare page of a commander"),
    ("sheet of 176 criteria opens", "bare page"),
    ("sheet of 176 criteria opens", "raw SQL, marks of the sheet"),
    ("20 cells saved", "bare page"),
    ("20 cells saved", "raw SQL, 20 rows written"),
    ("whole bloc gathered and reckoned", "raw SQL, marks of the bloc"),
    ("whole bloc reckoned, logic alone", "raw SQL, marks of the bloc"),
    ("province published in one job", "raw SQL, all marks"),
]


def main() -> None:
    begin()
    from django.db import connection

    found = of_a_board() | of_one_bloc() | of_a_province()
    print(f"{connection.vendor}, {ROUNDS} rounds, middle values in milliseconds")
    for name, taken in found.items():
        print(f"  {name:<40}{taken:>10.1f}")
    print("ratios in this run")
    for name, reference in RATIOS:
        print(f"  {name:<40}{found[name] / found[reference]:>10.1f} x {reference}")
    connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
