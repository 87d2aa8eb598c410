"""Entering, checking, sending and returning figures on the pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from reports.models import Extension, Figure, Report, Reporting
from tests import make
from tests.reports.desks import REASON, a_desk, queries_of

pytestmark = pytest.mark.django_db


def entry_url(desk, unit="own"):
    which = {"own": desk.unit.pk, "bloc": "khoi"}.get(unit, unit)
    return f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi={which}"


def check_url(desk):
    return f"{reverse('reports:report_check')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}"


def typed(desk, *values, **more):
    rows = {f"p{pledge.pk}-value": value for pledge, value in zip(desk.pledges, values, strict=False)}
    return rows | {f"p{desk.pledge.pk}-{name}": value for name, value in more.items()}


ROLES = [
    ("secretary", 200, 200),
    ("reporter", 200, 403),
    ("commander", 200, 403),
    ("admin", 200, 200),
    ("neighbour", 403, 403),
    ("standing", 403, 403),
    ("stranger", 404, 404),
]


@pytest.mark.parametrize(("role", "of_unit", "of_bloc"), ROLES)
def test_who_enters_whose_figures(client, role, of_unit, of_bloc):
    desk = a_desk()
    others = {
        "admin": lambda: make.a_user(Role.ADMIN),
        "neighbour": lambda: make.a_user(Role.COMMANDER, at=desk.others[0]),
        "standing": lambda: make.a_user(Role.STANDING, at=desk.bloc.series.organiser),
        "stranger": lambda: make.a_user(Role.SECRETARY, at=make.a_bloc()),
    }
    client.force_login(others[role]() if role in others else getattr(desk, role))
    assert [client.get(entry_url(desk, which)).status_code for which in ("own", "bloc")] == [of_unit, of_bloc]
    posted = client.post(entry_url(desk), typed(desk, "90"))
    assert posted.status_code == {200: 302}.get(of_unit, of_unit)
    assert Figure.objects.exists() == (of_unit == 200)


@pytest.mark.parametrize("query", ["ky=x", "ky=999999", "ky=²", "ky={}&don_vi=x", "ky={}&don_vi=999999"])
def test_an_address_that_names_nothing_is_not_found(client, query):
    desk = a_desk()
    client.force_login(desk.secretary)
    assert client.get(f"{reverse('reports:figure_entry')}?{query.format(desk.reporting.pk)}").status_code == 404


def test_a_unit_of_another_bloc_is_not_found(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.secretary)
    assert client.get(entry_url(desk, other.unit.pk)).status_code == 404


def test_one_open_sheet_is_opened_at_once_and_several_are_offered(client):
    desk = a_desk()
    client.force_login(desk.reporter)
    assert client.get(reverse("reports:figure_entry")).url == entry_url(desk)
    client.force_login(make.a_user(Role.ADMIN))
    a_desk()
    assert len(client.get(reverse("reports:figure_entry")).context["desks"]) == 2
    client.force_login(make.a_user())
    assert client.get(reverse("reports:figure_entry")).context["desks"] == []


def test_the_secretary_enters_the_blocs_year_in_one_post(client):
    desk = a_desk(pledges=60)
    client.force_login(desk.secretary)
    data = typed(desk, *["92,02"] * 60)
    response = client.post(entry_url(desk, "bloc"), data)
    assert (response.status_code, response.url) == (302, entry_url(desk, "bloc"))
    assert set(Figure.objects.of_bloc().values_list("value", flat=True)) == {Decimal("92.02")}
    assert Figure.objects.count() == 60
    page = client.get(entry_url(desk, "bloc")).content.decode()
    assert "60/60" in page and page.count('value="92,02"') == 60


def test_typed_numbers_are_read_as_officers_write_them(client):
    desk = a_desk(pledges=1, kind="count", target=5, measure="mô hình")
    client.force_login(desk.reporter)
    client.post(entry_url(desk), typed(desk, "92.020"))
    assert Figure.objects.get().value == 92020


def test_wrong_rows_come_back_as_typed_beside_right_ones_that_are_saved(client):
    desk = a_desk(pledges=4)
    client.force_login(desk.reporter)
    response = client.post(entry_url(desk), typed(desk, "95", "101%", "abc", "92.020", note="sổ theo dõi"))
    page = response.content.decode()
    assert response.status_code == 200 and [f.value for f in Figure.objects.all()] == [95]
    assert Figure.objects.get().note == "sổ theo dõi"
    for raw in ["101%", "abc", "92.020"]:
        assert f'value="{raw}"' in page
    assert "1/4" in page and len(response.context["sheet"].wrong_rows) == 3
    for pledge in desk.pledges[1:]:
        assert f'href="#id_p{pledge.pk}-value"' in page
    again = {f"{row.prefix}-revision": row["revision"].value() or "" for row in response.context["sheet"].rows}
    assert client.post(entry_url(desk), again | typed(desk, "96", "91", "92", "93")).status_code == 302
    assert list(Figure.objects.order_by("pledge").values_list("value", flat=True)) == [96, 91, 92, 93]


def test_a_rate_by_its_parts_a_verdict_and_not_applicable(client):
    desk = a_desk(pledges=2)
    quality = make.a_pledge(desk.pact, kind="qualitative", target=None, measure="", order=9)
    client.force_login(desk.reporter)
    first, second = desk.pledges
    data = {
        f"p{first.pk}-numerator": "46",
        f"p{first.pk}-denominator": "50",
        f"p{second.pk}-is_not_applicable": "on",
        f"p{quality.pk}-value": "0",
        f"p{quality.pk}-statement": "còn hai việc chưa xong",
    }
    assert client.post(entry_url(desk), data).status_code == 302
    rows = Figure.objects.order_by("pledge").values_list(
        "value", "numerator", "denominator", "is_not_applicable", "statement"
    )
    assert list(rows) == [
        (None, 46, 50, False, ""),
        (None, None, None, True, ""),
        (0, None, None, False, "còn hai việc chưa xong"),
    ]
    assert 'value="0" selected' in client.get(entry_url(desk)).content.decode()


def test_both_values_are_shown_when_two_people_write_one_row(client):
    desk = a_desk()
    figure = make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase, value=Decimal("90"))
    figure.value = Decimal("93")
    figure.save()
    client.force_login(desk.reporter)
    response = client.post(entry_url(desk), typed(desk, "91", revision="1"))
    page = response.content.decode()
    assert 'value="91"' in page and "93%" in page and Figure.objects.get().value == 93
    assert client.post(entry_url(desk), typed(desk, "91", revision="2")).status_code == 302
    assert Figure.objects.get().value == 91


def test_a_removed_row_stays_empty_on_a_page_that_comes_back(client):
    desk = a_desk(pledges=2)
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    client.force_login(desk.reporter)
    response = client.post(entry_url(desk), typed(desk, "92,02", "abc", revision="1", remove="on"))
    assert response.status_code == 200 and not Figure.objects.exists()
    assert 'value="92,02"' not in response.content.decode()


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_sheet_that_is_not_open_is_read_only_and_refuses(client, state):
    desk = a_desk(state=state)
    client.force_login(desk.secretary)
    page = client.get(entry_url(desk)).content.decode()
    assert 'data-testid="shut"' in page and 'data-testid="sheet"' not in page
    response = client.post(entry_url(desk), typed(desk, "90"))
    assert response.context["sheet"].refusals != [] and not Figure.objects.exists()


def test_a_passed_deadline_is_told_and_an_extension_opens_the_sheet(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    desk = a_desk(due_on=yesterday)
    client.force_login(desk.reporter)
    assert yesterday.strftime("%d/%m/%Y") in " ".join(client.get(entry_url(desk)).context["shut"])
    Extension.objects.create(
        reporting=desk.reporting, unit=desk.unit, due_on=timezone.localdate(), reason=REASON, made_by="x"
    )
    assert client.get(entry_url(desk)).context["shut"] == []


def test_last_year_and_the_phase_before_stand_beside(client):
    before = make.a_bloc(2, year=2016)
    desk = a_desk(bloc=make.a_bloc(2, series=before.series, previous=before))
    old = make.a_pact(before).pledges.get()
    make.a_figure(old, desk.unit, value=Decimal("90.77"))
    desk.pledge.follows = old
    desk.pledge.save()
    half = make.a_phase(
        desk.bloc.season, "half", name="6 tháng", ends_on=desk.bloc.season.starts_on + timedelta(days=180)
    )
    make.a_reporting(desk.bloc, phase=half, state="closed")
    make.a_figure(desk.pledge, desk.unit, phase=half, value=Decimal("88.1"))
    client.force_login(desk.reporter)
    (section,) = client.get(entry_url(desk)).context["sections"]
    assert [(line.before, line.last) for line in section.lines] == [("88,1%", "90,77%")]


def test_check_keeps_the_words_and_only_the_commander_sends(client):
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    client.force_login(desk.reporter)
    assert client.post(check_url(desk), {"results": "Hoàn thành", "do": "save"}).status_code == 302
    assert client.post(check_url(desk), {"results": "Khác", "do": "send", "revision": "1"}).status_code == 403
    report = Report.objects.get()
    assert (report.state, report.results) == ("draft", "Hoàn thành")
    client.force_login(desk.commander)
    response = client.post(
        check_url(desk),
        {"results": "Hoàn thành", "limits": "Còn chậm", "do": "send", "revision": "1", "declared": "on"},
    )
    report.refresh_from_db()
    assert response.url == report.get_absolute_url()
    assert (report.state, report.limits, report.sent_by) == ("sent", "Còn chậm", str(desk.commander))
    assert client.get(check_url(desk)).url == report.get_absolute_url()


@pytest.mark.parametrize(
    ("role", "status"), [("secretary", 200), ("reporter", 200), ("neighbour", 403), ("stranger", 404)]
)
def test_who_checks_and_writes_the_words_of_a_unit(client, role, status):
    desk = a_desk()
    others = {
        "neighbour": lambda: make.a_user(Role.COMMANDER, at=desk.others[0]),
        "stranger": lambda: make.a_user(Role.SECRETARY, at=make.a_bloc()),
    }
    client.force_login(others[role]() if role in others else getattr(desk, role))
    assert client.get(check_url(desk)).status_code == status
    posted = client.post(check_url(desk), {"results": "Tốt", "do": "save"}).status_code
    assert (posted, Report.objects.exists()) == ({200: 302}.get(status, status), status == 200)


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_words_of_a_phase_that_is_not_open_are_refused_and_kept_on_the_page(client, state):
    desk = a_desk(state=state)
    client.force_login(desk.secretary)
    response = client.post(check_url(desk), {"results": "Nhiều chuyển biến", "do": "save"})
    assert "Nhiều chuyển biến" in response.content.decode() and not Report.objects.exists()


def test_a_refused_sending_loses_no_word(client):
    desk = a_desk()
    client.force_login(desk.commander)
    typed_words = {"results": "Nhiều chuyển biến", "do": "send", "declared": "on", "reason_rest": "Chưa có số liệu"}
    response = client.post(check_url(desk), typed_words)
    assert response.status_code == 200 and "Nhiều chuyển biến" in response.content.decode()
    assert len(response.context["form"].non_field_errors()) == 1 and not Report.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("secretary", 302), ("commander", 403), ("reporter", 403), ("stranger", 404)]
)
def test_who_returns_a_report(client, role, status):
    desk = a_desk()
    report = Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    user = make.a_user(Role.SECRETARY, at=make.a_bloc()) if role == "stranger" else getattr(desk, role)
    client.force_login(user)
    assert client.get(report.get_absolute_url()).status_code == (404 if role == "stranger" else 200)
    url = reverse("reports:report_return", args=[report.pk])
    assert client.get(url).status_code == 405
    assert client.post(url, {"reason": REASON}).status_code == status
    report.refresh_from_db()
    assert report.returned_reason == (REASON if status == 302 else "")


def test_a_return_without_a_reason_shows_the_form_again(client):
    desk = a_desk()
    report = Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    client.force_login(desk.secretary)
    response = client.post(reverse("reports:report_return", args=[report.pk]), {"reason": "ngắn"})
    assert response.status_code == 200 and "ngắn" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "sent"


def test_a_returned_report_tells_the_unit_why(client):
    desk = a_desk()
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="returned", returned_reason=REASON)
    client.force_login(desk.reporter)
    assert REASON in client.get(entry_url(desk)).content.decode()


def test_the_sheet_asks_the_same_number_of_questions_for_1_3_and_30_pledges(client):
    counts = set()
    for pledges in [1, 3, 30]:
        desk = a_desk(pledges=pledges)
        for pledge in desk.pledges:
            make.a_figure(pledge, desk.unit, phase=desk.reporting.phase)
        client.force_login(desk.reporter)
        counts.add(queries_of(client, entry_url(desk)))
    assert len(counts) == 1


def test_a_closed_phase_tells_who_locked_it(client):
    desk = a_desk(state="closed")
    Reporting.objects.filter(pk=desk.reporting.pk).update(closed_at=timezone.now(), closed_by="Thư ký Bình")
    client.force_login(desk.secretary)
    assert "Thư ký Bình" in client.get(entry_url(desk)).content.decode()
