"""The own desk of a person in a real browser: the list of tasks, the bell, the profile, the end of a login."""

import re

from playwright.sync_api import expect

from tests.browser.looks import look_at

MESSAGES = """
from blocs.models import User
from blocs.actions.notices import notify
user = User.objects.get(username="bao-cao")
user.notices.all().delete()
for number in range(3):
    notify([user], "returned", f"report:{number}", f"Báo cáo số {number + 1} bị trả lại để bổ sung", "/viec-cua-toi/")
"""
REPORTS = """
from datetime import date
from django.utils import timezone
from blocs.models import User
from reports.models import Report, Reporting
user = User.objects.get(username="bao-cao")
(unit,) = [duty.unit for duty in user.duties_today]
open_one = Reporting.objects.filter(bloc__memberships__unit=unit).order_by("-pk").first()
Reporting.objects.filter(pk=open_one.pk).update(state="open", due_on=timezone.localdate())
Report.objects.filter(reporting=open_one, unit=unit).delete()
"""
SENT = """
from blocs.models import User
from reports.models import Report, Reporting
user = User.objects.get(username="bao-cao")
(unit,) = [duty.unit for duty in user.duties_today]
open_one = Reporting.objects.filter(state="open", bloc__memberships__unit=unit).order_by("-pk").first()
Report.objects.update_or_create(reporting=open_one, unit=unit, defaults={"state": "sent"})
"""
LOGGED_OUT = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
"""


def run(site, words: str):
    done = site.manage("shell", "-c", words)
    assert done.returncode == 0, done.stderr


def done_of(page) -> tuple[int, int]:
    told = page.locator("[data-testid=progress]")
    return int(told.get_attribute("data-done")), int(told.get_attribute("data-all"))


def test_a_person_at_the_own_desk(own_site, page, window, login):
    """STF-1 AC 2 and 4, SYS-3, SYS-4 and the warning of STF-0, one after the other in one login."""
    run(own_site, MESSAGES + REPORTS)
    login(page, own_site, "bao-cao")

    # STF-1 AC 2: one link a row, each under a name of its own
    page.goto(own_site.path("/viec-cua-toi/"))
    page.locator("[data-testid=done] summary").click()
    rows = page.locator("[data-testid=task]")
    assert [rows.nth(number).locator("a").count() for number in range(rows.count())] == [1] * rows.count()
    names = [link.inner_text() for link in page.locator("[data-testid=task] a").all()]
    assert len(set(names)) == len(names)

    # STF-1 AC 4: what was finished meanwhile is counted when one comes back
    before = done_of(page)
    with page.expect_navigation():
        page.locator("[data-testid=soon] [data-testid=task] a").first.click()
    run(own_site, SENT)
    page.go_back()
    expect(page.locator("[data-testid=progress]")).to_have_attribute("data-done", str(before[0] + 1))

    # SYS-3: the bell counts, a message leads on and is read
    bell = page.locator("[data-testid=bell]")
    expect(bell).to_have_accessible_name(re.compile("3"))
    with page.expect_navigation():
        bell.click()
    with page.expect_navigation(url=lambda url: "viec-cua-toi" in url):
        page.locator("[data-testid=notice] a").first.click()
    expect(bell.locator(".bell-count")).to_have_text("2")

    # SYS-4: what is chosen shows at once on every page and every device; the menu in the head saves too
    page.goto(own_site.path("/ho-so/"))
    page.locator("input[name=text][value='130'][id^=id_]").check()
    with page.expect_navigation():
        page.locator("[data-testid=preferences] .btn-primary").click()
    expect(page.locator("html")).to_have_attribute("data-text", "130")
    page.locator("summary", has=page.locator("xpath=self::summary[following-sibling::div[@data-save]]")).click()
    with page.expect_response(lambda answer: "/ho-so/giao-dien/" in answer.url) as saved:
        page.locator("[data-save] input[value=dark]").check()
    assert saved.value.ok
    other = window(bypass_csp=True)
    login(other, own_site, "bao-cao")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.locator("html")).to_have_attribute("data-text", "130")
    assert look_at(other, own_site, ["/ho-so/", "/thong-bao/", "/viec-cua-toi/"]) == {}

    # SYS-4: the other device is logged out from here
    page.goto(own_site.path("/ho-so/"))
    expect(page.locator("[data-testid=device]")).to_have_count(2)
    with page.expect_navigation():
        page.locator("[data-testid=end-others]").click()
    expect(page.locator("[data-testid=device]")).to_have_count(1)
    other.goto(own_site.path("/ho-so/"))
    expect(other).to_have_url(re.compile("dang-nhap"))

    # SYS-3: all are set to read at once
    page.goto(own_site.path("/thong-bao/"))
    with page.expect_navigation():
        page.locator("[data-testid=read-all]").click()
    expect(bell.locator(".bell-count")).to_have_count(0)


def test_stf_0_the_end_of_a_login_is_said_before_and_nothing_typed_is_lost(own_site, page, login, guard):
    """STF-0: the password shown and hidden; the warning five minutes before, the extension, the end, the way back."""
    page.goto(own_site.path("/tai-khoan/dang-nhap/"))
    secret = page.locator("#id_password")
    secret.fill("x")
    page.locator("[data-show-password]").click()
    expect(secret).to_have_attribute("type", "text")
    page.locator("[data-show-password]").click()
    expect(secret).to_have_attribute("type", "password")
    page.locator("input[name=login]").fill("bao-cao")
    with page.expect_navigation():
        secret.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    login(page, own_site, "bao-cao")

    left = iter([250, 28_800])
    page.route("**/phien/", lambda route: route.fulfill(json={"left": next(left)}))
    page.clock.install()
    page.goto(own_site.path("/ho-so/"))
    field = page.locator("#id_email")
    field.fill("can-bo@example.vn")
    page.clock.run_for(8 * 3600 * 1000 - 299_000)
    warning = page.locator("dialog#session")
    expect(warning).to_be_visible()
    expect(warning.locator("[data-question]")).to_contain_text("4")
    warning.locator("[data-extend] .btn-primary:visible").click()
    expect(warning).to_be_hidden()
    expect(field).to_have_value("can-bo@example.vn")

    # the login ends all the same: what was typed comes back after the next one, on the same page
    page.unroute("**/phien/")
    run(own_site, LOGGED_OUT)
    guard.allow(403)
    with page.expect_navigation(url=lambda url: "dang-nhap" in url):
        page.locator("[data-testid=preferences] .form-actions .btn-primary").click()
    page.locator("input[name=login]").fill("bao-cao")
    page.locator("input[name=password]").fill(own_site.accounts["bao-cao"])
    with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
        page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/ho-so/$"))
    expect(page.locator("main")).to_contain_text("can-bo@example.vn")
