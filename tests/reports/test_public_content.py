"""What the pages of a bloc, a season, a ceremony and a unit tell."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Bloc, FormerAddress, Headship, Membership, Rank, Succession, UnitPast
from pacts.models import AgendaItem, Ceremony, Contribution, OwnTarget, Pledge, Signature
from reports.models import Figure, Honour
from tests.make import a_bloc, a_leader, a_phase, a_season, a_title, a_unit, members_of, the_cast
from tests.reports.a_bloc_year import a_year, pages, season_url, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return a_year(release="public")


# --- bloc ----------------------------------------------------------------------------


def test_units_stand_in_precedence_order_or_by_name(client, year):
    unit = members_of(year.bloc)[-1]
    unit.name = "Ban Tham mưu"
    unit.save()
    address = pages(year)["bloc"]
    names = [
        name
        for name in re.findall(r'href="/don-vi/[^"]+">([^<]+)</a>', text(client, address))
        if name != str(year.bloc.series.organiser)
    ]
    assert names == [*(f"Đơn vị {n:02}" for n in range(1, 13)), "Ban Tham mưu"]
    sorted_names = re.findall(
        r'<li>\s*<a href="/don-vi/[^"]+">([^<]+)</a>', text(client, address, **{"sap-xep": "ten"})
    )
    assert sorted_names[0] == "Ban Tham mưu" and len(sorted_names) == 13


def test_an_old_address_leads_to_the_new_one(client, year):
    FormerAddress.objects.create(series=year.bloc.series, slug="khoi-cu")
    moved = client.get("/khoi/khoi-cu/")
    assert (moved.status_code, moved["Location"]) == (301, pages(year)["bloc"])
    assert client.get(f"/khoi/khoi-cu/{year.bloc.season.slug}/").status_code == 301


def test_a_stranger_sees_only_the_public_seasons_of_a_bloc(client, year):
    hidden = Bloc.objects.create(series=year.bloc.series, season=a_season(2018), name="Tên năm sau")
    assert "Tên năm sau" not in text(client, pages(year)["bloc"])
    assert client.get(pages(year)["bloc"], {"nam": "2018"}).status_code == 404
    client.force_login(the_cast(hidden_bloc(hidden))["secretary"])
    assert "Tên năm sau" in text(client, pages(year)["bloc"])


def hidden_bloc(bloc):
    for n in range(2):
        Membership.objects.create(bloc=bloc, unit=a_unit(parent=bloc.series.organiser), order=n + 1)
    return bloc


def test_a_merged_unit_says_into_what_and_from_when(client, year):
    unit, other = members_of(year.bloc)[:2]
    Succession.objects.create(before=unit, after=other, kind="merged", on=date(2017, 3, 1))
    page = text(client, pages(year)["bloc"])
    assert "01/03/2017" in page


def test_a_stated_count_stands_without_names(client):
    bloc = a_bloc(0, release="public", stated_unit_count=9)
    page = text(client, season_url(bloc))
    assert _("%(shown)s units (the source gives no names)") % {"shown": "09"} in page


# --- season --------------------------------------------------------------------------


def test_the_season_tells_pact_pledges_digest_source_and_remarks(client, year):
    pledge = Pledge.objects.get(name="Khám phá án hình sự")
    OwnTarget.objects.create(pledge=pledge, membership=year.bloc.memberships.first(), target=95)
    page = text(client, pages(year)["season"])
    for words in (
        "Phòng, chống tội phạm", "Oan sai", "không để xảy ra", "≥ 90%", "≥ 95%", "Quản lý cán bộ", "Vì An ninh Tổ quốc",
        "a" * 64, "Báo điện tử, 15/02/2017", "Tỉnh không được nêu tên", "92,02%",
        _("the source cannot be looked up as it is written"), _("inferred, not stated by the source"),
        _("name not given by the source"),
    ):  # fmt: skip
        assert words in page, words
    assert page.count('data-testid="pledge"') == Pledge.objects.filter(pact=year.pact).count()
    assert page.count('aria-current="step"') == 1


def test_a_pact_that_is_not_sealed_is_not_shown(client, year):
    type(year.pact).objects.update(state="open", sealed_at=None, digest="")
    assert "Oan sai" not in text(client, pages(year)["season"])


def test_heads_say_how_they_were_chosen(client, year):
    Headship.objects.create(
        bloc=year.bloc, unit=members_of(year.bloc)[0], part="head", chosen="assigned", note="Bộ giao"
    )
    page = text(client, pages(year)["season"])
    assert _("assigned by the superior") in page and "Bộ giao" in page


def test_honours_show_when_released(client, year):
    facts = {"bloc": year.bloc, "title": a_title("Cờ thi đua của Bộ Công an"), "status": "proposed", "count": 2}
    honour = Honour.objects.create(**facts, authority="Bộ Công an", note="theo phiếu kín")
    assert "Cờ thi đua của Bộ Công an" not in text(client, pages(year)["season"])
    Honour.objects.filter(pk=honour.pk).update(release="public")
    page = text(client, pages(year)["season"])
    assert "Cờ thi đua của Bộ Công an: đề nghị 02" in page and "theo phiếu kín" in page


def test_the_yellow_bar_stands_on_illustrative_pages_only(client, year):
    assert "illustrative-bar" not in text(client, pages(year)["season"])
    Bloc.objects.filter(pk=year.bloc.pk).update(is_illustrative=True)
    for name in ("season", "figures", "bloc", "ceremony"):
        assert "illustrative-bar" in text(client, pages(year)[name])
    assert "illustrative-bar" not in text(client, "/")


# --- figures -------------------------------------------------------------------------


def test_figures_show_parts_target_and_change(client, year):
    pledge = Pledge.objects.get(name="Khám phá án hình sự")
    facts = {"bloc": year.bloc, "pledge": pledge, "phase": a_phase(year.bloc.season), "release": "public"}
    unit = members_of(year.bloc)[0]
    Figure.objects.create(**facts, numerator=29, denominator=31)
    Figure.objects.create(**facts, unit=unit, numerator=9, denominator=10)
    page = text(client, pages(year)["figures"])
    assert "93,55% (29/31)" in page and "≥ 90%" in page and "90% (9/10)" in page
    assert "90% (9/10)" in text(client, pages(year)["figures"], **{"don-vi": unit.slug})
    assert client.get(pages(year)["figures"], {"don-vi": "khong-co"}).status_code == 404


# --- ceremony ------------------------------------------------------------------------


def test_the_ceremony_tells_everything(client, year):
    AgendaItem.objects.create(
        ceremony=year.ceremony, title="Thông qua Quy chế", is_adoption=True, votes_for=12, votes_against=1
    )
    Contribution.objects.create(ceremony=year.ceremony, amount=20, measure="triệu đồng", purpose="xây nhà tình nghĩa")
    for order, unit in enumerate(members_of(year.bloc), start=1):
        at = timezone.make_aware(timezone.datetime(2017, 2, 15, 14, order))
        Signature.objects.create(
            pact=year.pact,
            ceremony=year.ceremony,
            unit=unit,
            unit_name=unit.name,
            name="Lê Văn Ký",
            rank="Thượng tá",
            order=order,
            signed_at=at,
        )
    page = text(client, pages(year)["ceremony"])
    assert (
        "đồng chí Đại tá\u00a0Nguyễn Văn Hai, Đại tá\u00a0Trần Thị Ba, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh" in page
    )
    for words in (
        "15/02/2017",
        "chiều",
        "Hội trường Công an tỉnh",
        "Thông qua Quy chế",
        "xây nhà tình nghĩa",
        "92,02%",
        "Oan sai",
        "Công bằng trong đánh giá",
        "14:13, 15/02/2017",
    ):
        assert words in page, words
    assert len(re.findall(r'<td class="order">', page)) == 13


def test_people_stand_by_rank_within_their_part(client, year):
    year.ceremony.attendees.create(name="Phạm Cao", rank="Thiếu tướng", order=9, part="directing")
    page = text(client, pages(year)["ceremony"])
    assert page.index("Phạm Cao") < page.index("Nguyễn Văn Hai")


@pytest.mark.parametrize(
    "facts, word",
    [
        ({"state": "planned"}, "Upcoming"),
        ({"state": "planned", "postponed_from": date(2017, 2, 10)}, "Postponed"),
        ({"state": "live"}, "Under way"),
        ({"state": "held"}, "Held"),
        ({"state": "cancelled"}, "Cancelled"),
    ],
)
def test_the_state_is_a_word(client, year, facts, word):
    Ceremony.objects.filter(pk=year.ceremony.pk).update(**facts)
    assert _(word) in text(client, pages(year)["ceremony"])


def test_nothing_is_signed_before_the_day(client, year):
    Signature.objects.create(
        pact=year.pact, ceremony=year.ceremony, unit=members_of(year.bloc)[0], unit_name="Đơn vị 01"
    )
    Ceremony.objects.filter(pk=year.ceremony.pk).update(state="planned")
    assert 'data-testid="signatures"' not in text(client, pages(year)["ceremony"])


def test_a_struck_signature_is_not_shown(client, year):
    facts = {"struck_at": timezone.now(), "struck_reason": "Ghi nhầm", "name": "Người Nhầm"}
    Signature.objects.create(pact=year.pact, ceremony=year.ceremony, unit=members_of(year.bloc)[0], **facts)
    assert "Người Nhầm" not in text(client, pages(year)["ceremony"])


# --- unit ----------------------------------------------------------------------------


def test_a_unit_shows_old_names_course_and_honours(client, year):
    unit = members_of(year.bloc)[0]
    UnitPast.objects.create(unit=unit, name="Tên cũ của đơn vị", until_on=date(2016, 12, 31))
    Honour.objects.create(
        bloc=year.bloc, title=a_title("Đơn vị quyết thắng"), status="awarded", unit=unit, release="public"
    )
    blocs = {2017: year.bloc}
    for number in (2015, 2016):
        season = a_season(number)
        blocs[number] = Bloc.objects.filter(series=year.bloc.series, season=season).first() or Bloc.objects.create(
            series=year.bloc.series, season=season, name="K"
        )
        Bloc.objects.filter(pk=blocs[number].pk).update(release="public")
    for number, value in [(2015, "88.10"), (2016, "90.77"), (2017, "92.02")]:
        facts = {
            "bloc": blocs[number],
            "phase": a_phase(blocs[number].season),
            "indicator": "Tỷ lệ khám phá",
            "measure": "%",
        }
        Figure.objects.create(unit=unit, value=value, release="public", **facts)
    page = text(client, reverse("public_unit", args=[unit.slug]))
    for words in (
        "Tên cũ của đơn vị",
        "2015–2017: 88,10% → 90,77% → 92,02%",
        "<svg",
        "Đơn vị quyết thắng: được tặng Đơn vị 01",
        "Năm 2015",
    ):
        assert words in page, words


def test_a_unit_names_who_leads_it_with_the_rank_of_today(client, year):
    unit, leader = members_of(year.bloc)[0], a_leader("Lê Văn Trưởng")
    leader.posts.create(unit=unit, name="Trưởng phòng", heads_unit=True)
    leader.ranks.create(rank=Rank.objects.get(slug="thuong-ta"))
    assert "Thượng tá\u00a0Lê Văn Trưởng, Trưởng phòng" in text(client, reverse("public_unit", args=[unit.slug]))


def test_a_unit_of_no_public_bloc_is_not_there(client):
    year = a_year()
    address = reverse("public_unit", args=[members_of(year.bloc)[0].slug])
    assert client.get(address).status_code == 404
    client.force_login(the_cast(year.bloc)["secretary"])
    assert 'data-testid="ribbon"' in text(client, address)
