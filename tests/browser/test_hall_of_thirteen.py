"""The hour itself: an operator, thirteen signers and the projector, each in an own window, and a server that dies.

Everybody acts at their own pace. In the middle every process of the server is killed while some have just pressed, and
started again; nobody is told. At the end everything must be exact.
"""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.async_api import Error, async_playwright, expect

from tests.browser.conftest import CHROMIUM, PLACE, Guard
from tests.browser.hall_of_thirteen import Server, counted_before, draw, facts_of, prepare
from tests.sites import a_site

UNITS, ON_TABLETS, TABLETS = 13, 6, 3
DIE_AFTER = 4  # signatures
DEADLINE = 240  # seconds; on a free machine the hour takes a quarter of it
LOST = (Error, AssertionError)  # what a person sees as “it did not work”, and tries again


@pytest.mark.journey
def test_thirteen_sign_while_the_server_dies_and_all_is_exact(tmp_path, prepared):
    with a_site(tmp_path, like=prepared) as site:
        hall = prepare(site, TABLETS)
        server = Server(site)
        server.start()
        try:
            with ThreadPoolExecutor(1) as own_loop:  # the session's other browser keeps the loop of this thread
                told = own_loop.submit(asyncio.run, the_hour(site, hall, server)).result()
        finally:
            server.stop()
        holds_what_was_done(told, facts_of(site, hall))
    assert told["deaths"] == 1 and told["after_death"], "the server died while signatures were still to come"
    assert all(told["kept"]), "a lost line loses nothing that was typed"
    assert told["problems"] == []


def holds_what_was_done(told, facts):
    lines = [line for line in facts["lines"] if not line["struck_at"]]
    assert sorted(line["order"] for line in lines) == list(range(1, UNITS + 1))
    assert {line["outcome"] for line in facts["lines"]} == {"signed"} and len(facts["lines"]) == UNITS
    assert {line["digest"] for line in lines} == {facts["digest"]} == set(facts["adopted"])
    assert [line["how"] for line in lines].count("tablet") == ON_TABLETS
    assert {line["proof"] for line in lines} == {"password"} and not any(line["is_late"] for line in lines)
    assert {line["code"] for line in lines} == set(told["codes"]), "what each signer was shown is what is kept"
    assert facts["drawn"] == UNITS, "each drew, and each drawing came through"
    assert (facts["pact"], facts["ceremony"]) == ("sealed", "held")
    verbs = [verb for verb, _id in facts["verbs"] if verb != "pacts.hold"]
    assert verbs.count("pacts.sign") == UNITS + told["signed_before"]
    assert verbs.count("pacts.seal") == 1 + told["sealed_before"]


class Hour:
    """What everybody in the hall knows: the site, who has signed, whether the hour is over."""

    def __init__(self, site, hall, server, chromium):
        self.site, self.hall, self.server, self.chromium = site, hall, server, chromium
        self.chance, self.guard = random.Random(1302), Guard()
        self.guard.allow(409, 410)  # said where somebody was faster, and to tablets when it is over
        self.guard.allow(416)  # Chromium asks for the rest of a font it has whole, and takes the whole
        self.codes, self.kept, self.seated, self.deaths, self.after_death = [], [], set(), 0, 0

    async def window(self, width=1366, height=768):
        context = await self.chromium.new_context(viewport={"width": width, "height": height}, **PLACE)
        context.set_default_timeout(30_000)
        self.guard.watch(context)
        return await context.new_page()

    async def wait(self, least=0.05, most=0.6):
        await asyncio.sleep(self.chance.uniform(least, most))

    def address(self, path):
        return self.site.path(path)

    def signed(self, code):
        self.codes.append(code)
        self.after_death += self.deaths


async def the_hour(site, hall, server) -> dict:
    async with async_playwright() as driver:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        chromium = await driver.chromium.launch(executable_path=CHROMIUM, args=options)
        hour = Hour(site, hall, server, chromium)
        before = counted_before(site)
        try:
            await asyncio.wait_for(all_of(hour), DEADLINE)
        except TimeoutError:
            where = [page.url for context in chromium.contexts for page in context.pages]
            pytest.fail(f"{len(hour.codes)} confirmed, {hour.deaths} deaths, the windows stand at {where}")
        finally:
            await chromium.close()
    told = {"codes": hour.codes, "deaths": hour.deaths, "after_death": hour.after_death, **before}
    return told | {"problems": hour.guard.problems, "kept": hour.kept}


async def all_of(hour):
    board = await the_projector(hour)
    operator = await the_operator(hour)
    signers = [on_tablet(hour, n) if n % 2 else on_own_account(hour, n) for n in range(2 * ON_TABLETS)]
    signers += [on_own_account(hour, n) for n in range(2 * ON_TABLETS, UNITS)]
    async with asyncio.TaskGroup() as group:
        calls = group.create_task(calls_one_after_the_other(hour, operator))
        group.create_task(the_server_dies(hour))
        tasks = [group.create_task(signer) for signer in signers]
        await asyncio.gather(*tasks)
        await calls
    await both_say_thirteen(board, operator)
    await seals_and_closes(hour, operator)
    await expect(board.locator("[data-hall]")).to_have_attribute("data-screen", "thanks")
    assert await board.evaluate("window.untouched"), "the screen of the hall was never loaded again"


# --- The projector ----------------------------------------------------------------------------


async def the_projector(hour):
    page = await hour.window(1920, 1080)
    await page.goto(hour.address(hour.hall["board"]))
    await page.evaluate("window.untouched = true")
    return page


async def both_say_thirteen(board, operator):
    """Neither is touched: the board polls, the console polls."""
    await expect(board.locator("[data-testid=counter] strong")).to_have_text(f"{UNITS}/{UNITS}", timeout=10_000)
    await expect(board.locator("[data-testid=tile][data-state=signed]")).to_have_count(UNITS)
    await expect(board.locator("[data-testid=lost]")).to_be_hidden()
    await expect(operator.locator("[data-testid=signed]")).to_contain_text(f"{UNITS}/{UNITS}", timeout=10_000)
    await expect(operator.locator("[data-testid^=queue-][data-state=signed]")).to_have_count(UNITS)
    assert await operator.evaluate("window.untouched"), "the console was never loaded again"


# --- The operator -----------------------------------------------------------------------------


async def log_in(hour, page, name):
    await page.goto(hour.address("/tai-khoan/dang-nhap/"))
    if "dang-nhap" not in page.url:
        return  # the login went through, only its answer did not come
    await page.locator("input[name=login]").fill(name)
    await page.locator("input[name=password]").fill(hour.site.accounts[name])
    async with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
        await page.locator("input[name=password]").press("Enter")


async def the_operator(hour):
    """Begins the ceremony by typing the year, has the vote recorded, and goes on to the signing."""
    page, desk = await hour.window(), f"/le-ky-ket/{hour.hall['ceremony']}/dieu-hanh/"
    await log_in(hour, page, "thu-ky")
    await page.goto(hour.address(f"/le-ky-ket/{hour.hall['ceremony']}/khai-mac/"))
    await page.locator("[name=season]").fill(hour.hall["season"])
    await send(page, "form[data-testid=begin] [data-testid=save]")
    await page.goto(hour.address(f"/giao-uoc/{hour.hall['pact']}/thong-qua/?le={hour.hall['ceremony']}"))
    await page.locator("[name=votes_for]").fill(str(UNITS))
    await send(page, "form[data-testid=vote] [data-testid=save]")
    await page.goto(hour.address(desk))
    await page.evaluate("window.untouched = true")
    big = page.locator(".is-next[data-testid]")
    while await big.get_attribute("data-testid") == "item":
        await press(page, big)
    return page


async def send(page, button):
    async with page.expect_navigation():
        await page.locator(button).click()


async def press(page, button):
    """A press in place; what the console answers, or that nothing came."""
    await button.click(timeout=2_000)
    await expect(page.locator("[data-console]")).not_to_have_attribute("aria-busy", "true", timeout=12_000)


async def calls_one_after_the_other(hour, page):
    """Calls whoever is next while anybody waits. A press on a dead server is pressed again when it lives."""
    while len(hour.codes) < UNITS:
        await hour.wait(0.1, 0.5)
        call = page.locator("[data-testid=invite]").first
        try:
            if await call.count():
                await press(page, call)
        except LOST:  # the button went away under the hand, or the server died
            await hour.wait()


async def seals_and_closes(hour, page):
    for door in ("seal", "hold"):
        form = page.locator(f"form[data-testid=door-{door}]").first
        words = await form.locator("button").inner_text()
        async with page.expect_navigation():
            await form.locator("button").click()
            if await form.get_attribute("data-confirm"):
                await page.locator("dialog[open]").get_by_role("button", name=words).click()


# --- The thirteen -----------------------------------------------------------------------------


async def on_own_account(hour, n):
    """Reads, signs, and begins again where nothing came back, until the confirmation stands there."""
    page, name = await hour.window(), hour.hall["names"][n]
    await until_done(hour, lambda: log_in(hour, page, name))
    hour.signed(await until_done(hour, lambda: signed_by_account(hour, page)))


async def signed_by_account(hour, page):
    if not await page.locator("[data-sign]").count():
        await look_again(hour, page, f"/ky/{hour.hall['pact']}/")
    if not await page.locator("[data-sign]").count():
        return await confirmed(page)
    return await sign_here(hour, page)


async def on_tablet(hour, n):
    """Waits at the table until the unit is called. What was typed stands there after the server died."""
    page, place = await hour.window(1280, 800), hour.hall["tablets"][n % TABLETS]
    key = f"{hour.hall['pact']}-{hour.hall['units'][n]}"
    await until_done(hour, lambda: look_again(hour, page, place))
    hour.signed(await until_done(hour, lambda: signed_on_tablet(hour, page, place, key, hour.hall["names"][n])))


async def signed_on_tablet(hour, page, place, key, name):
    if await page.locator("[data-testid=signed]").count():
        return await confirmed(page)
    if not page.url.endswith(key) or not await page.locator("[data-sign]").count():
        await sit_down(hour, page, place, key)
    hour.seated.add(key)
    if not await page.locator("[name=username]").input_value():
        await page.locator("[name=username]").fill(name)
    return await sign_here(hour, page)


async def sit_down(hour, page, place, key):
    call = page.locator(f"form[action$='luot={key}'] [data-testid=begin]")
    if not await call.count():
        if key in hour.seated or not await page.locator("[data-testid=stage]").count():
            await look_again(hour, page, f"{place}?luot={key}")  # signed, and the answer was lost; or no page at all
        raise Error("not called yet")
    await call.click(timeout=1_000)
    await expect(page.locator("[data-sign]")).to_be_visible(timeout=3_000)


async def look_again(hour, page, path):
    await page.goto(hour.address(path), timeout=8_000)


async def sign_here(hour, page):
    """Types and draws, unless it stands there already from a press that was lost; presses; what it was answered."""
    if not await page.locator("[name=password]").input_value():
        await hour.wait(0.2, 2.5)
        await fill_in(hour, page)
    await page.locator("[data-sign-button]").click(timeout=3_000)
    lost = page.locator("[data-sign-lost]:not([hidden])")
    await page.locator("[data-testid=signed]").or_(lost).first.wait_for(timeout=25_000)
    if await lost.count():
        hour.kept.append(await page.locator("[name=password]").input_value())
        raise Error("the line was lost")
    return await confirmed(page)


async def fill_in(hour, page):
    await page.locator("[name=is_read]").check()
    await draw(page)
    await page.locator("[name=password]").fill(hour.site.accounts["ky-1"])
    await hour.wait()


async def confirmed(page) -> str:
    await page.locator("[data-testid=signed]").wait_for(timeout=12_000)
    return (await page.locator("[data-testid=code]").inner_text()).strip()


async def until_done(hour, act):
    while True:
        try:
            return await act()
        except LOST:
            await hour.wait(0.3, 0.9)


# --- The server -------------------------------------------------------------------------------


async def the_server_dies(hour):
    """All its processes at once, without a word, while others are about to sign; soon it is started again."""
    while len(hour.codes) < DIE_AFTER:
        await asyncio.sleep(0.02)
    hour.server.kill()
    await asyncio.sleep(1.5)
    await asyncio.to_thread(hour.server.start)
    hour.deaths += 1
