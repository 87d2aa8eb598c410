"""A past bloc-year in one workbook: what its sheets hold, and the season document they make.

columns    the sheets and their columns
reading    lines of the sheets to a season document (docs/season-file.md), each fault with its cell
known      what is here already, so that a unit is named once
template   the empty workbook
"""

from pathlib import Path

EMPTY = Path(__file__).parent / "so-lieu-mot-nam.xlsx"
"""Made by `tools/make_yearbook.py`; a test says that it is what the template makes."""
EMPTY_NAME = "Số liệu một năm của khối thi đua.xlsx"
