"""A real Chromium in front of a real site. Without Chromium these tests fail with a sentence; none is passed over.

Fixtures: `site` (the demo, shared, for reading), `own_site` (a copy for one test),
`page` (1366 × 768), `phone` (360 × 640), `guard` (what the pages may do wrong: nothing, unless a test says so),
`login` (log in by an account's name).
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sites import a_site

# The browser's driver keeps an event loop in this thread; Django would refuse its database calls because of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PLACE = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory, prepared):
    """The demo, served as in production. Tests share it, so they leave it as they found it."""
    with a_site(tmp_path_factory.mktemp("site"), like=prepared) as made, made.served():
        yield made


@pytest.fixture
def own_site(tmp_path, prepared):
    """A site of this test alone, as the demo leaves it."""
    with a_site(tmp_path, like=prepared) as made, made.served():
        yield made


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing: run “sudo apt-get install chromium”, or name another one in CHROMIUM.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


class Guard:
    """What pages may not do: report errors, throw, answer 4xx or 5xx, ask another host for anything."""

    def __init__(self):
        self.problems: list[str] = []
        self.allowed: set[int] = set()

    def allow(self, *statuses: int):
        """This test expects answers of these kinds."""
        self.allowed.update(statuses)

    def watch(self, context):
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _heard(self, message):
        # A refused address is judged by its status; the console only repeats it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _asked(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname != "127.0.0.1":
            self.problems.append(f"foreign: {request.url}")

    def _answered(self, response):
        if response.status >= 400 and response.status not in self.allowed:
            self.problems.append(f"{response.status}: {response.url}")


@pytest.fixture
def guard():
    watching = Guard()
    yield watching
    assert watching.problems == []


@pytest.fixture
def window(browser, guard):
    """Opens a page in a context of its own: `window(width, height, **options)`; closed when the test ends."""
    opened = []

    def open_one(width: int = 1366, height: int = 768, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **PLACE, **options)
        context.set_default_timeout(20_000)  # a wait costs nothing where the machine is quick
        guard.watch(context)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(window):
    return window()


@pytest.fixture
def phone(window):
    return window(360, 640, has_touch=True, is_mobile=True)


@pytest.fixture
def login():
    """`login(page, site, "thu-ky")`: through the login page, as the person does it."""

    def enter(page, site, name: str):
        page.goto(site.path("/tai-khoan/dang-nhap/"))
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(site.accounts[name])
        with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
            page.locator("input[name=password]").press("Enter")

    return enter
