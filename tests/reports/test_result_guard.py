"""The database itself refuses to change what was published; a draft may go."""

import pytest
from django.db import DatabaseError, transaction

from reports.models import Placing, Result
from tests.make import a_unit
from tests.make_results import a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db


def refused(press) -> bool:
    try:
        with transaction.atomic():
            press()
    except DatabaseError as error:
        return "never changes" in str(error)
    return False


@pytest.mark.parametrize("model", [Result, Placing])
def test_a_published_result_and_its_lines_neither_change_nor_go(model):
    a_published_result()
    rows = model.objects.all()
    field = "correction_note" if model is Result else "unit_name"
    assert refused(lambda: rows.update(**{field: "khác"}))
    assert refused(lambda: rows._raw_delete("default"))
    assert rows.exists()


def test_a_draft_may_change_and_go_beside_a_published_one():
    table = a_scored_table()
    a_published_result(table)
    draft = a_result(table, correction_note="Sửa một lỗi cộng điểm.")
    draft.placings.update(unit_name="khác")
    draft.delete()
    assert Result.objects.count() == 1


def test_no_line_is_added_to_a_published_result_nor_moved_into_it():
    """By the database itself, on both of them."""
    table = a_scored_table()
    published = a_published_result(table)
    draft = a_result(table, correction_note="Sửa một lỗi cộng điểm.")
    line = published.placings.first()
    line.pk, line.unit = None, a_unit("Đơn vị chen vào")
    assert refused(lambda: line.save(force_insert=True))
    assert refused(lambda: draft.placings.update(result=published))
    assert published.placings.count() == draft.placings.count()
