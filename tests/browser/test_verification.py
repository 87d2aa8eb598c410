"""PUB-8 in Chromium: the verdict, the reader's own file that never leaves the browser, the page without script.

The papers are put beside the demo's own, in a copy of the site; any bytes do, for nothing here opens them.
"""

import json
import secrets
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.sites import a_site

CODE, WITHDRAWN = "ABCDE-FGHJK-MNPQR-STUVW", "ABCDE-FGHJK-MNPQR-STUVX"
PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 8000 + b"\n%%EOF\n"  # two pieces and a bit
OTHER = b"%PDF-1.7\n% another paper\n%%EOF\n"
# https://csrc.nist.gov/projects/cryptographic-algorithm-validation-program, SHA-256, short and long messages
NIST = {
    "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "616263": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".hex(): (
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    "d3": "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1",
    "11af": "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98",
    "5a86b737eaea8ee976a0a24da63e7ed7eefad18a101c1211e2b3650c5187c2a8a650547208251f6d4237e661c7bf4c77f335390394c37fa1a9f9be836ac28509": (  # noqa: E501
        "42e61e174fbb3897d6dd6cef3dd2802fe67b331953b06114a65c772859dfc1aa"
    ),
}
ISSUE = """
from hashlib import sha256
from pathlib import Path
from django.utils import timezone
from blocs.models import Event
from reports import published
from reports.models import Paper, PaperBytes
content = Path(PLACE).read_bytes()
pacts = published.pacts().filter(bloc__is_illustrative=True).exclude(canonical="").order_by("bloc__season__starts_on")
for pact, code in zip(pacts[:2], CODES):
    Paper.objects.filter(pact=pact, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by="thử", withdrawn_reason="Nhường chỗ cho bản thử"
    )
    told = {"sha256": sha256(content).hexdigest(), "size": len(content), "text_digest": pact.digest}
    head = Event.objects.order_by("-number").first()
    paper = Paper.objects.create(
        pact=pact, code=code, state="made", made_at=timezone.now(), log_number=head.number, log_hash=head.hash, **told
    )
    PaperBytes.objects.create(paper=paper, content=content)
    Event.record("reports.issue_paper", paper, by="thử", sha256=paper.sha256, digest=paper.text_digest)
Paper.objects.filter(code=CODES[1]).update(
    withdrawn_at=timezone.now(), withdrawn_by="thử", withdrawn_reason="Sai tên một đơn vị"
)
"""


@pytest.fixture(scope="module")
def issued(tmp_path_factory, prepared):
    """A copy of the demo with one paper that stands and one that was withdrawn; beside it the files of a reader."""
    place = tmp_path_factory.mktemp("verified")
    files = {"own": PAPER, "changed": PAPER[:500_000] + bytes([PAPER[500_000] ^ 1]) + PAPER[500_001:], "other": OTHER}
    for name, content in files.items():
        (place / f"{name}.pdf").write_bytes(content)
    script = ISSUE.replace("CODES", json.dumps([CODE, WITHDRAWN])).replace("PLACE", repr(str(place / "own.pdf")))
    with a_site(tmp_path_factory.mktemp("site-verified"), like=prepared) as site:
        said = site.manage("shell", "-c", script)
        assert said.returncode == 0, said.stdout + said.stderr
        with site.served():
            yield site, place


def compare(page, file: Path) -> str:
    """What the page says of a file of the reader's."""
    page.locator("#own-file").set_input_files(file)
    result = page.get_by_test_id("compare-result")
    result.wait_for(state="visible")
    shown = sha256(file.read_bytes()).hexdigest()
    assert result.locator("[data-hash]").inner_text() == shown
    return result.get_attribute("data-result")


def test_pub_8_a_reader_checks_a_paper_and_compares_a_file_that_never_leaves_the_browser(issued, page, guard):
    """AC 2: the paper itself, one byte changed, another paper. AC 3: no request carries bytes. AC 4: typed by hand."""
    site, files = issued
    page.goto(site.path("/xac-thuc/"))
    page.locator("#id_ma").fill(CODE.lower().replace("-", " "))
    with page.expect_navigation():
        page.locator("main form button").click()
    assert page.url == site.path(f"/xac-thuc/{CODE}/")
    verdict = page.get_by_test_id("verdict")
    assert verdict.get_attribute("data-verdict") == "valid", page.locator("main").inner_text()
    assert verdict.inner_text().startswith("✔")
    assert page.locator("[data-testid=checks] li[data-fits=no]").count() == 0
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data_buffer)))
    page.wait_for_load_state("networkidle")
    asked.clear()
    assert compare(page, files / "own.pdf") == "same"
    assert compare(page, files / "changed.pdf") == "other"
    assert compare(page, files / "other.pdf") == "other"
    assert asked == []
    assert page.get_by_test_id("meaning").is_visible()  # AC 5


def test_pub_8_states_on_a_phone_withdrawn_unknown_and_too_many_tries(issued, window, guard):
    guard.allow(404, 429)
    site, files = issued
    phone = window(360, 640, has_touch=True, is_mobile=True)
    phone.goto(site.path(f"/xac-thuc/{WITHDRAWN}/"))
    assert phone.get_by_test_id("verdict").get_attribute("data-verdict") == "withdrawn"
    assert compare(phone, files / "own.pdf") == "same"
    for address in (f"/xac-thuc/{CODE}/", "/xac-thuc/", "/xac-thuc/ZZZZZ-YYYYY-XXXXX-WWWWW/"):
        phone.goto(site.path(address))
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert phone.get_by_test_id("verdict").get_attribute("data-verdict") == "unknown"
    tries = iter(range(45))  # twenty a minute, and the minute may turn once
    while phone.goto(site.path(f"/xac-thuc/{a_code()}/")).status != 429:
        next(tries)
    assert 1 <= int(phone.get_by_test_id("wait").get_attribute("data-seconds")) <= 60
    phone.goto(site.path(f"/xac-thuc/{CODE}/"))
    assert phone.get_by_test_id("verdict").get_attribute("data-verdict") == "valid"


def a_code() -> str:
    signs = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _sign in range(20))
    return "-".join(signs[at : at + 5] for at in range(0, 20, 5))


def test_pub_8_ac_6_codes_are_checked_without_script(issued, window):
    site, _files = issued
    plain = window(java_script_enabled=False)
    plain.goto(site.path("/xac-thuc/"))
    plain.locator("#id_ma").fill("sai-ma")
    with plain.expect_navigation():
        plain.locator("main form button").click()
    assert plain.locator(".error-summary").is_visible()
    assert plain.locator("#id_ma").input_value() == "sai-ma"
    plain.locator("#id_ma").fill(CODE)
    with plain.expect_navigation():
        plain.locator("main form button").click()
    assert plain.get_by_test_id("verdict").get_attribute("data-verdict") == "valid"
    assert not plain.get_by_test_id("compare").is_visible()
    assert plain.locator("noscript").count() == 1


def test_pub_8_the_sum_reckoned_in_the_browser_is_that_of_nist(issued, page):
    """The vectors of NIST, a million times “a”, and every length around the edges of a block."""
    site, _files = issued
    page.goto(site.path(f"/xac-thuc/{CODE}/"))
    module = page.locator("script[src*='js/verify']").get_attribute("src").split("verify")[0]
    reckon = """async ([module, messages]) => {
      const loaded = performance.getEntriesByType("resource").map((one) => one.name);
      const found = loaded.find((name) => name.includes("/js/sha256"));
      const { Sha256 } = await import(found ?? `${module}sha256.js`);
      const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
      const sums = messages.map((hex) => new Sha256().update(bytes(hex)).hex());
      const many = new Sha256();
      for (let time = 0; time < 1000; time += 1) many.update(new Uint8Array(1000).fill(97));
      return [...sums, many.hex()];
    }"""
    edges = [secrets.token_bytes(length).hex() for length in (55, 56, 57, 63, 64, 65, 119, 120, 128, 1000)]
    found = page.evaluate(reckon, [module, [*NIST, *edges]])
    expected = [*NIST.values(), *(sha256(bytes.fromhex(one)).hexdigest() for one in edges)]
    assert found == [*expected, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"]


def test_pub_4_the_ceremony_page_shows_the_qr_code_and_leads_to_the_verification(issued, page):
    site, _files = issued
    page.goto(site.path(f"/xac-thuc/{CODE}/"))
    with page.expect_navigation():
        page.get_by_test_id("facts").locator("a").first.click()
    panel = page.get_by_test_id("sealed-paper")
    picture = panel.locator("img.qr")
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "document.querySelector('img.qr').complete && document.querySelector('img.qr').naturalWidth > 0"
    )
    assert CODE in picture.get_attribute("alt")
    assert picture.bounding_box()["width"] == pytest.approx(34 / 25.4 * 96, abs=1)
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture.screenshot())))
    assert found.text.endswith(f"/xac-thuc/{CODE}/")
    with page.expect_navigation():
        panel.locator(f"a[href$='/xac-thuc/{CODE}/']").last.click()
    assert page.url == site.path(f"/xac-thuc/{CODE}/")
