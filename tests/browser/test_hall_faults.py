"""What may go wrong at a signing table: line lost, a worker killed, a wrong clock, two presses, two tablets."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.hall_of_thirteen import a_server
from tests.browser.hall_site import a_hand
from tests.hall_people import PASSWORD, PEOPLE
from tests.sites import a_site

TABLET = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def hall(tmp_path_factory, prepared):
    """(site, hand, people): a served copy whose workers can be told to die between the commit and the answer."""
    with a_site(tmp_path_factory.mktemp("faults"), like=prepared) as site, a_hand(site, PEOPLE) as hand:
        people = hand("the_people()")
        with a_server(site, WSGI_APP="tests.hall_faults:application"):
            yield site, hand, people


@pytest.fixture
def table(hall):
    """A signing table with its first unit called: {"pact", "key", "tablet", …}."""
    _site, hand, people = hall
    facts = hand("a_table()")
    ceremony = facts["ceremony"]
    key, tablet = hand(f"a_call({ceremony}, 0)"), hand(f"a_tablet({ceremony})")
    return facts | {"key": key, "tablet": tablet, "name": people["names"][0]}


def mark(page, name):
    return page.locator(f"[data-testid='{name}']")


def lines(hall, table):
    """[[code, how, whether signed within the last minute by the server's clock]]."""
    return hall[1](f"codes({table['pact']})")


def sits_down(page, site, table, tablet=""):
    page.goto(site.path(tablet or table["tablet"]))
    with page.expect_navigation(url=re.compile("luot=")):
        mark(page, "begin").click()
    page.locator("[name=is_read]").check()
    page.locator("[name=username]").fill(table["name"])
    page.locator("[name=password]").fill(PASSWORD)
    pad = mark(page, "pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=4)
    page.mouse.up()


def typed(page) -> list[str]:
    return [page.locator(f"[name={name}]").input_value() for name in ("username", "password", "drawing")]


def code_shown(page) -> str:
    mark(page, "signed").wait_for()
    return mark(page, "code").inner_text().strip()


def test_a_tablet_without_network_keeps_what_was_typed_and_drawn(window, hall, table):
    site, hand, _people = hall
    page = window(**TABLET)
    sits_down(page, site, table)
    before = typed(page)
    page.context.set_offline(True)
    page.locator("[data-sign-button]").click()
    expect(page.locator("[data-sign-lost]")).to_be_visible()
    assert typed(page) == before and all(before) and lines(hall, table) == []
    page.context.set_offline(False)
    page.locator("[data-sign-button]").click()
    code = code_shown(page)
    assert lines(hall, table) == [[code, "tablet", True]]
    page.goto(site.path(table["tablet"]))
    page.context.set_offline(True)
    expect(page.locator("[data-tablet-lost]")).to_be_visible()
    hand(f"a_call({table['ceremony']}, 1)")
    page.context.set_offline(False)
    expect(mark(page, "begin")).to_be_visible()  # by itself


def test_the_confirmation_of_a_tablet_leads_on_only_when_the_line_is_there(window, hall, table):
    """The browser's own page of a lost line would follow nobody."""
    site, _hand, _people = hall
    page = window(**TABLET)
    page.clock.install()
    sits_down(page, site, table)
    page.locator("[data-sign-button]").click()
    code_shown(page)
    page.context.set_offline(True)
    page.clock.run_for(40_000)
    expect(mark(page, "signed")).to_be_visible()
    page.context.set_offline(False)
    with page.expect_navigation():
        page.clock.run_for(5_000)
    expect(mark(page, "waiting")).to_be_visible()


def test_a_worker_killed_between_signature_and_page_and_pressed_again(window, hall, table):
    site, _hand, _people = hall
    page = window(**TABLET)
    sits_down(page, site, table)
    dying = site.var / "kill-at-the-next-signature"
    dying.touch()
    page.locator("[data-sign-button]").click()
    lost = page.locator("[data-sign-lost]:not([hidden])")
    lost.or_(mark(page, "signed")).first.wait_for()
    assert not dying.exists(), "the worker died after the commit"
    (signed,) = lines(hall, table)
    if lost.count():  # else Chromium, whose connection broke without an answer, has sent it again itself
        page.locator("[data-sign-button]").click()
    assert code_shown(page) == signed[0]
    assert lines(hall, table) == [signed]
    page.goto(site.path(f"{table['tablet']}?luot={table['key']}"))
    assert code_shown(page) == signed[0], "also for who goes back to the turn"


def test_the_clock_of_a_tablet_does_not_matter(window, hall, table):
    """A tablet that believes it is 2001 in another part of the world."""
    site, _hand, _people = hall
    page = window(**TABLET)
    page.clock.install(time=datetime(2001, 2, 3, 4, 5))
    sits_down(page, site, table)
    assert page.evaluate("new Date().getFullYear()") == 2001
    page.locator("[data-sign-button]").click()
    code = code_shown(page)
    assert lines(hall, table) == [[code, "tablet", True]]
    assert "2001" not in mark(page, "signed").inner_text()


def test_two_tablets_for_one_unit_lead_to_one_signature(window, hall, table):
    site, hand, _people = hall
    pages = [window(**TABLET) for _tablet in range(2)]
    for page, tablet in zip(pages, [table["tablet"], hand(f"a_tablet({table['ceremony']})")], strict=True):
        sits_down(page, site, table, tablet)
    for page in pages:
        page.locator("[data-sign-button]").evaluate("button => button.click()")  # nobody waits for the other
    codes = {code_shown(page) for page in pages}
    assert [line[0] for line in lines(hall, table)] == list(codes)


def test_a_double_click_and_the_way_back_on_ones_own_account(window, hall, table):
    site, _hand, people = hall
    page = window(360, 640)
    page.context.add_cookies([{"name": "sessionid", "value": people["signers"][0], "url": site.url}])
    page.goto(site.path("/"))
    page.goto(site.path(f"/ky/{table['pact']}/"))
    page.locator("[name=is_read]").check()
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-sign-button]").dblclick()
    code = code_shown(page)
    page.go_back()
    if not mark(page, "signed").count():  # the home page: the form has left the history
        page.goto(site.path(f"/ky/{table['pact']}/"))
    assert code_shown(page) == code
    assert lines(hall, table) == [[code, "account", True]]
