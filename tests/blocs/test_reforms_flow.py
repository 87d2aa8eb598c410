"""Reorganisations from a file and on their pages; the fifteen blocs of Quảng Trị before and after a merger."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.actions import imports, reforms
from blocs.actions.renewal import propose_renewal
from blocs.intake import KINDS
from blocs.intake_reforms import WORDS
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Step
from blocs.models import Bloc, Event, Headship, Import, Membership, Reform, Role, Series, Succession, Unit, User
from tests.blocs.excel.books import a_book
from tests.blocs.test_reforms import dump
from tests.make import a_bloc, a_season, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db
HEADS = ["Việc", "Đơn vị cũ", "Đơn vị mới", "Cấp trên mới", "Khối mới", "Ngày", "Số quyết định", "Ghi chú"]
DAY = "01/07/2017"


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


@pytest.fixture
def browser(admin):
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sent(browser, done, *lines) -> Import:
    file = SimpleUploadedFile("sap-xep.xlsx", a_book(HEADS, *lines).getvalue())
    with done():
        answer = browser.post(reverse("blocs:import_new", args=["reforms"]), {"file": file, "is_no_secret": "on"})
    assert answer.status_code == 302
    return Import.objects.latest("pk")


def line(act, old="", new="", parent="", bloc="", on=DAY):
    return [act, old, new, parent, bloc, on, "100/QĐ", ""]


def sentences(taken):
    return " ".join(sentence for row in taken.preview for _cell, sentence in row["problems"])


def test_a_file_is_one_operation_shown_taken_over_and_taken_back(browser, done, admin):
    bloc, other = a_bloc(6), a_bloc(3)
    a, b, c, d, e, _f = members_of(bloc)
    before = dump()
    taken = sent(
        browser,
        done,
        line("sáp nhập", a.name, "Phòng mới"),
        line("sáp nhập", b.name, "Phòng mới"),
        line("đổi tên", c.name, "Tên mới"),
        line("chia tách", d.name, "Một; Hai"),
        line("chuyển khối", e.name, bloc=other.name),
        line("lập mới", "", "Đội mới", "Phòng mới"),
    )
    assert taken.state == "ready" and taken.counts["new"] == 6, taken.preview
    assert any("Phòng mới" in str(row["differences"]) for row in taken.preview)
    taken = imports.confirm(taken, by=admin)
    reform = Reform.objects.get()
    assert reform.is_applied and len(reform.steps) == 6
    assert sorted(unit.name for unit in Unit.objects.filter(from_on=date(2017, 7, 1))) == sorted(
        ["Phòng mới", "Một", "Hai", "Đội mới"]
    )
    assert Unit.objects.get(name="Đội mới").parent.name == "Phòng mới"
    imports.undo(taken, by=admin)
    assert dump() == before and Reform.objects.get().state == "undone"


def test_wrong_lines_are_told_where_they_stand(browser, done):
    a, b, c = members_of(a_bloc(3))
    taken = sent(browser, done, line("sáp nhập", a.name, b.name), line("sáp nhập", a.name, c.name))
    assert taken.counts["wrong"] == 1 and a.name in sentences(taken)
    taken = sent(browser, done, line("sáp nhập", "Không có", b.name), line("bay", a.name, on="02/07/2017"))
    assert taken.counts["wrong"] == 2
    taken = sent(browser, done, line("sáp nhập", a.name, c.name), line("sáp nhập", b.name, c.name))
    assert "1" in sentences(taken) and taken.counts["wrong"] == 1


def test_thousands_of_communes_take_as_many_queries_as_a_few(browser, done, admin):
    counts = []
    for number in (3, 300):
        province = a_unit(f"Công an tỉnh {number}")
        rows = [
            Unit(name=f"Công an xã {number} {n}", slug=f"xa-{number}-{n}", parent=province) for n in range(2 * number)
        ]
        Unit.objects.bulk_create(rows)
        for unit in Unit.objects.filter(parent=province):
            unit.save(update_fields=["path"])
        steps = [
            Step(Act.MERGE, (one.pk, two.pk), (f"Công an xã mới {number} {n}",))
            for n, (one, two) in enumerate(zip(rows[::2], rows[1::2], strict=True))
        ]
        reform = reforms.prepare(Reform(title="Xã", on=date(2017, 7, 1)), by=admin, steps=steps)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            reform = reforms.carry_out(reform, by=admin)
        counts.append(len(asked))
        assert Succession.objects.filter(after__name__startswith=f"Công an xã mới {number} ").count() == 2 * number
    assert counts[1] - counts[0] <= 594 / 10  # two hundred rows at a time, fewer where SQLite takes no more


def test_pages_lead_from_steps_to_what_they_do_and_back(browser):
    bloc = a_bloc(4)
    a, b, c, _d = members_of(bloc)
    facts = {"title": "Sắp xếp năm 2017", "decision_number": "100/QĐ", "on": DAY, "note": ""}
    answer = browser.post(reverse("blocs:reform_add"), facts)
    reform = Reform.objects.get()
    assert answer["Location"] == reform.get_absolute_url()
    add = reverse("blocs:reform_step_add", args=[reform.pk, "merge"])
    assert browser.get(add).status_code == 200
    assert browser.post(add, {"units": [a.pk, b.pk], "new_names": "Phòng mới"}).status_code == 302
    wrong = browser.post(add, {"units": [a.pk], "existing": [c.pk]})
    assert wrong.status_code == 200 and a.name in wrong.content.decode()
    page = browser.get(reform.get_absolute_url()).content.decode()
    assert 'data-testid="carry-out"' in page and 'data-testid="effects"' in page and "Phòng mới" in page
    reform.refresh_from_db()
    browser.post(reverse("blocs:reform_carry_out", args=[reform.pk]), {"revision": reform.revision - 1})
    assert Reform.objects.get().is_draft
    browser.post(reverse("blocs:reform_carry_out", args=[reform.pk]), {"revision": reform.revision})
    assert (
        Reform.objects.get().is_applied
        and 'data-testid="undo"' in browser.get(reform.get_absolute_url()).content.decode()
    )
    new = Unit.objects.get(name="Phòng mới")
    seen = browser.get(new.get_absolute_url()).content.decode()
    assert a.name in seen and str(bloc.name) in seen
    browser.post(reverse("blocs:reform_undo", args=[reform.pk]))
    assert Reform.objects.get().state == "undone" and not Unit.objects.filter(name="Phòng mới").exists()
    assert browser.get(reverse("blocs:reform_list")).status_code == 200


def test_only_administrators_reorganise(client):
    bloc = a_bloc(3)
    reform = Reform.objects.create(title="x", on=date(2017, 7, 1))
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    assert client.get(reverse("blocs:reform_list")).status_code == 403
    assert client.get(reform.get_absolute_url()).status_code == 404
    assert client.post(reverse("blocs:reform_carry_out", args=[reform.pk])).status_code == 404
    assert not KINDS["reforms"].offers(User.objects.latest("pk")) and set(WORDS) == set(Act)


def test_renewal_after_a_reorganisation_proposes_the_successors():
    bloc = a_bloc(4)
    a, b, c, d = members_of(bloc)
    admin = a_user(Role.ADMIN)
    steps = [Step(Act.MERGE, (a.pk, b.pk), ("Phòng mới",))]
    reforms.carry_out(reforms.prepare(Reform(title="x", on=date(2017, 7, 1)), by=admin, steps=steps), by=admin)
    renewal = propose_renewal(bloc, a_season(2018))
    assert [unit.name for unit in renewal.units] == ["Phòng mới", c.name, d.name]


def test_old_addresses_keep_the_members_of_their_year():
    """A unit that goes to another bloc next year: last year's bloc still shows it, this year's does not."""
    bloc, other = a_bloc(4, year=2016), a_bloc(3)
    later = Bloc.objects.create(series=bloc.series, season=a_season(2017), name=bloc.name, previous=bloc)
    for order, unit in enumerate(members_of(bloc), start=1):
        Membership.objects.create(bloc=later, unit=unit, order=order)
    moved, admin = members_of(bloc)[3], a_user(Role.ADMIN)
    Series.objects.filter(pk=other.series_id).update(organiser=bloc.series.organiser)
    steps = [Step(Act.TRANSFER, (moved.pk,), bloc=other.pk)]
    reforms.carry_out(reforms.prepare(Reform(title="x", on=date(2017, 1, 1)), by=admin, steps=steps), by=admin)
    assert bloc.memberships.on(date(2016, 12, 31)).filter(unit=moved).exists()
    assert bloc.memberships.get(unit=moved).until_on is None
    assert not later.memberships.on(date(2017, 1, 1)).filter(unit=moved).exists()
    assert other.memberships.on(date(2017, 12, 31)).filter(unit=moved).exists()


# --- Quảng Trị, case 51: 15 blocs, 106 units -----------------------------------------------------

SIZES = {"223": 8, "224": 5, "225": 7, "226": 7}
HEADED = {"223": ("PA04", "PA05"), "224": ("PC03", "PC04"), "225": ("PC07", "PC08"), "226": ("PX01", "PH10")}
OF_THE_ROOMS = {
    "223": ["PA01", "PA02", "PA03", "PA04", "PA05", "PA06", "PA08", "PA09"],
    "224": ["PC01", "PC02", "PC03", "PC04", "PC09"],
    "225": ["PC06", "PC07", "PC08", "PC10", "PC11A", "PC11B", "PK02"],
    "226": ["PV01", "PV06", "PX01", "PX03", "PX05", "PX06", "PH10"],
}


def quang_tri():
    """As the source counts it; the names of communes are not given, so they are numbers (illustrative)."""
    case = next(case for case in json.loads(Path("tests/data/cases.json").read_text()) if case["case_id"] == 51)
    province = a_unit("Công an tỉnh Quảng Trị")
    season = a_season(2025)
    communes = iter(range(1, case["unit_count"] - sum(SIZES.values()) + 1))
    for code in [*SIZES, *map(str, range(342, 353))]:
        names = OF_THE_ROOMS.get(code) or [
            f"Xã minh họa {next(communes)}" for _ in range(8 if code in ("342", "343") else 7)
        ]
        series = Series.objects.create(name=f"Cụm {code}", slug=f"cum-{code}", organiser=province)
        bloc = Bloc.objects.create(series=series, season=season, name=f"Cụm {code}", code=code)
        units = [a_unit(name, parent=province, code=name if code in SIZES else "") for name in names]
        for order, unit in enumerate(units, start=1):
            Membership.objects.create(bloc=bloc, unit=unit, order=order)
        named = {unit.name: unit for unit in units}
        head, deputy = HEADED.get(code, (names[0], names[1]))
        Headship.objects.create(bloc=bloc, unit=named[head], part="head")
        Headship.objects.create(bloc=bloc, unit=named[deputy], part="deputy")
    return case, Bloc.objects.filter(season=season)


def test_quang_tri_stands_before_and_after_a_merger(browser, done, admin):
    case, blocs = quang_tri()
    assert "15" in case["bloc_name"] and blocs.count() == 15
    assert Membership.objects.filter(bloc__in=blocs).count() == case["unit_count"] == 106
    before = dump()
    taken = sent(
        browser,
        done,
        line("sáp nhập", "PC11A; PC11B", "PC11", on="01/09/2025"),
        line("sáp nhập", "PA04", "PA05", on="01/09/2025"),
        line("sáp nhập", "Xã minh họa 1; Xã minh họa 2", "Xã minh họa A", on="01/09/2025"),
    )
    assert taken.state == "ready" and not taken.counts.get("wrong"), taken.preview
    taken = imports.confirm(taken, by=admin)
    day = date(2025, 9, 1)
    assert Membership.objects.on(day).filter(bloc__in=blocs).count() == 106 - 3
    assert Membership.objects.on(date(2025, 8, 31)).filter(bloc__in=blocs).count() == 106
    assert blocs.count() == 15 and not [bloc for bloc in blocs if bloc.memberships.on(day).count() < 2]
    head = Headship.objects.on(day).get(bloc__code="223", part="head")
    assert head.unit.name == "PA05"
    assert Event.objects.filter(verb="blocs.carry_out_reform").count() == 1
    imports.undo(taken, by=admin)
    assert dump() == before
    with pytest.raises(Refused):
        imports.undo(taken, by=admin)


def test_the_reform_of_july_2025_is_one_file(browser, done, admin):
    """Two provinces become one, districts end with their bloc, communes are merged and hang under the province."""
    one, two = a_unit("Công an tỉnh Một"), a_unit("Công an tỉnh Hai")
    series = Series.objects.create(name="Cụm huyện", slug="cum-huyen", organiser=one)
    bloc = Bloc.objects.create(series=series, season=a_season(2025), name="Cụm huyện")
    districts = [a_unit(f"Công an huyện {n}", parent=parent) for n, parent in enumerate([one, one, two], start=1)]
    for order, unit in enumerate(districts, start=1):
        Membership.objects.create(bloc=bloc, unit=unit, order=order)
    communes = [a_unit(f"Công an xã {n}", parent=districts[n % 3]) for n in range(6)]
    before = dump()
    day = {"on": "01/07/2025"}
    taken = sent(
        browser,
        done,
        line("sáp nhập", two.name, one.name, **day),
        *[line("giải thể", unit.name, **day) for unit in districts],
        line("sáp nhập", f"{communes[0].name}; {communes[1].name}", "Xã mới A", one.name, **day),
        line("sáp nhập", f"{communes[2].name}; {communes[3].name}", "Xã mới B", one.name, **day),
        line("chuyển cấp trên", communes[4].name, parent=one.name, **day),
        line("chuyển cấp trên", communes[5].name, parent=one.name, **day),
    )
    assert not taken.counts.get("wrong"), sentences(taken)
    taken = imports.confirm(taken, by=admin)
    july = date(2025, 7, 1)
    alive = Unit.objects.on(july).filter(path__startswith=one.path).exclude(pk=one.pk)
    assert alive.count() == 4 and {unit.parent_id for unit in alive} == {one.pk}
    assert not bloc.memberships.on(july).exists() and bloc.memberships.on(date(2025, 6, 30)).count() == 3
    assert any("Cụm huyện" in sentence for _heading, sentence in Reform.objects.get().told)
    assert Unit.objects.get(pk=communes[4].pk).as_on(date(2025, 6, 30)).parent_id == communes[4].parent_id
    imports.undo(taken, by=admin)
    assert dump() == before


def test_a_district_that_ends_must_say_where_its_communes_go(browser, done):
    district = a_unit("Công an huyện", parent=a_unit("Công an tỉnh"))
    commune = a_unit("Công an xã", parent=district)
    taken = sent(browser, done, line("giải thể", district.name))
    assert taken.counts["wrong"] == 1 and commune.name in sentences(taken)
