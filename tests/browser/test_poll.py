"""STF-10 in a browser: a secretary prepares and opens a ballot, a commander votes on a phone, tellers count, it closes.

Half of it without script, and the voter's pages at 320 px; nothing of the vote is kept by the browser.
"""

import re

from playwright.sync_api import expect

QUESTION = "Bầu Khối trưởng Khối thi đua năm sau"


def go(page, target):
    with page.expect_navigation():
        target.click()


def confirmed(page, button):
    """Press a button that asks first."""
    words = button.inner_text()
    button.click()
    go(page, page.locator("dialog[open]").get_by_role("button", name=words))


def test_a_ballot_from_its_question_to_its_proof(own_site, window, login, guard):
    guard.allow(404)
    office, phone = window(), window(360, 640, has_touch=True, is_mobile=True)
    login(office, own_site, "thu-ky")
    login(phone, own_site, "chi-huy")
    office.goto(own_site.path("/bo-phieu/"))
    go(office, office.locator("main ul a[href*='khoi=']").first)
    go(office, office.get_by_test_id("new"))
    office.locator("main [name=question]").fill(QUESTION)
    office.locator("main [name=kind]").select_option("head")
    office.locator("main [name=part]").select_option("next_head")
    office.locator("main [name=way]").select_option("choose")
    office.locator("main [name=quorum_part]").fill("0")
    go(office, office.locator("main form button.btn-primary"))
    for _number in range(2):
        office.locator("main [name=unit]").select_option(index=1)
        go(office, office.get_by_test_id("add-candidate"))
    expect(office.get_by_test_id("obstacles")).to_be_visible()  # papers, and nobody to count them
    for _number in range(2):
        office.locator("main [name=teller-user]").select_option(index=1)
        go(office, office.get_by_test_id("add-teller"))
    confirmed(office, office.get_by_test_id("open"))
    number = re.search(r"/bo-phieu/(\d+)/", office.url).group(1)
    phone.goto(own_site.path("/viec-cua-toi/"))
    go(phone, phone.get_by_test_id("task").filter(has_text=QUESTION).get_by_role("link"))
    groups = phone.get_by_role("group", name=QUESTION)
    expect(groups).to_have_count(1)
    choice = phone.get_by_role("radio").first
    assert choice.locator("xpath=ancestor::label").bounding_box()["height"] >= 44
    choice.check()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    go(phone, phone.get_by_test_id("check"))
    said = phone.get_by_test_id("spoken").locator("dd")
    assert [text == "—" for text in said.all_inner_texts()] == [False, True]
    go(phone, phone.get_by_test_id("cast-it"))
    code = phone.get_by_test_id("receipt").inner_text()
    kept = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "secret" not in kept and code not in kept
    phone.goto(own_site.path(f"/bo-phieu/{number}/"))
    phone.locator("main [name=code]").fill(code)
    go(phone, phone.get_by_test_id("check-receipt"))
    expect(phone.get_by_test_id("receipt-said")).to_have_attribute("data-found", "")
    expect(phone.get_by_test_id("outcome")).to_have_count(0)
    office.goto(own_site.path(f"/bo-phieu/{number}/dieu-hanh/"))
    expect(office.get_by_test_id("voted")).to_have_text("1")
    confirmed(office, office.get_by_test_id("close"))
    expect(office.get_by_test_id("line")).to_have_count(2)
    expect(office.get_by_test_id("proof")).to_contain_text("= 1")
    with office.expect_download() as download:
        office.get_by_test_id("box").click()
    assert download.value.suggested_filename == f"hom-phieu-{number}.json"


def test_without_script_and_at_320_pixels(own_site, window, login):
    plain = window(320, 640, java_script_enabled=False)
    login(plain, own_site, "thu-ky")
    for path in ("/bo-phieu/",):
        plain.goto(own_site.path(path))
        expect(plain.get_by_role("heading", level=1)).to_have_count(1)
