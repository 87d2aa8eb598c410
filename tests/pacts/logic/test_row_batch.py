"""The batch of rows a page sends has one shape; everything else is refused."""

import pytest

from blocs.logic.lifecycle import Refused
from pacts.logic.row_batch import MOST_ROWS, TypedRow, rows_in

ROW = {"key": "12", "row": 12, "revision": 3, "fields": {"name": "Nội dung", "kind": "zero"}}


def test_a_batch_is_read():
    new = {"key": "n1", "row": None, "section": 4, "after": 12, "revision": None, "fields": {"name": "Mới"}}
    assert rows_in([ROW, new]) == [TypedRow(**ROW), TypedRow(**new)]


@pytest.mark.parametrize(
    "posted",
    [
        None,
        {},
        ["x"],
        [{"key": "1"}],
        [{**ROW, "pact": 9}],
        [{**ROW, "row": "12"}],
        [{**ROW, "row": True}],
        [{**ROW, "row": -1}],
        [{**ROW, "fields": {"state": "sealed"}}],
        [{**ROW, "fields": {"name": 5}}],
        [{**ROW, "fields": {"name": "x" * 4001}}],
        [{**ROW, "key": "x" * 65}],
        [ROW, ROW],
        [ROW, {**ROW, "key": "13"}],
        [{**ROW, "key": str(n), "row": n + 1} for n in range(MOST_ROWS + 1)],
    ],
)
def test_everything_else_is_refused(posted):
    with pytest.raises(Refused):
        rows_in(posted)
