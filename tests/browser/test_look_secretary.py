"""Every screen of a secretary and of a unit's reporter as it looks."""

import pytest

from tests.browser.looks import look_over
from tools.screen_list import SCREENS


@pytest.mark.parametrize("name", ["thu-ky", "bao-cao"])
def test_the_screens_of_a_desk_are_clean(window, site, login, name):
    """G-1, G-2, G-7, G-8; WCAG 2.2 criterion 3.2.6: the help link stands at one place."""
    page = window(bypass_csp=True)
    login(page, site, name)
    assert look_over(page, site, SCREENS[name]) == {}
