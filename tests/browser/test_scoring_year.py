"""A year of scoring through the browser: thirteen units and their reviewers, from the criteria table to the rank."""

import json
import subprocess
import sys
from datetime import date

import pytest

from tests.browser import scoring_stages, scoring_table
from tests.browser.looks import look_at
from tests.browser.officers import Clerk
from tests.browser.scoring_bloc import TODAY, WHY, Bloc
from tests.sites import ROOT, a_site

PREPARE = "from tests.browser import unit_accounts; unit_accounts.make()"
DAYS_LATER = """
from datetime import date, timedelta
from pacts.models import CriteriaTable
CriteriaTable.objects.filter(appeals_until__gt=date.today()).update(appeals_from=date.today() - timedelta(days=9),
                                                               appeals_until=date.today() - timedelta(days=3))
"""
YEAR = date.today().year
PUBLIC = f"/khoi/khoi-csnd-minh-hoa/{YEAR}/ket-qua/"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def prepare(site) -> dict:
    """Accounts for the thirteen units, and a sheet of 1.000 points; see tests/browser/unit_accounts.py."""
    said = site.manage("shell", "-c", PREPARE)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def scored(tmp_path_factory, prepared):
    """(site, facts): a site of this module alone."""
    with a_site(tmp_path_factory.mktemp("scored"), like=prepared) as site:
        facts = prepare(site)
        with site.served():
            yield site, facts


def test_thirteen_units_are_scored_from_the_criteria_table_to_the_public_rank(window, scored, guard, tmp_path):
    bloc = run_year(window, *scored, guard, tmp_path)
    assert (len(bloc.units), guard.problems) == (13, [])


def run_year(window, site, facts, guard, folder):
    bloc = Bloc(window, site, facts)
    secretary = bloc.desk("thu-ky")
    scoring_table.make(bloc, secretary)
    scoring_stages.go_through(bloc, secretary, guard, folder)
    object_and_answer(bloc)
    hold_one_back(bloc, secretary)
    let_the_appeals_end(bloc, secretary)
    publish(bloc, secretary, guard, folder)
    tell_why(bloc)
    return bloc


# --- Appeal, ceiling, result ----------------------------------------------------------------------


def object_and_answer(bloc: Bloc):
    unit = list(bloc.units)[5]
    commander, standing = bloc.commander(unit), bloc.desk("thuong-truc")
    commander.open(bloc.path(unit, f"kien-nghi/{bloc.rows['1.3']}/"))
    commander.type("text", "Đề nghị xem lại: đơn vị đã phát động đủ hai đợt, có hồ sơ kèm theo.")
    commander._click(commander.page.locator("main form button").first)
    appeal = commander.page.url.removeprefix(bloc.site.url)
    standing.open("/kien-nghi/")
    standing._click(standing.page.locator(f"main a[href='{appeal}']").first)
    standing.page.locator("[name=outcome][value=change]").check()
    standing.type("given", "15,5")
    standing.type("answer", WHY)
    standing._click(standing.page.locator("[data-testid=answer]"))
    commander.open(appeal)
    assert commander.reads(WHY) and commander.reads("15,5")


def hold_one_back(bloc: Bloc, secretary: Clerk):
    """Proposed by the secretary, who cannot settle it; until the standing body has, no result can be prepared."""
    page, standing = secretary.page, bloc.desk("thuong-truc")
    secretary.open(f"/cham-diem/{bloc.table}/khong-xet/")
    page.locator("[name=sheet]").select_option(label=list(bloc.units.values())[7])
    page.locator("[name=effect][value=ceiling]").check()
    words = {"ceiling": "50", "ground": "Để xảy ra vi phạm (minh họa).", "legal_basis": "Quy chế của khối, Điều 9"}
    for name, text in (words | {"document_number": "15/KL-MH", "document_on": TODAY}).items():
        secretary.type(name, text)
    secretary._click(page.locator("[data-testid=propose]"))
    secretary._click(page.locator("main tbody th a").first)
    proposal = page.url.removeprefix(bloc.site.url)
    assert page.locator("[data-testid=settle]").count() == 0
    secretary.open(f"/cham-diem/{bloc.table}/ket-qua/")
    assert page.locator("[data-testid=obstacles]").count() == 1
    standing.open(proposal)
    standing.page.locator("[name=outcome][value=confirm]").check()
    standing.type("settled_reason", WHY)
    standing._click(standing.page.locator("[data-testid=settle]"))


def let_the_appeals_end(bloc: Bloc, secretary: Clerk):
    """No result while a unit may still object; then the days go by, as no hand at a desk can make them."""
    secretary.open(f"/cham-diem/{bloc.table}/ket-qua/")
    assert secretary.page.locator("[data-testid=obstacles] li").count() == 1
    said = bloc.site.manage("shell", "-c", DAYS_LATER)
    assert said.returncode == 0, said.stderr


def publish(bloc: Bloc, secretary: Clerk, guard, folder):
    guard.allow(404)
    public, standing = Clerk(bloc.window(), bloc.site), bloc.desk("thuong-truc")
    secretary.open(f"/cham-diem/{bloc.table}/ket-qua/")
    secretary.page.locator("[name=mode][value=ranking]").check()
    secretary.press("prepare")
    result = secretary.page.url.removeprefix(bloc.site.url)
    assert secretary.page.locator("[data-testid=door-release_result] a").count() == 0
    public.open(PUBLIC)
    assert public.heading == "Không tìm thấy trang"
    open_the_season(bloc, standing)
    standing.open(result)
    standing._click(standing.page.locator("[data-testid=door-release_result] a"))
    standing.page.locator("[name=mode][value=ranking]").check()
    standing._click(standing.page.locator("[data-testid=release]"))
    public.open(PUBLIC)
    ranks = public.page.locator("main table").first.locator("tbody tr td:first-child, tbody tr th:first-child")
    said = [words.removeprefix("Đồng hạng ") for words in ranks.all_inner_texts()]
    assert len(said) == 13 and len(set(said)) < 13  # equals share a rank
    recompute(standing, result, folder)


def open_the_season(bloc: Bloc, standing: Clerk):
    """The page of the season is made public by the standing body."""
    standing.open("/cong-bo/")
    standing.follow(f"Năm {YEAR}")
    standing.page.locator("main tbody input[type=checkbox]").first.check()
    standing._click(standing.page.locator("[data-testid=save]"))


def recompute(standing: Clerk, result: str, folder):
    """A stranger's script comes to the same digits, and to others where one mark is changed."""
    package = folder / "goi.json"
    package.write_bytes(standing.page.request.get(standing.site.path(f"{result}goi.json")).body())
    assert len(json.loads(package.read_text())["standings"]) == 13
    assert recomputed(package) == 0
    moved = json.loads(package.read_text(encoding="utf-8"))
    next(mark for mark in moved["marks"] if mark["points"] == "15.5")["points"] = "13"
    package.write_text(json.dumps(moved, ensure_ascii=False), encoding="utf-8")
    assert recomputed(package) == 1


def recomputed(package) -> int:
    return subprocess.run([sys.executable, "tools/recompute.py", package], cwd=ROOT, timeout=60).returncode


def tell_why(bloc: Bloc):
    """The unit whose mark was changed on appeal reads what made its rank, and who changed what."""
    unit = list(bloc.units)[5]
    commander = bloc.commander(unit)
    commander.open(f"/vi-sao/{bloc.sheets[unit]}/")
    assert commander.page.locator("h1").count() == 1
    assert commander.reads("15,5")


# --- The real table, on a phone -------------------------------------------------------------------


def test_a_group_of_the_1000_points_is_filled_on_a_phone(phone, scored):
    """The last of three groups: each box is filled, the page stays as wide as the phone, all is saved and added up."""
    site, facts = scored
    reporter = Clerk(phone, site)
    reporter.log_in("bang-dai")
    reporter.open(f"/phieu-diem/{facts['long_sheet']}/")
    assert phone.locator("tr[data-row]").count() == 176
    boxes = phone.locator("form[data-testid=block-3] input[data-cell]")
    for place in range(boxes.count()):
        boxes.nth(place).fill("0,5")
    assert phone.evaluate(OVERFLOW) == 0
    reporter.press("block-3", "p button")
    assert phone.locator(".error-summary").count() == 0
    kept = phone.locator("form[data-testid=block-3] input[data-cell]")
    assert {box.input_value() for box in kept.all()} == {"0,5"}
    assert phone.evaluate(OVERFLOW) == 0
    assert f"{kept.count()}/176" in phone.locator("[data-testid=bar]").inner_text()


# --- How the pages look ---------------------------------------------------------------------------


def test_a_sheet_being_marked_is_clean_at_every_width(window, scored):
    site, facts = scored
    page = window(bypass_csp=True)
    Clerk(page, site).log_in("bang-dai")
    sheet = f"/phieu-diem/{facts['long_sheet']}/"
    page.goto(site.path(sheet))
    one = page.locator("main a[href*='?muc=']").first.get_attribute("href")
    assert look_at(page, site, [sheet, one, f"{sheet}gui/", facts["long_table"]]) == {}


def test_the_pages_of_a_result_are_clean_at_every_width(window, scored):
    """The frozen result, why a unit stands where it stands, and the page of the scoring they came from."""
    site, _facts = scored
    page = window(bypass_csp=True)
    standing = Clerk(page, site)
    standing.log_in("thuong-truc")
    standing.open("/ket-qua-thi-dua/")
    result = page.locator("main tbody th a").first.get_attribute("href")
    standing.open(result)
    why = page.locator("main a[href^='/vi-sao/']").first.get_attribute("href")
    standing.open(why)
    sheet = page.locator("main a[href^='/phieu-diem/']").first.get_attribute("href").partition("#")[0]
    assert look_at(page, site, [result, why, sheet]) == {}
