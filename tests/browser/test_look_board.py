"""Every screen of a commander, of the standing body and of an administrator as it looks."""

import pytest

from tests.browser.looks import look_over
from tools.screen_list import SCREENS


@pytest.mark.parametrize("name", ["khoi-truong", "thuong-truc", "quan-tri"])
def test_the_screens_of_a_desk_are_clean(window, site, login, name):
    """G-1, G-2, G-7, G-8; WCAG 2.2 criterion 3.2.6: the help link stands at one place."""
    page = window(bypass_csp=True)
    login(page, site, name)
    own = [screen for screen in SCREENS[name] if screen != "/quan-tri/"]  # test_admin.py looks at the admin
    assert look_over(page, site, own) == {}


def test_each_screen_stands_with_a_person_who_is_looked_at():
    assert set(SCREENS) == {"", "thu-ky", "bao-cao", "khoi-truong", "thuong-truc", "quan-tri"}
