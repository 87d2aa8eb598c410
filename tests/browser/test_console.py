"""The desk of the day in real windows: one operator, a second browser, the screen of the hall, the network gone."""

import json
import time

import pytest
from playwright.sync_api import expect

from tests.browser.officers import Officer

PREPARE = """
import json
from datetime import date
from blocs.actions.renewal import renew_bloc
from blocs.models import Season, User
from django.utils import timezone
from pacts.actions.ceremonies import plan_ceremony
from pacts.actions.pacts import draft_pact
from pacts.models import Ceremony, Pact
from reports import demo
by = User.objects.get(username="thu-ky")
last = demo.illustrative_bloc()
year = last.season.starts_on.year + 1
season = Season.objects.filter(starts_on__year=year).first() or Season(
    name=str(year), slug=str(year), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
pact = draft_pact(renew_bloc(last, season=season, by=by), by=by, start="last_season")
Pact.objects.filter(pk=pact.pk).update(state="open")
ceremony = Ceremony(kind="signing", title="Lễ ký kết giao ước thi đua", on=timezone.localdate())
ceremony = plan_ceremony(ceremony, blocs=[], pacts=[Pact.objects.get(pk=pact.pk)], by=by)
print(json.dumps({"pk": ceremony.pk, "season": season.slug}))
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll(".console .btn, .console-ready .btn")]
  .filter((one) => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
  .map((one) => one.textContent.trim())"""
BIGGEST = """() => [...document.querySelectorAll("main .btn")].map((one) => [one, one.getBoundingClientRect()])
  .sort(([, a], [, b]) => b.width * b.height - a.width * a.height)[0][0].classList.contains("is-next")"""


@pytest.fixture
def ceremony(own_site):
    said = own_site.manage("shell", "-v", "0", "-c", PREPARE)
    assert said.returncode == 0, said.stderr
    facts = json.loads(said.stdout.splitlines()[-1])
    return facts | {"desk": f"/le-ky-ket/{facts['pk']}/dieu-hanh/", "devices": f"/le-ky-ket/{facts['pk']}/thiet-bi/"}


def mark(page, name):
    return page.locator(f"[data-testid='{name}']")


def press(page, key):
    """A key, and the answer of the server to it."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)
    expect(page.locator("[data-console]")).not_to_have_attribute("aria-busy", "true")


def submit(page, form):
    with page.expect_navigation():
        page.locator(f"form[data-testid='{form}'] button").last.click()


@pytest.mark.journey
def test_stf_7_one_hand_runs_the_hall(window, own_site, ceremony):
    operator = Officer(window(), own_site)
    operator.log_in("thu-ky")
    page = operator.page
    operator.open(ceremony["desk"])
    a_rehearsal_by_keys(page)
    board = the_hall_is_connected(page, window(1920, 1080), own_site, ceremony)
    the_real_ceremony_begins(page, own_site, ceremony)
    the_board_follows_a_call(page, board)
    letters_are_keys_only_outside_fields_and_while_switched_on(page)
    second = a_second_operator_takes_over(page, window(360, 640), own_site, ceremony)
    the_network_goes_and_comes_back(page, second)


def a_rehearsal_by_keys(page):
    """AC 1: framed, named, played to a signature, wiped."""
    expect(mark(page, "check-text")).to_have_attribute("data-done", "yes")
    assert page.evaluate(SMALL) == []
    submit(page, "rehearsal-start")
    expect(mark(page, "rehearsal")).to_be_visible()
    for _item in range(4):
        press(page, "s")
    while not mark(page, "upcoming").count() or page.locator("[data-testid=invite].is-next").count() == 0:
        press(page, "s")
    press(page, "m")
    press(page, "d")
    press(page, "k")
    expect(page.locator("[data-testid^=queue-][data-state=signed]")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-testid^=queue-][data-state=signed]")).to_have_count(1)
    assert page.evaluate(OVERFLOW) == 0
    submit(page, "rehearsal-end")
    expect(mark(page, "rehearsal")).to_have_count(0)


def the_hall_is_connected(page, board, site, ceremony):
    page.goto(site.path(ceremony["devices"]))
    submit(page, "pair")
    assert page.locator("img[src$='ma-qr.svg']").evaluate("one => one.complete && one.naturalWidth > 100")
    board.goto(mark(page, "address").input_value())
    page.goto(site.path(ceremony["desk"]))
    expect(mark(page, "connection")).to_have_count(0)  # nothing is played yet
    expect(mark(page, "check-board")).to_have_attribute("data-done", "yes", timeout=15_000)
    return board


def the_real_ceremony_begins(page, site, ceremony):
    """AC 1: by typing the year."""
    with page.expect_navigation():
        page.locator("[data-testid=door-begin] a").click()
    page.locator("[name=season]").fill("1900")
    submit(page, "begin")
    assert page.locator(".field-error, .error-summary").count() > 0
    page.locator("[name=season]").fill(ceremony["season"])
    submit(page, "begin")
    expect(mark(page, "rehearsal")).to_have_count(0)
    expect(mark(page, "connection")).to_have_attribute("data-state", "on")
    assert page.evaluate(BIGGEST) and page.evaluate(SMALL) == []


def the_board_follows_a_call(page, board):
    """AC 2: a call stands on the board within 2 s."""
    while page.locator("[data-testid=invite].is-next").count() == 0:
        press(page, "s")
    name = mark(page, "upcoming").inner_text()
    begun = time.monotonic()
    press(page, "m")
    pressed = time.monotonic()
    expect(board.locator("[data-state=invited]").first).to_be_visible(timeout=5_000)
    assert time.monotonic() - pressed < 2, (begun, pressed)
    expect(mark(page, "current")).to_have_text(name)
    press(page, "k")
    expect(mark(page, "signed")).to_contain_text("01/13")
    press(page, "m")
    press(page, "b")
    expect(page.locator("[data-testid^=queue-][data-state=skipped]")).to_have_count(1)
    press(page, "2")
    expect(mark(page, "screen-agenda")).to_have_attribute("aria-pressed", "true")


def letters_are_keys_only_outside_fields_and_while_switched_on(page):
    """AC 7, and WCAG 2.1.4."""
    invited = page.locator("[data-testid^=queue-][data-state=invited]")
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").first.press_sequentially("mm")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.evaluate("document.documentElement.dataset.shortcuts = 'off'")
    page.keyboard.press("m")
    expect(page.locator(".is-next kbd")).to_be_hidden()
    expect(invited).to_have_count(0)
    page.evaluate("delete document.documentElement.dataset.shortcuts")


def a_second_operator_takes_over(page, other, site, ceremony):
    """AC 4: the same state in a second browser, a question before the take-over, and the first one sees it."""
    second = Officer(other, site)
    second.log_in("quan-tri")
    second.open(ceremony["desk"])
    assert other.evaluate(OVERFLOW) == 0
    states = "rows => rows.map((one) => one.dataset.state)"
    rows = "[data-testid^=queue-]"
    assert other.locator(rows).evaluate_all(states) == page.locator(rows).evaluate_all(states)
    expect(mark(other, "pause")).to_have_count(0)
    with other.expect_navigation():
        mark(other, "take-over").click()
    submit(other, "take-over")
    assert mark(other, "held-by").count() == 1
    other.locator("[name=take_over]").check()
    submit(other, "take-over")
    expect(mark(other, "pause")).to_be_visible()
    assert other.evaluate(SMALL) == []
    expect(mark(page, "pause")).to_have_count(0, timeout=8_000)
    return other


def the_network_goes_and_comes_back(page, second):
    """AC 5: said after ten seconds (here two), and afterwards the page is what the ceremony is."""
    root = page.locator("[data-console]")
    assert root.get_attribute("data-lost") == "10"
    root.evaluate("one => { one.dataset.lost = '2'; }")
    page.context.set_offline(True)
    expect(mark(page, "lost")).to_be_visible(timeout=8_000)
    mark(second, "invite").first.click()
    expect(second.locator("[data-testid^=queue-][data-state=invited]")).to_have_count(1)
    expect(page.locator("[data-testid^=queue-][data-state=invited]")).to_have_count(0)
    page.context.set_offline(False)
    expect(mark(page, "lost")).to_be_hidden(timeout=8_000)
    expect(page.locator("[data-testid^=queue-][data-state=invited]")).to_have_count(1)
