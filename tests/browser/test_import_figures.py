"""Figures from two workbooks, one typed in .VnTime and one plain: seen before, confirmed, found in the grid."""

import json

from blocs.logic.legacy import TCVN3
from tests.browser.grid_tools import open_again
from tests.browser.test_import import book, press, read

NAMES = """
import json
from reports.models import Reporting
row = Reporting.objects.with_names().get(pk={phase})
pledges = [one for one in row.pledges() if one.kind in ("at_least", "count", "at_most") and one.measure != "%"]
units = [one.unit.name for one in row.bloc.memberships.order_by("order")[:2].select_related("unit")]
print(json.dumps({{"bloc": row.bloc_id, "units": units, "pledges": [one.name for one in pledges[:2]]}}))
"""
OLD = {letter: sign for sign, letter in TCVN3.items()}


def in_old_letters(text: str) -> str:
    """As .VnTime holds it; capitals with marks have no sign of their own there."""
    return "".join(OLD.get(letter, OLD.get(letter.lower(), letter)) for letter in text)


def send(page, site, path, bloc: int):
    page.goto(site.path(f"/nhap-tep/moi/figures/?bloc={bloc}"))
    page.locator("input[name=file]").set_input_files(path)
    page.locator("input[name=is_no_secret]").check()
    press(page, "[data-testid=send] .btn-primary")


def value_of(page, site, phase: int, unit: int, pledge: str) -> str:
    page.goto(site.path(f"/ket-qua/nhap/?ky={phase}&don_vi={unit}"))
    row = page.locator("tr[data-row]").filter(has_text=pledge).first
    return row.locator("[data-cell=value]").input_value()


def test_stf_4_figures_of_an_old_and_of_a_plain_workbook_are_found_in_the_grid(page, own_site, login, tmp_path):
    place = open_again(own_site)
    names = json.loads(
        own_site.manage("shell", "-v", "0", "-c", NAMES.format(phase=place["phase"])).stdout.splitlines()[-1]
    )
    (first, second), (pledge, other) = names["units"], names["pledges"]
    login(page, own_site, "thu-ky")

    old = [["§¬n vÞ", "ChØ tiªu", "KÕt qu¶"], [in_old_letters(first), in_old_letters(pledge), "7"]]
    fonts = {f"{column}{line}": ".VnTime" for column in "ABC" for line in (1, 2)}
    send(page, own_site, book(tmp_path, *old, fonts=fonts), names["bloc"])
    read(page, own_site, "ready")
    told = page.locator("[data-testid=legacy]").inner_text()
    assert old[1][1] in told and pledge.lower() in told.lower()
    assert page.locator("[data-testid=confirm]").count() == 0
    press(page, "[data-testid=legacy-yes]")
    read(page, own_site, "ready")
    assert page.locator("[data-testid=lines] tbody tr[data-state=new]").count() == 1
    press(page, "[data-testid=confirm] button")

    plain = [
        ["TT", "Tên đơn vị", "Nội dung chỉ tiêu", "Số liệu"],
        [1, second, pledge, 12],
        [2, second, other, 0],
        [3, first, other, ""],
    ]
    send(page, own_site, book(tmp_path, *plain), names["bloc"])
    read(page, own_site, "ready")
    assert page.locator("[data-testid=lines] tbody tr[data-state=new]").count() == 2
    press(page, "[data-testid=confirm] button")

    units = place["units"]
    assert value_of(page, own_site, place["phase"], units[0], pledge) == "7"
    assert value_of(page, own_site, place["phase"], units[1], pledge) == "12"
    assert value_of(page, own_site, place["phase"], units[1], other) == "0"
    assert value_of(page, own_site, place["phase"], units[0], other) == "", "an empty cell is no nought"
