"""The result grid at hand: a phase open again with every unit's sheet empty, blocks to paste, what is stored."""

import json
from pathlib import Path

CLIPBOARD = Path(__file__).parent.parent / "data" / "clipboard"

OPEN_AGAIN = """
import json
from reports.models import Figure, Report, Reporting
row = Reporting.objects.order_by("-phase__ends_on").first()
Reporting.objects.filter(pk=row.pk).update(state="open", due_on="2099-12-31")
Report.objects.filter(reporting=row).delete()
Figure.objects.filter(bloc=row.bloc, phase=row.phase).delete()
units = list(row.bloc.memberships.order_by("order").values_list("unit", flat=True))
print(json.dumps({"phase": row.pk, "units": units}))
"""

PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def open_again(site) -> dict:
    """{"phase": pk, "units": [pk]} of the newest phase, whose sheets are empty and open now."""
    return json.loads(site.manage("shell", "-v", "0", "-c", OPEN_AGAIN).stdout.splitlines()[-1])


def copied(name: str, kind: str) -> str:
    """A fixture as the clipboard holds it, its line ends kept."""
    path = CLIPBOARD / f"{name}.{kind}"
    return path.read_bytes().decode("utf-8") if path.exists() else ""


class GridPage:
    """The grid of one unit in one window."""

    def __init__(self, page, site, place: dict, unit: int):
        self.page, self.address = page, site.path(f"/ket-qua/nhap/?ky={place['phase']}&don_vi={place['units'][unit]}")
        self.open()

    def open(self):
        self.page.goto(self.address)
        self.page.locator("[data-grid][data-repeat]").wait_for()
        self.rows = self.page.locator("tr[data-row]")

    def box(self, row: int, name: str = "value"):
        return self.rows.nth(row).locator(f"[data-cell={name}]")

    def paste(self, name: str, row: int = 0, column: str = "value", *, text: str = ""):
        self.box(row, column).focus()
        self.page.evaluate(PASTE, [copied(name, "html"), text or copied(name, "txt")])

    def block(self, name: str) -> list[list[str]]:
        """The cells of a plain fixture without quotes."""
        return [line.split("\t") for line in copied(name, "txt").splitlines()]

    def cells(self, *names: str) -> list[list[str]]:
        """What stands in the boxes, a verdict by its word."""
        return self.page.evaluate(
            """names => [...document.querySelectorAll("tr[data-row]")].map(row => names.map(name => {
              const box = row.querySelector(`[data-cell=${name}]`);
              return box.tagName === "SELECT" ? box.selectedOptions[0].text : box.value;
            }))""",
            list(names),
        )

    @property
    def told(self) -> str:
        return self.page.locator("[data-pasted-said]").inner_text()

    @property
    def summary(self) -> str:
        return self.page.locator("[data-summary]").inner_text()

    def wait_until_saved(self, done: int):
        """Until the count of stored figures says so and nothing is on its way."""
        self.page.locator("[data-summary]").filter(has_text=f"{done}/").wait_for()
        self.page.locator("[data-grid][data-kept='0']").wait_for()

    def wait_for_word(self, word: str):
        self.page.locator("[data-said]").filter(has_text=word).wait_for()

    def answer(self, button: str = "yes"):
        self.page.locator(f"dialog[open] button[value={button}]").click()
