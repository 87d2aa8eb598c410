"""People at their desks: who types and presses, and who hands in a page's own form without its script."""

import re


class Officer:
    """A person at a desk; counts what the hand does."""

    def __init__(self, page, site):
        self.page, self.site, self.interactions = page, site, 0

    def log_in(self, name: str):
        self.open("/tai-khoan/dang-nhap/")
        self.type("login", name)
        self.type("password", self.site.accounts[name])
        self.press_button("Đăng nhập")

    def open(self, path: str):
        self.page.goto(self.site.path(path))

    def type(self, field: str, text: str):
        self.page.locator(f"main [name='{field}']").fill(text)
        self.interactions += 1

    def press_button(self, words: str):
        button = self.page.locator("main").get_by_role("button", name=re.compile(f"^{words}")).first
        self._press(button)

    def press(self, form: str, button: str = "button"):
        """The first button of the form with this mark."""
        self._press(self.page.locator(f"main form[data-testid='{form}'] {button}").first)

    def _press(self, button):
        asks = button.evaluate("button => Boolean(button.closest('[data-confirm]'))")
        if asks:
            words = button.inner_text()
            button.click()
            self.interactions += 1
            button = self.page.locator("dialog[open]").get_by_role("button", name=words)
        self._click(button)

    def follow(self, words: str, within: str = "main"):
        self._click(self.page.locator(within).get_by_role("link", name=re.compile(words)).first)

    def _click(self, target):
        with self.page.expect_navigation():
            target.click()
        self.interactions += 1

    def reads(self, words: str) -> bool:
        return words in self.page.locator("main").inner_text()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


# Fetches a page, fills the form found there and posts it as the browser would without script. What was done answers
# with the way to another page, which is not followed; what was refused answers with the form and its sentences.
HAND_IN = """async ([path, selector, given]) => {
  const read = (html) => new DOMParser().parseFromString(html, "text/html");
  const wrong = ".field-error, .callout.is-error, .error-summary li";
  const said = (answer, page, found) => ({
    found, status: answer.status, isDone: answer.type === "opaqueredirect",
    text: (page.querySelector("main")?.textContent ?? "").replace(/\\s+/g, " "),
    wrong: [...page.querySelectorAll(wrong)].map((one) => one.textContent.trim()),
  });
  const first = await fetch(path);
  const page = read(await first.text());
  const form = selector && page.querySelector(selector);
  if (!form) return said(first, page, !selector);
  const data = new FormData(form);
  for (const [name, value] of Object.entries(given)) data.set(name, value);
  const to = new URL(form.getAttribute("action") || "", first.url);
  const answer = await fetch(to, { method: "POST", redirect: "manual", body: new URLSearchParams(data) });
  return said(answer, read(await answer.text()), true);
}"""


class Clerk(Officer):
    """An officer whose window also hands in forms without opening them: for what thirteen units do alike."""

    def log_in_quickly(self, name: str):
        self.open("/tai-khoan/dang-nhap/")
        self.done("/tai-khoan/dang-nhap/", "main form", login=name, password=self.site.accounts[name])

    def asks(self, path: str) -> dict:
        """What the page at this address says: status, text."""
        return self.page.evaluate(HAND_IN, [path, "", {}])

    def hand_in(self, path: str, form: str, **fields: str) -> dict:
        """The answer to the form at this address, everything in it as it stood but the fields given."""
        answer = self.page.evaluate(HAND_IN, [path, form, fields])
        assert answer["found"], (path, form, answer)
        return answer

    def done(self, path: str, form: str, **fields: str):
        """As `hand_in`, where nothing may be wrong."""
        answer = self.hand_in(path, form, **fields)
        assert answer["isDone"], (path, fields, answer)
