"""STF-5 in a real browser: what is chosen, dropped and pasted, its progress, and a connection that is lost."""

import json

import pytest

from tests.shelves import PDF, a_photo

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASSWORD = "mat-khau-cua-bai-thu-1"
PREPARE = f"""
import json
from tests.shelves import a_desk
desk = a_desk()
user = desk.people["reporter"]
user.set_password("{PASSWORD}")
user.must_change_password = False
user.save()
print(json.dumps([user.username, desk.sheet.pk, desk.leaf.pk]))
"""
# A file of the given name, size and kind, as a drop or a paste brings it.
BRING = """([how, name, kind, text]) => {
  const brought = new DataTransfer();
  brought.items.add(new File([text], name, { type: kind }));
  const form = document.querySelector("form[data-files]");
  const init = { bubbles: true, cancelable: true };
  if (how === "drop") form.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: brought }));
  else document.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: brought }));
}"""


@pytest.fixture
def shelf(window, own_site):
    """A page at a criterion whose unit scores itself, and the reporter of that unit before it."""
    said = own_site.manage("shell", "-v", "0", "-c", PREPARE)
    assert said.returncode == 0, said.stderr
    name, sheet, leaf = json.loads(said.stdout.splitlines()[-1])
    page = window(360, 640, has_touch=True, bypass_csp=True)  # waiting for a number needs it
    page.goto(own_site.path("/tai-khoan/dang-nhap/"))
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
        page.locator("input[name=password]").press("Enter")
    page.goto(own_site.path(f"/minh-chung/?phieu={sheet}&chi_tieu={leaf}"))
    return page


def states(page) -> list[str]:
    return page.locator("[data-queue] li").evaluate_all("rows => rows.map(row => row.dataset.state)")


def send(page):
    page.locator("input[name=is_no_secret]").check()
    page.locator("[data-testid=add-files]").click()


def test_stf_5_ac_1_and_2_files_are_judged_before_sending_and_survive_a_lost_connection(shelf, tmp_path):
    page, asked = shelf, []
    assert page.evaluate(OVERFLOW) == 0
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    bad, large = tmp_path / "cong-cu.exe", tmp_path / "Báo cáo lớn.pdf"
    bad.write_bytes(b"MZ")
    large.write_bytes(PDF.replace(b"xref", b"%" + b"x" * 1_500_000 + b"\nxref", 1))
    page.locator("input[name=files]").set_input_files([bad, large])
    assert (states(page), asked) == (["refused", "waiting"], [])
    page.evaluate(BRING, ["drop", "Biên bản.pdf", "application/pdf", PDF.decode()])
    page.evaluate(BRING, ["paste", "image.gif", "image/gif", "GIF89a"])
    assert states(page) == ["refused", "waiting", "waiting", "refused"]
    line = page.context.new_cdp_session(page)
    slow = {"latency": 20, "downloadThroughput": 100_000, "uploadThroughput": 300_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    send(page)
    page.wait_for_function("Number(document.querySelector('[data-queue] progress:not([hidden])')?.value) > 5")
    line.send("Network.emulateNetworkConditions", {"offline": True, **slow})
    page.locator("[data-queue] li[data-state=lost]").first.wait_for()
    fast = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", {"offline": False, **fast})
    page.locator("[data-queue] li[data-state=kept]").nth(1).wait_for(timeout=20_000)
    assert states(page) == ["refused", "kept", "kept", "refused"]
    with page.expect_navigation():
        page.locator("[data-reload] a").click()
    shown = page.locator("main a[href$='/tep/']").all_inner_texts()
    assert sorted(shown) == ["Biên bản.pdf", "Báo cáo lớn.pdf"]
    look_in_place(page, tmp_path)


def look_in_place(page, folder):
    """One file is cancelled before it is sent; a photograph is looked at on the page."""
    photo, other = folder / "anh.jpg", folder / "thua.pdf"
    photo.write_bytes(a_photo())
    other.write_bytes(PDF)
    page.locator("input[name=files]").set_input_files([other])
    page.locator("input[name=photo]").set_input_files([photo])
    page.locator("[data-queue] li").first.get_by_role("button").last.click()
    assert states(page) == ["cancelled", "waiting"]
    send(page)
    page.locator("[data-queue] li[data-state=kept]").wait_for()
    with page.expect_navigation():
        page.locator("[data-reload] a").click()
    page.locator("details.look > summary").click()
    page.wait_for_function("document.querySelector('details.look img').naturalWidth === 64")
    assert page.evaluate(OVERFLOW) == 0
