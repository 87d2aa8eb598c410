"""Every template that comes with the house can be started from and adopted as it is."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from blocs.models import Event
from pacts.actions import criteria as actions
from pacts.actions.table_templates import FOLDER, load_table_templates
from pacts.models import CriteriaTable, TableTemplate, tree_of
from tests.make import a_pact, a_user

pytestmark = pytest.mark.django_db

SOURCE = json.loads((Path(__file__).parent.parent / "data" / "criteria-1000-points.json").read_text(encoding="utf-8"))
SLUGS = sorted(path.stem for path in FOLDER.glob("*.json"))


def started(slug) -> CriteriaTable:
    load_table_templates(by="thử")
    return actions.start_table(a_pact(), by=a_user(), start="template", source=TableTemplate.objects.get(slug=slug))


def test_loading_twice_changes_nothing_and_keeps_what_people_changed():
    assert [template.slug for template in load_table_templates(by="thử")] == SLUGS
    TableTemplate.objects.filter(slug=SLUGS[0]).update(description="Đã sửa")
    assert load_table_templates(by="thử") == []
    assert (TableTemplate.objects.count(), Event.objects.count()) == (len(SLUGS), 1)
    assert TableTemplate.objects.get(slug=SLUGS[0]).description == "Đã sửa"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_is_adopted_as_it_stands(slug):
    table = actions.adopt_table(started(slug), by=a_user())
    assert (table.is_adopted, table.lost if hasattr(table, "lost") else []) == (True, [])
    assert TableTemplate.objects.get(slug=slug).source != ""


def test_the_real_table_of_1000_points_stands_whole():
    table = started("bang-1000-diem")
    tree = tree_of(table)
    nodes, leaves = list(tree), tree.leaves()
    assert (len(nodes), len(leaves), max(node.depth for node in nodes)) == (230, 176, 5)
    assert [node.criterion.points for node in tree.roots] == [700, 200, 100]
    assert sum(leaf.criterion.points for leaf in leaves) == table.maximum == 1000
    sums = [sum(child.criterion.points for child in node.children) for node in nodes if node.children]
    assert sums == [node.criterion.points for node in nodes if node.children]
    assert all(leaf.criterion.name_is_open for leaf in leaves)


def test_the_real_table_says_what_its_source_says():
    def said(rows):
        for row in rows:
            yield (row["code"], row["name"], Decimal(row["points"]))
            yield from said(row.get("children", []))

    rows = [(row.code, row.name, row.points) for row in (node.criterion for node in tree_of(started("bang-1000-diem")))]
    assert rows == list(said(SOURCE["tree"]))


def test_starting_from_the_real_table_asks_few_queries(django_assert_max_num_queries):
    load_table_templates(by="thử")
    pact, by, source = a_pact(), a_user(), TableTemplate.objects.get(slug="bang-1000-diem")
    with django_assert_max_num_queries(90):
        table = actions.start_table(pact, by=by, start="template", source=source)
    with django_assert_max_num_queries(30):
        actions.adopt_table(table, by=by)


def test_every_row_of_a_started_table_has_its_history():
    table = started("mau-200-diem")
    assert [row.history.count() for row in table.criteria.all()] == [1] * table.criteria.count()


def test_a_site_without_the_demo_lays_them_in_by_a_command():
    said = StringIO()
    call_command("load_table_templates", stdout=said)
    assert TableTemplate.objects.count() == len(SLUGS) == len(said.getvalue().splitlines())
    again = StringIO()
    call_command("load_table_templates", stdout=again)
    assert again.getvalue() == ""
