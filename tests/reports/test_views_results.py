"""The pages of results: who prepares, reads, releases; what the public sees in each mode, and what it never sees."""

import json

import pytest
from django.urls import reverse

from blocs.models import Event, Job, Role
from reports.actions.results import release_result
from reports.models import Honour, Result
from tests.make import a_bloc, a_season, a_series, a_title, a_unit, a_user, members_of, the_cast
from tests.make_results import a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db
DIGITS = ("69,09", "50,45", "31,82", "55,5", ">76<", ">35<")
"""Points and per cents of the three units of the small table; no page of a closed mode may hold one of them."""


def a_public_table(**facts):
    return a_scored_table(bloc=a_bloc(3, release="public"), **facts)


def public_address(result: Result, name: str = "public_result", *more) -> str:
    return reverse(name, args=[result.bloc.series.slug, result.bloc.season.slug, *more])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *[("admin", 200), ("standing", 200), ("secretary", 200), ("head_commander", 403), ("commander", 403)],
        *[("reporter", 403), ("stranger", 404)],
    ],
)
def test_who_prepares(client, who, status):
    table = a_scored_table()
    client.force_login(the_cast(table.pact.bloc)[who])
    address = reverse("reports:result_prepare", args=[table.pk])
    assert client.get(address).status_code == status
    assert client.post(address, {"mode": "ranking"}).status_code == (302 if status == 200 else status)
    assert Result.objects.count() == (1 if status == 200 else 0)


def test_the_preview_shows_what_hinders_and_takes_no_press(client):
    table = a_scored_table(closed=False)
    client.force_login(a_user(Role.ADMIN))
    page = client.get(reverse("reports:result_prepare", args=[table.pk])).content.decode()
    assert 'data-testid="obstacles"' in page and 'data-testid="prepare"' not in page


@pytest.mark.parametrize(
    ("who", "draft", "published"),
    [
        *[("standing", 200, 200), ("secretary", 200, 200), ("head_commander", 200, 200)],
        *[("commander", 403, 200), ("reporter", 403, 200), ("stranger", 404, 404)],
    ],
)
def test_members_read_a_result_only_when_it_is_published(client, who, draft, published):
    result = a_result()
    client.force_login(the_cast(result.bloc)[who])
    for name in ("result_detail", "result_csv", "result_preview"):
        assert client.get(reverse(f"reports:{name}", args=[result.pk])).status_code == draft
    release_result(result, by=a_user(Role.ADMIN))
    for name in ("result_detail", "result_csv", "result_preview"):
        assert client.get(reverse(f"reports:{name}", args=[result.pk])).status_code == published


@pytest.mark.parametrize(
    ("who", "status"), [("standing", 200), ("head_commander", 200), ("secretary", 200), ("commander", 403)]
)
def test_who_takes_the_package_and_that_it_is_logged(client, who, status):
    result = a_published_result()
    client.force_login(the_cast(result.bloc)[who])
    answer = client.get(reverse("reports:result_package", args=[result.pk]))
    assert answer.status_code == status
    assert Event.objects.filter(verb="reports.download_package").count() == (status == 200)
    if status == 200:
        assert answer.content.decode() == result.package
        assert json.loads(answer.content)["form"] == "giao-uoc/result/1"


@pytest.mark.parametrize(("who", "status"), [("standing", 302), ("head_commander", 302), ("secretary", 403)])
def test_who_releases(client, who, status):
    result = a_result()
    client.force_login(the_cast(result.bloc)[who])
    said = {"mode": result.mode, "revision": result.revision}
    assert client.post(reverse("reports:approval_release", args=[result.pk]), said).status_code == status


def test_the_author_has_no_way_to_release(client):
    by = a_user(Role.ADMIN)
    result = a_result(by=by)
    client.force_login(by)
    said = {"mode": result.mode, "revision": result.revision}
    assert client.post(reverse("reports:approval_release", args=[result.pk]), said).status_code == 403
    assert Result.objects.get().state == "draft"


# --- What the public sees -------------------------------------------------------------------------


def test_the_public_finds_nothing_before_the_release(client):
    result = a_result(a_public_table())
    for address in (
        public_address(result),
        public_address(result, "public_result_revision", 1),
        public_address(result, "public_result_csv"),
        reverse("public_results", args=["2017"]),
    ):
        assert client.get(address).status_code == 404


def test_nor_while_the_season_page_is_closed(client):
    result = a_published_result(a_scored_table())
    assert client.get(public_address(result)).status_code == 404


def test_the_full_ranking_shows_points_and_says_how_they_came_about(client):
    result = a_published_result(a_public_table())
    page = client.get(public_address(result)).content.decode()
    assert [digit for digit in DIGITS if digit not in page] == []
    assert 'data-testid="method"' in page and result.digest in page
    assert page.count("<h1") == 1 and len(page.encode()) < 60_000


def test_the_season_page_and_the_list_lead_to_it(client):
    result = a_published_result(a_public_table())
    for address in (public_address(result, "public_season"), reverse("public_results", args=["2017"])):
        assert public_address(result) in client.get(address).content.decode()


@pytest.mark.parametrize("mode", ["classes", "honours"])
def test_a_closed_mode_holds_no_points_anywhere(client, mode):
    result = a_published_result(a_public_table(), mode)
    addresses = [
        public_address(result),
        public_address(result, "public_result_revision", 1),
        reverse("public_results", args=["2017"]),
        public_address(result, "public_season"),
    ]
    pages = [client.get(address) for address in addresses]
    csv = client.get(public_address(result, "public_result_csv"))
    assert csv.status_code == (200 if mode == "classes" else 404)
    texts = [page.content.decode() for page in pages] + ([csv.content.decode()] if csv.status_code == 200 else [])
    assert [(digit, text[:60]) for text in texts for digit in DIGITS if digit in text] == []
    assert all(f'"{row.percent}"' not in text for row in result.placings.all() for text in texts)


def test_groups_stand_in_the_order_of_the_bloc_not_of_points(client):
    one_class = [{"name": "Hoàn thành", "from": "0"}]
    result = a_published_result(a_public_table(classes=one_class), "classes")
    page = client.get(public_address(result)).content.decode().partition('data-testid="classes"')[2]
    names = [unit.name for unit in members_of(result.bloc)]  # the last has the most points
    assert sorted(names, key=page.index) == names


def test_honours_only_shows_what_is_public_already(client):
    result = a_published_result(a_public_table(), "honours")
    facts = {"bloc": result.bloc, "unit": members_of(result.bloc)[0], "status": "awarded"}
    Honour.objects.create(title=a_title("Cờ đã công khai"), release="public", **facts)
    Honour.objects.create(title=a_title("Cờ còn kín"), **facts)
    page = client.get(public_address(result)).content.decode()
    assert "Cờ đã công khai" in page and "Cờ còn kín" not in page
    assert 'data-testid="ranking"' not in page and 'data-testid="classes"' not in page


def test_equals_share_a_rank_and_the_next_is_skipped(client):
    from reports.models import Mark

    table = a_public_table()
    first, second, _third = table.sheets.all()
    for mark in Mark.objects.filter(sheet=first):
        other = Mark.objects.filter(sheet=second, criterion=mark.criterion, stage=mark.stage)
        other.update(points=mark.points, value=mark.value)
    table.pact.bloc.figures.filter(unit=second.unit).update(value=80)
    result = a_published_result(table)
    assert [row.rank for row in result.placings.all()] == [1, 2, 2]
    csv = client.get(public_address(result, "public_result_csv")).content.decode()
    assert csv.startswith("\ufeff") and ";76;110;69,09%;" in csv
    assert csv.count(";35;110;31,82%;") == 2


def test_a_row_adds_up_from_its_groups(client):
    result = a_published_result(a_public_table())
    lines = client.get(public_address(result, "public_result_csv")).content.decode().lstrip("\ufeff").splitlines()
    numbers = [[part.replace(",", ".") for part in line.split(";")] for line in lines[1:]]
    assert [sum(map(float, row[2:5])) for row in numbers] == [float(row[5]) for row in numbers]


def test_a_corrected_revision_shows_old_and_new(client):
    from reports.models import Mark

    table = a_public_table()
    a_published_result(table)
    for mark in Mark.objects.filter(sheet=table.sheets.first(), criterion__name="Mô hình mới"):
        mark.value = 4
        mark.save()
    second = a_published_result(table, correction_note="Bổ sung bốn mô hình bị bỏ sót.")
    page = client.get(public_address(second)).content.decode()
    assert "Bổ sung bốn mô hình bị bỏ sót." in page
    assert "<del>3 (35 " in page and "<ins>2 (75 " in page.replace("&nbsp;", " ")
    old = client.get(public_address(second, "public_result_revision", 1)).content.decode()
    assert "31,82%" in old and public_address(second) in old


def test_an_older_revision_never_shows_more_than_the_newest(client):
    table = a_public_table()
    a_published_result(table)
    second = a_published_result(table, "classes", correction_note="Chỉ công bố nhóm theo quy chế.")
    old = client.get(public_address(second, "public_result_revision", 1)).content.decode()
    assert [digit for digit in DIGITS if digit in old] == []


# --- A whole season at once -----------------------------------------------------------------------


def a_province(blocs: int = 3):
    organiser = a_unit("Công an tỉnh (minh họa)")
    return organiser, [a_scored_table(bloc=a_bloc(3, series=a_series(organiser=organiser))) for _ in range(blocs)]


def test_a_season_is_published_in_one_job_and_failures_are_named(client, django_capture_on_commit_callbacks):
    organiser, tables = a_province()
    standing = a_user(Role.STANDING, at=organiser)
    results = [a_result(table) for table in tables[:2]]
    own = a_result(tables[2], by=standing)
    client.force_login(standing)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("reports:results_release", args=[own.bloc.season_id]))
    job = Job.objects.get()
    assert answer.url == reverse("blocs:job_detail", args=[job.token])
    assert (job.state, job.done, job.total, len(job.notes)) == ("done", 3, 3, 1)
    assert set(Result.objects.published()) == set(results)
    page = client.get(answer.url).content.decode()
    assert str(own) in page.replace("&amp;", "&") and "<progress" in page
    line = Event.objects.get(verb="reports.release_results")
    assert (line.facts["released"], line.facts["failed"]) == (2, [str(own)])


def test_a_job_is_seen_by_its_owner_and_administrators_only(client):
    job = Job.objects.create(name="Công bố", made_by=a_user(), total=3)
    address = reverse("blocs:job_detail", args=[job.token])
    for user, status in ((job.made_by, 200), (a_user(Role.ADMIN), 200), (a_user(), 404)):
        client.force_login(user)
        assert client.get(address).status_code == status


@pytest.mark.parametrize(("who", "status"), [("standing", 302), ("head_commander", 403), ("secretary", 403)])
def test_only_the_standing_body_publishes_a_season(client, who, status):
    result = a_result()
    client.force_login(the_cast(result.bloc)[who])
    assert client.post(reverse("reports:results_release", args=[a_season().pk])).status_code == status


def test_nothing_prepared_is_said_and_no_job_is_made(client):
    client.force_login(a_user(Role.ADMIN))
    client.post(reverse("reports:results_release", args=[a_season().pk]))
    assert Job.objects.count() == 0


def test_a_line_leads_the_bloc_to_its_reasons_and_the_public_nowhere(client):
    result = a_published_result(a_public_table())
    address = reverse("reports:why_rank", args=[result.table.sheets.first().pk])
    assert address not in client.get(public_address(result)).content.decode()
    client.force_login(the_cast(result.bloc)["commander"])
    assert address in client.get(result.get_absolute_url()).content.decode()


def test_the_map_of_the_site_names_published_results(client):
    table = a_public_table()
    address = reverse("public_result", args=[table.pact.bloc.series.slug, "2017"])
    assert address not in client.get(reverse("sitemap")).content.decode()
    a_published_result(table)
    assert address in client.get(reverse("sitemap")).content.decode()


def test_scoring_leads_to_the_result(client):
    table = a_scored_table()
    client.force_login(a_user(Role.ADMIN))
    page = client.get(reverse("reports:scoring_detail", args=[table.pk])).content.decode()
    assert reverse("reports:result_prepare", args=[table.pk]) in page
