"""CMD-2 and CMD-3 in a browser: from a cell to a directive, the unit's tasks, the inbox, and back to the very cell."""

import re
import time

from playwright.sync_api import expect

TEXT = "Rà soát, giải quyết dứt điểm án tồn trước ngày họp khối"
ANSWER = "Đơn vị đã giải quyết 12 vụ, còn 01 vụ đang điều tra bổ sung"
PATHS = (
    "/dieu-hanh/so-sanh/",
    "/y-kien-chi-dao/",
    "/y-kien-chi-dao/moi/",
    "/phe-duyet/",
    "/phe-duyet/nhieu/?loai=report",
)
UNIT_OF_CHI_HUY = "Văn phòng Cơ quan Cảnh sát điều tra"


def go(page, target):
    with page.expect_navigation():
        target.click()


def test_cmd_2_from_a_cell_to_a_directive_and_back(own_site, window, login, guard):
    """AC 1: back returns to the same cell focused. AC 3: the directive is in the unit's tasks within 5 seconds."""
    guard.allow(404)
    head, unit = window(), window(360, 640)
    login(head, own_site, "khoi-truong")
    login(unit, own_site, "chi-huy")
    head.goto(own_site.path("/dieu-hanh/"))
    row = head.locator("[data-testid=heat] tbody tr", has=head.locator(f"a[aria-label^='{UNIT_OF_CHI_HUY}']")).first
    cell = row.locator("a[id^='o-']").nth(2)
    name = cell.get_attribute("id")
    go(head, cell)
    assert re.search(r"#muc-3$", head.url)
    with head.expect_navigation():
        head.go_back()
    expect(head.locator(f"#{name}")).to_be_focused()
    go(head, head.locator(f"#{name}"))
    go(head, head.get_by_test_id("back"))
    expect(head.locator(f"#{name}")).to_be_focused()
    go(head, head.locator(f"#{name}"))
    line = head.locator("#muc-3 a[href*='chi_tieu=']").first
    go(head, line)
    head.locator("main textarea[name=text]").fill(TEXT)
    head.locator("[name=due_on]").fill("31/12/2099")
    begun = time.monotonic()
    go(head, head.get_by_test_id("give"))
    unit.goto(own_site.path("/viec-cua-toi/"))
    task = unit.get_by_test_id("task").filter(has_text=TEXT)
    expect(task).to_have_count(1)
    assert time.monotonic() - begun < 5
    go(unit, task.get_by_role("link"))
    unit.locator("main textarea[name=answer]").fill(ANSWER)
    go(unit, unit.get_by_test_id("send-answer"))
    head.goto(own_site.path("/phe-duyet/"))
    waiting = head.locator("[data-testid^=waiting-directive-]")
    expect(waiting).to_contain_text(TEXT)
    expect(waiting).to_contain_text(ANSWER[:40])
    go(head, head.get_by_test_id("batch-directive"))
    go(head, head.get_by_test_id("decide"))
    expect(head.get_by_test_id("done")).to_have_count(1)
    head.goto(own_site.path("/phe-duyet/"))
    go(head, head.get_by_test_id("undo"))
    expect(head.get_by_test_id("state")).to_be_visible()


def test_cmd_2_works_on_a_phone_and_without_script(site, window, login):
    """Two units side by side, directives and the inbox at 320 px; the trail leads back to the cell without script."""
    still = window(320, 640, java_script_enabled=False)
    login(still, site, "khoi-truong")
    for path in PATHS:
        still.goto(site.path(path))
        assert still.locator("h1").count() == 1
        widest = still.locator("main").bounding_box()["width"]
        assert widest <= 320, path
    still.goto(site.path("/dieu-hanh/"))
    go(still, still.locator("a[id^='o-']").first)
    go(still, still.get_by_test_id("back"))
    assert re.search(r"#o-\d+-1$", still.url)
