"""From the ballot to the next year: fifty voters, two tellers, the council, both heads, a merger in July."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.officers import Clerk
from tests.browser.year_of_fifty import AT_THE_SCREEN, PAPERS, PASSWORD, VOTERS

pytestmark = [pytest.mark.browser, pytest.mark.journey]
NEW = "Phòng hợp nhất tháng Bảy"
REMARK = "Chỉ tiêu phân bổ đã hết; đơn vị xếp thứ ba"
WHY_MORE = "Hai đơn vị có kết quả ngang nhau, kính đề nghị Hội đồng xem xét"
CUT = "Chỉ tiêu của Hội đồng là 01 cờ"


def told(site, call: str) -> dict:
    """What a function of `year_of_fifty` prints inside the site."""
    said = site.manage("shell", "-v", "0", "-c", f"from tests.browser import year_of_fifty as y; y.{call}")
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


def go(page, target):
    with page.expect_navigation():
        target.click()


def confirmed(page, button):
    words = button.inner_text()
    button.click()
    go(page, page.locator("dialog[open]").get_by_role("button", name=words))


def test_the_year_turns(own_site, window):
    facts = told(own_site, "make()")
    office, standing, admin = (Clerk(window(), own_site) for _ in range(3))
    office.log_in_quickly("thu-ky-50")
    standing.log_in_quickly("thuong-truc-50")
    admin.log_in_quickly("quan-tri-50")
    a_ballot(own_site, window, office, standing, facts)
    minutes(office, facts)
    the_way_up(office, standing, facts)
    the_council(standing, facts)
    in_public(standing, own_site, facts)
    the_desk(own_site, window, office, facts)
    go_on(office, facts)
    year = told(own_site, f"the_next_year({facts['bloc']})")
    assert (year["same_criteria"], len(year["units"]), year["total"]) == (True, 6, "21")
    a_merger(admin, year)
    told_now = told(own_site, f"the_year_s_end({year['bloc']}, {year['phase']}, {year['pledge']}, {NEW!r})")
    assert told_now == {"total": "21", "figure": "11", "owes": "24", "before": 2}


def a_ballot(site, window, office, standing, facts):
    """Three vote in a browser, one of them on a phone; four get papers; the rest vote by the same action."""
    poll = f"/bo-phieu/{facts['poll']}/"
    for name, size in zip(AT_THE_SCREEN, [(1366, 768), (1024, 768), (360, 640)], strict=True):
        votes(Clerk(window(*size), site), name, poll)
    for line in facts["papers"]:
        office.done(f"{poll}dieu-hanh/", f"form[action$='/phieu-giay/{line}/']")
    assert told(site, f"the_others_vote({facts['poll']})")["cast"] == VOTERS - PAPERS - len(AT_THE_SCREEN)
    office.open(f"{poll}dieu-hanh/")
    expect(office.page.get_by_test_id("voted")).to_have_text(str(VOTERS - PAPERS))
    expect(office.page.get_by_test_id("papers")).to_have_text(str(PAPERS))
    expect(office.page.get_by_test_id("outcome")).to_have_count(0)
    counts(office, poll, valid="2")
    counts(standing, poll, valid="3")
    expect(standing.page.get_by_test_id("differs")).to_be_visible()
    counts(office, poll, valid="3")
    expect(office.page.get_by_test_id("agreed")).to_be_visible()
    office.open(f"{poll}dieu-hanh/")
    confirmed(office.page, office.page.get_by_test_id("close"))
    expect(office.page.locator("[data-testid=line][data-chosen]")).to_have_count(3)
    expect(office.page.get_by_test_id("valid")).to_have_text("47")
    expect(office.page.get_by_test_id("proof")).to_contain_text(f"= {VOTERS}")


def votes(clerk, name, poll):
    clerk.log_in_quickly(name)
    clerk.open(f"{poll}bo/")
    page = clerk.page
    for group in page.get_by_test_id("candidate").all():
        group.get_by_role("radio").first.check()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    go(page, page.get_by_test_id("check"))
    go(page, page.get_by_test_id("cast-it"))
    expect(page.get_by_test_id("receipt")).to_be_visible()


def counts(teller, poll, valid: str):
    """One paper is blank; who counts one vote too few is told that the other counted otherwise."""
    teller.open(f"{poll}kiem-phieu/")
    page = teller.page
    for name, many in {"valid": valid, "invalid": "0", "blank": str(PAPERS - int(valid))}.items():
        page.locator(f"main [name={name}]").fill(many)
    for row in page.locator("main tbody tr").all():
        for place, many in enumerate((valid, "0", "0")):
            row.locator("input").nth(place).fill(many)
    go(page, page.get_by_test_id("enter"))


def minutes(office, facts):
    office.open(f"/van-ban/moi/?khoi={facts['bloc']}&loai=count_minutes")
    go(office.page, office.page.locator("form[data-testid=begin] button").first)
    assert office.reads("Suy tôn đơn vị đề nghị tặng Cờ") and office.reads(str(VOTERS))


def the_way_up(office, standing, facts):
    """Two are proposed where one is allowed, which is justified; the third is left out, which is said."""
    page, (first, second, third) = office.page, facts["units"][:3]
    office.open(f"/khen-thuong/{facts['bloc']}/de-nghi/")
    go(page, page.get_by_test_id("begin"))
    flag = facts["flag"]
    for unit in (first, second):
        page.locator(f"[name='p-{flag}-{unit}']").check()
    go(page, page.get_by_test_id("save"))
    page.locator(f"[name='w-{flag}-{third}']").fill(REMARK)
    page.locator(f"[name='n-{flag}-{second}']").fill("Dẫn đầu về khám phá án")
    page.locator("[name=justification]").fill(WHY_MORE)
    go(page, page.get_by_test_id("save"))
    expect(page.get_by_test_id("missing")).to_have_count(0)
    go(page, page.get_by_test_id("onward"))
    expect(page.get_by_test_id("left-out")).to_contain_text(REMARK)
    confirmed_or_pressed(page, page.locator("[data-testid=door-send_submission] button"))
    expect(page.get_by_test_id("state")).to_have_attribute("data-state", "sent")
    expect(page.get_by_test_id("paper")).to_be_visible()


def confirmed_or_pressed(page, button):
    if button.evaluate("one => Boolean(one.closest('[data-confirm]'))"):
        confirmed(page, button)
    else:
        go(page, button)


def the_council(standing, facts):
    page = standing.page
    standing.open(f"/khen-thuong/{facts['bloc']}/de-nghi/")
    go(page, page.get_by_test_id("door-decide_submission").get_by_role("link"))
    for name, words in {
        "authority": "Hội đồng Thi đua – Khen thưởng", "decision_number": "15/QĐ-HĐ", "decided_on": "16/01/2018",
    }.items():  # fmt: skip
        page.locator(f"main [name={name}]").fill(words)
    said = page.locator("main select[name^=said-]")
    expect(said).to_have_count(2)
    said.nth(1).select_option("refuse")
    page.locator("main [name^=reason-]").nth(1).fill(CUT)
    go(page, page.get_by_test_id("save"))
    expect(page.get_by_test_id("state")).to_have_attribute("data-state", "decided")
    expect(page.locator("[data-testid=proposal][data-status=awarded]")).to_have_count(1)
    expect(page.locator("[data-testid=proposal][data-status=refused]")).to_contain_text(CUT)


def in_public(standing, site, facts):
    """Only what was granted is released, and a stranger reads it."""
    page = standing.page
    standing.open(f"/cong-bo/?khoi={facts['bloc']}")
    box = page.locator("tr", has_text="Cờ thi đua của Khối (thử nghiệm)").first.locator("input[type=checkbox]").first
    box.check()
    go(page, page.get_by_test_id("save"))
    page.goto(site.path(f"/khoi/{facts['series']}/2017/"))
    assert standing.reads("Cờ thi đua của Khối (thử nghiệm)")


def the_desk(site, window, office, facts):
    """The head hands over, next year's head receives; each with their own password."""
    page, bloc = office.page, facts["bloc"]
    office.open(f"/ban-giao/{bloc}/khoi-truong/")
    go(page, page.get_by_test_id("choose"))
    go(page, page.get_by_test_id("prepare"))
    for name, door, state in (("cu-tri-01", "give", "handed"), ("cu-tri-02", "take", "received")):
        one = Clerk(window(), site)
        one.log_in_quickly(name)
        one.open(f"/ban-giao/{bloc}/")
        go(one.page, one.page.get_by_test_id(door))
        one.page.locator("main [name=password]").fill(PASSWORD)
        go(one.page, one.page.get_by_test_id("sign"))
        expect(one.page.get_by_test_id("state")).to_have_attribute("data-state", state)


def go_on(office, facts):
    office.open(f"/danh-muc/khoi/{facts['bloc']}/nam-sau/")
    go(office.page, office.page.get_by_test_id("renew"))
    assert "nam-sau" not in office.page.url


def a_merger(admin, year):
    """Two units become one on the first of July; shown before, carried out whole."""
    page = admin.page
    admin.open("/danh-muc/sap-xep-to-chuc/moi/")
    for name, words in {"title": "Hợp nhất hai phòng", "decision_number": "77/QĐ", "on": "01/07/2018"}.items():
        page.locator(f"main [name={name}]").fill(words)
    go(page, page.locator("main form button.btn-primary"))
    go(page, page.locator("[data-testid=acts] a[href*='merge']"))
    page.locator("main [name=units]").select_option([str(key) for key in year["units"][-2:]])
    page.locator("main [name=new_names]").fill(NEW)
    go(page, page.locator("main form button.btn-primary"))
    expect(page.get_by_test_id("problems")).to_have_count(0)
    expect(page.get_by_test_id("effects")).to_contain_text(NEW)
    go(page, page.get_by_test_id("carry-out"))
    expect(page.get_by_test_id("undo")).to_be_visible()
