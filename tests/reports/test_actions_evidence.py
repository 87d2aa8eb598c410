"""Evidence is put on a shelf and taken off it: bytes once, rows with names, nothing half done."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions import evidence as actions
from reports.evidence_access import Shelf
from reports.models import Evidence
from tests.shelves import PDF, a_desk, a_package, an_upload

pytestmark = pytest.mark.django_db


def put(desk, *uploads, leaf=None, by=None, is_no_secret=True):
    shelf = Shelf(desk.sheet, leaf or desk.leaf)
    return actions.add_files(shelf, uploads, is_no_secret=is_no_secret, by=by or desk.people["reporter"])


def files_on_disk(settings) -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_a_file_lies_under_its_hash_and_bears_its_name(settings):
    desk = a_desk()
    batch = put(desk, an_upload())
    row = Evidence.objects.get()
    assert batch.kept == [row]
    assert (row.name, row.size, row.stage.kind, row.added_by) == (
        "Báo cáo số 05.pdf", len(PDF), "self", str(desk.people["reporter"]),
    )  # fmt: skip
    assert [path.name for path in files_on_disk(settings)] == [row.sha256]
    assert row.file.read() == PDF
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.facts["files"]) == (
        "reports.add_evidence", [f"Báo cáo số 05.pdf ({row.sha256[:12]})"],
    )  # fmt: skip


def test_of_several_files_the_good_ones_stay_and_the_others_are_named(settings):
    desk = a_desk()
    before = Event.objects.count()
    batch = put(
        desk, an_upload(), an_upload(b"MZ", "cong-cu.pdf"), an_upload(b"", "rong.pdf"), an_upload(a_package(), "k.docx")
    )
    assert [row.name for row in batch.kept] == ["Báo cáo số 05.pdf", "k.docx"]
    assert [name for name, _sentence in batch.refused] == ["cong-cu.pdf", "rong.pdf"]
    assert batch.refused[1][1] == _("The file is empty.")
    assert (len(files_on_disk(settings)), Event.objects.count()) == (2, before + 1)


def test_a_press_in_which_nothing_is_kept_leaves_no_line():
    desk = a_desk()
    before = Event.objects.count()
    assert put(desk, an_upload(b"MZ")).kept == []
    assert (Event.objects.count(), Evidence.objects.count()) == (before, 0)


def test_the_same_bytes_on_the_same_criterion_are_told_and_not_kept_twice(settings):
    desk = a_desk()
    put(desk, an_upload())
    batch = put(desk, an_upload(name="ban-sao.pdf"))
    assert batch.kept == []
    assert batch.refused == [
        ("ban-sao.pdf", _("This file is here already: “%(name)s”, %(criterion)s.")
         % {"name": "Báo cáo số 05.pdf", "criterion": desk.leaf})
    ]  # fmt: skip
    assert (Evidence.objects.count(), len(files_on_disk(settings))) == (1, 1)


def test_the_same_bytes_on_another_criterion_are_a_link(settings):
    desk = a_desk()
    other = desk.table.criteria.filter(formula="count").get()
    put(desk, an_upload())
    batch = put(desk, an_upload(name="lan-hai.pdf"), leaf=other)
    assert [(new.name, old.name) for new, old in batch.doubles] == [("lan-hai.pdf", "Báo cáo số 05.pdf")]
    assert (Evidence.objects.count(), len(files_on_disk(settings))) == (2, 1)


def test_two_equal_files_of_one_press_are_kept_once():
    desk = a_desk()
    batch = put(desk, an_upload(), an_upload(name="y.pdf"))
    assert (len(batch.kept), [name for name, _sentence in batch.refused]) == (1, ["y.pdf"])


def test_without_the_confirmation_nothing_is_taken():
    desk = a_desk()
    with pytest.raises(Refused) as caught:
        put(desk, an_upload(), is_no_secret=False)
    assert caught.value.sentences == [_("Confirm that the files hold no state secrets.")]
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    "number, sentence", [(0, "Choose at least one file."), (21, "Add at most %(most)s files at once.")]
)
def test_a_press_has_one_to_twenty_files(number, sentence):
    desk = a_desk()
    with pytest.raises(Refused) as caught:
        put(desk, *[an_upload(name=f"{n}.pdf") for n in range(number)])
    assert caught.value.sentences == [_(sentence) % {"most": 20}]


def test_a_shelf_and_a_sheet_have_their_limits(monkeypatch, settings):
    desk = a_desk()
    monkeypatch.setattr(actions, "MOST_PIECES", 1)
    put(desk, an_upload())
    assert len(put(desk, an_upload(PDF + b"\n")).refused) == 1
    monkeypatch.setattr(actions, "MOST_PIECES", 60)
    monkeypatch.setattr(actions, "MOST_OF_A_SHEET", len(PDF) + 1)
    sentence = put(desk, an_upload(PDF + b"\n")).refused[0][1]
    assert sentence == _("The files of this sheet would be more than 1 GB; refer to the paper instead.")
    assert len(files_on_disk(settings)) == 1


# --- The disk ---------------------------------------------------------------------------------


class FullDisk:
    """Writes half of what it is given, then the disk is full."""

    def __init__(self, storage):
        self.save_whole = storage._save

    def __call__(self, name, content):
        half = content.read(len(PDF) // 2)
        path = Path(default_storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(half)
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_neither_row_nor_half_a_file(settings, monkeypatch):
    desk = a_desk()
    storage = Evidence._meta.get_field("file").storage
    monkeypatch.setattr(storage, "_save", FullDisk(storage), raising=False)
    monkeypatch.setattr(type(storage._wrapped), "_save", lambda self, name, content: FullDisk(storage)(name, content))
    batch = put(desk, an_upload())
    sentence = _("The file could not be stored now; nothing was kept. Please try again later.")
    assert (batch.kept, batch.refused) == ([], [("Báo cáo số 05.pdf", sentence)])
    assert (Evidence.objects.count(), files_on_disk(settings)) == (0, [])


def test_a_press_that_fails_afterwards_takes_its_bytes_back(settings, monkeypatch):
    desk = a_desk()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.Event, "record", fail)
    with pytest.raises(RuntimeError):
        put(desk, an_upload())
    assert (Evidence.objects.count(), files_on_disk(settings)) == (0, [])


# --- When -------------------------------------------------------------------------------------


def test_a_closed_window_refuses_in_the_sentences_of_the_sheet():
    yesterday = timezone.localdate() - timedelta(days=1)
    desk = a_desk(stages=[{"kind": "self", "due_on": yesterday}, "review"])
    with pytest.raises(Refused) as caught:
        put(desk, an_upload())
    assert len(caught.value.sentences) == 1
    assert Evidence.objects.count() == 0


def test_the_last_day_counts_whole():
    desk = a_desk(stages=[{"kind": "self", "due_on": timezone.localdate()}, "review"])
    assert len(put(desk, an_upload()).kept) == 1


def test_a_group_and_a_criterion_of_somebody_else_take_nothing():
    desk = a_desk()
    with pytest.raises(Refused) as caught:
        put(desk, an_upload(), leaf=desk.leaf.parent)
    assert caught.value.sentences == [_("Evidence is added to a criterion, not to a group.")]
    with pytest.raises(Refused):
        put(desk, an_upload(), leaf=desk.judged)


def test_after_the_end_evidence_comes_only_with_an_appeal():
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk = a_desk("closed", appeals_from=tomorrow)
    with pytest.raises(Refused):
        put(desk, an_upload())
    desk = a_desk("closed", appeals_until=tomorrow)
    assert len(put(desk, an_upload()).kept) == 1


# --- Papers -----------------------------------------------------------------------------------


def a_paper(desk, **facts) -> Evidence:
    own = {"name": "Báo cáo tổng kết", "number": "125/BC-PTM", "issuer": "Đơn vị", "kept_at": "Văn thư"}
    return Evidence(sheet=desk.sheet, criterion=desk.leaf, stage=desk.sheet.stage, **{**own, **facts})


def test_a_paper_is_referred_to_by_its_number():
    desk = a_desk()
    row = actions.add_paper(a_paper(desk), by=desk.people["reporter"])
    assert (row.kind, row.number, row.file.name) == ("paper", "125/BC-PTM", "")
    with pytest.raises(ValidationError):
        actions.add_paper(a_paper(desk, number=""), by=desk.people["reporter"])
    assert Evidence.objects.count() == 1


# --- Taking off -------------------------------------------------------------------------------


def test_a_removed_piece_stays_with_its_reason_and_its_bytes_go(settings, django_capture_on_commit_callbacks):
    desk = a_desk()
    [row] = put(desk, an_upload()).kept
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(row, reason="Nhầm tệp", by=desk.people["reporter"])
    row.refresh_from_db()
    assert (row.removed_reason, row.removed_by) == ("Nhầm tệp", str(desk.people["reporter"]))
    assert row.removed_at is not None
    assert files_on_disk(settings) == []
    assert Event.objects.order_by("number").last().verb == "reports.remove_evidence"


def test_bytes_stay_while_another_row_refers_to_them(settings, django_capture_on_commit_callbacks):
    desk = a_desk()
    [first] = put(desk, an_upload()).kept
    put(desk, an_upload(), leaf=desk.table.criteria.get(formula="count"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(first, reason="Nhầm tiêu chí", by=desk.people["reporter"])
    assert len(files_on_disk(settings)) == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_removal_needs_a_reason_and_happens_once(reason):
    desk = a_desk()
    [row] = put(desk, an_upload()).kept
    with pytest.raises(Refused) as caught:
        actions.remove_evidence(row, reason=reason, by=desk.people["reporter"])
    assert caught.value.sentences == [_("Give the reason for the removal.")]
    actions.remove_evidence(row, reason="Nhầm tệp", by=desk.people["reporter"])
    with pytest.raises(Refused) as caught:
        actions.remove_evidence(row, reason="Nhầm tệp", by=desk.people["reporter"])
    assert caught.value.sentences == [_("This piece of evidence has been removed already.")]


def test_what_a_passed_stage_rested_on_stays():
    desk = a_desk()
    [row] = put(desk, an_upload()).kept
    desk.sheet.stage = desk.table.stages.get(kind="explain")
    desk.sheet.save(update_fields=["stage"])
    with pytest.raises(Refused) as caught:
        actions.remove_evidence(row, reason="Nhầm tệp", by=desk.people["reporter"])
    assert caught.value.sentences == [_("This piece belongs to a stage that has passed; it can no longer be removed.")]
