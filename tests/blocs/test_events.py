import pytest
from django.db import DatabaseError, connection, transaction

from blocs.models import Event, broken_link, event_guard
from tests.make import a_unit

pytestmark = pytest.mark.django_db


def three_lines():
    unit = a_unit("Phòng Cảnh sát hình sự")
    return [Event.record("blocs.test", unit, by="system", step=n) for n in range(3)]


def test_lines_form_a_chain():
    first, second, third = three_lines()
    assert [line.number for line in (first, second, third)] == [1, 2, 3]
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert broken_link() is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE blocs_event SET verb = 'x' WHERE number = 2",
        "DELETE FROM blocs_event WHERE number = 2",
        "UPDATE blocs_event SET canonical = 'x'",
    ],
)
def test_the_database_refuses_to_change_a_line(change):
    three_lines()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Event.objects.filter(verb="blocs.test").count() == 3


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("UPDATE blocs_event SET details = '{\"step\": 9}' WHERE number = 2", 2),
        ("DELETE FROM blocs_event WHERE number = 2", 3),
        ("UPDATE blocs_event SET number = 9 WHERE number = 3", 9),
    ],
)
def test_verification_finds_what_the_owner_of_the_database_changed(change, number):
    three_lines()
    event_guard.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert broken_link().number == number
