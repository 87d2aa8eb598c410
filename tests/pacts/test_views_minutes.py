"""The minute book of a ceremony on its pages: people, agenda, directions, contributions, photographs."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from blocs.models import Role
from pacts.models import AgendaItem, Attendee, Direction, Photo
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_user, members_of
from tests.pacts.test_views_ceremonies import as_secretary, the_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return a_pact(a_bloc(), state="open")


@pytest.fixture
def ceremony(pact):
    return a_ceremony(pact.bloc, on=date(2017, 2, 15))


# --- The minute book ---


def test_a_leader_chosen_is_recorded_with_rank_and_post(client, ceremony, pact):
    leader = a_head_of(members_of(pact.bloc)[1])
    as_secretary(client, pact.bloc)
    client.post(url("line_add", ceremony.pk, "dai-bieu"), {"part": "presiding", "leader": leader.pk, "order": 1})
    seat = Attendee.objects.get()
    assert (seat.rank, seat.name, seat.position) == ("Đại tá", "Nguyễn Văn An", "Trưởng phòng")


def test_a_person_outside_the_register_is_written_out(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    address = url("line_add", ceremony.pk, "dai-bieu")
    answer = client.post(address, {"part": "guest", "order": 1})
    assert answer.context["form"].errors["name"] == [_("Choose a leader from the register or write the name.")]
    client.post(address, {"part": "guest", "name": "Trần Thị Bích", "order": 1})
    assert Attendee.objects.get().name == "Trần Thị Bích"


def test_a_leader_of_a_strange_unit_cannot_be_chosen(client, ceremony, pact):
    stranger = a_head_of(members_of(a_bloc())[0], "Người Khối Khác")
    as_secretary(client, pact.bloc)
    answer = client.post(url("line_add", ceremony.pk, "dai-bieu"), {"part": "guest", "leader": stranger.pk, "order": 1})
    assert list(answer.context["form"].errors) == ["leader", "name"]
    assert Attendee.objects.count() == 0


def test_votes_directions_and_contributions_are_entered(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    add = lambda kind, **facts: client.post(url("line_add", ceremony.pk, kind), facts)  # noqa: E731
    add("chuong-trinh", order=1, title="Thông qua giao ước", is_adoption="on", votes_for="3", votes_against="0")
    add("chi-dao", order=1, text="Coi trọng vai trò Khối trưởng", due_on="30/6/2017")
    add("dong-gop", order=1, purpose="Quỹ tình nghĩa", amount="1,5", measure="triệu đồng")
    content = client.get(ceremony.get_absolute_url()).content.decode()
    assert AgendaItem.objects.get().votes_for == 3
    assert Direction.objects.get().due_on == date(2017, 6, 30)
    for words in ("Thông qua giao ước", "Coi trọng vai trò Khối trưởng", "30/06/2017", "1,5 triệu đồng"):
        assert words in content


def test_too_many_votes_come_back_in_a_sentence(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    facts = {"order": 1, "title": "Thông qua giao ước", "votes_for": "14"}
    answer = client.post(url("line_add", ceremony.pk, "chuong-trinh"), facts)
    words = {"cast": 14, "members": 3}
    sentence = _("The votes add up to %(cast)s, but there are %(members)s member units.") % words
    assert answer.context["form"].non_field_errors() == [sentence]


def test_a_direction_is_changed_and_followed_up(client, ceremony, pact):
    direction = Direction.objects.create(ceremony=ceremony, text="Công bằng")
    as_secretary(client, pact.bloc)
    edit = url("line_edit", ceremony.pk, "chi-dao", direction.pk)
    client.post(edit, {**the_form(client.get(edit)), "text": "Công bằng, chính xác"})
    client.post(url("direction_follow_up", ceremony.pk, direction.pk), {"text": "Đã triển khai", "on": "2/5/2017"})
    direction.refresh_from_db()
    assert (direction.text, direction.follow_up, direction.followed_up_on) == (
        "Công bằng, chính xác",
        "Đã triển khai",
        date(2017, 5, 2),
    )


def test_a_line_is_taken_out_and_lines_of_others_are_not_found(client, ceremony, pact):
    item = AgendaItem.objects.create(ceremony=ceremony, title="Chào cờ")
    strange = AgendaItem.objects.create(ceremony=a_ceremony(a_bloc()), title="Khác")
    as_secretary(client, pact.bloc)
    assert client.post(url("line_remove", ceremony.pk, "chuong-trinh", strange.pk)).status_code == 404
    assert client.post(url("line_remove", ceremony.pk, "chuong-trinh", item.pk)).status_code == 302
    assert list(AgendaItem.objects.all()) == [strange]


# --- Photographs ---


def a_jpeg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (900, 600), "navy").save(kept, "JPEG")
    return kept.getvalue()


def sent(client, ceremony, content=None, **facts):
    upload = SimpleUploadedFile("ảnh.jpg", a_jpeg() if content is None else content, content_type="image/jpeg")
    values = {"caption": "Các đại biểu", "alt": "Các đại biểu ngồi trong hội trường", "order": 1, "upload": upload}
    return client.post(url("photo_add", ceremony.pk), {**values, **facts})


def test_the_upload_page_warns_about_secrets(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    content = client.get(url("photo_add", ceremony.pk)).content.decode()
    assert _("Do not enter or upload anything that is a state secret.") in content
    assert "multipart/form-data" in content


def test_a_photograph_is_shown_to_the_bloc_and_to_nobody_else(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    assert sent(client, ceremony).status_code == 302
    photo = Photo.objects.get()
    address = url("photo_show", ceremony.pk, photo.pk)
    assert f'src="{address}"' in client.get(ceremony.get_absolute_url()).content.decode()
    answer = client.get(address)
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (480, 320)
    client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    assert client.get(address).status_code == 404


def test_a_hostile_file_comes_back_in_a_sentence_with_the_words_kept(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    answer = sent(client, ceremony, b"PK\x03\x04 not a picture")
    sentence = _("This file is not a readable photograph; only JPG and PNG files are taken.")
    assert answer.context["form"].non_field_errors() == [sentence]
    assert "Các đại biểu ngồi trong hội trường" in answer.content.decode()
    assert Photo.objects.count() == 0


def test_a_photograph_needs_words_for_those_who_cannot_see_it(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    answer = sent(client, ceremony, alt="Ảnh")
    assert answer.status_code == 200
    assert Photo.objects.count() == 0


def test_a_photograph_is_taken_out(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    sent(client, ceremony)
    assert client.post(url("photo_remove", ceremony.pk, Photo.objects.get().pk)).status_code == 302
    assert Photo.objects.count() == 0
