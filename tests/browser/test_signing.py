"""STF-9 in the browser: on a telephone with one's own account, and on a tablet of the hall whose line breaks."""

import json
import re

from playwright.sync_api import expect

PASSWORD = "mat-khau-123"
PREPARE = """
import json
from blocs.models import Role
from pacts.models import Device, Pledge
from tests.make import a_head_of, a_pledge, a_signing, a_user, members_of
from tests.pacts.signing_tools import a_tablet, invited
pact, ceremony = a_signing(3)
for number in range(30):
    a_pledge(pact, name=f"Nội dung thi đua minh họa thứ {number}")
units, names = members_of(pact.bloc), []
for number, unit in enumerate(units):
    user = a_user(Role.COMMANDER, at=unit, name=f"Chỉ huy minh họa {number}")
    user.leader = a_head_of(unit, f"Chỉ huy minh họa {number}")
    user.save()
    names.append(user.username)
invited(pact, ceremony, 1)
print(json.dumps({"pact": pact.pk, "names": names, "tablet": a_tablet(ceremony).token}))
"""
CALL_THE_THIRD = """
from pacts.actions.beats import beat
from pacts.models import Pact
from tests.pacts.signing_tools import invited
pact = Pact.objects.get(pk={pact})
ceremony = pact.ceremonies.get()
invited(pact, ceremony, 2)
beat(ceremony)
"""


def said(site, script: str) -> str:
    done = site.manage("shell", "-v", "0", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout


def draw(page):
    """A stroke across the sheet; what it left in the field that is sent."""
    sheet = page.get_by_test_id("pad")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 30)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 20 + step * 30, box["y"] + (30 if step % 2 else box["height"] - 30))
    page.mouse.up()
    expect(page.locator("[name=drawing]")).to_have_value(re.compile("^data:image/png;base64,"))
    return page.locator("[name=drawing]").input_value()


def is_inked(page) -> bool:
    """Whether the canvas shows anything."""
    return page.get_by_test_id("pad").evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 0)"
    )


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_stf_9_a_telephone_and_a_tablet_sign(own_site, window, guard):
    facts = json.loads(said(own_site, PREPARE).splitlines()[-1])
    guard.allow(422)
    sign_on_a_telephone(window(360, 640, has_touch=True), own_site, facts)
    sign_on_a_tablet(window(1024, 768), own_site, facts)


def sign_on_a_telephone(page, site, facts):
    page.goto(site.path("/tai-khoan/dang-nhap/"))
    page.locator("input[name=login]").fill(facts["names"][0])
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    address = f"/ky/{facts['pact']}/"
    page.goto(site.path(address))
    button = page.get_by_test_id("sign")
    # AC 1: by keyboard the box opens it, and closes it again; so does the end of the text.
    expect(button).to_be_disabled()
    page.locator("[name=is_read]").focus()
    assert page.locator("[name=reached]").input_value() == "" or not page.get_by_test_id("text-end").is_hidden()
    page.keyboard.press("Space")
    expect(button).to_be_enabled()
    page.get_by_test_id("text-end").scroll_into_view_if_needed()
    expect(page.locator("[name=reached]")).to_have_value("yes")
    page.locator("[name=is_read]").uncheck()
    expect(button).to_be_enabled()
    assert fits(page)  # AC 5
    strokes = draw(page)
    page.locator("[name=password]").fill("sai-mat-khau-nay")
    button.click()
    expect(page.get_by_test_id("refused")).to_be_visible()
    assert page.locator("[name=drawing]").input_value() == strokes
    assert is_inked(page)
    assert page.locator("[name=password]").input_value() == ""
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation(url=re.compile("/da-ky/")):
        page.get_by_test_id("sign").click()
    expect(page.get_by_test_id("code")).to_have_text(re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}$"))
    expect(page.get_by_test_id("drawn")).to_be_visible()
    assert fits(page)
    # AC 4
    page.go_back()
    expect(page.get_by_test_id("signed")).to_be_visible()
    expect(page.get_by_test_id("sign")).to_have_count(0)


def sign_on_a_tablet(page, site, facts):
    address = site.path(f"/ky/ban/{facts['tablet']}/")
    page.goto(address)
    with page.expect_navigation():
        page.get_by_test_id("begin").click()
    page.get_by_test_id("text-end").scroll_into_view_if_needed()
    expect(page.get_by_test_id("sign")).to_be_enabled()
    draw(page)
    page.locator("[name=username]").fill(facts["names"][1])
    page.locator("[name=password]").fill(PASSWORD)
    page.context.set_offline(True)
    page.get_by_test_id("sign").click()
    expect(page.locator("[data-sign-lost]")).to_be_visible()
    assert page.locator("[name=password]").input_value() == PASSWORD
    assert is_inked(page)
    page.context.set_offline(False)
    with page.expect_navigation(url=re.compile("xong=1")):
        page.get_by_test_id("sign").click()
    expect(page.get_by_test_id("signed")).to_be_visible()
    assert not any(cookie["name"] == "sessionid" for cookie in page.context.cookies())
    with page.expect_navigation():
        page.get_by_test_id("next").click()
    expect(page.get_by_test_id("waiting")).to_be_visible()
    said(site, CALL_THE_THIRD.format(pact=facts["pact"]))
    expect(page.get_by_test_id("called")).to_be_visible(timeout=6000)
    assert fits(page)
