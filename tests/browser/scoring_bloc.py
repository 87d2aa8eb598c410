"""The bloc of the journey: its thirteen units, their sheets, and who sits at which desk."""

import re
from datetime import date, timedelta

from tests.browser.officers import Clerk

TODAY = date.today().strftime("%d/%m/%Y")
LAST_DAY = (date.today() + timedelta(days=30)).strftime("%d/%m/%Y")

WHY = "Đã đối chiếu hồ sơ, sổ sách và kết quả thực tế của đơn vị."
"""Long enough for any mark that asks for a reason."""


class Bloc:
    """`units` {key: name}; `sheets` {unit: key of its sheet}, `checker_of` {unit: unit drawn to check it}."""

    def __init__(self, window, site, facts: dict):
        self.window, self.site = window, site
        self.units = {int(pk): name for pk, name in facts["units"].items()}
        self.head, self.deputy = facts["head"], facts["deputy"]
        self.desks: dict[str, Clerk] = {}
        self.sheets: dict[int, int] = {}
        self.checker_of: dict[int, int] = {}
        self.rows: dict[str, int] = {}
        self.table = self.left_out = 0
        self.pledge = self.shelf = self.evidence = ""

    def desk(self, name: str) -> Clerk:
        """The window of this account, opened and logged in at its first call."""
        if name not in self.desks:
            self.desks[name] = Clerk(self.window(), self.site)
            self.desks[name].log_in_quickly(name)
        return self.desks[name]

    def commander(self, unit: int) -> Clerk:
        return self.desk(f"chi-huy-{unit}")

    def reporter(self, unit: int) -> Clerk:
        return self.desk(f"bao-cao-{unit}")

    def read_the_table(self, secretary: Clerk):
        """The key of each criterion, by its number."""
        for line in secretary.page.locator("tr[id^='tc-']").all():
            number = line.get_attribute("id").removeprefix("tc-").replace("-", ".")
            self.rows[number] = int(re.findall(r"\d+", line.locator("a.btn").first.get_attribute("href"))[0])

    def read_the_ring(self, secretary: Clerk):
        """From the page of the scoring: each unit's sheet, and by whom it is checked."""
        keys = {name: pk for pk, name in self.units.items()}
        for row in secretary.page.locator("tr[data-testid^='unit-']").all():
            unit = int(row.get_attribute("data-testid").removeprefix("unit-"))
            self.sheets[unit] = int(re.findall(r"\d+", row.locator("th a").get_attribute("href"))[0])
            checker = row.locator("td").last.inner_text().strip()
            self.checker_of[unit] = keys.get(checker, 0)

    def checked_by(self, unit: int) -> int:
        """The unit this unit was drawn to check."""
        return next(one for one, checker in self.checker_of.items() if checker == unit)

    def path(self, unit: int, step: str = "") -> str:
        return f"/phieu-diem/{self.sheets[unit]}/{step}"

    # --- What is marked ---

    def own_marks(self, unit: int, place: int) -> dict[str, tuple[str, str]]:
        """Of the unit at this place; the second and third are alike, so are the fourth and fifth, and so on."""
        marks = {"1.1": f"{6 + place // 2 / 2}".replace(".", ","), "1.2": "8", "1.3": "15", "1.6": "7", "1.8": "9"}
        marks |= {"2.1": "0", "2.2": "0"}
        return {number: (given, "") for number, given in marks.items() if (unit, number) != (self.left_out, "1.6")}

    def highest(self, unit: int) -> dict[str, tuple[str, str]]:
        """What a reviewer cannot agree with in a lump: the first unit gave itself the maximum twice."""
        return {"1.8": ("10", WHY), "2.1": ("1", WHY)} if unit == next(iter(self.units)) else {}

    def save(self, clerk: Clerk, unit: int, marks: dict[str, tuple[str, str]]):
        """Each group of criteria is a form of its own; what is typed by number goes to the row of that number."""
        for group in sorted({number[0] for number in marks}):
            fields = {}
            for number, (given, reason) in marks.items():
                if number[0] == group:
                    fields |= {f"v{self.rows[number]}": given, f"r{self.rows[number]}": reason}
            clerk.done(self.path(unit), f"form[data-testid=block-{group}]", **fields)

    def agree(self, clerk: Clerk, unit: int, more: dict[str, tuple[str, str]] | None = None):
        """Agree with the rest, after what one says oneself."""
        self.save(clerk, unit, self.highest(unit) | (more or {}))
        clerk.done(self.path(unit), "form[data-testid=agree]")

    def send(self, clerk: Clerk, unit: int):
        clerk.done(self.path(unit, "gui/"), "form[data-testid=send]", declared="on")


def mark_by_hand(page, number: str, given: str, why: str = ""):
    row = page.locator(f"[data-testid='row-{number}']")
    row.locator("input[data-cell]").fill(given)
    if why:
        row.locator("details").evaluate("details => { details.open = true; }")
        row.locator("textarea").fill(why)
