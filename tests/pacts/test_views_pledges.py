"""The contents page: rows added, edited, moved, deleted and put back; nothing typed is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import Role
from pacts import past_results
from pacts.actions.pledges import remove_pledge
from pacts.models import Pact, Pledge, PledgeGroup, Section
from tests.make import a_bloc, a_pact, a_pledge, a_title, a_user, members_of, the_cast
from tests.pacts.test_actions_pacts import next_bloc

pytestmark = pytest.mark.django_db


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def pact():
    return a_pact()


@pytest.fixture
def secretary(client, pact):
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    return client


def typed(pact, **words):
    section = pact.sections.get().pk
    return {
        "section": section,
        "name": "Tỷ lệ khám phá án",
        "kind": "at_least",
        "target": "92,02",
        "measure": "%",
        **words,
    }


def edited(pledge, **words):
    return typed(pledge.pact, name=pledge.name, revision=pledge.revision, **words)


# --- Rows ---


def test_a_row_is_added_at_the_end_of_its_content(secretary, pact):
    answer = secretary.post(at("pledge_add", pact.pk), typed(pact))
    assert answer.url == f"{at('pact_contents', pact.pk)}?muc={pact.sections.get().pk}#them"
    added = list(pact.pledges.in_order())[-1]
    assert (added.name, added.target, added.phrase) == ("Tỷ lệ khám phá án", Decimal("92.02"), "≥ 92,02%")


@pytest.mark.parametrize(
    "words, field",
    [
        ({"name": ""}, "name"),
        ({"target": "abc"}, "target"),
        ({"target": ""}, "target"),
        ({"target": "101"}, "target"),
        ({"target": "1.234"}, "target"),
        ({"target": "92.020", "measure": "vụ"}, "target"),
        ({"measure": ""}, "measure"),
        ({"kind": "reduce_at_least", "target": "5"}, "baseline_label"),
        ({"kind": "reduce_at_least", "target": "5", "baseline": "-1"}, "baseline"),
        ({"kind": "reduce_range", "target": "5", "target_max": "3", "baseline_label": "năm 2016"}, "target_max"),
        ({"kind": "reduce_range", "target": "3", "baseline_label": "năm 2016"}, "target_max"),
        ({"kind": "zero", "target": "3"}, "target"),
        ({"kind": "qualitative", "target": "3"}, "target"),
        ({"kind": "count", "target": "2,5", "measure": "mô hình"}, "target"),
        ({"kind": "", "target": "3"}, "kind"),
        ({"section": "999999"}, "section"),
        ({"name": "x" * 501}, "name"),
    ],
)
def test_each_mistake_has_its_sentence_at_its_field_and_nothing_is_lost(secretary, pact, words, field):
    sent = typed(pact, data_source="Báo cáo 12", **words)
    page = secretary.post(at("pledge_add", pact.pk), sent)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert len(page.context["form"].errors[field]) == 1
    shown = page.content.decode()
    assert "Báo cáo 12" in shown
    assert all(value in shown for name, value in words.items() if name != "section")
    assert pact.pledges.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "zero", "target": "", "measure": "vụ"},
        {"kind": "qualitative", "target": "", "measure": ""},
        {"kind": "reduce_at_least", "target": "5", "measure": "vụ", "baseline_label": "năm 2016"},
        {"kind": "reduce_range", "target": "3", "target_max": "5", "baseline": "1200 "},
        {"kind": "at_least", "target": "120", "measure": "%", "allows_over_100": "on"},
        {"kind": "count", "target": "3", "measure": "mô hình"},
        {"kind": "at_least", "target": "90"},
        {"kind": "greater_than", "target": "92,02"},
        {"kind": "equal", "target": "100"},
        {"kind": "at_most", "target": "5", "measure": "vụ"},
    ],
)
def test_every_kind_can_be_pledged(secretary, pact, words):
    assert secretary.post(at("pledge_add", pact.pk), typed(pact, **words)).status_code == 302
    assert list(pact.pledges.in_order())[-1].problems == []


def test_two_people_edit_one_row_and_both_values_are_shown(secretary, pact):
    pledge = pact.pledges.get()
    opened = edited(pledge, target="95")
    secretary.post(at("pledge_edit", pledge.pk), edited(pledge, target="93,5"))
    page = secretary.post(at("pledge_edit", pledge.pk), opened)
    assert page.status_code == 200
    assert "93,5" in str(page.context["form"].errors["target"])
    assert 'value="95"' in page.content.decode()
    assert Pledge.objects.get().target == Decimal("93.5")
    again = opened | {"revision": page.context["form"].data["revision"]}
    assert secretary.post(at("pledge_edit", pledge.pk), again).status_code == 302
    assert Pledge.objects.get().target == Decimal(95)


def test_what_was_typed_for_a_row_deleted_meanwhile_is_offered_as_a_new_row(secretary, pact):
    pledge = pact.pledges.get()
    sent = edited(pledge) | {"name": "Gõ rất lâu mới xong"}
    secretary.post(at("pledge_remove", pledge.pk))
    page = secretary.post(at("pledge_edit", pledge.pk), sent)
    assert page.status_code == 200
    assert "Gõ rất lâu mới xong" in page.content.decode()
    assert page.context["form"].non_field_errors()
    assert secretary.post(at("pledge_edit", 999_999), sent).status_code == 404


def test_editing_leads_back_to_where_it_began(secretary, pact):
    pledge = pact.pledges.get()
    answer = secretary.post(f"{at('pledge_edit', pledge.pk)}?tu=kiem-tra", edited(pledge))
    assert answer.url == f"{at('pact_check', pact.pk)}#noi-dung-{pledge.pk}"
    answer = secretary.post(at("pledge_edit", pledge.pk), edited(Pledge.objects.get()))
    assert answer.url == f"{at('pact_contents', pact.pk)}#noi-dung-{pledge.pk}"


def test_saving_a_copied_row_is_reviewing_it(secretary, pact):
    first, second = pact.pledges.get(), a_pledge(pact)
    pact.pledges.update(is_unreviewed_copy=True)
    secretary.post(at("pledge_edit", first.pk), edited(first))
    assert list(pact.pledges.filter(is_unreviewed_copy=True)) == [second]
    secretary.post(at("pledge_accept", second.pk))
    assert not pact.pledges.filter(is_unreviewed_copy=True).exists()


def test_a_row_moves_one_place_and_stops_at_the_ends(secretary, pact):
    pact.pledges.all().delete()
    names = [a_pledge(pact, order=n).name for n in (1, 2, 3)]
    first, second, third = pact.pledges.in_order()
    secretary.post(at("pledge_move", third.pk, "len"))
    assert [row.name for row in pact.pledges.in_order()] == [names[0], names[2], names[1]]
    secretary.post(at("pledge_move", first.pk, "len"))
    secretary.post(at("pledge_move", second.pk, "xuong"))
    assert [row.name for row in pact.pledges.in_order()] == [names[0], names[2], names[1]]


def test_a_deleted_row_comes_back_to_its_place(secretary, pact):
    pact.pledges.all().delete()
    rows = [a_pledge(pact, order=n) for n in (1, 2, 3)]
    rows[1].own_targets.create(membership=pact.bloc.memberships.first(), target=Decimal("95.5"))
    secretary.post(at("pledge_remove", rows[1].pk))
    page = secretary.get(at("pact_contents", pact.pk))
    token = page.context["removed"]["token"]
    assert [row.name for row in pact.pledges.in_order()] == [rows[0].name, rows[2].name]
    for _press in range(2):
        secretary.post(at("pledge_restore", pact.pk), {"token": token})
    assert [row.name for row in pact.pledges.in_order()] == [row.name for row in rows]
    assert pact.pledges.get(pk=rows[1].pk).own_targets.get().target == Decimal("95.5")
    assert secretary.get(at("pact_contents", pact.pk)).context["removed"] is None


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_made_up_token_brings_nothing_back(secretary, pact, token):
    secretary.post(at("pledge_restore", pact.pk), {"token": token})
    assert pact.pledges.count() == 1


def test_a_token_of_another_pact_brings_nothing_back(secretary, pact):
    other = a_pact()
    token = remove_pledge(other.pledges.get(), by=a_user(Role.ADMIN))
    secretary.post(at("pledge_restore", pact.pk), {"token": token})
    assert (pact.pledges.count(), other.pledges.count()) == (1, 0)


def test_a_row_edited_after_opening_is_refused_with_what_was_typed(secretary, pact):
    pledge = pact.pledges.get()
    Pact.objects.update(state="open")
    page = secretary.post(at("pledge_edit", pledge.pk), edited(pledge, target="99,5"))
    assert page.status_code == 200
    assert "99,5" in page.content.decode()
    assert Pledge.objects.get().target == Decimal(90)


def test_last_season_stands_in_grey_beside(client, pact, monkeypatch):
    old = pact.pledges.get()
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    client.post(at("pact_draft", bloc.pk), {"start": "last_season"})
    told = {old.pk: Decimal("92.0200")}
    monkeypatch.setattr(past_results, "_readers", [lambda pledges: told if old.pk in pledges else {}])
    page = client.get(at("pact_contents", bloc.pacts.get().pk)).content.decode()
    assert "≥ 90%" in page
    assert "92,02%" in page


# --- Contents, groups ---


def test_contents_are_added_edited_moved_and_only_removed_when_empty(secretary, pact):
    secretary.post(at("section_add", pact.pk), {"muc-title": "Nội dung hai"})
    first, second = pact.sections.all()
    secretary.post(at("section_edit", second.pk), {"title": "Nội dung 2"})
    secretary.post(at("section_move", second.pk, "len"))
    assert [row.title for row in pact.sections.all()] == ["Nội dung 2", first.title]
    secretary.post(at("section_remove", first.pk))
    secretary.post(at("section_remove", second.pk))
    assert list(pact.sections.all()) == [first]
    page = secretary.post(at("section_add", pact.pk), {"muc-title": "", "muc-text": "Giữ lại"})
    assert "Giữ lại" in page.content.decode()


def test_a_group_is_added_once_and_removed_without_its_pledges(secretary, pact):
    for _press in range(2):
        page = secretary.post(at("group_add", pact.pk), {"nhom-name": "Tai nạn", "nhom-judged": "sum_of"})
    assert page.context["group_form"].errors
    group = PledgeGroup.objects.get()
    pact.pledges.update(group=group)
    secretary.post(at("group_remove", group.pk))
    assert (pact.pledges.get().group, PledgeGroup.objects.count()) == (None, 0)


# --- Own targets, titles ---


def own(pact, target, member=0):
    return {"membership": pact.bloc.memberships.all()[member].pk, "target": target}


def test_a_unit_pledges_more_but_never_less(secretary, pact):
    pledge = pact.pledges.get()
    page = secretary.post(at("own_targets", pledge.pk), own(pact, "89,99"))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["target"]
    assert secretary.post(at("own_targets", pledge.pk), own(pact, "95,5")).status_code == 302
    row = pledge.own_targets.get()
    assert secretary.post(at("own_targets", pledge.pk), own(pact, "96")).status_code == 200  # the unit has one already
    secretary.post(at("own_target_edit", row.pk), {"target": "97", "revision": row.revision})
    assert pledge.own_targets.get().target == Decimal(97)
    secretary.post(at("own_target_remove", row.pk))
    assert not pledge.own_targets.exists()


def test_only_members_pledge_and_register(secretary, pact):
    stranger = a_bloc()
    pledge = pact.pledges.get()
    page = secretary.post(at("own_targets", pledge.pk), {"membership": stranger.memberships.first().pk, "target": "95"})
    assert list(page.context["form"].errors) == ["membership"]
    title = a_title()
    sent = {"unit": members_of(stranger)[0].pk, "title": title.pk}
    assert list(secretary.post(at("registrations", pact.pk), sent).context["form"].errors) == ["unit"]
    sent = {"unit": members_of(pact.bloc)[0].pk, "title": title.pk}
    for _press in range(2):
        assert secretary.post(at("registrations", pact.pk), sent).status_code == 302
    row = pact.registrations.get()
    secretary.post(at("registration_remove", row.pk))
    assert not pact.registrations.exists()


# --- Who may ---


def urls_of(pact):
    """Every address that changes something below a pact, by its smallest part."""
    member = pact.bloc.memberships.first()
    pledge = pact.pledges.get()
    return [
        at("pledge_edit", pledge.pk),
        at("pledge_move", pledge.pk, "len"),
        at("pledge_remove", pledge.pk),
        at("pledge_accept", pledge.pk),
        at("own_targets", pledge.pk),
        at("own_target_remove", pledge.own_targets.create(membership=member, target=95).pk),
        at("section_edit", pact.sections.get().pk),
        at("section_move", pact.sections.get().pk, "len"),
        at("section_remove", Section.objects.create(pact=pact, title="Trống", order=9).pk),
        at("group_remove", PledgeGroup.objects.create(pact=pact, name="Nhóm").pk),
        at("registrations", pact.pk),
        at("registration_remove", pact.registrations.create(unit=member.unit, title=a_title()).pk),
    ]


@pytest.mark.parametrize(
    "role, status",
    [("standing", 403), ("head_commander", 403), ("commander", 403), ("reporter", 403), ("stranger", 404)],
)
def test_nobody_else_changes_a_row(client, pact, role, status):
    client.force_login(the_cast(pact.bloc)[role])
    urls = urls_of(pact)
    assert [client.post(url).status_code for url in urls] == [status] * len(urls)
    assert (pact.pledges.count(), pact.groups.count(), pact.registrations.count()) == (1, 1, 1)
